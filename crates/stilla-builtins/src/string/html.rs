//! §B.2.2.2 The methods that wrap the string in an HTML element
//! <https://tc39.es/ecma262/#sec-additional-properties-of-the-string.prototype-object>
//!
//! Uses: stilla-core, string. Never: string::search.

use stilla_core::{Call, Cx, JsResult, StringBuilder, Value};

/// §B.2.2.2.1 CreateHTML ( string, tag, attribute, value ) <https://tc39.es/ecma262/#sec-createhtml>
fn create_html(
    cx: &mut Cx,
    call: &Call<'_>,
    method: &'static str,
    tag: &str,
    attribute: Option<&str>,
) -> JsResult<Value> {
    let string = super::this_string(cx, call, method)?;
    let mut html = StringBuilder::new(cx);
    html.push_str("<");
    html.push_str(tag);
    if let Some(attribute) = attribute {
        let value = cx.to_string(call.arg(0))?;
        html.push_str(" ");
        html.push_str(attribute);
        html.push_str("=\"");
        for piece in cx.view(value).pieces() {
            for unit in piece.units() {
                match unit {
                    0x22 => html.push_str("&quot;"),
                    _ => html.push_unit(unit),
                }
            }
            if cx.must_end_after(piece, 10) {
                break;
            }
        }
        cx.charge(1)?;
        html.push_str("\"");
    }
    html.push_str(">");
    html.push_string(cx, string);
    html.push_str("</");
    html.push_str(tag);
    html.push_str(">");
    Ok(html.finish(cx)?.into())
}

macro_rules! elements {
    ($($function:ident, $method:literal, $clause:literal, $tag:literal, $attribute:expr;)*) => {
        $(
            #[doc = concat!("§", $clause, " ", $method)]
            pub(super) fn $function(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
                create_html(cx, call, $method, $tag, $attribute)
            }
        )*
    };
}

elements! {
    anchor, "String.prototype.anchor", "B.2.2.2", "a", Some("name");
    big, "String.prototype.big", "B.2.2.3", "big", None;
    blink, "String.prototype.blink", "B.2.2.4", "blink", None;
    bold, "String.prototype.bold", "B.2.2.5", "b", None;
    fixed, "String.prototype.fixed", "B.2.2.6", "tt", None;
    fontcolor, "String.prototype.fontcolor", "B.2.2.7", "font", Some("color");
    fontsize, "String.prototype.fontsize", "B.2.2.8", "font", Some("size");
    italics, "String.prototype.italics", "B.2.2.9", "i", None;
    link, "String.prototype.link", "B.2.2.10", "a", Some("href");
    small, "String.prototype.small", "B.2.2.11", "small", None;
    strike, "String.prototype.strike", "B.2.2.12", "strike", None;
    sub, "String.prototype.sub", "B.2.2.13", "sub", None;
    sup, "String.prototype.sup", "B.2.2.14", "sup", None;
}

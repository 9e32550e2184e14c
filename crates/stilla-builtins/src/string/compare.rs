//! localeCompare in the root locale's manner, and isWellFormed.
//!
//! Without ECMA-402 the order is a small collation: letters by their base letter, then by their marks,
//! then lower case before upper case; punctuation before digits before letters. Strings that are
//! canonically equivalent are equal.
//!
//! Uses: stilla-core, string, string::convert. Never: string::html.

use std::cmp::Ordering;

use stilla_core::{Call, Cx, JsResult, JsString, StringView, Value};

use super::convert::{Form, normalized};
use super::this_string;

/// §22.1.3.10 String.prototype.isWellFormed ( ) <https://tc39.es/ecma262/#sec-string.prototype.iswellformed>
pub(super) fn is_well_formed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.isWellFormed")?;
    cx.note_work(4 * string.len());
    Ok(match cx.view(string) {
        StringView::Latin1(_) => Value::TRUE,
        view => view.code_points().all(|point| !point.is_unpaired).into(),
    })
}

/// §22.1.3.12 String.prototype.localeCompare ( that [ , reserved1 [ , reserved2 ] ] )
/// <https://tc39.es/ecma262/#sec-string.prototype.localecompare>
pub(super) fn locale_compare(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.localeCompare")?;
    if let Some(functions) = cx.locale_functions() {
        return (functions.locale_compare)(cx, string.into(), call);
    }
    let that = cx.to_string(call.arg(0))?;
    cx.charge((string.len().min(that.len()) / 16) as u32)?;
    Ok(Value::from(collate(cx, string, that) as i32))
}

fn collate(cx: &Cx, a: JsString, b: JsString) -> Ordering {
    if cx.string_equals(a, b) {
        return Ordering::Equal;
    }
    let (a, b) = (decomposed(cx, a), decomposed(cx, b));
    let by = |level: fn(char) -> Option<(u8, char)>| {
        a.chars().filter_map(level).cmp(b.chars().filter_map(level))
    };
    by(primary)
        .then_with(|| by(mark))
        .then_with(|| by(case))
        .then_with(|| a.cmp(&b))
}

fn decomposed(cx: &Cx, string: JsString) -> String {
    match cx.view(string) {
        StringView::Latin1(bytes) if bytes.is_ascii() => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        view => {
            let units: Vec<u16> = view.units().collect();
            String::from_utf16_lossy(&normalized(&units, Form::Nfd))
        }
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}')
}

/// What tells characters apart first: their group, and within it the letter without case.
fn primary(c: char) -> Option<(u8, char)> {
    if is_mark(c) || (c.is_control() && !c.is_whitespace()) {
        return None;
    }
    let group = match c {
        _ if c.is_whitespace() => 0,
        '_' | '-' | ',' | ';' | ':' | '!' | '?' | '.' | '\'' | '"' | '(' | ')' | '[' | ']'
        | '{' | '}' | '@' | '*' | '/' | '\\' | '&' | '#' | '%' => 1,
        _ if c.is_numeric() => 3,
        _ if c.is_alphabetic() => 4,
        _ => 2,
    };
    let rank = match group {
        1 => {
            const ORDER: &str = "_-,;:!?.'\"()[]{}@*/\\&#%";
            ORDER
                .find(c)
                .and_then(|at| char::from_u32(at as u32))
                .unwrap_or(c)
        }
        _ => c.to_lowercase().next().unwrap_or(c),
    };
    Some((group, rank))
}

/// What tells them apart next: their marks. A letter stands as a low place between them.
fn mark(c: char) -> Option<(u8, char)> {
    Some(if is_mark(c) { (1, c) } else { (0, '\0') })
}

/// What tells them apart last: lower case first.
fn case(c: char) -> Option<(u8, char)> {
    Some((u8::from(c.is_uppercase()), '\0'))
}

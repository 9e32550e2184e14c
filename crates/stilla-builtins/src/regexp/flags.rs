//! The getters of %RegExp.prototype% that tell flags and source.
//!
//! Uses: stilla-core, stilla-regexp, regexp. Never: regexp::exec.

use stilla_core::error::type_error;
use stilla_core::regexp::slot;
use stilla_core::{Call, Cx, Intrinsic, JsResult, JsString, Kind, Msg, Name, StringBuilder, Value};
use stilla_regexp::Flags;

/// §22.2.6.4.1 RegExpHasFlag ( R, codeUnit ) <https://tc39.es/ecma262/#sec-regexphasflag>
fn has_flag(cx: &mut Cx, call: &Call<'_>, flag: Flags, method: &'static str) -> JsResult<Value> {
    match call.this().as_object() {
        Some(object) if object.is(Kind::RegExp) => {
            Ok(cx.regexp_flags(object).contains(flag).into())
        }
        Some(object) if object == cx.intrinsic(Intrinsic::RegExpPrototype) => Ok(Value::UNDEFINED),
        _ => {
            let value = call.this();
            Err(type_error(
                cx,
                Msg::IncompatibleMethodReceiver { method, value },
            ))
        }
    }
}

macro_rules! flag_getters {
    ($($function:ident, $flag:ident, $name:literal, $clause:literal;)*) => {
        $(
            #[doc = concat!("§", $clause, " get ", $name)]
            pub(super) fn $function(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
                has_flag(cx, call, Flags::$flag, $name)
            }
        )*
    };
}

flag_getters! {
    dot_all, DOT_ALL, "RegExp.prototype.dotAll", "22.2.6.3";
    global, GLOBAL, "RegExp.prototype.global", "22.2.6.5";
    has_indices, HAS_INDICES, "RegExp.prototype.hasIndices", "22.2.6.6";
    ignore_case, IGNORE_CASE, "RegExp.prototype.ignoreCase", "22.2.6.7";
    multiline, MULTILINE, "RegExp.prototype.multiline", "22.2.6.10";
    sticky, STICKY, "RegExp.prototype.sticky", "22.2.6.15";
    unicode, UNICODE, "RegExp.prototype.unicode", "22.2.6.18";
    unicode_sets, UNICODE_SETS, "RegExp.prototype.unicodeSets", "22.2.6.19";
}

/// §22.2.6.4 get RegExp.prototype.flags <https://tc39.es/ecma262/#sec-get-regexp.prototype.flags>
pub(super) fn flags(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const LETTERS: [(Name, &str); 8] = [
        (Name::hasIndices, "d"),
        (Name::global, "g"),
        (Name::ignoreCase, "i"),
        (Name::multiline, "m"),
        (Name::dotAll, "s"),
        (Name::unicode, "u"),
        (Name::unicodeSets, "v"),
        (Name::sticky, "y"),
    ];
    let object = super::this_object(cx, call, "RegExp.prototype.flags")?;
    let mut letters = String::new();
    for (name, letter) in LETTERS {
        if cx.get(object, name)?.to_boolean() {
            letters.push_str(letter);
        }
    }
    Ok(cx.string(&letters).into())
}

/// §22.2.6.13 get RegExp.prototype.source <https://tc39.es/ecma262/#sec-get-regexp.prototype.source>
pub(super) fn source(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    match call.this().as_object() {
        Some(object) if object.is(Kind::RegExp) => {
            let source = object
                .internal(slot::SOURCE)
                .as_string()
                .unwrap_or(cx.empty_string());
            Ok(escape_pattern(cx, source)?.into())
        }
        Some(object) if object == cx.intrinsic(Intrinsic::RegExpPrototype) => {
            Ok(cx.string("(?:)").into())
        }
        _ => {
            let method = "RegExp.prototype.source";
            let value = call.this();
            Err(type_error(
                cx,
                Msg::IncompatibleMethodReceiver { method, value },
            ))
        }
    }
}

/// §22.2.6.13.1 EscapeRegExpPattern ( P, F ) <https://tc39.es/ecma262/#sec-escaperegexppattern>
///
/// A slash outside of a class and each line terminator get a backslash, unless they have one.
fn escape_pattern(cx: &mut Cx, source: JsString) -> JsResult<JsString> {
    if source.is_empty() {
        return Ok(cx.string("(?:)"));
    }
    let needs = |unit: u16| matches!(unit, 0x2F | 0x0A | 0x0D | 0x2028 | 0x2029);
    if !cx.view(source).units().any(needs) {
        return Ok(source);
    }
    let mut escaped = StringBuilder::new(cx);
    let (mut is_escaped, mut in_class) = (false, false);
    for unit in cx.view(source).units() {
        let letter = match unit {
            0x0A => Some("n"),
            0x0D => Some("r"),
            0x2028 => Some("u2028"),
            0x2029 => Some("u2029"),
            0x2F if !in_class => Some("/"),
            _ => None,
        };
        match letter {
            Some(letter) => {
                if !is_escaped {
                    escaped.push_str("\\");
                }
                escaped.push_str(letter);
                is_escaped = false;
                continue;
            }
            None => escaped.push_unit(unit),
        }
        match unit {
            _ if is_escaped => is_escaped = false,
            0x5C => is_escaped = true,
            0x5B => in_class = true,
            0x5D => in_class = false,
            _ => {}
        }
    }
    escaped.finish(cx)
}

//! §22.2 RegExp objects <https://tc39.es/ecma262/#sec-regexp-regular-expression-objects>
//!
//! Matching itself is the machine's (`Cx::regexp_match`). The methods under symbols are written twice:
//! the specification's algorithm, which asks the object for everything, and a short one for a
//! regular expression that nobody has changed, where no difference can be seen.
//!
//! Uses: stilla-core, stilla-regexp, regexp::*. Never: string::html.

mod escape;
pub(crate) mod exec;
mod flags;
pub(crate) mod iterator;
mod legacy;
mod matching;
mod replace;
mod split;

use stilla_core::builtin::{Global, Row, accessor, getter, method, symbol_getter, symbol_method};
use stilla_core::error::{Stop, syntax_error, type_error};
use stilla_core::object::Object;
use stilla_core::regexp::slot;
use stilla_core::{
    Call, Cx, Intrinsic, JsResult, JsString, Kind, Msg, Name, StringBuilder, Value, WellKnownSymbol,
};
use stilla_regexp::{Flags, Limits, PatternError, Program};

/// The RegExp constructor and %RegExp.prototype%.
pub const REGEXP: Global = Global::constructor("RegExp", 2, construct)
    .id(Intrinsic::RegExp)
    .prototype_id(Intrinsic::RegExpPrototype)
    .statics(&[
        method("escape", 1, escape::escape),
        symbol_getter(WellKnownSymbol::species, species),
        accessor("input", legacy::input, legacy::set_input),
        accessor("$_", legacy::input, legacy::set_input),
        read_only("lastMatch", legacy::last_match),
        read_only("$&", legacy::last_match),
        read_only("lastParen", legacy::last_paren),
        read_only("$+", legacy::last_paren),
        read_only("leftContext", legacy::left_context),
        read_only("$`", legacy::left_context),
        read_only("rightContext", legacy::right_context),
        read_only("$'", legacy::right_context),
        read_only("$1", legacy::group::<1>),
        read_only("$2", legacy::group::<2>),
        read_only("$3", legacy::group::<3>),
        read_only("$4", legacy::group::<4>),
        read_only("$5", legacy::group::<5>),
        read_only("$6", legacy::group::<6>),
        read_only("$7", legacy::group::<7>),
        read_only("$8", legacy::group::<8>),
        read_only("$9", legacy::group::<9>),
    ])
    .prototype(&[
        method("exec", 1, exec::exec),
        getter("dotAll", flags::dot_all),
        getter("flags", flags::flags),
        getter("global", flags::global),
        getter("hasIndices", flags::has_indices),
        getter("ignoreCase", flags::ignore_case),
        symbol_method(WellKnownSymbol::match_, 1, matching::match_),
        symbol_method(WellKnownSymbol::matchAll, 1, matching::match_all),
        getter("multiline", flags::multiline),
        symbol_method(WellKnownSymbol::replace, 2, replace::replace),
        symbol_method(WellKnownSymbol::search, 1, matching::search),
        getter("source", flags::source),
        symbol_method(WellKnownSymbol::split, 2, split::split),
        getter("sticky", flags::sticky),
        method("test", 1, exec::test),
        method("toString", 0, to_string),
        getter("unicode", flags::unicode),
        getter("unicodeSets", flags::unicode_sets),
        // §B.2.4
        method("compile", 2, compile),
    ])
    .finish(|cx, constructor, prototype| {
        if let (Some(constructor), Some(prototype)) = (constructor, prototype) {
            cx.guard_regexp(constructor, prototype);
        }
    });

const fn read_only(name: &'static str, get: stilla_core::NativeFn) -> Row {
    getter(name, get)
}

/// §22.2.4.1 RegExp ( pattern, flags ) <https://tc39.es/ecma262/#sec-regexp-pattern-flags>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (pattern, flags) = (call.arg(0), call.arg(1));
    let is_regexp = cx.is_regexp(pattern)?;
    let target = match call.new_target() {
        Some(target) => target,
        None => {
            if let Some(object) = pattern
                .as_object()
                .filter(|_| is_regexp && flags.is_undefined())
                && cx.get(object, Name::constructor)? == call.callee().into()
            {
                return Ok(pattern);
            }
            call.callee()
        }
    };
    let (source, flags) = match pattern.as_object() {
        Some(object) if object.is(Kind::RegExp) => {
            let source = object.internal(slot::SOURCE);
            (
                source,
                if flags.is_undefined() {
                    flags_value(cx, object)
                } else {
                    flags
                },
            )
        }
        Some(object) if is_regexp => {
            let source = cx.get(object, Name::source)?;
            (
                source,
                if flags.is_undefined() {
                    cx.get(object, Name::flags)?
                } else {
                    flags
                },
            )
        }
        _ => (pattern, flags),
    };
    let has_legacy_features = target == cx.intrinsic(Intrinsic::RegExp);
    let prototype = cx.get_prototype_from_constructor(target, Intrinsic::RegExpPrototype)?;
    let regexp = cx.regexp_alloc(prototype, has_legacy_features);
    initialize(cx, regexp, source, flags)?;
    Ok(regexp.into())
}

fn flags_value(cx: &Cx, regexp: Object) -> Value {
    let letters: String = cx.regexp_flags(regexp).letters().collect();
    cx.string(&letters).into()
}

/// §22.2.3.1 RegExpCreate ( P, F ) <https://tc39.es/ecma262/#sec-regexpcreate>
pub(crate) fn create(cx: &mut Cx, pattern: Value, flags: Value) -> JsResult<Object> {
    let prototype = cx.intrinsic(Intrinsic::RegExpPrototype);
    let regexp = cx.regexp_alloc(prototype, true);
    initialize(cx, regexp, pattern, flags)?;
    Ok(regexp)
}

/// §22.2.3.3 RegExpInitialize ( obj, pattern, flags ) <https://tc39.es/ecma262/#sec-regexpinitialize>
fn initialize(cx: &mut Cx, regexp: Object, pattern: Value, flags: Value) -> JsResult<()> {
    let mut text = |value: Value| match value.is_undefined() {
        true => Ok(cx.empty_string()),
        false => cx.to_string(value),
    };
    let (pattern, flags) = (text(pattern)?, text(flags)?);
    let program = program(cx, pattern, flags)?;
    cx.regexp_set(regexp, pattern, program)?;
    cx.set_regexp_last_index(regexp, 0)
}

fn program(cx: &mut Cx, pattern: JsString, flags: JsString) -> JsResult<Program> {
    let letters = cx
        .view(flags)
        .units()
        .map(|unit| char::from_u32(unit.into()).unwrap_or('\0'));
    let Some(parsed) = Flags::parse(letters) else {
        return Err(syntax_error(cx, Msg::InvalidRegExpFlags { flags }));
    };
    cx.reserve(pattern.len().saturating_mul(16))?;
    // Each unit becomes a node, and an instruction or more.
    cx.charge_all(1 + 4 * pattern.len() as u64)?;
    let units: Vec<u16> = cx.view(pattern).units().collect();
    let limits = Limits {
        max_bytes: cx.memory_left(),
        ..Limits::default()
    };
    stilla_regexp::compile(&units, parsed, &limits).map_err(|error| {
        if error == PatternError::OUT_OF_MEMORY {
            return cx.stop_with(Stop::OutOfMemory);
        }
        let reason = error.message.to_owned();
        syntax_error(cx, Msg::InvalidRegExp { pattern, reason })
    })
}

/// §22.2.5.2 get RegExp [ @@species ] <https://tc39.es/ecma262/#sec-get-regexp-%symbol.species%>
fn species(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call.this())
}

/// The receiver of a method, which must be an object.
fn this_object(cx: &mut Cx, call: &Call<'_>, method: &'static str) -> JsResult<Object> {
    match call.this().as_object() {
        Some(object) => Ok(object),
        None => {
            let value = call.this();
            Err(type_error(
                cx,
                Msg::IncompatibleMethodReceiver { method, value },
            ))
        }
    }
}

/// §22.2.6.17 RegExp.prototype.toString ( ) <https://tc39.es/ecma262/#sec-regexp.prototype.tostring>
fn to_string(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let regexp = this_object(cx, call, "RegExp.prototype.toString")?;
    let source = cx.get(regexp, Name::source)?;
    let source = cx.to_string(source)?;
    let flags = cx.get(regexp, Name::flags)?;
    let flags = cx.to_string(flags)?;
    let mut text = StringBuilder::new(cx);
    text.push_str("/");
    text.push_string(cx, source);
    text.push_str("/");
    text.push_string(cx, flags);
    Ok(text.finish(cx)?.into())
}

/// §B.2.4.1 RegExp.prototype.compile ( pattern, flags ) <https://tc39.es/ecma262/#sec-regexp.prototype.compile>
fn compile(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let regexp = cx.require_kind(call.this(), Kind::RegExp, "RegExp")?;
    // NOTE: the legacy features of regular expressions restrict `compile` to plain ones of this realm.
    if !cx.regexp_is_of_this_realm(regexp) || !cx.regexp_has_legacy_features(regexp) {
        let method = "RegExp.prototype.compile";
        return Err(type_error(
            cx,
            Msg::IncompatibleMethodReceiver {
                method,
                value: regexp.into(),
            },
        ));
    }
    let (pattern, flags) = match call.arg(0).as_object() {
        Some(object) if object.is(Kind::RegExp) => {
            if !call.arg(1).is_undefined() {
                return Err(type_error(
                    cx,
                    Msg::InvalidValue {
                        name: "flags",
                        value: call.arg(1),
                    },
                ));
            }
            (object.internal(slot::SOURCE), flags_value(cx, object))
        }
        _ => (call.arg(0), call.arg(1)),
    };
    initialize(cx, regexp, pattern, flags)?;
    Ok(regexp.into())
}

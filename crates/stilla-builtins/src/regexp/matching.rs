//! The methods under Symbol.match, Symbol.matchAll and Symbol.search.
//!
//! Uses: stilla-core, regexp::exec. Never: regexp::replace.

use stilla_core::object::Object;
use stilla_core::ops::Failure;
use stilla_core::regexp::{Anchor, Captures, slot};
use stilla_core::{Call, Cx, GcVec, Intrinsic, JsResult, JsString, Name, Value};
use stilla_regexp::Flags;

use super::exec::{
    advance_string_index, builtin_exec, for_each_match, group_value, note_match, regexp_exec,
};
use super::{iterator, this_object};

/// Whether a string has a code unit.
pub(super) fn has_unit(cx: &Cx, string: JsString, unit: u8) -> bool {
    cx.view(string)
        .units()
        .any(|found| found == u16::from(unit))
}

/// ToString of the property `flags`.
pub(super) fn flags_of(cx: &mut Cx, regexp: Object) -> JsResult<JsString> {
    let flags = cx.get(regexp, Name::flags)?;
    cx.to_string(flags)
}

/// §22.2.6.8 RegExp.prototype [ @@match ] ( string ) <https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.match%>
pub(super) fn match_(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let regexp = this_object(cx, call, "RegExp.prototype[Symbol.match]")?;
    let string = cx.to_string(call.arg(0))?;
    // FAST: flags and `exec` are the original ones.
    if cx.regexp_is_pristine(regexp) {
        if !cx.regexp_flags(regexp).contains(Flags::GLOBAL) {
            return builtin_exec(cx, regexp, string);
        }
        let matches = GcVec::new(cx);
        for_each_match(cx, regexp, string, |cx, captures| {
            let matched = group_value(cx, string, captures, 0);
            matches.try_push(cx, matched)
        })?;
        return Ok(array_or_null(cx, matches));
    }
    let flags = flags_of(cx, regexp)?;
    if !has_unit(cx, flags, b'g') {
        return regexp_exec(cx, regexp, string);
    }
    let by_code_points = has_unit(cx, flags, b'u') || has_unit(cx, flags, b'v');
    cx.set(regexp, Name::lastIndex, Value::ZERO, Failure::Throw)?;
    let matches = GcVec::new(cx);
    while let Some(result) = regexp_exec(cx, regexp, string)?.as_object() {
        let matched = cx.get(result, 0u32)?;
        let matched = cx.to_string(matched)?;
        matches.try_push(cx, matched.into())?;
        if matched.is_empty() {
            step_over_empty_match(cx, regexp, string, by_code_points)?;
        }
        cx.charge(1)?;
    }
    Ok(array_or_null(cx, matches))
}

fn array_or_null(cx: &Cx, matches: GcVec) -> Value {
    if matches.is_empty() {
        Value::NULL
    } else {
        cx.array_from_list(matches).into()
    }
}

/// Moves `lastIndex` on behind an empty match.
pub(super) fn step_over_empty_match(
    cx: &mut Cx,
    regexp: Object,
    string: JsString,
    by_code_points: bool,
) -> JsResult<()> {
    let index = cx.get(regexp, Name::lastIndex)?;
    let index = cx.to_length(index)?;
    let next = advance_string_index(cx, string, index, by_code_points);
    cx.set(regexp, Name::lastIndex, Value::from(next), Failure::Throw)
}

/// §22.2.6.9 RegExp.prototype [ @@matchAll ] ( string ) <https://tc39.es/ecma262/#sec-regexp-prototype-%symbol.matchall%>
pub(super) fn match_all(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let regexp = this_object(cx, call, "RegExp.prototype[Symbol.matchAll]")?;
    let string = cx.to_string(call.arg(0))?;
    // FAST: the original constructor would make this copy.
    if cx.regexp_is_pristine(regexp) && cx.regexp_species_is_pristine(regexp) {
        let matcher = cx.regexp_copy(regexp);
        let last_index = cx.to_length(regexp.internal(slot::LAST_INDEX))?;
        matcher.set_internal(slot::LAST_INDEX, Value::from(last_index));
        let flags = cx.regexp_flags(matcher);
        return Ok(iterator::create(
            cx,
            matcher,
            string,
            flags.contains(Flags::GLOBAL),
            flags.by_code_points(),
        ));
    }
    let default = cx.intrinsic(Intrinsic::RegExp);
    let constructor = cx.species_constructor(regexp, default)?;
    let flags = flags_of(cx, regexp)?;
    let matcher = cx.construct(constructor, &[regexp.into(), flags.into()], constructor)?;
    let last_index = cx.get(regexp, Name::lastIndex)?;
    let last_index = cx.to_length(last_index)?;
    cx.set(
        matcher,
        Name::lastIndex,
        Value::from(last_index),
        Failure::Throw,
    )?;
    let is_global = has_unit(cx, flags, b'g');
    let by_code_points = has_unit(cx, flags, b'u') || has_unit(cx, flags, b'v');
    Ok(iterator::create(
        cx,
        matcher,
        string,
        is_global,
        by_code_points,
    ))
}

/// §22.2.6.12 RegExp.prototype [ @@search ] ( string ) <https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.search%>
pub(super) fn search(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let regexp = this_object(cx, call, "RegExp.prototype[Symbol.search]")?;
    let string = cx.to_string(call.arg(0))?;
    // FAST: `lastIndex` would be set to 0 and back, which nobody sees.
    if cx.regexp_is_pristine(regexp) {
        let is_sticky = cx.regexp_flags(regexp).contains(Flags::STICKY);
        let anchor = if is_sticky {
            Anchor::Sticky
        } else {
            Anchor::Search
        };
        let mut captures = Captures::new();
        if !cx.regexp_match(regexp, string, 0, anchor, &mut captures)? {
            return Ok(Value::from(-1));
        }
        note_match(cx, regexp, string, &captures);
        return Ok(Value::from(captures[0]));
    }
    let previous = cx.get(regexp, Name::lastIndex)?;
    if !cx.same_value(previous, Value::ZERO) {
        cx.set(regexp, Name::lastIndex, Value::ZERO, Failure::Throw)?;
    }
    let result = regexp_exec(cx, regexp, string)?;
    let current = cx.get(regexp, Name::lastIndex)?;
    if !cx.same_value(current, previous) {
        cx.set(regexp, Name::lastIndex, previous, Failure::Throw)?;
    }
    match result.as_object() {
        Some(result) => cx.get(result, Name::index),
        None => Ok(Value::from(-1)),
    }
}

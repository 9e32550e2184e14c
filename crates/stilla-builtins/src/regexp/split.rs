//! The method under Symbol.split.
//!
//! Uses: stilla-core, regexp::exec. Never: regexp::replace.

use stilla_core::object::Object;
use stilla_core::ops::Failure;
use stilla_core::regexp::{Anchor, Captures};
use stilla_core::{Call, Cx, GcVec, Intrinsic, JsResult, JsString, Name, Value};

use super::exec::{advance_string_index, group_value, note_match, regexp_exec};
use super::matching::{flags_of, has_unit};
use super::this_object;

/// §22.2.6.14 RegExp.prototype [ @@split ] ( string, limit )
/// <https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.split%>
pub(super) fn split(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let regexp = this_object(cx, call, "RegExp.prototype[Symbol.split]")?;
    let string = cx.to_string(call.arg(0))?;
    let limit = call.arg(1);
    // FAST: a copy made by the original constructor would be tried at every place; a search finds the
    // same places. No conversion of the limit runs a script.
    if (limit.is_undefined() || limit.is_number())
        && cx.regexp_is_pristine(regexp)
        && cx.regexp_species_is_pristine(regexp)
    {
        let limit = to_limit(cx, limit)?;
        return split_pristine(cx, regexp, string, limit);
    }
    let default = cx.intrinsic(Intrinsic::RegExp);
    let constructor = cx.species_constructor(regexp, default)?;
    let flags = flags_of(cx, regexp)?;
    let by_code_points = has_unit(cx, flags, b'u') || has_unit(cx, flags, b'v');
    let new_flags = match has_unit(cx, flags, b'y') {
        true => flags,
        false => {
            let sticky = cx.single_unit(u16::from(b'y'));
            cx.concat(flags, sticky)?
        }
    };
    let splitter = cx.construct(constructor, &[regexp.into(), new_flags.into()], constructor)?;
    let limit = to_limit(cx, limit)?;
    split_by(cx, splitter, string, limit, by_code_points)
}

fn to_limit(cx: &mut Cx, limit: Value) -> JsResult<usize> {
    Ok(if limit.is_undefined() {
        u32::MAX
    } else {
        cx.to_uint32(limit)?
    } as usize)
}

fn split_pristine(cx: &mut Cx, regexp: Object, string: JsString, limit: usize) -> JsResult<Value> {
    let parts = GcVec::new(cx);
    if limit == 0 {
        return Ok(cx.array_from_list(parts).into());
    }
    let by_code_points = cx.regexp_flags(regexp).by_code_points();
    let mut captures = Captures::new();
    if string.is_empty() {
        if cx.regexp_match(regexp, string, 0, Anchor::Sticky, &mut captures)? {
            note_match(cx, regexp, string, &captures);
        } else {
            parts.push(cx, string.into());
        }
        return Ok(cx.array_from_list(parts).into());
    }
    let (mut start, mut at) = (0, 0);
    while at < string.len()
        && cx.regexp_match(regexp, string, at, Anchor::Search, &mut captures)?
        && (captures[0] as usize) < string.len()
    {
        let (found, end) = (captures[0] as usize, captures[1] as usize);
        note_match(cx, regexp, string, &captures);
        cx.charge(1)?;
        if end == start {
            at = advance_string_index(cx, string, found as u64, by_code_points) as usize;
            continue;
        }
        let part = cx.substring(string, start, found);
        parts.try_push(cx, part.into())?;
        if parts.len() == limit {
            return Ok(cx.array_from_list(parts).into());
        }
        for index in 1..captures.len() / 2 {
            let group = group_value(cx, string, &captures, index);
            parts.try_push(cx, group)?;
            if parts.len() == limit {
                return Ok(cx.array_from_list(parts).into());
            }
        }
        start = end;
        // NOTE: an empty match leaves `end` at `found`, which is then looked at again and stepped over.
        at = end;
    }
    let rest = cx.substring(string, start, string.len());
    parts.try_push(cx, rest.into())?;
    Ok(cx.array_from_list(parts).into())
}

/// Steps 11 to 20, with a splitter that may be anything.
fn split_by(
    cx: &mut Cx,
    splitter: Object,
    string: JsString,
    limit: usize,
    by_code_points: bool,
) -> JsResult<Value> {
    let parts = GcVec::new(cx);
    if limit == 0 {
        return Ok(cx.array_from_list(parts).into());
    }
    let size = string.len();
    if size == 0 {
        if regexp_exec(cx, splitter, string)? == Value::NULL {
            parts.push(cx, string.into());
        }
        return Ok(cx.array_from_list(parts).into());
    }
    let (mut start, mut at) = (0, 0);
    while at < size {
        cx.charge(1)?;
        cx.set(splitter, Name::lastIndex, Value::from(at), Failure::Throw)?;
        let result = regexp_exec(cx, splitter, string)?;
        let Some(result) = result.as_object() else {
            at = advance_string_index(cx, string, at as u64, by_code_points) as usize;
            continue;
        };
        let end = cx.get(splitter, Name::lastIndex)?;
        let end = cx.to_length(end)?.min(size as u64) as usize;
        if end == start {
            at = advance_string_index(cx, string, at as u64, by_code_points) as usize;
            continue;
        }
        let part = cx.substring(string, start, at);
        parts.try_push(cx, part.into())?;
        if parts.len() == limit {
            return Ok(cx.array_from_list(parts).into());
        }
        start = end;
        let groups = cx.length_of_array_like(result)?.saturating_sub(1);
        for index in 1..=groups {
            let group = cx.get(result, index)?;
            parts.try_push(cx, group)?;
            if parts.len() == limit {
                return Ok(cx.array_from_list(parts).into());
            }
        }
        at = start;
    }
    let rest = cx.substring(string, start, size);
    parts.try_push(cx, rest.into())?;
    Ok(cx.array_from_list(parts).into())
}

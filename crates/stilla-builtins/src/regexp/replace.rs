//! The method under Symbol.replace.
//!
//! Uses: stilla-core, regexp::exec, string::replace. Never: regexp::split.

use stilla_core::object::Object;
use stilla_core::ops::Failure;
use stilla_core::regexp::Captures;
use stilla_core::{Call, Cx, GcVec, JsResult, JsString, Name, StringBuilder, Value};
use stilla_regexp::Flags;

use super::exec::{builtin_match, for_each_match, group_value, named_groups, regexp_exec};
use super::matching::{flags_of, has_unit, step_over_empty_match};
use super::this_object;
use crate::string::replace::{Found, Groups, Template};

/// §22.2.6.11 RegExp.prototype [ @@replace ] ( string, replaceValue )
/// <https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.replace%>
pub(super) fn replace(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let regexp = this_object(cx, call, "RegExp.prototype[Symbol.replace]")?;
    let string = cx.to_string(call.arg(0))?;
    let replacement = match cx.is_callable(call.arg(1)) {
        true => call.arg(1),
        false => cx.to_string(call.arg(1))?.into(),
    };
    // FAST: flags and `exec` are the original ones. All matches are found before anything is replaced,
    // so that what a function does to the regular expression comes too late to matter.
    if cx.regexp_is_pristine(regexp) {
        return match replacement.as_string() {
            Some(template) => replace_by_template(cx, regexp, string, template),
            None => replace_by_function(cx, regexp, string, replacement),
        };
    }
    let results = all_results(cx, regexp, string)?;
    replace_results(cx, string, results, replacement)
}

/// Calls `visit` with the first match, or with each if the flag `g` is there.
fn visit_matches(
    cx: &mut Cx,
    regexp: Object,
    string: JsString,
    mut visit: impl FnMut(&mut Cx, &[u32]) -> JsResult<()>,
) -> JsResult<()> {
    if cx.regexp_flags(regexp).contains(Flags::GLOBAL) {
        return for_each_match(cx, regexp, string, visit);
    }
    let mut captures = Captures::new();
    if builtin_match(cx, regexp, string, &mut captures)? {
        visit(cx, &captures)?;
    }
    Ok(())
}

fn replace_by_template(
    cx: &mut Cx,
    regexp: Object,
    string: JsString,
    template: JsString,
) -> JsResult<Value> {
    let (groups, has_names) = cx.with_regexp_program(regexp, |program| {
        (program.group_count() - 1, program.has_group_names())
    });
    let template = Template::new(cx, template, groups, has_names);
    let needs_names = has_names && template.has_names();
    let mut result = StringBuilder::new(cx);
    let mut last = None;
    visit_matches(cx, regexp, string, |cx, captures| {
        let (start, end) = (captures[0] as usize, captures[1] as usize);
        result.push_view(cx.view(string).slice(last.unwrap_or(0)..start));
        last = Some(end);
        let named = match needs_names {
            true => named_groups(cx, regexp, |index| group_value(cx, string, captures, index)),
            false => Value::UNDEFINED,
        };
        let found = Found { string, start, end };
        let groups = Groups::Places(&captures[2..]);
        template.substitute(cx, &mut result, &found, groups, named.as_object())
    })?;
    finish(cx, result, string, last)
}

/// The rest of the string behind the last match, or the string itself if there was none.
fn finish(
    cx: &mut Cx,
    mut result: StringBuilder,
    string: JsString,
    last: Option<usize>,
) -> JsResult<Value> {
    let Some(end) = last else {
        return Ok(string.into());
    };
    result.push_view(cx.view(string).slice(end..string.len()));
    Ok(result.finish(cx)?.into())
}

fn replace_by_function(
    cx: &mut Cx,
    regexp: Object,
    string: JsString,
    function: Value,
) -> JsResult<Value> {
    let mut places: Vec<u32> = Vec::new();
    let mut stride = 2;
    visit_matches(cx, regexp, string, |cx, captures| {
        stride = captures.len();
        if places.len() + stride > places.capacity() {
            cx.reserve(places.capacity() * 8)?;
        }
        places.extend_from_slice(captures);
        Ok(())
    })?;
    // NOTE: the function may recompile the regular expression, but names are those of the match.
    let original = cx.regexp_copy(regexp);
    let mut result = StringBuilder::new(cx);
    let mut last = None;
    for captures in places.chunks_exact(stride) {
        let replaced = call_function(cx, original, string, captures, function)?;
        let replaced = cx.to_string(replaced)?;
        result.push_view(
            cx.view(string)
                .slice(last.unwrap_or(0)..captures[0] as usize),
        );
        result.push_string(cx, replaced);
        last = Some(captures[1] as usize);
    }
    finish(cx, result, string, last)
}

/// Calls the function with the groups, the position, the string and the named groups.
fn call_function(
    cx: &mut Cx,
    regexp: Object,
    string: JsString,
    captures: &[u32],
    function: Value,
) -> JsResult<Value> {
    const FEW: usize = 8;
    let count = captures.len() / 2;
    let named = named_groups(cx, regexp, |index| group_value(cx, string, captures, index));
    let position = Value::from(captures[0]);
    if count <= FEW {
        let mut arguments = [Value::UNDEFINED; FEW + 3];
        for (index, argument) in arguments[..count].iter_mut().enumerate() {
            *argument = group_value(cx, string, captures, index);
        }
        arguments[count..count + 3].copy_from_slice(&[position, string.into(), named]);
        let len = if named.is_undefined() {
            count + 2
        } else {
            count + 3
        };
        return cx.call(function, Value::UNDEFINED, &arguments[..len]);
    }
    let arguments = GcVec::new(cx);
    for index in 0..count {
        arguments.push(cx, group_value(cx, string, captures, index));
    }
    arguments.push(cx, position);
    arguments.push(cx, string.into());
    if !named.is_undefined() {
        arguments.push(cx, named);
    }
    cx.call_list(function, Value::UNDEFINED, arguments)
}

/// The results of RegExpExec: one, or with the flag `g` all of them.
fn all_results(cx: &mut Cx, regexp: Object, string: JsString) -> JsResult<GcVec> {
    let flags = flags_of(cx, regexp)?;
    let is_global = has_unit(cx, flags, b'g');
    let by_code_points = has_unit(cx, flags, b'u') || has_unit(cx, flags, b'v');
    if is_global {
        cx.set(regexp, Name::lastIndex, Value::ZERO, Failure::Throw)?;
    }
    let results = GcVec::new(cx);
    while let Some(result) = regexp_exec(cx, regexp, string)?.as_object() {
        results.try_push(cx, result.into())?;
        if !is_global {
            break;
        }
        let matched = cx.get(result, 0u32)?;
        if cx.to_string(matched)?.is_empty() {
            step_over_empty_match(cx, regexp, string, by_code_points)?;
        }
        cx.charge(1)?;
    }
    Ok(results)
}

/// Steps 14 to 16: what each result is replaced by.
fn replace_results(
    cx: &mut Cx,
    string: JsString,
    results: GcVec,
    replacement: Value,
) -> JsResult<Value> {
    let mut accumulated = StringBuilder::new(cx);
    let mut next_position = 0;
    for result in results.iter() {
        let Some(result) = result.as_object() else {
            continue;
        };
        let count = cx.length_of_array_like(result)?.saturating_sub(1);
        let matched = cx.get(result, 0u32)?;
        let matched = cx.to_string(matched)?;
        let position = cx.get(result, Name::index)?;
        let position = cx
            .to_integer_or_infinity(position)?
            .clamp(0.0, string.len() as f64) as usize;
        let captures = GcVec::new(cx);
        for index in 1..=count {
            let capture = cx.get(result, index)?;
            let capture = if capture.is_undefined() {
                capture
            } else {
                cx.to_string(capture)?.into()
            };
            captures.try_push(cx, capture)?;
            cx.charge(1)?;
        }
        let named = cx.get(result, Name::groups)?;
        let mut replaced = StringBuilder::new(cx);
        if let Some(template) = replacement.as_string() {
            let named = if named.is_undefined() {
                None
            } else {
                Some(cx.to_object(named)?)
            };
            // NOTE: the matched text is what the result says, which need not stand in the string.
            let found = Found {
                string,
                start: position,
                end: position + matched.len(),
            };
            let groups = Groups::Values(captures);
            substitute_result(
                cx,
                &mut replaced,
                &found,
                matched,
                (groups, named),
                template,
            )?;
        } else {
            let value =
                call_with_result(cx, replacement, matched, captures, position, string, named)?;
            let value = cx.to_string(value)?;
            replaced.push_string(cx, value);
        }
        if position >= next_position {
            accumulated.push_view(cx.view(string).slice(next_position..position));
            accumulated.push_view(replaced.view());
            next_position = (position + matched.len()).min(string.len());
        }
    }
    accumulated.push_view(cx.view(string).slice(next_position..string.len()));
    Ok(accumulated.finish(cx)?.into())
}

/// GetSubstitution for a match whose text may differ from the string at its place.
fn substitute_result(
    cx: &mut Cx,
    replaced: &mut StringBuilder,
    found: &Found,
    matched: JsString,
    (groups, named): (Groups<'_>, Option<Object>),
    template: JsString,
) -> JsResult<()> {
    let template = Template::new(cx, template, groups.len(), named.is_some());
    let end = found.end.min(found.string.len());
    let stands_there = cx.view(found.string).slice(found.start..end) == cx.view(matched);
    if stands_there {
        return template.substitute(cx, replaced, found, groups, named);
    }
    // The parts before and behind are still those of the string.
    let prefix = cx.substring(found.string, 0, found.start);
    let suffix = cx.substring(found.string, end, found.string.len());
    let with_match = cx.concat(prefix, matched)?;
    let whole = cx.concat(with_match, suffix)?;
    let found = Found {
        string: whole,
        start: found.start,
        end: with_match.len(),
    };
    template.substitute(cx, replaced, &found, groups, named)
}

fn call_with_result(
    cx: &mut Cx,
    function: Value,
    matched: JsString,
    captures: GcVec,
    position: usize,
    string: JsString,
    named: Value,
) -> JsResult<Value> {
    let arguments = GcVec::from_slice(cx, &[matched.into()]);
    for capture in captures.iter() {
        arguments.try_push(cx, capture)?;
    }
    arguments.push(cx, Value::from(position));
    arguments.push(cx, string.into());
    if !named.is_undefined() {
        arguments.push(cx, named);
    }
    cx.call_list(function, Value::UNDEFINED, arguments)
}

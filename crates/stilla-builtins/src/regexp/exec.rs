//! §22.2.7 The abstract operations of matching, with exec and test
//! <https://tc39.es/ecma262/#sec-abstract-operations-for-regexp-matching>
//!
//! `builtin_match` is RegExpBuiltinExec up to the point where it makes its result: those who need no
//! array stop there.
//!
//! Uses: stilla-core, stilla-regexp. Never: string.

use stilla_core::error::type_error;
use stilla_core::object::{Attributes, Object, PropertyKey};
use stilla_core::regexp::{Anchor, Captures, slot};
use stilla_core::{Call, Cx, JsResult, JsString, Kind, Msg, Name, Value};
use stilla_regexp::Flags;

/// No position: the group did not take part in the match.
pub(super) const NONE: u32 = u32::MAX;

/// §22.2.6.2 RegExp.prototype.exec ( string ) <https://tc39.es/ecma262/#sec-regexp.prototype.exec>
pub(super) fn exec(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let regexp = cx.require_kind(call.this(), Kind::RegExp, "RegExp")?;
    let string = cx.to_string(call.arg(0))?;
    builtin_exec(cx, regexp, string)
}

/// §22.2.6.16 RegExp.prototype.test ( S ) <https://tc39.es/ecma262/#sec-regexp.prototype.test>
pub(super) fn test(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let regexp = super::this_object(cx, call, "RegExp.prototype.test")?;
    let string = cx.to_string(call.arg(0))?;
    // FAST: the result of the original `exec` is not needed.
    if cx.regexp_is_pristine(regexp) {
        return Ok(builtin_match(cx, regexp, string, &mut Captures::new())?.into());
    }
    Ok((regexp_exec(cx, regexp, string)? != Value::NULL).into())
}

/// §22.2.7.1 RegExpExec ( R, S ) <https://tc39.es/ecma262/#sec-regexpexec>: an object or null.
pub(super) fn regexp_exec(cx: &mut Cx, regexp: Object, string: JsString) -> JsResult<Value> {
    if cx.regexp_is_pristine(regexp) {
        return builtin_exec(cx, regexp, string);
    }
    let exec = cx.get(regexp, Name::exec)?;
    if cx.is_callable(exec) {
        let value = cx.call(exec, regexp.into(), &[string.into()])?;
        if !value.is_object() && value != Value::NULL {
            return Err(type_error(cx, Msg::ExecResultNotObject { value }));
        }
        return Ok(value);
    }
    let regexp = cx.require_kind(regexp.into(), Kind::RegExp, "RegExp")?;
    builtin_exec(cx, regexp, string)
}

/// §22.2.7.2 RegExpBuiltinExec ( R, S ) <https://tc39.es/ecma262/#sec-regexpbuiltinexec>
pub(super) fn builtin_exec(cx: &mut Cx, regexp: Object, string: JsString) -> JsResult<Value> {
    let mut captures = Captures::new();
    if !builtin_match(cx, regexp, string, &mut captures)? {
        return Ok(Value::NULL);
    }
    Ok(result_array(cx, regexp, string, &captures).into())
}

/// RegExpBuiltinExec without its result: whether there is a match, with where in `captures`.
pub(super) fn builtin_match(
    cx: &mut Cx,
    regexp: Object,
    string: JsString,
    captures: &mut Captures,
) -> JsResult<bool> {
    let last_index = cx.to_length(regexp.internal(slot::LAST_INDEX))?;
    let flags = cx.regexp_flags(regexp);
    let is_sticky = flags.contains(Flags::STICKY);
    let uses_last_index = is_sticky || flags.contains(Flags::GLOBAL);
    let start = if uses_last_index { last_index } else { 0 };
    let anchor = if is_sticky {
        Anchor::Sticky
    } else {
        Anchor::Search
    };
    let found = start <= string.len() as u64
        && cx.regexp_match(regexp, string, start as usize, anchor, captures)?;
    if !found {
        if uses_last_index {
            cx.set_regexp_last_index(regexp, 0)?;
        }
        return Ok(false);
    }
    if uses_last_index {
        cx.set_regexp_last_index(regexp, captures[1] as usize)?;
    }
    note_match(cx, regexp, string, captures);
    Ok(true)
}

/// Tells the static properties of %RegExp% of a match.
pub(super) fn note_match(cx: &Cx, regexp: Object, string: JsString, captures: &[u32]) {
    if cx.regexp_is_of_this_realm(regexp) {
        match cx.regexp_has_legacy_features(regexp) {
            true => cx.update_legacy_match(string, captures),
            false => cx.invalidate_legacy_match(),
        }
    }
}

/// Group `index` of a match as a string, or undefined.
pub(super) fn group_value(cx: &Cx, string: JsString, captures: &[u32], index: usize) -> Value {
    let (start, end) = (captures[2 * index], captures[2 * index + 1]);
    if start == NONE || end == NONE {
        return Value::UNDEFINED;
    }
    cx.substring(string, start as usize, end as usize).into()
}

fn result_array(cx: &mut Cx, regexp: Object, string: JsString, captures: &[u32]) -> Object {
    let value_of = |index| group_value(cx, string, captures, index);
    let groups = named_groups(cx, regexp, value_of);
    let count = captures.len() / 2;
    let index = captures[0] as usize;
    let result = match count {
        1 => cx.new_match_array(&[value_of(0)], index, string, groups),
        2 => cx.new_match_array(&[value_of(0), value_of(1)], index, string, groups),
        3 => cx.new_match_array(
            &[value_of(0), value_of(1), value_of(2)],
            index,
            string,
            groups,
        ),
        _ => {
            // NOTE: no safepoint because everything here only allocates.
            let values: Vec<Value> = (0..count).map(value_of).collect();
            cx.new_match_array(&values, index, string, groups)
        }
    };
    if cx.regexp_flags(regexp).contains(Flags::HAS_INDICES) {
        let indices = match_indices(cx, regexp, captures);
        cx.put_own(
            result,
            cx.key(Name::indices),
            indices.into(),
            Attributes::ALL,
        );
    }
    result
}

/// The object of named groups, or undefined if the pattern has none.
pub(super) fn named_groups(cx: &Cx, regexp: Object, value_of: impl Fn(usize) -> Value) -> Value {
    cx.with_regexp_program(regexp, |program| {
        if !program.has_group_names() {
            return Value::UNDEFINED;
        }
        let groups = cx.ordinary_object_create(None);
        for (name, numbers) in program.group_names() {
            // NOTE: of groups with one name at most one takes part in a match.
            let value = numbers
                .iter()
                .map(|number| value_of(*number as usize))
                .find(|value| !value.is_undefined())
                .unwrap_or(Value::UNDEFINED);
            cx.put_own(
                groups,
                PropertyKey::from_str(cx, name),
                value,
                Attributes::ALL,
            );
        }
        groups.into()
    })
}

/// §22.2.7.8 MakeMatchIndicesIndexPairArray ( S, indices, groupNames, hasGroups )
/// <https://tc39.es/ecma262/#sec-makematchindicesindexpairarray>
fn match_indices(cx: &Cx, regexp: Object, captures: &[u32]) -> Object {
    let count = captures.len() / 2;
    // NOTE: no safepoint because everything here only allocates.
    let pairs: Vec<Value> = (0..count)
        .map(
            |index| match (captures[2 * index], captures[2 * index + 1]) {
                (NONE, _) | (_, NONE) => Value::UNDEFINED,
                (start, end) => cx
                    .array_from_slice(&[Value::from(start), Value::from(end)])
                    .into(),
            },
        )
        .collect();
    let groups = named_groups(cx, regexp, |index| pairs[index]);
    let array = cx.array_from_slice(&pairs);
    cx.put_own(array, cx.key(Name::groups), groups, Attributes::ALL);
    array
}

/// §22.2.7.3 AdvanceStringIndex ( S, index, unicode ) <https://tc39.es/ecma262/#sec-advancestringindex>
pub(super) fn advance_string_index(
    cx: &Cx,
    string: JsString,
    index: u64,
    by_code_points: bool,
) -> u64 {
    if !by_code_points || index + 1 >= string.len() as u64 {
        return index + 1;
    }
    index + cx.view(string).code_point_at(index as usize).len as u64
}

/// Calls `visit` with every match of a pristine regular expression with the flag `g`, from the
/// beginning of the string, as repeated RegExpExec would find them; leaves `lastIndex` 0.
///
/// FAST: nothing that could see `lastIndex` runs meanwhile, for `visit` must not run a script.
pub(super) fn for_each_match(
    cx: &mut Cx,
    regexp: Object,
    string: JsString,
    mut visit: impl FnMut(&mut Cx, &[u32]) -> JsResult<()>,
) -> JsResult<()> {
    let flags = cx.regexp_flags(regexp);
    let anchor = if flags.contains(Flags::STICKY) {
        Anchor::Sticky
    } else {
        Anchor::Search
    };
    cx.set_regexp_last_index(regexp, 0)?;
    let mut captures = Captures::new();
    let mut last = Captures::new();
    let mut start = 0;
    while cx.regexp_match(regexp, string, start, anchor, &mut captures)? {
        visit(cx, &captures)?;
        let end = captures[1] as usize;
        start = match captures[0] == captures[1] {
            true => advance_string_index(cx, string, end as u64, flags.by_code_points()) as usize,
            false => end,
        };
        std::mem::swap(&mut captures, &mut last);
        if start > string.len() {
            break;
        }
        cx.charge(1)?;
    }
    if !last.is_empty() {
        note_match(cx, regexp, string, &last);
    }
    Ok(())
}

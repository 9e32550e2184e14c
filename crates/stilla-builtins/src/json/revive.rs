//! The second walk of JSON.parse, which shows each value to a function.
//!
//! A record of what was parsed is a list of three: the value, the source text of a primitive, and the
//! records of the members (for an object: keys and records by turns). It tells the function the source
//! text as long as the value is still the one that was parsed.
//!
//! Uses: stilla-core, json::parse. Never: json::serialize.

use stilla_core::object::Object;
use stilla_core::ops::EntryKind;
use stilla_core::{Attributes, Cx, GcVec, JsResult, Name, PropertyKey, Value};

use super::parse::Parsed;

const VALUE: usize = 0;
const SOURCE: usize = 1;
const CHILDREN: usize = 2;

/// Steps of §25.5.1 JSON.parse with a reviver <https://tc39.es/ecma262/#sec-json.parse>
pub(super) fn revive(cx: &mut Cx, parsed: Parsed, reviver: Value) -> JsResult<Value> {
    let root = cx.new_object();
    let key = cx.key(Name::empty);
    cx.put_own(root, key, parsed.value, Attributes::ALL);
    internalize(cx, root, key, reviver, GcVec::from_value(parsed.record))
}

/// §25.5.1.2 InternalizeJSONProperty ( holder, name, reviver, parseRecord )
/// <https://tc39.es/ecma262/#sec-internalizejsonproperty>
fn internalize(
    cx: &mut Cx,
    holder: Object,
    key: PropertyKey,
    reviver: Value,
    record: Option<GcVec>,
) -> JsResult<Value> {
    cx.check_native_stack()?;
    cx.charge(1)?;
    let value = cx.get(holder, key)?;
    let context = cx.new_object();
    let record = record.filter(|record| cx.same_value(record.get(VALUE), value));
    if let Some(record) = record
        && !value.is_object()
    {
        cx.put_own(
            context,
            cx.key(Name::source),
            record.get(SOURCE),
            Attributes::ALL,
        );
    }
    if let Some(object) = value.as_object() {
        let children = record.and_then(|record| GcVec::from_value(record.get(CHILDREN)));
        if cx.is_array(value)? {
            internalize_elements(cx, object, reviver, children)?;
        } else {
            internalize_properties(cx, object, reviver, children)?;
        }
    }
    let name = key.to_value(cx);
    cx.call(reviver, holder.into(), &[name, value, context.into()])
}

fn internalize_elements(
    cx: &mut Cx,
    array: Object,
    reviver: Value,
    children: Option<GcVec>,
) -> JsResult<()> {
    let length = cx.length_of_array_like(array)?;
    for index in 0..length {
        let key = PropertyKey::from_index(cx, index);
        let child = children.filter(|children| index < children.len() as u64);
        let record = child.and_then(|children| GcVec::from_value(children.get(index as usize)));
        replace(cx, array, key, reviver, record)?;
    }
    Ok(())
}

fn internalize_properties(
    cx: &mut Cx,
    object: Object,
    reviver: Value,
    children: Option<GcVec>,
) -> JsResult<()> {
    let keys = cx.enumerable_own_properties(object, EntryKind::Keys)?;
    for (number, name) in keys.iter().enumerate() {
        let key = cx.to_property_key(name)?;
        let record = children.and_then(|children| find_record(cx, children, number, name));
        replace(cx, object, key, reviver, record)?;
    }
    Ok(())
}

/// The record under a key: most often in the key's own place.
fn find_record(cx: &Cx, children: GcVec, number: usize, name: Value) -> Option<GcVec> {
    let is_here =
        |place: usize| place + 1 < children.len() && cx.same_value(children.get(place), name);
    let place = match is_here(2 * number) {
        true => 2 * number,
        false => (0..children.len())
            .step_by(2)
            .find(|place| is_here(*place))?,
    };
    GcVec::from_value(children.get(place + 1))
}

/// Replaces one member by what the function makes of it, or deletes it.
fn replace(
    cx: &mut Cx,
    object: Object,
    key: PropertyKey,
    reviver: Value,
    record: Option<GcVec>,
) -> JsResult<()> {
    let value = internalize(cx, object, key, reviver, record)?;
    if value.is_undefined() {
        cx.delete(object, key)?;
    } else {
        cx.create_data_property(object, key, value)?;
    }
    Ok(())
}

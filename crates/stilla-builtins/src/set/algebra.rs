//! The methods of Set that take another set.
//!
//! The other set is anything with `size`, `has` and `keys`; its methods may change the receiver, so that
//! the table is asked anew after each call.
//!
//! Uses: core, set, map. Never: other built-ins.

use stilla_core::error::{range_error, type_error};
use stilla_core::ops::IteratorRecord;
use stilla_core::table::Table;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Name, Object, Value};

use super::this_set;

/// §24.2.1.1 Set Records <https://tc39.es/ecma262/#sec-set-records>
#[derive(Clone, Copy)]
struct SetRecord {
    object: Object,
    /// Not negative; may be infinite.
    size: f64,
    has: Value,
    keys: Value,
}

impl SetRecord {
    /// §24.2.1.2 GetSetRecord ( obj ) <https://tc39.es/ecma262/#sec-getsetrecord>
    fn of(cx: &mut Cx, value: Value) -> JsResult<SetRecord> {
        let Some(object) = value.as_object() else {
            return Err(type_error(cx, Msg::NotAnObject { value }));
        };
        let raw = cx.get(object, Name::size)?;
        let number = cx.to_number(raw)?;
        if number.is_nan() {
            return Err(type_error(cx, Msg::NotSetLike { value }));
        }
        let size = number.trunc();
        if size < 0.0 {
            return Err(range_error(cx, Msg::OutOfRange { name: "size" }));
        }
        let has = cx.get(object, Name::has)?;
        if !cx.is_callable(has) {
            return Err(type_error(
                cx,
                Msg::NotFunctionNamed {
                    name: "has",
                    value: has,
                },
            ));
        }
        let keys = cx.get(object, Name::keys)?;
        if !cx.is_callable(keys) {
            return Err(type_error(
                cx,
                Msg::NotFunctionNamed {
                    name: "keys",
                    value: keys,
                },
            ));
        }
        Ok(SetRecord {
            object,
            size,
            has,
            keys,
        })
    }

    fn has(&self, cx: &mut Cx, item: Value) -> JsResult<bool> {
        cx.charge(1)?;
        Ok(cx.call(self.has, self.object.into(), &[item])?.to_boolean())
    }

    fn keys(&self, cx: &mut Cx) -> JsResult<IteratorRecord> {
        cx.get_iterator_from_method(self.object.into(), self.keys)
    }

    /// Whether the receiver is the one to iterate: it is not the larger one.
    fn is_at_least(&self, table: Table) -> bool {
        table.len() as f64 <= self.size
    }
}

fn operands(cx: &mut Cx, call: &Call<'_>) -> JsResult<(Table, SetRecord)> {
    let table = this_set(cx, call)?;
    let other = SetRecord::of(cx, call.arg(0))?;
    Ok((table, other))
}

fn new_set(cx: &Cx, table: Table) -> Value {
    let prototype = cx.intrinsic(Intrinsic::SetPrototype);
    cx.create_object(Kind::Set, Some(prototype), &[table.to_value()])
        .into()
}

fn copy(cx: &mut Cx, table: Table) -> JsResult<Table> {
    let copy = Table::new(cx);
    let mut cursor = 0;
    while let Some((item, _)) = table.next(&mut cursor) {
        copy.set(cx, item, Value::UNDEFINED)?;
        cx.charge(1)?;
    }
    Ok(copy)
}

/// §24.2.4.16 Set.prototype.union ( other ) <https://tc39.es/ecma262/#sec-set.prototype.union>
pub(super) fn union(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (table, other) = operands(cx, call)?;
    let mut keys = other.keys(cx)?;
    let result = copy(cx, table)?;
    while let Some(item) = cx.iterator_step_value(&mut keys)? {
        result.set(cx, item, Value::UNDEFINED)?;
        cx.charge(1)?;
    }
    Ok(new_set(cx, result))
}

/// §24.2.4.9 Set.prototype.intersection ( other ) <https://tc39.es/ecma262/#sec-set.prototype.intersection>
pub(super) fn intersection(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (table, other) = operands(cx, call)?;
    let result = Table::new(cx);
    if other.is_at_least(table) {
        let mut cursor = 0;
        while let Some((item, _)) = table.next(&mut cursor) {
            if other.has(cx, item)? {
                result.set(cx, item, Value::UNDEFINED)?;
            }
        }
    } else {
        let mut keys = other.keys(cx)?;
        while let Some(item) = cx.iterator_step_value(&mut keys)? {
            if table.has(cx, item) {
                result.set(cx, item, Value::UNDEFINED)?;
            }
            cx.charge(1)?;
        }
    }
    Ok(new_set(cx, result))
}

/// §24.2.4.5 Set.prototype.difference ( other ) <https://tc39.es/ecma262/#sec-set.prototype.difference>
pub(super) fn difference(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (table, other) = operands(cx, call)?;
    let is_at_least = other.is_at_least(table);
    if is_at_least {
        let result = copy(cx, table)?;
        let mut cursor = 0;
        // 6.c. The copy is walked, whatever `has` does to the receiver.
        while let Some((item, _)) = result.next(&mut cursor) {
            if other.has(cx, item)? {
                result.delete(cx, item);
            }
        }
        return Ok(new_set(cx, result));
    }
    let result = copy(cx, table)?;
    let mut keys = other.keys(cx)?;
    while let Some(item) = cx.iterator_step_value(&mut keys)? {
        result.delete(cx, item);
        cx.charge(1)?;
    }
    Ok(new_set(cx, result))
}

/// §24.2.4.15 Set.prototype.symmetricDifference ( other ) <https://tc39.es/ecma262/#sec-set.prototype.symmetricdifference>
pub(super) fn symmetric_difference(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (table, other) = operands(cx, call)?;
    let mut keys = other.keys(cx)?;
    let result = copy(cx, table)?;
    while let Some(item) = cx.iterator_step_value(&mut keys)? {
        // 7.b. The receiver is asked, as it is now; the result may have lost the item already.
        if table.has(cx, item) {
            result.delete(cx, item);
        } else {
            result.set(cx, item, Value::UNDEFINED)?;
        }
        cx.charge(1)?;
    }
    Ok(new_set(cx, result))
}

/// §24.2.4.11 Set.prototype.isSubsetOf ( other ) <https://tc39.es/ecma262/#sec-set.prototype.issubsetof>
pub(super) fn is_subset_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (table, other) = operands(cx, call)?;
    if !other.is_at_least(table) {
        return Ok(Value::FALSE);
    }
    let mut cursor = 0;
    while let Some((item, _)) = table.next(&mut cursor) {
        if !other.has(cx, item)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

/// §24.2.4.12 Set.prototype.isSupersetOf ( other ) <https://tc39.es/ecma262/#sec-set.prototype.issupersetof>
pub(super) fn is_superset_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (table, other) = operands(cx, call)?;
    if (table.len() as f64) < other.size {
        return Ok(Value::FALSE);
    }
    let mut keys = other.keys(cx)?;
    while let Some(item) = cx.iterator_step_value(&mut keys)? {
        if !table.has(cx, item) {
            return cx.iterator_close(&keys, Ok(Value::FALSE));
        }
        cx.charge(1)?;
    }
    Ok(Value::TRUE)
}

/// §24.2.4.10 Set.prototype.isDisjointFrom ( other ) <https://tc39.es/ecma262/#sec-set.prototype.isdisjointfrom>
pub(super) fn is_disjoint_from(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (table, other) = operands(cx, call)?;
    if other.is_at_least(table) {
        let mut cursor = 0;
        while let Some((item, _)) = table.next(&mut cursor) {
            if other.has(cx, item)? {
                return Ok(Value::FALSE);
            }
        }
        return Ok(Value::TRUE);
    }
    let mut keys = other.keys(cx)?;
    while let Some(item) = cx.iterator_step_value(&mut keys)? {
        if table.has(cx, item) {
            return cx.iterator_close(&keys, Ok(Value::FALSE));
        }
        cx.charge(1)?;
    }
    Ok(Value::TRUE)
}

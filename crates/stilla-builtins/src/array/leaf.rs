//! The short ways through what programs call most: the receiver is a simple array.
//!
//! Uses: stilla-core. Never: other built-ins.

use stilla_core::{Cx, Kind, Value};

/// Array.isArray of anything but a Proxy and an object of the host, which are asked.
pub(super) fn is_array(_: &mut Cx, _: Value, args: &[Value]) -> Option<Value> {
    match args.first()?.as_object() {
        None => Some(false.into()),
        Some(object) if object.is(Kind::Proxy) || object.is(Kind::HostExotic) => None,
        Some(object) => Some(object.is(Kind::Array).into()),
    }
}

/// Array.prototype.pop: the last element is read and forgotten.
pub(super) fn pop(cx: &mut Cx, this: Value, _: &[Value]) -> Option<Value> {
    let array = this.as_object()?;
    let Some(length) = cx.simple_length(array) else {
        return cx.pop_queue(array);
    };
    let last = length.checked_sub(1)?;
    let value = cx.dense_value(array, last);
    cx.put_dense_length(array, last);
    Some(value)
}

/// Array.prototype.push: to append is to store the element and the length.
pub(super) fn push(cx: &mut Cx, this: Value, args: &[Value]) -> Option<Value> {
    let (array, &[item]) = (this.as_object()?, args) else {
        return push_all(cx, this, args);
    };
    let has_appended = array.is(Kind::Array) && cx.append_fast(array, item);
    has_appended.then(|| Value::from(cx.array_length(array)))
}

/// Array.prototype.push of several items.
fn push_all(cx: &Cx, this: Value, items: &[Value]) -> Option<Value> {
    let array = this.as_object()?;
    let length = cx.simple_length(array)?;
    let new_length = u32::try_from(length + items.len()).ok()?;
    if items.is_empty() || !cx.put_dense_length(array, new_length as usize) {
        return None;
    }
    for (index, item) in (length..).zip(items) {
        cx.put_dense(array, index, *item);
    }
    Some(Value::from(new_length))
}

/// Array.prototype.shift of a short array, whose elements are moved, or of a queue.
pub(super) fn shift(cx: &mut Cx, this: Value, _: &[Value]) -> Option<Value> {
    /// What the long way charges nothing for.
    const SHORT: usize = 32;
    let array = this.as_object()?;
    let Some(length) = cx.simple_length(array) else {
        return cx.shift_queue(array);
    };
    let rest = length.checked_sub(1).filter(|rest| *rest < SHORT)?;
    let first = cx.dense_value(array, 0);
    cx.move_few(array, 1, 0, rest);
    cx.put_dense_length(array, rest);
    Some(first)
}

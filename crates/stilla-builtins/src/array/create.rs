//! Making arrays: the constructor, `Array.from`, `Array.of`.
//!
//! Uses: core, array. Never: other built-ins.

use std::ops::ControlFlow;

use stilla_core::error::{range_error, type_error};
use stilla_core::ops::IteratorRecord;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Msg, Object, Value, WellKnownSymbol};

use super::{MAX_LENGTH, callback, define, element, set_length};

/// §23.1.1.1 Array ( ...values ) <https://tc39.es/ecma262/#sec-array>
pub(super) fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.new_target().unwrap_or(call.callee());
    let prototype = cx.get_prototype_from_constructor(new_target, Intrinsic::ArrayPrototype)?;
    let &[length] = call.args() else {
        let array = cx.array_create(call.len() as u64, prototype)?;
        for (index, value) in call.args().iter().enumerate() {
            define(cx, array, index as u64, *value)?;
        }
        return Ok(array.into());
    };
    let Some(number) = length.as_number() else {
        let array = cx.array_create(0, prototype)?;
        define(cx, array, 0, length)?;
        return Ok(array.into());
    };
    if number != f64::from(number as u32) {
        return Err(range_error(cx, Msg::InvalidArrayLength));
    }
    cx.array_create(number as u64, prototype).map(Value::from)
}

/// §23.1.2.2 Array.isArray ( arg ) <https://tc39.es/ecma262/#sec-array.isarray>
pub(super) fn is_array(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    cx.is_array(call.arg(0)).map(Value::from)
}

/// §23.1.2.3 Array.of ( ...items ) <https://tc39.es/ecma262/#sec-array.of>
pub(super) fn of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let length = call.len() as u64;
    let array = create_for(cx, call.this(), Some(length))?;
    for (index, value) in call.args().iter().enumerate() {
        define(cx, array, index as u64, *value)?;
    }
    set_length(cx, array, length)?;
    Ok(array.into())
}

/// What `from` and `of` fill: made by the receiver if that is a constructor, with the length if it is
/// known.
pub(super) fn create_for(cx: &mut Cx, this: Value, length: Option<u64>) -> JsResult<Object> {
    match this.as_object().filter(|object| cx.has_construct(*object)) {
        None => cx.new_array(length.unwrap_or(0)),
        Some(constructor) => match length {
            None => cx.construct(constructor, &[], constructor),
            Some(length) => cx.construct(constructor, &[Value::from(length)], constructor),
        },
    }
}

/// §23.1.2.1 Array.from ( items [ , mapper [ , thisArg ] ] ) <https://tc39.es/ecma262/#sec-array.from>
pub(super) fn from(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let items = call.arg(0);
    let mapper = match call.arg(1) {
        value if value.is_undefined() => None,
        value => Some(callback(cx, value)?),
    };
    let mapping = Mapping {
        mapper,
        this: call.arg(2),
    };
    if let Some(method) = cx.get_method(items, WellKnownSymbol::iterator)? {
        return from_iterable(cx, call.this(), items, method, mapping);
    }
    let source = cx.to_object(items)?;
    let length = cx.length_of_array_like(source)?;
    let target = create_for(cx, call.this(), Some(length))?;
    for index in 0..length {
        let value = element(cx, source, index)?;
        let value = mapping.apply(cx, value, index)?;
        define(cx, target, index, value)?;
        cx.charge(1)?;
    }
    set_length(cx, target, length)?;
    Ok(target.into())
}

/// The mapping function of `from` with its receiver.
#[derive(Clone, Copy)]
struct Mapping {
    mapper: Option<Value>,
    this: Value,
}

impl Mapping {
    fn apply(self, cx: &mut Cx, value: Value, index: u64) -> JsResult<Value> {
        match self.mapper {
            None => Ok(value),
            Some(mapper) => cx.call(mapper, self.this, &[value, Value::from(index)]),
        }
    }
}

fn from_iterable(
    cx: &mut Cx,
    this: Value,
    items: Value,
    method: Object,
    mapping: Mapping,
) -> JsResult<Value> {
    let target = create_for(cx, this, None)?;
    let mut index = 0;
    // FAST: without a change to the protocol, the array's own iterator would give its elements.
    if method == cx.intrinsic(Intrinsic::ArrayProtoValues)
        && items
            .as_object()
            .is_some_and(|array| cx.array_iteration_is_pristine(array))
    {
        cx.iterate(items, |cx, value| {
            let value = mapping.apply(cx, value, index)?;
            define(cx, target, index, value)?;
            index += 1;
            Ok(ControlFlow::Continue(()))
        })?;
    } else {
        let mut record = cx.get_iterator_from_method(items, method.into())?;
        while let Some(value) = cx.iterator_step_value(&mut record)? {
            if let Err(thrown) = add_mapped(cx, target, mapping, value, index) {
                return Err(cx.close_on_throw(&record, thrown));
            }
            index += 1;
            cx.charge(1)?;
        }
    }
    set_length(cx, target, index)?;
    Ok(target.into())
}

fn add_mapped(
    cx: &mut Cx,
    target: Object,
    mapping: Mapping,
    value: Value,
    index: u64,
) -> JsResult<()> {
    if index >= MAX_LENGTH {
        return Err(type_error(cx, Msg::ArrayTooLong));
    }
    let value = mapping.apply(cx, value, index)?;
    define(cx, target, index, value)
}

/// The iterator of `Array.fromAsync`: asynchronous if there is such a method, adapted if only the
/// synchronous one is there, `None` for what is only array-like.
pub(super) fn async_iterator_of(cx: &mut Cx, items: Value) -> JsResult<Option<IteratorRecord>> {
    if let Some(method) = cx.get_method(items, WellKnownSymbol::asyncIterator)? {
        return cx.get_iterator_from_method(items, method.into()).map(Some);
    }
    let Some(method) = cx.get_method(items, WellKnownSymbol::iterator)? else {
        return Ok(None);
    };
    let sync = cx.get_iterator_from_method(items, method.into())?;
    cx.create_async_from_sync_iterator(sync).map(Some)
}

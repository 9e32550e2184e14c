//! §25.4 The Atomics Object <https://tc39.es/ecma262/#sec-atomics-object>
//!
//! Every operation checks twice: the place before it converts its operands, and again afterwards,
//! because a conversion may have changed the buffer.
//!
//! Uses: core, typed_array. Never: the constructors.

mod wait;

use stilla_core::buffer::{Buffer, ElementType, Modify, ViewRecord};
use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::{range_error, type_error};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Msg, Object, Value};

use crate::typed_array::{Access, validate, view_of};

/// Atomics.
pub const ATOMICS: Global = Global::namespace("Atomics")
    .id(Intrinsic::Atomics)
    .statics(&[
        method("add", 3, add),
        method("and", 3, and),
        method("compareExchange", 4, compare_exchange),
        method("exchange", 3, exchange),
        method("isLockFree", 1, is_lock_free),
        method("load", 2, load),
        method("or", 3, or),
        method("pause", 0, pause),
        method("store", 3, store),
        method("sub", 3, sub),
        method("wait", 4, wait::wait),
        method("waitAsync", 4, wait::wait_async),
        method("notify", 3, wait::notify),
        method("xor", 3, xor),
        tag("Atomics"),
    ]);

/// One element of an integer typed array: what an operation works on.
#[derive(Clone, Copy)]
struct Place {
    array: Object,
    element: ElementType,
    buffer: Buffer,
    /// In bytes, from the beginning of the buffer.
    offset: usize,
}

/// Which element types an operation takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Elements {
    /// All integers.
    Integers,
    /// Those that agents can wait for.
    Waitable,
}

/// §25.4.3.3 ValidateAtomicAccessOnIntegerTypedArray ( typedArray, requestIndex )
/// <https://tc39.es/ecma262/#sec-validateatomicaccessonintegertypedarray>
fn validate_place(
    cx: &mut Cx,
    call: &Call<'_>,
    elements: Elements,
    access: Access,
    method: &'static str,
) -> JsResult<Place> {
    let (array, view) = validate_integers(cx, call.arg(0), elements, access, method)?;
    validate_index(cx, array, &view, call.arg(1))
}

/// §25.4.3.1 ValidateIntegerTypedArray ( typedArray, waitable )
/// <https://tc39.es/ecma262/#sec-validateintegertypedarray>
fn validate_integers(
    cx: &mut Cx,
    value: Value,
    elements: Elements,
    access: Access,
    method: &'static str,
) -> JsResult<(Object, ViewRecord)> {
    let (array, view) = validate(cx, value, method, access)?;
    let (fits, expected) = match elements {
        Elements::Integers => (view.element.is_atomic(), Msg::NotIntegerTypedArray),
        Elements::Waitable => (
            matches!(view.element, ElementType::Int32 | ElementType::BigInt64),
            Msg::NotSharedTypedArray,
        ),
    };
    if !fits {
        return Err(type_error(cx, expected));
    }
    Ok((array, view))
}

/// §25.4.3.2 ValidateAtomicAccess ( taRecord, requestIndex ) <https://tc39.es/ecma262/#sec-validateatomicaccess>
fn validate_index(cx: &mut Cx, array: Object, view: &ViewRecord, index: Value) -> JsResult<Place> {
    let index = cx.to_index(index)?;
    if index >= view.len() as u64 {
        return Err(range_error(cx, Msg::InvalidTypedArrayIndex));
    }
    let offset = view.position(index as usize);
    Ok(Place {
        array,
        element: view.element,
        buffer: view.buffer,
        offset,
    })
}

impl Place {
    /// §25.4.3.4 RevalidateAtomicAccess ( typedArray, byteIndexInBuffer )
    /// <https://tc39.es/ecma262/#sec-revalidateatomicaccess>
    fn revalidate(&self, cx: &mut Cx, method: &'static str) -> JsResult<()> {
        let view = view_of(self.array);
        if view.is_out_of_bounds() {
            return Err(cx.out_of_bounds(&view, method));
        }
        if self.offset >= view.offset + view.byte_len() {
            return Err(range_error(cx, Msg::InvalidTypedArrayIndex));
        }
        Ok(())
    }

    /// The operand as a BigInt or an integral Number, and as raw bits.
    fn operand(&self, cx: &mut Cx, value: Value) -> JsResult<(Value, u64)> {
        let value = if self.element.is_bigint() {
            cx.to_bigint(value)?
        } else {
            Value::from(cx.to_integer_or_infinity(value)?)
        };
        let bits = cx.to_raw(self.element, value)?;
        Ok((value, bits))
    }
}

/// §25.4.3.14 AtomicReadModifyWrite ( typedArray, index, value, op )
/// <https://tc39.es/ecma262/#sec-atomicreadmodifywrite>
fn read_modify_write(
    cx: &mut Cx,
    call: &Call<'_>,
    operation: Modify,
    method: &'static str,
) -> JsResult<Value> {
    let place = validate_place(cx, call, Elements::Integers, Access::Write, method)?;
    let (_, operand) = place.operand(cx, call.arg(2))?;
    place.revalidate(cx, method)?;
    let old = place
        .buffer
        .modify(place.offset, place.element.size(), operation, operand);
    Ok(cx.numeric_from_raw(place.element, old))
}

/// §25.4.4 Atomics.add ( typedArray, index, value ) <https://tc39.es/ecma262/#sec-atomics.add>
fn add(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    read_modify_write(cx, call, Modify::Add, "Atomics.add")
}

/// §25.4.5 Atomics.and ( typedArray, index, value ) <https://tc39.es/ecma262/#sec-atomics.and>
fn and(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    read_modify_write(cx, call, Modify::And, "Atomics.and")
}

/// §25.4.6 Atomics.compareExchange ( typedArray, index, expectedValue, replacementValue )
/// <https://tc39.es/ecma262/#sec-atomics.compareexchange>
fn compare_exchange(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "Atomics.compareExchange";
    let place = validate_place(cx, call, Elements::Integers, Access::Write, METHOD)?;
    let (_, expected) = place.operand(cx, call.arg(2))?;
    let (_, replacement) = place.operand(cx, call.arg(3))?;
    place.revalidate(cx, METHOD)?;
    let operation = Modify::CompareExchange(expected);
    let old = place
        .buffer
        .modify(place.offset, place.element.size(), operation, replacement);
    Ok(cx.numeric_from_raw(place.element, old))
}

/// §25.4.7 Atomics.exchange ( typedArray, index, value ) <https://tc39.es/ecma262/#sec-atomics.exchange>
fn exchange(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    read_modify_write(cx, call, Modify::Exchange, "Atomics.exchange")
}

/// §25.4.8 Atomics.isLockFree ( size ) <https://tc39.es/ecma262/#sec-atomics.islockfree>
fn is_lock_free(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let size = cx.to_integer_or_infinity(call.arg(0))?;
    Ok([1.0, 2.0, 4.0, 8.0].contains(&size).into())
}

/// §25.4.9 Atomics.load ( typedArray, index ) <https://tc39.es/ecma262/#sec-atomics.load>
fn load(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "Atomics.load";
    let place = validate_place(cx, call, Elements::Integers, Access::Read, METHOD)?;
    place.revalidate(cx, METHOD)?;
    let bits = place.buffer.read_atomic(place.offset, place.element.size());
    Ok(cx.numeric_from_raw(place.element, bits))
}

/// §25.4.10 Atomics.or ( typedArray, index, value ) <https://tc39.es/ecma262/#sec-atomics.or>
fn or(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    read_modify_write(cx, call, Modify::Or, "Atomics.or")
}

/// Atomics.pause ( \[ N \] ) <https://tc39.es/proposal-atomics-microwait/#Atomics.pause>
fn pause(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let count = call.arg(0);
    if !count.is_undefined() && !cx.is_integral_number(count) {
        return Err(type_error(
            cx,
            Msg::NotNumber {
                name: "the count",
                value: count,
            },
        ));
    }
    std::hint::spin_loop();
    Ok(Value::UNDEFINED)
}

/// §25.4.11 Atomics.store ( typedArray, index, value ) <https://tc39.es/ecma262/#sec-atomics.store>
fn store(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "Atomics.store";
    let place = validate_place(cx, call, Elements::Integers, Access::Write, METHOD)?;
    let (value, bits) = place.operand(cx, call.arg(2))?;
    place.revalidate(cx, METHOD)?;
    place
        .buffer
        .modify(place.offset, place.element.size(), Modify::Exchange, bits);
    Ok(value)
}

/// §25.4.12 Atomics.sub ( typedArray, index, value ) <https://tc39.es/ecma262/#sec-atomics.sub>
fn sub(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    read_modify_write(cx, call, Modify::Sub, "Atomics.sub")
}

/// §25.4.16 Atomics.xor ( typedArray, index, value ) <https://tc39.es/ecma262/#sec-atomics.xor>
fn xor(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    read_modify_write(cx, call, Modify::Xor, "Atomics.xor")
}

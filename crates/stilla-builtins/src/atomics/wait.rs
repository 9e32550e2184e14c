//! Waiting and waking: Atomics.wait, waitAsync and notify.
//!
//! Uses: core. Never: the other operations.

use std::time::Duration;

use stilla_core::buffer::{AsyncWait, ElementType};
use stilla_core::error::type_error;
use stilla_core::{Call, Cx, JsResult, Msg, Name, Value};

use super::{Elements, Place, validate_index, validate_integers, validate_place};
use crate::typed_array::Access;

/// What to wait for: an element, the raw bits that it should have, and how long.
struct Wait {
    place: Place,
    expected: u64,
    /// `None` is for ever.
    timeout: Option<Duration>,
}

/// §25.4.3.14 DoWait ( mode, typedArray, index, value, timeout ) <https://tc39.es/ecma262/#sec-dowait>, its
/// arguments.
fn begin(cx: &mut Cx, call: &Call<'_>, method: &'static str) -> JsResult<Wait> {
    let (array, view) =
        validate_integers(cx, call.arg(0), Elements::Waitable, Access::Read, method)?;
    if !view.buffer.is_shared() {
        return Err(type_error(cx, Msg::NotSharedTypedArray));
    }
    let place = validate_index(cx, array, &view, call.arg(1))?;
    let expected = match place.element {
        ElementType::Int32 => u64::from(cx.to_int32(call.arg(2))? as u32),
        _ => cx.to_raw(place.element, call.arg(2))?,
    };
    let milliseconds = cx.to_number(call.arg(3))?;
    let timeout = if milliseconds.is_nan() {
        None
    } else {
        // NOTE: what no Duration can hold is for ever.
        Duration::try_from_secs_f64(milliseconds.max(0.0) / 1000.0).ok()
    };
    Ok(Wait {
        place,
        expected,
        timeout,
    })
}

/// §25.4.13 Atomics.wait ( typedArray, index, value, timeout ) <https://tc39.es/ecma262/#sec-atomics.wait>
pub(super) fn wait(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let Wait {
        place,
        expected,
        timeout,
    } = begin(cx, call, "Atomics.wait")?;
    if !stilla_core::clock::HAS_CLOCK || !cx.host().can_block() {
        return Err(type_error(cx, Msg::WaitNotAllowed));
    }
    let shared = place
        .buffer
        .shared()
        .expect("the buffer was found to be shared");
    let outcome = shared.wait(cx, place.offset, place.element.size(), expected, timeout)?;
    Ok(cx.intern_str(outcome.text()).into())
}

/// §25.4.14 Atomics.waitAsync ( typedArray, index, value, timeout ) <https://tc39.es/ecma262/#sec-atomics.waitasync>
pub(super) fn wait_async(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let Wait {
        place,
        expected,
        timeout,
    } = begin(cx, call, "Atomics.waitAsync")?;
    let shared = place
        .buffer
        .shared()
        .expect("the buffer was found to be shared");
    let size = place.element.size();
    let (is_async, value) = match cx.wait_async(shared, place.offset, size, expected, timeout) {
        AsyncWait::Now(outcome) => (false, cx.intern_str(outcome.text()).into()),
        AsyncWait::Later(promise) => (true, promise.into()),
    };
    let result = cx.new_object();
    cx.create_data_property(result, Name::async_, is_async.into())?;
    cx.create_data_property(result, Name::value, value)?;
    Ok(result.into())
}

/// §25.4.15 Atomics.notify ( typedArray, index, count ) <https://tc39.es/ecma262/#sec-atomics.notify>
pub(super) fn notify(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let place = validate_place(cx, call, Elements::Waitable, Access::Read, "Atomics.notify")?;
    let count = match call.arg(2) {
        Value::UNDEFINED => usize::MAX,
        // NOTE: the cast saturates, as the infinities ask for.
        count => cx.to_integer_or_infinity(count)?.max(0.0) as usize,
    };
    let woken = place
        .buffer
        .shared()
        .map_or(0, |shared| shared.notify(place.offset, count));
    Ok(Value::from(woken))
}

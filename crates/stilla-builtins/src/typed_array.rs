//! §23.2 TypedArray Objects <https://tc39.es/ecma262/#sec-typedarray-objects>
//!
//! The methods stand once, on %TypedArray%.prototype; the twelve constructors differ in the type of
//! their elements. After every call that may run JavaScript a method looks at its view again: the
//! buffer may be shorter, or gone.
//!
//! Uses: core. Never: other globals, but for the buffers that typed arrays are made on.

mod concrete;
mod copy;
pub(crate) mod create;
mod iterate;
mod mutate;
mod search;
mod sort;

pub use concrete::{
    BIG_INT64_ARRAY, BIG_UINT64_ARRAY, FLOAT16_ARRAY, FLOAT32_ARRAY, FLOAT64_ARRAY, INT8_ARRAY,
    INT16_ARRAY, INT32_ARRAY, UINT8_ARRAY, UINT8_CLAMPED_ARRAY, UINT16_ARRAY, UINT32_ARRAY,
};

use stilla_core::array_iterator::ArrayIteration;
use stilla_core::buffer::{ViewRecord, view_slot};
use stilla_core::builtin::{Global, getter, intrinsic, method, symbol_alias, symbol_getter};
use stilla_core::error::type_error;
use stilla_core::{Call, Cx, Intrinsic, JsResult, Kind, Msg, Object, Value, WellKnownSymbol};

/// %TypedArray% and %TypedArray%.prototype.
pub const TYPED_ARRAY: Global = Global::constructor("TypedArray", 0, construct)
    .unexposed()
    .id(Intrinsic::TypedArray)
    .prototype_id(Intrinsic::TypedArrayPrototype)
    .statics(&[
        method("from", 1, create::from),
        method("of", 0, create::of),
        symbol_getter(WellKnownSymbol::species, species),
    ])
    .prototype(&[
        method("at", 1, search::at),
        getter("buffer", buffer),
        getter("byteLength", byte_length),
        getter("byteOffset", byte_offset),
        method("copyWithin", 2, mutate::copy_within),
        method("entries", 0, entries),
        method("every", 1, iterate::every),
        method("fill", 1, mutate::fill),
        method("filter", 1, iterate::filter),
        method("find", 1, iterate::find),
        method("findIndex", 1, iterate::find_index),
        method("findLast", 1, iterate::find_last),
        method("findLastIndex", 1, iterate::find_last_index),
        method("forEach", 1, iterate::for_each),
        method("includes", 1, search::includes),
        method("indexOf", 1, search::index_of),
        method("join", 1, search::join),
        method("keys", 0, keys),
        method("lastIndexOf", 1, search::last_index_of),
        getter("length", length),
        method("map", 1, iterate::map),
        method("reduce", 1, iterate::reduce),
        method("reduceRight", 1, iterate::reduce_right),
        method("reverse", 0, mutate::reverse),
        method("set", 1, mutate::set),
        method("slice", 2, copy::slice),
        method("some", 1, iterate::some),
        method("sort", 1, sort::sort),
        method("subarray", 2, copy::subarray),
        method("toLocaleString", 0, search::to_locale_string),
        method("toReversed", 0, copy::to_reversed),
        method("toSorted", 1, sort::to_sorted),
        // §23.2.3.34: the function of arrays.
        intrinsic("toString", Intrinsic::ArrayProtoToString),
        method("values", 0, values),
        method("with", 2, copy::with),
        symbol_alias(WellKnownSymbol::iterator, "values"),
        symbol_getter(WellKnownSymbol::toStringTag, to_string_tag),
    ])
    .method_ids(&[(Intrinsic::TypedArrayProtoLength, "length")]);

/// §23.2.1.1 %TypedArray% ( ) <https://tc39.es/ecma262/#sec-%typedarray%>
fn construct(cx: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    Err(type_error(
        cx,
        Msg::AbstractConstructor { name: "TypedArray" },
    ))
}

/// §23.2.2.4 get %TypedArray% \[ %Symbol.species% \] <https://tc39.es/ecma262/#sec-get-%typedarray%-%symbol.species%>
fn species(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(call.this())
}

/// What a method does with the elements of its receiver.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// It reads them.
    Read,
    /// It writes them.
    Write,
}

/// §23.2.4.4 ValidateTypedArray ( O, order, accessMode ) <https://tc39.es/ecma262/#sec-validatetypedarray>
pub(crate) fn validate(
    cx: &mut Cx,
    value: Value,
    method: &'static str,
    access: Access,
) -> JsResult<(Object, ViewRecord)> {
    if access == Access::Write
        && let Some(array) = cx.as_typed_array(value)
        && view_of(array).buffer.is_immutable()
    {
        return Err(type_error(cx, Msg::BufferImmutable { method }));
    }
    cx.validate_typed_array(value, method)
}

/// What a typed array sees at this moment.
pub(crate) fn view_of(array: Object) -> ViewRecord {
    ViewRecord::of(array).expect("a typed array has the slots of a view")
}

/// The receiver of an accessor, which may be out of bounds.
fn receiver(cx: &mut Cx, call: &Call<'_>) -> JsResult<Object> {
    cx.require_kind(call.this(), Kind::TypedArray, "typed array")
}

/// Charges the `k`th round of a loop over elements, in portions.
#[inline]
fn charge_round(cx: &mut Cx, k: usize) -> JsResult<()> {
    if k % 1024 == 1023 {
        cx.charge(1024)
    } else {
        Ok(())
    }
}

/// §23.2.3.2 get %TypedArray%.prototype.buffer <https://tc39.es/ecma262/#sec-get-%typedarray%.prototype.buffer>
fn buffer(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(receiver(cx, call)?.internal(view_slot::OBJECT))
}

/// §23.2.3.3 get %TypedArray%.prototype.byteLength <https://tc39.es/ecma262/#sec-get-%typedarray%.prototype.bytelength>
fn byte_length(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(Value::from(view_of(receiver(cx, call)?).byte_len()))
}

/// §23.2.3.4 get %TypedArray%.prototype.byteOffset <https://tc39.es/ecma262/#sec-get-%typedarray%.prototype.byteoffset>
fn byte_offset(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let view = view_of(receiver(cx, call)?);
    Ok(if view.is_out_of_bounds() {
        Value::ZERO
    } else {
        Value::from(view.offset)
    })
}

/// §23.2.3.21 get %TypedArray%.prototype.length <https://tc39.es/ecma262/#sec-get-%typedarray%.prototype.length>
fn length(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(Value::from(view_of(receiver(cx, call)?).len()))
}

/// §23.2.3.38 get %TypedArray%.prototype \[ %Symbol.toStringTag% \]
/// <https://tc39.es/ecma262/#sec-get-%typedarray%.prototype-%symbol.tostringtag%>
fn to_string_tag(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(match cx.as_typed_array(call.this()) {
        Some(array) => cx.name(view_of(array).element.name()).into(),
        None => Value::UNDEFINED,
    })
}

fn iterator(cx: &mut Cx, call: &Call<'_>, kind: ArrayIteration) -> JsResult<Value> {
    let (array, _) = validate(cx, call.this(), "iteration", Access::Read)?;
    Ok(cx.create_array_iterator(array, kind).into())
}

/// §23.2.3.7 %TypedArray%.prototype.entries ( ) <https://tc39.es/ecma262/#sec-%typedarray%.prototype.entries>
fn entries(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    iterator(cx, call, ArrayIteration::Entries)
}

/// §23.2.3.19 %TypedArray%.prototype.keys ( ) <https://tc39.es/ecma262/#sec-%typedarray%.prototype.keys>
fn keys(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    iterator(cx, call, ArrayIteration::Keys)
}

/// §23.2.3.35 %TypedArray%.prototype.values ( ) <https://tc39.es/ecma262/#sec-%typedarray%.prototype.values>
fn values(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    iterator(cx, call, ArrayIteration::Values)
}

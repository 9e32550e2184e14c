//! Making typed arrays: the constructors, `from` and `of`, and what other methods create.
//!
//! Uses: core, array_buffer. Never: the methods of %TypedArray%.

use stilla_core::buffer::{Buffer, ElementType, ViewRecord};
use stilla_core::error::{range_error, type_error};
use stilla_core::{Call, Cx, GcVec, JsResult, Msg, Object, Value, WellKnownSymbol};

use super::{Access, charge_round, validate, view_of};
use crate::array_buffer;

/// §23.2.5.1 TypedArray ( ...args ) <https://tc39.es/ecma262/#sec-typedarray>
pub(super) fn construct(cx: &mut Cx, call: &Call<'_>, element: ElementType) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let Some(first) = call.arg(0).as_object() else {
        let length = cx.to_index(call.arg(0))?;
        let prototype = cx.get_prototype_from_constructor(new_target, element.prototype())?;
        return Ok(allocate(cx, prototype, element, length)?.into());
    };
    let prototype = cx.get_prototype_from_constructor(new_target, element.prototype())?;
    let array = if let Some(source) = cx.as_typed_array(first.into()) {
        from_typed_array(cx, prototype, element, source)?
    } else if Buffer::of(first).is_some() {
        on_buffer(cx, prototype, element, first, call.arg(1), call.arg(2))?
    } else {
        match values_of(cx, first.into())? {
            Some(values) => {
                let array = allocate(cx, prototype, element, values.len() as u64)?;
                set_all(cx, array, values)?;
                array
            }
            None => from_array_like(cx, prototype, element, first)?,
        }
    };
    Ok(array.into())
}

/// §23.2.5.1.6 AllocateTypedArrayBuffer ( O, length ) <https://tc39.es/ecma262/#sec-allocatetypedarraybuffer>,
/// with the array that owns it.
pub(crate) fn allocate(
    cx: &mut Cx,
    prototype: Object,
    element: ElementType,
    length: u64,
) -> JsResult<Object> {
    let buffer = array_buffer::allocate(cx, length.saturating_mul(element.size() as u64))?;
    Ok(cx.typed_array_object(prototype, element, buffer, 0, Some(length as usize)))
}

/// A typed array of the intrinsic constructor for `element`.
pub(crate) fn allocate_intrinsic(
    cx: &mut Cx,
    element: ElementType,
    length: usize,
) -> JsResult<Object> {
    let prototype = cx.intrinsic(element.prototype());
    allocate(cx, prototype, element, length as u64)
}

/// §23.2.5.1.2 InitializeTypedArrayFromTypedArray ( O, srcArray )
/// <https://tc39.es/ecma262/#sec-initializetypedarrayfromtypedarray>
fn from_typed_array(
    cx: &mut Cx,
    prototype: Object,
    element: ElementType,
    source: Object,
) -> JsResult<Object> {
    let view = view_of(source);
    if view.is_out_of_bounds() {
        return Err(cx.out_of_bounds(&view, element.text()));
    }
    let array = allocate(cx, prototype, element, view.len() as u64)?;
    copy_elements(cx, &view, &view_of(array))?;
    Ok(array)
}

/// How many elements are converted at a time.
const CHUNK: usize = 256;

/// Copies all elements of `source` to the beginning of `target`, which are on different buffers.
pub(super) fn copy_elements(cx: &mut Cx, source: &ViewRecord, target: &ViewRecord) -> JsResult<()> {
    if source.element.is_bigint() != target.element.is_bigint() {
        return Err(type_error(cx, Msg::ContentTypeMismatch));
    }
    if source.element == target.element || source.element.is_bigint() {
        return cx.copy_bytes(
            (target.buffer, target.offset),
            (source.buffer, source.offset),
            source.byte_len(),
        );
    }
    let mut numbers = [0.0; CHUNK];
    for start in (0..source.len()).step_by(CHUNK) {
        let numbers = &mut numbers[..CHUNK.min(source.len() - start)];
        cx.charge(CHUNK as u32)?;
        source
            .buffer
            .read_numbers(source.position(start), source.element, numbers);
        target
            .buffer
            .write_numbers(target.position(start), target.element, numbers);
    }
    Ok(())
}

/// The raw bits of another element type for the same number; both types hold Numbers, or both BigInts.
#[inline]
pub(super) fn convert_raw(from: ElementType, bits: u64, to: ElementType) -> u64 {
    if from == to || from.is_bigint() {
        return bits;
    }
    let number = from.number_from_raw(bits).as_number().unwrap_or(f64::NAN);
    to.number_to_raw(number)
}

/// §23.2.5.1.3 InitializeTypedArrayFromArrayBuffer ( O, buffer, byteOffset, length )
/// <https://tc39.es/ecma262/#sec-initializetypedarrayfromarraybuffer>
fn on_buffer(
    cx: &mut Cx,
    prototype: Object,
    element: ElementType,
    object: Object,
    byte_offset: Value,
    length: Value,
) -> JsResult<Object> {
    let (name, size) = (element.text(), element.size() as u64);
    let offset = cx.to_index(byte_offset)?;
    if !offset.is_multiple_of(size) {
        return Err(range_error(
            cx,
            Msg::UnalignedOffset {
                name,
                size: size as usize,
            },
        ));
    }
    let wanted = if length.is_undefined() {
        None
    } else {
        Some(cx.to_index(length)?)
    };
    let buffer = Buffer::of(object).expect("the caller saw a buffer object");
    cx.require_attached(buffer, name)?;
    let bytes = buffer.len() as u64;
    let length = match wanted {
        Some(length) => {
            if length.saturating_mul(size).saturating_add(offset) > bytes {
                return Err(range_error(cx, Msg::InvalidTypedArrayLength));
            }
            Some(length as usize)
        }
        None if offset > bytes => return Err(range_error(cx, Msg::OffsetOutOfBounds)),
        None if buffer.is_resizable() => None,
        None if !bytes.is_multiple_of(size) => {
            return Err(range_error(
                cx,
                Msg::UnalignedLength {
                    name,
                    size: size as usize,
                },
            ));
        }
        None => Some(((bytes - offset) / size) as usize),
    };
    Ok(cx.typed_array_object(prototype, element, object, offset as usize, length))
}

/// The values of an iterable in a list; `None` for what is not iterable.
fn values_of(cx: &mut Cx, source: Value) -> JsResult<Option<GcVec>> {
    let Some(method) = cx.get_method(source, WellKnownSymbol::iterator)? else {
        return Ok(None);
    };
    // FAST: the array's own iterator gives the elements in order and runs nothing else.
    if let Some(array) = source.as_object()
        && cx.array_iteration_is_pristine(array)
    {
        return cx.iterable_to_list(source).map(Some);
    }
    let mut record = cx.get_iterator_from_method(source, method.into())?;
    cx.iterator_to_list(&mut record).map(Some)
}

/// §23.2.5.1.4 InitializeTypedArrayFromList ( O, values )
/// <https://tc39.es/ecma262/#sec-initializetypedarrayfromlist>, the loop.
fn set_all(cx: &mut Cx, array: Object, values: GcVec) -> JsResult<()> {
    for (k, value) in values.iter().enumerate() {
        charge_round(cx, k)?;
        cx.typed_array_set_element(array, k, value)?;
    }
    Ok(())
}

/// §23.2.5.1.5 InitializeTypedArrayFromArrayLike ( O, arrayLike )
/// <https://tc39.es/ecma262/#sec-initializetypedarrayfromarraylike>
fn from_array_like(
    cx: &mut Cx,
    prototype: Object,
    element: ElementType,
    source: Object,
) -> JsResult<Object> {
    let length = cx.length_of_array_like(source)?;
    let array = allocate(cx, prototype, element, length)?;
    for k in 0..length as usize {
        charge_round(cx, k)?;
        let value = cx.get(source, k)?;
        cx.typed_array_set_element(array, k, value)?;
    }
    Ok(array)
}

/// §23.2.4.2 TypedArrayCreateFromConstructor ( constructor, argumentList, accessMode )
/// <https://tc39.es/ecma262/#sec-typedarraycreatefromconstructor> with a length.
pub(super) fn create_with_length(
    cx: &mut Cx,
    constructor: Object,
    length: usize,
    method: &'static str,
) -> JsResult<Object> {
    let result = cx.construct(constructor, &[Value::from(length)], constructor)?;
    let (array, view) = validate(cx, result.into(), method, Access::Write)?;
    if view.len() < length {
        return Err(type_error(cx, Msg::InvalidTypedArrayLength));
    }
    Ok(array)
}

/// §23.2.4.1 TypedArraySpeciesCreate ( exemplar, argumentList, accessMode )
/// <https://tc39.es/ecma262/#sec-typedarray-species-create> with a length.
pub(super) fn species_create(
    cx: &mut Cx,
    exemplar: Object,
    length: usize,
    method: &'static str,
) -> JsResult<Object> {
    let element = view_of(exemplar).element;
    let default = cx.intrinsic(element.constructor());
    let constructor = cx.species_constructor(exemplar, default)?;
    // FAST: `prototype` of an intrinsic constructor can't change: nothing would see the call.
    if constructor == default {
        return allocate_intrinsic(cx, element, length);
    }
    let array = create_with_length(cx, constructor, length, method)?;
    require_same_content(cx, element, array)?;
    Ok(array)
}

/// §23.2.4.1 TypedArraySpeciesCreate ( exemplar, argumentList )
/// <https://tc39.es/ecma262/#sec-typedarray-species-create> on a buffer.
pub(super) fn species_create_on_buffer(
    cx: &mut Cx,
    exemplar: Object,
    arguments: &[Value],
    method: &'static str,
) -> JsResult<Object> {
    let element = view_of(exemplar).element;
    let default = cx.intrinsic(element.constructor());
    let constructor = cx.species_constructor(exemplar, default)?;
    let result = cx.construct(constructor, arguments, constructor)?;
    let (array, _) = validate(cx, result.into(), method, Access::Read)?;
    require_same_content(cx, element, array)?;
    Ok(array)
}

fn require_same_content(cx: &mut Cx, element: ElementType, array: Object) -> JsResult<()> {
    if view_of(array).element.is_bigint() != element.is_bigint() {
        return Err(type_error(cx, Msg::ContentTypeMismatch));
    }
    Ok(())
}

/// §23.2.2.1 %TypedArray%.from ( source \[ , mapper \[ , thisArg \] \] )
/// <https://tc39.es/ecma262/#sec-%typedarray%.from>
pub(super) fn from(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    const METHOD: &str = "%TypedArray%.from";
    let constructor = this_constructor(cx, call)?;
    let (mapper, this) = (call.arg(1), call.arg(2));
    if !mapper.is_undefined() && !cx.is_callable(mapper) {
        return Err(type_error(cx, Msg::NotCallable { value: mapper }));
    }
    let item = |cx: &mut Cx, target: Object, k: usize, value: Value| {
        cx.charge(1)?;
        let value = match mapper.is_undefined() {
            true => value,
            false => cx.call(mapper, this, &[value, Value::from(k)])?,
        };
        cx.typed_array_set_element(target, k, value)
    };
    if let Some(values) = values_of(cx, call.arg(0))? {
        let target = create_with_length(cx, constructor, values.len(), METHOD)?;
        for (k, value) in values.iter().enumerate() {
            item(cx, target, k, value)?;
        }
        return Ok(target.into());
    }
    let source = cx.to_object(call.arg(0))?;
    let length = cx.length_of_array_like(source)? as usize;
    let target = create_with_length(cx, constructor, length, METHOD)?;
    for k in 0..length {
        let value = cx.get(source, k)?;
        item(cx, target, k, value)?;
    }
    Ok(target.into())
}

/// §23.2.2.2 %TypedArray%.of ( ...items ) <https://tc39.es/ecma262/#sec-%typedarray%.of>
pub(super) fn of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let constructor = this_constructor(cx, call)?;
    let target = create_with_length(cx, constructor, call.len(), "%TypedArray%.of")?;
    for (k, value) in call.args().iter().enumerate() {
        cx.typed_array_set_element(target, k, *value)?;
    }
    Ok(target.into())
}

fn this_constructor(cx: &mut Cx, call: &Call<'_>) -> JsResult<Object> {
    match call.this().as_object() {
        Some(constructor) if cx.has_construct(constructor) => Ok(constructor),
        _ => Err(type_error(cx, Msg::NotConstructor { value: call.this() })),
    }
}

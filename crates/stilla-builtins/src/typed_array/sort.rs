//! §23.2.3.29 and §23.2.3.33: sorting.
//!
//! Elements are sorted as raw bits outside of the heap, so that nothing has to be traced: by a key
//! whose order is theirs, or by a merge sort whose comparisons may run JavaScript.
//!
//! Uses: core, create. Never: iterate.

use stilla_core::buffer::{ElementType, ViewRecord};
use stilla_core::error::type_error;
use stilla_core::{Call, Cx, JsResult, Msg, Value};

use super::create::allocate_intrinsic;
use super::{Access, validate, view_of};

/// Elements between two looks at the limits; more of them are sorted byte by byte.
const PIECE: usize = 1 << 16;

/// §23.2.3.29 %TypedArray%.prototype.sort ( comparator ) <https://tc39.es/ecma262/#sec-%typedarray%.prototype.sort>
pub(super) fn sort(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    require_comparator(cx, call.arg(0))?;
    let (array, view) = validate(
        cx,
        call.this(),
        "%TypedArray%.prototype.sort",
        Access::Write,
    )?;
    let sorted = sorted_elements(cx, &view, call.arg(0))?;
    // 9. The comparator may have made the array shorter.
    let view = view_of(array);
    write_all(cx, &view, &sorted)?;
    Ok(array.into())
}

/// §23.2.3.33 %TypedArray%.prototype.toSorted ( comparator )
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.tosorted>
pub(super) fn to_sorted(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    require_comparator(cx, call.arg(0))?;
    let (_, view) = validate(
        cx,
        call.this(),
        "%TypedArray%.prototype.toSorted",
        Access::Read,
    )?;
    let target = allocate_intrinsic(cx, view.element, view.len())?;
    let sorted = sorted_elements(cx, &view, call.arg(0))?;
    let to = view_of(target);
    write_all(cx, &to, &sorted)?;
    Ok(target.into())
}

/// Writes what has room.
fn write_all(cx: &mut Cx, view: &ViewRecord, elements: &[u64]) -> JsResult<()> {
    let elements = &elements[..elements.len().min(view.len())];
    for (index, piece) in elements.chunks(PIECE).enumerate() {
        for (offset, bits) in piece.iter().enumerate() {
            view.write_raw(index * PIECE + offset, *bits);
        }
        cx.charge((piece.len() / 8) as u32)?;
    }
    Ok(())
}

fn require_comparator(cx: &mut Cx, comparator: Value) -> JsResult<()> {
    if comparator.is_undefined() || cx.is_callable(comparator) {
        return Ok(());
    }
    Err(type_error(cx, Msg::InvalidComparator { value: comparator }))
}

/// §23.1.3.30.1 SortIndexedProperties ( obj, len, SortCompare, holes )
/// <https://tc39.es/ecma262/#sec-sortindexedproperties>: the raw bits of all elements, in order.
fn sorted_elements(cx: &mut Cx, view: &ViewRecord, comparator: Value) -> JsResult<Vec<u64>> {
    let len = view.len();
    cx.reserve(len.saturating_mul(2 * size_of::<u64>()))?;
    let mut elements: Vec<u64> = Vec::with_capacity(len);
    for start in (0..len).step_by(PIECE) {
        let end = len.min(start + PIECE);
        elements.extend((start..end).map(|k| view.read_raw(k)));
        cx.charge(((end - start) / 8) as u32)?;
    }
    if comparator.is_undefined() {
        let element = view.element;
        for piece in elements.chunks_mut(PIECE) {
            piece
                .iter_mut()
                .for_each(|bits| *bits = sort_key(element, *bits));
            cx.charge((piece.len() / 8) as u32)?;
        }
        if len <= PIECE {
            cx.charge(3 * len as u32)?;
            elements.sort_unstable();
        } else {
            radix_sort(cx, &mut elements, element.size())?;
        }
        for piece in elements.chunks_mut(PIECE) {
            piece
                .iter_mut()
                .for_each(|key| *key = from_sort_key(element, *key));
            cx.charge((piece.len() / 8) as u32)?;
        }
        return Ok(elements);
    }
    merge_sort(cx, view.element, &mut elements, comparator)?;
    Ok(elements)
}

/// §23.2.4.7 CompareTypedArrayElements ( x, y, comparator )
/// <https://tc39.es/ecma262/#sec-typedarrayelementsortcompare> as a number: the order of elements is
/// that of their keys.
fn sort_key(element: ElementType, bits: u64) -> u64 {
    let sign = 1u64 << (element.size() * 8 - 1);
    match element {
        ElementType::Uint8
        | ElementType::Uint8Clamped
        | ElementType::Uint16
        | ElementType::Uint32
        | ElementType::BigUint64 => bits,
        ElementType::Int8 | ElementType::Int16 | ElementType::Int32 | ElementType::BigInt64 => {
            bits ^ sign
        }
        // NOTE: a NaN with a sign bit must stand last too.
        ElementType::Float16 | ElementType::Float32 | ElementType::Float64 => {
            let is_nan = element
                .number_from_raw(bits)
                .as_number()
                .is_some_and(f64::is_nan);
            if is_nan || bits & sign == 0 {
                bits | sign
            } else {
                flip(bits, sign)
            }
        }
    }
}

/// All bits up to the sign, reversed.
fn flip(bits: u64, sign: u64) -> u64 {
    !bits & (sign | (sign - 1))
}

fn from_sort_key(element: ElementType, key: u64) -> u64 {
    let sign = 1u64 << (element.size() * 8 - 1);
    match element {
        ElementType::Float16 | ElementType::Float32 | ElementType::Float64 => {
            if key & sign != 0 {
                key & !sign
            } else {
                flip(key, sign)
            }
        }
        _ => sort_key(element, key),
    }
}

/// Sorts keys of so many bytes byte by byte, the lowest first: for many keys quicker than by comparisons, and it can be ended anywhere.
fn radix_sort(cx: &mut Cx, keys: &mut Vec<u64>, bytes: usize) -> JsResult<()> {
    let mut sorted = vec![0; keys.len()];
    for byte in 0..bytes {
        let digit = |key: u64| (key >> (8 * byte)) as u8 as usize;
        let mut places = [0; 256];
        for piece in keys.chunks(PIECE) {
            piece.iter().for_each(|key| places[digit(*key)] += 1);
            cx.charge((piece.len() / 8) as u32)?;
        }
        // FAST: one value of a byte in all keys orders nothing.
        if places.contains(&keys.len()) {
            continue;
        }
        let mut next = 0;
        for place in &mut places {
            next += std::mem::replace(place, next);
        }
        for piece in keys.chunks(PIECE) {
            for key in piece {
                let place = &mut places[digit(*key)];
                sorted[*place] = *key;
                *place += 1;
            }
            cx.charge((piece.len() / 4) as u32)?;
        }
        std::mem::swap(keys, &mut sorted);
    }
    Ok(())
}

/// A stable merge sort from the bottom up.
fn merge_sort(
    cx: &mut Cx,
    element: ElementType,
    elements: &mut Vec<u64>,
    comparator: Value,
) -> JsResult<()> {
    let len = elements.len();
    let mut merged = Vec::with_capacity(len);
    let mut width = 1;
    while width < len {
        merged.clear();
        for start in (0..len).step_by(2 * width) {
            let middle = (start + width).min(len);
            let end = (start + 2 * width).min(len);
            let (mut left, mut right) = (start, middle);
            while left < middle && right < end {
                if is_after(cx, element, elements[left], elements[right], comparator)? {
                    merged.push(elements[right]);
                    right += 1;
                } else {
                    merged.push(elements[left]);
                    left += 1;
                }
            }
            merged.extend_from_slice(&elements[left..middle]);
            merged.extend_from_slice(&elements[right..end]);
        }
        std::mem::swap(elements, &mut merged);
        width *= 2;
    }
    Ok(())
}

/// Whether the comparator puts `x` behind `y`.
fn is_after(
    cx: &mut Cx,
    element: ElementType,
    x: u64,
    y: u64,
    comparator: Value,
) -> JsResult<bool> {
    cx.charge(1)?;
    let x = cx.numeric_from_raw(element, x);
    let y = cx.numeric_from_raw(element, y);
    let order = cx.call(comparator, Value::UNDEFINED, &[x, y])?;
    Ok(cx.to_number(order)? > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_order_floats_as_numbers() {
        let element = ElementType::Float32;
        let bits = |number: f32| u64::from(number.to_bits());
        let negative_nan = u64::from(0xFFC0_0000u32);
        let order = [
            bits(f32::NEG_INFINITY),
            bits(-2.0),
            bits(-0.0),
            bits(0.0),
            bits(1.5),
            bits(f32::INFINITY),
            bits(f32::NAN),
        ];
        assert!(order.is_sorted_by_key(|&bits| sort_key(element, bits)));
        assert!(sort_key(element, negative_nan) > sort_key(element, bits(f32::INFINITY)));
        for bits in order {
            assert_eq!(from_sort_key(element, sort_key(element, bits)), bits);
        }
    }

    #[test]
    fn keys_order_signed_integers() {
        let element = ElementType::Int8;
        let mut keys: Vec<u64> = [1u64, 0xFF, 0x80, 0]
            .map(|bits| sort_key(element, bits))
            .into();
        keys.sort_unstable();
        let order: Vec<u64> = keys
            .into_iter()
            .map(|key| from_sort_key(element, key))
            .collect();
        assert_eq!(order, [0x80, 0xFF, 0, 1]);
    }
}

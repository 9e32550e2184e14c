//! `sort` and `toSorted`, on a merge sort of our own.
//!
//! The values are read into a list first, and what is sorted are their places in it: a comparison
//! function may do to the array whatever it likes. An inconsistent one gives some order, never a fault.
//!
//! Uses: core, array. Never: other built-ins.

use stilla_core::error::type_error;
use stilla_core::{Call, Cx, GcVec, JsResult, JsString, Msg, Value};

use super::{define, element, present, store};

/// Whether the second of two items must stand before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Precedence {
    /// They stay as they are.
    Keep,
    /// The second one comes first.
    Exchange,
}

/// §23.1.3.30 Array.prototype.sort ( comparator ) <https://tc39.es/ecma262/#sec-array.prototype.sort>
pub(super) fn sort(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let comparator = comparator(cx, call.arg(0))?;
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let mut items = Items {
        defined: GcVec::new(cx),
        undefined: 0,
    };
    let mut index = 0;
    while index < length {
        if let Some(value) = present(cx, object, index)? {
            items.add(cx, value)?;
            index += 1;
        } else {
            index = cx.next_element_index(object, index + 1, length);
        }
        cx.charge(1)?;
    }
    let count = items.len();
    let order = items.order(cx, comparator)?;
    for (index, value) in items.in_order(&order).enumerate() {
        store(cx, object, index as u64, value)?;
        cx.charge(1)?;
    }
    // 9. As many holes as there were lie at the end.
    let mut index = count;
    while index < length {
        index = cx.next_element_index(object, index, length);
        if index < length {
            cx.delete_property_or_throw(object, index)?;
            index += 1;
        }
        cx.charge(1)?;
    }
    Ok(object.into())
}

/// §23.1.3.34 Array.prototype.toSorted ( comparator ) <https://tc39.es/ecma262/#sec-array.prototype.tosorted>
pub(super) fn to_sorted(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let comparator = comparator(cx, call.arg(0))?;
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let target = cx.new_array(length)?;
    let mut items = Items {
        defined: GcVec::new(cx),
        undefined: 0,
    };
    for index in 0..length {
        let value = element(cx, object, index)?;
        items.add(cx, value)?;
        cx.charge(1)?;
    }
    let order = items.order(cx, comparator)?;
    for (index, value) in items.in_order(&order).enumerate() {
        define(cx, target, index as u64, value)?;
        cx.charge(1)?;
    }
    Ok(target.into())
}

fn comparator(cx: &mut Cx, value: Value) -> JsResult<Option<Value>> {
    if value.is_undefined() {
        return Ok(None);
    }
    if !cx.is_callable(value) {
        return Err(type_error(cx, Msg::InvalidComparator { value }));
    }
    Ok(Some(value))
}

/// What is to be sorted. Values that are undefined are only counted: they go to the end.
struct Items {
    defined: GcVec,
    undefined: u64,
}

impl Items {
    fn add(&mut self, cx: &mut Cx, value: Value) -> JsResult<()> {
        if value.is_undefined() {
            self.undefined += 1;
            return Ok(());
        }
        self.defined.try_push(cx, value)
    }

    fn len(&self) -> u64 {
        self.defined.len() as u64 + self.undefined
    }

    /// The places of the values in order: by the comparison function, or by their texts.
    fn order(&self, cx: &mut Cx, comparator: Option<Value>) -> JsResult<Vec<u32>> {
        let items = self.defined;
        match comparator {
            Some(function) => merge_sort(cx, items.len(), |cx, a, b| {
                compare_by(cx, function, items.get(a), items.get(b))
            }),
            None => sort_by_text(cx, items),
        }
    }

    fn in_order(&self, order: &[u32]) -> impl Iterator<Item = Value> {
        let items = self.defined;
        let defined = order.iter().map(move |place| items.get(*place as usize));
        defined.chain((0..self.undefined).map(|_| Value::UNDEFINED))
    }
}

/// §23.1.3.30.2 CompareArrayElements ( x, y, comparator ), steps 4
/// <https://tc39.es/ecma262/#sec-comparearrayelements>
fn compare_by(cx: &mut Cx, function: Value, a: Value, b: Value) -> JsResult<Precedence> {
    let result = cx.call(function, Value::UNDEFINED, &[a, b])?;
    let number = cx.to_number(result)?;
    Ok(if number > 0.0 {
        Precedence::Exchange
    } else {
        Precedence::Keep
    })
}

/// Steps 5 to 11 of CompareArrayElements.
fn sort_by_text(cx: &mut Cx, items: GcVec) -> JsResult<Vec<u32>> {
    // FAST: the text of a primitive is always the same, so that it is made once.
    if items
        .iter()
        .any(|value| value.is_object() || value.is_symbol())
    {
        return merge_sort(cx, items.len(), |cx, a, b| {
            let a = cx.to_string(items.get(a))?;
            let b = cx.to_string(items.get(b))?;
            Ok(precedence_of_texts(cx, a, b))
        });
    }
    let texts = GcVec::new(cx);
    for value in items.iter() {
        let text = cx.to_string(value)?;
        texts.try_push(cx, text.into())?;
        cx.charge(1)?;
    }
    let keys = sort_keys(cx, texts)?;
    merge_sort(cx, items.len(), |cx, a, b| {
        if keys[a] != keys[b] {
            let is_wrong = keys[a] > keys[b];
            return Ok(if is_wrong {
                Precedence::Exchange
            } else {
                Precedence::Keep
            });
        }
        match (texts.get(a).as_string(), texts.get(b).as_string()) {
            (Some(a), Some(b)) => Ok(precedence_of_texts(cx, a, b)),
            _ => Ok(Precedence::Keep),
        }
    })
}

// FAST: the first four code units in one word decide most comparisons; eight if they are all Latin-1.
fn sort_keys(cx: &mut Cx, texts: GcVec) -> JsResult<Vec<u64>> {
    cx.reserve(texts.len() * size_of::<u64>())?;
    let is_latin1 = texts
        .iter()
        .filter_map(Value::as_string)
        .all(JsString::is_latin1);
    let (units, bits) = if is_latin1 { (8, 8) } else { (4, 16) };
    let mut keys = Vec::with_capacity(texts.len());
    for text in texts.iter().filter_map(Value::as_string) {
        let view = cx.view(text);
        let unit = |place| u64::from(view.get(place).unwrap_or(0));
        keys.push((0..units).fold(0, |key, place| key << bits | unit(place)));
        if keys.len().is_multiple_of(1024) {
            cx.charge(1024)?;
        }
    }
    Ok(keys)
}

fn precedence_of_texts(cx: &Cx, a: JsString, b: JsString) -> Precedence {
    if cx.compare_strings(a, b).is_gt() {
        Precedence::Exchange
    } else {
        Precedence::Keep
    }
}

/// Runs of this length are sorted by insertion before they are merged.
const RUN: usize = 8;

/// The numbers below `count` in the order that `compare` gives their items: stable, and bounded in its
/// comparisons whatever `compare` says.
///
/// # Errors
/// What `compare` throws; the memory limit.
fn merge_sort(
    cx: &mut Cx,
    count: usize,
    mut compare: impl FnMut(&mut Cx, usize, usize) -> JsResult<Precedence>,
) -> JsResult<Vec<u32>> {
    cx.reserve(count * 2 * size_of::<u32>())?;
    let mut order: Vec<u32> = (0..count as u32).collect();
    for run in order.chunks_mut(RUN) {
        for end in 1..run.len() {
            let mut place = end;
            while place > 0
                && compare(cx, run[place - 1] as usize, run[place] as usize)?
                    == Precedence::Exchange
            {
                run.swap(place - 1, place);
                place -= 1;
            }
        }
        cx.charge(RUN as u32)?;
    }
    let mut merged = vec![0; count];
    let mut width = RUN;
    while width < count {
        for (source, target) in order.chunks(2 * width).zip(merged.chunks_mut(2 * width)) {
            merge(cx, source, target, width, &mut compare)?;
        }
        std::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
    Ok(order)
}

/// Merges the two sorted runs of `source`, the first of which has `width` items, into `target`.
fn merge(
    cx: &mut Cx,
    source: &[u32],
    target: &mut [u32],
    width: usize,
    compare: &mut impl FnMut(&mut Cx, usize, usize) -> JsResult<Precedence>,
) -> JsResult<()> {
    let (left, right) = source.split_at(width.min(source.len()));
    let (Some(&last), Some(&first)) = (left.last(), right.first()) else {
        target.copy_from_slice(source);
        return Ok(());
    };
    // FAST: runs that are in order already need one comparison.
    if compare(cx, last as usize, first as usize)? == Precedence::Keep {
        target.copy_from_slice(source);
        return Ok(());
    }
    let (mut i, mut j) = (0, 0);
    for place in target {
        let takes_right = j < right.len()
            && (i == left.len()
                || compare(cx, left[i] as usize, right[j] as usize)? == Precedence::Exchange);
        if takes_right {
            *place = right[j];
            j += 1;
        } else {
            *place = left[i];
            i += 1;
        }
        cx.charge(1)?;
    }
    Ok(())
}

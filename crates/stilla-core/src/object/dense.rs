//! Arrays as plain runs of elements: what the built-ins of Array read and move without a lookup.
//!
//! An array is *dense* if all its elements are plain ones in a row and nothing on its chain of
//! prototypes has elements: a hole then reads as undefined. It is *simple* if, besides, elements may be
//! added, replaced and removed and `length` may change. Both end with the next call that may run
//! JavaScript: ask again after each.
//!
//! Uses: elements, storage. Never: interp.

use std::cell::Cell as Field;

use stilla_gc::Gc;

use super::{Elements, Kind, Object};
use crate::cell::PIECE_OF_TAIL;
use crate::error::JsResult;
use crate::value::Value;
use crate::{Cx, GcVec};

/// A new array while it is filled in order. Keep it in a local.
#[derive(Debug)]
pub struct ArrayFiller {
    array: Object,
    len: usize,
    capacity: usize,
}

impl ArrayFiller {
    /// Appends an element. A safepoint now and then.
    ///
    /// # Errors
    /// A limit is reached.
    #[inline]
    pub fn push(&mut self, cx: &mut Cx, value: Value) -> JsResult<()> {
        if self.len < self.capacity || self.grow(cx) {
            self.array.cell().elements().set(self.len, value);
        } else {
            let key = super::PropertyKey::from_index(cx, self.len as u64);
            cx.create_data_property_or_throw(self.array, key, value)?;
        }
        self.len += 1;
        if self.len.is_multiple_of(64) {
            cx.charge(64)?;
        }
        Ok(())
    }

    /// Makes room for one more; false if so long an array would not be dense.
    #[cold]
    fn grow(&mut self, cx: &Cx) -> bool {
        self.array.set_internal(0, Value::from(self.len));
        let has_room = u32::try_from(self.len).is_ok_and(|len| cx.make_dense_room(self.array, len));
        self.capacity = self.array.cell().elements().capacity();
        has_room
    }

    /// Leaves holes up to element `index`, if it lies behind what was appended.
    pub fn skip_to(&mut self, index: usize) {
        self.len = self.len.max(index);
    }

    /// The array with what was appended.
    #[must_use]
    pub fn finish(self) -> Object {
        self.array.set_internal(0, Value::from(self.len));
        self.array
    }
}

impl Cx {
    /// A new array to be filled with about `capacity` elements.
    ///
    /// # Errors
    /// The memory limit.
    pub fn array_to_fill(&mut self, capacity: usize) -> JsResult<ArrayFiller> {
        self.reserve(capacity.saturating_mul(size_of::<Value>()))?;
        Ok(ArrayFiller {
            array: self.new_array_with_capacity(capacity),
            len: 0,
            capacity,
        })
    }

    /// The length of a dense array; `None` for anything else.
    #[inline]
    #[must_use]
    pub fn dense_length(&self, object: Object) -> Option<usize> {
        let is_dense = object.is(Kind::Array)
            && !object.cell().elements().is_sparse()
            && self.prototypes_have_no_elements(object);
        is_dense.then(|| self.array_length(object) as usize)
    }

    /// The length of a simple array; `None` for anything else.
    #[inline]
    #[must_use]
    pub fn simple_length(&self, object: Object) -> Option<usize> {
        let length = self.dense_length(object)?;
        let shape = object.shape();
        (shape.is_extensible() && !shape.is_dictionary()).then_some(length)
    }

    /// An element of a dense array: empty for a hole.
    #[inline]
    #[must_use]
    pub fn dense_or_hole(&self, array: Object, index: usize) -> Value {
        array.cell().elements().get(index)
    }

    /// An element of a dense array: undefined for a hole.
    #[inline]
    #[must_use]
    pub fn dense_value(&self, array: Object, index: usize) -> Value {
        let value = array.cell().elements().get(index);
        if value.is_empty() {
            Value::UNDEFINED
        } else {
            value
        }
    }

    /// Replaces an element of a simple array, below its length; the empty mark makes a hole. False if
    /// there is no room, and nothing was done.
    #[inline]
    pub fn put_dense(&self, array: Object, index: usize, value: Value) -> bool {
        if !self.make_dense_room(array, index as u32) {
            return false;
        }
        array.cell().elements().set(index, value);
        true
    }

    /// Gives a simple array a length: makes room, or forgets the elements beyond. False if so long an
    /// array would not be dense, and nothing was done.
    pub fn put_dense_length(&self, array: Object, length: usize) -> bool {
        let old = self.array_length(array) as usize;
        if length > old {
            if !self.grow_dense(array, length) {
                return false;
            }
        } else {
            let elements = array.cell().elements();
            for index in length..old.min(elements.capacity()) {
                elements.set(index, Value::EMPTY);
            }
        }
        self.put_array_length(array, length as u32);
        true
    }

    /// Makes room for `length` elements, however many there were, unless that is unreasonable.
    fn grow_dense(&self, array: Object, length: usize) -> bool {
        let old = array.cell().elements();
        if length <= old.capacity() {
            return true;
        }
        let capacity = length.max(old.capacity() + old.capacity() / 2);
        if capacity > 1 << 28 || self.heap.would_exceed(capacity * size_of::<Value>()) {
            return false;
        }
        self.replace_elements(array, capacity)
    }

    /// Moves `count` elements of a simple array from `from` to `to`, as if all were read first. Both
    /// ends lie within its length, and what moves up has room.
    ///
    /// # Errors
    /// A stop, and some of the elements are moved.
    pub fn move_dense(
        &mut self,
        array: Object,
        from: usize,
        to: usize,
        count: usize,
    ) -> JsResult<()> {
        let mut done = 0;
        while done < count {
            let part = PIECE_OF_TAIL.min(count - done);
            let first = match from > to {
                true => done,
                false => count - done - part,
            };
            self.move_few(array, from + first, to + first, part);
            done += part;
            self.charge((part / 32) as u32)?;
        }
        Ok(())
    }

    /// [`Cx::move_dense`] of few elements, which nothing ends.
    pub fn move_few(&self, array: Object, from: usize, to: usize, count: usize) {
        let elements = array.cell().elements();
        let slots = elements.dense_to_write();
        // NOTE: the end of a long array may lie beyond what is stored: there are only holes.
        let targets = to.min(slots.len())..(to + count).min(slots.len());
        let moved = |target: usize| elements.get(target - to + from);
        if from > to {
            for target in targets {
                slots[target].set(moved(target));
            }
        } else {
            for target in targets.rev() {
                slots[target].set(moved(target));
            }
        }
    }

    /// The first place from `from` on and below `to` whose element in a dense array satisfies `test`;
    /// a hole is given as the empty mark.
    #[inline]
    pub fn dense_position(
        &self,
        array: Object,
        from: usize,
        to: usize,
        mut test: impl FnMut(Value) -> bool,
    ) -> Option<usize> {
        let elements = array.cell().elements();
        let slots = elements.dense();
        let stored = to.min(slots.len());
        let slots = slots.get(from..stored).unwrap_or(&[]);
        if let Some(offset) = slots.iter().position(|slot| test(slot.get())) {
            return Some(from + offset);
        }
        let rest = from.max(stored);
        (rest < to && test(Value::EMPTY)).then_some(rest)
    }

    /// Gives the elements `start..end` of a simple array one value. False if so long an array would not
    /// be dense, and nothing was done.
    ///
    /// # Errors
    /// A stop, and some of the elements are filled.
    pub fn fill_dense(
        &mut self,
        array: Object,
        start: usize,
        end: usize,
        value: Value,
    ) -> JsResult<bool> {
        if start >= end || !self.make_dense_room(array, end as u32 - 1) {
            return Ok(start >= end);
        }
        let elements = array.cell().elements();
        for from in (start..end).step_by(PIECE_OF_TAIL) {
            let to = end.min(from + PIECE_OF_TAIL);
            for slot in &elements.dense_to_write()[from..to] {
                slot.set(value);
            }
            self.charge(((to - from) / 32) as u32)?;
        }
        Ok(true)
    }

    /// Reverses the elements of a simple array, holes included. False if it has none in storage at its
    /// end, and nothing was done.
    ///
    /// # Errors
    /// A stop, and some of the elements have changed places.
    pub fn reverse_dense(&mut self, array: Object) -> JsResult<bool> {
        let length = self.array_length(array) as usize;
        let elements = array.cell().elements();
        if elements.capacity() < length {
            return Ok(false);
        }
        let middle = length / 2;
        for from in (0..middle).step_by(PIECE_OF_TAIL) {
            let to = middle.min(from + PIECE_OF_TAIL);
            let slots = elements.dense_to_write();
            for lower in from..to {
                slots[lower].swap(&slots[length - 1 - lower]);
            }
            self.charge(((to - from) / 16) as u32)?;
        }
        Ok(true)
    }

    /// Appends all elements of a dense array to a simple one, holes included. False if so long an array
    /// would not be dense, and nothing was done.
    ///
    /// # Errors
    /// A stop, and some of the elements are appended.
    pub fn append_dense(&mut self, target: Object, source: Object) -> JsResult<bool> {
        let start = self.array_length(target) as usize;
        let count = self.array_length(source) as usize;
        if !self.put_dense_length(target, start + count) {
            return Ok(false);
        }
        let (from, to) = (source.cell().elements(), target.cell().elements());
        let stored = count.min(from.capacity());
        for first in (0..stored).step_by(PIECE_OF_TAIL) {
            let end = stored.min(first + PIECE_OF_TAIL);
            let slots = to.dense_to_write();
            for offset in first..end {
                slots[start + offset].set(from.get(offset));
            }
            self.charge(((end - first) / 16) as u32)?;
        }
        Ok(true)
    }

    /// Dense elements with copies of `first`, then holes.
    ///
    /// # Errors
    /// The memory limit, or another one that is reached meanwhile.
    fn copied_elements(
        &mut self,
        capacity: usize,
        first: &[Field<Value>],
    ) -> JsResult<Gc<Elements>> {
        self.reserve(capacity * size_of::<Value>())?;
        if let Some(copy) =
            Elements::new_in_pieces(&self.heap, capacity, first, self.values_go_on())
        {
            return Ok(copy);
        }
        self.safepoint()?;
        let copy = Elements::new_in_pieces(&self.heap, capacity, first, |_| true);
        Ok(copy.expect("nobody ended it"))
    }

    /// A new Array of `count` elements: copies of `first`, then holes.
    fn array_of(&mut self, count: usize, first: &[Field<Value>]) -> JsResult<Object> {
        let elements = self.copied_elements(count, first)?;
        let array = self.new_array_with_capacity(0);
        if count > 0 {
            array.cell().set_elements(elements);
        }
        self.put_array_length(array, count as u32);
        Ok(array)
    }

    /// A new Array with copies of elements `start..end` of a dense array, holes included.
    ///
    /// # Errors
    /// The memory limit.
    pub fn dense_slice(&mut self, array: Object, start: usize, end: usize) -> JsResult<Object> {
        let source = array.cell().elements();
        let slots = source.dense();
        let present = slots.get(start..end.min(slots.len())).unwrap_or(&[]);
        self.array_of(end.saturating_sub(start), present)
    }

    /// A new Array of `count` elements taken from `list` from `start` on.
    ///
    /// # Errors
    /// The memory limit.
    pub fn array_from_list_part(
        &mut self,
        list: GcVec,
        start: usize,
        count: usize,
    ) -> JsResult<Object> {
        list.with_values(|values| self.array_of(count, &values[start..start + count]))
    }

    /// The least index from `from` on and below `length` at which `object` may have or inherit an
    /// element; `length` if there is none. Lets loops pass over what is known to be absent.
    #[must_use]
    pub fn next_element_index(&self, object: Object, from: u64, length: u64) -> u64 {
        if !object.is(Kind::Array) || !self.prototypes_have_no_elements(object) {
            return from.min(length);
        }
        let elements = object.cell().elements();
        match (elements.sparse(), u32::try_from(from)) {
            (Some(sparse), Ok(from)) => {
                sparse.next_from(from).map_or(length, u64::from).min(length)
            }
            (Some(_), Err(_)) => length,
            (None, _) => {
                let slots = elements.dense();
                let mut index = from;
                while index < slots.len() as u64 && slots[index as usize].get().is_empty() {
                    index += 1;
                }
                if index < slots.len() as u64 {
                    index.min(length)
                } else {
                    length
                }
            }
        }
    }

    /// Notes that `array` is being joined to a text; false if it is already, in an outer call.
    pub fn begin_joining(&mut self, array: Object) -> bool {
        let address = array.cell().address();
        if self.joining.contains(&address) {
            return false;
        }
        self.joining.push(address);
        true
    }

    /// Ends what the last successful [`Cx::begin_joining`] began.
    pub fn end_joining(&mut self) {
        self.joining.pop();
    }
}

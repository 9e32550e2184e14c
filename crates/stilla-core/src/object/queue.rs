//! Long arrays that are used as queues: taking the first element moves nothing.
//!
//! The first `shift` or `unshift` of a long simple array makes its elements a queue, a ring from which both ends
//! come off cheaply. Reading and writing by index goes the long way then; when there is much of that, the
//! elements become dense again. An array that changed its mind a few times stays dense.
//!
//! FAST: which storage holds an element can't be observed.
//!
//! Uses: dense, elements, sparse. Never: interp.

use super::{Attributes, Elements, Kind, Object, SparseElements};
use crate::Cx;
use crate::cell::PIECE_OF_TAIL;
use crate::value::Value;

/// From this length on, an array may become a queue: shorter ones are moved as fast.
const LEAST_LENGTH: usize = 512;

/// How often an array may become a queue and dense again.
const MOST_RETURNS: u64 = 3;

impl Cx {
    /// The length of a queue to which elements may be added and from which they may be taken; `None` for anything else.
    #[inline]
    #[must_use]
    pub fn queue_length(&self, array: Object) -> Option<usize> {
        let shape = array.shape();
        let is_queue = array.is(Kind::Array)
            && array
                .cell()
                .elements()
                .sparse()
                .is_some_and(SparseElements::is_queue)
            && shape.is_extensible()
            && !shape.is_dictionary()
            && self.prototypes_have_no_elements(array);
        is_queue.then(|| self.array_length(array) as usize)
    }

    /// Makes a long simple array a queue. True if it is one now.
    pub fn make_queue(&self, array: Object) -> bool {
        let Some(length) = self.simple_length(array) else {
            return self.queue_length(array).is_some();
        };
        let elements = array.cell().elements();
        let stored = length.min(elements.capacity());
        if stored < LEAST_LENGTH
            || elements.returns() >= MOST_RETURNS
            || self.heap.would_exceed(stored * 2 * size_of::<Value>())
        {
            return false;
        }
        let dense = &elements.dense()[..stored];
        let Some(queue) = SparseElements::new_queue(&self.heap, dense, self.values_go_on()) else {
            return false;
        };
        let queue = Elements::from_sparse(queue);
        queue.set_returns(elements.returns());
        array.cell().set_elements(queue);
        true
    }

    /// Makes the elements dense again if they are a queue and there is memory.
    pub(crate) fn leave_queue(&self, array: Object) {
        let elements = array.cell().elements();
        let Some(queue) = elements.sparse() else {
            return;
        };
        let capacity = queue.stored();
        if !queue.is_queue() || self.heap.would_exceed(capacity * size_of::<Value>()) {
            return;
        }
        let goes_on = self.values_go_on();
        let dense = queue.with_queue(|first, last| {
            let dense = Elements::new_in_pieces(&self.heap, capacity, first, &goes_on)?;
            for (from, values) in (first.len()..)
                .step_by(PIECE_OF_TAIL)
                .zip(last.chunks(PIECE_OF_TAIL))
            {
                for (slot, value) in dense.dense_to_write()[from..].iter().zip(values) {
                    slot.set(value.get());
                }
                if !goes_on(values.len()) {
                    return None;
                }
            }
            Some(dense)
        });
        let Some(dense) = dense else {
            return;
        };
        dense.set_returns(elements.returns() + 1);
        array.cell().set_elements(dense);
        queue.forget(&self.heap);
    }

    /// Array.prototype.shift of a queue; `None` if there is nothing in it or the array is no queue.
    #[inline]
    #[must_use]
    pub fn shift_queue(&self, array: Object) -> Option<Value> {
        let rest = self.queue_length(array)?.checked_sub(1)?;
        let value = array.cell().elements().sparse()?.pop_front();
        self.put_array_length(array, rest as u32);
        self.end_if_empty(array);
        Some(
            value
                .filter(|value| !value.is_empty())
                .unwrap_or(Value::UNDEFINED),
        )
    }

    /// Array.prototype.pop of a queue that holds an element or a hole at its end; `None` for anything else.
    #[inline]
    #[must_use]
    pub fn pop_queue(&self, array: Object) -> Option<Value> {
        let rest = self.queue_length(array)?.checked_sub(1)?;
        let value = array.cell().elements().sparse()?.pop_back(rest)?;
        self.put_array_length(array, rest as u32);
        self.end_if_empty(array);
        Some(if value.is_empty() {
            Value::UNDEFINED
        } else {
            value
        })
    }

    /// Puts values in front of a queue, the last one first. False if that is too much, and nothing was done.
    #[must_use]
    pub fn unshift_queue(&self, array: Object, values: &[Value]) -> bool {
        let (Some(length), Some(queue)) = (
            self.queue_length(array),
            Elements::as_sparse(array.cell().elements()),
        ) else {
            return false;
        };
        let Ok(new_length) = u32::try_from(length + values.len()) else {
            return false;
        };
        if self.heap.would_exceed(queue.growth(values.len())) {
            return false;
        }
        for value in values.iter().rev() {
            queue.push_front(&self.heap, *value);
        }
        self.put_array_length(array, new_length);
        true
    }

    /// [`Cx::append_fast`] for a queue without holes at its end.
    #[inline(never)]
    pub(crate) fn append_to_queue(&self, array: Object, value: Value) -> bool {
        let (Some(length), Some(queue)) = (
            self.queue_length(array),
            Elements::as_sparse(array.cell().elements()),
        ) else {
            return false;
        };
        if queue.stored() != length || self.heap.would_exceed(queue.growth(1)) {
            return false;
        }
        queue.insert(&self.heap, length as u32, value, Attributes::ALL);
        self.put_array_length(array, length as u32 + 1);
        true
    }

    /// Before element `index` is added or replaced: what a queue can't hold makes it dense. What it can hold may be too
    /// much for the memory limit, and then the run ends.
    pub(crate) fn prepare_queue(&self, object: Object, index: u32, attributes: Attributes) {
        let elements = object.cell().elements();
        let Some(queue) = elements.sparse().filter(|sparse| sparse.is_queue()) else {
            return;
        };
        let stored = queue.stored();
        if attributes != Attributes::ALL || index as usize > stored {
            self.leave_queue(object);
        } else if index as usize == stored && self.heap.would_exceed(queue.growth(1)) {
            self.heap.poll().force();
            self.is_out_of_memory.set(true);
        }
    }

    /// An empty queue gives its memory back.
    fn end_if_empty(&self, array: Object) {
        let elements = array.cell().elements();
        if elements.sparse().is_some_and(SparseElements::is_empty) {
            array.cell().set_elements(self.empty_elements);
        }
    }
}

//! Traced buffers of values: what Rust code uses where it would use a `Vec<Value>`.
//!
//! Uses: cell. Never: object, interp.

use std::cell::Cell as Field;

use stilla_gc::Gc;

use crate::Cx;
use crate::cell::{GrowingTail, Heap, Tail, cell, header, note_write_at};
use crate::error::JsResult;
use crate::value::Value;

cell! {
    /// A fixed number of values.
    pub(crate) struct Values: Values { len: Field<usize> }
    tail |this| this.len.get()
}

impl GrowingTail for Values {
    const FILL: Value = Value::UNDEFINED;

    fn set_tail_len(&self, len: usize) {
        self.len.set(len);
    }
}

impl Values {
    /// The struct for a cell with `len` values, for [`Heap::make_with_tail`].
    pub(crate) fn header_for(len: usize) -> Values {
        Values {
            header: header::<Values>(0),
            len: Field::new(len),
        }
    }

    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.len.get()
    }

    #[inline(always)]
    pub(crate) fn get(&self, index: usize) -> Value {
        self.tail()[index].get()
    }

    #[inline(always)]
    pub(crate) fn set(&self, index: usize, value: Value) {
        self.tail()[index].set(value);
        note_write_at(self, index, value);
    }
}

/// A growing list of values that the collector sees. Keep it in a local: the pointer on the stack
/// keeps its contents.
#[derive(Clone, Copy, Debug)]
pub struct GcVec {
    head: Gc<Values>,
}

/// Slots of a list's head: the number of values, and the buffer.
const LEN: usize = 0;
const BUFFER: usize = 1;

impl GcVec {
    /// An empty list.
    #[must_use]
    pub fn new(cx: &Cx) -> GcVec {
        let head = cx
            .heap
            .make_with_tail(Values::header_for(2), Value::UNDEFINED);
        head.set(LEN, Value::ZERO);
        GcVec { head }
    }

    /// A list of copies of `values`.
    #[must_use]
    pub fn from_slice(cx: &Cx, values: &[Value]) -> GcVec {
        let list = GcVec::new(cx);
        for value in values {
            list.push(cx, *value);
        }
        list
    }

    /// The list as a value to keep in an internal slot.
    #[must_use]
    pub fn to_value(self) -> Value {
        Value::from_internal(self.head)
    }

    /// The list that [`GcVec::to_value`] made, if `value` is one.
    #[must_use]
    pub fn from_value(value: Value) -> Option<GcVec> {
        Some(GcVec {
            head: value.as_internal::<Values>()?,
        })
    }

    fn buffer(self) -> Option<Gc<Values>> {
        self.head.get(BUFFER).as_internal::<Values>()
    }

    /// Number of values.
    #[must_use]
    pub fn len(self) -> usize {
        self.head.get(LEN).as_int().map_or(0, |len| len as usize)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    fn set_len(self, len: usize) {
        let len = i32::try_from(len).expect("a list of values is shorter than 2^31");
        self.head.set(LEN, Value::from_int(len));
    }

    /// Appends a value. A list that a script can make long wants [`GcVec::try_push`].
    pub fn push(self, cx: &Cx, value: Value) {
        let len = self.len();
        let buffer = match self.buffer() {
            Some(buffer) if len < buffer.len() => buffer,
            old => self.grow(cx, old, len),
        };
        buffer.set(len, value);
        self.set_len(len + 1);
    }

    fn grow(self, cx: &Cx, old: Option<Gc<Values>>, len: usize) -> Gc<Values> {
        let grown = self.grown(cx, old, len, |_| true);
        grown.expect("nobody ended it")
    }

    /// Replaces the buffer by a greater one with the same values; `None`, and nothing was done, if `goes_on` says no.
    fn grown(
        self,
        cx: &Cx,
        old: Option<Gc<Values>>,
        len: usize,
        goes_on: impl Fn(usize) -> bool,
    ) -> Option<Gc<Values>> {
        let capacity = (len * 2).max(8);
        let first = old.as_ref().map_or(&[][..], |old| old.tail());
        let grown = cx
            .heap
            .make_in_pieces(Values::header_for(0), capacity, first, goes_on)?;
        self.head.set(BUFFER, Value::from_internal(grown));
        Some(grown)
    }

    /// Appends a value as a unit of work, checking the memory limit before the buffer grows. A safepoint.
    ///
    /// # Errors
    /// A limit is reached.
    pub fn try_push(self, cx: &mut Cx, value: Value) -> JsResult<()> {
        let len = self.len();
        if len >= 512 && self.buffer().is_none_or(|buffer| len == buffer.len()) {
            cx.reserve(len * 2 * size_of::<Value>())?;
            if self
                .grown(cx, self.buffer(), len, cx.values_go_on())
                .is_none()
            {
                cx.safepoint()?;
            }
        }
        self.push(cx, value);
        cx.charge(1)
    }

    /// Appends values that belong together: all of them or, when a limit is reached, none.
    ///
    /// # Errors
    /// A stop, before anything was appended.
    pub fn try_push_all<const N: usize>(self, cx: &mut Cx, values: [Value; N]) -> JsResult<()> {
        cx.reserve((self.len() + N) * size_of::<Value>())?;
        cx.charge(N as u32)?;
        for value in values {
            self.push(cx, value);
        }
        Ok(())
    }

    /// The last value, taken off.
    #[must_use]
    pub fn pop(self) -> Option<Value> {
        let len = self.len().checked_sub(1)?;
        let value = self.get(len);
        self.set(len, Value::UNDEFINED);
        self.set_len(len);
        Some(value)
    }

    /// The value at `index`, which must be less than the length.
    #[must_use]
    pub fn get(self, index: usize) -> Value {
        assert!(index < self.len(), "index {index} out of a list's bounds");
        self.buffer()
            .expect("a list with values has a buffer")
            .get(index)
    }

    /// Replaces the value at `index`, which must be less than the length.
    pub fn set(self, index: usize, value: Value) {
        assert!(index < self.len(), "index {index} out of a list's bounds");
        self.buffer()
            .expect("a list with values has a buffer")
            .set(index, value);
    }

    /// Passes the values to `read`, as they are kept.
    pub(crate) fn with_values<T>(self, read: impl FnOnce(&[Field<Value>]) -> T) -> T {
        match self.buffer() {
            Some(buffer) => read(&buffer.tail()[..self.len()]),
            None => read(&[]),
        }
    }

    /// Cuts the list to `len` values.
    pub fn truncate(self, len: usize) {
        while self.len() > len {
            let _ = self.pop();
        }
    }

    /// The values as they are now; what is appended meanwhile is not seen.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Value> + ExactSizeIterator {
        (0..self.len()).map(move |i| self.get(i))
    }
}

//! §23.1.5 Array Iterator objects <https://tc39.es/ecma262/#sec-array-iterator-objects>
//!
//! They live here because `for…of`, spread and patterns step them without a call.
//!
//! Uses: object, ops. Never: interp.

use crate::Cx;
use crate::buffer::ViewRecord;
use crate::error::{JsResult, Msg, type_error};
use crate::object::{Kind, Object};
use crate::realm::Intrinsic;
use crate::value::Value;

/// Internal slot: what is iterated, or undefined at the end.
const TARGET: usize = 0;
/// Internal slot: the next index.
const INDEX: usize = 1;
/// Internal slot: an int32 of [`ArrayIteration`].
const KIND: usize = 2;

/// What an Array Iterator gives for each element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(i32)]
pub enum ArrayIteration {
    /// The index.
    Keys,
    /// The element.
    Values,
    /// Both in an array.
    Entries,
}

impl Cx {
    /// §23.1.5.1 CreateArrayIterator ( array, kind ) <https://tc39.es/ecma262/#sec-createarrayiterator>
    #[must_use]
    pub fn create_array_iterator(&self, array: Object, kind: ArrayIteration) -> Object {
        let prototype = self.intrinsic(Intrinsic::ArrayIteratorPrototype);
        let internal = [array.into(), Value::ZERO, Value::from_int(kind as i32)];
        self.create_object(Kind::ArrayIterator, Some(prototype), &internal)
    }

    /// One step of an Array Iterator over the values of an array, where the next one is a plain element; otherwise
    /// nothing was done.
    #[inline(always)]
    pub(crate) fn dense_iterator_step(&self, iterator: Object) -> Option<Value> {
        let cell = iterator.cell();
        let array = cell.inline_word(TARGET).as_object()?;
        let index = cell.inline_word(INDEX).as_int()?;
        let is_values = cell.inline_word(KIND) == Value::from_int(ArrayIteration::Values as i32);
        if !is_values || !array.is(Kind::Array) {
            return None;
        }
        // NOTE: an element in storage is within the length.
        let value = self.dense_element(array, index as u32 as usize)?;
        cell.set_inline_word(INDEX, Value::from_int(index + 1));
        Some(value)
    }

    /// One step of an Array Iterator: the next value, or `None` at the end.
    ///
    /// # Errors
    /// TypeError if a typed array is out of bounds; getters may throw.
    pub fn array_iterator_step(&mut self, iterator: Object) -> JsResult<Option<Value>> {
        if let Some(value) = self.dense_iterator_step(iterator) {
            return Ok(Some(value));
        }
        let Some(array) = iterator.internal(TARGET).as_object() else {
            return Ok(None);
        };
        let index = iterator
            .internal(INDEX)
            .as_number()
            .map_or(0, |index| index as u64);
        let kind = iterator.internal(KIND).as_int();
        // FAST: a cached element is within the length.
        if kind == Some(ArrayIteration::Values as i32)
            && array.is(Kind::TypedArray)
            && let Some(element) = self.typed_array_get(array, index as usize)
        {
            iterator.set_internal(INDEX, Value::from(index + 1));
            return Ok(Some(element));
        }
        let length = match array.kind() {
            Kind::Array => u64::from(self.array_length(array)),
            Kind::TypedArray => match ViewRecord::of(array) {
                Some(view) if !view.is_out_of_bounds() => view.len() as u64,
                _ => return Err(type_error(self, Msg::OutOfBounds { method: "next" })),
            },
            _ => self.length_of_array_like(array)?,
        };
        if index >= length {
            iterator.set_internal(TARGET, Value::UNDEFINED);
            return Ok(None);
        }
        iterator.set_internal(INDEX, Value::from(index + 1));
        if kind == Some(ArrayIteration::Keys as i32) {
            return Ok(Some(Value::from(index)));
        }
        let element = match self.dense_element(array, index as usize) {
            Some(value) => value,
            None => self.get(array, index)?,
        };
        if kind == Some(ArrayIteration::Values as i32) {
            return Ok(Some(element));
        }
        Ok(Some(
            self.array_from_slice(&[Value::from(index), element]).into(),
        ))
    }
}

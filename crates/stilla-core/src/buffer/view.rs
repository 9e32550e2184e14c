//! Typed arrays and DataViews: windows on a buffer.
//!
//! Both kinds of objects have the same internal slots, so that a [`ViewRecord`] says of either which
//! bytes it sees at this moment.
//!
//! Uses: buffer, object. Never: interp.

use super::{Buffer, ElementType};
use crate::Cx;
use crate::error::{JsResult, Msg, type_error};
use crate::object::{Kind, Object};
use crate::value::Value;

/// Internal slots of typed arrays and DataViews.
pub mod slot {
    /// The object of the buffer: [[ViewedArrayBuffer]].
    pub const OBJECT: usize = 0;
    /// The buffer of that object, for quick access.
    pub const BUFFER: usize = 1;
    /// [[ByteOffset]], a Number.
    pub const OFFSET: usize = 2;
    /// [[ArrayLength]] of a typed array, [[ByteLength]] of a DataView: a Number, or undefined where
    /// the length follows the buffer.
    pub const LENGTH: usize = 3;
    /// The number of the element type; 1-byte elements for a DataView.
    pub const ELEMENT: usize = 4;
    /// Cache of a typed array: where its elements begin.
    pub(crate) const ADDRESS: usize = 5;
    /// Cache of a typed array: how many elements may be accessed there.
    pub(crate) const LIMIT: usize = 6;
    /// Cache of a typed array: the buffer epoch for which it is good; 0 for none.
    pub(crate) const EPOCH: usize = 7;
    /// How many internal slots there are.
    pub const COUNT: usize = 8;
}

/// What a typed array or DataView sees at this moment.
#[derive(Clone, Copy, Debug)]
pub struct ViewRecord {
    /// The bytes.
    pub buffer: Buffer,
    /// The type of the elements.
    pub element: ElementType,
    /// Where the view begins, in bytes.
    pub offset: usize,
    /// Length in elements (bytes for a DataView); `None` if the view is out of bounds or detached.
    pub length: Option<usize>,
}

fn size(value: Value) -> usize {
    match value.as_int() {
        Some(int) => int as usize,
        None => value.as_number().map_or(0, |number| number as usize),
    }
}

impl ViewRecord {
    /// §10.4.5.9 MakeTypedArrayWithBufferWitnessRecord and §25.3.1.2 for DataViews, with the length
    /// that §10.4.5.12 IsTypedArrayOutOfBounds and §10.4.5.11 TypedArrayLength compute
    /// <https://tc39.es/ecma262/#sec-typedarraylength>
    ///
    /// `None` for an object of another kind.
    #[inline]
    #[must_use]
    pub fn of(object: Object) -> Option<ViewRecord> {
        match object.kind() {
            Kind::TypedArray | Kind::DataView => Some(ViewRecord::read(object)),
            _ => None,
        }
    }

    #[inline]
    pub(crate) fn read(view: Object) -> ViewRecord {
        let buffer = Buffer::from_value(view.internal(slot::BUFFER))
            .expect("a view has the buffer of its object");
        let element = ElementType::from_number(view.internal(slot::ELEMENT).as_int().unwrap_or(0));
        let offset = size(view.internal(slot::OFFSET));
        let length = view.internal(slot::LENGTH);
        let bytes = buffer.len();
        let length = if length.is_undefined() {
            (offset <= bytes && !buffer.is_detached()).then(|| (bytes - offset) / element.size())
        } else {
            let length = size(length);
            let fits = !buffer.is_detached() && offset + length * element.size() <= bytes;
            fits.then_some(length)
        };
        ViewRecord {
            buffer,
            element,
            offset,
            length,
        }
    }

    /// Whether the view is out of bounds of its buffer, or the buffer is detached.
    #[must_use]
    pub fn is_out_of_bounds(&self) -> bool {
        self.length.is_none()
    }

    /// Length in elements; 0 if out of bounds.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.length.unwrap_or(0)
    }

    /// Whether there is no element.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// §10.4.5.10 TypedArrayByteLength <https://tc39.es/ecma262/#sec-typedarraybytelength>
    #[must_use]
    pub fn byte_len(&self) -> usize {
        self.len() * self.element.size()
    }

    /// The place of element `index` in the buffer, in bytes.
    #[inline]
    #[must_use]
    pub fn position(&self, index: usize) -> usize {
        self.offset + index * self.element.size()
    }

    /// The raw bits of element `index`, which is within the length.
    #[inline]
    #[must_use]
    pub fn read_raw(&self, index: usize) -> u64 {
        self.buffer.read_raw(
            self.position(index),
            self.element.size(),
            super::Endian::Little,
        )
    }

    /// Writes the raw bits of all elements in `range`, which is within the length.
    pub fn fill_raw(&self, range: std::ops::Range<usize>, bits: u64) {
        let (start, size) = (self.position(range.start), self.element.size());
        self.buffer.fill_elements(start, size, range.len(), bits);
    }

    /// Writes the raw bits of element `index`, which is within the length.
    #[inline]
    pub fn write_raw(&self, index: usize, bits: u64) {
        self.buffer.write_raw(
            self.position(index),
            self.element.size(),
            super::Endian::Little,
            bits,
        );
    }
}

/// Whether the length of a view is fixed, or follows its buffer.
#[must_use]
pub fn is_length_tracking(view: Object) -> bool {
    view.internal(slot::LENGTH).is_undefined()
}

impl Cx {
    /// A new typed array on a buffer object; `length` in elements, `None` to follow the buffer.
    #[must_use]
    pub fn typed_array_object(
        &self,
        prototype: Object,
        element: ElementType,
        buffer: Object,
        offset: usize,
        length: Option<usize>,
    ) -> Object {
        let internal = view_slots(element, buffer, offset, length);
        self.create_object(Kind::TypedArray, Some(prototype), &internal)
    }

    /// A new DataView on a buffer object; `length` in bytes, `None` to follow the buffer.
    #[must_use]
    pub fn data_view_object(
        &self,
        prototype: Object,
        buffer: Object,
        offset: usize,
        length: Option<usize>,
    ) -> Object {
        let internal = view_slots(ElementType::Uint8, buffer, offset, length);
        self.create_object(Kind::DataView, Some(prototype), &internal)
    }

    /// §23.2.4.4 ValidateTypedArray ( O, order ) <https://tc39.es/ecma262/#sec-validatetypedarray>
    ///
    /// # Errors
    /// TypeError for what is no typed array, or one that is out of bounds or detached.
    pub fn validate_typed_array(
        &mut self,
        value: Value,
        method: &'static str,
    ) -> JsResult<(Object, ViewRecord)> {
        let Some(object) = value
            .as_object()
            .filter(|object| object.is(Kind::TypedArray))
        else {
            return Err(type_error(self, Msg::NotTypedArray { value }));
        };
        let view = ViewRecord::read(object);
        if view.is_out_of_bounds() {
            return Err(self.out_of_bounds(&view, method));
        }
        Ok((object, view))
    }

    /// Length of a typed array in elements; `None` if it is out of bounds or detached.
    #[inline]
    #[must_use]
    pub fn typed_array_length(&self, array: Object) -> Option<usize> {
        ViewRecord::read(array).length
    }

    /// The TypeError for a view that is out of bounds or detached.
    #[cold]
    pub fn out_of_bounds(&mut self, view: &ViewRecord, method: &'static str) -> crate::Thrown {
        if view.buffer.is_detached() {
            type_error(self, Msg::Detached { method })
        } else {
            type_error(self, Msg::OutOfBounds { method })
        }
    }
}

fn view_slots(
    element: ElementType,
    buffer: Object,
    offset: usize,
    length: Option<usize>,
) -> [Value; slot::COUNT] {
    let mut internal = [Value::UNDEFINED; slot::COUNT];
    internal[slot::OBJECT] = buffer.into();
    internal[slot::BUFFER] = buffer.internal(super::slot::DATA);
    internal[slot::OFFSET] = Value::from(offset);
    internal[slot::LENGTH] = length.map_or(Value::UNDEFINED, Value::from);
    internal[slot::ELEMENT] = Value::from_int(element as i32);
    internal[slot::EPOCH] = Value::from_double(0.0);
    internal
}

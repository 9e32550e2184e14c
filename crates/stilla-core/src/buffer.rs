//! The bytes of ArrayBuffer and SharedArrayBuffer objects.
//!
//! A [`Buffer`] refers to a [`BufferCell`], which an object of kind `ArrayBuffer` or
//! `SharedArrayBuffer` has in [`slot::DATA`]. Room for the greatest length is made at once, so the
//! place of the bytes never changes; detaching and resizing only change how many of them count.
//!
//! Uses: cell, value, element, shared. Never: interp.

mod element;
mod element_type;
mod shared;
mod view;
mod wait;

use std::cell::Cell as Field;
use std::rc::Rc;
use std::sync::Arc;

use stilla_gc::{Gc, Header, Tracer};

pub use element::{Endian, Modify, round_to_f16};
pub(crate) use element::{f16_to_f64, f64_to_f16};
pub use element_type::ElementType;
pub use shared::SharedBytes;
pub use view::{ViewRecord, is_length_tracking, slot as view_slot};
pub use wait::{AsyncWait, AsyncWaits, WaitOutcome};

use crate::Cx;
use crate::cell::{Cell, Heap, Kind, header};
use crate::error::{JsResult, Msg, Stop, Thrown, range_error, type_error};
use crate::object::{ByteBlock, Object};
use crate::value::Value;

/// Internal slots of ArrayBuffer and SharedArrayBuffer objects.
pub mod slot {
    /// The [`Buffer`](super::Buffer).
    pub const DATA: usize = 0;
    /// How many internal slots there are.
    pub const COUNT: usize = 1;
}

/// The greatest length in bytes.
pub const MAX_BYTES: u64 = (1 << 33) - 1;

enum Store {
    Local(Rc<ByteBlock>),
    Shared(Arc<SharedBytes>),
}

/// The cell behind a buffer object.
#[repr(C)]
pub(crate) struct BufferCell {
    header: Header,
    store: Store,
    len: Field<usize>,
    /// The greatest length of a resizable or growable buffer.
    max: Option<usize>,
    detached: Field<bool>,
    immutable: Field<bool>,
    /// What is accounted for the bytes: 0 for one that took the bytes of another over.
    accounted: usize,
}

impl Cell for BufferCell {
    const KIND: Kind = Kind::Buffer;

    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        self.accounted
    }
}

/// The bytes of a buffer object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Buffer(Gc<BufferCell>);

impl Buffer {
    /// The bytes of an object, if it is an ArrayBuffer or a SharedArrayBuffer.
    #[inline]
    #[must_use]
    pub fn of(object: Object) -> Option<Buffer> {
        match object.kind() {
            Kind::ArrayBuffer | Kind::SharedArrayBuffer => {
                Buffer::from_value(object.internal(slot::DATA))
            }
            _ => None,
        }
    }

    /// The buffer as a value to keep in an internal slot.
    #[must_use]
    pub fn to_value(self) -> Value {
        Value::from_internal(self.0)
    }

    /// The buffer that [`Buffer::to_value`] made, if `value` is one.
    #[inline]
    #[must_use]
    pub fn from_value(value: Value) -> Option<Buffer> {
        value.as_internal::<BufferCell>().map(Buffer)
    }

    /// Length in bytes; 0 if detached.
    #[inline]
    #[must_use]
    pub fn len(self) -> usize {
        match &self.0.store {
            Store::Local(_) => self.0.len.get(),
            Store::Shared(shared) => shared.len(),
        }
    }

    /// Whether there is no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The greatest length of a resizable or growable buffer.
    #[must_use]
    pub fn max_len(self) -> Option<usize> {
        self.0.max
    }

    /// Whether the length can change.
    #[must_use]
    pub fn is_resizable(self) -> bool {
        self.0.max.is_some()
    }

    /// Whether the bytes are gone.
    #[inline]
    #[must_use]
    pub fn is_detached(self) -> bool {
        self.0.detached.get()
    }

    /// Whether the bytes may be shared with other agents.
    #[must_use]
    pub fn is_shared(self) -> bool {
        matches!(self.0.store, Store::Shared(_))
    }

    /// Whether the bytes may not be changed.
    #[must_use]
    pub fn is_immutable(self) -> bool {
        self.0.immutable.get()
    }

    /// Where the bytes are that only this agent can change, and only through plain stores.
    pub(crate) fn exclusive_address(self) -> Option<usize> {
        match &self.0.store {
            Store::Local(block) if !self.is_immutable() => Some(block.address()),
            _ => None,
        }
    }

    /// Whether both have the same bytes, shared or not.
    #[must_use]
    pub fn is_same_memory(self, other: Buffer) -> bool {
        match (&self.0.store, &other.0.store) {
            (Store::Shared(a), Store::Shared(b)) => Arc::ptr_eq(a, b),
            _ => self == other,
        }
    }

    fn resize(self, len: usize) -> bool {
        if self.0.max.is_none_or(|max| len > max) || self.is_detached() {
            return false;
        }
        match &self.0.store {
            Store::Shared(shared) => shared.grow(len),
            Store::Local(_) => {
                self.0.len.set(len);
                true
            }
        }
    }

    /// Makes bytes of a buffer that is not shared 0.
    fn clear(self, range: std::ops::Range<usize>) {
        if let Store::Local(block) = &self.0.store {
            for byte in &block.cells_to_write()[range] {
                byte.set(0);
            }
        }
    }

    /// The bytes of a shared buffer, to hand to another agent.
    #[must_use]
    pub fn shared(self) -> Option<Arc<SharedBytes>> {
        match &self.0.store {
            Store::Shared(shared) => Some(Arc::clone(shared)),
            Store::Local(_) => None,
        }
    }

    /// A copy of `len` bytes from `start` on, both within the length.
    #[must_use]
    pub fn to_vec(self, start: usize, len: usize) -> Vec<u8> {
        match &self.0.store {
            Store::Local(block) => block.cells()[start..start + len]
                .iter()
                .map(Field::get)
                .collect(),
            Store::Shared(shared) => (start..start + len).map(|i| shared.read(i)).collect(),
        }
    }

    /// Writes `source` at `start`; all within the length.
    pub fn write_bytes(self, start: usize, source: &[u8]) {
        match &self.0.store {
            Store::Local(block) => {
                for (to, from) in block.cells_to_write()[start..start + source.len()]
                    .iter()
                    .zip(source)
                {
                    to.set(*from);
                }
            }
            Store::Shared(shared) => {
                for (i, byte) in source.iter().enumerate() {
                    shared.write(start + i, *byte);
                }
            }
        }
    }

    /// Copies `len` bytes from `source`, which may be this buffer with an overlapping range, as if
    /// they were read before the first is written; all within the lengths.
    fn copy_from(self, start: usize, source: Buffer, source_start: usize, len: usize) {
        if let (Store::Local(to), Store::Local(from)) = (&self.0.store, &source.0.store) {
            to.copy_from(start, from, source_start, len);
            return;
        }
        let bytes = source.to_vec(source_start, len);
        self.write_bytes(start, &bytes);
    }
}

/// Bytes that are copied or cleared between two looks at the limits.
const PIECE_OF_COPY: usize = 1 << 18;

/// What a buffer takes from the system beside its bytes: small ones consist of little else.
const BESIDE: usize = 96;

/// What a new buffer is.
#[derive(Clone, Copy, Debug, Default)]
pub struct BufferOptions {
    /// The greatest length, for one that can be resized or grown.
    pub max_len: Option<u64>,
    /// Whether it can be shared.
    pub shared: bool,
}

impl Cx {
    /// §6.2.9.1 CreateByteDataBlock ( size ) <https://tc39.es/ecma262/#sec-createbytedatablock>
    ///
    /// # Errors
    /// RangeError for a size that is too great, or that the memory limit does not allow.
    pub fn new_buffer(&mut self, len: u64, options: BufferOptions) -> JsResult<Buffer> {
        let room = options.max_len.unwrap_or(len);
        if len > room {
            return Err(range_error(self, Msg::InvalidBufferLength));
        }
        if room > MAX_BYTES {
            return Err(range_error(self, Msg::BufferAllocation));
        }
        let accounted = room as usize + BESIDE;
        self.charge_all(len / 64)?;
        if self.heap.reserve_external(accounted).is_err() {
            // NOTE: garbage may hold the bytes that are missing.
            self.collect_garbage();
            if self.heap.reserve_external(accounted).is_err() {
                return Err(self.no_room_for_buffer(accounted));
            }
        }
        let store = if options.shared {
            SharedBytes::try_new(len as usize, room as usize)
                .map(|bytes| Store::Shared(Arc::new(bytes)))
        } else {
            ByteBlock::zeroed(room as usize).map(|block| Store::Local(Rc::new(block)))
        };
        let Some(store) = store else {
            self.heap.release_external(accounted);
            return Err(range_error(self, Msg::BufferAllocation));
        };
        let max = options.max_len.map(|max| max as usize);
        Ok(self.make_buffer(store, len as usize, max, accounted))
    }

    /// A buffer that alone takes much of the memory is the script's mistake; otherwise what is in use
    /// already is too much.
    fn no_room_for_buffer(&mut self, bytes: usize) -> Thrown {
        if bytes > self.heap.limit() / 2 {
            return range_error(self, Msg::BufferAllocation);
        }
        self.stop_with(Stop::OutOfMemory)
    }

    fn make_buffer(
        &self,
        store: Store,
        len: usize,
        max: Option<usize>,
        accounted: usize,
    ) -> Buffer {
        Buffer(self.heap.make_dropped(BufferCell {
            header: header::<BufferCell>(0),
            store,
            len: Field::new(len),
            max,
            detached: Field::new(false),
            immutable: Field::new(false),
            accounted,
        }))
    }

    /// A buffer with the bytes of a `Vec`, which are not copied.
    ///
    /// # Errors
    /// The memory limit.
    pub fn buffer_from_vec(&mut self, bytes: Vec<u8>) -> JsResult<Buffer> {
        let (len, accounted) = (bytes.len(), bytes.capacity() + BESIDE);
        self.reserve(accounted)?;
        self.heap.add_external(accounted);
        let store = Store::Local(Rc::new(ByteBlock::from_vec(bytes)));
        Ok(self.make_buffer(store, len, None, accounted))
    }

    /// An immutable buffer with the bytes of an owner, which are not copied, and do not count as memory of
    /// this agent.
    #[must_use]
    pub fn buffer_from_owner(&self, owner: Arc<dyn AsRef<[u8]> + Send + Sync>) -> Buffer {
        let block = ByteBlock::from_owner(owner);
        let len = block.cells().len();
        let buffer = self.make_buffer(Store::Local(Rc::new(block)), len, None, 0);
        buffer.0.immutable.set(true);
        buffer
    }

    /// Detaches a buffer and gives its bytes: not copied if they came from a `Vec` and nobody took them over.
    #[must_use]
    pub fn take_buffer(&self, buffer: Buffer) -> Vec<u8> {
        let bytes = match &buffer.0.store {
            Store::Local(block) if !buffer.is_detached() => {
                let mut bytes = block.take();
                bytes.truncate(buffer.len());
                bytes
            }
            _ => buffer.to_vec(0, buffer.len()),
        };
        self.detach_buffer(buffer);
        bytes
    }

    /// A buffer with bytes that another agent shares.
    #[must_use]
    pub fn buffer_from_shared(&self, bytes: Arc<SharedBytes>, growable: bool) -> Buffer {
        let max = growable.then_some(bytes.max_len());
        self.make_buffer(Store::Shared(bytes), 0, max, 0)
    }

    /// A buffer of `len` bytes that takes those of `source` over; `source` is detached. The bytes are
    /// copied only where the length or the kind changes.
    ///
    /// # Errors
    /// As for a new buffer.
    pub fn transfer_buffer(
        &mut self,
        source: Buffer,
        len: u64,
        max_len: Option<u64>,
    ) -> JsResult<Buffer> {
        let keeps = source.len() as u64 == len && source.max_len().map(|max| max as u64) == max_len;
        let taken = match &source.0.store {
            Store::Local(bytes) if keeps && !bytes.is_read_only() => Some(Rc::clone(bytes)),
            _ => None,
        };
        let buffer = match taken {
            // NOTE: the bytes stay accounted with the cell that they came from, which is garbage soon;
            // what is taken over is accounted anew, so that no bytes escape the limit.
            Some(bytes) => {
                let accounted = bytes.cells().len();
                if self.heap.reserve_external(accounted).is_err() {
                    self.collect_garbage();
                    if self.heap.reserve_external(accounted).is_err() {
                        return Err(self.no_room_for_buffer(accounted));
                    }
                }
                self.make_buffer(
                    Store::Local(bytes),
                    len as usize,
                    source.max_len(),
                    accounted,
                )
            }
            None => {
                let options = BufferOptions {
                    max_len,
                    shared: false,
                };
                let buffer = self.new_buffer(len, options)?;
                let count = source.len().min(len as usize);
                self.copy_bytes((buffer, 0), (source, 0), count)?;
                buffer
            }
        };
        self.detach_buffer(source);
        Ok(buffer)
    }

    /// §25.1.3.5 DetachArrayBuffer ( arrayBuffer ) <https://tc39.es/ecma262/#sec-detacharraybuffer>:
    /// takes the bytes away.
    pub fn detach_buffer(&self, buffer: Buffer) {
        buffer.0.detached.set(true);
        buffer.0.len.set(0);
        self.forget_views();
    }

    /// Changes the length of a resizable buffer; new bytes are 0. `false` above the greatest length,
    /// and below the length of a shared one.
    ///
    /// # Errors
    /// A stop.
    pub fn resize_buffer(&mut self, buffer: Buffer, len: u64) -> JsResult<bool> {
        let Ok(len) = usize::try_from(len) else {
            return Ok(false);
        };
        let mut end = buffer.len();
        while buffer.is_resizable() && len < end {
            let start = end.saturating_sub(PIECE_OF_COPY).max(len);
            buffer.clear(start..end);
            self.copied(end - start)?;
            end = start;
        }
        let resized = buffer.resize(len);
        self.forget_views();
        Ok(resized)
    }

    /// Copies `len` bytes, as if they were read before the first is written, also where both are the same buffer; all within the
    /// lengths.
    ///
    /// # Errors
    /// A stop, and some of the bytes are copied.
    pub fn copy_bytes(
        &mut self,
        (target, to): (Buffer, usize),
        (source, from): (Buffer, usize),
        len: usize,
    ) -> JsResult<()> {
        let is_backwards = target.is_same_memory(source) && to > from;
        let mut done = 0;
        while done < len {
            let count = PIECE_OF_COPY.min(len - done);
            let at = match is_backwards {
                true => len - done - count,
                false => done,
            };
            target.copy_from(to + at, source, from + at, count);
            done += count;
            self.copied(count)?;
        }
        Ok(())
    }

    /// Charges for a piece that was copied.
    #[inline]
    fn copied(&mut self, bytes: usize) -> JsResult<()> {
        match self.charge_in_place((bytes / 64) as u32) {
            true => self.safepoint(),
            false => Ok(()),
        }
    }

    /// Forbids all changes of the bytes from now on.
    pub fn make_buffer_immutable(&self, buffer: Buffer) {
        buffer.0.immutable.set(true);
        self.forget_views();
    }

    /// §25.1.3.1 AllocateArrayBuffer, the object's part, with a prototype already found
    /// <https://tc39.es/ecma262/#sec-allocatearraybuffer>
    #[must_use]
    pub fn buffer_object(&self, buffer: Buffer, prototype: Object) -> Object {
        let kind = if buffer.is_shared() {
            Kind::SharedArrayBuffer
        } else {
            Kind::ArrayBuffer
        };
        self.create_object(kind, Some(prototype), &[buffer.to_value()])
    }

    /// A TypeError if the buffer is detached; `method` is what wants to use it.
    ///
    /// # Errors
    /// TypeError.
    pub fn require_attached(&mut self, buffer: Buffer, method: &'static str) -> JsResult<()> {
        if buffer.is_detached() {
            return Err(type_error(self, Msg::Detached { method }));
        }
        Ok(())
    }
}

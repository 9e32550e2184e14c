//! The first word of every cell, and what the collector knows about each kind of cell.
//!
//! The top byte is the kind; the low 56 bits belong to the user of the heap (shape ids, flags, lengths).
//!
//! Uses: mark (the tracer's name, in a signature).
//! Never: heap, block, space.

use crate::mark::Tracer;
use std::cell::Cell;

/// First word of every cell: the kind in the top byte, 56 bits of payload below it.
#[repr(transparent)]
pub struct Header(Cell<u64>);

const KIND_SHIFT: u32 = 56;

impl Header {
    /// The part of the word that belongs to the user of the heap.
    pub const PAYLOAD_MASK: u64 = (1 << KIND_SHIFT) - 1;

    /// Makes a header; bits of `payload56` above the 56th are cut off.
    #[inline(always)]
    pub const fn new(kind: u8, payload56: u64) -> Header {
        Header(Cell::new(
            (kind as u64) << KIND_SHIFT | payload56 & Self::PAYLOAD_MASK,
        ))
    }

    /// Index into the heap's kind table.
    #[inline(always)]
    pub fn kind(&self) -> u8 {
        (self.0.get() >> KIND_SHIFT) as u8
    }

    /// Kind and payload together.
    #[inline(always)]
    pub fn word(&self) -> u64 {
        self.0.get()
    }

    /// The low 56 bits.
    #[inline(always)]
    pub fn payload(&self) -> u64 {
        self.0.get() & Self::PAYLOAD_MASK
    }

    /// Replaces the kind and keeps the payload.
    #[inline(always)]
    pub fn set_kind(&self, kind: u8) {
        self.0.set(self.payload() | u64::from(kind) << KIND_SHIFT);
    }

    /// Replaces the low 56 bits and keeps the kind.
    #[inline(always)]
    pub fn set_payload(&self, payload56: u64) {
        self.0
            .set(self.0.get() & !Self::PAYLOAD_MASK | payload56 & Self::PAYLOAD_MASK);
    }
}

impl std::fmt::Debug for Header {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Header({}, {:#x})", self.kind(), self.payload())
    }
}

/// What the collector knows about one kind of cell; a heap has a table of these, indexed by the header's kind.
pub struct KindInfo {
    /// Name for dumps and diagnostics.
    pub name: &'static str,
    /// Calls `Tracer::mark` for every strong edge of the cell; must only read.
    pub trace: unsafe fn(*const Header, &mut Tracer<'_>),
    /// Whether every store of a cell pointer into a cell of this kind calls [`note_write`](crate::note_write). If not, `trace` calls
    /// [`Tracer::trace_always`].
    pub is_logged: bool,
    /// Releases what the cell owns outside the heap. Runs exactly once, when the cell dies or the heap is dropped;
    /// must not touch other cells. Kinds that have one are allocated by `Heap::alloc_drop`.
    pub drop: Option<unsafe fn(*mut Header)>,
}

/// The `trace` of kinds that have no edges.
///
/// # Safety
/// None of its own; it has the signature of [`KindInfo::trace`].
pub unsafe fn trace_nothing(_cell: *const Header, _tracer: &mut Tracer<'_>) {}

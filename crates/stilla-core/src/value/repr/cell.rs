//! What lives in the heap: the kinds of cells, how each is traced, and how a cell is made.
//!
//! A cell is a `#[repr(C)]` struct that begins with a [`Header`] and keeps what it refers to in
//! `Cell<Value>` and `Cell<Option<Gc<_>>>` fields; [`cell!`] writes its tracing from the fields,
//! so that none can be forgotten. A cell may have a tail: values that follow the struct.
//!
//! Invariants:
//! - C1: the kind in a header names the Rust type of its cell; [`Heap::make`] and its siblings
//!   are the only makers.
//! - C2: a cell with a tail was allocated with room for `tail_len()` values, all of them written.
//! - C3: everything a cell refers to is in a field or the tail, so that its tracing is complete.
//!
//! Uses: the heap, every type of cell (in the list of kinds). Never: ops, job.

use std::cell::Cell as Field;
use std::ptr::NonNull;

use stilla_gc::{Gc, Header, Heap as RawHeap, KindInfo, Tracer};

use super::Value;

/// A type that lives in the heap.
pub(crate) trait Cell: Sized {
    /// Its kind.
    const KIND: Kind;
    /// Reports everything that the cell refers to.
    fn trace(&self, tracer: &mut Tracer<'_>);
    /// What is accounted for the cell outside of the heap, and given back when it is dropped.
    fn external_bytes(&self) -> usize {
        0
    }
}

/// A cell with values behind the struct.
pub(crate) trait Tail: Cell {
    /// The number of values in the tail (C2).
    fn tail_len(&self) -> usize;

    /// The values of the tail.
    #[inline(always)]
    fn tail(&self) -> &[Field<Value>] {
        let start = std::ptr::from_ref(self)
            .wrapping_add(1)
            .cast::<Field<Value>>();
        // SAFETY: C2: `tail_len` initialised values follow the struct, whose size is a multiple of 8.
        unsafe { std::slice::from_raw_parts(start, self.tail_len()) }
    }
}

/// A tail that may be so long that it is written in pieces.
pub(crate) trait GrowingTail: Tail {
    /// What stands in the tail beyond what is copied to it.
    const FILL: Value;

    /// Says that the tail has so many values: for [`Heap::make_in_pieces`] alone, which has written them (C2).
    fn set_tail_len(&self, len: usize);
}

/// A field of a cell that tracing must know of.
pub(crate) trait TraceField {
    /// Reports what the field refers to.
    fn trace_field(&self, tracer: &mut Tracer<'_>);
}

impl TraceField for Field<Value> {
    #[inline(always)]
    fn trace_field(&self, tracer: &mut Tracer<'_>) {
        if let Some(cell) = self.get().cell() {
            tracer.mark(cell);
        }
    }
}

impl<T> TraceField for Field<Option<Gc<T>>> {
    #[inline(always)]
    fn trace_field(&self, tracer: &mut Tracer<'_>) {
        if let Some(cell) = self.get() {
            self::mark(cell, tracer);
        }
    }
}

impl<T> TraceField for Field<Gc<T>> {
    #[inline(always)]
    fn trace_field(&self, tracer: &mut Tracer<'_>) {
        self::mark(self.get(), tracer);
    }
}

/// Fields without references.
macro_rules! untraced {
    ($($type:ty),* $(,)?) => {
        $(impl TraceField for $type {
            #[inline(always)]
            fn trace_field(&self, _: &mut Tracer<'_>) {}
        })*
    };
}

untraced!(
    Header,
    Field<u64>,
    Field<u32>,
    Field<u16>,
    Field<u8>,
    Field<i32>,
    Field<bool>,
    Field<usize>,
    Field<f64>
);

/// Notes that `cell`, of a logged kind, is written to: before or after each store of a reference.
#[inline(always)]
pub(crate) fn note_write<T: Cell>(cell: &T) {
    // SAFETY: C1: cells are made in the heap alone, and begin with their header.
    unsafe { stilla_gc::note_write(NonNull::from(cell).cast()) }
}

/// [`note_write`], if `value` refers to a cell.
#[inline(always)]
pub(crate) fn note_write_of<T: Cell>(cell: &T, value: Value) {
    if value.cell().is_some() {
        note_write(cell);
    }
}

/// Reports a typed reference.
#[inline(always)]
pub(crate) fn mark<T>(cell: Gc<T>, tracer: &mut Tracer<'_>) {
    tracer.mark(
        NonNull::new(cell.as_ptr())
            .expect("a Gc is not null")
            .cast(),
    );
}

/// [`note_write`] of the value at `index` of the tail, if `value` refers to a cell.
#[inline(always)]
pub(crate) fn note_write_at<T: Tail>(cell: &T, index: usize, value: Value) {
    if value.cell().is_some() {
        // SAFETY: C1: cells are made in the heap alone; C2: the tail has the value.
        unsafe { stilla_gc::note_write_at(NonNull::from(cell).cast(), index) }
    }
}

/// [`note_write`] of the value at `index` of many that `cell` owns outside the heap.
#[inline]
pub(crate) fn note_write_outside<T: Cell>(cell: &T, index: usize) {
    /// Values that are traced together when one of them was written to.
    const FEW: usize = 256;
    if index < FEW {
        return note_write(cell);
    }
    // SAFETY: C1: cells are made in the heap alone.
    unsafe { stilla_gc::note_write_outside(NonNull::from(cell).cast(), index) }
}

/// Declares a cell type and derives its tracing. `tail` gives the number of values behind it.
macro_rules! cell {
    ($(#[$meta:meta])* $vis:vis struct $name:ident : $kind:ident { $($(#[$fmeta:meta])* $fvis:vis $field:ident : $type:ty),* $(,)? } $(tail |$this:ident| $len:expr)?) => {
        $(#[$meta])*
        #[repr(C)]
        $vis struct $name { header: stilla_gc::Header, $($(#[$fmeta])* $fvis $field: $type),* }

        impl $crate::cell::Cell for $name {
            const KIND: $crate::cell::Kind = $crate::cell::Kind::$kind;
            fn trace(&self, tracer: &mut stilla_gc::Tracer<'_>) {
                $($crate::cell::TraceField::trace_field(&self.$field, tracer);)*
                $crate::cell::cell!(@tail self tracer $($len)?);
                let _ = tracer;
            }
        }
        $(impl $crate::cell::Tail for $name {
            #[inline(always)]
            fn tail_len(&self) -> usize { let $this = self; $len }
        })?
    };
    (@tail $this:ident $tracer:ident) => {};
    (@tail $this:ident $tracer:ident $len:expr) => {
        let tail = $crate::cell::Tail::tail($this);
        for value in &tail[$tracer.part(std::ptr::NonNull::from($this).cast(), tail.len())] {
            $crate::cell::TraceField::trace_field(value, $tracer);
        }
    };
}
pub(crate) use cell;

unsafe fn trace_cell<T: Cell>(cell: *const Header, tracer: &mut Tracer<'_>) {
    // SAFETY: the heap calls the function of the header's kind, which names the type (C1).
    unsafe { &*cell.cast::<T>() }.trace(tracer);
}

/// For kinds whose stores are not noted.
unsafe fn trace_always<T: Cell>(cell: *const Header, tracer: &mut Tracer<'_>) {
    // SAFETY: the heap passes a cell; the rest is passed on.
    unsafe {
        tracer.trace_always(NonNull::from(&*cell));
        trace_cell::<T>(cell, tracer);
    }
}

unsafe fn drop_cell<T: Cell>(cell: *mut Header) {
    // SAFETY: the heap calls this once, for a dead cell of the header's kind (C1), while it exists
    // itself; what the cell names was accounted when the cell was made or grew.
    unsafe {
        let external = (*cell.cast::<T>()).external_bytes();
        if external > 0 {
            stilla_gc::release_external_of(cell, external);
        }
        cell.cast::<T>().drop_in_place();
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $(: $type:ty)? $(, drop $drop:ident)? $(, logged $logged:ident)?;)*) => {
        /// The kind of a cell. Those from [`Kind::Ordinary`] on are objects.
        #[allow(missing_docs, reason = "the names are those of the specification")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Kind { $($(#[$doc])* $name),* }

        impl Kind {
            const ALL: &'static [Kind] = &[$(Kind::$name),*];
        }

        /// What the heap knows of each kind, in the order of [`Kind`].
        pub(crate) static KINDS: &[KindInfo] = &[
            $(KindInfo {
                name: stringify!($name),
                trace: kinds!(@trace $($type)? $(, $logged)?),
                is_logged: kinds!(@logged $($type)? $(, $logged)?),
                drop: kinds!(@drop $($type)? $(, $drop)?),
            }),*
        ];
    };
    (@trace) => { trace_cell::<crate::object::ObjectCell> };
    (@trace $type:ty) => { trace_always::<$type> };
    (@trace $type:ty, yes) => { trace_cell::<$type> };
    (@logged $type:ty) => { false };
    (@logged $($rest:tt)*) => { true };
    (@drop) => { None };
    (@drop $type:ty) => { None };
    (@drop $type:ty, yes) => { Some(drop_cell::<$type>) };
}

kinds! {
    String: crate::string::StringCell, logged yes;
    Symbol: crate::symbol::SymbolCell, logged yes;
    BigInt: crate::bigint::BigIntCell, drop yes, logged yes;
    Environment: crate::environment::Environment, logged yes;
    Values: crate::gcvec::Values, logged yes;
    SavedFrame: crate::interp::SavedFrame, logged yes;
    Elements: crate::object::Elements, logged yes;
    SparseElements: crate::object::SparseElements, drop yes;
    Accessor: crate::object::Accessor, logged yes;
    Shape: crate::object::Shape, logged yes;
    PropertyTable: crate::object::PropertyTable, drop yes, logged yes;
    Transitions: crate::object::Transitions, drop yes;
    CodeBlock: crate::code_block::CodeBlock, drop yes, logged yes;
    Realm: crate::realm::RealmCell, drop yes;
    Module: crate::module::ModuleRecord, drop yes;
    ImportReference: crate::module::ImportReference;
    Buffer: crate::buffer::BufferCell, drop yes;
    Table: crate::table::TableCell, drop yes, logged yes;
    HostData: crate::host_data::HostData, drop yes;
    Weak: crate::weak::WeakCell;
    Finalizers: crate::weak::FinalizersCell, drop yes;
    Ordinary;
    Array;
    Function;
    NativeFunction;
    BoundFunction;
    Error;
    BooleanObject;
    NumberObject;
    StringObject;
    SymbolObject;
    BigIntObject;
    Date;
    RegExp;
    Map;
    Set;
    WeakMap;
    WeakSet;
    WeakRef;
    FinalizationRegistry;
    Promise;
    Proxy;
    ArrayBuffer;
    SharedArrayBuffer;
    TypedArray;
    DataView;
    Arguments;
    MappedArguments;
    Generator;
    AsyncFunction;
    AsyncGenerator;
    ModuleNamespace;
    ArrayIterator;
    MapIterator;
    SetIterator;
    StringIterator;
    RegExpStringIterator;
    IteratorHelper;
    WrapForValidIterator;
    AsyncFromSyncIterator;
    ForInIterator;
    DisposableStack;
    AsyncDisposableStack;
    ShadowRealm;
    ModuleSource;
    RawJson;
    Temporal;
    IsHtmlDda;
    Host;
    Intl;
    HostExotic;
}

impl Kind {
    /// The kind in a header.
    #[inline(always)]
    #[must_use]
    pub(crate) fn of(header: &Header) -> Kind {
        Kind::ALL[usize::from(header.kind())]
    }

    /// Whether cells of this kind are objects.
    #[inline(always)]
    #[must_use]
    pub const fn is_object(self) -> bool {
        self as u8 >= Kind::Ordinary as u8
    }
}

/// Making cells. None of this collects: see the crate's head.
pub(crate) trait Heap {
    /// Moves `cell` to the heap.
    fn make<T: Cell>(&self, cell: T) -> Gc<T>;
    /// Moves `cell`, of a kind that is dropped, to the heap.
    fn make_dropped<T: Cell>(&self, cell: T) -> Gc<T>;
    /// Moves `cell`, of a kind that is dropped, to the heap, where it is not: for a value that owns
    /// nothing. If it owned something, that would never be freed.
    fn make_never_dropped<T: Cell>(&self, cell: T) -> Gc<T>;
    /// Moves `cell` to the heap and fills its tail with `fill`.
    fn make_with_tail<T: Tail>(&self, cell: T, fill: Value) -> Gc<T>;
    /// Moves `cell`, whose tail is empty yet, to the heap and lets it grow to `len` values: copies of `first`, then `fill`. `goes_on` is
    /// asked between pieces, with the values written since; `None` if it says no.
    fn make_in_pieces<T: GrowingTail>(
        &self,
        cell: T,
        len: usize,
        first: &[Field<Value>],
        goes_on: impl Fn(usize) -> bool,
    ) -> Option<Gc<T>>;
}

/// Values of a tail that are written between two questions whether to go on.
pub(crate) const PIECE_OF_TAIL: usize = 1 << 15;

impl Heap for RawHeap {
    #[inline(always)]
    fn make<T: Cell>(&self, cell: T) -> Gc<T> {
        const { assert!(!std::mem::needs_drop::<T>()) };
        self.make_never_dropped(cell)
    }

    #[inline(always)]
    fn make_never_dropped<T: Cell>(&self, cell: T) -> Gc<T> {
        let place = self.alloc(size_of::<T>()).cast::<T>();
        // SAFETY: the heap gave room for a `T`, and nothing else refers to it yet.
        unsafe {
            place.write(cell);
            Gc::from_ptr(place)
        }
    }

    fn make_dropped<T: Cell>(&self, cell: T) -> Gc<T> {
        let place = self.alloc_drop(size_of::<T>()).cast::<T>();
        // SAFETY: the heap gave room for a `T`, and nothing else refers to it yet.
        unsafe {
            place.write(cell);
            Gc::from_ptr(place)
        }
    }

    #[inline]
    fn make_with_tail<T: Tail>(&self, cell: T, fill: Value) -> Gc<T> {
        const { assert!(!std::mem::needs_drop::<T>() && size_of::<T>().is_multiple_of(8)) };
        let len = cell.tail_len();
        let place = self
            .alloc(size_of::<T>() + len * size_of::<Value>())
            .cast::<T>();
        // SAFETY: the heap gave room for a `T` and `len` values behind it (C2), which nothing else refers to yet.
        unsafe {
            place.write(cell);
            let tail = place.add(1).cast::<Value>();
            for i in 0..len {
                tail.add(i).write(fill);
            }
            Gc::from_ptr(place)
        }
    }

    #[inline]
    fn make_in_pieces<T: GrowingTail>(
        &self,
        cell: T,
        len: usize,
        first: &[Field<Value>],
        goes_on: impl Fn(usize) -> bool,
    ) -> Option<Gc<T>> {
        const { assert!(!std::mem::needs_drop::<T>() && size_of::<T>().is_multiple_of(8)) };
        debug_assert_eq!(cell.tail_len(), 0);
        let place = self
            .alloc(size_of::<T>() + len * size_of::<Value>())
            .cast::<T>();
        // SAFETY: the heap gave room for a `T` and `len` values behind it, which nothing else refers to yet. The tail's length never
        // passes what is written (C2): whoever finds the cell after a refusal sees whole values only.
        unsafe {
            place.write(cell);
            let this = Gc::from_ptr(place);
            let tail = place.add(1).cast::<Value>();
            let mut done = 0;
            while done < len {
                let end = len.min(done + PIECE_OF_TAIL);
                let copied = first.get(done..end.min(first.len())).unwrap_or(&[]);
                for (i, value) in copied.iter().enumerate() {
                    tail.add(done + i).write(value.get());
                }
                for i in done + copied.len()..end {
                    tail.add(i).write(T::FILL);
                }
                this.set_tail_len(end);
                if end < len && !goes_on(end - done) {
                    return None;
                }
                done = end;
            }
            note_write(&*this);
            Some(this)
        }
    }
}

/// A header for a new cell of kind `T::KIND`.
#[inline(always)]
pub(crate) fn header<T: Cell>(payload: u64) -> Header {
    Header::new(T::KIND as u8, payload)
}

//! Heap, cells, tracing, sweeping and the conservative stack scan.
//!
//! The one idea: a cell never moves, its block is one AND away, and memory is only ever taken back inside
//! [`Heap::collect`]. Between two collections a plain copyable [`Gc`] in a Rust local is therefore as good as a
//! reference, and at a collection the native stack is read word by word to find such locals.
//!
//! A tour: `header` and `pointer` are what a cell looks like from outside; `class` and `block` are the layout;
//! `space` owns the memory; `heap` and `allocate` hand cells out; `account` counts every byte; `mark`, `sweep` and
//! `scan` are the three parts of a collection, put in order by `collect`; `remember` is what lets a collection pass over old cells, and
//! `cycle` what lets a full one go in steps; `inspect` looks at a heap from outside;
//! `poll` is the interpreter's budget counter, which lives here so that allocation can force its slow path.
//!
//! # Examples
//!
//! ```
//! use stilla_gc::{Embedder, Gc, Header, Heap, HeapOptions, KindInfo, Tracer};
//!
//! #[repr(C)]
//! struct Link {
//!     header: Header,
//!     next: Option<Gc<Link>>,
//! }
//!
//! unsafe fn trace_link(cell: *const Header, tracer: &mut Tracer<'_>) {
//!     // SAFETY: the heap calls this for the kind it stands under in the table.
//!     if let Some(next) = unsafe { &*cell.cast::<Link>() }.next {
//!         tracer.mark_gc(next);
//!     }
//! }
//!
//! static KINDS: [KindInfo; 1] = [KindInfo { name: "link", trace: trace_link, is_logged: true, drop: None }];
//!
//! fn link(heap: &Heap, next: Option<Gc<Link>>) -> Gc<Link> {
//!     let cell = heap.alloc(size_of::<Link>()).cast::<Link>();
//!     // SAFETY: the cell is new and large enough.
//!     unsafe {
//!         cell.write(Link { header: Header::new(0, 0), next });
//!         Gc::from_ptr(cell)
//!     }
//! }
//!
//! struct Root(Gc<Link>);
//!
//! impl Embedder for Root {
//!     fn trace_roots(&mut self, tracer: &mut Tracer<'_>) {
//!         tracer.mark_gc(self.0);
//!     }
//! }
//!
//! let heap = Heap::new(&KINDS, HeapOptions::default());
//! let mut root = Root(link(&heap, Some(link(&heap, None))));
//! link(&heap, None);
//! // SAFETY: all cells are initialised, and what is used afterwards is reached from the root.
//! unsafe { heap.collect(&mut root, None) };
//! assert_eq!(heap.statistics().live_cells, 2);
//! ```
//!
//! # Invariants, cited by the `SAFETY` comments
//!
//! - **H1 layout.** Blocks are `BLOCK_SIZE` aligned and begin with an initialised `Block`; a cell starts in
//!   the first `BLOCK_SIZE` bytes of its block, so masking a cell's address gives its block.
//! - **H2 ownership.** A `BlockRef` in any list, span or table points to memory that `Space` owns; it is given back
//!   only by the sweep or by dropping the heap, which first forget every such reference.
//! - **H3 allocated.** A cell is allocated if it lies below its block's cursor or is marked; `[bump, end)` of a span is free and
//!   belongs to that span alone. A block that waits for the sweep is in no list and no span.
//! - **H4 initialised.** At every safepoint (call of `collect` or `verify`) each allocated cell has a valid header
//!   whose kind is an index into the heap's kind table, and all fields its `trace` reads are initialised.
//! - **H5 reach.** At a safepoint every cell that will be used again is reached from the embedder's roots, from a traced
//!   field of a reached cell, or from an aligned word on the native stack below `NativeStack::top` or in a callee-saved register.
//! - **H6 quiet.** While a collection runs nothing is allocated, and `trace` and `drop` touch no cell but their own
//!   (`drop`) or only read (`trace`).
//! - **H7 provenance.** The addresses of all block memory are exposed when it is obtained, so pointers to cells and
//!   blocks may be rebuilt from integers.
//! - **H9 generations.** Outside a collection, a marked cell of a logged kind whose bit in `before` is set refers to marked cells
//!   only; so does every other marked cell, or it is in a list of `Remembered`, or that says that it is not complete. A cell or card in
//!   such a list is in it until the next collection, which hands what a full collection in steps has reached on to the steps.
//! - **H10 steps.** Between the steps of a full collection, what is reached is old and stays allocated; a reached cell refers to cells that are
//!   reached or wait on the cycle's lists, or it is in a list of `Remembered`.
//! - **H8 one thread.** A heap is used by one thread at a time. What cells own may travel with it to another.
//!
//! Uses: std only.
//! Never: any other crate of the workspace.

#![deny(clippy::undocumented_unsafe_blocks)]

mod account;
mod allocate;
mod block;
mod class;
mod collect;
mod cycle;
mod ephemeron;
mod header;
mod heap;
mod inspect;
mod mark;
mod pointer;
mod poll;
mod program;
mod remember;
mod scan;
mod space;
mod sweep;

pub use account::{OutOfMemory, release_external_of};
pub use class::MAX_SMALL;
pub use header::{Header, KindInfo, trace_nothing};
pub use heap::{Heap, HeapOptions};
pub use inspect::{Statistics, VerifyError};
pub use mark::{Embedder, Liveness, Tracer};
pub use pointer::Gc;
pub use poll::Poll;
pub use program::release_program_pages;
pub use remember::{note_write, note_write_at, note_write_outside};
pub use scan::NativeStack;

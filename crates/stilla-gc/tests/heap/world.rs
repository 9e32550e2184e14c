//! A small embedder for the tests: nodes with edges, leaves, weak references, ephemerons, and cells with a `drop`.
//!
//! Uses: stilla-gc.
//! Never: any other crate of the workspace.

#![allow(dead_code, clippy::unwrap_used, missing_docs)]

use std::cell::Cell;
use std::ptr::NonNull;
use std::rc::Rc;
use stilla_gc::*;

pub const NODE: u8 = 0;
pub const LEAF: u8 = 1;
pub const OWNER: u8 = 2;
pub const WEAK_MAP: u8 = 3;
pub const BOMB: u8 = 4;

/// `header, count, edges…`; the payload is an identity.
#[repr(C)]
pub struct Node {
    pub header: Header,
    pub count: usize,
}

/// Owns external bytes and tells a counter when it is dropped.
#[repr(C)]
pub struct Owner {
    pub header: Header,
    pub bytes: usize,
    pub dropped: *const Cell<usize>,
}

pub static KINDS: [KindInfo; 5] = [
    KindInfo {
        name: "node",
        trace: trace_node,
        is_logged: true,
        drop: None,
    },
    KindInfo {
        name: "leaf",
        trace: trace_nothing,
        is_logged: true,
        drop: None,
    },
    KindInfo {
        name: "owner",
        trace: trace_nothing,
        is_logged: true,
        drop: Some(drop_owner),
    },
    KindInfo {
        name: "weak map",
        trace: trace_weak_map,
        is_logged: true,
        drop: None,
    },
    KindInfo {
        name: "bomb",
        trace: trace_bomb,
        is_logged: true,
        drop: Some(drop_bomb),
    },
];

unsafe fn trace_node(cell: *const Header, tracer: &mut Tracer<'_>) {
    // SAFETY: the heap calls this for nodes only.
    let node = unsafe { Gc::from_ptr(NonNull::new(cell.cast_mut().cast::<Node>()).unwrap()) };
    for index in tracer.part(node.header(), node.count) {
        if let Some(target) = edge(node, index).get() {
            tracer.mark_gc(target);
        }
    }
}

/// A node whose even edges are keys of the values behind them.
unsafe fn trace_weak_map(cell: *const Header, tracer: &mut Tracer<'_>) {
    // SAFETY: the heap calls this for weak maps only, which are laid out like nodes.
    let map = unsafe { Gc::from_ptr(NonNull::new(cell.cast_mut().cast::<Node>()).unwrap()) };
    for index in (0..map.count).step_by(2) {
        if let (Some(key), Some(value)) = (edge(map, index).get(), edge(map, index + 1).get()) {
            tracer.mark_ephemeron(key.header(), value.header());
        }
    }
}

unsafe fn trace_bomb(_cell: *const Header, _tracer: &mut Tracer<'_>) {
    panic!("bomb traced");
}

unsafe fn drop_bomb(_cell: *mut Header) {
    panic!("bomb dropped");
}

/// A cell that panics when it is traced or dropped.
pub fn bomb(heap: &Heap) -> Gc<Node> {
    let cell = heap.alloc_drop(16).cast::<Node>();
    // SAFETY: the cell is large enough for a node without edges.
    unsafe {
        cell.write(Node {
            header: Header::new(BOMB, 0),
            count: 0,
        });
        Gc::from_ptr(cell)
    }
}

pub fn weak_map(heap: &Heap, entries: &[(Gc<Node>, Gc<Node>)]) -> Gc<Node> {
    let map = node(heap, 0, entries.len() * 2, 0);
    for (index, (key, value)) in entries.iter().enumerate() {
        edge(map, index * 2).set(Some(*key));
        edge(map, index * 2 + 1).set(Some(*value));
    }
    // SAFETY: a weak map is laid out like a node, and nothing else refers to the header.
    unsafe {
        map.as_ptr()
            .cast::<Header>()
            .write(Header::new(WEAK_MAP, 0))
    };
    map
}

unsafe fn drop_owner(cell: *mut Header) {
    // SAFETY: the heap calls this for owners only; the counter outlives the heap in every test.
    unsafe {
        let owner = &*cell.cast::<Owner>();
        let dropped = &*owner.dropped;
        dropped.set(dropped.get() + 1);
        release_external_of(cell, owner.bytes);
    }
}

pub fn edge<'a>(node: Gc<Node>, index: usize) -> &'a Cell<Option<Gc<Node>>> {
    assert!(index < node.count);
    // SAFETY: a node has `count` edges behind its two words.
    unsafe {
        &*node
            .as_ptr()
            .add(1)
            .cast::<Cell<Option<Gc<Node>>>>()
            .add(index)
    }
}

/// A node with `count` empty edges in a cell of at least `size` bytes.
pub fn node(heap: &Heap, id: u64, count: usize, size: usize) -> Gc<Node> {
    let cell = heap.alloc_zeroed((16 + count * 8).max(size)).cast::<Node>();
    // SAFETY: the cell is large enough and its edges are zero, which is `None`.
    unsafe {
        cell.write(Node {
            header: Header::new(NODE, id),
            count,
        });
        Gc::from_ptr(cell)
    }
}

pub fn leaf(heap: &Heap, id: u64, size: usize) -> Gc<Node> {
    let cell = heap.alloc(size.max(16)).cast::<Node>();
    // SAFETY: a leaf has a header and a count of 0.
    unsafe {
        cell.write(Node {
            header: Header::new(LEAF, id),
            count: 0,
        });
        Gc::from_ptr(cell)
    }
}

pub fn owner(heap: &Heap, id: u64, bytes: usize, size: usize, dropped: &Cell<usize>) -> Gc<Node> {
    heap.reserve_external(bytes).unwrap();
    let cell = heap
        .alloc_drop(size.max(size_of::<Owner>()))
        .cast::<Owner>();
    // SAFETY: the cell is large enough for an owner.
    unsafe {
        cell.write(Owner {
            header: Header::new(OWNER, id),
            bytes,
            dropped,
        });
        Gc::from_ptr(cell.cast())
    }
}

#[derive(Default)]
pub struct World {
    pub roots: Vec<Gc<Node>>,
    pub words: Vec<u64>,
    pub ephemerons: Vec<(Gc<Node>, Gc<Node>)>,
    pub weak: Vec<Option<Gc<Node>>>,
    /// Weak maps that are alive; they lose the entries whose keys die.
    pub weak_maps: Vec<Gc<Node>>,
    pub panics: Option<Rc<Cell<bool>>>,
}

impl Embedder for World {
    fn trace_roots(&mut self, tracer: &mut Tracer<'_>) {
        for root in &self.roots {
            tracer.mark_gc(*root);
        }
        for word in &self.words {
            tracer.mark_word(*word);
        }
    }

    fn trace_ephemerons(&mut self, tracer: &mut Tracer<'_>) {
        for (key, value) in &self.ephemerons {
            if tracer.is_marked(key.header()) {
                tracer.mark_gc(*value);
            }
        }
    }

    fn process_weak(&mut self, live: &Liveness<'_>) {
        for weak in &mut self.weak {
            *weak = weak.filter(|cell| live.is_live_gc(*cell));
        }
        self.ephemerons.retain(|(key, _)| live.is_live_gc(*key));
        for map in &self.weak_maps {
            for index in (0..map.count).step_by(2) {
                if edge(*map, index)
                    .get()
                    .is_some_and(|key| !live.is_live_gc(key))
                {
                    edge(*map, index).set(None);
                }
            }
        }
    }
}

impl World {
    /// Collects with the roots of the world alone, and does not look at the result.
    pub fn collect_raw(&mut self, heap: &Heap) {
        // SAFETY: the tests use after it only what the world's roots reach, and initialise all cells.
        unsafe { heap.collect(self, None) };
    }

    /// Collects with the roots of the world alone.
    pub fn collect(&mut self, heap: &Heap) {
        // SAFETY: the tests use after it only what the world's roots reach, and initialise all cells.
        unsafe {
            heap.collect(self, None);
            heap.verify(self).unwrap();
        }
    }
}

/// Choices that are the same in every run: pseudo-random from a seed, or read from bytes, after which they are zero.
pub enum Random {
    Seed(u64),
    Bytes(std::vec::IntoIter<u8>),
}

impl Random {
    pub fn below(&mut self, bound: usize) -> usize {
        let state = match self {
            Random::Seed(state) => state,
            Random::Bytes(bytes) => {
                let mut next = || usize::from(bytes.next().unwrap_or(0));
                let first = next();
                return if bound <= 256 {
                    first % bound
                } else {
                    (first << 16 | next() << 8 | next()) % bound
                };
            }
        };
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    /// Whether only zeros are left.
    pub fn is_at_end(&self) -> bool {
        matches!(self, Random::Bytes(bytes) if bytes.len() == 0)
    }
}

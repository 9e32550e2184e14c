//! How long allocation and marking take: `cargo run --release -p stilla-gc --example alloc`.
//!
//! Uses: stilla-gc.
//! Never: any other crate of the workspace.

#![allow(clippy::print_stdout)]

use std::cell::Cell;
use std::hint::black_box;
use std::ptr::NonNull;
use std::time::{Duration, Instant};
use stilla_gc::*;

#[repr(C)]
struct Pair {
    header: Header,
    left: Cell<Option<Gc<Pair>>>,
    right: Cell<Option<Gc<Pair>>>,
    number: u64,
}

static KINDS: [KindInfo; 1] = [KindInfo {
    name: "pair",
    trace: trace_pair,
    is_logged: true,
    drop: None,
}];

unsafe fn trace_pair(cell: *const Header, tracer: &mut Tracer<'_>) {
    // SAFETY: the heap calls this for pairs only.
    let pair = unsafe { &*cell.cast::<Pair>() };
    for child in [&pair.left, &pair.right] {
        if let Some(child) = child.get() {
            tracer.mark_gc(child);
        }
    }
}

#[inline(always)]
fn pair(heap: &Heap, left: Option<Gc<Pair>>, right: Option<Gc<Pair>>) -> Gc<Pair> {
    let cell: NonNull<Pair> = heap.alloc(size_of::<Pair>()).cast();
    // SAFETY: the cell is new and large enough.
    unsafe {
        cell.write(Pair {
            header: Header::new(0, 0),
            left: Cell::new(left),
            right: Cell::new(right),
            number: 0,
        });
        Gc::from_ptr(cell)
    }
}

#[derive(Default)]
struct Roots(Vec<Gc<Pair>>);

impl Embedder for Roots {
    fn trace_roots(&mut self, tracer: &mut Tracer<'_>) {
        for root in &self.0 {
            tracer.mark_gc(*root);
        }
    }
}

impl Roots {
    fn collect(&mut self, heap: &Heap) -> Duration {
        let start = Instant::now();
        // SAFETY: the example uses afterwards only what these roots reach.
        unsafe { heap.collect(self, None) };
        start.elapsed()
    }
}

fn fill(heap: &Heap, count: usize) -> f64 {
    let start = Instant::now();
    for _ in 0..count {
        black_box(pair(heap, None, None));
    }
    start.elapsed().as_nanos() as f64 / count as f64
}

fn allocation() {
    const SMALL: usize = 100_000;
    let heap = Heap::new(&KINDS, HeapOptions::default());
    let mut roots = Roots::default();
    println!(
        "first touch         {:6.2} ns per 32-byte cell",
        fill(&heap, SMALL)
    );
    let (mut time, mut collecting) = (0.0, Duration::ZERO);
    for _ in 0..100 {
        collecting += roots.collect(&heap);
        time += fill(&heap, SMALL) / 100.0;
    }
    println!(
        "recycled, 10M cells {time:6.2} ns (and {:.1} us per collection of an empty heap)",
        collecting.as_micros() as f64 / 100.0
    );

    let heap = Heap::new(&KINDS, HeapOptions::default());
    println!("10M, not collected  {:6.2} ns", fill(&heap, 10_000_000));
    for live in [25, 50, 75, 85] {
        let heap = Heap::new(&KINDS, HeapOptions::default());
        let mut roots = Roots::default();
        for index in 0..1_000_000u64 {
            let cell = pair(&heap, None, None);
            if index.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32 < live * (1 << 32) / 100 {
                roots.0.push(cell);
            }
        }
        let free = 1_000_000 - roots.0.len();
        let collecting = roots.collect(&heap);
        let chunks = heap.statistics().chunks;
        let time = fill(&heap, free * 9 / 10);
        println!(
            "{live} % live           {time:6.2} ns ({:.1} ms to collect, {chunks} to {} chunks)",
            collecting.as_micros() as f64 / 1000.0,
            heap.statistics().chunks
        );
    }
    let start = Instant::now();
    for _ in 0..10_000_000 {
        black_box(Box::new([0u64; 4]));
    }
    println!(
        "Box::new and drop   {:6.2} ns",
        start.elapsed().as_nanos() as f64 / 1e7
    );
}

fn marking(megabytes: usize, shuffled: bool) {
    let heap = Heap::new(&KINDS, HeapOptions::default());
    let count = megabytes * 1_000_000 / size_of::<Pair>();
    let cells: Vec<_> = (0..count).map(|_| pair(&heap, None, None)).collect();
    let mut order: Vec<usize> = (0..count).collect();
    let mut seed = 1u64;
    for index in (1..count).rev().filter(|_| shuffled) {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        order.swap(index, (seed >> 33) as usize % (index + 1));
    }
    // A binary tree laid over the order.
    for index in 0..count {
        let cell = cells[order[index]];
        cell.left
            .set(order.get(2 * index + 1).map(|child| cells[*child]));
        cell.right
            .set(order.get(2 * index + 2).map(|child| cells[*child]));
    }
    let mut roots = Roots(vec![cells[order[0]]]);
    let best = (0..3)
        .map(|_| roots.collect(&heap))
        .min()
        .unwrap_or_default();
    let name = if shuffled { "shuffled" } else { "in order" };
    println!(
        "marking {megabytes:4} MB {name} {:8.2} ms",
        best.as_micros() as f64 / 1000.0
    );
}

fn tree(heap: &Heap, depth: u32) -> Gc<Pair> {
    if depth == 0 {
        return pair(heap, None, None);
    }
    pair(
        heap,
        Some(tree(heap, depth - 1)),
        Some(tree(heap, depth - 1)),
    )
}

fn count(tree: Gc<Pair>) -> usize {
    let [left, right] = [tree.left.get(), tree.right.get()].map(|child| child.map_or(0, count));
    1 + left + right
}

fn binary_trees(depth: u32) {
    let heap = Heap::new(&KINDS, HeapOptions::default());
    let mut roots = Roots::default();
    let start = Instant::now();
    roots.0.push(tree(&heap, depth));
    let mut total = 0;
    for depth in (4..=depth).step_by(4) {
        for _ in 0..1u32 << (20 - depth) {
            total += count(tree(&heap, depth));
            if heap.wants_collection() {
                roots.collect(&heap);
            }
        }
    }
    println!(
        "binary trees {depth}     {:8.2} ms, {} collections, {total} nodes",
        start.elapsed().as_micros() as f64 / 1000.0,
        heap.statistics().collections
    );
}

fn fresh() {
    const HEAPS: u32 = 10_000;
    let start = Instant::now();
    for _ in 0..HEAPS {
        let heap = Heap::new(&KINDS, HeapOptions::default());
        black_box(pair(&heap, None, None));
    }
    println!("a heap with one cell {:?}", start.elapsed() / HEAPS);
}

fn scanning() {
    #[inline(never)]
    fn deep(depth: usize, f: &mut dyn FnMut()) -> u64 {
        let room = black_box([depth as u64; 64]);
        if depth == 0 {
            f();
        } else {
            deep(depth - 1, f);
        }
        room[3]
    }
    let heap = Heap::new(&KINDS, HeapOptions::default());
    pair(&heap, None, None);
    NativeStack::enter(|stack| {
        let mut time = Duration::MAX;
        let mut size = 0;
        deep(1000, &mut || {
            size = stack.top.addr() - (&raw const size).addr().min(stack.top.addr());
            let here = 0u8;
            size = size.max(stack.top.addr() - (&raw const here).addr());
            for _ in 0..20 {
                let start = Instant::now();
                // SAFETY: nothing is used afterwards.
                unsafe { heap.collect(&mut Roots::default(), Some(stack)) };
                time = time.min(start.elapsed());
            }
        });
        println!(
            "stack scan          {:6.2} ns per KiB ({} KiB)",
            time.as_nanos() as f64 / (size as f64 / 1024.0),
            size / 1024
        );
    });
}

fn main() {
    allocation();
    fresh();
    scanning();
    for megabytes in [10, 100] {
        marking(megabytes, false);
        marking(megabytes, true);
    }
    binary_trees(16);
}

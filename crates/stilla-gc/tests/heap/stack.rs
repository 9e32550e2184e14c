//! Cells that only native locals hold survive a collection; cells that nothing holds do not.
//!
//! These tests mean something only when optimised: at level 0 stale stack slots keep everything alive.
//!
//! Uses: world.
//! Never: model.

#![cfg(all(not(miri), any(target_arch = "x86_64", target_arch = "aarch64")))]

use crate::world::*;
use std::hint::black_box;
use stilla_gc::*;

fn collect(heap: &Heap, stack: NativeStack) {
    // SAFETY: all cells are initialised, and the tests hold theirs in native locals below `enter`.
    unsafe { heap.collect(&mut World::default(), Some(stack)) };
    // Reuse what was freed, so that a lost cell is overwritten.
    for _ in 0..200 {
        leaf(heap, 0xBAD, 32);
    }
}

fn poisoned() -> Heap {
    Heap::new(
        &KINDS,
        HeapOptions {
            poison: true,
            ..HeapOptions::default()
        },
    )
}

#[test]
fn locals_in_registers_and_frames_survive() {
    let heap = poisoned();
    NativeStack::enter(|stack| {
        let a = leaf(&heap, 1, 32);
        let b = leaf(&heap, 2, 32);
        let c = leaf(&heap, 3, 32);
        let d = leaf(&heap, 4, 32);
        let e = leaf(&heap, 5, 32);
        let f = leaf(&heap, 6, 32);
        let many: [Gc<Node>; 40] = std::array::from_fn(|index| leaf(&heap, 100 + index as u64, 32));
        for _ in 0..20 {
            collect(&heap, stack);
            assert_eq!(
                [a, b, c, d, e, f].map(|cell| cell.header.payload()),
                [1, 2, 3, 4, 5, 6]
            );
            for (index, cell) in many.iter().enumerate() {
                assert_eq!(cell.header.payload(), 100 + index as u64);
            }
        }
    });
}

#[test]
fn an_interior_pointer_is_enough() {
    let heap = poisoned();
    NativeStack::enter(|stack| {
        let big = leaf(&heap, 7, 1 << 20);
        // SAFETY: the byte lies in the cell.
        let inside = unsafe { black_box(big.as_ptr().cast::<u8>().add(700_000)) };
        collect(&heap, stack);
        // SAFETY: the cell survived, so going back to its start stays inside it.
        let header = unsafe { &*inside.sub(700_000).cast::<Header>() };
        assert_eq!(header.payload(), 7);
    });
}

#[test]
fn tagged_words_count() {
    let heap = poisoned();
    NativeStack::enter(|stack| {
        let words: [u64; 5] = std::array::from_fn(|tag| {
            leaf(&heap, tag as u64, 32).address() as u64 | (0xFFFA + tag as u64) << 48
        });
        collect(&heap, stack);
        for (tag, word) in black_box(words).iter().enumerate() {
            let cell = heap.find_cell((word & 0xFFFF_FFFF_FFFF) as usize).unwrap();
            // SAFETY: `find_cell` gives allocated cells, all of which are initialised.
            assert_eq!(unsafe { cell.as_ref() }.payload(), tag as u64);
        }
    });
}

#[inline(never)]
fn sum_recursively(heap: &Heap, stack: NativeStack, depth: u64) -> u64 {
    let cell = leaf(heap, depth, 32);
    if depth == 0 {
        collect(heap, stack);
        return cell.header.payload();
    }
    sum_recursively(heap, stack, depth - 1) + cell.header.payload()
}

#[test]
fn every_frame_of_a_deep_recursion_is_scanned() {
    let heap = poisoned();
    let sum = NativeStack::enter(|stack| sum_recursively(&heap, stack, 1000));
    assert_eq!(sum, 1000 * 1001 / 2);
}

#[inline(never)]
fn lose_a_thousand(heap: &Heap) {
    for id in 0..1000 {
        black_box(leaf(heap, id, 48));
    }
}

#[test]
fn what_nothing_holds_dies() {
    let heap = poisoned();
    NativeStack::enter(|stack| {
        lose_a_thousand(&heap);
        collect(&heap, stack);
    });
    // A few may be kept by stale words below the frames that made them.
    assert!(
        heap.statistics().live_cells < 50,
        "{} of 1000 live",
        heap.statistics().live_cells
    );
}

//! One test per promise of the heap.
//!
//! Uses: world.
//! Never: model.

use crate::world::*;
use std::cell::Cell;
use stilla_gc::*;

fn heap(options: HeapOptions) -> Heap {
    Heap::new(&KINDS, options)
}

fn poisoned() -> Heap {
    heap(HeapOptions {
        poison: true,
        ..HeapOptions::default()
    })
}

#[test]
fn a_new_heap_holds_nothing() {
    let statistics = heap(HeapOptions::default()).statistics();
    assert_eq!(
        (statistics.bytes, statistics.chunks, statistics.held_bytes),
        (0, 0, 0)
    );
}

#[test]
fn sizes_are_rounded_and_counted_exactly() {
    let heap = heap(HeapOptions::default());
    let mut bytes = 0;
    for size in [
        16,
        17,
        100,
        128,
        129,
        512,
        513,
        8000,
        16097,
        32192,
        32193,
        1 << 20,
    ] {
        let cell = leaf(&heap, 0, size);
        assert_eq!(cell.address() % 16, 0);
        bytes += Heap::size_of_cell(size);
        assert_eq!(heap.bytes(), bytes, "size {size}");
    }
    World::default().collect(&heap);
    assert_eq!(heap.bytes(), 0);
}

#[test]
fn roots_and_what_they_reach_survive() {
    let heap = poisoned();
    let mut world = World::default();
    let root = node(&heap, 1, 2, 0);
    let child = node(&heap, 2, 1, 0);
    let lost = node(&heap, 3, 1, 0);
    edge(root, 0).set(Some(child));
    edge(child, 0).set(Some(root));
    edge(lost, 0).set(Some(root));
    world.roots.push(root);
    let gone = lost.address();
    world.collect(&heap);
    assert_eq!(edge(root, 0).get().unwrap().header.payload(), 2);
    assert_eq!(heap.find_cell(gone), None);
    assert_eq!(heap.statistics().live_cells, 2);
}

#[test]
fn dead_cells_are_poisoned_and_reused() {
    let heap = poisoned();
    let mut world = World::default();
    let kept = leaf(&heap, 1, 64);
    let dead = leaf(&heap, 2, 64);
    world.roots.push(kept);
    world.collect(&heap);
    // SAFETY: the memory still belongs to the heap, and it is plain bytes.
    let word = unsafe { dead.as_ptr().cast::<u64>().read() };
    assert_eq!(word, 0xDBDB_DBDB_DBDB_DBDB);
    assert!((0..1000).any(|_| leaf(&heap, 3, 64) == dead));
    assert_eq!(kept.header.payload(), 1);
}

#[test]
#[cfg_attr(miri, ignore = "takes hours there")]
fn a_graph_a_million_deep_is_marked_with_a_tiny_stack() {
    for mark_stack in [1, 7, 256 * 1024] {
        let heap = heap(HeapOptions {
            mark_stack,
            ..HeapOptions::default()
        });
        let mut world = World::default();
        let wide = node(&heap, 0, 20_000, 0);
        world.roots.push(wide);
        for index in 0..20_000 {
            let first = node(&heap, 1, 1, 0);
            let second = node(&heap, 2, 0, 0);
            edge(first, 0).set(Some(second));
            edge(wide, index).set(Some(first));
        }
        let mut deep = node(&heap, 3, 1, 0);
        for _ in 0..1_000_000 {
            let next = node(&heap, 3, 1, 0);
            edge(next, 0).set(Some(deep));
            deep = next;
        }
        world.roots.push(deep);
        // SAFETY: only what the roots reach is used afterwards.
        unsafe { heap.collect(&mut world, None) };
        assert_eq!(heap.statistics().live_cells, 1 + 40_000 + 1_000_001);
    }
}

#[test]
fn drop_runs_once_for_each_dead_cell_and_at_the_end() {
    let dropped = Cell::new(0);
    let heap = poisoned();
    let mut world = World::default();
    for index in 0..3000 {
        let size = if index % 100 == 0 {
            40_000
        } else {
            32 + index % 200
        };
        let cell = owner(&heap, index as u64, 10, size, &dropped);
        if index % 3 == 0 {
            world.roots.push(cell);
        }
    }
    assert_eq!(heap.external_bytes(), 30_000);
    world.collect(&heap);
    assert_eq!((dropped.get(), heap.external_bytes()), (2000, 10_000));
    world.collect(&heap);
    assert_eq!(dropped.get(), 2000);
    for index in 0..500 {
        owner(&heap, index, 10, 64, &dropped);
    }
    world.collect(&heap);
    assert_eq!(dropped.get(), 2500);
    owner(&heap, 0, 10, 64, &dropped);
    drop(heap);
    assert_eq!(dropped.get(), 3501);
}

#[test]
fn interior_addresses_find_their_cell() {
    let heap = poisoned();
    let mut world = World::default();
    for size in [16, 48, 112, 700, 8048, 20_000, 100_000, 3 << 20] {
        let cell = leaf(&heap, 0, size);
        let end = cell.address() + Heap::size_of_cell(size);
        for address in [
            cell.address(),
            cell.address() + 1,
            cell.address() + size / 2,
            end - 1,
        ] {
            assert_eq!(heap.find_cell(address), Some(cell.header()), "size {size}");
        }
        assert_ne!(heap.find_cell(end), Some(cell.header()));
        world
            .words
            .push((cell.address() + size - 1) as u64 | 0xFFFC << 48);
    }
    world.collect(&heap);
    assert_eq!(heap.statistics().live_cells, 8);
    for word in &mut world.words {
        *word |= 0xFFFF << 48;
    }
    world.collect(&heap);
    assert_eq!(heap.statistics().live_cells, 0);
    for address in [0, 1, 4096, usize::MAX, world.words[0] as usize] {
        assert_eq!(heap.find_cell(address), None);
    }
}

#[test]
fn ephemerons_keep_values_only_through_their_keys() {
    let heap = poisoned();
    let mut world = World::default();
    let cells: Vec<_> = (0..100).map(|id| node(&heap, id, 0, 0)).collect();
    // A chain against the order of the table, and a cycle that nothing reaches.
    world
        .ephemerons
        .extend((1..50).rev().map(|i| (cells[i - 1], cells[i])));
    world
        .ephemerons
        .extend([(cells[60], cells[61]), (cells[61], cells[60])]);
    world.roots.push(cells[0]);
    world.collect(&heap);
    assert_eq!(heap.statistics().live_cells, 50);
    assert_eq!(world.ephemerons.len(), 49);
}

#[test]
fn a_long_chain_through_a_weak_map_is_linear() {
    const LENGTH: usize = if cfg!(miri) { 50 } else { 300_000 };
    for mark_stack in [3, 256 * 1024] {
        let heap = heap(HeapOptions {
            mark_stack,
            ..HeapOptions::default()
        });
        let mut world = World::default();
        let cells: Vec<_> = (0..=LENGTH)
            .map(|id| node(&heap, id as u64, 0, 0))
            .collect();
        let pairs: Vec<_> = (1..=LENGTH)
            .rev()
            .map(|i| (cells[i - 1], cells[i]))
            .collect();
        let lost = [
            (node(&heap, 0, 0, 0), cells[0]),
            (node(&heap, 0, 0, 0), node(&heap, 0, 0, 0)),
        ];
        world.roots = vec![weak_map(&heap, &pairs), weak_map(&heap, &lost)];
        world.collect_raw(&heap);
        assert_eq!(heap.statistics().live_cells, 2);

        let heap = Heap::new(
            &KINDS,
            HeapOptions {
                mark_stack,
                ..HeapOptions::default()
            },
        );
        let cells: Vec<_> = (0..=LENGTH)
            .map(|id| node(&heap, id as u64, 0, 0))
            .collect();
        let pairs: Vec<_> = (1..=LENGTH)
            .rev()
            .map(|i| (cells[i - 1], cells[i]))
            .collect();
        world.roots = vec![weak_map(&heap, &pairs), cells[0]];
        world.collect_raw(&heap);
        assert_eq!(heap.statistics().live_cells, LENGTH + 2);
    }
}

#[test]
fn weak_maps_nested_in_each_other_are_linear() {
    const DEPTH: usize = if cfg!(miri) { 50 } else { 100_000 };
    let heap = heap(HeapOptions::default());
    let mut world = World::default();
    let key = node(&heap, 1, 0, 0);
    let mut map = weak_map(&heap, &[(key, leaf(&heap, 9, 32))]);
    for _ in 1..DEPTH {
        map = weak_map(&heap, &[(key, map), (map, key)]);
    }
    world.roots = vec![map];
    world.collect_raw(&heap);
    assert_eq!(heap.statistics().live_cells, 1);

    let key = node(&heap, 1, 0, 0);
    let mut map = weak_map(&heap, &[(key, leaf(&heap, 9, 32))]);
    for _ in 1..DEPTH {
        map = weak_map(&heap, &[(key, map), (map, key)]);
    }
    world.roots = vec![map, key];
    world.collect_raw(&heap);
    assert_eq!(heap.statistics().live_cells, DEPTH + 2);
}

#[test]
fn a_panic_in_a_collection_leaves_a_heap_that_can_be_dropped() {
    let caught =
        |f: &mut dyn FnMut()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(f)).is_err();
    for rooted in [true, false] {
        let dropped = Cell::new(0);
        let heap = poisoned();
        let mut world = World::default();
        owner(&heap, 0, 8, 48, &dropped);
        let bomb = bomb(&heap);
        world.roots.extend(rooted.then_some(bomb));
        world.roots.push(leaf(&heap, 1, 1 << 20));
        assert!(caught(&mut || world.collect_raw(&heap)));
        assert!(caught(&mut || world.collect_raw(&heap)));
        assert!(caught(&mut || {
            leaf(&heap, 1, 32);
        }));
        drop(heap);
        assert!(dropped.get() <= 1);
    }
}

#[test]
fn weak_references_are_cleared_before_memory_is_reused() {
    let heap = poisoned();
    let mut world = World::default();
    let kept = leaf(&heap, 1, 32);
    world.roots.push(kept);
    world.weak = vec![
        Some(kept),
        Some(leaf(&heap, 2, 32)),
        Some(leaf(&heap, 3, 1 << 20)),
    ];
    world.collect(&heap);
    assert_eq!(world.weak, [Some(kept), None, None]);
}

#[test]
fn the_limit_is_exact_to_the_byte() {
    let heap = heap(HeapOptions {
        limit: 8 << 20,
        ..HeapOptions::default()
    });
    heap.reserve_external((8 << 20) - 64).unwrap();
    assert!(!heap.would_exceed(64) && heap.would_exceed(65) && heap.would_exceed(usize::MAX));
    assert_eq!(heap.reserve_external(65), Err(OutOfMemory));
    leaf(&heap, 0, 32);
    heap.reserve_external(32).unwrap();
    assert_eq!((heap.bytes(), heap.over_limit()), (8 << 20, false));
    assert_eq!(heap.reserve_external(1), Err(OutOfMemory));
    assert_eq!(heap.try_alloc(16), Err(OutOfMemory));
    leaf(&heap, 0, 16);
    assert!(heap.over_limit() && heap.wants_collection());
    World::default().collect(&heap);
    assert!(!heap.over_limit());
    heap.release_external(heap.external_bytes());
    assert_eq!(heap.bytes(), 0);
    assert!(heap.peak() >= 8 << 20);
}

#[test]
fn a_huge_request_is_an_error() {
    let heap = heap(HeapOptions::default());
    assert_eq!(heap.try_alloc(usize::MAX), Err(OutOfMemory));
    assert_eq!(heap.try_alloc(isize::MAX as usize - 100), Err(OutOfMemory));
}

#[test]
fn debt_forces_the_poll() {
    let heap = heap(HeapOptions {
        initial_threshold: 1 << 20,
        ..HeapOptions::default()
    });
    let due_after = |heap: &Heap| {
        heap.poll().refill(1000);
        let mut bytes = 0;
        while !heap.poll().is_due() {
            leaf(heap, 0, 64);
            bytes += 64;
        }
        bytes
    };
    assert!((900_000..=1 << 20).contains(&due_after(&heap)));
    assert!(heap.wants_collection());
    assert_eq!(heap.poll().left(), 1000);
    World::default().collect(&heap);
    assert!(!heap.wants_collection());
    heap.reserve_external(8 << 20).unwrap();
    assert!(heap.wants_collection());
    World::default().collect(&heap);
    // The threshold grows with what is alive.
    assert!((3 << 20..5 << 20).contains(&due_after(&heap)));
}

#[test]
fn memory_that_only_fragments_hold_counts_against_the_limit() {
    let heap = heap(HeapOptions {
        limit: 4 << 20,
        ..HeapOptions::default()
    });
    let mut world = World::default();
    for size in [16, 32, 48, 64, 80, 96, 112, 128, 160, 192] {
        for index in 0..(3 << 20) / size {
            let cell = leaf(&heap, 0, size);
            if index % (16_000 / size) == 0 {
                world.roots.push(cell);
            }
        }
        world.collect(&heap);
        if heap.over_limit() {
            assert!(heap.bytes() < 1 << 20);
            return;
        }
    }
    panic!(
        "a script can hold {} bytes under a limit of 4 MiB",
        heap.statistics().held_bytes
    );
}

#[test]
fn a_heap_may_move_to_another_thread() {
    let heap = poisoned();
    leaf(&heap, 5, 32);
    let heap = std::thread::spawn(move || {
        leaf(&heap, 6, 32);
        World::default().collect(&heap);
        heap
    })
    .join()
    .unwrap();
    assert_eq!((heap.bytes(), heap.statistics().collections), (0, 1));
}

#[test]
fn under_stress_a_collection_is_always_wanted() {
    let heap = heap(HeapOptions {
        stress: true,
        ..HeapOptions::default()
    });
    heap.poll().refill(1000);
    for _ in 0..3 {
        assert!(heap.wants_collection() && heap.poll().charge(1));
        World::default().collect(&heap);
        heap.poll().resume();
    }
    assert_eq!(heap.poll().take_spent(), 3);
}

#[test]
fn memory_goes_back_to_the_system() {
    let heap = heap(HeapOptions::default());
    for _ in 0..1_000_000 {
        leaf(&heap, 0, 64);
    }
    leaf(&heap, 0, 10 << 20);
    assert!(heap.statistics().chunks > 60);
    World::default().collect(&heap);
    assert!(heap.statistics().chunks <= 5);
    heap.trim();
    assert_eq!(
        (heap.statistics().chunks, heap.statistics().held_bytes),
        (0, 0)
    );
    leaf(&heap, 0, 64);
}

#[test]
fn the_cells_of_a_heap_can_be_listed() {
    let heap = heap(HeapOptions::default());
    let mut world = World::default();
    for id in 0..1000 {
        let cell = node(&heap, id, 1, (id % 90 * 16) as usize);
        edge(cell, 0).set(world.roots.last().copied());
        if id % 2 == 0 {
            world.roots.push(cell);
        }
    }
    let count = |heap: &Heap| {
        let mut count = 0;
        heap.for_each_cell(|_, _| count += 1);
        count
    };
    assert_eq!(count(&heap), 1000);
    world.collect(&heap);
    assert_eq!(count(&heap), 500);
    let mut edges = 0;
    // SAFETY: the cell is a root.
    unsafe { heap.for_each_edge(world.roots[7].header(), &mut |_| edges += 1) };
    assert_eq!(edges, 1);
}

#[test]
#[should_panic(expected = "which is not an allocated cell")]
fn poison_finds_an_edge_to_a_dead_cell() {
    let heap = poisoned();
    let mut world = World::default();
    let dead = leaf(&heap, 0, 32);
    world.collect(&heap);
    world.roots.push(dead);
    // SAFETY: none, this is the error to be found; the poison mode looks before it touches.
    unsafe { heap.collect(&mut world, None) };
}

//! Collections of the young: what they pass over, and what they must not.
//!
//! Uses: stilla-gc, world.
//! Never: any other crate of the workspace.

use super::world::*;
use std::cell::Cell;
use stilla_gc::*;

/// Under stress the first of four collections is full.
fn heap() -> Heap {
    Heap::new(
        &KINDS,
        HeapOptions {
            stress: true,
            poison: true,
            ..HeapOptions::default()
        },
    )
}

fn collect_due(heap: &Heap, world: &mut World) -> bool {
    // SAFETY: the tests use after it only what the world's roots reach, and initialise all cells.
    unsafe {
        let everything = heap.collect_due(world, None);
        heap.verify(world).unwrap();
        everything
    }
}

fn live(heap: &Heap) -> usize {
    heap.statistics().live_cells
}

#[test]
fn the_young_die_and_the_old_wait_for_a_full_collection() {
    let heap = heap();
    let mut world = World::default();
    world.roots.push(node(&heap, 1, 1, 0));
    assert!(collect_due(&heap, &mut world));
    world.roots.clear();
    node(&heap, 2, 1, 0);
    for _ in 0..3 {
        assert!(!collect_due(&heap, &mut world));
        assert_eq!(live(&heap), 1);
    }
    assert!(collect_due(&heap, &mut world));
    assert_eq!(live(&heap), 0);
}

#[test]
fn what_is_stored_in_an_old_cell_lives_on() {
    let heap = heap();
    let mut world = World::default();
    let (old, large) = (node(&heap, 1, 2, 0), node(&heap, 2, 9000, 0));
    world.roots.extend([old, large]);
    collect_due(&heap, &mut world);
    for place in 0..2 {
        for owner in [old, large] {
            let young = node(&heap, 3, 1, 0);
            edge(young, 0).set(Some(leaf(&heap, 4, 0)));
            edge(owner, place).set(Some(young));
            // SAFETY: the owner is reached from a root.
            unsafe { note_write(owner.header()) };
        }
        assert!(!collect_due(&heap, &mut world));
        assert_eq!(live(&heap), 2 + 4 * (place + 1));
    }
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "checked in debug builds")]
#[should_panic(expected = "a store to the cell of kind node")]
fn a_store_that_was_not_noted_is_found() {
    let heap = heap();
    let mut world = World::default();
    let old = node(&heap, 1, 1, 0);
    world.roots.push(old);
    collect_due(&heap, &mut world);
    edge(old, 0).set(Some(leaf(&heap, 2, 0)));
    collect_due(&heap, &mut world);
}

#[test]
fn what_young_cells_own_is_dropped_and_what_old_ones_own_is_not() {
    let dropped = Cell::new(0);
    let heap = heap();
    let mut world = World::default();
    world.roots.push(owner(&heap, 1, 100, 0, &dropped));
    collect_due(&heap, &mut world);
    world.roots.clear();
    owner(&heap, 2, 100, 0, &dropped);
    assert!(!collect_due(&heap, &mut world));
    assert_eq!((dropped.get(), heap.external_bytes()), (1, 100));
}

#[test]
fn weak_references_to_old_cells_stay_and_those_to_young_ones_are_cleared() {
    let heap = heap();
    let mut world = World::default();
    let old = leaf(&heap, 1, 0);
    world.roots.push(old);
    collect_due(&heap, &mut world);
    world.weak = vec![Some(old), Some(leaf(&heap, 2, 0))];
    world.roots.clear();
    collect_due(&heap, &mut world);
    assert_eq!(world.weak, [Some(old), None]);
}

/// A program that keeps a little and drops much collects the young nearly always, and holds no more than with full collections.
#[test]
fn garbage_that_became_old_is_bounded() {
    let heap = Heap::new(&KINDS, HeapOptions::default());
    let mut world = World::default();
    let mut young = 0;
    for turn in 0..400_000_u64 {
        let cell = node(&heap, turn, 1, 0);
        if turn % 8 == 0 {
            world.roots.push(cell);
            if world.roots.len() > 4000 {
                world.roots.remove(turn as usize % 4000);
            }
        }
        if heap.wants_collection() && !collect_due(&heap, &mut world) {
            young += 1;
        }
    }
    let statistics = heap.statistics();
    assert!(
        young * 2 > statistics.collections,
        "{young} of {}",
        statistics.collections
    );
    assert!(statistics.peak < 1 << 20, "{}", statistics.peak);
}

/// Entries come and go while full collections in steps look at the map: those whose key lives keep their value.
#[test]
fn weak_maps_keep_the_values_of_living_keys_through_steps() {
    const ENTRIES: usize = 50;
    let heap = heap();
    let mut world = World::default();
    let map = weak_map(&heap, &[(node(&heap, 0, 0, 0), leaf(&heap, 0, 0)); ENTRIES]);
    world.roots = vec![map; ENTRIES + 1];
    world.weak_maps.push(map);
    let mut random = Random::Seed(3);
    for id in 1..4000 {
        let place = random.below(ENTRIES);
        if id % 200 < 100 {
            let key = node(&heap, id, 0, 0);
            edge(map, place * 2).set(Some(key));
            edge(map, place * 2 + 1).set(Some(leaf(&heap, id, 0)));
            // SAFETY: the map is reached from a root.
            unsafe { note_write(map.header()) };
            world.roots[place] = [map, key][random.below(2)];
        }
        if id % 3 == 0 {
            // SAFETY: what is used afterwards is reached from the roots.
            unsafe { heap.collect_due(&mut world, None) };
        }
        for place in 0..ENTRIES {
            if let Some(key) = edge(map, place * 2).get() {
                let value = edge(map, place * 2 + 1).get().unwrap();
                assert_eq!(key.header.payload(), value.header.payload());
            }
        }
    }
}

/// Large heaps are never collected at once, and what died in them goes all the same.
#[test]
#[cfg_attr(miri, ignore = "many cells")]
fn a_large_heap_is_collected_in_steps() {
    const CELLS: usize = 250_000;
    let heap = Heap::new(&KINDS, HeapOptions::default());
    let mut world = World::default();
    let table = node(&heap, 0, CELLS, 0);
    world.roots.push(table);
    let mut random = Random::Seed(7);
    let mut expected = vec![0; CELLS];
    let mut at_once = 0;
    for id in 1..1_500_000 {
        let place = match id as usize {
            id if id <= CELLS => id - 1,
            _ => random.below(CELLS),
        };
        let cell = node(&heap, id, 1, 128);
        edge(cell, 0).set(Some(leaf(&heap, id, 0)));
        edge(table, place).set(Some(cell));
        // SAFETY: the table is reached from a root.
        unsafe { note_write_at(table.header(), place) };
        expected[place] = id;
        if heap.wants_collection() {
            // SAFETY: what is used afterwards is reached from the table.
            at_once += usize::from(unsafe { heap.collect_due(&mut world, None) });
        }
    }
    for (place, id) in expected.into_iter().enumerate() {
        let cell = edge(table, place).get().unwrap();
        let leaf = edge(cell, 0).get().unwrap();
        assert_eq!((cell.header.payload(), leaf.header.payload()), (id, id));
    }
    let statistics = heap.statistics();
    assert!(at_once <= 8, "{at_once} collections at once");
    assert!(statistics.peak < 104 << 20, "{} bytes", statistics.peak);
    assert!(
        statistics.freed_bytes > 100 << 20,
        "{} bytes",
        statistics.freed_bytes
    );
}

/// More writes than the list of cards holds: the cells are looked at as a whole, and no write costs more for it.
#[test]
#[cfg_attr(miri, ignore = "many writes")]
fn writes_to_many_cards_are_remembered() {
    const CELLS: usize = 700_000;
    let heap = heap();
    let mut world = World::default();
    let (table, shared) = (node(&heap, 0, CELLS, 0), leaf(&heap, 1, 0));
    world.roots.extend([table, shared]);
    collect_due(&heap, &mut world);
    for place in 0..CELLS {
        let value = if place % 1000 == 0 {
            leaf(&heap, 2, 0)
        } else {
            shared
        };
        edge(table, place).set(Some(value));
        // SAFETY: the table is reached from a root.
        unsafe { note_write_at(table.header(), place) };
    }
    // SAFETY: what is used afterwards is reached from the table.
    assert!(!unsafe { heap.collect_due(&mut world, None) });
    assert_eq!(heap.statistics().live_cells, 2 + CELLS / 1000);
}

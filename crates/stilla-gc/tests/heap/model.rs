//! A random graph of cells against a model of it that knows what is reachable.
//!
//! Uses: world.
//! Never: behaviour.

use crate::world::*;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use stilla_gc::*;

/// What the model knows of one cell.
struct Twin {
    cell: Gc<Node>,
    edges: Vec<Option<u64>>,
    owns: usize,
}

struct Model {
    heap: Heap,
    world: World,
    random: Random,
    twins: HashMap<u64, Twin>,
    roots: Vec<u64>,
    next: u64,
    dropped: Box<Cell<usize>>,
    dead_owners: usize,
    owners: usize,
}

impl Model {
    fn new(random: Random, options: HeapOptions) -> Model {
        Model {
            heap: Heap::new(&KINDS, options),
            world: World::default(),
            random,
            twins: HashMap::new(),
            roots: Vec::new(),
            next: 0,
            dropped: Box::default(),
            dead_owners: 0,
            owners: 0,
        }
    }

    fn size(&mut self) -> usize {
        match self.random.below(100) {
            0 => 33_000 + self.random.below(400_000),
            1..4 => self.random.below(33_000),
            4..20 => self.random.below(2000),
            _ => self.random.below(130),
        }
    }

    fn allocate(&mut self) -> u64 {
        let (id, size) = (self.next, self.size());
        self.next += 1;
        let twin = match self.random.below(10) {
            0 => Twin {
                cell: leaf(&self.heap, id, size),
                edges: vec![],
                owns: 0,
            },
            1 => {
                let owns = 1 + self.random.below(1000);
                self.owners += 1;
                Twin {
                    cell: owner(&self.heap, id, owns, size, &self.dropped),
                    edges: vec![],
                    owns,
                }
            }
            _ => {
                let count = match self.random.below(40) {
                    0 => 1000 + self.random.below(8000),
                    _ => self.random.below(6),
                };
                Twin {
                    cell: node(&self.heap, id, count, size),
                    edges: vec![None; count],
                    owns: 0,
                }
            }
        };
        self.twins.insert(id, twin);
        id
    }

    /// A cell that is reachable now: a walk of a few steps from a root.
    fn pick(&mut self) -> Option<u64> {
        if self.roots.is_empty() {
            return None;
        }
        let mut at = self.roots[self.random.below(self.roots.len())];
        for _ in 0..self.random.below(8) {
            let edges = &self.twins[&at].edges;
            if edges.is_empty() {
                break;
            }
            let Some(next) = edges[self.random.below(edges.len())] else {
                break;
            };
            at = next;
        }
        Some(at)
    }

    fn link(&mut self, from: u64, to: Option<u64>) {
        let target = to.map(|to| self.twins[&to].cell);
        let count = self.twins[&from].edges.len();
        if count == 0 {
            return;
        }
        let index = self.random.below(count);
        let twin = self.twins.get_mut(&from).unwrap();
        twin.edges[index] = to;
        edge(twin.cell, index).set(target);
        // SAFETY: what the model links is reachable.
        unsafe {
            match index % 4 {
                0 => note_write(twin.cell.header()),
                _ => note_write_at(twin.cell.header(), index),
            }
        }
    }

    fn step(&mut self) {
        match self.random.below(20) {
            0..10 => {
                let new = self.allocate();
                match self.pick() {
                    Some(holder) if self.random.below(8) != 0 => self.link(holder, Some(new)),
                    _ => self.roots.push(new),
                }
            }
            10..14 => {
                if let (Some(from), Some(to)) = (self.pick(), self.pick()) {
                    self.link(from, Some(to));
                }
            }
            14..17 => {
                if let Some(from) = self.pick() {
                    self.link(from, None);
                }
            }
            17 => {
                self.allocate();
            }
            18 => {
                if let Some(id) = self.pick() {
                    self.roots.push(id);
                }
            }
            _ => {
                if !self.roots.is_empty() {
                    let index = self.random.below(self.roots.len());
                    self.roots.swap_remove(index);
                }
            }
        }
    }

    fn reachable(&self) -> HashSet<u64> {
        let mut seen: HashSet<u64> = self.roots.iter().copied().collect();
        let mut todo: Vec<u64> = seen.iter().copied().collect();
        while let Some(id) = todo.pop() {
            todo.extend(
                self.twins[&id]
                    .edges
                    .iter()
                    .flatten()
                    .copied()
                    .filter(|to| seen.insert(*to)),
            );
        }
        seen
    }

    fn collect_and_compare(&mut self) {
        let live = self.reachable();
        self.prepare_world();
        self.world.collect(&self.heap);
        self.forget_dead(|id| live.contains(&id));
        assert_eq!(self.twins.len(), live.len());
        assert_eq!(self.heap.statistics().live_cells, live.len());
        self.compare_cells();
    }

    /// A collection of the young, or a step, may leave what is dead, but nothing else.
    fn collect_due_and_compare(&mut self) {
        let live = self.reachable();
        self.prepare_world();
        // SAFETY: the model uses after it only what is reachable.
        unsafe { self.heap.collect_due(&mut self.world, None) };
        if self.random.below(4) != 0 {
            // NOTE: what died waits for the sweep: looking at all cells would end that.
            return self.forget_unreferenced();
        }
        // SAFETY: as above.
        unsafe { self.heap.verify(&mut self.world).unwrap() };
        let survivors: HashSet<_> = self.world.weak.iter().flatten().copied().collect();
        let survivors: HashSet<u64> = survivors.iter().map(|cell| cell.header.payload()).collect();
        assert!(live.is_subset(&survivors));
        self.forget_dead(|id| survivors.contains(&id));
        self.compare_cells();
    }

    /// Forgets the cells that a collection found dead, and leaves open whether they are freed.
    fn forget_unreferenced(&mut self) {
        let survivors: HashSet<u64> = self
            .world
            .weak
            .iter()
            .flatten()
            .map(|cell| cell.header.payload())
            .collect();
        assert!(self.reachable().is_subset(&survivors));
        self.dead_owners += self
            .twins
            .iter()
            .filter(|(id, twin)| twin.owns != 0 && !survivors.contains(id))
            .count();
        self.twins.retain(|id, _| survivors.contains(id));
        assert!(self.dropped.get() <= self.dead_owners);
    }

    fn prepare_world(&mut self) {
        self.world.roots.clear();
        self.world.words.clear();
        for (index, id) in self.roots.iter().enumerate() {
            let cell = self.twins[id].cell;
            if index % 2 == 0 {
                self.world.roots.push(cell);
            } else {
                self.world.words.push((cell.address() + index % 16) as u64);
            }
        }
        self.world.weak = self.twins.values().map(|twin| Some(twin.cell)).collect();
    }

    /// Forgets the cells that a collection freed; it freed no others.
    fn forget_dead(&mut self, lives: impl Fn(u64) -> bool) {
        let left = self.world.weak.iter().flatten().count();
        self.dead_owners += self
            .twins
            .iter()
            .filter(|(id, twin)| twin.owns != 0 && !lives(**id))
            .count();
        self.twins.retain(|id, _| lives(*id));
        assert_eq!(left, self.twins.len());
        assert_eq!(self.dropped.get(), self.dead_owners);
        assert_eq!(
            self.heap.external_bytes(),
            self.twins.values().map(|twin| twin.owns).sum::<usize>()
        );
    }

    fn compare_cells(&self) {
        let mut cells = HashSet::new();
        self.heap
            .for_each_cell(|cell, _| assert!(cells.insert(cell)));
        assert_eq!(cells.len(), self.twins.len());
        for (id, twin) in &self.twins {
            assert!(cells.contains(&twin.cell.header()));
            assert_eq!(twin.cell.header.payload(), *id);
            for (index, to) in twin.edges.iter().enumerate() {
                assert_eq!(
                    edge(twin.cell, index).get(),
                    to.map(|to| self.twins[&to].cell)
                );
            }
        }
    }
}

fn run(seed: u64, steps: usize, every: usize, options: HeapOptions) {
    run_with(Random::Seed(seed), steps, every, options);
}

/// What the bytes of a fuzzer say: the first ones how the heap is, the others what is done with it.
pub fn run_bytes(bytes: &[u8]) {
    let Some(([how, every], choices)) = bytes.split_first_chunk() else {
        return;
    };
    let options = HeapOptions {
        poison: how & 1 != 0,
        stress: how & 2 != 0,
        mark_stack: if how & 4 != 0 { 2 } else { 1024 },
        ..HeapOptions::default()
    };
    let random = Random::Bytes(Vec::from(choices).into_iter());
    run_with(random, choices.len(), 1 + usize::from(*every), options);
}

fn run_with(random: Random, steps: usize, every: usize, options: HeapOptions) {
    let in_steps = options.stress;
    let mut model = Model::new(random, options);
    for step in 0..steps {
        if model.random.is_at_end() {
            break;
        }
        model.step();
        if step % every == every - 1 {
            let is_full = match in_steps {
                true => model.random.below(100) == 0,
                false => (step / every).is_multiple_of(3),
            };
            if is_full {
                model.collect_and_compare();
            } else {
                model.collect_due_and_compare();
            }
        }
        if model.random.below(5000) == 1 {
            model.roots.clear();
        }
    }
    model.collect_and_compare();
    let Model {
        heap,
        dropped,
        owners,
        ..
    } = model;
    drop(heap);
    assert_eq!(dropped.get(), owners);
}

const STEPS: usize = if cfg!(miri) { 400 } else { 40_000 };

#[test]
fn random_graphs_survive_exactly_as_the_model_says() {
    for seed in 0..4 {
        run(seed, STEPS, STEPS / 100, HeapOptions::default());
    }
}

#[test]
fn so_do_they_with_poison_and_a_mark_stack_of_two() {
    for seed in 10..14 {
        run(
            seed,
            STEPS,
            STEPS / 100,
            HeapOptions {
                poison: true,
                mark_stack: 2,
                ..HeapOptions::default()
            },
        );
    }
}

#[test]
fn so_do_they_when_collected_all_the_time() {
    run(
        20,
        STEPS / 20,
        1,
        HeapOptions {
            poison: true,
            ..HeapOptions::default()
        },
    );
}

#[test]
fn so_do_they_when_full_collections_go_in_steps() {
    for seed in 30..36 {
        run(
            seed,
            STEPS / 8,
            1 + seed as usize % 7,
            HeapOptions {
                poison: seed % 2 == 0,
                stress: true,
                mark_stack: if seed % 3 == 0 { 2 } else { 1000 },
                ..HeapOptions::default()
            },
        );
    }
}

/// What the fuzzer of `fuzz/` kept, and what it found.
#[test]
fn inputs_of_the_fuzzer_are_replayed() {
    let fuzz = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz");
    for folder in ["corpus", "regressions"] {
        let Ok(entries) = std::fs::read_dir(format!("{fuzz}/{folder}/gc_model")) else {
            continue;
        };
        for entry in entries {
            run_bytes(&std::fs::read(entry.unwrap().path()).unwrap());
        }
    }
}

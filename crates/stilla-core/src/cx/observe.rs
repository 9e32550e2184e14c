//! What an agent notes for its host while it runs: how often places were reached, and where time went.
//!
//! An agent that nobody observes has none of this: compiled code counts nothing, and the budget's slow path finds an
//! empty field.
//!
//! Uses: code, the walk over frames. Never: the operations' files.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use stilla_bytecode::Code;
use stilla_bytecode::code::{Point, Source};

use crate::Cx;

/// The frames of a sample; what called those is not told.
const DEEPEST: usize = 200;

/// What is noted.
#[derive(Default)]
pub(crate) struct Observation {
    covered: Option<Vec<Arc<Code>>>,
    profile: Option<Sampler>,
}

/// A text and how often its places were reached.
#[derive(Clone, Debug)]
pub struct CoveredSource {
    /// Name and text.
    pub source: Arc<Source>,
    /// Its places, as those of the program in the text. One that was compiled twice stands here twice.
    pub points: Vec<CoveredPoint>,
}

/// A place of a text.
#[derive(Clone, Debug)]
pub struct CoveredPoint {
    /// Kind and range.
    pub point: Point,
    /// The name of the function that it is in.
    pub function: String,
    /// How often it was reached.
    pub count: u32,
}

/// Where time went: a tree of calls.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// The nodes; a caller stands before what it calls.
    pub nodes: Vec<ProfileNode>,
}

/// A function as it is called by a chain of others.
#[derive(Clone, Debug)]
pub struct ProfileNode {
    /// The number of the node of the caller, or `None` for what the host calls.
    pub parent: Option<usize>,
    /// The function.
    pub place: ProfilePlace,
    /// How long it ran itself, without what it called.
    pub time: Duration,
    /// How often it was found running itself.
    pub samples: u32,
}

/// What a node stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProfilePlace {
    /// A function.
    Function {
        /// Its name, or the empty text.
        name: String,
        /// The source that it is in.
        source: String,
        /// The line where it begins, from 1.
        line: u32,
    },
    /// A collection that the function above had to wait for.
    Collection,
}

/// Says from another thread when to look at the stack.
#[derive(Clone, Debug, Default)]
pub struct ProfileTicker(Arc<AtomicBool>);

impl ProfileTicker {
    /// The agent looks at its stack at the next place that lets it.
    pub fn tick(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The parent of a node and the address of its code, which is only compared; a collection has none.
type NodeKey = (Option<usize>, usize);

/// The samples so far.
struct Sampler {
    ticker: ProfileTicker,
    last: Instant,
    /// The code that passed a place last, and where its registers are.
    ///
    /// NOTE: a tick is noticed at the next place; what ran when it came is what had passed the place before. Without
    /// this a function without loops and calls would never be found.
    place: Option<(Arc<Code>, usize)>,
    nodes: Vec<Node>,
    /// The number of the node of a code below a parent. The nodes hold the codes, so that no address is used twice.
    known: FxHashMap<NodeKey, usize>,
}

/// A code as it is called by a chain of others; none is a collection.
struct Node {
    parent: Option<usize>,
    code: Option<Arc<Code>>,
    time: Duration,
    samples: u32,
}

/// What ran since the last sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ran {
    Code,
    Collection,
}

impl Cx {
    /// Counts from now on how often the places of texts are reached that are compiled.
    pub fn start_coverage(&mut self) {
        self.observation.get_or_insert_default().covered = Some(Vec::new());
    }

    /// Takes a compiled text among those of [`Cx::take_coverage`], if that was asked for.
    pub fn cover(&mut self, code: &Arc<Code>) {
        let observation = self.observation.as_mut();
        if let Some(covered) = observation.and_then(|observation| observation.covered.as_mut()) {
            covered.push(Arc::clone(code));
        }
    }

    /// The texts that were compiled since [`Cx::start_coverage`], and how often each place was reached so far.
    #[must_use]
    pub fn take_coverage(&mut self) -> Vec<CoveredSource> {
        let observation = self.observation.as_mut();
        let covered = observation.and_then(|observation| observation.covered.take());
        covered
            .unwrap_or_default()
            .iter()
            .map(|code| CoveredSource {
                source: Arc::clone(&code.source),
                points: points_of(code),
            })
            .collect()
    }

    /// Notes where time goes, in texts that are compiled from now on. The stack is looked at after each tick.
    pub fn start_profile(&mut self) -> ProfileTicker {
        let ticker = ProfileTicker::default();
        self.observation.get_or_insert_default().profile = Some(Sampler {
            ticker: ticker.clone(),
            last: Instant::now(),
            place: None,
            nodes: Vec::new(),
            known: FxHashMap::default(),
        });
        ticker
    }

    /// Whether compiled code tells which places it passes.
    pub(crate) fn wants_places(&self) -> bool {
        let observation = self.observation.as_ref();
        observation.is_some_and(|all| all.profile.is_some() || all.covered.is_some())
    }

    fn sampler(&mut self) -> Option<&mut Sampler> {
        self.observation.as_mut()?.profile.as_mut()
    }

    pub(crate) fn is_profiling(&self) -> bool {
        let observation = self.observation.as_ref();
        observation.is_some_and(|observation| observation.profile.is_some())
    }

    /// Where time went since [`Cx::start_profile`].
    #[must_use]
    pub fn take_profile(&mut self) -> Profile {
        let observation = self.observation.as_mut();
        let sampler = observation.and_then(|observation| observation.profile.take());
        let nodes = sampler.map(|sampler| sampler.nodes).unwrap_or_default();
        let nodes = nodes.into_iter().map(|node| ProfileNode {
            parent: node.parent,
            place: node
                .code
                .map_or(ProfilePlace::Collection, |code| place_of(&code)),
            time: node.time,
            samples: node.samples,
        });
        Profile {
            nodes: nodes.collect(),
        }
    }

    /// The time from here to the next sample counts, that before does not: nothing ran.
    pub(crate) fn note_idle(&mut self) {
        if let Some(sampler) = self.sampler() {
            sampler.last = Instant::now();
        }
    }

    /// A frame of `code`, whose registers are at `regs`, passes a place.
    #[cold]
    pub(crate) fn note_place(&mut self, code: &Arc<Code>, regs: usize) {
        self.sample(Ran::Code);
        if let Some(sampler) = self.sampler() {
            match &mut sampler.place {
                Some((last, at)) if Arc::ptr_eq(last, code) => *at = regs,
                place => *place = Some((Arc::clone(code), regs)),
            }
        }
    }

    /// Gives the time since the last sample to what ran when the ticker ticked, if it did.
    #[cold]
    pub(crate) fn sample(&mut self, ran: Ran) {
        let Some(sampler) = self.sampler() else {
            return;
        };
        let is_due = sampler.ticker.0.swap(false, Ordering::Relaxed) || ran == Ran::Collection;
        if !is_due {
            return;
        }
        let place = sampler.place.clone();
        if !self.is_running() {
            return;
        }
        let mut frames: Vec<(Arc<Code>, usize)> = Vec::new();
        self.walk_frames(DEEPEST, |block, _, regs| {
            frames.push((Arc::clone(block.code()), regs));
        });
        if let Some((code, regs)) = place {
            let is_place =
                |frame: &(Arc<Code>, usize)| frame.1 == regs && Arc::ptr_eq(&frame.0, &code);
            match frames.iter().position(is_place) {
                // It has called what runs now.
                Some(depth) => drop(frames.drain(..depth)),
                // It has returned to what runs now.
                None if frames.first().is_some_and(|frame| frame.1 < regs) => {
                    frames.insert(0, (code, regs));
                }
                None => {}
            }
        }
        let codes = frames.into_iter().map(|(code, _)| code).collect();
        if let Some(sampler) = self.sampler() {
            sampler.note(codes, ran);
        }
    }
}

impl Sampler {
    /// Takes a sample; the innermost frame comes first.
    fn note(&mut self, codes: Vec<Arc<Code>>, ran: Ran) {
        let mut parent = None;
        for code in codes.into_iter().rev() {
            parent = Some(self.node(parent, Some(code)));
        }
        if ran == Ran::Collection {
            parent = Some(self.node(parent, None));
        }
        let now = Instant::now();
        let time = now.duration_since(self.last);
        self.last = now;
        if let Some(node) = parent {
            self.nodes[node].time += time;
            self.nodes[node].samples += 1;
        }
    }

    fn node(&mut self, parent: Option<usize>, code: Option<Arc<Code>>) -> usize {
        let address = code.as_ref().map_or(0, |code| Arc::as_ptr(code).addr());
        *self.known.entry((parent, address)).or_insert_with(|| {
            self.nodes.push(Node {
                parent,
                code,
                time: Duration::ZERO,
                samples: 0,
            });
            self.nodes.len() - 1
        })
    }
}

/// The places of a text and how often they were reached.
fn points_of(code: &Arc<Code>) -> Vec<CoveredPoint> {
    let mut points = Vec::new();
    let mut open = vec![Arc::clone(code)];
    while let Some(code) = open.pop() {
        let function = String::from_utf8_lossy(&code.facts.name);
        if let Some(coverage) = &code.coverage {
            let start = code.source.wrapper.0;
            let place = |offset: u32| code.source.offset_in_program(offset as usize) as u32;
            let own = coverage.points.iter().zip(&coverage.counts);
            for (point, count) in own.filter(|(point, _)| point.span.0 >= start) {
                points.push(CoveredPoint {
                    point: Point {
                        of: (place(point.of.0), place(point.of.1)),
                        span: (place(point.span.0), place(point.span.1)),
                        ..*point
                    },
                    function: function.clone().into_owned(),
                    count: count.load(Ordering::Relaxed),
                });
            }
        }
        let inner = code.functions.iter();
        open.extend(inner.filter_map(|function| function.code(None).ok().cloned()));
    }
    points
}

fn place_of(code: &Code) -> ProfilePlace {
    ProfilePlace::Function {
        name: String::from_utf8_lossy(&code.facts.name).into_owned(),
        source: code.source.name.to_string(),
        line: code.source.place(code.span.0 as usize).0,
    }
}

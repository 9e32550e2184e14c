//! Where a match can begin: what is searched for before the matcher is asked.
//!
//! Uses: analyse, flags, program (classes), syntax, compile (its UTF-16 encoder).
//! Never: matcher.

mod window;

use memchr::memmem;

use crate::analyse::{First, Info};
use crate::compile::push_units;
use crate::flags::Flags;
use crate::program::Class;
use crate::syntax::{Lines, Node, Pattern};
use window::{Window, frequency};

/// Longer literal prefixes are cut.
const MAX_LITERAL: usize = 64;

/// What is known about the beginning of every match.
#[derive(Debug)]
pub(crate) struct Prefilter {
    /// Only the start of the input comes into question.
    pub(crate) anchored: bool,
    /// What to look for.
    pub(crate) scan: Scan,
    /// The loop every match begins with: a failed attempt rules out its whole run.
    pub(crate) leading_loop: Option<u32>,
}

/// A search for candidates.
#[derive(Debug)]
pub(crate) enum Scan {
    /// Every position is one.
    Everywhere,
    /// A text of at least two units.
    Literal {
        units: Vec<u16>,
        latin: Option<Box<memmem::Finder<'static>>>,
    },
    /// One of up to three units.
    Few(Vec<u16>),
    /// One of these.
    Set(Box<StartSet>),
    /// A fitting beginning of several units.
    Window(Box<Window>),
    /// The start of a line.
    LineStart,
}

/// Code units a match can begin with.
#[derive(Debug)]
pub(crate) struct StartSet {
    pub(crate) latin: [bool; 256],
    /// Any from 256 on.
    pub(crate) other: bool,
    /// Exactly which of them, if known.
    beyond: Option<Class>,
}

impl StartSet {
    #[inline(always)]
    pub(crate) fn has(&self, unit: u16) -> bool {
        if unit < 256 {
            return self.latin[usize::from(unit)];
        }
        self.other
            && self
                .beyond
                .as_ref()
                .is_none_or(|class| class.has(u32::from(unit)))
    }
}

impl Prefilter {
    pub(crate) fn new(
        pattern: &Pattern,
        infos: &[Info],
        flags: Flags,
        leading_loop: Option<u32>,
    ) -> Self {
        let info = infos[pattern.root as usize];
        let scan = match scan(pattern, info.first.then(First::ANYTHING), flags) {
            _ if info.anchored => Scan::Everywhere,
            literal @ Scan::Literal { .. } => literal,
            _ if info.line_anchored => Scan::LineStart,
            simple => windowed(pattern, flags, simple),
        };
        Prefilter {
            anchored: info.anchored,
            scan,
            leading_loop,
        }
    }

    pub(crate) fn size(&self) -> usize {
        match &self.scan {
            Scan::Everywhere | Scan::LineStart => 0,
            Scan::Literal { units, .. } => 3 * units.len() + size_of::<memmem::Finder<'static>>(),
            Scan::Few(units) => 2 * units.len(),
            Scan::Set(set) => size_of::<StartSet>() + set.beyond.as_ref().map_or(0, Class::size),
            Scan::Window(_) => size_of::<Window>(),
        }
    }
}

fn scan(pattern: &Pattern, first: First, flags: Flags) -> Scan {
    let units = literal_prefix(pattern, flags);
    if units.len() > 1 {
        let bytes: Option<Vec<u8>> = units.iter().map(|&unit| u8::try_from(unit).ok()).collect();
        let latin = bytes.map(|bytes| Box::new(memmem::Finder::new(&bytes).into_owned()));
        return Scan::Literal { units, latin };
    }
    if let [unit] = units[..] {
        return Scan::Few(vec![unit]);
    }
    if first.end || first.is_anything() {
        return Scan::Everywhere;
    }
    let members: Vec<u16> = (0..=255u8)
        .filter(|&byte| first.has(byte))
        .map(u16::from)
        .collect();
    if members.len() <= 3 && !first.other {
        return Scan::Few(members);
    }
    let mut latin = [false; 256];
    for unit in members {
        latin[usize::from(unit)] = true;
    }
    if first.other && latin.iter().all(|&member| member) {
        return Scan::Everywhere;
    }
    let beyond = if first.other {
        leading_class(pattern, flags)
    } else {
        None
    };
    Scan::Set(Box::new(StartSet {
        beyond,
        latin,
        other: first.other,
    }))
}

/// A window instead of a simple search, where it is likely to be faster.
fn windowed(pattern: &Pattern, flags: Flags, simple: Scan) -> Scan {
    // Guessed nanoseconds per position: for the search, and for attempts where it finds something.
    const ATTEMPT: f32 = 25.0;
    let cost = match &simple {
        Scan::Literal { .. } | Scan::LineStart | Scan::Window(_) => return simple,
        Scan::Everywhere => ATTEMPT,
        Scan::Few(units) => {
            let rate = |&unit: &u16| u8::try_from(unit).map_or(0.0005, frequency);
            0.1 + ATTEMPT * units.iter().map(rate).sum::<f32>()
        }
        Scan::Set(set) => {
            let members = (0..=255u8).filter(|&byte| set.latin[usize::from(byte)]);
            let beyond = if set.other { 0.3 } else { 0.0 };
            0.6 + ATTEMPT * (members.map(frequency).sum::<f32>() + beyond).min(1.0)
        }
    };
    match Window::new(pattern, flags) {
        Some(window) if 1.0 + ATTEMPT * window.pass_rate < cost => Scan::Window(Box::new(window)),
        _ => simple,
    }
}

/// The class every match begins with a member of, in code units.
fn leading_class(pattern: &Pattern, flags: Flags) -> Option<Class> {
    let mut id = pattern.root;
    loop {
        id = match pattern.node(id) {
            Node::Seq(kids) => *pattern.kids(kids).first()?,
            Node::Group { body, .. } => body,
            Node::Repeat { body, min, .. } if min >= 1 => body,
            Node::Set(set) => {
                let mut units = pattern.sets[set as usize].clone();
                if flags.by_code_points() {
                    // Half a pair says nothing about the whole.
                    units.push(0xD800, 0xDFFF);
                    units.normalise();
                }
                return Some(Class::new(&units));
            }
            _ => return None,
        };
    }
}

/// The code units every match begins with.
fn literal_prefix(pattern: &Pattern, flags: Flags) -> Vec<u16> {
    let mut units = Vec::new();
    let mut pending = vec![pattern.root];
    while let Some(id) = pending.pop() {
        match pattern.node(id) {
            Node::Char(c) if flags.by_code_points() && (0xD800..0xE000).contains(&c) => break,
            Node::Char(c) => push_units(&mut units, c),
            Node::Seq(kids) => pending.extend(pattern.kids(kids).iter().rev()),
            Node::Group { body, .. } => pending.push(body),
            Node::Repeat { body, min, max, .. } if min >= 1 => {
                pending.push(body);
                if max != 1 {
                    // What follows the first turn is another turn or the rest.
                    let only = pending.len() - 1;
                    pending.drain(..only);
                }
            }
            Node::Empty | Node::Start(Lines::One | Lines::Many) | Node::WordBoundary { .. } => {}
            _ => break,
        }
        if units.len() >= MAX_LITERAL {
            break;
        }
    }
    units
}

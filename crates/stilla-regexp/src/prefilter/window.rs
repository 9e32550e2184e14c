//! What may stand at the first few places of a match, and a search for it.
//!
//! For up to eight places one byte per code unit (its low byte) tells at which of them it may stand. A text can
//! then be searched by jumping (when most units fit nowhere) or by shifting a mask along (when they fit often).
//!
//! Uses: syntax.
//! Never: compile, matcher.

use crate::flags::Flags;
use crate::syntax::{Node, NodeId, Pattern};

/// Places looked at.
const PLACES: usize = 8;

/// The bit of all places beyond the window.
const BEYOND: u16 = 1 << PLACES;

/// Terms visited before the search gives up; repetitions within repetitions are visited several times.
const MAX_VISITS: u32 = 4000;

/// Native recursion over the tree ends here.
const MAX_DEPTH: u32 = 64;

/// The first places of every match.
#[derive(Debug)]
pub(crate) struct Window {
    /// Bit n: units with this low byte may stand at place n.
    masks: [u8; 256],
    /// How far the window may move when this low byte stands at its last place.
    jumps: [u8; 256],
    len: usize,
    /// Whether jumping beats shifting.
    jumping: bool,
    /// The guessed share of positions that pass.
    pub(crate) pass_rate: f32,
}

/// A set of bytes, a bit for each.
type Bytes = [u64; 4];

/// Collects what may stand where.
struct Collector<'p> {
    pattern: &'p Pattern,
    by_code_points: bool,
    places: [Bytes; PLACES],
    visits: u32,
}

impl Window {
    /// The window of a pattern, if its matches are long enough and simple enough to see.
    pub(crate) fn new(pattern: &Pattern, flags: Flags) -> Option<Window> {
        let by_code_points = flags.by_code_points();
        let mut collector = Collector {
            pattern,
            by_code_points,
            places: [[0; 4]; PLACES],
            visits: 0,
        };
        let ends = collector.visit(pattern.root, 1, 0)?;
        let len = ends.trailing_zeros() as usize;
        if len < 2 {
            return None;
        }
        let len = len.min(PLACES);
        let mut masks = [0u8; 256];
        for (place, members) in collector.places[..len].iter().enumerate() {
            for (byte, mask) in masks.iter_mut().enumerate() {
                *mask |= ((members[byte / 64] >> (byte % 64) & 1) as u8) << place;
            }
        }
        // From the last place that the unit fits, the window moves so that it fits.
        let jumps = masks.map(|mask| (len as u32 - (u8::BITS - mask.leading_zeros())) as u8);
        let mean: f32 = (0..=255u8)
            .map(|byte| frequency(byte) * f32::from(jumps[usize::from(byte)]))
            .sum();
        let pass_rate = collector.places[..len].iter().map(rate).product();
        Some(Window {
            masks,
            jumps,
            len,
            jumping: mean > 1.5,
            pass_rate,
        })
    }

    /// The first place from `from` on where the window fits.
    #[inline(always)]
    pub(crate) fn find<U: Copy>(
        &self,
        text: &[U],
        from: usize,
        low_byte: impl Fn(U) -> u8,
    ) -> Option<usize> {
        if self.jumping {
            self.jump(text, from, low_byte)
        } else {
            self.shift(text, from, low_byte)
        }
    }

    #[inline(always)]
    fn jump<U: Copy>(&self, text: &[U], from: usize, low_byte: impl Fn(U) -> u8) -> Option<usize> {
        let last = self.len - 1;
        let mut at = from + last;
        while let Some(&unit) = text.get(at) {
            let jump = self.jumps[usize::from(low_byte(unit))];
            if jump > 0 {
                at += usize::from(jump);
                continue;
            }
            let start = at - last;
            let fits = (0..last).all(|place| {
                self.masks[usize::from(low_byte(text[start + place]))] >> place & 1 == 1
            });
            if fits {
                return Some(start);
            }
            at += 1;
        }
        None
    }

    #[inline(always)]
    fn shift<U: Copy>(&self, text: &[U], from: usize, low_byte: impl Fn(U) -> u8) -> Option<usize> {
        let top = 1u32 << (self.len - 1);
        let mut state = 0u32;
        for (at, &unit) in text.get(from..)?.iter().enumerate() {
            state = (state << 1 | 1) & u32::from(self.masks[usize::from(low_byte(unit))]);
            if state & top != 0 {
                return Some(from + at + 1 - self.len);
            }
        }
        None
    }
}

impl Collector<'_> {
    /// Notes a term that may begin at the places of `starts`; yields the places where it may end. Zero-width
    /// terms are taken to hold.
    fn visit(&mut self, id: NodeId, starts: u16, depth: u32) -> Option<u16> {
        self.visits += 1;
        if self.visits > MAX_VISITS || depth > MAX_DEPTH {
            return None;
        }
        // Nothing beyond the window matters, nor what starts nowhere.
        if starts & (BEYOND - 1) == 0 {
            return Some(starts);
        }
        let pattern = self.pattern;
        match pattern.node(id) {
            Node::Char(c) => Some(self.note(&[(c, c)], starts)),
            Node::Set(set) => Some(self.note(pattern.sets[set as usize].ranges(), starts)),
            Node::Seq(kids) => pattern
                .kids(kids)
                .iter()
                .try_fold(starts, |at, &kid| self.visit(kid, at, depth + 1)),
            Node::Alt(kids) => pattern.kids(kids).iter().try_fold(0, |ends, &kid| {
                Some(ends | self.visit(kid, starts, depth + 1)?)
            }),
            Node::Group { body, .. } => self.visit(body, starts, depth + 1),
            Node::Repeat { body, min, max, .. } => self.repeat(body, min, max, starts, depth),
            Node::BackRef { .. } | Node::NamedRef { .. } => None,
            Node::Empty
            | Node::Look { .. }
            | Node::Start(_)
            | Node::End(_)
            | Node::WordBoundary { .. } => Some(starts),
        }
    }

    fn repeat(&mut self, body: NodeId, min: u32, max: u32, starts: u16, depth: u32) -> Option<u16> {
        let (mut at, mut ends) = (starts, 0);
        for turn in 0..=PLACES as u32 {
            if turn >= min {
                ends |= at;
            }
            if turn == max {
                return Some(ends);
            }
            let next = self.visit(body, at, depth + 1)?;
            if next == at {
                break;
            }
            at = next;
        }
        // More turns only reach what was reached, or beyond.
        Some(ends | at)
    }

    fn note(&mut self, ranges: &[(u32, u32)], starts: u16) -> u16 {
        let astral = self.by_code_points && ranges.last().is_some_and(|&(_, last)| last > 0xFFFF);
        let members = if astral {
            [u64::MAX; 4]
        } else {
            low_bytes(ranges)
        };
        for place in (0..PLACES).filter(|place| starts >> place & 1 == 1) {
            add(&mut self.places[place], members);
            if astral && let Some(next) = self.places.get_mut(place + 1) {
                add(next, members);
            }
        }
        let ends = starts << 1 | if astral { starts << 2 } else { 0 } | starts & BEYOND;
        let window = ends & (BEYOND - 1);
        if ends > window {
            window | BEYOND
        } else {
            window
        }
    }
}

fn add(bytes: &mut Bytes, others: Bytes) {
    for (word, other) in bytes.iter_mut().zip(others) {
        *word |= other;
    }
}

/// The low bytes of the members of these ranges.
fn low_bytes(ranges: &[(u32, u32)]) -> Bytes {
    let mut bytes = [0; 4];
    for &(first, last) in ranges {
        if last - first >= 255 {
            return [u64::MAX; 4];
        }
        for c in first..=last {
            bytes[(c >> 6 & 3) as usize] |= 1 << (c & 63);
        }
    }
    bytes
}

/// How much of a text of words and punctuation each byte makes up, guessed.
static FREQUENCIES: [f32; 256] = {
    let mut table = [0.0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => 0.025,
            b' ' => 0.12,
            b'0'..=b'9' => 0.01,
            b'A'..=b'Z' => 0.004,
            b'\n' | b'.' | b',' | b'-' | b'_' | b'/' | b'"' => 0.008,
            0x80.. => 0.0005,
            _ => 0.0015,
        };
        byte += 1;
    }
    table
};

pub(super) fn frequency(byte: u8) -> f32 {
    FREQUENCIES[usize::from(byte)]
}

fn rate(members: &Bytes) -> f32 {
    let sum: f32 = (0..=255u8)
        .filter(|&byte| members[usize::from(byte / 64)] >> (byte % 64) & 1 == 1)
        .map(frequency)
        .sum();
    sum.min(1.0)
}

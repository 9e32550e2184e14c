//! The three ways to read an input.
//!
//! The matcher is compiled once for each: Latin-1, UTF-16 by code units, UTF-16 by code points.
//!
//! Uses: program (classes), prefilter (start sets).
//! Never: parser, compile.

use memchr::{memchr, memchr2, memchr3};

use super::machine::PIECE;
use crate::prefilter::{Scan, StartSet};
use crate::program::Class;

/// An input, read in characters; positions are code units.
pub(crate) trait Text: Copy {
    fn len(self) -> usize;
    /// The code unit at a position.
    fn unit(self, at: usize) -> Option<u32>;
    /// The character from `pos` on; moves behind it.
    fn next(self, pos: &mut usize) -> Option<u32>;
    /// The character before `pos`; moves before it.
    fn prev(self, pos: &mut usize) -> Option<u32>;
    /// Whether these units stand at a position.
    fn has_units(self, at: usize, units: &[u16]) -> bool;
    /// The end of the run of at most `max` members of a class.
    fn run(self, class: &Class, pos: usize, max: u32) -> usize;
    /// The first candidate at or after `from`.
    fn find(self, scan: &Scan, from: usize) -> Option<usize>;
    /// Whether `pos` stands between the halves of a character.
    fn splits_character(self, pos: usize) -> bool;
}

/// Latin-1: a code unit is a character.
#[derive(Clone, Copy)]
pub(crate) struct Latin1<'a>(pub(crate) &'a [u8]);

impl Text for Latin1<'_> {
    #[inline(always)]
    fn len(self) -> usize {
        self.0.len()
    }

    #[inline(always)]
    fn unit(self, at: usize) -> Option<u32> {
        self.0.get(at).map(|&byte| u32::from(byte))
    }

    #[inline(always)]
    fn next(self, pos: &mut usize) -> Option<u32> {
        let byte = *self.0.get(*pos)?;
        *pos += 1;
        Some(u32::from(byte))
    }

    #[inline(always)]
    fn prev(self, pos: &mut usize) -> Option<u32> {
        let at = pos.checked_sub(1)?;
        let byte = *self.0.get(at)?;
        *pos = at;
        Some(u32::from(byte))
    }

    #[inline(always)]
    fn has_units(self, at: usize, units: &[u16]) -> bool {
        match self.0.get(at..at + units.len()) {
            Some(bytes) => bytes
                .iter()
                .zip(units)
                .all(|(&byte, &unit)| u16::from(byte) == unit),
            None => false,
        }
    }

    #[inline(always)]
    fn run(self, class: &Class, pos: usize, max: u32) -> usize {
        let end = self.0.len().min(pos.saturating_add(max as usize));
        let Some(bytes) = self.0.get(pos..end) else {
            return pos;
        };
        // FAST: a member fails early most often; only longer runs are worth a search.
        let ahead = bytes.len().min(8);
        if let Some(short) = bytes[..ahead]
            .iter()
            .position(|&byte| !class.latin[usize::from(byte)])
        {
            return pos + short;
        }
        let rest = &bytes[ahead..];
        let stop = match class.excluded {
            Some(out) => match out.len {
                0 => None,
                1 => memchr(out.bytes[0], rest),
                2 => memchr2(out.bytes[0], out.bytes[1], rest),
                _ => memchr3(out.bytes[0], out.bytes[1], out.bytes[2], rest),
            },
            None => rest
                .iter()
                .position(|&byte| !class.latin[usize::from(byte)]),
        };
        stop.map_or(end, |at| pos + ahead + at)
    }

    fn find(self, scan: &Scan, from: usize) -> Option<usize> {
        let rest = self.0.get(from..)?;
        let found = match scan {
            Scan::Everywhere => Some(0),
            Scan::Literal { latin, .. } => latin.as_ref()?.find(rest),
            Scan::Few(units) => {
                let mut bytes = units.iter().filter_map(|&unit| u8::try_from(unit).ok());
                match (bytes.next(), bytes.next(), bytes.next()) {
                    (Some(a), None, _) => memchr(a, rest),
                    (Some(a), Some(b), None) => memchr2(a, b, rest),
                    (Some(a), Some(b), Some(c)) => memchr3(a, b, c, rest),
                    _ => None,
                }
            }
            // NOTE: a place where no match begins may be tried as well: so the search pays now and then.
            Scan::Set(set) => match rest[..rest.len().min(PIECE)]
                .iter()
                .position(|&byte| set.latin[usize::from(byte)])
            {
                None if rest.len() > PIECE => Some(PIECE),
                found => found,
            },
            Scan::Window(window) => return window.find(self.0, from, |byte| byte),
            Scan::LineStart => match from.checked_sub(1) {
                None => Some(0),
                Some(before) => memchr2(b'\n', b'\r', &self.0[before..]),
            },
        };
        found.map(|at| from + at)
    }

    #[inline(always)]
    fn splits_character(self, _pos: usize) -> bool {
        false
    }
}

/// UTF-16 by code units.
#[derive(Clone, Copy)]
pub(crate) struct Units<'a>(pub(crate) &'a [u16]);

impl Text for Units<'_> {
    #[inline(always)]
    fn len(self) -> usize {
        self.0.len()
    }

    #[inline(always)]
    fn unit(self, at: usize) -> Option<u32> {
        self.0.get(at).map(|&unit| u32::from(unit))
    }

    #[inline(always)]
    fn next(self, pos: &mut usize) -> Option<u32> {
        let unit = *self.0.get(*pos)?;
        *pos += 1;
        Some(u32::from(unit))
    }

    #[inline(always)]
    fn prev(self, pos: &mut usize) -> Option<u32> {
        let at = pos.checked_sub(1)?;
        let unit = *self.0.get(at)?;
        *pos = at;
        Some(u32::from(unit))
    }

    #[inline(always)]
    fn has_units(self, at: usize, units: &[u16]) -> bool {
        self.0.get(at..at + units.len()) == Some(units)
    }

    #[inline(always)]
    fn run(self, class: &Class, pos: usize, max: u32) -> usize {
        let end = self.0.len().min(pos.saturating_add(max as usize));
        let Some(units) = self.0.get(pos..end) else {
            return pos;
        };
        let stop = units.iter().position(|&unit| !class.has(u32::from(unit)));
        stop.map_or(end, |at| pos + at)
    }

    fn find(self, scan: &Scan, from: usize) -> Option<usize> {
        find_units(self.0, scan, from)
    }

    #[inline(always)]
    fn splits_character(self, _pos: usize) -> bool {
        false
    }
}

/// UTF-16 by code points.
#[derive(Clone, Copy)]
pub(crate) struct CodePoints<'a>(pub(crate) &'a [u16]);

impl Text for CodePoints<'_> {
    #[inline(always)]
    fn len(self) -> usize {
        self.0.len()
    }

    #[inline(always)]
    fn unit(self, at: usize) -> Option<u32> {
        self.0.get(at).map(|&unit| u32::from(unit))
    }

    #[inline(always)]
    fn next(self, pos: &mut usize) -> Option<u32> {
        let unit = *self.0.get(*pos)?;
        *pos += 1;
        if is_lead(unit)
            && let Some(&trail) = self.0.get(*pos)
            && is_trail(trail)
        {
            *pos += 1;
            return Some(join(unit, trail));
        }
        Some(u32::from(unit))
    }

    #[inline(always)]
    fn prev(self, pos: &mut usize) -> Option<u32> {
        let at = pos.checked_sub(1)?;
        let unit = *self.0.get(at)?;
        *pos = at;
        if is_trail(unit)
            && let Some(before) = at.checked_sub(1)
            && is_lead(self.0[before])
        {
            *pos = before;
            return Some(join(self.0[before], unit));
        }
        Some(u32::from(unit))
    }

    #[inline(always)]
    fn has_units(self, at: usize, units: &[u16]) -> bool {
        self.0.get(at..at + units.len()) == Some(units)
    }

    #[inline(always)]
    fn run(self, class: &Class, mut pos: usize, max: u32) -> usize {
        for _ in 0..max {
            let mut after = pos;
            match self.next(&mut after) {
                Some(c) if class.has(c) => pos = after,
                _ => break,
            }
        }
        pos
    }

    fn find(self, scan: &Scan, from: usize) -> Option<usize> {
        let mut from = from;
        loop {
            let at = find_units(self.0, scan, from)?;
            if !self.splits_character(at) {
                return Some(at);
            }
            from = at + 1;
        }
    }

    #[inline(always)]
    fn splits_character(self, pos: usize) -> bool {
        pos > 0 && pos < self.0.len() && is_trail(self.0[pos]) && is_lead(self.0[pos - 1])
    }
}

#[inline(always)]
fn is_lead(unit: u16) -> bool {
    unit & 0xFC00 == 0xD800
}

#[inline(always)]
fn is_trail(unit: u16) -> bool {
    unit & 0xFC00 == 0xDC00
}

#[inline(always)]
fn join(lead: u16, trail: u16) -> u32 {
    0x10000 + ((u32::from(lead) & 0x3FF) << 10) + (u32::from(trail) & 0x3FF)
}

fn find_units(text: &[u16], scan: &Scan, from: usize) -> Option<usize> {
    match scan {
        Scan::Everywhere => (from <= text.len()).then_some(from),
        Scan::Literal { units, .. } => find_literal(text, units, from),
        Scan::Few(units) => match units[..] {
            [] => None,
            [a] => find_few(text, from, |unit| unit == a),
            [a, b] => find_few(text, from, |unit| (unit == a) | (unit == b)),
            _ => {
                let (a, b, c) = (units[0], units[1], units[2]);
                find_few(text, from, |unit| (unit == a) | (unit == b) | (unit == c))
            }
        },
        Scan::Set(set) => {
            let end = text.len().min(from.saturating_add(PIECE));
            let found = find_set(&text[..end], set, from);
            found.or((end < text.len()).then_some(end))
        }
        Scan::Window(window) => window.find(text, from, |unit| unit as u8),
        Scan::LineStart => match from.checked_sub(1) {
            None => Some(0),
            Some(before) => {
                let is_end =
                    |unit| (unit == 0x0A) | (unit == 0x0D) | (unit == 0x2028) | (unit == 0x2029);
                find_few(text, before, is_end).map(|end| end + 1)
            }
        },
    }
}

fn find_literal(text: &[u16], literal: &[u16], mut from: usize) -> Option<usize> {
    let first = literal[0];
    loop {
        let at = find_few(text, from, |unit| unit == first)?;
        if text[at..].starts_with(literal) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// FAST: whole blocks are tested without branches, which the compiler turns into vector code.
#[inline(always)]
fn find_few(text: &[u16], from: usize, is_one: impl Fn(u16) -> bool) -> Option<usize> {
    const BLOCK: usize = 32;
    let rest = text.get(from..)?;
    let mut blocks = rest.chunks_exact(BLOCK);
    let mut at = from;
    for block in &mut blocks {
        if block.iter().fold(false, |any, &unit| any | is_one(unit)) {
            return block
                .iter()
                .position(|&unit| is_one(unit))
                .map(|found| at + found);
        }
        at += BLOCK;
    }
    blocks
        .remainder()
        .iter()
        .position(|&unit| is_one(unit))
        .map(|found| at + found)
}

fn find_set(text: &[u16], set: &StartSet, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.iter()
        .position(|&unit| set.has(unit))
        .map(|at| from + at)
}

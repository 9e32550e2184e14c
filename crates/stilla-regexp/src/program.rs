//! A compiled pattern: instructions and the tables they name.
//!
//! A program is immutable and knows nothing of the input's encoding; classes carry a table for the code units
//! below 256 and ranges for the rest.
//!
//! Uses: analyse, casefold, charset, flags, prefilter, syntax (names of its small enums).
//! Never: parser, matcher.

use crate::analyse::First;
use crate::casefold::Folding;
use crate::charset::CharSet;
use crate::flags::Flags;
use crate::prefilter::Prefilter;
use crate::syntax::{Direction, Greed, Name, Polarity};

/// Address of an instruction.
pub(crate) type Pc = u32;

/// One instruction. `pos` is the place in the input; an instruction that does not apply fails, which resumes the
/// youngest choice on the backtrack stack.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Inst {
    /// next char = c
    Char(u32),
    /// next char in classes[i]
    Set(u32),
    /// units[start..start+len] stand here
    Literal { start: u32, len: u32 },
    /// char before = c
    CharBack(u32),
    /// char before in classes[i]
    SetBack(u32),
    /// loops[i]
    Loop(u32),
    /// pc = to
    Jump(Pc),
    /// push second; pc = first
    Split { first: Pc, second: Pc },
    /// as Split, but tables[table] tells which of them can match here
    Fork { table: u32, first: Pc, second: Pc },
    /// pc = dispatches[i][next unit]
    Dispatch(u32),
    /// regs[slot] = pos, undone by backtracking
    Save(u32),
    /// regs[slot] = pos, for slots that every way to a match sets again
    SaveSure(u32),
    /// regs[first..end] = none
    Clear { first: u32, end: u32 },
    /// regs[reg] = pos
    Mark(u32),
    /// regs[reg] = none
    Unmark(u32),
    /// regs[mark] = pos if counters[counter] has done its minimum before this turn, else none
    MarkCounted { mark: u32, counter: u32 },
    /// fails if regs[reg] = pos
    Progress(u32),
    /// regs[reg] = 0
    Zero(u32),
    /// another turn of counters[i], or on to its exit
    Count(u32),
    /// regs[reg] += 1
    Turn(u32),
    /// remembers the stack height in regs[reg] and pos in regs[reg + 1]
    LookStart(u32),
    /// drops the choices made since LookStart, goes back to its pos
    LookEnd(u32),
    /// pushes to; remembers the stack height before in regs[reg]
    NotStart { reg: u32, to: Pc },
    /// drops everything since NotStart and fails
    NotEnd(u32),
    /// references[i]
    BackRef(u32),
    /// start of input
    Start,
    /// start of a line
    StartLine,
    /// end of input
    End,
    /// end of a line
    EndLine,
    /// classes[word] on one side, or not
    WordBoundary { word: u32, polarity: Polarity },
    /// the match ends here
    Match,
}

/// A set of characters, ready for testing.
#[derive(Debug)]
pub(crate) struct Class {
    pub(crate) latin: [bool; 256],
    /// The code units below 256 that are not in it, if there are at most three.
    pub(crate) excluded: Option<Excluded>,
    /// All of them from 256 on are in it.
    pub(crate) all_beyond: bool,
    /// For each block of 256 code units: none, all, or which of `blocks`.
    pages: Option<Box<[Page; 256]>>,
    blocks: Vec<[u64; 4]>,
    ranges: Box<[(u32, u32)]>,
}

/// How much of a block of 256 code units is in a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    None,
    All,
    Block(u8),
}

/// Up to three bytes that end a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Excluded {
    pub(crate) bytes: [u8; 3],
    pub(crate) len: u8,
}

impl Class {
    pub(crate) fn new(set: &CharSet) -> Class {
        let mut latin = [false; 256];
        for &(first, last) in set.ranges() {
            for c in first..=last.min(255) {
                latin[c as usize] = true;
            }
        }
        let mut bytes = (0..=255u8).filter(|&byte| !latin[byte as usize]);
        let mut excluded = Excluded {
            bytes: [0; 3],
            len: 0,
        };
        for slot in &mut excluded.bytes {
            if let Some(byte) = bytes.next() {
                *slot = byte;
                excluded.len += 1;
            }
        }
        let few = bytes.next().is_none();
        let beyond = set.ranges().partition_point(|&(_, last)| last < 256);
        let ranges: Box<[(u32, u32)]> = set.ranges()[beyond..].into();
        let (pages, blocks) = pages(&ranges);
        Class {
            latin,
            excluded: few.then_some(excluded),
            all_beyond: matches!(ranges[..], [(first, last)] if first <= 256 && last == crate::charset::MAX),
            pages,
            blocks,
            ranges,
        }
    }

    #[inline(always)]
    pub(crate) fn has(&self, c: u32) -> bool {
        if c < 256 {
            self.latin[c as usize]
        } else {
            self.all_beyond || self.has_beyond(c)
        }
    }

    #[inline(never)]
    fn has_beyond(&self, c: u32) -> bool {
        if let Some(pages) = &self.pages
            && c <= 0xFFFF
        {
            return match pages[(c >> 8) as usize] {
                Page::None => false,
                Page::All => true,
                Page::Block(index) => {
                    let block = &self.blocks[usize::from(index)];
                    block[(c >> 6 & 3) as usize] >> (c & 63) & 1 == 1
                }
            };
        }
        let at = self.ranges.partition_point(|&(_, last)| last < c);
        self.ranges.get(at).is_some_and(|&(first, _)| first <= c)
    }

    pub(crate) fn size(&self) -> usize {
        let pages = self.pages.as_ref().map_or(0, |pages| size_of_val(&**pages));
        size_of::<Class>() + size_of_val(&*self.ranges) + pages + 32 * self.blocks.len()
    }
}

/// Fewer ranges are searched as they are.
const MIN_RANGES_FOR_PAGES: usize = 8;

/// The code units of many ranges as a table.
fn pages(ranges: &[(u32, u32)]) -> (Option<Box<[Page; 256]>>, Vec<[u64; 4]>) {
    if ranges.len() < MIN_RANGES_FOR_PAGES {
        return (None, Vec::new());
    }
    let mut pages = Box::new([Page::None; 256]);
    let mut blocks: Vec<[u64; 4]> = Vec::new();
    for &(first, last) in ranges.iter().filter(|&&(first, _)| first <= 0xFFFF) {
        let last = last.min(0xFFFF);
        for page in first >> 8..=last >> 8 {
            let (from, to) = (first.max(page << 8), last.min(page << 8 | 0xFF));
            let slot = &mut pages[page as usize];
            if to - from == 0xFF {
                *slot = Page::All;
                continue;
            }
            let index = match *slot {
                Page::Block(index) => index,
                _ => {
                    blocks.push([0; 4]);
                    (blocks.len() - 1) as u8
                }
            };
            *slot = Page::Block(index);
            for c in from..=to {
                blocks[usize::from(index)][(c >> 6 & 3) as usize] |= 1 << (c & 63);
            }
        }
    }
    (Some(pages), blocks)
}

/// For each code unit that may come next: bit 0 if the first way can match, bit 1 if the second can.
#[derive(Debug)]
pub(crate) struct Table {
    latin: [u8; 256],
    other: u8,
    end: u8,
}

impl Table {
    pub(crate) fn new(first: &First, second: &First) -> Table {
        let bits = |a: bool, b: bool| u8::from(a) | u8::from(b) << 1;
        let mut latin = [0; 256];
        for byte in 0..=255u8 {
            latin[byte as usize] = bits(first.has(byte), second.has(byte));
        }
        Table {
            latin,
            other: bits(first.other, second.other),
            end: bits(first.end, second.end),
        }
    }

    #[inline(always)]
    pub(crate) fn ways(&self, unit: Option<u32>) -> u8 {
        match unit {
            Some(unit) if unit < 256 => self.latin[unit as usize],
            Some(_) => self.other,
            None => self.end,
        }
    }
}

/// Where an alternation goes for each code unit that may come next.
#[derive(Debug)]
pub(crate) struct DispatchTable {
    pub(crate) latin: [u16; 256],
    pub(crate) other: u16,
    pub(crate) end: u16,
    pub(crate) targets: Vec<Pc>,
}

/// A repetition of one class.
#[derive(Debug)]
pub(crate) struct Loop {
    pub(crate) class: u32,
    pub(crate) min: u32,
    pub(crate) max: u32,
    pub(crate) greed: Greed,
    /// What follows can't begin with a member: the longest run is the only candidate.
    pub(crate) possessive: bool,
    /// Bit 0 of this table tells where what follows can begin.
    pub(crate) follow: Option<u32>,
}

/// A counted repetition of a longer term.
#[derive(Debug)]
pub(crate) struct Counter {
    pub(crate) reg: u32,
    pub(crate) min: u32,
    pub(crate) max: u32,
    pub(crate) greed: Greed,
    pub(crate) body: Pc,
    pub(crate) exit: Pc,
    /// The table with bit 0 for another turn, bit 1 for leaving.
    pub(crate) table: Option<u32>,
}

/// A back reference.
#[derive(Debug)]
pub(crate) struct Reference {
    /// The groups of its name, of which at most one has matched.
    pub(crate) groups: Vec<u32>,
    pub(crate) folding: Option<Folding>,
    pub(crate) direction: Direction,
}

/// A compiled pattern.
///
/// ```
/// use stilla_regexp::{Flags, Input, Limits, Program, Scratch, Unlimited, compile};
/// let pattern: Vec<u16> = "(?<year>[0-9]{4})-([0-9]{2})".encode_utf16().collect();
/// let program: Program = compile(&pattern, Flags::NONE, &Limits::default()).unwrap();
/// let mut scratch = Scratch::default();
/// let found = program.exec(Input::Latin1(b"on 2026-02-03"), 0, false, &mut scratch, &mut Unlimited);
/// assert_eq!(found, Ok(true));
/// assert_eq!(scratch.group(0), Some(3..10));
/// assert_eq!(scratch.group(2), Some(8..10));
/// ```
#[derive(Debug)]
pub struct Program {
    pub(crate) flags: Flags,
    pub(crate) code: Vec<Inst>,
    pub(crate) classes: Vec<Class>,
    pub(crate) units: Vec<u16>,
    pub(crate) tables: Vec<Table>,
    pub(crate) dispatches: Vec<DispatchTable>,
    pub(crate) loops: Vec<Loop>,
    pub(crate) counters: Vec<Counter>,
    pub(crate) references: Vec<Reference>,
    pub(crate) names: Vec<Name>,
    pub(crate) groups: u32,
    /// Capture slots and further registers.
    pub(crate) regs: u32,
    pub(crate) prefilter: Prefilter,
}

impl Program {
    /// The flags it was compiled with.
    pub fn flags(&self) -> Flags {
        self.flags
    }

    /// Number of groups, the whole match (group 0) included.
    pub fn group_count(&self) -> usize {
        self.groups as usize
    }

    /// The group names in pattern order, each with its groups; more than one group when alternatives share a name.
    pub fn group_names(&self) -> impl ExactSizeIterator<Item = (&str, &[u32])> {
        self.names
            .iter()
            .map(|name| (name.name.as_str(), name.groups.as_slice()))
    }

    /// Whether any group has a name.
    pub fn has_group_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// Bytes on the heap, for the caller's accounting.
    pub fn size(&self) -> usize {
        let names: usize = self
            .names
            .iter()
            .map(|name| name.name.len() + 4 * name.groups.len() + size_of::<Name>())
            .sum();
        size_of::<Program>()
            + self.code.capacity() * size_of::<Inst>()
            + self.classes.iter().map(Class::size).sum::<usize>()
            + self.units.capacity() * 2
            + self.tables.capacity() * size_of::<Table>()
            + self
                .dispatches
                .iter()
                .map(|table| size_of::<DispatchTable>() + 4 * table.targets.len())
                .sum::<usize>()
            + self.loops.capacity() * size_of::<Loop>()
            + self.counters.capacity() * size_of::<Counter>()
            + self
                .references
                .iter()
                .map(|reference| size_of::<Reference>() + 4 * reference.groups.len())
                .sum::<usize>()
            + self.prefilter.size()
            + names
    }
}

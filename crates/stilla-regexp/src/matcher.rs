//! Runs a program against an input.
//!
//! A backtracking machine: choices go on an explicit stack that lives in [`Scratch`] and is reused, so a match
//! allocates nothing once warm and recurses never. Work is counted at every resumed choice and loop and paid to
//! the budget some thousand steps at a time.
//!
//! Uses: program, prefilter, error.
//! Never: parser, compile.

mod machine;
mod stack;
mod text;

use std::ops::Range;

use crate::error::{Budget, MatchError};
use crate::program::Program;
use machine::Machine;
use stack::Frame;
use text::{CodePoints, Latin1, Text, Units};

/// No position: a group that has not matched.
pub(crate) const NONE: u32 = u32::MAX;

/// What a program is matched against.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// Code units below 256, one byte each.
    Latin1(&'a [u8]),
    /// UTF-16, lone surrogates allowed.
    Utf16(&'a [u16]),
}

/// Memory of the matcher, and the captures of the last match.
#[derive(Debug)]
pub struct Scratch {
    regs: Vec<u32>,
    stack: Vec<Frame>,
    max_frames: usize,
    groups: usize,
}

impl Default for Scratch {
    /// A stack of at most 64 MiB.
    fn default() -> Self {
        Scratch::with_limit(64 << 20)
    }
}

impl Scratch {
    /// A scratch whose backtrack stack holds at most `bytes` bytes.
    pub fn with_limit(bytes: usize) -> Self {
        Scratch {
            regs: Vec::new(),
            stack: Vec::new(),
            max_frames: bytes / size_of::<Frame>(),
            groups: 0,
        }
    }

    /// Where a group matched, in code units; `None` if it did not.
    pub fn group(&self, index: usize) -> Option<Range<usize>> {
        if index >= self.groups {
            return None;
        }
        let (start, end) = (self.regs[2 * index], self.regs[2 * index + 1]);
        (start != NONE && end != NONE).then_some(start as usize..end as usize)
    }

    /// Start and end of all groups, one after the other; `u32::MAX` for a group that did not match.
    pub fn captures(&self) -> &[u32] {
        &self.regs[..2 * self.groups]
    }

    /// Bytes on the heap, for the caller's accounting.
    pub fn size(&self) -> usize {
        self.regs.capacity() * 4 + self.stack.capacity() * size_of::<Frame>()
    }

    /// Gives memory back, down to about `bytes`.
    pub fn shrink(&mut self, bytes: usize) {
        if self.size() > bytes {
            self.stack.clear();
            self.stack.shrink_to(bytes / size_of::<Frame>());
        }
    }
}

impl Program {
    /// Looks for the first match at or after `start` (a code unit); with `anchored` only at `start`.
    ///
    /// The captures are left in `scratch`. With `u` or `v` a `start` within a surrogate pair counts as its first
    /// half. Inputs of 2³² - 1 code units and more match nothing.
    ///
    /// # Errors
    /// When the budget says stop or the backtrack stack reaches its limit.
    pub fn exec(
        &self,
        input: Input<'_>,
        start: usize,
        anchored: bool,
        scratch: &mut Scratch,
        budget: &mut dyn Budget,
    ) -> Result<bool, MatchError> {
        match input {
            Input::Latin1(bytes) => self.search(Latin1(bytes), start, anchored, scratch, budget),
            Input::Utf16(units) if self.flags.by_code_points() => {
                self.search(CodePoints(units), start, anchored, scratch, budget)
            }
            Input::Utf16(units) => self.search(Units(units), start, anchored, scratch, budget),
        }
    }

    fn search<T: Text>(
        &self,
        text: T,
        start: usize,
        anchored: bool,
        scratch: &mut Scratch,
        budget: &mut dyn Budget,
    ) -> Result<bool, MatchError> {
        scratch.groups = self.groups as usize;
        scratch.stack.clear();
        scratch.regs.clear();
        scratch.regs.resize(self.regs as usize, NONE);
        if start > text.len() || text.len() >= NONE as usize {
            return Ok(false);
        }
        let mut machine = Machine::new(self, text, scratch, budget);
        let found = machine.search(start, anchored)?;
        machine.settle()?;
        Ok(found)
    }
}

//! The backtrack stack and what it remembers.
//!
//! Frames have one size, so that the frames of a finished lookaround can be thinned out in place.
//!
//! Uses: nothing.
//! Never: parser, compile.

/// What to do when the match comes back to a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Go on at `pc` from `pos`.
    Branch,
    /// regs[pc] = pos
    Restore,
    /// The greedy loop at `pc` gives back from `pos` on, not below `extra`.
    Retreat,
    /// The lazy loop at `pc` takes more from `pos` on, at most `extra` times.
    Advance,
}

/// One entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    word: u32,
    pub(crate) pos: u32,
    pub(crate) extra: u32,
}

const KIND_SHIFT: u32 = 30;

impl Frame {
    #[inline(always)]
    pub(crate) fn new(kind: Kind, pc: u32, pos: u32, extra: u32) -> Frame {
        Frame {
            word: (kind as u32) << KIND_SHIFT | pc,
            pos,
            extra,
        }
    }

    #[inline(always)]
    pub(crate) fn kind(self) -> Kind {
        match self.word >> KIND_SHIFT {
            0 => Kind::Branch,
            1 => Kind::Restore,
            2 => Kind::Retreat,
            _ => Kind::Advance,
        }
    }

    #[inline(always)]
    pub(crate) fn pc(self) -> u32 {
        self.word & ((1 << KIND_SHIFT) - 1)
    }
}

//! What can go wrong with a pattern or with a match.
//!
//! A bad pattern is the script's mistake (a SyntaxError of the caller); a match that stops is the host's limit speaking.
//!
//! Uses: nothing.
//! Never: parser, matcher.

use std::fmt;

/// Why a pattern was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// Where in the pattern, in UTF-16 code units.
    pub offset: usize,
    /// What is wrong there, without a final dot.
    pub message: &'static str,
}

impl PatternError {
    /// The program would be larger than the limit allows.
    pub(crate) const TOO_LARGE: PatternError = PatternError {
        offset: 0,
        message: "Regular expression too large",
    };
    /// Compiling takes more than [`crate::Limits::max_bytes`].
    pub const OUT_OF_MEMORY: PatternError = PatternError {
        offset: 0,
        message: "Regular expression needs too much memory",
    };
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.message, self.offset)
    }
}

impl std::error::Error for PatternError {}

/// The budget's order to give up; carries no reason, the budget's owner knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop;

/// Why a match did not come to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchError {
    /// The budget said stop: interrupt, fuel or deadline.
    Stopped,
    /// The backtrack stack reached the limit of [`crate::Scratch`].
    OutOfMemory,
}

impl fmt::Display for MatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MatchError::Stopped => "the match was stopped",
            MatchError::OutOfMemory => "the match needs more memory than it may use",
        })
    }
}

impl std::error::Error for MatchError {}

impl From<Stop> for MatchError {
    fn from(_: Stop) -> Self {
        MatchError::Stopped
    }
}

/// Pays for the steps of a match.
///
/// Any `FnMut(u32) -> Result<(), Stop>` is a budget.
pub trait Budget {
    /// Is told that about `steps` steps were made, some thousands at a time.
    ///
    /// # Errors
    /// `Stop` ends the match with [`MatchError::Stopped`].
    fn charge(&mut self, steps: u32) -> Result<(), Stop>;
}

impl<F: FnMut(u32) -> Result<(), Stop>> Budget for F {
    fn charge(&mut self, steps: u32) -> Result<(), Stop> {
        self(steps)
    }
}

/// A budget that never says stop.
#[derive(Clone, Copy, Debug)]
pub struct Unlimited;

impl Budget for Unlimited {
    fn charge(&mut self, _steps: u32) -> Result<(), Stop> {
        Ok(())
    }
}

//! Why a task could not do its work: one sentence for the person at the terminal.
//!
//! Uses: nothing
//! Never: any task

use std::fmt;

/// One sentence, without a final dot.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure told by `sentence`.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Says what was being done when a library refused.
pub trait During<T> {
    /// `Err(e)` becomes the failure `doing: e`.
    fn during(self, doing: impl fmt::Display) -> Result<T, Failure>;
}

impl<T, E: fmt::Display> During<T> for Result<T, E> {
    fn during(self, doing: impl fmt::Display) -> Result<T, Failure> {
        self.map_err(|error| Failure(format!("{doing}: {error}")))
    }
}

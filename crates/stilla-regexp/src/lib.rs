//! Regular expressions of ECMAScript: pattern to program to match, under a step budget.
//!
//! A pattern goes through three rooms: `syntax` reads it into a flat tree with all flags resolved, `compile`
//! turns the tree into a [`Program`], `matcher` runs the program. No room recurses over what a script nests.
//!
//! Uses: memchr.
//! Never: any other crate of the engine.
#![forbid(unsafe_code)]

mod analyse;
mod casefold;
mod charset;
mod compile;
mod error;
mod flags;
mod matcher;
mod prefilter;
mod program;
mod syntax;
mod unicode;

pub use compile::{Limits, compile, validate};
pub use error::{Budget, MatchError, PatternError, Stop, Unlimited};
pub use flags::Flags;
pub use matcher::{Input, Scratch};
pub use program::Program;

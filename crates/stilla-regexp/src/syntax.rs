//! The syntax tree of a pattern.
//!
//! The tree is flat: nodes name each other by index and a child always stands before its parent, so analysis is
//! one pass over an array and dropping is freeing it. Flags are resolved here: a case-insensitive character is a
//! set, a dot is a set, so later rooms know no flags.
//!
//! Uses: charset, casefold, flags.
//! Never: compile, matcher.

mod atom;
mod class;
mod class_sets;
mod group;
mod parser;
mod quantifier;
mod strings;

use crate::casefold::Folding;
use crate::charset::CharSet;
use crate::error::PatternError;
use crate::flags::Flags;

/// Index of a node.
pub(crate) type NodeId = u32;

/// No upper bound of a repetition.
pub(crate) const UNBOUNDED: u32 = u32::MAX;

/// Which of two it is: as written, or the opposite of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Polarity {
    /// `(?=`, `(?<=`, `\b`.
    Positive,
    /// `(?!`, `(?<!`, `\B`.
    Negative,
}

/// Which way a term reads the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// To the right.
    Forward,
    /// To the left, in a lookbehind.
    Backward,
}

/// Whether a repetition prefers more or fewer turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Greed {
    /// `*`
    Greedy,
    /// `*?`
    Lazy,
}

/// Where `^` and `$` match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lines {
    /// Only at the ends of the input.
    One,
    /// At line terminators too (`m`).
    Many,
}

/// Capture groups `first..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GroupRange {
    pub(crate) first: u32,
    pub(crate) end: u32,
}

impl GroupRange {
    pub(crate) fn is_empty(self) -> bool {
        self.first >= self.end
    }
}

/// Children `first..first + len` of `Pattern::kids`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kids {
    first: u32,
    len: u32,
}

/// One term of a pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node {
    /// Matches the empty string.
    Empty,
    /// One character exactly.
    Char(u32),
    /// One character of `Pattern::sets`.
    Set(u32),
    /// One after the other.
    Seq(Kids),
    /// The first that leads to a match.
    Alt(Kids),
    /// A capture group.
    Group { index: u32, body: NodeId },
    /// Between `min` and `max` turns.
    Repeat {
        body: NodeId,
        min: u32,
        max: u32,
        greed: Greed,
        groups: GroupRange,
    },
    /// A lookaround.
    Look {
        body: NodeId,
        direction: Direction,
        polarity: Polarity,
    },
    /// What a numbered group matched.
    BackRef {
        group: u32,
        folding: Option<Folding>,
    },
    /// What the groups of a name matched.
    NamedRef { name: u32, folding: Option<Folding> },
    /// `^`
    Start(Lines),
    /// `$`
    End(Lines),
    /// `\b`, with the set of word characters.
    WordBoundary { polarity: Polarity, word: u32 },
}

/// A name and the groups that bear it.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) name: String,
    pub(crate) groups: Vec<u32>,
}

/// A parsed pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) nodes: Vec<Node>,
    kids: Vec<NodeId>,
    pub(crate) sets: Vec<CharSet>,
    /// In order of their first appearance.
    pub(crate) names: Vec<Name>,
    /// Number of groups, the whole match included.
    pub(crate) groups: u32,
    pub(crate) root: NodeId,
}

impl Pattern {
    /// The children of a sequence or alternation.
    pub(crate) fn kids(&self, kids: Kids) -> &[NodeId] {
        &self.kids[kids.first as usize..(kids.first + kids.len) as usize]
    }

    pub(crate) fn node(&self, id: NodeId) -> Node {
        self.nodes[id as usize]
    }
}

/// Parses a pattern; `max_nodes` bounds the tree.
pub(crate) fn parse(
    pattern: &[u16],
    flags: Flags,
    max_nodes: usize,
) -> Result<Pattern, PatternError> {
    parser::Parser::new(pattern, flags, max_nodes).parse()
}

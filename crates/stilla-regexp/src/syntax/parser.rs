//! Reads a pattern: the outer loop of disjunctions, alternatives and terms.
//!
//! Open groups stand on an explicit stack, so nesting costs memory and never native stack.
//!
//! Uses: syntax, charset, casefold, flags, unicode.
//! Never: compile, matcher.

use std::cell::Cell;
use std::collections::HashMap;

use super::group::{Alternative, Frame, NamedGroup};
use super::{Kids, Lines, Name, Node, NodeId, Pattern};
use crate::casefold::Folding;
use crate::charset::CharSet;
use crate::error::PatternError;
use crate::flags::Flags;

/// Whether the pattern is read by the strict grammar (`u`, `v`) or that of annex B.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grammar {
    /// Annex B, by code units.
    Legacy,
    /// `u`
    Unicode,
    /// `v`
    UnicodeSets,
}

/// What a set costs besides its ranges, in ranges.
const SET_WEIGHT: usize = 32;

/// How many steps over ranges of classes and names of groups a pattern may take: a quarter of a second.
const MAX_WORK: usize = 1 << 24;

pub(super) struct Parser<'p> {
    pub(super) pattern: &'p [u16],
    pub(super) pos: usize,
    pub(super) grammar: Grammar,
    /// The flags in force here; modifiers change them.
    pub(super) flags: Flags,
    /// Whether `\k` is always a reference.
    pub(super) has_names: bool,
    /// Groups of the whole pattern, counted beforehand for annex B.
    pub(super) total_groups: u32,
    pub(super) nodes: Vec<Node>,
    pub(super) kids: Vec<NodeId>,
    pub(super) sets: Vec<CharSet>,
    known_sets: HashMap<CharSet, u32>,
    pub(super) groups: u32,
    pub(super) frames: Vec<Frame>,
    /// Terms of the open alternatives.
    pub(super) terms: Vec<NodeId>,
    /// Finished alternatives of the open groups.
    pub(super) alternatives: Vec<NodeId>,
    /// Where each alternative stands.
    pub(super) alternative_tree: Vec<Alternative>,
    pub(super) disjunctions: u32,
    pub(super) named_groups: Vec<NamedGroup>,
    /// Names referred to, with the offset of the first reference.
    pub(super) referred: Vec<(String, usize)>,
    pub(super) referred_index: HashMap<String, u32>,
    /// The highest group number referred to and where.
    pub(super) highest_reference: (u32, usize),
    /// What the sets cost, in ranges.
    set_weight: usize,
    /// Steps over ranges and names so far.
    work: Cell<usize>,
    max_nodes: usize,
}

impl<'p> Parser<'p> {
    pub(super) fn new(pattern: &'p [u16], flags: Flags, max_nodes: usize) -> Self {
        let grammar = if flags.contains(Flags::UNICODE_SETS) {
            Grammar::UnicodeSets
        } else if flags.contains(Flags::UNICODE) {
            Grammar::Unicode
        } else {
            Grammar::Legacy
        };
        Parser {
            pattern,
            pos: 0,
            grammar,
            flags,
            has_names: true,
            total_groups: 0,
            nodes: Vec::new(),
            kids: Vec::new(),
            sets: Vec::new(),
            known_sets: HashMap::new(),
            groups: 1,
            frames: Vec::new(),
            terms: Vec::new(),
            alternatives: Vec::new(),
            alternative_tree: Vec::new(),
            disjunctions: 0,
            named_groups: Vec::new(),
            referred: Vec::new(),
            referred_index: HashMap::new(),
            highest_reference: (0, 0),
            set_weight: 0,
            work: Cell::new(0),
            max_nodes,
        }
    }

    /// §22.2.1 Pattern <https://tc39.es/ecma262/#prod-Pattern>
    pub(super) fn parse(mut self) -> Result<Pattern, PatternError> {
        if self.grammar == Grammar::Legacy {
            self.count_groups();
        }
        self.push_frame(None);
        while self.pos < self.pattern.len() {
            self.term()?;
            if self.nodes.len() > self.max_nodes || self.set_weight > self.max_nodes {
                return Err(self.error("Regular expression too large"));
            }
            self.spend(0)?;
        }
        if self.frames.len() > 1 {
            return Err(self.error("Unterminated group"));
        }
        let root = self.finish_disjunction();
        let names = self.resolve_names()?;
        if self.is_unicode() && self.highest_reference.0 >= self.groups {
            return Err(self.error_at(
                self.highest_reference.1,
                "Invalid escape: there is no such group",
            ));
        }
        Ok(Pattern {
            nodes: self.nodes,
            kids: self.kids,
            sets: self.sets,
            names,
            groups: self.groups,
            root,
        })
    }

    /// §22.2.1 Term, with what may stand around it <https://tc39.es/ecma262/#prod-Term>
    fn term(&mut self) -> Result<(), PatternError> {
        let groups_before = self.groups;
        let Some(c) = self.peek() else { return Ok(()) };
        let node = match char::from_u32(c).unwrap_or('\u{FFFD}') {
            '|' => {
                self.pos += 1;
                self.next_alternative();
                return Ok(());
            }
            '(' => return self.open_group(),
            ')' => return self.close_group(),
            '^' => {
                self.pos += 1;
                let lines = self.lines();
                return self.push_assertion(Node::Start(lines));
            }
            '$' => {
                self.pos += 1;
                let lines = self.lines();
                return self.push_assertion(Node::End(lines));
            }
            '*' | '+' | '?' => return Err(self.error("Nothing to repeat")),
            '{' if self.is_unicode() => return Err(self.error("Nothing to repeat")),
            '{' if self.braced_quantifier()?.is_some() => {
                return Err(self.error("Nothing to repeat"));
            }
            '}' | ']' if self.is_unicode() => return Err(self.error("Lone quantifier brackets")),
            '.' => {
                self.pos += 1;
                self.dot()?
            }
            '[' => self.class()?,
            '\\' => match self.atom_escape()? {
                Some(node) => node,
                None => return Ok(()),
            },
            _ => {
                self.pos += if c > 0xFFFF { 2 } else { 1 };
                self.char_node(c)?
            }
        };
        self.quantify(node, groups_before)
    }

    pub(super) fn push_assertion(&mut self, node: Node) -> Result<(), PatternError> {
        let id = self.add(node)?;
        self.terms.push(id);
        Ok(())
    }

    fn lines(&self) -> Lines {
        if self.flags.contains(Flags::MULTILINE) {
            Lines::Many
        } else {
            Lines::One
        }
    }

    /// §22.2.2.7 CompileAtom, `.` <https://tc39.es/ecma262/#sec-compileatom>
    fn dot(&mut self) -> Result<NodeId, PatternError> {
        let set = if self.flags.contains(Flags::DOT_ALL) {
            CharSet::all()
        } else {
            CharSet::from_ranges(&crate::unicode::LINE_ENDS).complement()
        };
        self.set_node(set)
    }

    /// A character under the flags in force.
    pub(super) fn char_node(&mut self, c: u32) -> Result<NodeId, PatternError> {
        match self.folding() {
            Some(folding) => {
                let set = folding.close(&CharSet::single(c));
                self.set_node(set)
            }
            None => self.add(Node::Char(c)),
        }
    }

    /// A set as it is; the smallest node that means it.
    pub(super) fn set_node(&mut self, set: CharSet) -> Result<NodeId, PatternError> {
        if let Some(c) = set.only_member() {
            return self.add(Node::Char(c));
        }
        let index = self.intern_set(set);
        self.add(Node::Set(index))
    }

    pub(super) fn intern_set(&mut self, set: CharSet) -> u32 {
        if let Some(&index) = self.known_sets.get(&set) {
            return index;
        }
        self.set_weight += SET_WEIGHT + set.ranges().len();
        let index = self.sets.len() as u32;
        self.sets.push(set.clone());
        self.known_sets.insert(set, index);
        index
    }

    /// Counts work that grows faster than the pattern, and refuses what takes too much.
    pub(super) fn spend(&self, steps: usize) -> Result<(), PatternError> {
        self.work.set(self.work.get().saturating_add(steps));
        if self.work.get() > MAX_WORK {
            return Err(self.error("Regular expression too large"));
        }
        Ok(())
    }

    /// Counts work where nothing can be refused; the next [`Parser::spend`] does.
    pub(super) fn note_work(&self, steps: usize) {
        self.work.set(self.work.get().saturating_add(steps));
    }

    /// The case mapping in force, if case is ignored.
    pub(super) fn folding(&self) -> Option<Folding> {
        let folding = if self.is_unicode() {
            Folding::Simple
        } else {
            Folding::UpperCase
        };
        self.flags.contains(Flags::IGNORE_CASE).then_some(folding)
    }

    pub(super) fn is_unicode(&self) -> bool {
        self.grammar != Grammar::Legacy
    }

    pub(super) fn add(&mut self, node: Node) -> Result<NodeId, PatternError> {
        let id = self.nodes.len();
        if id >= self.max_nodes {
            return Err(self.error("Regular expression too large"));
        }
        self.nodes.push(node);
        Ok(id as NodeId)
    }

    /// Moves the elements of `list` from `base` on into a node of their own.
    pub(super) fn add_list(&mut self, list: Vec<NodeId>, node: fn(Kids) -> Node) -> NodeId {
        let id = match list[..] {
            [] => Node::Empty,
            [only] => return only,
            _ => {
                let kids = Kids {
                    first: self.kids.len() as u32,
                    len: list.len() as u32,
                };
                self.kids.extend_from_slice(&list);
                node(kids)
            }
        };
        self.nodes.push(id);
        (self.nodes.len() - 1) as NodeId
    }

    fn resolve_names(&mut self) -> Result<Vec<Name>, PatternError> {
        // A reference may stand before its group: names it introduced are listed first in `referred`.
        let mut names: Vec<Name> = Vec::new();
        let mut index = HashMap::new();
        for group in &self.named_groups {
            let at = *index.entry(group.name.clone()).or_insert_with(|| {
                names.push(Name {
                    name: group.name.clone(),
                    groups: Vec::new(),
                });
                names.len() - 1
            });
            names[at].groups.push(group.index);
        }
        let mut map = Vec::with_capacity(self.referred.len());
        for (name, offset) in &self.referred {
            match index.get(name) {
                Some(&at) => map.push(at as u32),
                None => return Err(self.error_at(*offset, "Invalid named capture referenced")),
            }
        }
        for node in &mut self.nodes {
            if let Node::NamedRef { name, .. } = node {
                *name = map[*name as usize];
            }
        }
        Ok(names)
    }

    /// The character here: a code point in the strict grammars, else a code unit.
    pub(super) fn peek(&self) -> Option<u32> {
        let unit = u32::from(*self.pattern.get(self.pos)?);
        if self.is_unicode() {
            Some(self.join_surrogates(unit))
        } else {
            Some(unit)
        }
    }

    /// The code point here, whatever the grammar.
    pub(super) fn peek_code_point(&self) -> Option<u32> {
        let unit = u32::from(*self.pattern.get(self.pos)?);
        Some(self.join_surrogates(unit))
    }

    fn join_surrogates(&self, unit: u32) -> u32 {
        match self.pattern.get(self.pos + 1) {
            Some(&low) if (0xD800..0xDC00).contains(&unit) && (0xDC00..0xE000).contains(&low) => {
                0x10000 + ((unit - 0xD800) << 10) + (u32::from(low) - 0xDC00)
            }
            _ => unit,
        }
    }

    /// Takes the character here.
    pub(super) fn next(&mut self) -> Option<u32> {
        let c = self.peek()?;
        self.pos += if c > 0xFFFF { 2 } else { 1 };
        Some(c)
    }

    pub(super) fn next_code_point(&mut self) -> Option<u32> {
        let c = self.peek_code_point()?;
        self.pos += if c > 0xFFFF { 2 } else { 1 };
        Some(c)
    }

    /// Whether `c` stands `ahead` units from here.
    pub(super) fn looks_at(&self, ahead: usize, c: char) -> bool {
        self.pattern
            .get(self.pos + ahead)
            .is_some_and(|&unit| u32::from(unit) == c as u32)
    }

    /// Takes `c` if it stands here.
    pub(super) fn eat(&mut self, c: char) -> bool {
        let found = self.looks_at(0, c);
        self.pos += usize::from(found);
        found
    }

    /// Takes `text` if it stands here.
    pub(super) fn eat_str(&mut self, text: &str) -> bool {
        let found = text.chars().enumerate().all(|(at, c)| self.looks_at(at, c));
        if found {
            self.pos += text.len();
        }
        found
    }

    pub(super) fn error(&self, message: &'static str) -> PatternError {
        self.error_at(self.pos, message)
    }

    pub(super) fn error_at(&self, offset: usize, message: &'static str) -> PatternError {
        PatternError { offset, message }
    }
}

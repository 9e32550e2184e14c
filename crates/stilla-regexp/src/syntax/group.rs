//! Groups: captures, names, lookarounds and modifiers.
//!
//! Every disjunction and every alternative is numbered, so that two groups of one name can be told apart by the
//! alternatives they stand in.
//!
//! Uses: syntax, flags, unicode.
//! Never: compile, matcher.

use super::parser::Parser;
use super::{Direction, Node, NodeId, Polarity};
use crate::error::PatternError;
use crate::flags::Flags;
use crate::unicode;

/// More groups than this are refused.
const MAX_GROUPS: u32 = 1 << 16;

/// What kind of group is open.
#[derive(Clone, Copy, Debug)]
pub(super) enum Opening {
    /// `(?:` or modifiers.
    Plain,
    /// `(` or `(?<name>`.
    Capture(u32),
    /// A lookaround.
    Look(Direction, Polarity),
}

/// An open group, or the whole pattern (`opening` is none).
pub(super) struct Frame {
    opening: Option<Opening>,
    terms_base: usize,
    alternatives_base: usize,
    /// Flags to restore when it closes.
    flags: Flags,
    groups_before: u32,
    /// The current alternative.
    alternative: u32,
    /// Which way its terms read.
    direction: Direction,
}

/// An alternative: its parent, the disjunction it belongs to, and how many groups are around it.
#[derive(Clone, Copy)]
pub(super) struct Alternative {
    parent: u32,
    disjunction: u32,
    depth: u32,
}

/// A named group and the alternative it stands in.
pub(super) struct NamedGroup {
    pub(super) name: String,
    pub(super) index: u32,
    alternative: u32,
}

impl Parser<'_> {
    pub(super) fn push_frame(&mut self, opening: Option<Opening>) {
        let parent = self.frames.last().map_or(0, |frame| frame.alternative);
        let depth = self.frames.len() as u32;
        let direction = match opening {
            Some(Opening::Look(direction, _)) => direction,
            _ => self.direction(),
        };
        let disjunction = self.disjunctions;
        self.disjunctions += 1;
        self.alternative_tree.push(Alternative {
            parent,
            disjunction,
            depth,
        });
        self.frames.push(Frame {
            opening,
            terms_base: self.terms.len(),
            alternatives_base: self.alternatives.len(),
            flags: self.flags,
            groups_before: self.groups,
            alternative: (self.alternative_tree.len() - 1) as u32,
            direction,
        });
    }

    /// Which way the terms here read.
    pub(super) fn direction(&self) -> Direction {
        self.frames
            .last()
            .map_or(Direction::Forward, |frame| frame.direction)
    }

    /// `|`
    pub(super) fn next_alternative(&mut self) {
        self.finish_alternative();
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let sibling = self.alternative_tree[frame.alternative as usize];
        frame.alternative = self.alternative_tree.len() as u32;
        self.alternative_tree.push(sibling);
    }

    fn finish_alternative(&mut self) {
        let base = self.frames.last().map_or(0, |frame| frame.terms_base);
        let terms = self.terms.split_off(base);
        let id = self.add_list(terms, Node::Seq);
        self.alternatives.push(id);
    }

    /// The node of the innermost disjunction, which ends here.
    pub(super) fn finish_disjunction(&mut self) -> NodeId {
        self.finish_alternative();
        let base = self
            .frames
            .last()
            .map_or(0, |frame| frame.alternatives_base);
        let alternatives = self.alternatives.split_off(base);
        self.add_list(alternatives, Node::Alt)
    }

    pub(super) fn open_group(&mut self) -> Result<(), PatternError> {
        let start = self.pos;
        self.pos += 1;
        let opening = if !self.eat('?') {
            self.new_capture()?
        } else if self.eat(':') {
            Opening::Plain
        } else if self.eat('=') {
            Opening::Look(Direction::Forward, Polarity::Positive)
        } else if self.eat('!') {
            Opening::Look(Direction::Forward, Polarity::Negative)
        } else if self.eat_str("<=") {
            Opening::Look(Direction::Backward, Polarity::Positive)
        } else if self.eat_str("<!") {
            Opening::Look(Direction::Backward, Polarity::Negative)
        } else if self.eat('<') {
            return self.open_named(start);
        } else {
            let flags = self.modifiers()?;
            self.push_frame(Some(Opening::Plain));
            self.flags = flags;
            return Ok(());
        };
        self.push_opened(opening);
        Ok(())
    }

    fn push_opened(&mut self, opening: Opening) {
        self.push_frame(Some(opening));
        if let (Opening::Capture(index), Some(frame)) = (opening, self.frames.last_mut()) {
            // A quantifier on the group clears the group itself too.
            frame.groups_before = index;
        }
    }

    fn new_capture(&mut self) -> Result<Opening, PatternError> {
        let index = self.groups;
        if index >= MAX_GROUPS {
            return Err(self.error("Too many captures"));
        }
        self.groups += 1;
        Ok(Opening::Capture(index))
    }

    fn open_named(&mut self, start: usize) -> Result<(), PatternError> {
        let name = self.group_name()?;
        let alternative = self.frames.last().map_or(0, |frame| frame.alternative);
        let mut checks = 0;
        self.spend(self.named_groups.len() / 128)?;
        for other in self.named_groups.iter().filter(|other| other.name == name) {
            if self.may_both_participate(other.alternative, alternative, &mut checks) {
                return Err(self.error_at(start, "Duplicate capture group name"));
            }
            self.spend(std::mem::take(&mut checks))?;
        }
        let opening = self.new_capture()?;
        self.named_groups.push(NamedGroup {
            name,
            index: self.groups - 1,
            alternative,
        });
        self.push_opened(opening);
        Ok(())
    }

    /// §22.2.1.3 MightBothParticipate ( x, y ) <https://tc39.es/ecma262/#sec-patterns-static-semantics-might-both-participate>
    fn may_both_participate(&self, a: u32, b: u32, checks: &mut usize) -> bool {
        let (mut a, mut b) = (a, b);
        while a != b {
            *checks += 1;
            let (x, y) = (
                self.alternative_tree[a as usize],
                self.alternative_tree[b as usize],
            );
            if x.disjunction == y.disjunction {
                return false;
            }
            if x.depth >= y.depth {
                a = x.parent;
            }
            if y.depth >= x.depth {
                b = y.parent;
            }
        }
        true
    }

    pub(super) fn close_group(&mut self) -> Result<(), PatternError> {
        if self.frames.len() == 1 {
            return Err(self.error("Unmatched ')'"));
        }
        self.pos += 1;
        let body = self.finish_disjunction();
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        self.flags = frame.flags;
        let node = match frame.opening {
            Some(Opening::Capture(index)) => self.add(Node::Group { index, body })?,
            Some(Opening::Look(direction, polarity)) => {
                let id = self.add(Node::Look {
                    body,
                    direction,
                    polarity,
                })?;
                // Only annex B lets a lookahead be repeated; no grammar a lookbehind.
                if self.is_unicode() || direction == Direction::Backward {
                    // A quantifier that follows is then one without an atom.
                    self.terms.push(id);
                    return Ok(());
                }
                id
            }
            _ => body,
        };
        self.quantify(node, frame.groups_before)
    }

    /// §22.2.1 RegularExpressionModifiers <https://tc39.es/ecma262/#prod-RegularExpressionModifiers>
    fn modifiers(&mut self) -> Result<Flags, PatternError> {
        let start = self.pos;
        let (mut add, mut remove, mut minus) = (Flags::NONE, Flags::NONE, false);
        loop {
            let flag = match self.next().and_then(char::from_u32) {
                Some(':') => break,
                Some('-') if !minus => {
                    minus = true;
                    continue;
                }
                Some('i') => Flags::IGNORE_CASE,
                Some('m') => Flags::MULTILINE,
                Some('s') => Flags::DOT_ALL,
                _ => return Err(self.error_at(start, "Invalid group")),
            };
            if add.with(remove).contains(flag) {
                return Err(self.error_at(start, "Repeated flag in modifiers"));
            }
            if minus {
                remove = remove.with(flag)
            } else {
                add = add.with(flag)
            }
        }
        if add.with(remove) == Flags::NONE {
            return Err(self.error_at(start, "Invalid group"));
        }
        Ok(self.flags.with(add).without(remove))
    }

    /// §22.2.1 GroupName, after its `<` <https://tc39.es/ecma262/#prod-GroupName>
    pub(super) fn group_name(&mut self) -> Result<String, PatternError> {
        const INVALID: &str = "Invalid capture group name";
        let start = self.pos;
        let mut name = String::new();
        loop {
            if self.eat('>') {
                break;
            }
            let c = match self.next_code_point() {
                Some(0x5C) if self.eat('u') => self.unicode_escape_anywhere(),
                Some(c) if c != 0x5C => Some(c),
                _ => None,
            };
            let good = c.filter(|&c| {
                if name.is_empty() {
                    unicode::is_name_start(c)
                } else {
                    unicode::is_name_part(c)
                }
            });
            match good.and_then(char::from_u32) {
                Some(c) => name.push(c),
                None => return Err(self.error_at(start, INVALID)),
            }
        }
        if name.is_empty() {
            return Err(self.error_at(start, INVALID));
        }
        Ok(name)
    }

    /// Counts groups and finds names beforehand: annex B reads `\1` and `\k` differently with and without them.
    pub(super) fn count_groups(&mut self) {
        let (mut at, mut groups, mut named, mut in_class) = (0, 1, false, false);
        let unit = |at: usize| self.pattern.get(at).map_or(0, |&unit| u32::from(unit));
        while at < self.pattern.len() {
            match char::from_u32(unit(at)) {
                Some('\\') => at += 1,
                Some('[') => in_class = true,
                Some(']') => in_class = false,
                Some('(') if !in_class => {
                    let is_name = unit(at + 1) == 0x3F
                        && unit(at + 2) == 0x3C
                        && unit(at + 3) != 0x3D
                        && unit(at + 3) != 0x21;
                    named |= is_name;
                    groups += u32::from(is_name || unit(at + 1) != 0x3F);
                }
                _ => {}
            }
            at += 1;
        }
        self.total_groups = groups;
        self.has_names = named;
    }
}

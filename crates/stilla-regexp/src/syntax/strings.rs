//! Classes that contain strings, as nodes.
//!
//! Longer strings are tried first. Read forward this is the order in which a trie meets them, and a trie with
//! equal branches shared turns thousands of emoji into a few hundred nodes.
//!
//! Uses: syntax, charset.
//! Never: compile, matcher.

use std::collections::HashMap;

use super::class::ClassValue;
use super::parser::Parser;
use super::{Direction, Node, NodeId};
use crate::charset::CharSet;
use crate::error::PatternError;

/// Strings longer than this are not made into a trie, which is built by recursion.
const MAX_TRIE_DEPTH: usize = 32;

/// The branches of a trie node (set, rest) and whether a string ends in it: equal shapes are one node.
type Shape = (Vec<(CharSet, NodeId)>, bool);

impl Parser<'_> {
    pub(super) fn strings_node(&mut self, value: ClassValue) -> Result<NodeId, PatternError> {
        let mut strings: Vec<Vec<u32>> = value.strings.into_iter().collect();
        let longest = strings.iter().map(Vec::len).max().unwrap_or(0);
        if self.direction() == Direction::Backward || longest > MAX_TRIE_DEPTH {
            strings.sort_by_key(|string| std::cmp::Reverse(string.len()));
            return self.plain_alternatives(&strings, value.chars);
        }
        // Single characters take part in the trie as sets at its root.
        let views: Vec<&[u32]> = strings.iter().map(Vec::as_slice).collect();
        let mut shared = HashMap::new();
        let (mut branches, ends) = self.branches(&views, &mut shared)?;
        let empty = self.add(Node::Empty)?;
        branches.push((value.chars, empty));
        self.branch_node(branches, ends)
    }

    fn plain_alternatives(
        &mut self,
        strings: &[Vec<u32>],
        chars: CharSet,
    ) -> Result<NodeId, PatternError> {
        let mut alternatives = Vec::new();
        let mut has_empty = false;
        for string in strings {
            if string.is_empty() {
                has_empty = true;
                continue;
            }
            let mut terms = Vec::with_capacity(string.len());
            for &c in string {
                terms.push(self.char_node(c)?);
            }
            alternatives.push(self.add_list(terms, Node::Seq));
        }
        alternatives.push(self.set_node(chars)?);
        if has_empty {
            alternatives.push(self.add(Node::Empty)?);
        }
        Ok(self.add_list(alternatives, Node::Alt))
    }

    /// Branches by first character of sorted strings, and whether one of them is empty.
    fn branches(
        &mut self,
        strings: &[&[u32]],
        shared: &mut HashMap<Shape, NodeId>,
    ) -> Result<Shape, PatternError> {
        let ends = strings.first().is_some_and(|string| string.is_empty());
        let mut by_rest: Vec<(CharSet, NodeId)> = Vec::new();
        let mut index: HashMap<NodeId, usize> = HashMap::new();
        let mut left = &strings[usize::from(ends)..];
        while let Some(&string) = left.first() {
            let first = string[0];
            let len = left.partition_point(|other| other[0] <= first);
            let rest: Vec<&[u32]> = left[..len].iter().map(|string| &string[1..]).collect();
            left = &left[len..];
            let shape = self.branches(&rest, shared)?;
            let node = match shared.get(&shape) {
                Some(&node) => node,
                None => {
                    let node = self.branch_node(shape.0.clone(), shape.1)?;
                    shared.insert(shape, node);
                    node
                }
            };
            let at = *index.entry(node).or_insert_with(|| {
                by_rest.push((CharSet::new(), node));
                by_rest.len() - 1
            });
            by_rest[at].0.push(first, first);
        }
        for (set, _) in &mut by_rest {
            set.normalise();
            *set = self.fold_set(std::mem::take(set));
        }
        Ok((by_rest, ends))
    }

    fn branch_node(
        &mut self,
        branches: Vec<(CharSet, NodeId)>,
        ends: bool,
    ) -> Result<NodeId, PatternError> {
        let mut alternatives = Vec::with_capacity(branches.len() + 1);
        for (set, rest) in branches {
            let first = self.set_node(set)?;
            alternatives.push(match self.nodes[rest as usize] {
                Node::Empty => first,
                _ => self.add_list(vec![first, rest], Node::Seq),
            });
        }
        if ends {
            alternatives.push(self.add(Node::Empty)?);
        }
        Ok(self.add_list(alternatives, Node::Alt))
    }
}

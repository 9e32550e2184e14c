//! Quantifiers: `*`, `+`, `?`, `{n,m}` and their lazy forms.
//!
//! Uses: syntax.
//! Never: compile, matcher.

use super::parser::Parser;
use super::{Greed, GroupRange, Node, NodeId, UNBOUNDED};
use crate::error::PatternError;

impl Parser<'_> {
    /// Takes a quantifier if one stands here and pushes the term.
    pub(super) fn quantify(
        &mut self,
        node: NodeId,
        groups_before: u32,
    ) -> Result<(), PatternError> {
        let Some((min, max)) = self.quantifier()? else {
            self.terms.push(node);
            return Ok(());
        };
        let greed = if self.eat('?') {
            Greed::Lazy
        } else {
            Greed::Greedy
        };
        let groups = GroupRange {
            first: groups_before,
            end: self.groups,
        };
        let id = self.add(Node::Repeat {
            body: node,
            min,
            max,
            greed,
            groups,
        })?;
        self.terms.push(id);
        Ok(())
    }

    /// §22.2.1 QuantifierPrefix <https://tc39.es/ecma262/#prod-QuantifierPrefix>
    fn quantifier(&mut self) -> Result<Option<(u32, u32)>, PatternError> {
        let range = match self.peek().and_then(char::from_u32) {
            Some('*') => (0, UNBOUNDED),
            Some('+') => (1, UNBOUNDED),
            Some('?') => (0, 1),
            Some('{') => {
                let start = self.pos;
                let braced = self.braced_quantifier()?;
                if braced.is_none() && self.is_unicode() {
                    return Err(self.error_at(start, "Incomplete quantifier"));
                }
                return Ok(braced);
            }
            _ => return Ok(None),
        };
        self.pos += 1;
        Ok(Some(range))
    }

    /// Takes `{n}`, `{n,}` or `{n,m}`; takes nothing if it is none of them.
    pub(super) fn braced_quantifier(&mut self) -> Result<Option<(u32, u32)>, PatternError> {
        let start = self.pos;
        let found = self.braces();
        match found {
            Some((min, max)) if min > max => {
                Err(self.error_at(start, "numbers out of order in {} quantifier"))
            }
            Some((min, max)) => Ok(Some((min, max))),
            None => {
                self.pos = start;
                Ok(None)
            }
        }
    }

    fn braces(&mut self) -> Option<(u32, u32)> {
        self.pos += 1;
        let min = self.decimal()?;
        if self.eat('}') {
            return Some((min, min));
        }
        if !self.eat(',') {
            return None;
        }
        if self.eat('}') {
            return Some((min, UNBOUNDED));
        }
        let max = self.decimal()?;
        self.eat('}').then_some((min, max))
    }

    /// Takes decimal digits; values beyond the range stay just below `UNBOUNDED`.
    pub(super) fn decimal(&mut self) -> Option<u32> {
        let mut value: Option<u32> = None;
        while let Some(digit) = self
            .peek()
            .and_then(char::from_u32)
            .and_then(|c| c.to_digit(10))
        {
            self.pos += 1;
            let grown = value.unwrap_or(0).saturating_mul(10).saturating_add(digit);
            value = Some(grown.min(UNBOUNDED - 1));
        }
        value
    }
}

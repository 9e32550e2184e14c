//! The specification's matcher, word by word: a term, a place, and what is to follow.
//!
//! §22.2.2 Pattern Semantics <https://tc39.es/ecma262/#sec-pattern-semantics>
//!
//! Uses: regexp::pattern.
//! Never: stilla-regexp.

use super::pattern::{Item, Node, Pattern};

/// Steps, and how deep they nest, before a pattern is given up.
const STEPS: u32 = 4000;
const DEPTH: u32 = 700;

/// Groups that matched: characters from and to.
type Groups = Vec<Option<(usize, usize)>>;

/// It takes too long to say.
struct TooLong;

type Done = Result<Option<Groups>, TooLong>;

/// What is to follow, given a place and the groups there.
type Next<'n> = dyn FnMut(&mut Search<'_>, usize, &Groups) -> Done + 'n;

/// What holds for a term.
#[derive(Clone, Copy)]
struct Way {
    backward: bool,
    ignore_case: bool,
    multiline: bool,
    dot_all: bool,
}

struct Search<'a> {
    pattern: &'a Pattern,
    input: Vec<u32>,
    steps: u32,
    depth: u32,
}

/// What the engine should answer; nothing if that takes too long to find out.
pub fn exec(pattern: &Pattern, subject: &[u16]) -> Option<Option<Vec<u32>>> {
    let (input, offsets) = characters(pattern, subject);
    let mut search = Search {
        pattern,
        input,
        steps: 0,
        depth: 0,
    };
    let way = Way {
        backward: false,
        ignore_case: pattern.has('i'),
        multiline: pattern.has('m'),
        dot_all: pattern.has('s'),
    };
    for start in 0..offsets.len() {
        let groups = vec![None; pattern.groups as usize];
        let found = search.term(&pattern.root, way, start, &groups, &mut |_, end, groups| {
            let mut groups = groups.clone();
            groups[0] = Some((start, end));
            Ok(Some(groups))
        });
        if let Some(groups) = found.ok()? {
            let ends = groups.iter().flat_map(|group| match group {
                Some((from, to)) => [offsets[*from], offsets[*to]],
                None => [u32::MAX; 2],
            });
            return Some(Some(ends.collect()));
        }
    }
    Some(None)
}

/// The characters, and where each begins, in code units; the end besides.
fn characters(pattern: &Pattern, subject: &[u16]) -> (Vec<u32>, Vec<u32>) {
    let (mut input, mut offsets, mut at) = (Vec::new(), Vec::new(), 0);
    while at < subject.len() {
        offsets.push(at as u32);
        let unit = u32::from(subject[at]);
        let next = subject.get(at + 1).copied().map_or(0, u32::from);
        let pair = (0xD800..0xDC00).contains(&unit) && (0xDC00..0xE000).contains(&next);
        if pair && pattern.by_code_points() {
            input.push(0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
            at += 2;
        } else {
            input.push(unit);
            at += 1;
        }
    }
    offsets.push(subject.len() as u32);
    (input, offsets)
}

impl Search<'_> {
    fn term(
        &mut self,
        node: &Node,
        way: Way,
        at: usize,
        groups: &Groups,
        next: &mut Next<'_>,
    ) -> Done {
        self.steps += 1;
        if self.steps > STEPS || self.depth > DEPTH {
            return Err(TooLong);
        }
        self.depth += 1;
        let done = self.term_within(node, way, at, groups, next);
        self.depth -= 1;
        done
    }

    fn term_within(
        &mut self,
        node: &Node,
        way: Way,
        at: usize,
        groups: &Groups,
        next: &mut Next<'_>,
    ) -> Done {
        match node {
            Node::Empty => next(self, at, groups),
            Node::Char(c) => self.one(way, at, groups, next, |search, found| {
                search.canonical(*c, way) == search.canonical(found, way)
            }),
            Node::Any => self.one(way, at, groups, next, |_, found| {
                way.dot_all || !is_line_end(found)
            }),
            Node::Class { items, negated } => self.one(way, at, groups, next, |search, found| {
                search.class_has(items, found, way) != *negated
            }),
            Node::Seq(kids) => self.sequence(kids, way, at, groups, next),
            Node::Alt(kids) => {
                for kid in kids {
                    if let Some(found) = self.term(kid, way, at, groups, next)? {
                        return Ok(Some(found));
                    }
                }
                Ok(None)
            }
            Node::Group(index, body) => {
                self.term(body, way, at, groups, &mut |search, end, groups| {
                    let mut groups = groups.clone();
                    groups[*index as usize] = Some((at.min(end), at.max(end)));
                    next(search, end, &groups)
                })
            }
            Node::Modified(letter, adds, body) => {
                let mut way = way;
                match letter {
                    'i' => way.ignore_case = *adds,
                    'm' => way.multiline = *adds,
                    _ => way.dot_all = *adds,
                }
                self.term(body, way, at, groups, next)
            }
            Node::Repeat { min, max, .. } => self.repeat(node, *min, *max, way, at, groups, next),
            Node::Look {
                body,
                ahead,
                negated,
            } => {
                let way = Way {
                    backward: !ahead,
                    ..way
                };
                let found = self.term(body, way, at, groups, &mut |_, _, groups| {
                    Ok(Some(groups.clone()))
                })?;
                match (found, negated) {
                    (Some(groups), false) => next(self, at, &groups),
                    (None, true) => next(self, at, groups),
                    _ => Ok(None),
                }
            }
            Node::BackRef(index) => self.back_reference(*index, way, at, groups, next),
            Node::Start => self.when(
                at == 0 || way.multiline && is_line_end(self.input[at - 1]),
                at,
                groups,
                next,
            ),
            Node::End => {
                let end = self
                    .input
                    .get(at)
                    .is_none_or(|c| way.multiline && is_line_end(*c));
                self.when(end, at, groups, next)
            }
            Node::WordBoundary { negated } => {
                let before = at > 0 && self.is_word(self.input[at - 1], way);
                let after = self.input.get(at).is_some_and(|c| self.is_word(*c, way));
                self.when((before != after) != *negated, at, groups, next)
            }
        }
    }

    fn when(&mut self, holds: bool, at: usize, groups: &Groups, next: &mut Next<'_>) -> Done {
        if holds {
            next(self, at, groups)
        } else {
            Ok(None)
        }
    }

    fn one(
        &mut self,
        way: Way,
        at: usize,
        groups: &Groups,
        next: &mut Next<'_>,
        fits: impl Fn(&Self, u32) -> bool,
    ) -> Done {
        let place = if way.backward {
            at.checked_sub(1)
        } else {
            Some(at)
        };
        let Some(found) = place.and_then(|place| self.input.get(place).copied()) else {
            return Ok(None);
        };
        if !fits(self, found) {
            return Ok(None);
        }
        let end = if way.backward { at - 1 } else { at + 1 };
        next(self, end, groups)
    }

    fn sequence(
        &mut self,
        kids: &[Node],
        way: Way,
        at: usize,
        groups: &Groups,
        next: &mut Next<'_>,
    ) -> Done {
        let parts = if way.backward {
            kids.split_last()
        } else {
            kids.split_first()
        };
        match parts {
            None => next(self, at, groups),
            Some((kid, rest)) => self.term(kid, way, at, groups, &mut |search, at, groups| {
                search.sequence(rest, way, at, groups, next)
            }),
        }
    }

    /// §22.2.2.3.1 RepeatMatcher ( m, min, max, greedy, x, c, parenIndex, parenCount )
    fn repeat(
        &mut self,
        node: &Node,
        min: u32,
        max: Option<u32>,
        way: Way,
        at: usize,
        groups: &Groups,
        next: &mut Next<'_>,
    ) -> Done {
        let Node::Repeat {
            body,
            greedy,
            from,
            to,
            ..
        } = node
        else {
            return Err(TooLong);
        };
        if max == Some(0) {
            return next(self, at, groups);
        }
        if min == 0
            && !greedy
            && let Some(found) = next(self, at, groups)?
        {
            return Ok(Some(found));
        }
        let mut inside = groups.clone();
        inside[*from as usize..*to as usize].fill(None);
        let found = self.term(body, way, at, &inside, &mut |search, end, groups| {
            if min == 0 && end == at {
                return Ok(None);
            }
            search.repeat(
                node,
                min.saturating_sub(1),
                max.map(|max| max - 1),
                way,
                end,
                groups,
                next,
            )
        })?;
        if found.is_some() || min > 0 || !greedy {
            return Ok(found);
        }
        next(self, at, groups)
    }

    fn back_reference(
        &mut self,
        index: u32,
        way: Way,
        at: usize,
        groups: &Groups,
        next: &mut Next<'_>,
    ) -> Done {
        let Some((from, to)) = groups.get(index as usize).copied().flatten() else {
            return next(self, at, groups);
        };
        let length = to - from;
        let begin = if way.backward {
            at.checked_sub(length)
        } else {
            Some(at)
        };
        let Some(begin) = begin.filter(|begin| begin + length <= self.input.len()) else {
            return Ok(None);
        };
        let same = (0..length).all(|index| {
            let (one, other) = (self.input[from + index], self.input[begin + index]);
            self.canonical(one, way) == self.canonical(other, way)
        });
        let end = if way.backward { begin } else { begin + length };
        self.when(same, end, groups, next)
    }

    /// §22.2.2.7.3 Canonicalize ( rer, ch ), for the letters that patterns are made of
    fn canonical(&self, c: u32, way: Way) -> u32 {
        if !way.ignore_case {
            return c;
        }
        match c {
            0x212A if self.pattern.by_code_points() => 0x4B,
            0x17F if self.pattern.by_code_points() => 0x53,
            0xE9 => 0xC9,
            0x61..=0x7A => c - 0x20,
            _ => c,
        }
    }

    /// Whether a character of the class is the same letter.
    fn class_has(&self, items: &[Item], c: u32, way: Way) -> bool {
        let others = (0x41..=0x7A).chain([c, 0xE9, 0xC9, 0x212A, 0x17F]);
        let wanted = self.canonical(c, way);
        others
            .filter(|other| self.canonical(*other, way) == wanted)
            .any(|other| {
                items.iter().any(|item| match *item {
                    Item::Range(from, to) => (from..=to).contains(&other),
                    Item::Escape('d') => is_digit(other),
                    Item::Escape('D') => !is_digit(other),
                    Item::Escape('w') => self.is_word(other, way),
                    Item::Escape('W') => !self.is_word(other, way),
                    Item::Escape('s') => is_space(other),
                    Item::Escape(_) => !is_space(other),
                })
            })
    }

    /// §22.2.2.9.3 WordCharacters ( rer )
    fn is_word(&self, c: u32, way: Way) -> bool {
        let folded =
            way.ignore_case && self.pattern.by_code_points() && matches!(c, 0x212A | 0x17F);
        folded || char::from_u32(c).is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
    }
}

fn is_line_end(c: u32) -> bool {
    matches!(c, 0x0A | 0x0D | 0x2028 | 0x2029)
}

fn is_digit(c: u32) -> bool {
    (0x30..=0x39).contains(&c)
}

fn is_space(c: u32) -> bool {
    matches!(c, 0x20 | 0x0A | 0x2028)
}

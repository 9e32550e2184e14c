//! What can be known about a term before it is compiled: how it begins and whether it can be empty.
//!
//! One pass over the node array, children before parents. All answers are supersets of the truth, so that a
//! filter built from them never refuses what the pattern accepts.
//!
//! Uses: syntax, charset.
//! Never: matcher.

use crate::charset::CharSet;
use crate::syntax::{Direction, Lines, Node, Pattern, Polarity};

/// What may stand at a position for a term to match there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct First {
    /// Code units below 256.
    pub(crate) latin: [u64; 4],
    /// Any code unit from 256 on.
    pub(crate) other: bool,
    /// The end of the input.
    pub(crate) end: bool,
    /// The term may match nothing, and then what follows decides.
    pub(crate) nullable: bool,
}

impl First {
    /// Matches nothing at all.
    pub(crate) const NEVER: First = First {
        latin: [0; 4],
        other: false,
        end: false,
        nullable: false,
    };
    /// Is always empty.
    pub(crate) const EMPTY: First = First {
        nullable: true,
        ..First::NEVER
    };
    /// Nothing is known.
    pub(crate) const ANYTHING: First = First {
        latin: [u64::MAX; 4],
        other: true,
        end: true,
        nullable: false,
    };

    pub(crate) fn of_set(set: &CharSet) -> First {
        let mut first = First::NEVER;
        for &(low, high) in set.ranges() {
            for c in low..=high.min(255) {
                first.latin[(c >> 6) as usize] |= 1 << (c & 63);
            }
            first.other |= high > 255;
        }
        first
    }

    pub(crate) fn of_char(c: u32) -> First {
        First::of_set(&CharSet::single(c))
    }

    /// This or that.
    pub(crate) fn or(self, that: First) -> First {
        let mut latin = self.latin;
        for (word, more) in latin.iter_mut().zip(that.latin) {
            *word |= more;
        }
        First {
            latin,
            other: self.other | that.other,
            end: self.end | that.end,
            nullable: self.nullable | that.nullable,
        }
    }

    /// This, then that.
    pub(crate) fn then(self, that: First) -> First {
        if self.nullable {
            First {
                nullable: false,
                ..self
            }
            .or(that)
        } else {
            self
        }
    }

    pub(crate) fn has(&self, byte: u8) -> bool {
        self.latin[(byte >> 6) as usize] >> (byte & 63) & 1 == 1
    }

    /// Whether a position can satisfy both.
    pub(crate) fn meets(&self, that: &First) -> bool {
        self.latin.iter().zip(that.latin).any(|(a, b)| a & b != 0)
            || (self.other && that.other)
            || (self.end && that.end)
            || self.nullable
            || that.nullable
    }

    /// Whether every position satisfies it.
    pub(crate) fn is_anything(&self) -> bool {
        *self == First::ANYTHING || self.nullable
    }
}

/// What is known about one node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Info {
    pub(crate) first: First,
    /// It may match the empty string.
    pub(crate) may_be_empty: bool,
    /// It matches nothing but the empty string.
    pub(crate) only_empty: bool,
    /// It can only match at the start of the input.
    pub(crate) anchored: bool,
    /// It can only match at the start of a line.
    pub(crate) line_anchored: bool,
}

/// Knows every node of a pattern.
pub(crate) fn analyse(pattern: &Pattern) -> Vec<Info> {
    let mut infos: Vec<Info> = Vec::with_capacity(pattern.nodes.len());
    for &node in &pattern.nodes {
        let info = info(pattern, &infos, node);
        infos.push(info);
    }
    infos
}

fn assertion(first: First) -> Info {
    Info {
        first,
        may_be_empty: true,
        only_empty: true,
        anchored: false,
        line_anchored: false,
    }
}

fn character(first: First) -> Info {
    Info {
        first,
        may_be_empty: false,
        only_empty: false,
        anchored: false,
        line_anchored: false,
    }
}

fn sequence(kids: impl Iterator<Item = Info>) -> Info {
    kids.fold(assertion(First::EMPTY), |all, kid| Info {
        first: all.first.then(kid.first),
        may_be_empty: all.may_be_empty & kid.may_be_empty,
        only_empty: all.only_empty & kid.only_empty,
        anchored: all.anchored | (all.only_empty & kid.anchored),
        line_anchored: all.line_anchored | (all.only_empty & kid.line_anchored),
    })
}

fn alternation(kids: impl Iterator<Item = Info>) -> Info {
    let none = Info {
        first: First::NEVER,
        may_be_empty: false,
        only_empty: true,
        anchored: true,
        line_anchored: true,
    };
    kids.fold(none, |all, kid| Info {
        first: all.first.or(kid.first),
        may_be_empty: all.may_be_empty | kid.may_be_empty,
        only_empty: all.only_empty & kid.only_empty,
        anchored: all.anchored & kid.anchored,
        line_anchored: all.line_anchored & kid.line_anchored,
    })
}

fn info(pattern: &Pattern, infos: &[Info], node: Node) -> Info {
    let of = |id: u32| infos[id as usize];
    match node {
        Node::Start(Lines::Many) => Info {
            line_anchored: true,
            ..assertion(First::EMPTY)
        },
        Node::Empty | Node::WordBoundary { .. } => assertion(First::EMPTY),
        Node::Start(Lines::One) => Info {
            anchored: true,
            ..assertion(First::EMPTY)
        },
        Node::End(Lines::One) => assertion(First {
            end: true,
            ..First::NEVER
        }),
        Node::End(Lines::Many) => {
            let ends = First::of_set(&CharSet::from_ranges(&crate::unicode::LINE_ENDS));
            assertion(First { end: true, ..ends })
        }
        Node::Char(c) => character(First::of_char(c)),
        Node::Set(set) => character(First::of_set(&pattern.sets[set as usize])),
        Node::Seq(kids) => sequence(pattern.kids(kids).iter().map(|&kid| of(kid))),
        Node::Alt(kids) => alternation(pattern.kids(kids).iter().map(|&kid| of(kid))),
        Node::Group { body, .. } => of(body),
        Node::Repeat { max: 0, .. } => assertion(First::EMPTY),
        Node::Repeat { body, min, .. } => {
            let body = of(body);
            let optional = min == 0;
            Info {
                first: First {
                    nullable: body.first.nullable | optional,
                    ..body.first
                },
                may_be_empty: body.may_be_empty | optional,
                only_empty: body.only_empty,
                anchored: body.anchored && !optional,
                line_anchored: body.line_anchored && !optional,
            }
        }
        Node::Look {
            body,
            direction: Direction::Forward,
            polarity: Polarity::Positive,
            ..
        } => {
            let body = of(body);
            let first = if body.first.nullable {
                First::EMPTY
            } else {
                body.first
            };
            Info {
                anchored: body.anchored,
                ..assertion(first)
            }
        }
        Node::Look { .. } => assertion(First::EMPTY),
        Node::BackRef { .. } | Node::NamedRef { .. } => Info {
            first: First::ANYTHING,
            may_be_empty: true,
            only_empty: false,
            anchored: false,
            line_anchored: false,
        },
    }
}

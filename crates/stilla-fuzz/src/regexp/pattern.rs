//! Patterns as trees, made from choices, with their text: valid by construction.
//!
//! Uses: nothing.
//! Never: backtrack.

use arbitrary::{Result, Unstructured};

/// A pattern and its flags.
pub struct Pattern {
    pub root: Node,
    pub groups: u32,
    pub flags: String,
}

/// A term.
pub enum Node {
    Empty,
    Char(u32),
    Any,
    Class {
        items: Vec<Item>,
        negated: bool,
    },
    Seq(Vec<Node>),
    Alt(Vec<Node>),
    /// A capturing group.
    Group(u32, Box<Node>),
    /// `(?i-s:…)`: a letter, and whether it is added.
    Modified(char, bool, Box<Node>),
    /// Its groups are those from the second number up to the third.
    Repeat {
        body: Box<Node>,
        min: u32,
        max: Option<u32>,
        greedy: bool,
        from: u32,
        to: u32,
    },
    Look {
        body: Box<Node>,
        ahead: bool,
        negated: bool,
    },
    BackRef(u32),
    Start,
    End,
    WordBoundary {
        negated: bool,
    },
}

/// A part of a class.
#[derive(Clone, Copy)]
pub enum Item {
    Range(u32, u32),
    /// One of `dDwWsS`.
    Escape(char),
}

/// Letters whose cases fold within ASCII, into it and outside of it; digits, ends of lines, halves of a pair and a pair.
const ALPHABET: [u32; 20] = [
    0x61, 0x62, 0x63, 0x41, 0x42, 0x6B, 0x4B, 0x73, 0x212A, 0x17F, 0xE9, 0xC9, 0x31, 0x5F, 0x20,
    0x0A, 0xD83D, 0xDE00, 0x1F600, 0x2028,
];

/// A pattern and what it is matched against.
pub fn arbitrary(choices: &mut Unstructured<'_>) -> Result<(Pattern, Vec<u16>)> {
    let mut flags = String::new();
    for letter in ['i', 'm', 's'] {
        if choices.ratio(1, 3)? {
            flags.push(letter);
        }
    }
    match choices.int_in_range(0..=3)? {
        0 => flags.push('u'),
        1 => flags.push('v'),
        _ => {}
    }
    let unicode = flags.contains(['u', 'v']);
    let mut maker = Maker {
        choices,
        groups: 1,
        unicode,
    };
    let mut subject = Vec::new();
    for _ in 0..maker.choices.int_in_range(0..=14)? {
        let c = maker.char()?;
        push_char(&mut subject, c);
    }
    let root = maker.alternatives(4)?;
    let groups = maker.groups;
    Ok((
        Pattern {
            root,
            groups,
            flags,
        },
        subject,
    ))
}

struct Maker<'a, 'b> {
    choices: &'a mut Unstructured<'b>,
    groups: u32,
    unicode: bool,
}

impl Maker<'_, '_> {
    fn char(&mut self) -> Result<u32> {
        let c = *self.choices.choose(&ALPHABET)?;
        // Without `u` a pair is two characters.
        Ok(if c > 0xFFFF && !self.unicode { 0x63 } else { c })
    }

    fn alternatives(&mut self, depth: u32) -> Result<Node> {
        let count = self.choices.int_in_range(1..=3)?;
        if count == 1 {
            return self.sequence(depth);
        }
        let ways: Result<_> = (0..count).map(|_| self.sequence(depth)).collect();
        Ok(Node::Alt(ways?))
    }

    fn sequence(&mut self, depth: u32) -> Result<Node> {
        let count = self.choices.int_in_range(0..=4)?;
        let terms: Result<_> = (0..count).map(|_| self.term(depth)).collect();
        Ok(Node::Seq(terms?))
    }

    fn term(&mut self, depth: u32) -> Result<Node> {
        let kinds = if depth == 0 { 9 } else { 16 };
        Ok(match self.choices.int_in_range(0..=kinds)? {
            0..=3 => Node::Char(self.char()?),
            4 => Node::Any,
            5 | 6 => self.class()?,
            7 => match self.choices.int_in_range(0..=3)? {
                0 => Node::Start,
                1 => Node::End,
                kind => Node::WordBoundary { negated: kind == 2 },
            },
            8 => Node::BackRef(self.choices.int_in_range(1..=self.groups.max(2) - 1)?),
            9 => Node::Empty,
            10 | 11 => {
                let index = self.groups;
                self.groups += 1;
                Node::Group(index, Box::new(self.alternatives(depth - 1)?))
            }
            12 => {
                let letter = *self.choices.choose(&['i', 'm', 's'])?;
                let adds = self.choices.arbitrary()?;
                Node::Modified(letter, adds, Box::new(self.alternatives(depth - 1)?))
            }
            13 => {
                let ahead = self.choices.arbitrary()?;
                let negated = self.choices.arbitrary()?;
                let body = Box::new(self.alternatives(depth - 1)?);
                Node::Look {
                    body,
                    ahead,
                    negated,
                }
            }
            _ => {
                let from = self.groups;
                let body = Box::new(self.term(depth - 1)?);
                let bounds = [
                    (0, None),
                    (1, None),
                    (0, Some(1)),
                    (2, None),
                    (0, Some(2)),
                    (2, Some(3)),
                    (0, Some(0)),
                    (1, Some(1)),
                ];
                let (min, max) = *self.choices.choose(&bounds)?;
                let greedy = self.choices.arbitrary()?;
                Node::Repeat {
                    body,
                    min,
                    max,
                    greedy,
                    from,
                    to: self.groups,
                }
            }
        })
    }

    fn class(&mut self) -> Result<Node> {
        let negated = self.choices.arbitrary()?;
        let mut items = Vec::new();
        for _ in 0..self.choices.int_in_range(0..=3)? {
            let escape = self.choices.ratio(1, 4)?;
            let item = if escape {
                Item::Escape(*self.choices.choose(&['d', 'D', 'w', 'W', 's', 'S'])?)
            } else {
                let (a, b) = (self.class_char()?, self.class_char()?);
                let single = self.choices.arbitrary()?;
                if single {
                    Item::Range(a, a)
                } else {
                    Item::Range(a.min(b), a.max(b))
                }
            };
            items.push(item);
        }
        Ok(Node::Class { items, negated })
    }

    /// With `u` two halves beside each other are one character.
    fn class_char(&mut self) -> Result<u32> {
        let c = self.char()?;
        Ok(if self.unicode && (0xD800..0xE000).contains(&c) {
            0x61
        } else {
            c
        })
    }
}

fn push_char(units: &mut Vec<u16>, c: u32) {
    match char::from_u32(c) {
        Some(c) => units.extend(c.encode_utf16(&mut [0; 2]).iter()),
        None => units.push(c as u16),
    }
}

impl Pattern {
    pub fn has(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }

    /// Whether characters are code points.
    pub fn by_code_points(&self) -> bool {
        self.has('u') || self.has('v')
    }

    /// The pattern in UTF-16.
    pub fn text(&self) -> Vec<u16> {
        let mut text = Vec::new();
        write(&self.root, self, &mut text);
        text
    }
}

fn push(text: &mut Vec<u16>, part: &str) {
    text.extend(part.encode_utf16());
}

fn char_text(c: u32, pattern: &Pattern, text: &mut Vec<u16>) {
    match c {
        0x0A => push(text, "\\n"),
        0x2028 => push(text, "\\u2028"),
        0xD800..0xE000 if pattern.by_code_points() => push(text, &format!("(?:\\u{c:04x})")),
        _ => push_char(text, c),
    }
}

fn write(node: &Node, pattern: &Pattern, text: &mut Vec<u16>) {
    match node {
        Node::Empty => push(text, "(?:)"),
        Node::Char(c) => char_text(*c, pattern, text),
        Node::Any => push(text, "."),
        Node::Class { items, negated } => {
            push(text, if *negated { "[^" } else { "[" });
            for item in items {
                match *item {
                    Item::Escape(letter) => push(text, &format!("\\{letter}")),
                    Item::Range(a, b) => {
                        char_text(a, pattern, text);
                        if a != b {
                            push(text, "-");
                            char_text(b, pattern, text);
                        }
                    }
                }
            }
            push(text, "]");
        }
        Node::Seq(kids) => kids
            .iter()
            .for_each(|kid| write_grouped(kid, pattern, text)),
        Node::Alt(kids) => {
            for (index, kid) in kids.iter().enumerate() {
                push(text, if index == 0 { "" } else { "|" });
                write(kid, pattern, text);
            }
        }
        Node::Group(_, body) => enclose("(", body, pattern, text),
        Node::Modified(letter, true, body) => enclose(&format!("(?{letter}:"), body, pattern, text),
        Node::Modified(letter, false, body) => {
            enclose(&format!("(?-{letter}:"), body, pattern, text)
        }
        Node::Repeat {
            body,
            min,
            max,
            greedy,
            ..
        } => {
            enclose("(?:", body, pattern, text);
            push(
                text,
                &match (min, max) {
                    (0, None) => "*".to_owned(),
                    (1, None) => "+".to_owned(),
                    (0, Some(1)) => "?".to_owned(),
                    (min, None) => format!("{{{min},}}"),
                    (min, Some(max)) if min == max => format!("{{{min}}}"),
                    (min, Some(max)) => format!("{{{min},{max}}}"),
                },
            );
            push(text, if *greedy { "" } else { "?" });
        }
        Node::Look {
            body,
            ahead,
            negated,
        } => {
            let open = match (ahead, negated) {
                (true, false) => "(?=",
                (true, true) => "(?!",
                (false, false) => "(?<=",
                (false, true) => "(?<!",
            };
            enclose(open, body, pattern, text);
        }
        // More digits may follow. Without a group, the same text would be another character.
        Node::BackRef(index) if *index < pattern.groups => push(text, &format!("(?:\\{index})")),
        Node::BackRef(_) => push(text, "(?:)"),
        Node::Start => push(text, "^"),
        Node::End => push(text, "$"),
        Node::WordBoundary { negated: false } => push(text, "\\b"),
        Node::WordBoundary { negated: true } => push(text, "\\B"),
    }
}

fn write_grouped(node: &Node, pattern: &Pattern, text: &mut Vec<u16>) {
    match node {
        Node::Alt(_) => enclose("(?:", node, pattern, text),
        _ => write(node, pattern, text),
    }
}

fn enclose(open: &str, body: &Node, pattern: &Pattern, text: &mut Vec<u16>) {
    push(text, open);
    write(body, pattern, text);
    push(text, ")");
}

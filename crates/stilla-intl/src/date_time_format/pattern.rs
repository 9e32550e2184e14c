//! Patterns such as `EEE, d MMM y`: fields and literals, and what kind of field a letter is.
//!
//! Uses: nothing. Never: skeleton, fields.

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A letter, and how often it stands.
    Field(char, usize),
    /// Text.
    Literal(String),
}

/// The kind of a field, in the order in which dates differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// G
    Era,
    /// y, r, U
    Year,
    /// M, L
    Month,
    /// E, c
    Weekday,
    /// d
    Day,
    /// a, b, B
    DayPeriod,
    /// h, H, K, k
    Hour,
    /// m
    Minute,
    /// s
    Second,
    /// S
    Fraction,
    /// z, v, O, V, X
    Zone,
}

impl Kind {
    /// Whether it belongs to the time of day.
    pub fn is_time(self) -> bool {
        self >= Kind::DayPeriod
    }
}

/// The kind of a letter.
pub fn kind(letter: char) -> Option<Kind> {
    Some(match letter {
        'G' => Kind::Era,
        'y' | 'Y' | 'u' | 'r' | 'U' => Kind::Year,
        'M' | 'L' => Kind::Month,
        'd' => Kind::Day,
        'E' | 'c' | 'e' => Kind::Weekday,
        'a' | 'b' | 'B' => Kind::DayPeriod,
        'h' | 'H' | 'K' | 'k' => Kind::Hour,
        'm' => Kind::Minute,
        's' => Kind::Second,
        'S' => Kind::Fraction,
        'z' | 'v' | 'O' | 'V' | 'X' | 'x' | 'Z' => Kind::Zone,
        _ => return None,
    })
}

/// The pieces of a pattern; letters in quotation marks are text.
pub fn parse(pattern: &str) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut chars = pattern.chars().peekable();
    let mut quoted = false;
    let mut push = |c: char| match items.last_mut() {
        Some(Item::Literal(text)) => text.push(c),
        _ => items.push(Item::Literal(c.to_string())),
    };
    let mut fields: Vec<(usize, char)> = Vec::new();
    let mut place = 0;
    // First everything becomes text, fields as marks from a private area.
    while let Some(c) = chars.next() {
        if c == '\'' {
            if chars.peek() == Some(&'\'') {
                chars.next();
                push('\'');
                place += 1;
            } else {
                quoted = !quoted;
            }
            continue;
        }
        // SPEC: the narrow space before "PM" is a plain one, as all engines have it for scripts that look for it.
        push(if c == '\u{202f}' { ' ' } else { c });
        if !quoted && kind(c).is_some() {
            fields.push((place, c));
        }
        place += 1;
    }
    let text: Vec<char> = match items.pop() {
        Some(Item::Literal(text)) => text.chars().collect(),
        _ => Vec::new(),
    };
    group(&text, &fields)
}

fn group(text: &[char], fields: &[(usize, char)]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut fields = fields.iter().peekable();
    for (place, c) in text.iter().enumerate() {
        let is_field = fields.next_if(|(at, _)| *at == place).is_some();
        match (items.last_mut(), is_field) {
            (Some(Item::Field(letter, count)), true) if letter == c => *count += 1,
            (_, true) => items.push(Item::Field(*c, 1)),
            (Some(Item::Literal(text)), false) => text.push(*c),
            (_, false) => items.push(Item::Literal(c.to_string())),
        }
    }
    items
}

/// Whether there is a field of a kind.
pub fn has(items: &[Item], wanted: Kind) -> bool {
    items
        .iter()
        .any(|item| matches!(item, Item::Field(letter, _) if kind(*letter) == Some(wanted)))
}

/// A pattern with two places filled: `{0}` and `{1}`.
pub fn join(pattern: &str, zero: &[Item], one: &[Item]) -> Vec<Item> {
    let mut result: Vec<Item> = Vec::new();
    let mut append = |items: &[Item]| {
        for item in items {
            match (result.last_mut(), item) {
                (Some(Item::Literal(before)), Item::Literal(text)) => before.push_str(text),
                _ => result.push(item.clone()),
            }
        }
    };
    let mut rest = pattern;
    while let Some(at) = rest.find('{') {
        append(&parse(&rest[..at]));
        match rest.get(at..at + 3) {
            Some("{0}") => append(zero),
            Some("{1}") => append(one),
            _ => {}
        }
        rest = rest.get(at + 3..).unwrap_or_default();
    }
    append(&parse(rest));
    result
}

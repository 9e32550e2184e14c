//! JSON and JSON5: one reader, as strict as the dialect.
//!
//! Uses: the head. Never: the other formats.

use crate::{DEEPEST, Entry, Fault, Node, Placed};

/// How strict the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Json,
    Json5,
}

/// Reads one value.
pub(crate) fn read(text: &str, dialect: Dialect) -> Result<Placed, Fault> {
    let mut reader = Reader {
        text,
        at: 0,
        dialect,
    };
    let value = reader.value(0)?;
    reader.blank()?;
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.unexpected("the end of the text")),
    }
}

/// Reads a value from each line that is not blank.
pub(crate) fn read_lines(text: &str) -> Result<Placed, Fault> {
    let mut items = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            let mut item = read(line, Dialect::Json)
                .map_err(|fault| Fault::new(start + fault.at, fault.message))?;
            item.at += start;
            items.push(item);
        }
        start += line.len() + 1;
    }
    Ok(Placed {
        at: 0,
        node: Node::List(items),
    })
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    dialect: Dialect,
}

impl<'t> Reader<'t> {
    fn is_loose(&self) -> bool {
        self.dialect == Dialect::Json5
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        if is_there {
            self.at += wanted.len_utf8();
        }
        is_there
    }

    fn unexpected(&self, wanted: &str) -> Fault {
        let found = match self.peek() {
            None => "the end of the text".to_owned(),
            Some(c) => format!("'{}'", c.escape_debug()),
        };
        Fault::new(self.at, format!("expected {wanted}, found {found}"))
    }

    /// Skips white space and, in JSON5, comments.
    fn blank(&mut self) -> Result<(), Fault> {
        loop {
            match self.peek() {
                Some(' ' | '\t' | '\n' | '\r') => self.at += 1,
                Some(c) if self.is_loose() && (c.is_whitespace() || c == '\u{feff}') => {
                    self.at += c.len_utf8();
                }
                Some('/') if self.is_loose() => self.comment()?,
                _ => return Ok(()),
            }
        }
    }

    fn comment(&mut self) -> Result<(), Fault> {
        let rest = self.rest();
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            let end = rest
                .find("*/")
                .ok_or_else(|| Fault::new(self.at, "the comment does not end"))?;
            self.at += end + 2;
        } else {
            return Err(self.unexpected("a value"));
        }
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<Placed, Fault> {
        self.blank()?;
        let at = self.at;
        if depth > DEEPEST {
            return Err(Fault::new(at, "nested too deep"));
        }
        let node = match self.peek() {
            Some('{') => self.map(depth)?,
            Some('[') => self.list(depth)?,
            Some('"') => Node::Text(self.string('"')?),
            Some('\'') if self.is_loose() => Node::Text(self.string('\'')?),
            Some(c) if c.is_ascii_digit() || c == '-' => self.number()?,
            Some('+' | '.' | 'I' | 'N') if self.is_loose() => self.number()?,
            _ => self.word()?,
        };
        Ok(Placed { at, node })
    }

    fn word(&mut self) -> Result<Node, Fault> {
        for (word, node) in [
            ("true", Node::Bool(true)),
            ("false", Node::Bool(false)),
            ("null", Node::Null),
        ] {
            if self.rest().starts_with(word) {
                self.at += word.len();
                return Ok(node);
            }
        }
        Err(self.unexpected("a value"))
    }

    fn list(&mut self, depth: usize) -> Result<Node, Fault> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.blank()?;
            if (items.is_empty() || self.is_loose()) && self.eat(']') {
                return Ok(Node::List(items));
            }
            items.push(self.value(depth + 1)?);
            self.blank()?;
            if self.eat(']') {
                return Ok(Node::List(items));
            }
            if !self.eat(',') {
                return Err(self.unexpected("',' or ']'"));
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Node, Fault> {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.blank()?;
            if (entries.is_empty() || self.is_loose()) && self.eat('}') {
                return Ok(Node::Map(entries));
            }
            let at = self.at;
            let key = self.key()?;
            self.blank()?;
            if !self.eat(':') {
                return Err(self.unexpected("':'"));
            }
            let value = self.value(depth + 1)?;
            entries.push(Entry { at, key, value });
            self.blank()?;
            if self.eat('}') {
                return Ok(Node::Map(entries));
            }
            if !self.eat(',') {
                return Err(self.unexpected("',' or '}'"));
            }
        }
    }

    fn key(&mut self) -> Result<String, Fault> {
        match self.peek() {
            Some('"') => self.string('"'),
            Some('\'') if self.is_loose() => self.string('\''),
            Some(c) if self.is_loose() && (c.is_alphabetic() || c == '_' || c == '$') => {
                let rest = self.rest();
                let is_part = |c: char| {
                    c.is_alphanumeric() || matches!(c, '_' | '$' | '\u{200c}' | '\u{200d}')
                };
                let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
                self.at += end;
                Ok(rest[..end].to_owned())
            }
            _ => Err(self.unexpected("a name in quotes")),
        }
    }

    fn number(&mut self) -> Result<Node, Fault> {
        let start = self.at;
        let sign = if self.eat('-') { -1.0 } else { 1.0 };
        if sign > 0.0 && self.is_loose() {
            self.eat('+');
        }
        if self.is_loose() {
            for (word, value) in [("Infinity", f64::INFINITY), ("NaN", f64::NAN)] {
                if self.rest().starts_with(word) {
                    self.at += word.len();
                    return Ok(Node::Number(sign * value));
                }
            }
            if self.rest().starts_with("0x") || self.rest().starts_with("0X") {
                self.at += 2;
                return self.hexadecimal(sign);
            }
        }
        let body = self.rest();
        let end = body
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | 'e' | 'E' | '+' | '-'))
            .unwrap_or(body.len());
        let body = &body[..end];
        let bad = || Fault::new(start, "not a number of JSON");
        if !is_number(body, self.is_loose()) {
            return Err(bad());
        }
        let value: f64 = body.parse().map_err(|_| bad())?;
        self.at += end;
        Ok(Node::Number(sign * value))
    }

    fn hexadecimal(&mut self, sign: f64) -> Result<Node, Fault> {
        let mut value = 0.0;
        let start = self.at;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(16)) {
            value = value * 16.0 + f64::from(digit);
            self.at += 1;
        }
        match self.at > start {
            true => Ok(Node::Number(sign * value)),
            false => Err(self.unexpected("a hexadecimal digit")),
        }
    }

    fn string(&mut self, quote: char) -> Result<String, Fault> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let at = self.at;
            match self.take() {
                None => return Err(Fault::new(start, "the string does not end")),
                Some(c) if c == quote => return Ok(text),
                Some('\\') => self.escape(at, &mut text)?,
                Some(c) if c < ' ' && (c == '\n' || c == '\r' || !self.is_loose()) => {
                    return Err(Fault::new(at, "a control character in a string"));
                }
                Some(c) => text.push(c),
            }
        }
    }

    fn escape(&mut self, at: usize, text: &mut String) -> Result<(), Fault> {
        let is_loose = self.is_loose();
        let bad = || Fault::new(at, "an escape that means nothing");
        text.push(match self.take().ok_or_else(bad)? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => self.unicode(at)?,
            c @ ('"' | '\\' | '/') => c,
            _ if !is_loose => return Err(bad()),
            'v' => '\u{b}',
            '0' => '\0',
            'x' => {
                let code = self.digits(2).ok_or_else(bad)?;
                char::from_u32(code).ok_or_else(bad)?
            }
            '\r' => {
                self.eat('\n');
                return Ok(());
            }
            '\n' | '\u{2028}' | '\u{2029}' => return Ok(()),
            c => c,
        });
        Ok(())
    }

    fn digits(&mut self, count: usize) -> Option<u32> {
        let digits = self.rest().get(..count)?;
        let is_digits = digits.chars().all(|c| c.is_ascii_hexdigit());
        self.at += count;
        is_digits
            .then(|| u32::from_str_radix(digits, 16).ok())
            .flatten()
    }

    /// A code point; half of one alone becomes the replacement character.
    fn unicode(&mut self, at: usize) -> Result<char, Fault> {
        let bad = || Fault::new(at, "an escape that means nothing");
        let first = self.digits(4).ok_or_else(bad)?;
        if (0xD800..0xDC00).contains(&first) && self.rest().starts_with("\\u") {
            let back = self.at;
            self.at += 2;
            if let Some(second @ 0xDC00..0xE000) = self.digits(4) {
                let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return char::from_u32(code).ok_or_else(bad);
            }
            self.at = back;
        }
        Ok(char::from_u32(first).unwrap_or('\u{fffd}'))
    }
}

/// Whether a text without sign is a number: of JSON, or of JSON5.
fn is_number(text: &str, is_loose: bool) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_exponent = exponent.is_none_or(|text| {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        !digits.is_empty() && all_digits(digits)
    });
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let is_whole = all_digits(whole) && (whole.len() < 2 || !whole.starts_with('0'));
    let is_fraction = fraction.is_none_or(all_digits);
    let is_full = match fraction {
        _ if is_loose => !whole.is_empty() || fraction.is_some_and(|text| !text.is_empty()),
        Some(fraction) => !whole.is_empty() && !fraction.is_empty(),
        None => !whole.is_empty(),
    };
    is_exponent && is_whole && is_fraction && is_full
}

#[cfg(test)]
mod tests {
    use crate::{Format, Node};

    #[test]
    fn json5_has_what_people_write() {
        let text = "// a\n{a: +1, 'b': .5, c: [0x1F, Infinity,], /* d */ $d: 'it\\'s\\\nok',}";
        let tree = Format::Json5.read(text).expect("it is JSON5").node;
        assert_eq!(tree.get("a"), Some(&Node::Number(1.0)));
        assert_eq!(tree.get("b"), Some(&Node::Number(0.5)));
        assert_eq!(tree.get("$d"), Some(&Node::Text("it'sok".to_owned())));
        assert!(Format::Json.read(text).is_err());
    }

    #[test]
    fn json_refuses_what_is_not_json() {
        for text in [
            "01",
            "1.",
            ".5",
            "+1",
            "[1,]",
            "{\"a\":1,}",
            "'a'",
            "\"\t\"",
            "tru",
            "",
            "1 2",
            "-",
            "1e",
        ] {
            assert!(Format::Json.read(text).is_err(), "{text}");
        }
        for text in ["0", "-0.5e+3", "\"\\ud83d\\ude00\"", " [ ] ", "{}"] {
            assert!(Format::Json.read(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let text = "[".repeat(100_000);
        let fault = Format::Json.read(&text).expect_err("it is too deep");
        assert_eq!(fault.message, "nested too deep");
    }

    #[test]
    fn lines_are_values() {
        let tree = Format::Jsonl.read("{\"a\":1}\n\n[2]\r\n").expect("lines");
        let Node::List(items) = tree.node else {
            panic!("a list")
        };
        assert_eq!(items.len(), 2);
        let fault = Format::Jsonl.read("1\n2\nx").expect_err("x is no value");
        assert_eq!(fault.position("1\n2\nx"), (3, 1));
    }
}

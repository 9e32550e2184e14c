//! JSON as a tree, for files that a host gives: import maps and source maps. Scripts have their own reader.
//!
//! Uses: nothing. Never: context.

/// How deep a text may nest.
const DEPTH: usize = 64;

/// A value of JSON.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Boolean(bool),
    Number(f64),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value of a text; an error names the byte.
    pub(crate) fn parse(text: &str) -> Result<Json, String> {
        let mut reader = Reader { text, at: 0 };
        let value = reader.value(DEPTH);
        reader.skip_space();
        match value {
            Some(value) if reader.at == text.len() => Ok(value),
            _ => Err(format!("the text is no JSON at byte {}", reader.at)),
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Json> {
        let entries = self.entries()?;
        entries
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    pub(crate) fn entries(&self) -> Option<&[(String, Json)]> {
        match self {
            Json::Object(entries) => Some(entries),
            _ => None,
        }
    }

    pub(crate) fn items(&self) -> Option<&[Json]> {
        match self {
            Json::Array(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_u32(&self) -> Option<u32> {
        match self {
            Json::Number(number) if number.fract() == 0.0 && (0.0..4e9).contains(number) => {
                Some(*number as u32)
            }
            _ => None,
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, word: &str) -> Option<()> {
        self.text.get(self.at..)?.starts_with(word).then_some(())?;
        self.at += word.len();
        Some(())
    }

    /// Takes a sign of punctuation with the space around it.
    fn takes(&mut self, sign: u8) -> bool {
        self.skip_space();
        let found = self.peek() == Some(sign);
        if found {
            self.at += 1;
            self.skip_space();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        let below = depth.checked_sub(1)?;
        self.skip_space();
        match self.peek()? {
            b'n' => self.take("null").map(|()| Json::Null),
            b't' => self.take("true").map(|()| Json::Boolean(true)),
            b'f' => self.take("false").map(|()| Json::Boolean(false)),
            b'"' => self.string().map(Json::String),
            b'[' => self.array(below),
            b'{' => self.object(below),
            _ => self.number(),
        }
    }

    fn array(&mut self, depth: usize) -> Option<Json> {
        self.takes(b'[').then_some(())?;
        let mut items = Vec::new();
        if self.takes(b']') {
            return Some(Json::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            if self.takes(b']') {
                return Some(Json::Array(items));
            }
            self.takes(b',').then_some(())?;
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        self.takes(b'{').then_some(())?;
        let mut entries = Vec::new();
        if self.takes(b'}') {
            return Some(Json::Object(entries));
        }
        loop {
            let key = self.string()?;
            self.takes(b':').then_some(())?;
            entries.push((key, self.value(depth)?));
            if self.takes(b'}') {
                return Some(Json::Object(entries));
            }
            self.takes(b',').then_some(())?;
        }
    }

    fn number(&mut self) -> Option<Json> {
        let rest = self.text.get(self.at..)?;
        let end = rest
            .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(rest.len());
        let number = rest[..end].parse().ok()?;
        self.at += end;
        Some(Json::Number(number))
    }

    fn string(&mut self) -> Option<String> {
        self.take("\"")?;
        let mut text = String::new();
        loop {
            let rest = self.text.get(self.at..)?;
            let plain = rest.find(['"', '\\'])?;
            text.push_str(&rest[..plain]);
            self.at += plain;
            if self.take("\"").is_some() {
                return Some(text);
            }
            self.take("\\")?;
            let sign = self.peek()?;
            self.at += 1;
            text.push(match sign {
                b'"' | b'\\' | b'/' => char::from(sign),
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => self.escape()?,
                _ => return None,
            });
        }
    }

    /// The character of a `\u` escape and, for a lead surrogate, of the one that follows.
    fn escape(&mut self) -> Option<char> {
        let lead = self.hex()?;
        if !(0xD800..0xDC00).contains(&lead) {
            return Some(char::from_u32(lead).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.take("\\u")?;
        let trail = self.hex()?.wrapping_sub(0xDC00);
        let code = 0x1_0000 + ((lead - 0xD800) << 10) + trail;
        Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn values() {
        let json = Json::parse(r#" {"a": [1, -2.5e1, true, null], "b\n": "\u00e9\ud83d\ude00"} "#);
        let json = json.expect("valid");
        let items = json.get("a").and_then(Json::items).expect("an array");
        assert_eq!(items[1], Json::Number(-25.0));
        assert_eq!(json.get("b\n").and_then(Json::as_str), Some("é😀"));
        assert_eq!(Json::parse("[]"), Ok(Json::Array(Vec::new())));
    }

    #[test]
    fn what_is_no_json() {
        for text in ["", "{", "[1,]", "{\"a\" 1}", "'a'", "1 2", "\"\\x\"", "nul"] {
            assert!(Json::parse(text).is_err(), "{text}");
        }
        assert!(Json::parse(&"[".repeat(100_000)).is_err());
    }
}

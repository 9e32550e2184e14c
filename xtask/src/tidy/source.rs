//! A Rust file, line by line, with code and comments told apart.
//!
//! Text in literals is blanked in the code view, so that a rule which looks for a word never finds it
//! inside a string. This is a scanner and no parser: it knows comments, strings, raw strings, characters and
//! lifetimes, which is all that telling apart needs.
//!
//! Uses: nothing
//! Never: the file system

/// One line in two views.
#[derive(Debug, Default)]
pub struct Line {
    /// The code, with literals blanked.
    pub code: String,
    /// The text of comments, without their slashes.
    pub comment: String,
    /// Whether the comment is documentation.
    pub doc: bool,
}

/// One file.
#[derive(Debug)]
pub struct Source {
    /// Path below the root, with forward slashes.
    pub name: String,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The `//!` lines at the top, without the slashes.
    pub head: Vec<String>,
    /// The line (from 0) at which the tests of the file begin, or its end.
    pub tests_from: usize,
}

impl Source {
    /// Scans a file's text.
    pub fn new(name: String, text: &str) -> Self {
        let head = text
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .map(|line| line.trim().to_owned())
            .collect();
        let lines = Scanner {
            text: text.as_bytes(),
            at: 0,
            lines: vec![Line::default()],
        }
        .scan();
        let tests_from = lines
            .iter()
            .position(|line| {
                line.code.trim_start().starts_with("#[cfg(test)]")
                    || line.code.contains("#[cfg(all(test")
            })
            .unwrap_or(lines.len());
        Self {
            name,
            lines,
            head,
            tests_from,
        }
    }

    /// `stilla-core` for `crates/stilla-core/src/value.rs`.
    pub fn crate_name(&self) -> &str {
        let mut parts = self.name.split('/');
        match parts.next() {
            Some("crates") => parts.next().unwrap_or(""),
            first => first.unwrap_or(""),
        }
    }

    /// The path below the crate's `src`, if it is library or program code.
    pub fn below_src(&self) -> Option<&str> {
        self.name.split_once("/src/").map(|(_, rest)| rest)
    }

    /// Whether the file is a crate's root.
    pub fn is_root(&self) -> bool {
        matches!(self.below_src(), Some("lib.rs" | "main.rs")) || self.name.ends_with("/build.rs")
    }

    /// Whether the whole file is test, example or measuring code.
    pub fn is_test(&self) -> bool {
        let parts: Vec<&str> = self.name.split('/').collect();
        parts
            .iter()
            .any(|part| matches!(*part, "tests" | "examples" | "benches" | "fuzz"))
            || self.name.ends_with("/tests.rs")
    }

    /// Lines (from 0) that are no test code.
    pub fn production(&self) -> impl Iterator<Item = (usize, &Line)> {
        let end = if self.is_test() { 0 } else { self.tests_from };
        self.lines.iter().enumerate().take(end)
    }
}

/// The identifiers of a line of code.
pub fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    lines: Vec<Line>,
}

impl Scanner<'_> {
    fn scan(mut self) -> Vec<Line> {
        while let Some(byte) = self.peek(0) {
            match (byte, self.peek(1)) {
                (b'/', Some(b'/')) => self.line_comment(),
                (b'/', Some(b'*')) => self.block_comment(),
                (b'"', _) => self.string(),
                (b'r' | b'b' | b'c', _) if !self.inside_word() && self.raw_hashes().is_some() => {
                    self.raw_string()
                }
                (b'\'', _) => self.quote(),
                _ => self.code(1),
            }
        }
        self.lines
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn inside_word(&self) -> bool {
        self.at > 0
            && (self.text[self.at - 1].is_ascii_alphanumeric() || self.text[self.at - 1] == b'_')
    }

    fn last(&mut self) -> &mut Line {
        if self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        let at = self.lines.len() - 1;
        &mut self.lines[at]
    }

    /// Takes bytes as code.
    fn code(&mut self, count: usize) {
        for _ in 0..count {
            let Some(byte) = self.peek(0) else { return };
            self.at += 1;
            if byte == b'\n' {
                self.lines.push(Line::default());
            } else if byte.is_ascii() {
                self.last().code.push(byte as char);
            } else if byte >= 0xc0 {
                self.last().code.push('\u{e9}');
            }
        }
    }

    /// Takes bytes that show in neither view; only line ends count.
    fn blank(&mut self, count: usize) {
        for _ in 0..count {
            if self.peek(0) == Some(b'\n') {
                self.lines.push(Line::default());
            }
            self.at += 1;
        }
    }

    fn line_comment(&mut self) {
        let rest = &self.text[self.at..];
        let end = rest
            .iter()
            .position(|&byte| byte == b'\n')
            .unwrap_or(rest.len());
        let comment = String::from_utf8_lossy(&rest[..end]);
        let doc = comment.starts_with("///") || comment.starts_with("//!");
        let comment = comment
            .trim_start_matches('/')
            .trim_start_matches('!')
            .to_owned();
        self.last().doc = doc;
        self.last().comment.push_str(&comment);
        self.at += end;
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while let Some(byte) = self.peek(0) {
            match (byte, self.peek(1)) {
                (b'/', Some(b'*')) => {
                    depth += 1;
                    self.at += 2;
                }
                (b'*', Some(b'/')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return;
                    }
                }
                (b'\n', _) => self.blank(1),
                _ => {
                    self.last().comment.push(byte as char);
                    self.at += 1;
                }
            }
        }
    }

    fn string(&mut self) {
        self.code(1);
        while let Some(byte) = self.peek(0) {
            match byte {
                b'\\' => self.blank(2),
                b'"' => return self.code(1),
                _ => self.blank(1),
            }
        }
    }

    /// How many hashes the raw string here has; nothing if there is none.
    fn raw_hashes(&self) -> Option<usize> {
        let mut ahead = usize::from(matches!(self.peek(0), Some(b'b' | b'c')));
        if self.peek(ahead) != Some(b'r') {
            return None;
        }
        ahead += 1;
        let mut hashes = 0;
        while self.peek(ahead + hashes) == Some(b'#') {
            hashes += 1;
        }
        (self.peek(ahead + hashes) == Some(b'"')).then_some(hashes)
    }

    fn raw_string(&mut self) {
        let hashes = self.raw_hashes().unwrap_or(0);
        while self.peek(0) != Some(b'"') {
            self.code(1);
        }
        self.code(1);
        while self.at < self.text.len() {
            let closed = self.peek(0) == Some(b'"')
                && (1..=hashes).all(|ahead| self.peek(ahead) == Some(b'#'));
            if closed {
                return self.code(1 + hashes);
            }
            self.blank(1);
        }
    }

    /// A character or a lifetime.
    fn quote(&mut self) {
        let length = match self.peek(1) {
            Some(b'\\') => self.text[self.at + 3..]
                .iter()
                .position(|&byte| byte == b'\'')
                .map(|end| end + 4),
            Some(first) => {
                let wide = if first < 0x80 {
                    1
                } else if first < 0xe0 {
                    2
                } else if first < 0xf0 {
                    3
                } else {
                    4
                };
                (self.peek(1 + wide) == Some(b'\'')).then_some(wide + 2)
            }
            None => None,
        };
        match length {
            Some(length) => self.blank(length),
            None => self.code(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    fn code(text: &str) -> Vec<String> {
        Source::new("crates/a/src/b.rs".to_owned(), text)
            .lines
            .into_iter()
            .map(|line| line.code)
            .collect()
    }

    #[test]
    fn literals_are_blank_and_comments_are_no_code() {
        assert_eq!(
            code("let a = \"unsafe // {\"; // unsafe\nb"),
            ["let a = \"\"; ", "b"]
        );
        assert_eq!(
            code("r#\"x \" y\"# + br\"z\" + '\"' + b'\\'' + '\\u{1}'"),
            ["r#\"\"# + br\"\" +  + b + "]
        );
        assert_eq!(
            code("fn f<'a>(x: &'a str) { /* { */ }"),
            ["fn f<'a>(x: &'a str) {  }"]
        );
    }

    #[test]
    fn lines_are_counted_through_long_strings_and_comments() {
        assert_eq!(code("\"a\nb\"\n/* c\n d */ e").len(), 4);
        let source = Source::new("x".to_owned(), "//! Head.\n//! Uses: a\n\n// Two.\n");
        assert_eq!(source.head, ["Head.", "Uses: a"]);
        assert_eq!(source.lines[3].comment, " Two.");
    }
}

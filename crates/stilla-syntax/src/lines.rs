//! Offsets to lines and columns, for messages and stack traces.
//!
//! Uses: nothing.
//! Never: ast, lexer, parser.

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

/// A place for people: both numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column in UTF-16 code units.
    pub column: u32,
}

impl LineIndex {
    /// Finds the lines of a WTF-8 text. O(n) in its length.
    pub fn new(source: &[u8]) -> Self {
        let mut starts = vec![0];
        let mut index = 0;
        while index < source.len() {
            let length = match source[index] {
                b'\n' => 1,
                b'\r' if source.get(index + 1) == Some(&b'\n') => 2,
                b'\r' => 1,
                0xE2 if matches!(source.get(index + 1..index + 3), Some([0x80, 0xA8 | 0xA9])) => 3,
                _ => {
                    index += 1;
                    continue;
                }
            };
            index += length;
            starts.push(index as u32);
        }
        Self { starts }
    }

    /// The place of a byte offset in the same text. O(log n) in the lines, O(n) in the length of the line.
    pub fn position(&self, source: &[u8], offset: u32) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts[line - 1] as usize;
        let before = source.get(start..offset as usize).unwrap_or(&[]);
        let units: u32 = before
            .iter()
            .map(|&byte| u32::from(byte & 0xC0 != 0x80) + u32::from(byte >= 0xF0))
            .sum();
        Position {
            line: line as u32,
            column: units + 1,
        }
    }

    /// The text of a line (from 1) without its end.
    pub fn line<'s>(&self, source: &'s [u8], line: u32) -> &'s [u8] {
        let start = self
            .starts
            .get(line as usize - 1)
            .copied()
            .unwrap_or(u32::MAX) as usize;
        let end = self
            .starts
            .get(line as usize)
            .map_or(source.len(), |&end| end as usize);
        let mut text = source.get(start..end).unwrap_or(&[]);
        while let [rest @ .., b'\n' | b'\r'] = text {
            text = rest;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_utf16() {
        let source = "a\r\nbö😀c\u{2028}d".as_bytes();
        let lines = LineIndex::new(source);
        let at = |text: &str| {
            let offset = source
                .windows(text.len())
                .position(|window| window == text.as_bytes())
                .expect("it is there");
            let Position { line, column } = lines.position(source, offset as u32);
            (line, column)
        };
        assert_eq!(at("a"), (1, 1));
        assert_eq!(at("b"), (2, 1));
        assert_eq!(at("😀"), (2, 3));
        assert_eq!(at("c"), (2, 5));
        assert_eq!(at("d"), (3, 1));
        assert_eq!(lines.line(source, 1), b"a");
    }
}

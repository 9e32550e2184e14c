//! The metadata between `/*---` and `---*/` at the head of each test.
//!
//! It is YAML, of which the suite uses little: plain scalars, block scalars that nobody here
//! reads, flow lists, block lists, and one mapping inside `negative`. This reads just that.
//!
//! Uses: nothing
//! Never: the file system

/// When a negative test must fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// While parsing, early errors included.
    Parse,
    /// While modules are linked.
    Resolution,
    /// While running.
    Runtime,
}

impl Phase {
    /// The name in the metadata.
    pub fn name(self) -> &'static str {
        match self {
            Self::Parse => "parse",
            Self::Resolution => "resolution",
            Self::Runtime => "runtime",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Parse, Self::Resolution, Self::Runtime]
            .into_iter()
            .find(|phase| phase.name() == name)
    }
}

/// The error that a negative test expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Negative {
    /// The phase in which it must come.
    pub phase: Phase,
    /// The name of its constructor.
    pub constructor: String,
}

/// What a test says about itself.
#[derive(Clone, Debug, Default)]
pub struct Frontmatter {
    /// `negative`.
    pub negative: Option<Negative>,
    /// `includes`, in order.
    pub includes: Vec<String>,
    /// `features`.
    pub features: Vec<String>,
    flags: Vec<String>,
}

impl Frontmatter {
    /// Reads the metadata out of a test's text; says what is wrong with it otherwise.
    pub fn of(source: &str) -> Result<Self, String> {
        let Some(from) = source.find("/*---") else {
            return Ok(Self::default());
        };
        let rest = &source[from + 5..];
        let end = rest.find("---*/").ok_or("the metadata has no end")?;
        let text = rest[..end].replace("\r\n", "\n").replace('\r', "\n");
        let mut page = Self::default();
        let mut phase = None;
        let mut constructor = None;
        for (key, value) in entries(&text) {
            match key.as_str() {
                "includes" => page.includes = list(&value),
                "features" => page.features = list(&value),
                "flags" => page.flags = list(&value),
                "negative" => {
                    for line in value.lines() {
                        match line.trim().split_once(':') {
                            Some(("phase", name)) => phase = Phase::named(scalar(name)),
                            Some(("type", name)) => constructor = Some(scalar(name).to_owned()),
                            _ => {}
                        }
                    }
                    let whole = phase
                        .zip(constructor.take())
                        .ok_or("`negative` needs a known phase and a type")?;
                    page.negative = Some(Negative {
                        phase: whole.0,
                        constructor: whole.1,
                    });
                }
                _ => {}
            }
        }
        Ok(page)
    }

    /// Whether the flag stands there.
    pub fn flag(&self, name: &str) -> bool {
        self.flags.iter().any(|flag| flag == name)
    }
}

/// Top-level keys, each with the text up to the next.
fn entries(text: &str) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    let first = text.lines().find(|line| !line.trim().is_empty());
    let margin = first.map_or(0, indent);
    for line in text.lines() {
        let key = (indent(line) <= margin)
            .then(|| line.trim_start().split_once(':'))
            .flatten();
        match (key, entries.last_mut()) {
            (Some((key, value)), _) if is_key(key) => {
                entries.push((key.to_owned(), value.to_owned()))
            }
            (_, Some(open)) => {
                open.1.push('\n');
                open.1.push_str(line);
            }
            (_, None) => {}
        }
    }
    entries
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

fn scalar(text: &str) -> &str {
    text.split(" #")
        .next()
        .unwrap_or(text)
        .trim()
        .trim_matches(['"', '\''])
}

fn list(value: &str) -> Vec<String> {
    let value = value.trim();
    let items: Vec<&str> = match value.strip_prefix('[') {
        Some(flow) => flow
            .split(']')
            .next()
            .unwrap_or("")
            .split([',', '\n'])
            .collect(),
        None => value
            .lines()
            .filter_map(|line| line.trim().strip_prefix('-'))
            .collect(),
    };
    items
        .into_iter()
        .map(scalar)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Frontmatter, Phase};

    #[test]
    fn flow_lists_block_lists_and_the_negative_mapping() {
        let page = Frontmatter::of(
            "// Copyright\n/*---\ndescription: >\n  words: not a key\nflags: [onlyStrict, async]\nincludes:\n  - a.js\n  - b.js\n\
             features: [x.y,\n  z]\nnegative:\n  phase: parse\n  type: SyntaxError\n---*/\ncode",
        )
        .expect("it is well formed");
        assert!(page.flag("onlyStrict") && page.flag("async") && !page.flag("raw"));
        assert_eq!(page.includes, ["a.js", "b.js"]);
        assert_eq!(page.features, ["x.y", "z"]);
        let negative = page.negative.expect("it is negative");
        assert_eq!(
            (negative.phase, negative.constructor.as_str()),
            (Phase::Parse, "SyntaxError")
        );
    }

    #[test]
    fn carriage_returns_end_lines_too() {
        let page = Frontmatter::of("/*---\rflags: [raw]\r---*/").expect("it is well formed");
        assert!(page.flag("raw"));
    }

    #[test]
    fn an_unknown_phase_is_refused() {
        assert!(
            Frontmatter::of("/*---\nnegative:\n  phase: early\n  type: SyntaxError\n---*/")
                .is_err()
        );
    }
}

//! The words after a command.
//!
//! A task takes what it knows (`flag`, `value`, `values`) and then calls `finish`, which refuses
//! whatever is left: an unknown option is an error, never ignored.
//!
//! Uses: failure
//! Never: any task

use crate::failure::Failure;

/// The words that nobody has taken yet.
pub struct Arguments {
    words: Vec<String>,
}

impl Arguments {
    /// All words after the command's name.
    pub fn new(words: Vec<String>) -> Self {
        Self { words }
    }

    /// Takes `--name`; says whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let found = self.words.iter().position(|word| word == name);
        found.map(|at| self.words.remove(at)).is_some()
    }

    /// Takes `--name VALUE` or `--name=VALUE`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let prefix = format!("{name}=");
        if let Some(at) = self.words.iter().position(|word| word.starts_with(&prefix)) {
            return Ok(Some(self.words.remove(at)[prefix.len()..].to_owned()));
        }
        let Some(at) = self.words.iter().position(|word| word == name) else {
            return Ok(None);
        };
        if at + 1 >= self.words.len() {
            return Err(Failure::new(format!("`{name}` needs a value")));
        }
        self.words.remove(at);
        Ok(Some(self.words.remove(at)))
    }

    /// Takes `--name VALUE` as often as it stands there.
    pub fn values(&mut self, name: &str) -> Result<Vec<String>, Failure> {
        let mut all = Vec::new();
        while let Some(value) = self.value(name)? {
            all.push(value);
        }
        Ok(all)
    }

    /// Takes `--name N`.
    pub fn number(&mut self, name: &str) -> Result<Option<u64>, Failure> {
        let Some(text) = self.value(name)? else {
            return Ok(None);
        };
        text.parse()
            .map(Some)
            .map_err(|_| Failure::new(format!("`{name}` needs a whole number, got `{text}`")))
    }

    /// The words that are no options, in order.
    pub fn plain(&mut self) -> Vec<String> {
        let (options, plain) = std::mem::take(&mut self.words)
            .into_iter()
            .partition(|word| word.starts_with("--"));
        self.words = options;
        plain
    }

    /// Refuses what nobody took.
    pub fn finish(self) -> Result<(), Failure> {
        match self.words.first() {
            None => Ok(()),
            Some(word) => Err(Failure::new(format!(
                "unexpected argument `{word}`; `cargo xtask --help` lists what there is"
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    #[test]
    fn options_are_taken_once_and_the_rest_is_refused() {
        let words = ["--only", "a", "x", "--only=b", "--fast", "--odd"]
            .map(str::to_owned)
            .to_vec();
        let mut arguments = Arguments::new(words);
        assert!(arguments.flag("--fast"));
        assert!(!arguments.flag("--fast"));
        let mut only = arguments.values("--only").expect("both have values");
        only.sort();
        assert_eq!(only, ["a", "b"]);
        assert_eq!(arguments.plain(), ["x"]);
        assert!(arguments.finish().is_err());
    }
}

//! The suite on disk: which tests there are, how often each runs, and which of them were asked for.
//!
//! Uses: failure, workspace, test262::frontmatter
//! Never: running anything

use super::frontmatter::Frontmatter;
use crate::failure::{During, Failure};
use crate::workspace;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// How a test's text becomes code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A script as it stands.
    Sloppy,
    /// A script behind `"use strict";`.
    Strict,
    /// A module.
    Module,
}

impl Mode {
    /// The word in identifiers and in the protocol.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sloppy => "sloppy",
            Self::Strict => "strict",
            Self::Module => "module",
        }
    }

    /// The mode of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Sloppy, Self::Strict, Self::Module]
            .into_iter()
            .find(|mode| mode.name() == name)
    }

    /// The modes in which a test with this metadata must run.
    pub fn of(page: &Frontmatter) -> &'static [Self] {
        if page.flag("module") {
            &[Self::Module]
        } else if page.flag("raw") || page.flag("noStrict") {
            &[Self::Sloppy]
        } else if page.flag("onlyStrict") {
            &[Self::Strict]
        } else {
            &[Self::Sloppy, Self::Strict]
        }
    }
}

/// One run of one test.
#[derive(Clone, Debug)]
pub struct Run {
    /// Path below `test/`, with forward slashes.
    pub test: String,
    /// The mode.
    pub mode: Mode,
    /// The test's features.
    pub features: Vec<String>,
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.test, self.mode.name())
    }
}

/// Which tests are wanted.
#[derive(Debug, Default)]
pub struct Selection {
    /// Any of these in the path (none: all).
    pub paths: Vec<String>,
    /// Any of these features (none: all).
    pub features: Vec<String>,
    /// One test in so many.
    pub fraction: u64,
    /// Which one in so many.
    pub seed: u64,
}

impl Selection {
    /// Whether nothing was left out.
    pub fn is_everything(&self) -> bool {
        self.paths.is_empty() && self.features.is_empty() && self.fraction <= 1
    }

    fn wants_path(&self, test: &str) -> bool {
        let named =
            self.paths.is_empty() || self.paths.iter().any(|part| test.contains(part.as_str()));
        named && (self.fraction <= 1 || hash(test, self.seed).is_multiple_of(self.fraction))
    }

    fn wants_features(&self, features: &[String]) -> bool {
        self.features.is_empty()
            || self
                .features
                .iter()
                .any(|feature| features.contains(feature))
    }
}

/// FNV-1a, so that a seed chooses the same tests on every machine.
fn hash(text: &str, seed: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = text.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mixed >> 17
}

/// The folder of the suite: what was asked for, `$TEST262_DIR`, or the cache in the home folder.
pub fn folder(asked: Option<String>) -> Result<PathBuf, Failure> {
    let home = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache/stilla/test262"));
    let folder = asked
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("TEST262_DIR").map(PathBuf::from))
        .or_else(home);
    let folder = folder.filter(|folder| folder.join("harness/assert.js").is_file());
    folder.ok_or_else(|| {
        Failure::new("test262 is not here: clone https://github.com/tc39/test262 and set TEST262_DIR, or put it into ~/.cache/stilla/test262")
    })
}

/// All runs that the selection wants, in the order of their paths.
pub fn runs(suite: &Path, selection: &Selection) -> Result<Vec<Run>, Failure> {
    let folder = suite.join("test");
    let mut runs = Vec::new();
    for file in workspace::files_below(&folder)? {
        let name = file
            .strip_prefix(&folder)
            .during("naming a test")?
            .to_string_lossy()
            .replace('\\', "/");
        if !name.ends_with(".js") || name.contains("_FIXTURE") || !selection.wants_path(&name) {
            continue;
        }
        let page = Frontmatter::of(&text(&file)?)
            .map_err(|trouble| Failure::new(format!("{name}: {trouble}")))?;
        if selection.wants_features(&page.features) {
            runs.extend(Mode::of(&page).iter().map(|&mode| Run {
                test: name.clone(),
                mode,
                features: page.features.clone(),
            }));
        }
    }
    Ok(runs)
}

/// A test's text. The suite is UTF-8 throughout.
pub fn text(file: &Path) -> Result<String, Failure> {
    let bytes = fs::read(file).during(format!("reading {}", file.display()))?;
    String::from_utf8(bytes).during(format!("reading {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::{Frontmatter, Mode, Selection};

    #[test]
    fn flags_choose_the_modes() {
        let modes = |flags: &str| {
            Mode::of(
                &Frontmatter::of(&format!("/*---\nflags: [{flags}]\n---*/")).expect("well formed"),
            )
        };
        assert_eq!(modes(""), [Mode::Sloppy, Mode::Strict]);
        assert_eq!(modes("raw"), [Mode::Sloppy]);
        assert_eq!(modes("onlyStrict"), [Mode::Strict]);
        assert_eq!(modes("noStrict, async"), [Mode::Sloppy]);
        assert_eq!(modes("module, raw"), [Mode::Module]);
    }

    #[test]
    fn a_fraction_takes_about_its_share_and_seeds_differ() {
        let names: Vec<String> = (0..10_000)
            .map(|n| format!("language/test-{n}.js"))
            .collect();
        let chosen = |seed| {
            let selection = Selection {
                fraction: 10,
                seed,
                ..Selection::default()
            };
            names
                .iter()
                .filter(|name| selection.wants_path(name))
                .collect::<Vec<_>>()
        };
        assert!((800..1200).contains(&chosen(1).len()));
        assert_ne!(chosen(1), chosen(2));
    }
}

//! The programs: every `bench/programs/<kind>/<name>.js`, and one large script made on the spot.
//!
//! Uses: failure, workspace, bench::load
//! Never: bench::engine

use super::load;
use crate::failure::{During, Failure};
use crate::workspace;
use std::path::{Path, PathBuf};

/// What the text of a program is.
#[derive(Clone, Copy, PartialEq)]
pub enum Goal {
    /// A script that is a CommonJS module as well.
    Any,
    /// A script whose declarations must become globals.
    Script,
}

/// One program of one kind.
pub struct Program {
    /// The folder's name.
    pub kind: String,
    /// `kind/name`.
    pub name: String,
    /// Where the text is.
    pub file: PathBuf,
    /// How engines must take it.
    pub goal: Goal,
}

/// All programs, sorted.
pub fn all(out: &Path) -> Result<Vec<Program>, Failure> {
    let folder = workspace::root().join("bench").join("programs");
    let mut programs = Vec::new();
    for file in workspace::files_below(&folder)? {
        if file.extension().is_some_and(|extension| extension == "js") {
            let name = file
                .strip_prefix(&folder)
                .during("naming a program")?
                .with_extension("");
            programs.push(named(
                &name.to_string_lossy().replace('\\', "/"),
                file.clone(),
            ));
        }
    }
    let large = std::path::absolute(out.join("load.js")).during("naming the large script")?;
    load::write(&large)?;
    programs.push(named("startup/load", large));
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(programs)
}

fn named(name: &str, file: PathBuf) -> Program {
    let kind = name.split('/').next().unwrap_or(name).to_owned();
    Program {
        kind,
        name: name.to_owned(),
        file,
        goal: Goal::Any,
    }
}

//! Files that nothing loaded: they are compiled to know their lines, and none of them ran.
//!
//! Uses: search, source, stilla. Never: the forms of the report.

use std::path::Path;

use stilla::{Goal, Runtime};

use super::Collector;
use crate::failure::complain;
use crate::search::sources;
use crate::source::SourceFile;

/// Adds the files below the current folder that are chosen and not known yet.
pub(super) fn add(collector: &Collector, is_chosen: impl Fn(&Path) -> bool) -> Result<(), String> {
    for path in sources()? {
        let Ok(whole) = path.canonicalize() else {
            continue;
        };
        if !is_chosen(&whole) || collector.knows(&whole) {
            continue;
        }
        let name = path.display().to_string();
        if let Err(message) = compile(collector, &path) {
            complain(&format!("stilla: {name} is left out: {message}"));
        }
    }
    Ok(())
}

fn compile(collector: &Collector, path: &Path) -> Result<(), String> {
    let mut source = SourceFile::read(path, Goal::Script)?;
    let mut runtime = Runtime::new();
    runtime.cx().start_coverage();
    let compiled = source.compile(path, &mut runtime);
    compiled.map_err(|error| {
        error
            .to_string()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned()
    })?;
    collector.take(&mut runtime);
    Ok(())
}

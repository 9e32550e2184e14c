//! What must stay absent: thread-locals, mutable statics, panics by macro, `unsafe` where it has no room.
//!
//! Uses: tidy::source
//! Never: tidy::imports

use super::Finding;
use super::source::{Source, words};

/// Rooms of `stilla-core` (below `src/`) in which `unsafe` may stand.
const ROOMS: [&str; 4] = ["value/repr", "string/repr", "object/slots", "interp"];

/// Checks one file.
pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    for (at, line) in source.lines.iter().enumerate() {
        let code = line.code.as_str();
        if code.contains("thread_local!") {
            findings.push(Finding::error(
                source,
                at + 1,
                "no-thread-local",
                "everything flows through `&mut Cx`",
            ));
        }
        if code.contains("static mut ") {
            findings.push(Finding::error(
                source,
                at + 1,
                "no-static-mut",
                "everything flows through `&mut Cx`",
            ));
        }
        if !may_be_unsafe(source) && words(code).any(|word| word == "unsafe") {
            findings.push(Finding::error(
                source,
                at + 1,
                "unsafe-room",
                "`unsafe` has no room in this file",
            ));
        }
    }
    for (at, line) in source.production() {
        if ["OnceLock<", "LazyLock<", "static ref "]
            .iter()
            .any(|cache| line.code.contains(cache))
            && line.code.contains("static ")
        {
            findings.push(Finding::error(
                source,
                at + 1,
                "no-global-cache",
                "nothing is shared by the whole process",
            ));
        }
    }
    if source.is_root()
        && !source.is_test()
        && !may_hold_unsafe(source.crate_name())
        && !source
            .lines
            .iter()
            .any(|line| line.code.contains("#![forbid(unsafe_code)]"))
    {
        findings.push(Finding::error(
            source,
            1,
            "forbid-unsafe",
            "the crate's root says `#![forbid(unsafe_code)]`",
        ));
    }
}

fn may_hold_unsafe(crate_name: &str) -> bool {
    matches!(crate_name, "stilla-gc" | "stilla-core" | "stilla-capi")
}

fn may_be_unsafe(source: &Source) -> bool {
    match (source.crate_name(), source.below_src()) {
        ("stilla-gc" | "stilla-capi", _) => true,
        ("stilla-core", Some(path)) => {
            let module = path.trim_end_matches(".rs");
            ROOMS.iter().any(|room| {
                module
                    .strip_prefix(room)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        }
        // A module for WebAssembly exports functions by name, which is an attribute that the language calls unsafe.
        _ => source.name.starts_with("examples/wasm/"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn rules(name: &str, text: &str) -> Vec<&'static str> {
        let mut findings = Vec::new();
        check(&Source::new(name.to_owned(), text), &mut findings);
        findings.into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn unsafe_has_its_rooms() {
        assert!(rules("crates/stilla-core/src/interp/frame.rs", "unsafe { f() }").is_empty());
        assert!(rules("crates/stilla-core/src/value/repr.rs", "unsafe { f() }").is_empty());
        assert_eq!(
            rules("crates/stilla-core/src/interpreter.rs", "unsafe { f() }"),
            ["unsafe-room"]
        );
        assert_eq!(
            rules("crates/stilla-host/src/fs.rs", "unsafe impl Send for X {}"),
            ["unsafe-room"]
        );
        assert!(
            rules(
                "crates/stilla-host/src/fs.rs",
                "// unsafe\nlet a = \"unsafe\";"
            )
            .is_empty()
        );
    }

    #[test]
    fn no_global_state() {
        assert_eq!(
            rules("crates/stilla-gc/src/a.rs", "thread_local! {}"),
            ["no-thread-local"]
        );
        assert_eq!(
            rules("crates/stilla-gc/src/a.rs", "static mut X: u8 = 0;"),
            ["no-static-mut"]
        );
        assert_eq!(
            rules(
                "crates/stilla-gc/src/a.rs",
                "static X: OnceLock<u8> = OnceLock::new();"
            ),
            ["no-global-cache"]
        );
    }
}

//! The programs of Octane 2 that need only a shell, from a checkout of its repository: they are measured but not stored here.
//!
//! The one idea: Octane counts how often a program runs in a second; here each runs a fixed number of rounds, as its own configuration
//! allows, so that CPU time compares as for all other programs.
//!
//! Uses: failure, workspace, bench::program
//! Never: bench::engine

use super::program::{Goal, Program};
use crate::failure::{During, Failure};
use crate::workspace;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// Each program and its files. Mandreel is left out, which takes its memory from the page around it.
const PROGRAMS: &[(&str, &[&str])] = &[
    ("box2d", &["box2d.js"]),
    ("code-load", &["code-load.js"]),
    ("crypto", &["crypto.js"]),
    ("deltablue", &["deltablue.js"]),
    ("earley-boyer", &["earley-boyer.js"]),
    ("gameboy", &["gbemu-part1.js", "gbemu-part2.js"]),
    ("navier-stokes", &["navier-stokes.js"]),
    ("pdfjs", &["pdfjs.js"]),
    ("raytrace", &["raytrace.js"]),
    ("regexp", &["regexp.js"]),
    ("richards", &["richards.js"]),
    ("splay", &["splay.js"]),
    (
        "typescript",
        &[
            "typescript.js",
            "typescript-input.js",
            "typescript-compiler.js",
        ],
    ),
    ("zlib", &["zlib.js", "zlib-data.js"]),
];

/// A comment that only scripts may have, which no engine takes for a module then, and what programs expect of a shell or a browser.
const BEFORE: &str = "<!-- a script
var report = typeof print === 'function' ? print : console.log;
var print = report, read = function () { return '' }, alert = function () {};
";

/// A twenty-fifth of the rounds that Octane takes for warm engines, which interpreters are not.
const FEWER: (&str, &str) = (
    "this.deterministicIterations = deterministicIterations",
    "this.deterministicIterations = Math.max(1, deterministicIterations / 25 | 0)",
);

/// Runs everything once, and says that each part is done.
const AFTER: &str = "
BenchmarkSuite.config.doWarmup = undefined;
BenchmarkSuite.config.doDeterministic = true;
BenchmarkSuite.RunSuites({
  NotifyResult(name) { report(name + ': done') },
  NotifyError(name, error) { report(name + ': ' + error) },
  NotifyScore() {},
});
";

/// The programs, written to `out` from the `checkout`.
pub fn all(checkout: &Path, out: &Path) -> Result<Vec<Program>, Failure> {
    let base = checkout.join("base.js");
    let base = fs::read_to_string(&base).during(format!("reading {}", base.display()))?;
    let before = format!("{BEFORE}{}\n", base.replace(FEWER.0, FEWER.1));
    let mut programs = Vec::new();
    for (name, files) in PROGRAMS {
        let file = std::path::absolute(out.join(format!("{name}.js")))
            .during("naming a program of Octane")?;
        workspace::write(&file, &before)?;
        let mut program = File::options()
            .append(true)
            .open(&file)
            .during("opening a program")?;
        // NOTE: what this process holds counts as memory of what it measures, and so no text is read as a whole.
        for part in *files {
            let part = checkout.join(part);
            let copied = File::open(&part).and_then(|mut part| io::copy(&mut part, &mut program));
            copied.during(format!("copying {}", part.display()))?;
        }
        program
            .write_all(AFTER.as_bytes())
            .during("ending a program")?;
        programs.push(Program {
            kind: "octane".to_owned(),
            name: format!("octane/{name}"),
            file,
            goal: Goal::Script,
        });
    }
    Ok(programs)
}

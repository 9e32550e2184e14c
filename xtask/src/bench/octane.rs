//! The programs of Octane 2 that need only a shell, from a checkout of its repository: they are measured but not stored here.
//!
//! The one idea: Octane counts how often a program runs in a second; here each runs a fixed number of rounds, as its own configuration
//! allows, so that CPU time compares as for all other programs.
//!
//! Uses: failure, workspace, bench::program
//! Never: bench::engine

use super::program::Program;
use crate::failure::{During, Failure};
use crate::workspace;
use std::fs;
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

/// What programs expect of a browser.
const BEFORE: &str =
    "var report = typeof print === 'function' ? print : console.log; var alert = function () {};\n";

/// A twenty-fifth of the rounds that Octane takes for warm engines, which interpreters are not.
const FEWER: (&str, &str) = (
    "this.deterministicIterations = deterministicIterations",
    "this.deterministicIterations = Math.max(1, deterministicIterations / 25 | 0)",
);

/// Runs everything once, and says that each part is done.
const AFTER: &str = "BenchmarkSuite.config.doWarmup = undefined;
BenchmarkSuite.config.doDeterministic = true;
BenchmarkSuite.RunSuites({
  NotifyResult(name) { report(name + ': done') },
  NotifyError(name, error) { report(name + ': ' + error) },
  NotifyScore() {},
});
";

/// The programs, written to `out` from the `checkout`.
pub fn all(checkout: &Path, out: &Path) -> Result<Vec<Program>, Failure> {
    let read = |name: &str| {
        let file = checkout.join(name);
        fs::read_to_string(&file).during(format!("reading {}", file.display()))
    };
    let base = read("base.js")?.replace(FEWER.0, FEWER.1);
    let mut programs = Vec::new();
    for (name, files) in PROGRAMS {
        let mut text = format!("{BEFORE}{base}\n");
        for file in *files {
            text.push_str(&read(file)?);
            text.push('\n');
        }
        text.push_str(AFTER);
        let file = std::path::absolute(out.join(format!("{name}.js")))
            .during("naming a program of Octane")?;
        workspace::write(&file, &text)?;
        programs.push(Program {
            kind: "octane".to_owned(),
            name: format!("octane/{name}"),
            file,
        });
    }
    Ok(programs)
}

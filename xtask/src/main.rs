//! Development tasks: `cargo xtask --help` lists them.
//!
//! Every task is a module with one `run` function that takes the arguments left over and returns
//! an error sentence or nothing. What several tasks need is small: [`arguments`], [`failure`] and
//! [`workspace`].
#![forbid(unsafe_code)]
// A development command speaks through standard output and standard error.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod bench;
mod bless;
mod check;
mod differential;
mod dist;
mod failure;
mod fuzz;
mod pauses;
mod process;
mod test262;
mod tidy;
mod torture;
mod wasm;
mod workspace;

use arguments::Arguments;
use failure::Failure;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND [OPTIONS]

  check     format, lints, tidy, all tests: what must hold before a change goes in
  tidy      the rules of the house that a machine can check
  bless     take over what became better: the ledger of `unsafe`, or with --test262 the expectations
              --reason TEXT    let the ledger or the expectations grow, for this reason

  bench     measure stilla beside every other engine on the path
              --rounds N       interleaved rounds (3)
              --only TEXT      only programs whose kind/name contains TEXT (may be repeated)
              --octane DIR     with the programs of Octane, from a checkout of its repository; --jetstream DIR: those of JetStream
              --peers A,B      only these peers (qjs, node-jitless, node, hermes, boa, goja)
              --stilla PATH    measure this binary instead of building one; `none` measures the peers alone
              --out DIR        where table, plot and JSON go (target/bench)
              --scale          measure cost against size too; what grows faster than it must is an error
              --report         that, and write docs/performance.md
              --profile        instead: count instructions by part of the engine (with valgrind), and write docs/profile.md

  dist      build the program as it is handed out and measured: one static file, functions in the order of their use
              --trace          find out that order anew (with valgrind; about ten minutes)

  torture   run tests/js with a fault at every place: fuel, memory and stack that end early, a collection; and a small hostile sweep
              TEXT...          only files whose path contains one of these
              --points N       places tried for each kind of fault (15); --seed S chooses which
              --gc-stress      collect at every safepoint
              --suite DIR      the tests of the conformance suite instead; --fraction N: one in N
              --hostile        instead: every function of the library under attack by the hooks of its arguments
              --depths         instead: scripts that nest and grow without end; --loops: native loops that are interrupted; --only TEXT
              --soak SECONDS   instead: a server's load under a clock that runs ahead; nothing may grow after the first tenth
              --seeds N        how often each function, with other hooks (3); --seed S is the first; every eighth collects all the time
              --calls N        calls of each function with each seed (24); --only TEXT: functions whose path contains it

  differential  run programs that are made from choices here, in node and in qjs, and compare what they write
              --programs N     how many (200); --seed S is the first one's; --show prints them

  fuzz      run the fuzz targets of fuzz/, each in turn (with a nightly toolchain and cargo-fuzz)
              TARGET...        only these
              --seconds N      how long each (300)

  pauses    how long collections stop a program, with 10 MB, 100 MB and 1 GB that live on
              --seconds N      of processor time for each size (20); --megabytes N: one size only

  wasm      build the engine for WebAssembly and run it in Node.js, if both are there

  test262   run the conformance suite and compare with tests/test262/expectations.toml
              TEXT...          only tests whose path contains one of these
              --feature NAME   only tests with this feature (may be repeated)
              --fraction N     one test in N; --seed S chooses which
              --gc-stress      collect at every safepoint
              --workers N      processes (one per processor)
              --list           name every run that does not pass
              --report         write docs/conformance.md (of the whole suite)
              --suite DIR      the suite ($TEST262_DIR, else ~/.cache/stilla/test262)
              --expectations F another file of expectations
              --dev            workers from the development build
              --engine-command 'WORDS'  an external shell instead of the engine in the process
";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let arguments = Arguments::new(words.collect());
    let done = match command.as_str() {
        "bench" => bench::run(arguments),
        "bless" => bless::run(arguments),
        "check" => check::run(arguments),
        "differential" => differential::run(arguments),
        "dist" => dist::run(arguments),
        "fuzz" => fuzz::run(arguments),
        "pauses" => pauses::run(arguments),
        "tidy" => tidy::run(arguments),
        "wasm" => wasm::run(arguments),
        "torture" => torture::run(arguments),
        "test262" => test262::run(arguments),
        "" | "help" | "-h" | "--help" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(Failure::new(format!(
            "there is no command `{other}`; `cargo xtask --help` lists them"
        ))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

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
mod failure;
mod process;
mod workspace;

use arguments::Arguments;
use failure::Failure;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND [OPTIONS]

  bench     measure stilla beside every other engine on the path
              --rounds N       interleaved rounds (3)
              --only TEXT      only programs whose kind/name contains TEXT (may be repeated)
              --peers A,B      only these peers (qjs, node-jitless, node, hermes, boa, goja)
              --stilla PATH    measure this binary instead of building one; `none` measures the peers alone
              --out DIR        where table, plot and JSON go (target/bench)
";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let arguments = Arguments::new(words.collect());
    let done = match command.as_str() {
        "bench" => bench::run(arguments),
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

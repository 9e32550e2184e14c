//! Untrusted snippets on a pool of threads, each in a fresh runtime under limits.
#![allow(clippy::print_stdout)]

use std::time::Duration;

use stilla::{Data, Error, Pool, Runtime, Stop};

const SNIPPETS: [(&str, &str); 5] = [
    ("[1, 2, 3].reduce((a, b) => a + b)", "fine"),
    ("for (;;);", "stopped"),
    ("let s = 'x'; for (;;) s += s", "failed"),
    ("'x'.repeat(1e6).match(/(x+x+)+y/)", "stopped"),
    ("globalThis.secret", "fine"),
];

fn limited() -> Runtime {
    Runtime::builder()
        .memory_limit(8 << 20)
        .timeout(Duration::from_millis(200))
        .code_from_strings(false)
        .build()
}

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let pool = Pool::new(2, limited)?;
    let pending: Vec<_> = SNIPPETS
        .iter()
        .map(|(code, _)| pool.ask(move |runtime| runtime.eval_as::<Data>(code)))
        .collect();
    for ((code, expected), pending) in SNIPPETS.iter().zip(pending) {
        let outcome = match pending.wait() {
            Ok(_) => "fine",
            Err(Error::Stopped(Stop::Deadline | Stop::OutOfFuel)) => "stopped",
            Err(Error::Stopped(Stop::OutOfMemory) | Error::Exception(_)) => "failed",
            Err(other) => return Err(other),
        };
        println!("{outcome}: {code}");
        assert_eq!(outcome, *expected, "{code}");
    }
    Ok(())
}

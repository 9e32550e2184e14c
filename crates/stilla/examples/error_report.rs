//! Errors with the line of source, the frames and the causes, down to the Rust error that began it.
#![allow(clippy::print_stdout)]

use stilla::{Error, Runtime};

const SCRIPT: &str = "function load(path) {
    try {
        return readFile(path);
    } catch (error) {
        throw new TypeError(`cannot load ${path}`, { cause: error });
    }
}
load('/no/such/file');";

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    runtime.set_function("readFile", |path: String| std::fs::read_to_string(path))?;
    let error = runtime
        .eval_named("load.js", SCRIPT)
        .expect_err("there is no such file");
    let exception = error
        .exception()
        .ok_or_else(|| Error::new("an exception"))?;
    let report = exception.report();
    println!("{report}");
    assert!(report.starts_with("TypeError: cannot load /no/such/file\n  --> load.js:5:15"));
    assert!(report.contains("caused by: Error: "));
    assert_eq!(
        error
            .downcast_ref::<std::io::Error>()
            .map(std::io::Error::kind),
        Some(std::io::ErrorKind::NotFound)
    );
    Ok(())
}

//! A REPL in twenty lines.
#![allow(clippy::print_stdout)]

use std::io::BufRead as _;

use stilla::{Coerced, Error, Runtime};

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let mut text = String::new();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        text.push_str(&line);
        text.push('\n');
        match runtime.eval_as::<Coerced<String>>(&text) {
            Err(Error::Compile(error)) if error.incomplete => continue,
            Ok(Coerced(shown)) => println!("{shown}"),
            Err(Error::Exception(error)) => println!("{}", error.report()),
            Err(error) => println!("{error}"),
        }
        text.clear();
    }
    Ok(())
}

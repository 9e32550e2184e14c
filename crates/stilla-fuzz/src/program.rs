//! Valid programs, made from choices: they compile, and run the same however the engine is treated.
//!
//! The one idea: a program is grown from templates (`program::templates`) whose places name what may stand there, so that a new form
//! of the language is one more line. Each program writes a log, which is what is compared: with a run under collections, with a
//! run from bytes, and by `cargo xtask differential` with other engines.
//!
//! Uses: program::grow, eval, stilla.
//! Never: text.

mod grow;
mod templates;

use stilla::{Error, Program, Runtime, Stop};

/// Which forms a program may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forms {
    /// Those that every engine of the last years has, and whose results the specification fixes.
    Portable,
    /// All of this engine.
    All,
}

/// A program of JavaScript made from the bytes. Its result is in `out`, a list of lines.
///
/// # Examples
/// ```
/// use stilla_fuzz::program::{Forms, generate};
///
/// let program = generate(b"any bytes", Forms::Portable);
/// assert!(stilla::Program::compile("made.js", &program).is_ok());
/// ```
#[must_use]
pub fn generate(bytes: &[u8], forms: Forms) -> String {
    grow::grow(bytes, forms)
}

/// What a program wrote, or nothing if a limit ended it.
///
/// # Panics
/// When the program does not compile or outlives its limits.
#[must_use]
pub fn output(runtime: &mut Runtime, program: &Program) -> Option<String> {
    match runtime.run(program) {
        Ok(_) => {}
        Err(Error::Stopped(Stop::OutOfFuel | Stop::OutOfMemory)) => return None,
        Err(error) => panic!("a program ended with {error}"),
    }
    runtime.set_fuel(None);
    runtime.eval_as::<String>("out.join('\\n')").ok()
}

/// A program that is made from the bytes runs the same however it is treated.
pub fn program(input: &[u8]) {
    let Some((choice, choices)) = input.split_last() else {
        return;
    };
    let source = generate(choices, Forms::All);
    let program = Program::compile("made.js", &source);
    let program = program.unwrap_or_else(|error| panic!("refused: {error}\n{source}"));
    let limited = || {
        crate::eval::limited()
            .fuel(1_000_000)
            .memory_limit(64 << 20)
            .stack_size(2 << 20)
    };
    let mut runtime = limited().build();
    let Some(plain) = output(&mut runtime, &program) else {
        return;
    };
    let treated = match choice & 15 {
        0 => limited().gc_stress(true),
        1..=7 => limited().gc_at(u64::from(*choice) * 61),
        _ => limited(),
    };
    let loaded = Program::from_bytes(&program.to_bytes()).expect("what was written can be read");
    if let Some(treated) = output(&mut treated.build(), &loaded) {
        assert!(
            plain == treated,
            "{source}\n/* plain:\n{plain}\ntreated:\n{treated}\n*/"
        );
    }
}

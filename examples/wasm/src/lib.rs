//! Stilla as a WebAssembly module: JavaScript, sandboxed inside of JavaScript.
//!
//! The module exports three functions. Whoever loads it writes a script into `input(length)`, calls `run()`,
//! and reads the answer, whose length `run` gave, from `output()`. `smoke.mjs` does so in Node.js.
//!
//! Uses: stilla. Never: the machine.

use std::sync::{Mutex, MutexGuard, PoisonError};

use stilla::Runtime;

static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static OUTPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

fn lock(bytes: &Mutex<Vec<u8>>) -> MutexGuard<'_, Vec<u8>> {
    bytes.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes room for a script of `length` bytes and says where.
#[unsafe(no_mangle)]
pub extern "C" fn input(length: usize) -> *mut u8 {
    let mut input = lock(&INPUT);
    input.clear();
    input.resize(length, 0);
    input.as_mut_ptr()
}

/// Runs the script under limits; gives the length of its answer.
#[unsafe(no_mangle)]
pub extern "C" fn run() -> usize {
    let source = String::from_utf8_lossy(&lock(&INPUT)).into_owned();
    let answer = evaluate(&source);
    let mut output = lock(&OUTPUT);
    *output = answer.into_bytes();
    output.len()
}

/// Where the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    lock(&OUTPUT).as_ptr()
}

/// The value of a script as text, or why there is none.
fn evaluate(source: &str) -> String {
    let mut runtime = Runtime::builder()
        .memory_limit(32 << 20)
        .fuel(50_000_000)
        .build();
    let _ = runtime.set_function("double", |n: f64| n * 2.0);
    let result = runtime
        .eval(source)
        .and_then(|value| value.to_js_string(&mut runtime));
    match result {
        Ok(text) => text.to_string(),
        Err(error) => format!("error: {error}"),
    }
}

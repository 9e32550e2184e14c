//! Scripts under limits: each ends, and the runtime works on.
//!
//! Uses: stilla.
//! Never: text.

use std::time::Duration;
use stilla::{Builder, Error, Program, Runtime, Stop};

/// Fuel bounds each run; this is only reached by work that does not count itself.
const PATIENCE: Duration = Duration::from_secs(20);
/// Units of work: some milliseconds.
const FUEL: u64 = 300_000;
/// Bytes of memory.
const MEMORY: usize = 24 << 20;

/// What the files of `tests/js` call, so that they are seeds: each body runs, nothing is judged.
const SHIM: &str = r#"
globalThis.__any = new Proxy(function () {}, { get: (t, k) => typeof k === "symbol" ? undefined : __any, apply: () => __any });
globalThis.expect = (v) => { if (typeof v === "function") try { v(); } catch {} return __any; };
expect.any = expect.anything = () => __any;
globalThis.test = (name, f) => { try { typeof f === "function" && f(); } catch {} };
globalThis.describe = globalThis.it = globalThis.beforeEach = globalThis.print = test;
test.each = () => test; test.skip = test.only = test; globalThis.console = { log: print, error: print };
"#;

/// Limits under which anything may run.
pub fn limited() -> Builder {
    Runtime::builder()
        .deterministic()
        .timeout(PATIENCE)
        .fuel(FUEL)
        .memory_limit(MEMORY)
        .stack_size(256 << 10)
        .native_stack_size(2 << 20)
        .output(|_, _| {})
}

/// Any text, as a script or a module, with a collection nowhere, anywhere or everywhere.
pub fn eval(input: &[u8]) {
    let Some((choice, text)) = input.split_last() else {
        return;
    };
    let text = String::from_utf8_lossy(text);
    let builder = match choice & 7 {
        0 => limited().gc_stress(true).fuel(FUEL / 10),
        1 | 2 => limited().gc_at(u64::from(*choice) * 97),
        3 => limited().fuel(u64::from(*choice) * 11),
        4 => limited().memory_limit(usize::from(*choice) << 13),
        _ => limited(),
    };
    let mut runtime = builder.build();
    let _ = runtime.eval(SHIM);
    let ended = if choice & 8 == 0 {
        runtime.eval(&text).map(|_| ())
    } else {
        runtime.run_module_source("fuzz.mjs", &text)
    };
    check(&mut runtime, &ended);
}

/// A program that was loaded.
pub fn run_program(program: &Program) {
    let mut runtime = limited().build();
    let ended = runtime.run(program).map(|_| ());
    check(&mut runtime, &ended);
}

/// The run ended by fuel and not by patience, its error can be printed, and the runtime still calculates.
pub fn check(runtime: &mut Runtime, ended: &Result<(), Error>) {
    if let Err(error) = ended {
        assert!(
            !matches!(error, Error::Stopped(Stop::Deadline)),
            "outlived its fuel"
        );
        assert!(!error.to_string().is_empty() || error.exception().is_some());
    }
    runtime.set_fuel(Some(10_000_000));
    runtime.collect_garbage();
    let sum = runtime.eval_as::<f64>(
        "(() => { let sum = 0; for (let i = 0; i < 4; i++) sum += i; return sum * 2 })()",
    );
    match sum {
        Ok(sum) => assert_eq!(sum, 12.0),
        Err(Error::Stopped(Stop::OutOfMemory)) => {}
        Err(error) => panic!("afterwards nothing runs: {error}"),
    }
}

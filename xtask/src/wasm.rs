//! `cargo xtask wasm`: the engine as a WebAssembly module, and a smoke test of it in Node.js.
//!
//! What is not there (the target, Node.js) is said and skipped: neither is needed to work on the engine.
//!
//! Uses: arguments, failure, process, workspace
//! Never: check, test262

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::process::{must_run, on_path};
use crate::workspace;
use std::path::Path;
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// Runs the task.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    arguments.finish()?;
    if !is_installed() {
        println!("wasm: skipped, because rustc has no {TARGET} (rustup target add {TARGET})");
        return Ok(());
    }
    let folder = workspace::root().join("examples/wasm");
    let target = workspace::target().join("wasm");
    must_run(
        Command::new(env!("CARGO"))
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", &target)
            .args(["build", "--release", "--target", TARGET]),
    )?;
    if on_path("node").is_none() {
        println!("wasm: built; not run, because there is no node on the path");
        return Ok(());
    }
    let module = target.join(TARGET).join("release/stilla_wasm_example.wasm");
    must_run(
        Command::new("node")
            .current_dir(&folder)
            .arg("smoke.mjs")
            .arg(module),
    )
}

/// Whether the compiler has the target's standard library.
fn is_installed() -> bool {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output();
    output.is_ok_and(|output| {
        let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        !folder.is_empty() && Path::new(&folder).is_dir()
    })
}

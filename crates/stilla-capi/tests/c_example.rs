//! The example in C is compiled against the header, linked with the library, and run.
//!
//! Uses: the library as a file. Never: its Rust side.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where cargo puts the library: beside this test.
fn libraries() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it is");
    test.parent().expect("a test is in a folder").to_path_buf()
}

#[test]
fn the_example_in_c_runs() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let libraries = libraries();
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stilla-capi-order");
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let compiled = Command::new(&compiler)
        .args(["-std=c11", "-Wall", "-Wextra", "-Werror", "-o"])
        .arg(&program)
        .arg(here.join("examples/order.c"))
        .arg("-I")
        .arg(here.join("include"))
        .arg("-L")
        .arg(&libraries)
        .arg("-lstilla_capi")
        .output();
    let Ok(compiled) = compiled else {
        // NOTE: a machine without a C compiler can build everything else.
        return;
    };
    let complaints = String::from_utf8_lossy(&compiled.stderr);
    assert!(compiled.status.success(), "{complaints}");
    let path = if cfg!(target_os = "macos") {
        "DYLD_LIBRARY_PATH"
    } else {
        "LD_LIBRARY_PATH"
    };
    let run = Command::new(&program)
        .env(path, &libraries)
        .output()
        .expect("what was compiled can be run");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{said}");
    assert_eq!(said.matches("ok: ").count(), 11, "{said}");
}

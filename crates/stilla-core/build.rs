//! Chooses how the interpreter's handlers pass control on.
//!
//! Handlers tail-call the next one where the compiler turns that into a jump: optimised builds
//! without debug assertions. Everywhere else every handler returns to the trampoline: also where a
//! fuzzer or a sanitizer instruments the code, whose work at the end of a function comes after the call.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(stilla_tail_calls)");
    println!("cargo::rerun-if-env-changed=STILLA_STEP");
    let optimised = std::env::var("OPT_LEVEL").is_ok_and(|level| level != "0");
    let assertions = std::env::var("CARGO_CFG_DEBUG_ASSERTIONS").is_ok();
    let miri = std::env::var("CARGO_CFG_MIRI").is_ok();
    let arch = std::env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    let known = arch == "x86_64" || arch == "aarch64";
    let step = std::env::var("STILLA_STEP").is_ok();
    let instrumented = ["CARGO_CFG_FUZZING", "CARGO_CFG_SANITIZE"]
        .iter()
        .any(|name| std::env::var(name).is_ok());
    if optimised && !assertions && !miri && !instrumented && known && !step {
        println!("cargo::rustc-cfg=stilla_tail_calls");
    }
}

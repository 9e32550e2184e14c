//! Scripts that would not end: each ends by its limit, and says by which.
//!
//! Uses: the head. Never: input.

use std::time::{Duration, Instant};

use super::{Folder, check};

const TIME: &str = "stilla: stopped: time limit exceeded\n";
const MEMORY: &str = "stilla: stopped: memory limit exceeded\n";
const FUEL: &str = "stilla: stopped: fuel used up\n";

#[track_caller]
fn times_out(name: &str, script: &str) {
    let started = Instant::now();
    check(name, script, &["--timeout=300ms"], (124, "", TIME));
    // The machine that runs the tests may be busy, hence the wide margin.
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "took {:?}",
        started.elapsed()
    );
}

#[track_caller]
fn runs_out_of_memory(name: &str, script: &str) {
    check(
        name,
        script,
        &["--max-memory=32M", "--timeout=60s"],
        (124, "", MEMORY),
    );
}

#[test]
fn loops_time_out() {
    times_out("loop", "while (true) {}");
    times_out(
        "loop-catch",
        "for (;;) try { for (;;); } catch {} finally { for (;;); }",
    );
    times_out(
        "loop-jobs",
        "(function f() { Promise.resolve().then(f) })()",
    );
    times_out(
        "loop-generator",
        "function* g() { for (;;) yield } for (const _ of g());",
    );
}

#[test]
fn long_native_work_times_out() {
    times_out("regexp", "/(a+)+b/.test('a'.repeat(40))");
    times_out("fill", "new Array(2 ** 32 - 1).fill(0)");
    times_out("sort", "for (;;) [3, 1, 2].sort()");
    times_out("join", "new Array(1e9).join('')");
}

#[test]
fn sorting_holes_takes_no_time() {
    check(
        "holes",
        "new Array(2 ** 32 - 1).sort(); console.log('done')",
        &["--timeout=5s"],
        (0, "done\n", ""),
    );
}

#[test]
fn allocation_runs_out_of_memory() {
    runs_out_of_memory("objects", "const list = []; for (;;) list.push({})");
    runs_out_of_memory(
        "arrays",
        "const list = []; for (;;) list.push(new Array(1000).fill(0))",
    );
    runs_out_of_memory("strings", "let s = 'x'; for (;;) s = s + s.length + s; ");
    runs_out_of_memory(
        "properties",
        "const o = {}; for (let i = 0; ; i++) o['k' + i] = i",
    );
    runs_out_of_memory(
        "map",
        "const m = new Map(); for (let i = 0; ; i++) m.set(i, i)",
    );
    runs_out_of_memory("closures", "let f; for (;;) { const g = f; f = () => g }");
}

#[test]
fn a_limit_can_not_be_caught() {
    check(
        "uncatchable",
        "try { for (;;); } catch { console.log('caught') } finally { console.log('finally') }",
        &["--fuel=100000"],
        (124, "", FUEL),
    );
}

#[test]
fn a_string_that_is_too_long_is_a_range_error() {
    let script = "try { 'x'.repeat(2 ** 30) } catch (e) { console.log(e.name) }";
    check("repeat", script, &[], (0, "RangeError\n", ""));
}

#[test]
fn deep_recursion_is_a_range_error() {
    let prologue = "const tell = (f) => { try { f() } catch (e) { console.log(e.name) } };\n";
    for (name, script) in [
        ("deep-call", "tell(function f() { return f() + 1 })"),
        (
            "deep-new",
            "tell(() => { class A { constructor() { new A() } } new A() })",
        ),
        (
            "deep-getter",
            "tell(() => { const o = { get x() { return this.x } }; o.x })",
        ),
        (
            "deep-text",
            "tell(() => { const o = { toString() { return '' + this } }; '' + o })",
        ),
        (
            "deep-map",
            "tell(() => { const f = () => [1].map(f); f() })",
        ),
        (
            "deep-json",
            "tell(() => { let a = []; for (let i = 0; i < 1e6; i++) a = [a]; JSON.stringify(a) })",
        ),
        ("deep-eval", "tell(() => eval('('.repeat(1e6)))"),
    ] {
        check(
            name,
            &format!("{prologue}{script}"),
            &["--timeout=60s"],
            (0, "RangeError\n", ""),
        );
    }
}

#[test]
fn sizes_and_times_have_units() {
    let folder = Folder::new("units", &[("a.js", "console.log(1)")]);
    let ran = folder.stilla(&[
        "run",
        "a.js",
        "--timeout=1m",
        "--max-memory=1G",
        "--stack-size=512K",
    ]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "1\n"));
    for flag in [
        "--timeout=soon",
        "--timeout=1h",
        "--max-memory=many",
        "--max-memory=1T",
    ] {
        assert_eq!(folder.stilla(&["run", "a.js", flag]).code, Some(2));
    }
}

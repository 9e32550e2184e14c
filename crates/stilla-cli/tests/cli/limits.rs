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
fn compiling_times_out() {
    times_out("eval-long", "eval('a;'.repeat(2e7))");
    times_out("eval-flat", "eval('[' + '1,'.repeat(2e7) + ']')");
    times_out("eval-lazy", "eval('x => {' + '1;'.repeat(2e7) + '}; 1')()");
    times_out(
        "eval-names",
        "eval(Array.from({ length: 2e6 }, (_, i) => 'var a' + i).join(';'))",
    );
    times_out(
        "regexp-texts",
        "for (let i = 0; ; i++) new RegExp('a'.repeat(1e5) + i)",
    );
}

#[test]
fn a_long_file_times_out_while_it_is_compiled() {
    let folder = Folder::new("long-file", &[("a.js", &"a;".repeat(4 << 20))]);
    let ran = folder.stilla(&["run", "a.js", "--timeout=200ms"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(124), TIME));
    let ran = folder.stilla(&["run", "a.js", "--max-memory=32M"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(124), MEMORY));
    let ran = folder.stilla(&["run", "a.js", "--fuel=1000"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(124), FUEL));
}

#[test]
fn long_operations_of_bigints_time_out() {
    times_out("bigint-power", "for (let a = 3n ** 1000000n; ; ) a * a");
    times_out("bigint-digits", "for (;;) (3n ** 9000000n).toString()");
    times_out("bigint-text", "for (;;) BigInt('7'.repeat(4e6))");
    times_out("bigint-literal", "for (;;) eval('7'.repeat(4e6) + 'n')");
    times_out(
        "bigint-shift",
        "for (let a = 1n; ; ) a = a << 1n >> 1n << 8000000n >> 8000000n",
    );
    let script = "try { 2n ** 2n ** 40n } catch (e) { console.log(e.name) }";
    check("bigint-size", script, &[], (0, "RangeError\n", ""));
}

#[test]
fn long_native_loops_time_out() {
    times_out(
        "spread-long",
        "const a = new Array(1e5).fill(1); for (;;) Math.max(...a)",
    );
    times_out(
        "codes",
        "const a = new Array(1e5).fill(65); for (;;) String.fromCharCode(...a)",
    );
    times_out(
        "names",
        "for (;;) Object.getOwnPropertyNames(new String('x'.repeat(1e7)))",
    );
    times_out(
        "copy",
        "const a = new Array(1e7).fill(1); for (;;) ({ ...a })",
    );
    times_out("freeze", "for (;;) Object.freeze(new Array(1e7).fill(1))");
}

#[test]
fn what_stops_a_promise_job_stops_all_of_them() {
    times_out(
        "jobs-short",
        "(function f() { for (let i = 0; i < 100; i++); Promise.resolve().then(f) })()",
    );
    times_out("jobs-async", "(async () => { for (;;) await 1 })()");
}

#[test]
fn what_rust_holds_counts_as_memory() {
    runs_out_of_memory(
        "jobs",
        "const f = () => {}; const p = Promise.resolve(); for (;;) p.then(f)",
    );
    runs_out_of_memory("json-deep", "JSON.parse('['.repeat(2 ** 23))");
    runs_out_of_memory(
        "atoms",
        "const l = []; for (let i = 0; ; i++) l.push(Symbol.for('k' + i))",
    );
    runs_out_of_memory(
        "weak",
        "const l = []; for (;;) { const o = {}; l.push(o, new WeakRef(o)) }",
    );
    runs_out_of_memory(
        "typed",
        "const l = []; for (;;) l.push(new Uint8Array(1e5))",
    );
    runs_out_of_memory("spread-huge", "Math.max(...new Array(1e8))");
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
        (
            "deep-blocks",
            "tell(() => eval('{'.repeat(1e6) + '}'.repeat(1e6)))",
        ),
        ("deep-template", "tell(() => eval('`${'.repeat(1e6)))"),
        (
            "deep-arrays",
            "tell(() => eval('['.repeat(1e6) + ']'.repeat(1e6)))",
        ),
        ("deep-arrows", "tell(() => eval('a=>'.repeat(1e6) + '1'))"),
        ("deep-unary", "tell(() => eval('!'.repeat(1e6) + '1'))"),
        (
            "deep-function",
            "tell(() => new Function('('.repeat(1e6) + '1' + ')'.repeat(1e6)))",
        ),
        (
            "deep-labels",
            "tell(() => eval(Array.from({ length: 1e5 }, (_, i) => 'a' + i + ':').join('') + ';'))",
        ),
        (
            "deep-proxy",
            "tell(() => { const p = new Proxy({}, { get: (t, k, r) => r[k] }); p.x })",
        ),
        (
            "deep-proxies",
            "tell(() => { let p = {}; for (let i = 0; i < 1e6; i++) p = new Proxy(p, {}); Object.keys(p) })",
        ),
        (
            "deep-bound",
            "tell(() => { let f = () => 1; for (let i = 0; i < 1e6; i++) f = f.bind(); f() })",
        ),
        (
            "deep-flat",
            "tell(() => { let a = []; for (let i = 0; i < 1e6; i++) a = [a]; a.flat(Infinity) })",
        ),
        (
            "deep-join",
            "tell(() => { let a = []; for (let i = 0; i < 1e6; i++) a = [a]; a.join() })",
        ),
        ("deep-spread", "tell(() => Math.max(...new Array(3e6)))"),
        (
            "deep-iterator",
            "tell(() => { const o = { [Symbol.iterator]() { return [...this] } }; [...o] })",
        ),
        (
            "deep-sort",
            "tell(() => { const f = () => [1, 2].sort(f); f() })",
        ),
        (
            "deep-revive",
            "tell(() => JSON.parse('['.repeat(1e6) + ']'.repeat(1e6), (k, v) => v))",
        ),
        (
            "deep-toJSON",
            "tell(() => { const o = { toJSON: () => JSON.stringify(o) }; JSON.stringify(o) })",
        ),
        (
            "deep-replace",
            "tell(() => { const f = () => 'a'.replace(/a/, f); f() })",
        ),
        (
            "deep-generator",
            "tell(() => { function* g() { yield* g() } g().next() })",
        ),
        (
            "deep-instanceof",
            "tell(() => { class A { static [Symbol.hasInstance](x) { return x instanceof A } } 1 instanceof A })",
        ),
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
fn long_chains_of_else_if_need_no_depth() {
    check(
        "else-if",
        "eval('if (0);' + 'else if (0);'.repeat(1e5)); console.log('done')",
        &["--timeout=60s"],
        (0, "done\n", ""),
    );
}

#[test]
fn a_class_of_many_ranges_is_a_syntax_error() {
    check(
        "regexp-classes",
        "try { new RegExp('[\\\\p{L}--\\\\p{Lu}]'.repeat(1e6), 'v') } catch (e) { console.log(e.name) }",
        &["--timeout=60s"],
        (0, "SyntaxError\n", ""),
    );
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

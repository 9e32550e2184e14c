//! `stilla bench`: what it measures, in which forms it tells it, how it ends.
//!
//! Uses: the head. Never: limits.

use super::{Folder, Ran};

/// Measures for as short a time as possible.
const QUICK: &[&str] = &["--time=4ms", "--warmup=1ms", "--rounds=2"];

fn bench(name: &str, text: &str, arguments: &[&str]) -> Ran {
    let folder = Folder::new(name, &[("benchmarks/a.js", text)]);
    folder.stilla(&[&["bench"], QUICK, arguments].concat())
}

/// TOOLS.md section 5: `suite/bench/group` as globals, setup and teardown, the generator form, async.
#[test]
fn every_way_to_declare_a_benchmark() {
    let ran = bench(
        "bench-forms",
        "
        const log = [];
        suite('forms', () => {
          bench('plain', () => {});
          bench('prepared', { setup: () => { log.push('setup'); return [1]; }, run: (list) => list[0],
            teardown: (list) => log.push('teardown ' + list) });
          bench('vitest', () => {}, { setup() { log.push('before'); } });
          group('inner', () => {
            bench('generator', function* () { log.push('begin'); yield () => 1; log.push('end'); });
            bench('async generator', async function* () { yield async () => 1; log.push('async end'); });
          });
          bench('async', async () => { await null; });
          bench('timer', { setup: async () => 5, run: (five) => new Promise((go) => setTimeout(go, 0)) });
          bench.skip('skipped', () => { throw 1; });
        });
        bench('last', () => { if (log.length === 6) { log.push('!'); console.log(log.join()); } });
        ",
        &["--format=text"],
    );
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    let names: Vec<&str> = ran
        .out
        .lines()
        .map(|line| line.split(": ").next().unwrap_or_default())
        .collect();
    assert_eq!(
        names,
        [
            "setup,teardown 1,before,begin,end,async end,!",
            "benchmarks/a.js > forms > plain",
            "benchmarks/a.js > forms > prepared",
            "benchmarks/a.js > forms > vitest",
            "benchmarks/a.js > forms > inner > generator",
            "benchmarks/a.js > forms > inner > async generator",
            "benchmarks/a.js > forms > async",
            "benchmarks/a.js > forms > timer",
            "benchmarks/a.js > last",
        ]
    );
    assert!(ran.out.contains(" ops/s, "), "{}", ran.out);
}

/// TOOLS.md section 5: from `stilla:bench`; comparison in a group.
#[test]
fn a_group_is_compared() {
    let ran = bench(
        "bench-group",
        "import { bench, group } from 'stilla:bench';
        group('sums', () => {
          bench('short', () => {});
          bench('long', () => { for (let i = 0; i < 5000; i++); });
        });",
        &[],
    );
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran:?}");
    assert!(
        ran.out.starts_with("benchmarks/a.js\n\n  sums"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("short is the fastest\n"), "{}", ran.out);
    assert!(ran.out.contains("× slower"), "{}", ran.out);
    assert!(ran.out.contains("2 benchmarks in "), "{}", ran.out);
}

/// TOOLS.md section 5: `--baseline file` with a verdict only where the ranges do not overlap.
#[test]
fn a_baseline_gives_verdicts() {
    let folder = Folder::new("bench-baseline", &[("x.bench.js", "bench('x', () => {})")]);
    let base = |low: f64, high: f64| {
        let mean = f64::midpoint(low, high);
        format!(
            "{{\"files\": [{{\"path\": \"x.bench.js\", \"benchmarks\": [{{\"group\": \"\", \"name\": \"x\", \
             \"mean_ns\": {mean}, \"low_ns\": {low}, \"high_ns\": {high}}}]}}]}}"
        )
    };
    let verdict = |base: String| {
        folder.write("base.json", base.as_bytes());
        let arguments = ["bench", "--format=text", "--baseline=base.json"];
        folder.stilla(&[&arguments, QUICK].concat()).out
    };
    assert!(verdict(base(1e12, 1e13)).contains("× faster\n"));
    assert!(verdict(base(1e-9, 1e-8)).contains("× slower\n"));
    assert!(verdict(base(1e-9, 1e13)).ends_with(", no difference shown\n"));
    let arguments = ["bench", "--save=now.json"];
    assert_eq!(folder.stilla(&[&arguments, QUICK].concat()).code, Some(0));
    let arguments = ["bench", "--format=json", "--baseline=now.json"];
    let ran = folder.stilla(&[&arguments, QUICK].concat());
    assert!(ran.out.contains("\"verdict\": "), "{}", ran.out);
    folder.write("base.json", b"{");
    let ran = folder.stilla(&["bench", "--baseline=base.json"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.err,
        "stilla: base.json: no saved results: EOF while parsing an object at line 1 column 1\n"
    );
}

/// TOOLS.md section 5: `--format=console|text|csv|json|html`.
#[test]
fn forms_of_the_report() {
    let text = "bench('a, \"b\"', () => {}); bench('<c>', () => { throw new Error('no') })";
    let csv = bench("bench-csv", text, &["--format=csv"]);
    let lines: Vec<&str> = csv.out.lines().collect();
    assert_eq!(csv.code, Some(1));
    assert!(
        lines[0]
            .starts_with("file,group,name,ops_per_second,mean_ns,low_ns,high_ns,margin_percent,")
    );
    assert!(
        lines[1].starts_with("benchmarks/a.js,,\"a, \"\"b\"\"\","),
        "{}",
        lines[1]
    );
    let json = bench("bench-json", text, &["--format=json"]).out;
    for part in [
        "\"ok\": false",
        "\"p999_ns\": ",
        "\"round_means_ns\": [",
        "Error: no",
    ] {
        assert!(json.contains(part), "{part} in {json}");
    }
    let folder = Folder::new("bench-html", &[("benchmarks/a.js", text)]);
    let arguments = ["bench", "--format=html", "-o", "page.html"];
    let ran = folder.stilla(&[&arguments, QUICK].concat());
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    let page = folder.read("page.html");
    assert!(page.starts_with("<!doctype html>"), "{page}");
    assert!(
        page.contains("&lt;c&gt;") && page.contains("<svg "),
        "{page}"
    );
    assert!(!page.contains("http") && !page.contains("src="), "{page}");
}

/// TOOLS.md section 1: exit codes.
#[test]
fn failures() {
    let ran = bench("bench-none", "", &[]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (Some(1), "stilla bench: no benchmark was found\n")
    );
    let ran = bench("bench-syntax", "bench(", &[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("benchmarks/a.js:1:7"), "{}", ran.err);
    let ran = bench(
        "bench-pending",
        "bench('x', () => new Promise(() => {}))",
        &[],
    );
    assert_eq!(ran.code, Some(1));
    let text = "waits for a promise that nothing can settle any more";
    assert!(ran.out.contains(text), "{ran:?}");
    let ran = bench("bench-wrong", "bench('x', 1)", &[]);
    let text = "TypeError: bench('x') needs a function to run, but got 1";
    assert!(ran.err.contains(text), "{ran:?}");
    let folder = Folder::new("bench-missing", &[]);
    assert_eq!(folder.stilla(&["bench", "nowhere"]).code, Some(2));
}

/// Row "`suite/bench/group` as globals and from `stilla:bench`": files for Vitest name it `vitest`.
#[test]
fn benchmarks_for_vitest_run() {
    let folder = Folder::new(
        "bench-vitest",
        &[(
            "a.bench.ts",
            "import { bench, describe } from 'vitest'; describe('g', () => { bench('b', () => { [1].map((x: number) => x) }) })",
        )],
    );
    let ran = folder.stilla(&[
        "bench",
        "--format=csv",
        "--time=2ms",
        "--warmup=1ms",
        "--rounds=2",
    ]);
    assert!(ran.code == Some(0) && ran.out.contains("g,b,"), "{ran:?}");
}

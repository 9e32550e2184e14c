//! `stilla test`: what it finds, what it says, how it ends.
//!
//! Uses: the head. Never: limits.

use super::{Folder, Ran, ran};

fn test(name: &str, files: &[(&str, &str)], arguments: &[&str]) -> Ran {
    let mut ran = Folder::new(name, files).stilla(&[&["test"], arguments].concat());
    // The summary ends with the time that it took.
    if let Some(at) = ran.out.rfind("  in ") {
        ran.out.truncate(at);
    }
    ran
}

#[test]
fn files_are_found_and_counted() {
    let ran = test(
        "found",
        &[
            (
                "tests/a.js",
                "test('one', () => {}); test.skip('two', () => {}); test.todo('three')",
            ),
            (
                "tests/deep/b.mjs",
                "import './fixtures/c.mjs'; test('here', () => {})",
            ),
            ("tests/deep/fixtures/c.mjs", "throw_nothing: {}"),
            ("tests/notes.txt", "not JavaScript"),
        ],
        &[],
    );
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (
            Some(0),
            "ok   tests/a.js (1 test)\nok   tests/deep/b.mjs (1 test)\n\n2 files; 2 tests passed, 1 skipped, 1 to do"
        )
    );
}

/// `stilla test [PATH…]`: marks in names count everywhere, and other files of a folder are no tests.
#[test]
fn files_are_known_by_their_names_or_their_folder() {
    let passes = "test('t', () => {})";
    let files = [
        ("src/a.test.js", passes),
        ("src/a.js", "export const a = 1"),
        ("pack/tests/b.js", passes),
        ("tests/c.js", passes),
        ("plain/d.js", passes),
    ];
    for (arguments, found) in [
        (&[][..], "pack/tests/b.js src/a.test.js tests/c.js"),
        (&["src"], "src/a.test.js"),
        (&["pack"], "pack/tests/b.js"),
        (&["plain"], "plain/d.js"),
        (&["src/a.js"], "src/a.js"),
    ] {
        let ran = test("known", &files, arguments);
        let told: Vec<_> = ran
            .out
            .lines()
            .filter_map(|line| {
                line.split(' ')
                    .nth(if line.starts_with("ok") { 3 } else { 1 })
            })
            .collect();
        let told: Vec<_> = told.into_iter().filter(|name| name.contains('/')).collect();
        assert_eq!(told.join(" "), found, "{}", ran.out);
    }
}

#[test]
fn a_failure_shows_place_and_values() {
    let ran = test(
        "failure",
        &[(
            "a.js",
            "describe('sums', () => {\n  test('add', () => {\n    expect(1 + 1).toBe(3);\n  });\n});\n",
        )],
        &["a.js"],
    );
    assert_eq!(ran.code, Some(1));
    assert_eq!(
        ran.out,
        "\
FAIL a.js (1 test)
  sums > add
  AssertionError: expected 2 to be 3
    --> a.js:3:19
     |
   3 |     expect(1 + 1).toBe(3);
     |                   ^
    expected: 3
    received: 2

1 file, 1 failed; 0 tests passed, 1 failed"
    );
}

#[test]
fn async_tests() {
    let script = "\
test('waits', async () => { await null; expect(1).toBe(1); });
test('rejects', async () => { await expect(Promise.reject(new RangeError('r'))).rejects.toThrow(RangeError); });
test('hangs', () => new Promise(() => {}));
test('goes on', async () => { await null; });
";
    let ran = test("async", &[("a.js", script)], &["a.js"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.out
            .contains("hangs\n  AssertionError: the promise is still pending"),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with("3 tests passed, 1 failed"), "{}", ran.out);
}

#[test]
fn each_file_has_a_runtime_of_its_own() {
    let files = [
        ("t/a.js", "globalThis.leak = 1; test('a', () => {})"),
        (
            "t/b.js",
            "test('b', () => expect(globalThis.leak).toBeUndefined())",
        ),
    ];
    assert_eq!(test("fresh", &files, &["t"]).code, Some(0));
}

#[test]
fn names_choose_and_bail_stops() {
    let files = [
        (
            "t/a.js",
            "test('x', () => expect(1).toBe(2)); test('y', () => {})",
        ),
        ("t/b.js", "test('y', () => {})"),
    ];
    let ran = test("names", &files, &["t", "-t", "y"]);
    assert!(
        ran.code == Some(0) && ran.out.ends_with("2 files; 2 tests passed"),
        "{ran:?}"
    );
    let ran = test("bail", &files, &["t", "--bail"]);
    assert!(
        ran.code == Some(1)
            && ran
                .out
                .ends_with("1 file, 1 failed; 0 tests passed, 1 failed"),
        "{ran:?}"
    );
}

#[test]
fn what_is_no_test_run() {
    let ran = test("none", &[("t/notes.txt", "")], &["t"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (Some(1), "stilla test: no test was found\n")
    );
    let ran = test("empty", &[("t/a.js", "1")], &["t"]);
    assert!(
        ran.code == Some(1) && ran.out.contains("the file declares no test"),
        "{ran:?}"
    );
    let ran = test("missing", &[], &["nowhere"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (Some(2), "stilla: nowhere: no such file or folder\n")
    );
}

#[test]
fn a_file_that_breaks_is_told() {
    let ran = test(
        "broken",
        &[
            ("t/a.js", "test('a', () => {}); null.x"),
            ("t/b.js", "let ="),
            ("t/c.js", "test('c', () => {})"),
        ],
        &["t"],
    );
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.out.contains("TypeError: Cannot read") && ran.out.contains("SyntaxError"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.ends_with("3 files, 2 failed; 1 test passed"),
        "{}",
        ran.out
    );
}

#[test]
fn limits_end_a_test() {
    let ran = test(
        "endless",
        &[(
            "a.js",
            "test('first', () => {}); test('spins', () => { for (;;); })",
        )],
        &["a.js", "--timeout=200ms"],
    );
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.out
            .contains("  spins\n  stilla: stopped: time limit exceeded"),
        "{}",
        ran.out
    );
}

/// A snapshot is written once, compared later, and updated when it is asked for.
#[test]
fn snapshots_are_files_beside_the_tests_or_part_of_them() {
    let script = "test('shot', () => {\n  expect({ b: [1], a: `x\\`` }).toMatchSnapshot();\n  expect('in').toMatchInlineSnapshot();\n  \
        expect({ a: 1 }).toMatchInlineSnapshot();\n});\n";
    let folder = Folder::new("snapshots", &[("t/a.js", script)]);
    let first = folder.stilla(&["test", "t"]);
    assert_eq!(first.code, Some(0), "{}", first.out);
    assert!(
        first.out.contains("snapshots: 3 written, 0 updated"),
        "{}",
        first.out
    );
    let read = |name: &str| std::fs::read_to_string(folder.0.join(name)).unwrap_or_default();
    assert_eq!(
        read("t/__snapshots__/a.js.snap"),
        "// Stilla Snapshot v1\n\nexports[`shot 1`] = `\n{\n  \"a\": \"x\\`\",\n  \"b\": [\n    1,\n  ],\n}\n`;\n"
    );
    assert!(
        read("t/a.js").contains("(`\"in\"`);\n  expect({ a: 1 }).toMatchInlineSnapshot(`\n    {\n      \"a\": 1,\n    }\n  `);"),
        "{}",
        read("t/a.js")
    );
    assert!(!folder.stilla(&["test", "t"]).out.contains("snapshots:"));
    let changed = read("t/a.js").replace("[1]", "[2]");
    folder.write("t/a.js", changed.as_bytes());
    let failed = folder.stilla(&["test", "t"]);
    assert_eq!(failed.code, Some(1));
    assert!(
        failed.out.contains("-     1,\n  +     2,"),
        "{}",
        failed.out
    );
    let updated = folder.stilla(&["test", "t", "-u"]);
    assert!(
        updated.out.contains("snapshots: 0 written, 1 updated"),
        "{}",
        updated.out
    );
    assert_eq!(folder.stilla(&["test", "t"]).code, Some(0));
}

/// Row "`expect` with every Vitest matcher": `toMatchFileSnapshot`.
#[test]
fn a_snapshot_may_be_a_file_of_its_own() {
    let script = |value: &str, path: &str| {
        format!(
            "test('shot', async () => {{ await expect({value}).toMatchFileSnapshot('{path}') }})"
        )
    };
    let first = script("'<p>1</p>\\n'", "./out/page.html");
    let folder = Folder::new("snapshot-files", &[("t/a.js", &first)]);
    let run = |flags: &[&str]| folder.stilla(&[&["test", "t"], flags].concat());
    let ran = run(&[]);
    assert!(
        ran.code == Some(0) && ran.out.contains("snapshots: 1 written, 0 updated"),
        "{}",
        ran.out
    );
    assert_eq!(folder.read("t/out/page.html"), "<p>1</p>\n");
    assert!(!run(&[]).out.contains("snapshots:"));
    folder.write(
        "t/a.js",
        script("'<p>2</p>\\n'", "./out/page.html").as_bytes(),
    );
    let ran = run(&[]);
    assert!(
        ran.code == Some(1) && ran.out.contains("<p>2</p>"),
        "{}",
        ran.out
    );
    assert_eq!(run(&["-u"]).code, Some(0));
    assert_eq!(folder.read("t/out/page.html"), "<p>2</p>\n");
    for path in [
        "../../outside.txt",
        "new/../../../outside.txt",
        "/outside.txt",
    ] {
        folder.write("t/a.js", script("1", path).as_bytes());
        let ran = run(&[]);
        assert!(
            ran.code == Some(1) && ran.out.contains("it is not below the current folder"),
            "{path}: {}",
            ran.out
        );
    }
}

/// Row "Vitest's API": `assert` has Chai's names.
#[test]
fn assert_has_the_names_of_chai() {
    let script = "import { assert, expect, test, vi } from 'vitest';
        test('fine', () => {
          assert(1); assert.equal(1, '1'); assert.notEqual(1, 2); assert.strictEqual(1, 1); assert.deepEqual({ a: [1] }, { a: [1] }); assert.isTrue(true);
          assert.isNotFalse(0); assert.ok('x'); assert.isNull(null); assert.exists(0); assert.isAbove(2, 1); assert.typeOf('a', 'string'); assert.isArray([]);
          assert.instanceOf([], Array); assert.include('abc', 'b'); assert.match('a', /a/); assert.property({ a: 1 }, 'a'); assert.lengthOf([1], 1);
          assert.throws(() => { throw new TypeError('x') }, TypeError); assert.doesNotThrow(() => {}); assert.closeTo(1, 1.1, 0.2); assert.isEmpty({});
          assert.sameDeepMembers([{ a: 1 }, 2], [2, { a: 1 }]); assert.hasAllKeys({ a: 1, b: 2 }, ['b', 'a']); assert.oneOf(1, [1, 2]);
          const f = vi.fn(); f(); expect(f).toHaveBeenCalledOnce();
        });
        for (const [name, ...args] of [['strictEqual', 1, 2], ['equal', 1, 2], ['deepEqual', { a: 1 }, { a: 2 }], ['isTrue', 1], ['fail'], ['isEmpty', [1]], ['sameMembers', [1], [2]], ['throws', () => {}]]) {
          test.fails(name, () => assert[name](...args, 'a note'));
        }
        test('with a note', () => assert.strictEqual(1, 2, 'the note'));";
    let folder = Folder::new("runner-assert", &[("t/a.js", script)]);
    let ran = folder.stilla(&["test", "t"]);
    assert!(
        ran.out.contains("9 tests passed, 1 failed") && ran.out.contains("the note"),
        "{}",
        ran.out
    );
}

/// Row "Every global can be switched (… `test`, `bench` …)": the names are imported then.
#[test]
fn the_names_of_the_test_api_can_be_left_out() {
    let script = "import { test, expect, mock, spyOn } from 'stilla:test';
        test('names', () => { expect([typeof globalThis.test, typeof describe, typeof vi, typeof mock, typeof spyOn].join()).toBe('undefined,undefined,undefined,function,function') })";
    let folder = Folder::new("runner-names", &[("a.test.js", script)]);
    let ran = folder.stilla(&["test", "--without=test"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let script = "import { bench } from 'stilla:bench'; bench(typeof globalThis.bench + typeof suite, () => {})";
    folder.write("a.bench.js", script.as_bytes());
    let ran = folder.stilla(&[
        "bench",
        "--without=bench",
        "--format=text",
        "--time=1ms",
        "--rounds=1",
    ]);
    assert!(
        ran.out.contains("undefinedundefined"),
        "{}{}",
        ran.out,
        ran.err
    );
}

/// Row "mocks and spies (`vi`/`mock`/`spyOn`, fake timers)": the short names, `vi.mockObject`, `vi.setConfig`.
#[test]
fn mocks_have_short_names() {
    let script = "
        test('names', () => {
          const double = mock((n) => n * 2);
          expect(double(4)).toBe(8);
          expect(double).toHaveBeenCalledWith(4);
          const adder = { add: (a, b) => a + b };
          const spy = spyOn(adder, 'add').mockReturnValue(0);
          expect([adder.add(1, 2), spy.mock.calls]).toEqual([0, [[1, 2]]]);
          const whole = vi.mockObject({ deep: { get: () => 5 }, n: 1 });
          expect([whole.deep.get(), whole.n]).toEqual([undefined, 1]);
          expect(vi.mockObject({ get: () => 5 }, { spy: true }).get()).toBe(5);
        });
        describe('times', () => {
          beforeAll(() => { vi.setConfig({ testTimeout: 10 }); return () => vi.resetConfig() });
          test.fails('short', () => new Promise((resolve) => setTimeout(resolve, 500)));
        });
        test('long', () => new Promise((resolve) => setTimeout(resolve, 30)));";
    let folder = Folder::new("runner-short", &[("a.test.js", script)]);
    let ran = folder.stilla(&["test"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
}

/// Row "mocks and spies": `vi.stubEnv`.
#[test]
fn the_environment_is_replaced_and_comes_back() {
    let script = "import { expect, test, vi } from 'vitest';
        test('stubs', () => {
          vi.stubEnv('ONE', 'changed').stubEnv('TWO', 'new').stubEnv('GONE', undefined);
          expect(process.env).toEqual({ ONE: 'changed', TWO: 'new' });
          vi.unstubAllEnvs();
          expect(process.env).toEqual({ ONE: '1', GONE: 'x' });
        });";
    let folder = Folder::new("runner-env", &[("t/a.js", script)]);
    let mut command = folder.command(&[
        "test",
        "t",
        "--with=process",
        "--allow-env=ONE",
        "--allow-env=GONE",
    ]);
    let ran = ran(command
        .env("ONE", "1")
        .env("GONE", "x")
        .output()
        .expect("it starts"));
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    let ran = folder.stilla(&["test", "t"]);
    assert!(ran.out.contains("--with=process"), "{}", ran.out);
}

/// A snapshot that nobody has looked at must not pass where nobody looks.
#[test]
fn continuous_integration_writes_no_snapshot() {
    let script = "test('shot', () => expect(1).toMatchSnapshot())";
    let folder = Folder::new("snapshots-ci", &[("t/a.js", script)]);
    let output = folder.command(&["test", "t"]).env("CI", "true").output();
    let first = ran(output.expect("the command starts"));
    assert_eq!(first.code, Some(1), "{}", first.out);
    assert!(first.out.contains("this run writes none"), "{}", first.out);
    assert!(!folder.0.join("t/__snapshots__").exists());
}

#[test]
fn each_reporter_tells_the_same() {
    let script = "test('good', () => {}); test('bad <1>', () => expect(1).toBe(2)); test.skip('left', () => {})";
    let folder = Folder::new("reporters", &[("t/a.js", script), ("t/b.js", "null.x")]);
    for (reporter, parts) in [
        (
            "verbose",
            &["✓ good", "✗ bad <1>", "↓ left", "Cannot read"][..],
        ),
        ("dot", &["·x-X\n", "expected 1 to be 2", "Cannot read"]),
        (
            "tap",
            &[
                "ok 1 - t/a.js > good\nnot ok 2 - t/a.js > bad <1>\n",
                "ok 3 - t/a.js > left # SKIP",
                "Bail out!",
                "1..3\n",
            ],
        ),
        (
            "junit",
            &[
                "<testsuites tests=\"3\" failures=\"1\"",
                "name=\"bad &lt;1&gt;\"",
                "<skipped/>",
                "<error>TypeError",
            ],
        ),
        (
            "json",
            &[
                "\"ok\": false",
                "\"name\": \"bad <1>\"",
                "\"status\": \"failed\"",
                "\"failed\": 1",
            ],
        ),
    ] {
        let ran = folder.stilla(&["test", "t", "--reporter", reporter]);
        assert_eq!(ran.code, Some(1));
        for part in parts {
            assert!(
                ran.out.contains(part),
                "{reporter}: {part:?} is not in\n{}",
                ran.out
            );
        }
    }
}

#[test]
fn files_are_chosen_by_a_part_of_their_path_and_tests_by_a_pattern() {
    let files = [
        (
            "src/one.test.js",
            "test('x1', () => {}); test('y2', () => {})",
        ),
        (
            "src/two.spec.ts",
            "const n: number = 1; test('z', () => expect(n).toBe(1))",
        ),
        ("src/other.js", "throw 1"),
    ];
    let ran = test("chosen", &files, &[]);
    assert!(ran.out.ends_with("2 files; 3 tests passed"), "{}", ran.out);
    let ran = test("chosen", &files, &["two"]);
    assert!(ran.out.ends_with("1 file; 1 test passed"), "{}", ran.out);
    let ran = test("chosen", &files, &["-t", "/^[xz]/"]);
    assert!(ran.out.ends_with("2 files; 2 tests passed"), "{}", ran.out);
}

/// What goes wrong in one file stays in it.
#[test]
fn files_that_misbehave_leave_the_others_alone() {
    let ran = test(
        "misbehave",
        &[
            ("t/a.js", "test('spins', () => { for (;;); })"),
            (
                "t/b.js",
                "test('eats', () => { const l = []; for (;;) l.push(new Array(1e6).fill(1)) })",
            ),
            (
                "t/c.js",
                "test('recurses', () => { (function f() { f() })() })",
            ),
            (
                "t/d.js",
                "test('prints', () => { for (let i = 0; i < 1e3; i++) console.log('x'.repeat(1000)) })",
            ),
            (
                "t/e.js",
                "test('waits', () => new Promise(r => setTimeout(r, 1e6)), 50)",
            ),
            (
                "t/f.js",
                "test('forever', async () => { for (;;) await null })",
            ),
            ("t/g.js", "test('good', () => {})"),
            ("t/h.js", "describe('x', async () => {})"),
            (
                "t/i.js",
                "beforeAll(() => { throw new Error('hook') }); test('never', () => {})",
            ),
        ],
        &["t", "--timeout=3s", "--max-memory=64M", "--jobs=2"],
    );
    assert_eq!(ran.code, Some(1));
    for part in [
        "spins\n  stilla: stopped: time limit",
        "eats\n  stilla: stopped: memory limit",
        "recurses\n  RangeError",
        "ok   t/d.js (1 test)",
        "waits\n  AssertionError: the test did not end within 50 ms",
        "forever\n  stilla: stopped: time limit",
        "ok   t/g.js (1 test)",
        "tests are declared at once",
        "beforeAll\n  Error: hook",
        "9 files, 7 failed;",
    ] {
        let out: String = ran
            .out
            .lines()
            .filter(|line| !line.starts_with("xxx"))
            .collect::<Vec<_>>()
            .join("\n");
        assert!(out.contains(part), "{part:?} is not in\n{out}");
    }
}

#[test]
fn retry_shuffle_and_an_empty_run() {
    let flaky = "let n = 0; test('flaky', () => { if (++n < 3) throw new Error('not yet') })";
    assert_eq!(test("flaky", &[("t/a.js", flaky)], &["t"]).code, Some(1));
    assert_eq!(
        test("flaky", &[("t/a.js", flaky)], &["t", "--retry=2"]).code,
        Some(0)
    );
    let order = "const seen = []; for (let i = 0; i < 20; i++) test('t' + i, () => seen.push(i)); afterAll(() => console.log(seen.join()))";
    let first = test("order", &[("t/a.js", order)], &["t", "--seed=7"]);
    let second = test("order", &[("t/a.js", order)], &["t", "--seed=7"]);
    assert_eq!(first.out, second.out);
    assert!(!first.out.contains("0,1,2,3,4,5") && first.err.contains("--seed=7"));
    let ran = test(
        "nothing",
        &[("t/notes.txt", "")],
        &["t", "--pass-with-no-tests"],
    );
    assert_eq!(ran.code, Some(0));
}

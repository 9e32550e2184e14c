//! `stilla test`: what it finds, what it says, how it ends.
//!
//! Uses: the head. Never: limits.

use super::{Folder, Ran};

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

1 files, 1 failed; 0 tests passed, 1 failed"
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
                .ends_with("1 files, 1 failed; 0 tests passed, 1 failed"),
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
        (Some(2), "stilla test: nowhere: no such file or folder\n")
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
        ran.out.ends_with("3 files, 2 failed; 1 tests passed"),
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

//! What uncaught errors look like.
//!
//! Uses: the head. Never: std::process.

use super::{Folder, check};

#[test]
fn an_exception_has_a_frame_and_a_stack() {
    check(
        "exception",
        "function f() {\n  return null.x;\n}\nf();\n",
        &[],
        (
            1,
            "",
            "\
TypeError: Cannot read properties of null (reading 'x')
  --> a.js:2:15
   |
 2 |   return null.x;
   |               ^
    at f (a.js:2:15)
    at a.js:4:1
",
        ),
    );
}

#[test]
fn causes_follow() {
    let script = "throw new Error('outer', { cause: new RangeError('inner') })";
    check(
        "cause",
        script,
        &[],
        (
            1,
            "",
            "\
Error: outer
  --> a.js:1:7
   |
 1 | throw new Error('outer', { cause: new RangeError('inner') })
   |       ^
    at a.js:1:7
caused by: RangeError: inner
    at a.js:1:35
",
        ),
    );
}

#[test]
fn any_value_can_be_uncaught() {
    check(
        "value",
        "console.log('before'); throw { code: 7 }",
        &[],
        (1, "before\n", "Uncaught { code: 7 }\n"),
    );
}

#[test]
fn an_error_that_was_renamed_is_shown_so() {
    let script = "class Bad extends Error { name = 'Bad' }\nthrow new Bad('it is')";
    let folder = Folder::new("renamed", &[("a.js", script)]);
    assert!(
        folder
            .stilla(&["run", "a.js"])
            .err
            .starts_with("Bad: it is\n")
    );
}

#[test]
fn a_syntax_error_marks_its_place() {
    check(
        "syntax",
        "let a = 1;\nlet b = ;\n",
        &[],
        (
            1,
            "",
            "\
SyntaxError: unexpected ';'
  --> a.js:2:9
   |
 2 | let b = ;
   |         ^
",
        ),
    );
}

#[test]
fn rejections_that_nobody_handles_fail_the_run() {
    check(
        "rejection",
        "Promise.reject(new Error('lost'));\nconsole.log('goes on')",
        &[],
        (
            1,
            "goes on\n",
            "\
Unhandled rejection: Error: lost
  --> a.js:1:16
   |
 1 | Promise.reject(new Error('lost'));
   |                ^
    at a.js:1:16
",
        ),
    );
}

#[test]
fn a_rejection_that_is_handled_later_is_none() {
    check(
        "handled",
        "const p = Promise.reject(1); Promise.resolve().then(() => p.catch(() => {}))",
        &[],
        (0, "", ""),
    );
}

#[test]
fn a_module_that_never_ends_says_so() {
    let folder = Folder::new("unsettled", &[("a.mjs", "await new Promise(() => {})")]);
    let ran = folder.stilla(&["run", "a.mjs"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(
        ran.err,
        "stilla: the module waits for a promise that is never settled\n"
    );
}

#[test]
fn the_frame_is_of_the_file_that_threw() {
    let folder = Folder::new(
        "imported",
        &[
            ("a.mjs", "import { f } from './b.mjs';\nf();"),
            (
                "b.mjs",
                "\nexport const f = () => { throw new Error('b') };",
            ),
        ],
    );
    let ran = folder.stilla(&["run", "a.mjs"]);
    assert!(
        ran.err.contains("b.mjs:2:32\n   |\n 2 | export const f"),
        "{}",
        ran.err
    );
}

#[test]
fn a_missing_global_of_node_says_how_to_get_it() {
    check(
        "missing-node",
        "process.exit(0)",
        &[],
        (
            1,
            "",
            "ReferenceError: process is not defined
  --> a.js:1:1
   |
 1 | process.exit(0)
   | ^
  help: --with=process gives programs 'process'
    at a.js:1:1
",
        ),
    );
}

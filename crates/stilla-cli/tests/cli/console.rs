//! How values look when they are printed.
//!
//! Uses: the head. Never: the other files.

use super::{Folder, check};

#[test]
fn only_a_negative_zero_has_a_sign() {
    check(
        "zeros",
        "let z = -0; console.log(z / -10, z + 0, z, [z, z * -1.5], 0);",
        &[],
        (0, "0 0 -0 [ -0, 0 ] 0\n", ""),
    );
}

/// `golden/inspect.js` shows some 270 values; `golden/inspect.txt` is what Node 20 prints for it.
#[test]
fn values_look_as_in_node() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let expected = std::fs::read_to_string(format!("{golden}/inspect.txt"));
    let expected = expected.expect("the golden file is part of the repository");
    let folder = Folder::new("inspect", &[]);
    let ran = folder.stilla(&["run", &format!("{golden}/inspect.js")]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    for (mine, theirs) in ran.out.split("\n# ").zip(expected.split("\n# ")) {
        assert_eq!(mine, theirs);
    }
    assert_eq!(ran.out.len(), expected.len());
}

#[test]
fn what_is_shown_runs_nothing_of_the_script() {
    check(
        "no-code",
        "const trap = () => { throw new Error('ran') };\n\
         const proxy = new Proxy([1, 2], new Proxy({}, { get: trap }));\n\
         console.log({ get a() { trap() }, p: proxy }, [proxy]);\n\
         class E extends Error { get name() { trap() } get message() { trap() } get stack() { trap() } }\n\
         console.log(`${typeof console.log(new Map([[{ get x() { trap() } }, proxy]]))}`);",
        &[],
        (
            0,
            "{ a: [Getter], p: [ 1, 2 ] } [ [ 1, 2 ] ]\nMap(1) { { x: [Getter] } => [ 1, 2 ] }\nundefined\n",
            "",
        ),
    );
}

#[test]
fn huge_and_deep_values_are_cut() {
    let script = "const deep = []; let d = deep; for (let i = 0; i < 1e5; i++) d.push(d = []);\n\
        const sparse = []; sparse[4e9] = 1;\n\
        console.log(deep, sparse, new Array(1e7).fill(0).push(), ['x'.repeat(10001)]);\n\
        console.dir(deep, { depth: Infinity });\n";
    let folder = Folder::new("cut", &[("a.js", script)]);
    let ran = folder.stilla(&["run", "a.js", "--timeout=10s"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(
        ran.out
            .starts_with("[ [ [ [Array] ] ] ] [ <4000000000 empty items>, 1 ] 10000000 [")
    );
    assert!(ran.out.contains("... 1 more character"));
    assert!(ran.out.len() < 100_000);
}

#[test]
fn tables_and_streams() {
    let script = "console.table([{ a: 1, b: 'x' }, { a: 2, c: true }]);\n\
        console.table(new Map([[1, 2]]).size); console.error('e'); console.assert(false, 'no'); console.assert(true);\n\
        console.table([1, [2]]); console.trace('here'); console.timeEnd('none');";
    let folder = Folder::new("table", &[("a.js", script)]);
    let ran = folder.stilla(&["run", "a.js"]);
    assert_eq!(
        ran.out,
        "\
┌─────────┬───┬─────┬──────┐
│ (index) │ a │ b   │ c    │
├─────────┼───┼─────┼──────┤
│ 0       │ 1 │ 'x' │      │
│ 1       │ 2 │     │ true │
└─────────┴───┴─────┴──────┘
1
┌─────────┬───┬────────┐
│ (index) │ 0 │ Values │
├─────────┼───┼────────┤
│ 0       │   │ 1      │
│ 1       │ 2 │        │
└─────────┴───┴────────┘
"
    );
    assert_eq!(
        ran.err,
        "e\nAssertion failed: no\nTrace: here\n    at a.js:3:34\nWarning: no timer 'none' runs\n"
    );
}

//! Bad input: each gives a clear report, the other files still run, the exit code is right.
//!
//! Uses: the head. Never: std::process.

use super::{Folder, Ran};

fn test(name: &str, files: &[(&str, &str)], arguments: &[&str]) -> (Folder, Ran) {
    let folder = Folder::new(name, files);
    let ran = folder.stilla(&[&["test"], arguments].concat());
    (folder, ran)
}

#[track_caller]
fn has(ran: &Ran, code: i32, parts: &[&str]) {
    assert_eq!(ran.code, Some(code), "{ran:?}");
    for part in parts {
        assert!(
            ran.out.contains(part) || ran.err.contains(part),
            "{part:?} is not in\n{}\n{}",
            ran.out,
            ran.err
        );
    }
}

const GOOD: (&str, &str) = ("t/z.js", "test('good', () => {})");

/// Row "unreadable folder".
#[test]
#[allow(clippy::print_stdout, reason = "says why it did nothing")]
fn a_folder_that_can_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("bad-folder", &[GOOD, ("t/closed/a.js", "")]);
    let closed = folder.0.join("t/closed");
    let allow = |mode| std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(mode));
    allow(0).expect("it is ours");
    if std::fs::read_dir(&closed).is_ok() {
        println!("skipped: this user may read everything");
    } else {
        has(
            &folder.stilla(&["test", "t"]),
            1,
            &["FAIL t/closed", "Permission denied", "ok   t/z.js"],
        );
    }
    allow(0o755).expect("it is ours");
}

/// Row "broken configuration (with position)": only the files of that folder fail.
#[test]
fn a_configuration_that_is_broken() {
    let broken = ("t/sub/stilla.toml", "retry = 1\nretry = 2\n");
    let (_, ran) = test(
        "bad-configuration",
        &[GOOD, broken, ("t/sub/a.js", "test('x', () => {})")],
        &["t"],
    );
    has(
        &ran,
        1,
        &["FAIL t/sub/a.js", "t/sub/stilla.toml:2:1: ", "ok   t/z.js"],
    );
}

/// Row "import cycles with errors".
#[test]
fn cycles_of_imports() {
    let files = [
        GOOD,
        (
            "t/a.js",
            "import { b } from '../lib/b.js'; test('a', () => expect(b()).toBe(1));",
        ),
        (
            "lib/b.js",
            "import { c } from './c.js'; export const b = () => c; export const early = c;",
        ),
        (
            "lib/c.js",
            "import { early } from './b.js'; export const c = early;",
        ),
        ("t/d.js", "import '../lib/e.js'; test('d', () => {})"),
        ("lib/e.js", "import './f.js'; export default 1"),
        (
            "lib/f.js",
            "import './e.js'; import { gone } from './e.js';",
        ),
    ];
    let (_, ran) = test("bad-cycles", &files, &["t"]);
    let parts = [
        "FAIL t/a.js",
        "ReferenceError: Cannot access 'early' before initialization",
        "FAIL t/d.js",
        "'gone'",
        "ok   t/z.js",
        "3 files, 2 failed",
    ];
    has(&ran, 1, &parts);
}

/// Row "missing snapshot folder", and one that can't be made.
#[test]
fn folders_of_snapshots() {
    let snapshot = "test('s', () => expect({ a: 1 }).toMatchSnapshot())";
    let (folder, ran) = test("bad-snapshots", &[GOOD, ("t/s.js", snapshot)], &["t"]);
    has(&ran, 0, &["1 written"]);
    std::fs::remove_dir_all(folder.0.join("t/__snapshots__")).expect("it was made");
    let mut command = folder.command(&["test", "t"]);
    let ran = super::ran(command.env("CI", "true").output().expect("it starts"));
    has(&ran, 1, &["FAIL t/s.js", "ok   t/z.js"]);
    folder.write("t/__snapshots__", b"a file");
    let ran = folder.stilla(&["test", "t"]);
    has(
        &ran,
        1,
        &[
            "FAIL t/s.js",
            "the snapshots can't be written",
            "ok   t/z.js",
        ],
    );
}

/// Row "test file that never ends, that exits, that exhausts memory": at the top of the file too.
#[test]
fn files_that_never_end_exit_or_eat() {
    let files = [
        GOOD,
        ("t/spins.js", "for (;;);"),
        (
            "t/waits.mjs",
            "await new Promise(() => {}); test('never', () => {})",
        ),
        (
            "t/exits.js",
            "test('leaves', () => process.exit(0)); test('never', () => {})",
        ),
        ("t/leaves.js", "process.exit(3)"),
        (
            "t/eats.js",
            "const l = []; for (;;) l.push(new Array(1e6).fill(1))",
        ),
        (
            "t/ticks.js",
            "test('ticks', () => new Promise(() => setInterval(() => {}, 1)), 100)",
        ),
    ];
    let (_, ran) = test(
        "bad-files",
        &files,
        &["t", "--with=process", "--timeout=2s", "--max-memory=64M"],
    );
    let parts = [
        "FAIL t/spins.js (0 tests)\n  stilla: stopped: time limit exceeded",
        "FAIL t/waits.mjs",
        "leaves\n  stilla: stopped: the script ended itself with exit code 0",
        "FAIL t/leaves.js (0 tests)\n  stilla: stopped: the script ended itself with exit code 3",
        "FAIL t/eats.js (0 tests)\n  stilla: stopped: memory limit exceeded",
        "FAIL t/ticks.js",
        "ok   t/z.js",
        "7 files, 6 failed",
    ];
    has(&ran, 1, &parts);
}

/// Row "that prints 1 GB": the account ends it; without one everything is printed, and memory does not grow with it.
#[test]
fn files_that_print_without_end() {
    let prints = "test('prints', () => { const line = 'x'.repeat(100000); for (let i = 0; i < 10000; i++) console.log(line) })";
    let files = [GOOD, ("t/prints.js", prints)];
    let (folder, ran) = test(
        "bad-prints",
        &files,
        &["t", "--output=json", "--max-memory=64M"],
    );
    has(
        &ran,
        1,
        &[
            "the output can't be written",
            "\"name\": \"good\"",
            "\"failed_files\": 1",
        ],
    );
    assert!(ran.out.len() < 200 << 20);
    let mut command = folder.command(&["test", "t", "--max-memory=64M"]);
    command.stdout(std::process::Stdio::null());
    assert_eq!(command.status().expect("it starts").code(), Some(0));
}

/// The project of the examples runs, is tested, measured and checked as its page says.
#[test]
fn the_example_project() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/project");
    let mut command = Folder::new("example", &[]).command(&["run", "src/main.ts"]);
    let bill = "3 × tea             13.50 EUR\n2 × cup             24.00 EUR\n                    37.50 EUR\n";
    let ran = super::ran(command.current_dir(root).output().expect("it starts"));
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(0), bill, "")
    );
    for arguments in [
        &["check", "src/main.ts", "src/shop.ts", "src/money.js"] as &[&str],
        &["test"],
        &["bench", "--time=5ms", "--warmup=1ms", "--rounds=2"],
        &["sandbox", "/src/main.ts", "--seed=.", "--diff"],
    ] {
        let mut command = Folder::new("example", &[]).command(arguments);
        let ran = super::ran(
            command
                .current_dir(root)
                .env("CI", "true")
                .output()
                .expect("it starts"),
        );
        assert_eq!(
            (ran.code, ran.err.as_str()),
            (Some(0), ""),
            "{arguments:?}: {}",
            ran.out
        );
        if arguments[0] == "sandbox" {
            assert_eq!(ran.out, bill);
        }
    }
}

/// Golden texts of `--help`; `STILLA_BLESS=1` writes them anew.
#[test]
fn help_is_as_it_was() {
    let folder = Folder::new("help", &[]);
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/help.txt");
    let mut text = String::new();
    let commands = [
        "run",
        "eval",
        "repl",
        "test",
        "bench",
        "check",
        "compile",
        "sandbox",
        "man",
        "completions",
    ];
    for command in std::iter::once("").chain(commands) {
        let arguments: Vec<&str> = [command, "-h"]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        let ran = folder.stilla(&arguments);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{command}");
        text.push_str(&format!("== stilla {}\n{}\n", arguments.join(" "), ran.out));
    }
    if std::env::var_os("STILLA_BLESS").is_some() {
        std::fs::write(golden, &text).expect("the folder of the sources is writable");
    }
    let expected = std::fs::read_to_string(golden).unwrap_or_default();
    assert!(
        text == expected,
        "run with STILLA_BLESS=1 if this is meant:\n{text}"
    );
}

/// `docs/tool.md`: each test that the page names is there.
#[test]
fn the_page_of_promises_names_tests() {
    let project = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let page = std::fs::read_to_string(format!("{project}/docs/tool.md")).expect("there is a page");
    let names = page.split('`').filter_map(|part| part.split_once("::"));
    let mut count = 0;
    for (room, test) in names.filter(|(room, _)| !room.contains(char::is_whitespace)) {
        let path = format!("{project}/crates/stilla-cli/tests/cli/{room}.rs");
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            text.contains(&format!("fn {test}()")),
            "there is no {room}::{test}"
        );
        count += 1;
    }
    assert!(count > 50, "{count} names");
}

//! What can be run, and what is refused.
//!
//! Uses: the head. Never: limits.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use super::{Folder, check};

#[test]
fn files_that_are_no_programs() {
    let folder = Folder::new("no-programs", &[("folder/inside.js", "")]);
    folder.write("latin.js", b"let a = 1;\nlet b = '\xff'");
    folder.write("binary.js", b"\x7fELF\x02\xfe\xff");
    for (file, message) in [
        (
            "missing.js",
            "stilla: missing.js: No such file or directory\n",
        ),
        ("folder", "stilla: folder: is a directory, not a program\n"),
        (
            "latin.js",
            "stilla: latin.js: not UTF-8 text (line 2, byte 20)\n",
        ),
        (
            "binary.js",
            "stilla: binary.js: not UTF-8 text (line 1, byte 5)\n",
        ),
    ] {
        let ran = folder.stilla(&["run", file]);
        assert_eq!(
            (ran.code, ran.out.as_str(), ran.err.as_str()),
            (Some(2), "", message)
        );
    }
}

#[test]
fn a_huge_file_is_refused() {
    let folder = Folder::new("huge", &[]);
    let file = std::fs::File::create(folder.0.join("huge.js")).expect("the folder is writable");
    file.set_len(200 << 20).expect("a file may have a hole");
    let ran = folder.stilla(&["run", "huge.js"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.err,
        "stilla: huge.js: too large: a program may have 128 MB\n"
    );
    std::fs::remove_file(folder.0.join("huge.js")).expect("it was made above");
}

#[test]
fn an_unknown_flag_is_told() {
    let folder = Folder::new("flag", &[("a.js", "")]);
    let ran = folder.stilla(&["run", "--tiemout", "1", "a.js"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.contains("'--tiemout'") && ran.err.contains("--timeout"),
        "{}",
        ran.err
    );
}

#[test]
fn a_closed_output_ends_the_run_quietly() {
    let folder = Folder::new(
        "closed",
        &[("a.js", "for (let i = 0; ; i++) console.log(i)")],
    );
    let mut command = folder.command(&["run", "a.js"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut first = String::new();
    BufReader::new(child.stdout.take().expect("it was piped"))
        .read_line(&mut first)
        .expect("there is a line");
    let mut err = String::new();
    child
        .stderr
        .take()
        .expect("it was piped")
        .read_to_string(&mut err)
        .expect("it is text");
    let code = child.wait().expect("the command ends").code();
    assert_eq!((first.as_str(), err.as_str(), code), ("0\n", "", Some(0)));
}

#[test]
fn several_files_share_a_realm_and_preloads_come_first() {
    let files = [
        ("a.js", "var n = start + 1"),
        ("b.js", "console.log(n)"),
        ("p.js", "var start = 41"),
    ];
    let folder = Folder::new("several", &files);
    let ran = folder.stilla(&["run", "a.js", "b.js", "--preload", "p.js"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "42\n"));
}

#[test]
fn standard_input() {
    let folder = Folder::new("stdin", &[]);
    let ran = folder.stilla_with(&["run", "-"], "console.log(6 * 7)");
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "42\n"));
    let ran = folder.stilla_with(&[], "console.log(6 * 7)");
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "42\n"));
}

#[test]
fn print_shows_the_last_value() {
    check(
        "print",
        "({ a: [1, 'two'] })",
        &["--print"],
        (0, "{ a: [ 1, 'two' ] }\n", ""),
    );
}

#[test]
fn modules_by_extension_by_flag_and_by_their_syntax() {
    let files = [
        ("a.mjs", "console.log(this)"),
        ("b.js", "console.log(this)"),
        ("c.js", "import './a.mjs'; export {}"),
    ];
    let folder = Folder::new("modules", &files);
    for arguments in [&["a.mjs"][..], &["--module", "b.js"], &["c.js"]] {
        let ran = folder.stilla(&[&["run"], arguments].concat());
        assert_eq!(
            (ran.code, ran.out.as_str(), ran.err.as_str()),
            (Some(0), "undefined\n", "")
        );
    }
}

#[test]
fn extensions_of_the_language_by_file_name() {
    let folder = Folder::new(
        "typed",
        &[
            (
                "a.ts",
                "let n: number = 20; interface I { x: string } console.log(n as number + 1)",
            ),
            (
                "b.mts",
                "import { type T, v } from './c.ts'; console.log(v satisfies number)",
            ),
            ("c.ts", "export type T = string; export const v: number = 2"),
        ],
    );
    assert_eq!(folder.stilla(&["run", "a.ts"]).out, "21\n");
    assert_eq!(folder.stilla(&["run", "b.mts"]).out, "2\n");
    let folder = Folder::new("untyped", &[("a.js", "let n: number = 1")]);
    assert_eq!(folder.stilla(&["run", "a.js"]).code, Some(1));
}

#[test]
fn output_keeps_its_order() {
    let folder = Folder::new(
        "order",
        &[(
            "a.js",
            "console.log(1); console.error(2); console.log(3); null.x",
        )],
    );
    let log = folder.0.join("log");
    let file = std::fs::File::create(&log).expect("the folder is writable");
    let copy = file.try_clone().expect("a file can be opened twice");
    let status = folder
        .command(&["run", "a.js"])
        .stdout(file)
        .stderr(copy)
        .status();
    assert_eq!(status.expect("the command starts").code(), Some(1));
    let text = std::fs::read_to_string(log).expect("it was written");
    assert!(text.starts_with("1\n2\n3\nTypeError"), "{text}");
}

#[test]
fn dumps() {
    let folder = Folder::new(
        "dumps",
        &[("a.js", "let answer = 6 * n;\nconsole.log(answer)")],
    );
    let ran = folder.stilla(&["run", "a.js", "--dump=ast,scopes,bytecode"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    for part in ["Binary", "answer:Let", "Mul"] {
        assert!(ran.out.contains(part), "{part} is not in {}", ran.out);
    }
}

#[test]
fn dumps_of_the_machine_follow_the_run() {
    let script = "class P { constructor(x) { this.x = x; this.y = 1 } }\n\
        const list = [];\n\
        for (let i = 0; i < 50; i++) list.push(new P(i).x);\n\
        globalThis.kept = [new P(1), new P(2), new P(3)];\n\
        console.log(list.length);\n";
    let folder = Folder::new("machine-dumps", &[("a.js", script)]);
    let ran = folder.stilla(&["run", "a.js", "--dump=shapes,ic,gc"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.starts_with("50\nshapes: "), "{}", ran.out);
    for part in [
        "{} of P, ",
        "  .x @0 ×0\n    .y @1 ×3\n",
        "P in a.js\n  1:28 SetProp .x monomorphic add\n",
        "monomorphic holder",
        "pauses together",
        "longest pause",
        "\ncollections ",
    ] {
        assert!(ran.out.contains(part), "{part} is not in {}", ran.out);
    }
}

#[test]
fn elements_of_jsx_call_the_factory() {
    let tree = "const h = (type, props, ...children) => ({ type, props, children });\n";
    let files = [
        (
            "a.jsx",
            format!("const React = {{ createElement: {} }};\nconsole.log(JSON.stringify(<a b=\"1\" c {{...{{ d: 2 }}}}>x {{1 + 1}}<b/></a>))",
                "(type, props, ...children) => ({ type, props, children })"),
        ),
        (
            "b.tsx",
            format!("/** @jsx h @jsxFrag F */\n{tree}const F = 'frag', C: unknown = 'comp';\n\
                     const f = <T,>(x: T) => <C>{{x}}</C>;\nconsole.log(JSON.stringify(<>{{f(1)}}</>))"),
        ),
        (
            "c.jsx",
            "/* @jsx a.h */\nfunction outer() { const a = { h: (t) => t }; return () => <deep-er/> }\n\
             console.log(outer()(), typeof React)"
                .to_owned(),
        ),
        ("d.jsx", "1;\n  <p/>".to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let folder = Folder::new("jsx", &files);
    for (file, out) in [
        (
            "a.jsx",
            r#"{"type":"a","props":{"b":"1","c":true,"d":2},"children":["x ",2,{"type":"b","props":null,"children":[]}]}"#,
        ),
        (
            "b.tsx",
            r#"{"type":"frag","props":null,"children":[{"type":"comp","props":null,"children":[1]}]}"#,
        ),
        ("c.jsx", "deep-er undefined"),
    ] {
        let ran = folder.stilla(&["run", file]);
        assert_eq!(
            (ran.code, ran.out.trim_end(), ran.err.as_str()),
            (Some(0), out, "")
        );
    }
    let ran = folder.stilla(&["run", "d.jsx"]);
    assert!(
        ran.err
            .starts_with("ReferenceError: React is not defined\n  --> d.jsx:2:3\n"),
        "{}",
        ran.err
    );
}

#[test]
fn a_text_can_be_evaluated() {
    let folder = Folder::new("eval", &[]);
    let ran = folder.stilla(&["eval", "const a = [1, 2]; a.map((n) => n * 2)"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "[ 2, 4 ]\n"));
    let ran = folder.stilla(&["eval", "null.x"]);
    assert!(
        ran.code == Some(1) && ran.err.contains("<eval>:1:6"),
        "{}",
        ran.err
    );
    let ran = folder.stilla(&["eval", "for (;;);", "--timeout=50ms"]);
    assert_eq!(ran.code, Some(124));
}

#[test]
fn a_command_that_was_mistyped_is_told() {
    let folder = Folder::new("mistyped", &[]);
    let ran = folder.stilla(&["tset", "a"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.err,
        "stilla: tset: No such file or directory; did you mean the command 'test'?\n"
    );
}

#[test]
fn timers_run_before_the_end() {
    check(
        "timers",
        "let n = 0;\n\
         const tick = () => { console.log('tick'); if (++n < 2) return; clearInterval(t); setTimeout((a, b) => console.log(a, b), 1, 'late', 1) };\n\
         let t; setImmediate(() => { console.log('soon'); t = setInterval(tick, 2) });\n\
         clearTimeout(setTimeout(() => console.log('never'), 1));\n\
         queueMicrotask(() => console.log('job')); console.log('first')",
        &[],
        (0, "first\njob\nsoon\ntick\ntick\nlate 1\n", ""),
    );
    let folder = Folder::new(
        "timer-await",
        &[(
            "a.mjs",
            "await new Promise((r) => setTimeout(r, 5)); console.log('done')",
        )],
    );
    assert_eq!(folder.stilla(&["run", "a.mjs"]).out, "done\n");
    check(
        "timer-throws",
        "setTimeout(() => { throw new Error('in a timer') }, 1); setTimeout(() => console.log('not reached'), 50)",
        &[],
        (
            1,
            "",
            "Error: in a timer\n  --> a.js:1:26\n   |\n 1 | setTimeout(() => { throw new Error('in a timer') }, 1); setTimeout(() => console.log('not reached'), 50)\n   \
             |                          ^\n    at a.js:1:26\n",
        ),
    );
    check(
        "timer-endless",
        "setInterval(() => {}, 1)",
        &["--timeout=100ms"],
        (124, "", "stilla: stopped: time limit exceeded\n"),
    );
}

#[test]
fn shells_get_completions() {
    let folder = Folder::new("completions", &[]);
    for shell in ["bash", "zsh", "fish"] {
        let ran = folder.stilla(&["completions", shell]);
        assert!(
            ran.code == Some(0) && ran.out.contains("warn-forms"),
            "{shell}"
        );
    }
}

/// Issue 5: a man page generated from the one declaration of each flag.
#[test]
fn manual_pages() {
    let folder = Folder::new("man", &[]);
    let page = folder.stilla(&["man"]);
    assert_eq!(page.code, Some(0));
    for part in [".TH", "stilla", "bench", "\\-\\-max\\-memory"] {
        assert!(page.out.contains(part), "{part} in {}", page.out);
    }
    let page = folder.stilla(&["man", "test"]).out;
    assert!(
        page.contains("stilla\\-test") && page.contains("\\-\\-coverage\\-dir"),
        "{page}"
    );
    let none = folder.stilla(&["man", "tets"]);
    assert_eq!(
        (none.code, none.err.as_str()),
        (Some(2), "stilla man: there is no command 'tets'\n")
    );
}

/// Row "`stilla eval 'code'`": TypeScript, and `await` at the top.
#[test]
fn eval_understands_what_a_session_does() {
    let folder = Folder::new("eval-forms", &[("b.js", "export const b = 3")]);
    for (code, out) in [
        ("let x: number = 1; x + 1", "2\n"),
        ("await 5", "5\n"),
        (
            "const a = await new Promise((r) => setTimeout(r, 5, 6)); a",
            "6\n",
        ),
        ("import { b } from './b.js'; b + 1", "4\n"),
        ("await new Promise(() => {})", "Promise { <pending> }\n"),
    ] {
        let ran = folder.stilla(&["eval", code]);
        assert_eq!((ran.out.as_str(), ran.err.as_str()), (out, ""), "{code}");
    }
    let ran = folder.stilla(&["eval", "const a = await nope()"]);
    assert!(
        ran.code == Some(1)
            && ran
                .err
                .contains("  --> <eval>:1:17\n   |\n 1 | const a = await nope()\n"),
        "{}",
        ran.err
    );
}

/// Row "modules (… detected by `import`/`export`)": `await` at the top says so, too.
#[test]
fn await_at_the_top_makes_a_module() {
    let folder = Folder::new(
        "await-file",
        &[("a.js", "const a = await 3; console.log(a, this)")],
    );
    let ran = folder.stilla(&["a.js"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("3 undefined\n", ""));
}

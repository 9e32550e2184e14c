//! `--output=json`, exit codes, `--help`.
//!
//! Uses: the head. Never: std::process.

use super::{Folder, Ran};

/// The account without what differs from run to run.
fn account(ran: &Ran) -> String {
    let mut text = String::new();
    let mut rest = ran.out.as_str();
    for name in ["\"bytes\":", "\"peak\":", "_ns\":", "_ms\":"] {
        text.clear();
        while let Some(at) = rest.find(name) {
            let (head, tail) = rest.split_at(at + name.len());
            text.push_str(head);
            text.push('0');
            rest = tail.trim_start_matches(|c: char| c.is_ascii_digit() || ". e-".contains(c));
        }
        text.push_str(rest);
        rest = Box::leak(text.clone().into_boxed_str());
    }
    text
}

const MEMORY: &str = "\"memory\":{\"bytes\":0,\"limit\":null,\"peak\":0}";
const TIMING: &str = "\"timing\":{\"compile_ns\":0,\"exec_ns\":0,\"parse_ns\":0,\"total_ns\":0}";

/// Row "JSON envelope (same for all commands)".
#[test]
fn the_account_of_a_run() {
    let files = [
        (
            "a.js",
            "console.log('x'); console.error('y'); console.log('z')",
        ),
        ("b.js", "console.log(1);\nnull.f"),
        ("c.js", "let x = ;"),
        ("d.js", "for (;;);"),
        ("e.js", "Promise.reject(new TypeError('lost'))"),
        ("f.js", "var x = 1;"),
    ];
    let folder = Folder::new("envelope-run", &files);
    let run = |arguments: &[&str]| {
        folder.stilla(&[&["run", "--output=compact-json"], arguments].concat())
    };
    let fine = run(&["a.js"]);
    let expected = format!(
        "{{\"error\":null,\"exit_code\":0,\"files\":[\"a.js\"],{MEMORY},\"ok\":true,\"output\":[{{\"stream\":\"stdout\",\"text\":\"x\"}},\
        {{\"stream\":\"stderr\",\"text\":\"y\"}},{{\"stream\":\"stdout\",\"text\":\"z\"}}],\"stderr\":\"y\\n\",\"stdout\":\"x\\nz\\n\",{TIMING}}}\n"
    );
    assert_eq!(
        (fine.code, account(&fine), fine.err.as_str()),
        (Some(0), expected, "")
    );
    for (file, code, error) in [
        (
            "b.js",
            1,
            "{\"column\":6,\"file\":\"b.js\",\"line\":2,\"message\":\"Cannot read properties of null (reading 'f')\",\"stack\":\"TypeError: Cannot read properties of null (reading 'f')\\n    at b.js:2:6\",\"suggestion\":null,\"type\":\"TypeError\"}",
        ),
        (
            "c.js",
            1,
            "{\"column\":9,\"file\":\"c.js\",\"line\":1,\"message\":\"unexpected ';'\",\"stack\":null,\"suggestion\":null,\"type\":\"SyntaxError\"}",
        ),
        (
            "d.js",
            124,
            "{\"column\":null,\"file\":null,\"line\":null,\"message\":\"fuel used up\",\"stack\":null,\"suggestion\":null,\"type\":\"Stopped\"}",
        ),
        (
            "e.js",
            1,
            "{\"column\":16,\"file\":\"e.js\",\"line\":1,\"message\":\"lost\",\"stack\":\"TypeError: lost\\n    at e.js:1:16\",\"suggestion\":null,\"type\":\"TypeError\"}",
        ),
        (
            "gone.js",
            2,
            "{\"column\":null,\"file\":null,\"line\":null,\"message\":\"gone.js: No such file or directory\",\"stack\":null,\"suggestion\":null,\"type\":\"UsageError\"}",
        ),
    ] {
        let ran = run(&["--fuel=100000", file]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(code), ""), "{file}");
        assert!(
            ran.out
                .starts_with(&format!("{{\"error\":{error},\"exit_code\":{code},")),
            "{file}: {}",
            ran.out
        );
    }
    let ran = run(&["--profile=modern", "f.js"]);
    let error = "{\"error\":{\"column\":1,\"file\":\"f.js\",\"line\":1,\"message\":\"'var' is not part of the modern profile\",\"stack\":null,\"suggestion\":\"use 'let' or 'const'\",\"type\":\"SyntaxError\"}";
    assert!(ran.out.starts_with(error), "{}", ran.out);
}

#[test]
fn other_commands_have_the_same_account() {
    let files = [
        (
            "a.test.js",
            "test('adds', () => expect(1 + 1).toBe(2)); console.log('said')",
        ),
        ("b.test.js", "test('fails', () => expect(1).toBe(2))"),
        ("m.js", "const n = 1;"),
    ];
    let folder = Folder::new("envelope-others", &files);
    let eval = folder.stilla(&["eval", "--output=compact-json", "1 + 1"]);
    assert!(
        eval.out.contains("\"stdout\":\"2\\n\"") && eval.out.contains("\"ok\":true"),
        "{}",
        eval.out
    );
    let test = folder.stilla(&["test", "--output=json"]);
    assert_eq!((test.code, test.err.as_str()), (Some(1), ""));
    for part in [
        "\"ok\": false",
        "\"exit_code\": 1",
        "\"name\": \"adds\"",
        "\"status\": \"failed\"",
        "\"stdout\": \"said\\n\"",
        "\"total_ns\": ",
        "\"error\": {",
        "\"failed\": 1",
    ] {
        assert!(test.out.contains(part), "{part}: {}", test.out);
    }
    let checked = folder.stilla(&["check", "--output=compact-json", "m.js"]);
    assert_eq!(checked.code, Some(0));
    for part in [
        "\"ok\":true",
        "\"files\":[{",
        "\"diagnostics\":[]",
        "\"path\":\"m.js\"",
        "\"timing\":{",
    ] {
        assert!(checked.out.contains(part), "{part}: {}", checked.out);
    }
}

/// Row "`stilla compile FILE -o out.stb`".
#[test]
fn compiled_programs_run() {
    let files = [
        (
            "a.ts",
            "const n: number = 20; enum E { A = 1 } console.log(n + E.A); n",
        ),
        (
            "m.mjs",
            "import { x } from './lib.js'; console.log(x, import.meta.url.slice(-5))",
        ),
        ("lib.js", "export const x = 1"),
        ("bad.js", "let = ;"),
    ];
    let folder = Folder::new("compile", &files);
    let compiled = folder.stilla(&["compile", "a.ts", "-o", "out.stb"]);
    assert_eq!(
        (compiled.code, compiled.out.as_str(), compiled.err.as_str()),
        (Some(0), "", "")
    );
    let ran = folder.stilla(&["run", "--print", "out.stb"]);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(0), "21\n20\n", "")
    );
    assert_eq!(folder.stilla(&["compile", "m.mjs"]).code, Some(0));
    assert_eq!(folder.stilla(&["run", "m.stb"]).out, "1 m.mjs\n");
    assert_eq!(folder.stilla(&["compile", "bad.js"]).code, Some(1));
    let mut bytes = std::fs::read(folder.0.join("out.stb")).expect("it was written");
    bytes[30] ^= 1;
    folder.write("out.stb", &bytes);
    let ran = folder.stilla(&["run", "out.stb"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (
            Some(2),
            "stilla: out.stb: the bytes are not a program of this version, or damaged\n"
        )
    );
    assert_eq!(
        folder
            .stilla(&["compile", "a.ts", "-o", "no/where.stb"])
            .code,
        Some(2)
    );
}

/// Row "an unknown key or flag is an error with a suggestion"; row "Exit codes".
#[test]
fn wrong_invocations_are_told() {
    let folder = Folder::new("envelope-wrong", &[("a.js", "1")]);
    for (arguments, complaint) in [
        (
            ["run", "--timeot=1", "a.js"],
            "a similar argument exists: '--timeout'",
        ),
        (["run", "--timeout=x", "a.js"], "'x' is not a duration"),
        (
            ["run", "--alias=x", "a.js"],
            "--alias: 'x' is not of the form NAME=…",
        ),
        (
            ["run", "--global=x={", "a.js"],
            "--global x: expected a name in quotes, found the end of the text",
        ),
        (
            ["run", "--globals=gone", "a.js"],
            "gone: No such file or directory",
        ),
        (
            ["run", "--import-map=gone", "a.js"],
            "gone: No such file or directory",
        ),
        (
            ["run", "--audit-log=no/where", "a.js"],
            "no/where: No such file or directory",
        ),
        (["tset", "x", "y"], "did you mean the command 'test'?"),
    ] {
        let ran = folder.stilla(&arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(ran.err.contains(complaint), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn wrong_invocations_have_an_account_too() {
    let folder = Folder::new("envelope-usage", &[("a.js", "1"), ("sub/stilla.json", "{")]);
    for (arguments, message) in [
        (
            ["run", "--output=compact-json", "--timeot=1", "a.js"],
            "unexpected argument '--timeot' found",
        ),
        (
            [
                "run",
                "--output=compact-json",
                "--config=sub/stilla.json",
                "a.js",
            ],
            "sub/stilla.json:1:2: expected a name in quotes, found the end of the text",
        ),
    ] {
        let ran = folder.stilla(&arguments);
        assert_eq!((ran.code, ran.err.as_str()), (Some(2), ""));
        let error = format!(
            "\"message\":\"{message}\",\"stack\":null,\"suggestion\":null,\"type\":\"UsageError\"}}"
        );
        assert!(ran.out.contains(&error), "{}", ran.out);
    }
}

/// Row "JSON envelope (same for all commands)": `bench` and `repl`.
#[test]
fn benchmarks_and_sessions_have_the_envelope_too() {
    let folder = Folder::new(
        "envelope-bench",
        &[(
            "a.bench.js",
            "console.log('hm'); bench('good', () => 1); bench('bad', () => { throw new Error('no') })",
        )],
    );
    let quick = [
        "bench",
        "--output=compact-json",
        "--time=2ms",
        "--warmup=1ms",
        "--rounds=2",
    ];
    let ran = folder.stilla(&quick);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    for part in [
        r#""benchmarks":{"#,
        r#""stdout":"hm\n""#,
        r#""ok":false"#,
        r#""files":["a.bench.js"]"#,
        r#""message":"Error: no""#,
    ] {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
    let ran = folder.stilla_with(
        &["repl", "--output=compact-json"],
        "1 + 1\nconsole.error('e')\nnope\n.type 1\n",
    );
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    for part in [
        r#""stdout":"2\nundefined\nnumber\n""#,
        r#""message":"nope is not defined""#,
        r#""file":"<repl:3>""#,
    ] {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
}

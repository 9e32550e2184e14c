//! The profiles of the language, and `stilla check`.
//!
//! Uses: the head. Never: limits.

use super::Folder;

/// Each form: what lets it in, a program with it, where it stands, and what is said.
const FORMS: &[(&str, &str, &str, &str, &str)] = &[
    (
        "var",
        "var x = 1;",
        "1:1",
        "'var' is not part of",
        "use 'let' or 'const'",
    ),
    (
        "var",
        "for (var x of []);",
        "1:6",
        "'var' is not part of",
        "use 'let' or 'const'",
    ),
    (
        "function",
        "function f() {}",
        "1:1",
        "'function' is not part of",
        "an arrow function",
    ),
    (
        "function",
        "(async function* () {});",
        "1:8",
        "'function' is not part of",
        "an arrow function",
    ),
    ("equality", "1 == 2;", "1:3", "'==' and '!='", "'==='"),
    ("equality", "1 != 2;", "1:3", "'==' and '!='", "'==='"),
    (
        "arguments",
        "({ m() { return arguments; } });",
        "1:17",
        "'arguments' is not part of",
        "a rest parameter",
    ),
    (
        "labels",
        "a: for (const x of []) break a;",
        "1:1",
        "labels are not part of",
        "use 'return'",
    ),
    (
        "asi",
        "const a = 1\nconst b = 2;",
        "1:11",
        "a missing semicolon",
        "write the semicolon",
    ),
    (
        "for",
        "for (let i = 0; i < 1; i++);",
        "1:15",
        "'for (;;)' is not part of",
        "'for (const x of",
    ),
    (
        "for-in",
        "for (const k in {});",
        "1:14",
        "'for-in' is not part of",
        "Object.keys",
    ),
    (
        "while",
        "while (false);",
        "1:1",
        "'while' and 'do'",
        "an array method",
    ),
    (
        "while",
        "do ; while (false);",
        "1:1",
        "'while' and 'do'",
        "an array method",
    ),
    (
        "eval",
        "eval('1');",
        "1:1",
        "code from strings",
        "write the code itself",
    ),
    (
        "eval",
        "new Function('1');",
        "1:5",
        "code from strings",
        "write the code itself",
    ),
    (
        "numbers",
        "parseInt('1');",
        "1:1",
        "global number functions",
        "Number.parseInt",
    ),
    (
        "numbers",
        "isNaN(1);",
        "1:1",
        "global number functions",
        "Number.parseInt",
    ),
];

#[test]
fn each_form_is_refused_let_in_and_warned_of() {
    for (form, program, place, message, suggestion) in FORMS {
        let text = format!("{program}\nconsole.log('ran');\n");
        let folder = Folder::new("forms", &[("a.js", &text)]);
        let refused = folder.stilla(&["run", "a.js", "--profile=modern"]);
        assert_eq!(
            (refused.code, refused.out.as_str()),
            (Some(1), ""),
            "{program}"
        );
        assert!(
            refused.err.starts_with(&format!("SyntaxError: {message}")),
            "{}",
            refused.err
        );
        assert!(
            refused.err.contains("\n  Suggestion: ") && refused.err.contains(suggestion),
            "{}",
            refused.err
        );
        assert!(
            refused.err.contains(&format!(".js:{place}\n")),
            "{program}: {}",
            refused.err
        );
        let allow = format!("--allow-form={form}");
        let allowed = folder.stilla(&["run", "a.js", "--profile=modern", &allow]);
        assert_eq!(
            (allowed.code, allowed.out.as_str(), allowed.err.as_str()),
            (Some(0), "ran\n", ""),
            "{program}"
        );
        let warned = folder.stilla(&["check", "a.js", "--profile=modern", "--warn-forms"]);
        assert_eq!(warned.code, Some(0), "{program}");
        assert!(
            warned.err.starts_with(&format!("Warning: {message}")),
            "{}",
            warned.err
        );
        let standard = folder.stilla(&["check", "a.js"]);
        assert_eq!(
            (standard.code, standard.err.as_str()),
            (Some(0), ""),
            "{program}"
        );
    }
}

/// TOOLS.md section 2: `--warn-forms` turns refusals into warnings that name the form and skip the statement.
#[test]
fn warned_statements_are_skipped() {
    for (form, program, _, message, _) in FORMS {
        let text = format!("{program}\nconsole.log('ran');\n");
        let folder = Folder::new("forms-skipped", &[("a.js", &text)]);
        let ran = folder.stilla(&["run", "a.js", "--profile=modern", "--warn-forms"]);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(0), "ran\n"),
            "{form}: {ran:?}"
        );
        assert!(
            ran.err.starts_with(&format!("Warning: {message}")),
            "{}",
            ran.err
        );
    }
    let text = "import './b.js';\nvar gone = console.log('gone');\nconst f = () => {\n  while (true) {}\n  return 'kept';\n};\n\
                if (1 == 1) { console.log('gone'); }\nwith ({}) { console.log('gone'); }\nconst asi = 1\n\
                console.log(f(), typeof gone, asi);\nnull.x;\n";
    let module = "console.log(1 == 1);\nconsole.log('module');\n";
    let folder = Folder::new("forms-inside", &[("a.js", text), ("b.js", module)]);
    let ran = folder.stilla(&["run", "a.js", "--profile=modern", "--warn-forms"]);
    assert_eq!(ran.out, "module\nkept undefined 1\n", "{}", ran.err);
    // What is left keeps its place.
    assert!(ran.err.contains("a.js:11:6\n"), "{}", ran.err);
}

#[test]
fn with_is_refused_twice() {
    let folder = Folder::new("form-with", &[("a.js", "with ({}) ;")]);
    let ran = folder.stilla(&["check", "a.js", "--profile=modern"]);
    assert!(
        ran.err.contains("'with' is not part of the modern profile"),
        "{}",
        ran.err
    );
    assert_eq!(folder.stilla(&["check", "a.js"]).code, Some(0));
}

#[test]
fn what_the_modern_profile_is_made_of_runs() {
    let text = "import { twice } from './b.mjs';\n\
        class A { #n = 1; get n() { return this.#n; } *list() { yield this.n; } async wait() { return await this.n; } }\n\
        const list = [...new A().list()].map((n) => twice(n));\n\
        for (const n of list) { if (n === 2) { console.log(n, Number.parseInt('7'), this); } }\n";
    let folder = Folder::new(
        "modern",
        &[
            ("a.mjs", text),
            ("b.mjs", "export const twice = (n) => n * 2;"),
            ("c.mjs", "import './d.mjs';"),
            ("d.mjs", "var x;"),
        ],
    );
    let ran = folder.stilla(&["run", "a.mjs", "--profile=modern"]);
    assert_eq!(
        (ran.out.as_str(), ran.err.as_str()),
        ("2 7 undefined\n", "")
    );
    // Modules that are imported are looked at, too.
    let ran = folder.stilla(&["run", "c.mjs", "--profile=modern"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("'var' is not part of the modern profile"),
        "{}",
        ran.err
    );
}

#[test]
fn check_tells_all_errors_and_runs_nothing() {
    let folder = Folder::new(
        "check",
        &[
            ("a.js", "console.log(1);\nlet a; let a;\nreturn;\n"),
            ("b.ts", "enum E { A }\nexport {};"),
        ],
    );
    let ran = folder.stilla(&["check", "a.js", "b.ts"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(
        ran.err.contains("a.js:2:12") && ran.err.contains("a.js:3:1"),
        "{}",
        ran.err
    );
    let ran = folder.stilla(&["check", "a.js", "b.ts", "--output=json"]);
    assert!(
        ran.out.contains("\"ok\": false") && ran.out.contains("\"line\": 3") && ran.err.is_empty(),
        "{}",
        ran.out
    );
    let ran = folder.stilla(&["check", "none.js"]);
    assert_eq!(ran.code, Some(2));
    let ran = folder.stilla(&["check", "b.ts", "--allow-form=vra"]);
    assert!(
        ran.code == Some(2) && ran.err.contains("there is no such form"),
        "{}",
        ran.err
    );
}

/// Row "Shared flags: `--profile`, `--allow-form …`": also of `eval`, `repl` and `bench`.
#[test]
fn every_command_that_runs_something_knows_profiles() {
    let folder = Folder::new(
        "profile-commands",
        &[("a.bench.js", "bench('b', function () {});")],
    );
    let modern = "--profile=modern";
    let refused = folder.stilla(&["eval", modern, "var x = 1; x"]);
    assert!(
        refused.code == Some(1)
            && refused
                .err
                .starts_with("SyntaxError: 'var' is not part of the modern profile\n"),
        "{}",
        refused.err
    );
    for (code, out) in [
        ("const x = 1; x + 1;", "2\n"),
        ("const y = await 2; y;", "2\n"),
    ] {
        let ran = folder.stilla(&["eval", modern, code]);
        assert_eq!((ran.out.as_str(), ran.err.as_str()), (out, ""), "{code}");
    }
    let ran = folder.stilla(&["eval", modern, "--allow-form=var", "var x = 3; x;"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("3\n", ""));
    let ran = folder.stilla_with(
        &["repl", modern],
        "const a = 1;\nvar b = 2;\na + 1;\nawait a;\n",
    );
    assert_eq!(ran.out, "> undefined\n> > 2\n> 1\n> ");
    assert!(ran.err.contains("<repl:2>:1:1"), "{}", ran.err);
    let ran = folder.stilla(&["bench", modern, "--time=1ms", "--warmup=1ms"]);
    assert!(
        ran.code == Some(1)
            && ran
                .err
                .contains("'function' is not part of the modern profile"),
        "{ran:?}"
    );
}

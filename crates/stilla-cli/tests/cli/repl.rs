//! The REPL, with its input from a pipe, and driven in a terminal.
//!
//! Uses: the head. Never: limits.

use std::process::Command;
use std::time::{Duration, Instant};

use super::Folder;

#[test]
fn evaluates_and_goes_on_after_errors() {
    let folder = Folder::new("repl", &[]);
    let ran = folder.stilla_with(
        &["repl"],
        "let a = 20\na + 1\nnope\n{ a: 1 }\nlet 1\n.exit\n7\n",
    );
    assert_eq!(ran.code, Some(0));
    assert_eq!(ran.out, "> undefined\n> 21\n> > { a: 1 }\n> > ");
    assert!(
        ran.err.starts_with("ReferenceError: nope is not defined\n"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("SyntaxError"), "{}", ran.err);
}

#[test]
fn input_goes_on_until_it_is_complete() {
    let folder = Folder::new("repl-lines", &[]);
    let ran = folder.stilla_with(
        &["repl"],
        "function f() {\n  return `a\n${1}`\n}\nf()\nif (1) {\n.break\n2\n",
    );
    assert_eq!(ran.out, "> … … … undefined\n> 'a\\n1'\n> … > 2\n> ");
    assert_eq!(ran.err, "");
}

/// What a session prints without its prompts (and what else looks like one).
#[track_caller]
fn session(name: &str, input: &str) -> (String, String) {
    let folder = Folder::new(name, &[("loaded.js", "let loaded = 5;\nloaded * 2")]);
    let ran = folder.stilla_with(&["repl"], input);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let out = ran.out.replace("> ", "").replace("… ", "");
    (out, ran.err)
}

#[test]
fn names_can_be_declared_again() {
    let (out, err) = session(
        "repl-again",
        "let a = 1\nconst a = 2\nclass A { x = a }\nclass A { y = a }\nnew A()\nlet a\na\nfunction f() { return 1 }\nlet f = 3\nf\n",
    );
    assert_eq!(err, "");
    assert_eq!(
        out,
        "undefined\nundefined\nundefined\nundefined\nA { y: 2 }\nundefined\nundefined\nundefined\nundefined\n3\n"
    );
}

#[test]
fn await_stands_at_the_top() {
    let (out, err) = session(
        "repl-await",
        "const { a } = await Promise.resolve({ a: 7 })\na\nawait a + 1\nlet x = 1; for (const y of [await 2]) x += y; x\n\
         await Promise.reject(new Error('no'))\nawait new Promise(() => {})\nimport * as m from './loaded.js'\nm\n",
    );
    assert_eq!(
        out,
        "undefined\n7\n8\n3\nPromise { <pending}\nundefined\n[Module: null prototype] {  }\n"
    );
    assert!(err.starts_with("Error: no\n"), "{err}");
}

#[test]
fn commands() {
    let (out, err) = session(
        "repl-commands",
        ".load loaded.js\nloaded\n.type new Map()\n.type null\n.time 1 + 1\n_ + 1\n.nope\n.load none.js\n.save saved.js\n.help\n.exit\n8\n",
    );
    assert!(out.starts_with("10\n5\nobject (Map)\nnull\n2\n"), "{out}");
    assert!(
        out.contains(" ms\n3\n6 inputs were written to saved.js\n"),
        "{out}"
    );
    assert!(
        out.contains(".editor       reads lines") && !out.contains("8\n"),
        "{out}"
    );
    assert!(
        err.contains(".nope is no command") && err.contains("none.js: No such file"),
        "{err}"
    );
}

#[test]
fn the_last_value_is_kept_until_the_name_is_used() {
    let (out, _) = session("repl-last", "1\n_ + 1\n_ + 1\nvar _ = 'mine'\n5\n_\n");
    assert_eq!(out, "1\n2\n3\nundefined\n5\n'mine'\n");
}

#[test]
fn an_error_shows_the_line_that_was_typed() {
    let (_, err) = session(
        "repl-places",
        "function f() { throw new Error('deep') }\nf()\nconst a = await nope()\nlet b: number = 'x'.y.z\n",
    );
    let expected = "\
Error: deep
  --> <repl:1>:1:22
   |
 1 | function f() { throw new Error('deep') }
   |                      ^
    at f (<repl:1>:1:22)
    at <repl:2>:1:1
ReferenceError: nope is not defined
  --> <repl:3>:1:17
   |
 1 | const a = await nope()
   |                 ^
    at <repl:3>:1:17
    at <repl:3>:1:1
TypeError: Cannot read properties of undefined (reading 'z')
  --> <repl:4>:1:23
   |
 1 | let b: number = 'x'.y.z
   |                       ^
    at <repl:4>:1:23
";
    assert_eq!(err, expected);
}

/// Row "Types as comments": what is no JavaScript is read as TypeScript.
#[test]
fn types_are_comments_here_too() {
    let (out, err) = session(
        "repl-types",
        "let n: number = 5\nn as any\ninterface A {\n  a: string\n}\nconst f = <T,>(x: T): T => x\nf(n!) + 1\nenum E { A, B }\nE.B\nconst m: number = await 7\nm\n",
    );
    assert_eq!(
        (out.as_str(), err.as_str()),
        (
            "undefined\n5\nundefined\nundefined\n6\nundefined\n1\nundefined\n7\n",
            ""
        )
    );
}

#[test]
fn the_value_is_shown_before_timers_run() {
    let (out, _) = session(
        "repl-timers",
        "setTimeout(() => console.log('late'), 20); 5\nawait new Promise((r) => setTimeout(r, 20, 6))\n",
    );
    assert_eq!(out, "5\nlate\n6\n");
}

#[test]
fn a_script_may_end_the_session() {
    let folder = Folder::new("repl-exit", &[]);
    let ran = folder.stilla_with(&["repl", "--with=process"], "1\nprocess.exit(7)\n2\n");
    assert_eq!((ran.code, ran.out.as_str()), (Some(7), "> 1\n> "));
}

/// A terminal of tmux with a session in it.
struct Terminal(String);

impl Terminal {
    fn new(name: &str) -> Option<Terminal> {
        let folder = Folder::new(name, &[]);
        let socket = format!("stilla-{name}-{}", std::process::id());
        let command = format!(
            "STILLA_HISTORY={} NO_COLOR=1 {} repl",
            folder.0.join("history").display(),
            env!("CARGO_BIN_EXE_stilla")
        );
        let terminal = Terminal(socket);
        let started = terminal.tmux(&["new-session", "-d", "-x", "100", "-y", "40", &command]);
        started.map(|_| terminal)
    }

    fn tmux(&self, arguments: &[&str]) -> Option<String> {
        let mut command = Command::new("tmux");
        let output = command
            .args(["-L", &self.0, "-f", "/dev/null"])
            .args(arguments)
            .output()
            .ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn send(&self, keys: &[&str]) {
        self.tmux(&[&["send-keys"], keys].concat());
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    fn wait(&self, text: &str) {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let screen = self.tmux(&["capture-pane", "-p"]).unwrap_or_default();
            if screen.contains(text) {
                return;
            }
            assert!(
                Instant::now() < end,
                "{text:?} is not on the screen:\n{screen}"
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}

#[test]
#[allow(clippy::print_stdout, reason = "says why it did nothing")]
fn a_person_at_a_terminal() {
    let Some(terminal) = Terminal::new("tmux") else {
        return println!("skipped: tmux is not there");
    };
    terminal.wait("Type .help for help.");
    terminal.send(&["const object = { alpha: 1, beta: 2 }", "Enter"]);
    terminal.wait("undefined");
    // One property begins so: Tab writes it.
    terminal.send(&["object.alp", "Tab", " + 41", "Enter"]);
    terminal.wait("\n42\n");
    // Several lines that belong together.
    terminal.send(&[
        "function twice(x) {",
        "Enter",
        "return x * 2",
        "Enter",
        "}",
        "Enter",
    ]);
    terminal.send(&["twice(object.beta) + 100", "Enter"]);
    terminal.wait("\n104\n");
    // A loop without end is ended; the session goes on.
    terminal.send(&["console.log(6 * 111); for (;;) {}", "Enter"]);
    terminal.wait("\n666\n");
    terminal.send(&["C-c"]);
    terminal.wait("interrupted: Ctrl-C");
    terminal.send(&["object.beta + 1000", "Enter"]);
    terminal.wait("\n1002\n");
    // The history.
    terminal.send(&["Up", "Up", "Up", "Enter"]);
    terminal.wait("twice(object.beta) + 100\n104\n");
    // Ctrl-C at the prompt gives up what was typed, and leaves only if that is nothing, twice.
    terminal.send(&["nonsense(", "C-c"]);
    terminal.wait("> nonsense(\n>");
    terminal.send(&["more(", "C-c"]);
    terminal.wait("> more(\n>");
    terminal.send(&["C-c"]);
    terminal.wait("Ctrl-C again or Ctrl-D leaves.");
    terminal.send(&["typ", "Tab", " 1", "Enter"]);
    terminal.wait("'number'");
    terminal.send(&[".editor", "Enter"]);
    terminal.wait("// Ctrl-D runs these lines");
    terminal.send(&["1 +", "Enter"]);
    terminal.wait("\n1 +\n");
    terminal.send(&["2 + 5000", "Enter"]);
    terminal.send(&["C-d"]);
    terminal.wait("\n5003\n");
    terminal.send(&[".exit", "Enter"]);
}

/// What was typed while something ran was lost now and then.
#[test]
#[allow(clippy::print_stdout, reason = "says why it did nothing")]
fn what_is_typed_ahead_is_kept() {
    let Some(terminal) = Terminal::new("tmux-ahead") else {
        return println!("skipped: tmux is not there");
    };
    terminal.wait("Type .help for help.");
    terminal.send(&[
        "const t = Date.now(); while (Date.now() - t < 700); 'slow'",
        "Enter",
    ]);
    // All of this is there before the next prompt: keys, ends of lines, a control key.
    terminal.send(&[
        "100 + 1", "Enter", "200 +", "Enter", "2", "Enter", "obsolete", "C-u",
    ]);
    terminal.send(&[
        "const object = { alpha: 300 }",
        "Enter",
        "object.alp",
        "Tab",
        "+3",
        "Enter",
    ]);
    terminal.send(&[".editor", "Enter", "400 +", "Enter", "4", "Enter", "C-d"]);
    terminal.wait("'slow'\n");
    terminal.wait("\n101\n");
    terminal.wait("\n202\n");
    terminal.wait("\n303\n");
    terminal.wait("\n404\n");
}

/// Timers go on while a person types, and what they print stands above the prompt.
#[test]
#[allow(clippy::print_stdout, reason = "says why it did nothing")]
fn timers_go_on_while_a_person_types() {
    let Some(terminal) = Terminal::new("tmux-timers") else {
        return println!("skipped: tmux is not there");
    };
    terminal.wait("Type .help for help.");
    terminal.send(&[
        "let n = 0; const id = setInterval(() => console.log('tick', ++n), 50)",
        "Enter",
    ]);
    terminal.send(&["n > 1 &&"]);
    terminal.wait("tick 3\n");
    terminal.wait("\n> n > 1 &&");
    terminal.send(&[" clearInterval(id), 'stopped'", "Enter"]);
    terminal.wait("'stopped'");
    terminal.send(&[
        "setTimeout(() => { throw new Error('late') }, 1), 'set'",
        "Enter",
    ]);
    terminal.wait("Uncaught Error: late");
    // A timer without end is ended as a loop is.
    terminal.send(&[
        "setTimeout(() => { console.log(6 * 111); for (;;) {} }, 1), 'loop'",
        "Enter",
    ]);
    terminal.wait("'loop'");
    std::thread::sleep(Duration::from_millis(500));
    terminal.send(&["C-c"]);
    terminal.wait("interrupted: Ctrl-C");
    terminal.send(&["1000 + 1", "Enter"]);
    terminal.wait("\n1001\n");
}

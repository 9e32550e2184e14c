//! The REPL, with its input from a pipe.
//!
//! Uses: the head. Never: limits.

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

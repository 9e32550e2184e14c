//! `--dump`: what the machine sees of a text.
//!
//! Uses: source, stilla, stilla-syntax. Never: the commands, failure.

use clap::ValueEnum;
use stilla::core::Cx;
use stilla::{Goal, Program};
use stilla_syntax::{Interner, ParseOptions, dump};

use crate::source::SourceFile;

/// A view of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum View {
    /// The syntax tree.
    Ast,
    /// The scopes with their bindings.
    Scopes,
    /// The instructions.
    Bytecode,
    /// The tree of shapes with the number of objects, after the run.
    Shapes,
    /// The inline caches of the code that ran.
    Ic,
    /// The figures of the collector, after the run.
    Gc,
}

impl View {
    /// Whether there is something to see only when the program has run.
    pub(crate) fn needs_run(self) -> bool {
        matches!(self, View::Shapes | View::Ic | View::Gc)
    }
}

/// The views of what a run left behind.
pub(crate) fn dump_machine(views: &[View], cx: &mut Cx) -> String {
    let mut text = String::new();
    // NOTE: looking at the shapes collects, and the code of a script that has run may be gone then.
    let caches = match views.contains(&View::Ic) {
        true => cx.view_caches(),
        false => String::new(),
    };
    for view in views {
        text.push_str(&match view {
            View::Shapes => cx.view_shapes(),
            View::Ic => caches.clone(),
            View::Gc => cx.view_memory(),
            _ => continue,
        });
    }
    text
}

/// The views of a text that compiles, one after the other.
pub(crate) fn dump(views: &[View], source: &SourceFile, program: &Program) -> String {
    let arena = bumpalo::Bump::new();
    let options = ParseOptions {
        typescript: source.options.typescript,
        jsx: source.options.jsx,
        ..match source.options.goal {
            Goal::Script => ParseOptions::script(),
            Goal::Module => ParseOptions::module(),
        }
    };
    let parsed = stilla_syntax::parse(source.text.as_bytes(), &arena, Interner::new(), &options);
    let Ok(parsed) = parsed else {
        return String::new();
    };
    let mut text = String::new();
    for view in views {
        text.push_str(&match view {
            View::Ast => dump::dump_program(&parsed.root, &parsed.interner, source.text.as_bytes()),
            View::Scopes => dump::dump_scopes(&parsed.scopes, &parsed.interner),
            View::Bytecode => program.disassemble(),
            View::Shapes | View::Ic | View::Gc => continue,
        });
    }
    text
}

//! What the compiler has to say about a text that it refuses.
//!
//! Uses: fault. Never: any other room.

use crate::fault::Fault;
use stilla_syntax::ast::Span;
use stilla_syntax::{DiagnosticKind, Rejected};

/// A text that can't be compiled: a SyntaxError to a script, or a RangeError if it is
/// [too deep](CompileError::too_deep).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    /// What is wrong: at least one, the first one first.
    pub diagnostics: Vec<CompileDiagnostic>,
    /// The text ends too early; more input could mend it.
    pub incomplete: bool,
    /// The text nests too deeply.
    pub too_deep: bool,
    /// The [watch](crate::CompileOptions::watch) ended the compilation.
    pub stopped: bool,
}

/// One complaint about a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileDiagnostic {
    /// A stable code: `S…` of the parser, `R…` for regular expressions, `C…` of the compiler.
    pub code: &'static str,
    /// The message.
    pub message: String,
    /// What the writer could do about it.
    pub hint: Option<&'static str>,
    /// The bytes of the text that it is about.
    pub span: Span,
}

impl std::fmt::Display for CompileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.diagnostics.first() {
            Some(first) => f.write_str(&first.message),
            None => f.write_str("the text can't be compiled"),
        }
    }
}

impl std::error::Error for CompileError {}

impl CompileError {
    /// An error with one complaint.
    pub(crate) fn one(code: &'static str, message: String, span: Span) -> CompileError {
        let diagnostic = CompileDiagnostic {
            code,
            message,
            hint: None,
            span,
        };
        CompileError {
            diagnostics: vec![diagnostic],
            incomplete: false,
            too_deep: false,
            stopped: false,
        }
    }
}

impl From<Rejected> for CompileError {
    fn from(rejected: Rejected) -> CompileError {
        let first = rejected.diagnostics.first();
        let too_deep = first.is_some_and(|d| d.kind == DiagnosticKind::TooDeep);
        let stopped = first.is_some_and(|d| d.kind == DiagnosticKind::Stopped);
        let diagnostics = rejected
            .diagnostics
            .iter()
            .map(|diagnostic| CompileDiagnostic {
                code: diagnostic.code(),
                message: diagnostic.message(),
                hint: diagnostic.hint(),
                span: diagnostic.span,
            })
            .collect();
        CompileError {
            diagnostics,
            incomplete: rejected.incomplete,
            too_deep,
            stopped,
        }
    }
}

impl From<Fault> for CompileError {
    fn from(fault: Fault) -> CompileError {
        let nowhere = Span::default();
        match fault {
            Fault::TooDeep => CompileError {
                too_deep: true,
                ..CompileError::one("C0001", "the program nests too deeply".into(), nowhere)
            },
            Fault::Stopped => CompileError {
                stopped: true,
                ..CompileError::one("C0005", "a limit ended the compilation".into(), nowhere)
            },
            Fault::TooLarge(what) => {
                CompileError::one("C0002", format!("a function is too large: {what}"), nowhere)
            }
            Fault::Unsupported(span, what) => {
                CompileError::one("C0003", format!("{what} can't be compiled"), span)
            }
            Fault::NearJump => {
                CompileError::one("C0002", "a function is too large: jumps".into(), nowhere)
            }
            Fault::Redeclared(name) => CompileError::one(
                "C0004",
                format!("'{name}' has already been declared around the eval"),
                nowhere,
            ),
        }
    }
}

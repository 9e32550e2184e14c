//! Diagnostics of a text that does not compile.
//!
//! Uses: nothing of this crate. Never: value.

/// The diagnostics of a text that does not compile: at least one.
///
/// # Examples
/// ```
/// use stilla::{Error, Program};
///
/// let Err(Error::Compile(error)) = Program::compile("a.js", "let x = ;\nlet x = 2") else { panic!() };
/// assert_eq!(error.source_name, "a.js");
/// assert!(!error.incomplete && !error.diagnostics.is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct CompileError {
    /// The name of the source.
    pub source_name: String,
    /// What is wrong, the first place first.
    pub diagnostics: Vec<Diagnostic>,
    /// More input could complete the text.
    pub incomplete: bool,
    /// The text nests too deeply: for a script that is a RangeError.
    pub too_deep: bool,
}

/// One thing that is wrong with a text.
///
/// # Examples
/// ```
/// use stilla::{Error, Program};
///
/// let Err(Error::Compile(error)) = Program::compile("a.js", "const a;") else { panic!() };
/// let first = &error.diagnostics[0];
/// assert_eq!((first.line, first.column), (1, 7));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable code: `S…` of the parser, `R…` for regular expressions, `C…` of the compiler.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What the writer could do about it.
    pub hint: Option<String>,
    /// The line, from 1.
    pub line: u32,
    /// The column in UTF-16 code units, from 1.
    pub column: u32,
    /// The bytes of the text that it is about.
    pub span: std::ops::Range<u32>,
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl CompileError {
    /// The class of the exception that a script would see.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Error, Program};
    ///
    /// let Err(Error::Compile(error)) = Program::compile("a.js", "let 1") else { panic!() };
    /// assert_eq!(error.class(), "SyntaxError");
    /// ```
    #[must_use]
    pub fn class(&self) -> &'static str {
        if self.too_deep {
            "RangeError"
        } else {
            "SyntaxError"
        }
    }
}

impl std::fmt::Display for CompileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.diagnostics.first() {
            Some(first) => write!(f, "{}: {}:{first}", self.class(), self.source_name),
            None => write!(f, "{}: {}", self.class(), self.source_name),
        }
    }
}

impl std::error::Error for CompileError {}

//! Compiled code that runtimes share.
//!
//! Uses: the compiler. Never: runtime.

use std::sync::Arc;

use stilla_bytecode::Code;
use stilla_compiler::{CompileOptions, compile_script};

use crate::error::{CompileError, Error};

/// A compiled script: immutable, cheap to clone, independent of any runtime.
#[derive(Clone, Debug)]
pub struct Program {
    pub(crate) code: Arc<Code>,
}

impl Program {
    /// Compiles a script. `name` is what stack traces call it.
    ///
    /// # Errors
    /// [`Error::Compile`] with every diagnostic that was found.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Program, Runtime};
    ///
    /// let program = Program::compile("add.js", "1 + 1")?;
    /// let value = Runtime::new().run(&program)?;
    /// assert_eq!(value.as_f64(), Some(2.0));
    /// assert!(Program::compile("bad.js", "let let = 1").is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn compile(name: &str, source: &str) -> Result<Program, Error> {
        let options = CompileOptions {
            completion: true,
            ..CompileOptions::default()
        };
        match compile_script(name, source.as_bytes(), &options) {
            Ok(code) => Ok(Program { code }),
            Err(error) => Err(Error::Compile(compile_error(
                name,
                source.as_bytes(),
                &error,
            ))),
        }
    }

    /// The instructions as text, for reading.
    #[must_use]
    pub fn disassemble(&self) -> String {
        stilla_bytecode::disassemble(&self.code)
    }
}

pub(crate) fn compile_error(
    name: &str,
    source: &[u8],
    error: &stilla_compiler::CompileError,
) -> CompileError {
    let describe = |diagnostic: &stilla_compiler::CompileDiagnostic| {
        let before = &source[..(diagnostic.span.start as usize).min(source.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(&before[start..])
            .encode_utf16()
            .count()
            + 1;
        format!("{line}:{column}: {}", diagnostic.message)
    };
    CompileError {
        source_name: name.to_owned(),
        diagnostics: error.diagnostics.iter().map(describe).collect(),
        incomplete: error.incomplete,
    }
}

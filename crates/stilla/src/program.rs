//! Compiled code that runtimes share.
//!
//! Uses: the compiler, error. Never: runtime.

use std::sync::Arc;

use stilla_bytecode::Code;
use stilla_compiler::{CompileOptions, compile_module, compile_script};
use stilla_syntax::LineIndex;

use crate::error::{CompileError, Diagnostic, Error};

/// A compiled script or module: immutable, cheap to clone, independent of any runtime.
#[derive(Clone, Debug)]
pub struct Program {
    pub(crate) code: Arc<Code>,
    pub(crate) goal: Goal,
}

/// What a program is compiled as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// A script: its declarations are global.
    #[default]
    Script,
    /// A module: it has imports and exports, and a scope of its own.
    Module,
}

/// What the compiler accepts.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProgramOptions {
    /// Script or module.
    pub goal: Goal,
    /// Accept types as TypeScript has them; they have no effect.
    pub typescript: bool,
    /// Accept JSX.
    pub jsx: bool,
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
        Program::compile_with(name, source, ProgramOptions::default())
    }

    /// [`Program::compile`] with options. The name of a module is what its imports are relative to.
    ///
    /// # Errors
    /// [`Error::Compile`] with every diagnostic that was found.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Program, ProgramOptions, Runtime};
    ///
    /// let options = ProgramOptions { typescript: true, ..ProgramOptions::default() };
    /// let program = Program::compile_with("typed.ts", "let n: number = 2; n * 21", options)?;
    /// assert_eq!(Runtime::new().run(&program)?.as_f64(), Some(42.0));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn compile_with(
        name: &str,
        source: &str,
        options: ProgramOptions,
    ) -> Result<Program, Error> {
        compile(name, source, options.goal, &options.to_compile_options())
            .map_err(|error| rejected(name, source, &error))
    }

    /// The instructions as text, for reading.
    #[must_use]
    pub fn disassemble(&self) -> String {
        stilla_bytecode::disassemble(&self.code)
    }
}

impl ProgramOptions {
    pub(crate) fn to_compile_options(self) -> CompileOptions {
        CompileOptions {
            completion: true,
            typescript: self.typescript,
            jsx: self.jsx,
            ..CompileOptions::default()
        }
    }
}

pub(crate) fn compile(
    name: &str,
    source: &str,
    goal: Goal,
    options: &CompileOptions,
) -> Result<Program, stilla_compiler::CompileError> {
    let compile = match goal {
        Goal::Script => compile_script,
        Goal::Module => compile_module,
    };
    let code = compile(name, source.as_bytes(), options)?;
    Ok(Program { code, goal })
}

/// The error for a text that was refused.
pub(crate) fn rejected(name: &str, source: &str, error: &stilla_compiler::CompileError) -> Error {
    Error::Compile(compile_error(name, source.as_bytes(), error))
}

fn compile_error(name: &str, source: &[u8], error: &stilla_compiler::CompileError) -> CompileError {
    let lines = LineIndex::new(source);
    let describe = |diagnostic: &stilla_compiler::CompileDiagnostic| {
        let position = lines.position(source, diagnostic.span.start);
        Diagnostic {
            code: diagnostic.code,
            message: diagnostic.message.clone(),
            hint: diagnostic.hint.map(str::to_owned),
            line: position.line,
            column: position.column,
            span: diagnostic.span.start..diagnostic.span.end,
        }
    };
    CompileError {
        source_name: name.to_owned(),
        diagnostics: error.diagnostics.iter().map(describe).collect(),
        incomplete: error.incomplete,
        too_deep: error.too_deep,
    }
}

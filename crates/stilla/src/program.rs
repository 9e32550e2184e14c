//! Compiled code that runtimes share.
//!
//! Uses: the compiler, error. Never: runtime.

use std::hash::BuildHasher as _;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;
use stilla_bytecode::Code;
use stilla_compiler::{CompileOptions, compile_module, compile_script};
use stilla_syntax::{Forms, LineIndex};

use crate::error::{CompileError, Diagnostic, Error, describe};
use crate::state::state;

/// A compiled script or module: immutable, cheap to clone, independent of any runtime.
///
/// # Examples
/// ```
/// use stilla::{Program, Runtime};
///
/// let program = Program::compile("square.js", "n * n")?;
/// let squares = std::thread::scope(|threads| {
///     let run = |n: i32| {
///         let program = program.clone();
///         move || {
///             let mut runtime = Runtime::new();
///             runtime.set("n", n)?;
///             runtime.run(&program)?.get::<i32>(&mut runtime)
///         }
///     };
///     let both = [3, 4].map(|n| threads.spawn(run(n)));
///     both.map(|thread| thread.join().expect("no panic"))
/// });
/// assert!(matches!(squares, [Ok(9), Ok(16)]));
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Program {
    pub(crate) code: Arc<Code>,
    pub(crate) goal: Goal,
    options: ProgramOptions,
}

/// What the bytes of a program begin with: a name and a version.
const MAGIC: &[u8] = b"stilla\0\x01";
/// The length of the name, the version and the checksum.
const HEAD: usize = MAGIC.len() + 8;

/// FNV-1a: finds damage, not malice, against which nothing here relies on it.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

/// What a program is compiled as.
///
/// # Examples
/// ```
/// use stilla::{Goal, Program, ProgramOptions};
///
/// let options = ProgramOptions { goal: Goal::Module, ..ProgramOptions::default() };
/// assert!(Program::compile_with("m.js", "export const a = await 1", options).is_ok());
/// assert!(Program::compile("s.js", "export const a = 1").is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// A script: its declarations are global.
    #[default]
    Script,
    /// A module: it has imports and exports, and a scope of its own.
    Module,
}

/// What the compiler accepts.
///
/// # Examples
/// ```
/// use stilla::{Program, ProgramOptions, Runtime};
///
/// let options = ProgramOptions { strict: true, ..ProgramOptions::default() };
/// let program = Program::compile_with("strict.js", "undeclared = 1", options)?;
/// assert!(Runtime::new().run(&program).is_err());
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProgramOptions {
    /// Script or module.
    pub goal: Goal,
    /// Accept types as TypeScript has them; they have no effect.
    pub typescript: bool,
    /// Accept JSX.
    pub jsx: bool,
    /// Begin a script in strict code, as modules always do.
    pub strict: bool,
    /// Which forms of the language may be used.
    pub profile: Profile,
}

/// Which forms of the language a program may use.
///
/// # Examples
/// ```
/// use stilla::{Profile, Program, ProgramOptions};
///
/// let options = ProgramOptions { profile: Profile::Modern, ..ProgramOptions::default() };
/// assert!(Program::compile_with("old.js", "var a = 1; a == 1", options).is_err());
/// assert!(Program::compile_with("new.js", "const a = 1; a === 1;", options).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// The whole language.
    #[default]
    Standard,
    /// The language without forms that have a better one: `var`, `==`, `arguments`, semicolons that are left
    /// out, and their kin. What `eval` makes is not held to it: switch that off.
    Modern,
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
        Program::compile_bytes(name, source.as_bytes(), options)
    }

    fn compile_bytes(name: &str, source: &[u8], options: ProgramOptions) -> Result<Program, Error> {
        compile(name, source, options, &options.to_compile_options())
            .map_err(|error| rejected(name, source, &error))
    }

    /// The program as bytes, for a file or another process. They hold the text and how it is compiled,
    /// with a version and a checksum.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Program, Runtime};
    ///
    /// let bytes = Program::compile("six.js", "2 * 3")?.to_bytes();
    /// let program = Program::from_bytes(&bytes)?;
    /// assert_eq!(Runtime::new().run(&program)?.as_f64(), Some(6.0));
    ///
    /// let mut damaged = bytes.clone();
    /// damaged[20] ^= 1;
    /// assert!(Program::from_bytes(&damaged).is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let source = &self.code.source;
        let mut bytes = MAGIC.to_vec();
        bytes.extend([0; 8]);
        bytes.push(u8::from(self.goal == Goal::Module));
        bytes.push(
            u8::from(self.options.typescript)
                | u8::from(self.options.jsx) << 1
                | u8::from(self.options.strict) << 2
                | u8::from(self.options.profile == Profile::Modern) << 3,
        );
        bytes.extend((source.name.len() as u32).to_le_bytes());
        bytes.extend(source.name.as_bytes());
        bytes.extend(&*source.text);
        let sum = checksum(&bytes[HEAD..]);
        bytes[MAGIC.len()..HEAD].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// The program that [`Program::to_bytes`] wrote. Instructions are never taken from a file: loading
    /// compiles the text (functions when they are first called), so that a hostile file can do no more than
    /// a hostile script.
    ///
    /// # Errors
    /// Bytes of another kind or version, or damaged ones; [`Error::Compile`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Program, Runtime};
    ///
    /// let bytes = Program::compile("hi.js", "'hi'")?.to_bytes();
    /// let value = Runtime::new().run(&Program::from_bytes(&bytes)?)?;
    /// assert_eq!(value.as_str(), Some("hi"));
    /// assert!(Program::from_bytes(b"something else").is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Program, Error> {
        let damaged = || Error::new("the bytes are not a program of this version, or damaged");
        let (head, body) = bytes.split_at_checked(HEAD).ok_or_else(damaged)?;
        let sum = head.strip_prefix(MAGIC).ok_or_else(damaged)?;
        if sum != checksum(body).to_le_bytes() {
            return Err(damaged());
        }
        let ([goal, flags, length @ ..], rest) =
            body.split_first_chunk::<6>().ok_or_else(damaged)?;
        let length = u32::from_le_bytes(*length) as usize;
        let (name, text) = rest.split_at_checked(length).ok_or_else(damaged)?;
        let name = std::str::from_utf8(name).map_err(|_| damaged())?;
        let options = ProgramOptions {
            goal: if *goal == 0 {
                Goal::Script
            } else {
                Goal::Module
            },
            typescript: flags & 1 != 0,
            jsx: flags & 2 != 0,
            strict: flags & 4 != 0,
            profile: if flags & 8 == 0 {
                Profile::Standard
            } else {
                Profile::Modern
            },
        };
        Program::compile_bytes(name, text, options)
    }

    /// The name that stack traces show.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::Program::compile("a.js", "1")?.name(), "a.js");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.code.source.name
    }

    /// The instructions as text, for reading.
    ///
    /// # Examples
    /// ```
    /// let program = stilla::Program::compile("add.js", "a + 1")?;
    /// assert!(program.disassemble().lines().count() > 1);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn disassemble(&self) -> String {
        stilla_bytecode::disassemble(&self.code)
    }
}

impl Profile {
    /// The forms that are left out.
    pub(crate) fn refused(self) -> Forms {
        match self {
            Profile::Standard => Forms::NONE,
            Profile::Modern => Forms::ALL,
        }
    }
}

impl ProgramOptions {
    pub(crate) fn to_compile_options(self) -> CompileOptions {
        CompileOptions {
            completion: true,
            typescript: self.typescript,
            jsx: self.jsx,
            strict: self.strict,
            refused: self.profile.refused(),
            ..CompileOptions::default()
        }
    }
}

pub(crate) fn compile(
    name: &str,
    source: &[u8],
    options: ProgramOptions,
    compile_options: &CompileOptions,
) -> Result<Program, stilla_compiler::CompileError> {
    let compile = match options.goal {
        Goal::Script => compile_script,
        Goal::Module => compile_module,
    };
    let code = compile(name, source, compile_options)?;
    Ok(Program {
        code,
        goal: options.goal,
        options,
    })
}

/// The short texts that a runtime compiled last: hosts evaluate the same expressions again and again.
#[derive(Default)]
pub(crate) struct Recent {
    programs: Vec<(u64, Program)>,
    next: usize,
}

/// How many texts are remembered.
const REMEMBERED: usize = 8;
/// Texts of more bytes are not.
const SHORT: usize = 256;

/// What tells most texts apart without looking at them; `None` for those that are not remembered.
fn mark(text: &str) -> Option<u64> {
    (text.len() <= SHORT).then(|| FxBuildHasher.hash_one(text))
}

impl Recent {
    fn find(&self, mark: u64, name: &str, text: &str, options: ProgramOptions) -> Option<Program> {
        let is_same = |(known, program): &&(u64, Program)| {
            let source = &program.code.source;
            *known == mark
                && *source.text == *text.as_bytes()
                && source.name == name
                && program.options == options
        };
        let found = self.programs.iter().find(is_same);
        found.map(|(_, program)| program.clone())
    }

    fn remember(&mut self, mark: u64, program: &Program) {
        let entry = (mark, program.clone());
        if self.programs.len() < REMEMBERED {
            self.programs.push(entry);
        } else {
            self.programs[self.next] = entry;
            self.next = (self.next + 1) % REMEMBERED;
        }
    }
}

/// Compiles under the limits of a runtime.
pub(crate) fn compile_within(
    cx: &mut stilla_core::Cx,
    name: &str,
    source: &str,
    options: ProgramOptions,
) -> Result<Program, Error> {
    cx.charge_all(source.len() as u64)
        .map_err(|thrown| describe(cx, thrown))?;
    let mark = mark(source);
    if let Some(mark) = mark
        && let Some(program) = state(cx).programs.find(mark, name, source, options)
    {
        return Ok(program);
    }
    let mut compile_options = cx.bounded_options(options.to_compile_options(), source.len());
    compile_options.refused = compile_options.refused.or(cx.refused_forms());
    let program = compile(name, source.as_bytes(), options, &compile_options).map_err(|error| {
        if error.stopped {
            let thrown = cx.compile_error(&error);
            describe(cx, thrown)
        } else {
            rejected(name, source.as_bytes(), &error)
        }
    })?;
    cx.cover(&program.code);
    if let Some(mark) = mark {
        state(cx).programs.remember(mark, &program);
    }
    Ok(program)
}

/// The error for a text that was refused.
fn rejected(name: &str, source: &[u8], error: &stilla_compiler::CompileError) -> Error {
    Error::Compile(compile_error(name, source, error))
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

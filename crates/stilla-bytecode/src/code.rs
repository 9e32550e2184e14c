//! One compiled function: what the compiler makes and the interpreter runs.
//!
//! A [`Code`] is immutable and holds no runtime value, so that threads can share it. Strings are
//! WTF-8 (UTF-8 in which lone surrogates may stand as three bytes); a runtime turns them into
//! its own atoms when it first executes the code.
//!
//! Uses: op. Never: anything of a runtime.

mod memory;

use std::borrow::Cow;
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, OnceLock};

use smallvec::SmallVec;

/// A string of the source in WTF-8.
pub type WtfString = Box<[u8]>;

/// What kind of function a [`Code`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum FunctionKind {
    /// The top level of a script.
    #[default]
    Script,
    /// The top level of a module.
    Module,
    /// The top level of eval code.
    Eval,
    /// A `function` declaration or expression: constructible.
    Normal,
    /// An arrow function: `this`, `new.target`, `super` and `arguments` are those outside.
    Arrow,
    /// A method, getter or setter: has a home object, is not constructible.
    Method,
    /// The constructor of a class without heritage.
    ClassConstructor,
    /// The constructor of a class with heritage.
    DerivedConstructor,
    /// The function that initialises the fields of a class, or a static block.
    FieldInit,
}

/// Facts about a [`Code`], as a bit set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct CodeFlags(pub u32);

impl CodeFlags {
    /// Strict mode code.
    pub const STRICT: u32 = 1;
    /// A generator function.
    pub const GENERATOR: u32 = 1 << 1;
    /// An async function (with [`Self::GENERATOR`]: an async generator).
    pub const ASYNC: u32 = 1 << 2;
    /// The frame keeps all its arguments (`arguments`, rest, or more parameters than registers hold).
    pub const NEEDS_ARGUMENTS: u32 = 1 << 3;
    /// A constructor whose implicit body is `super(...args)`.
    pub const DEFAULT_DERIVED: u32 = 1 << 4;
    /// The code, or an arrow function in it, reads `this` or `new.target`.
    pub const USES_THIS: u32 = 1 << 5;
    /// A getter or setter.
    pub const ACCESSOR: u32 = 1 << 6;

    /// Whether all bits of `mask` are set.
    #[must_use]
    pub const fn has(self, mask: u32) -> bool {
        self.0 & mask == mask
    }
}

/// A constant that is not an immediate.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// A Number that is not an int32 of a `LoadInt`.
    Number(f64),
    /// A String.
    String(WtfString),
    /// A BigInt as the text of its literal without separators and suffix, radix prefix kept.
    BigInt(Box<str>),
    /// A regular expression literal.
    RegExp {
        /// The text between the slashes.
        pattern: WtfString,
        /// The text behind the second slash.
        flags: Box<str>,
    },
    /// The strings of a tagged template; a cooked string is absent if an escape is invalid.
    Template {
        /// Cooked strings.
        cooked: Box<[Option<WtfString>]>,
        /// Raw strings.
        raw: Box<[WtfString]>,
    },
    /// The global declarations of a script.
    Globals(Box<GlobalDeclarations>),
    /// The static scope at a direct eval.
    Scope(Arc<EvalScope>),
    /// For each mapped parameter its environment slot; `None` for a shadowed one.
    ArgumentMap(Box<[Option<u16>]>),
}

/// What a script or a sloppy eval declares in the variable and lexical scope.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct GlobalDeclarations {
    /// `var` names, without those of functions.
    pub vars: Vec<WtfString>,
    /// Functions to initialise: the name and an index into [`Code::functions`]; the last of a name only.
    pub functions: Vec<(WtfString, u16)>,
    /// Names of sloppy functions in blocks that may get a `var` binding (annex B.3.3).
    pub annex_b: Vec<WtfString>,
    /// `let` and class names.
    pub lets: Vec<WtfString>,
    /// `const` names.
    pub consts: Vec<WtfString>,
}

/// One scope as code inside a direct eval sees it, innermost first in [`EvalScope::scopes`].
#[derive(Clone, Debug, PartialEq)]
pub enum StaticScope {
    /// An environment with named slots.
    Slots {
        /// The bindings.
        bindings: Box<[StaticBinding]>,
        /// Whether it is a variable scope of a function (its names conflict with nothing that eval declares by `var`).
        is_var_scope: bool,
    },
    /// A `with` environment.
    With,
    /// A variable environment for names that sloppy eval declares.
    Vars,
}

/// One binding of a [`StaticScope::Slots`].
#[derive(Clone, Debug, PartialEq)]
pub struct StaticBinding {
    /// The name. `this`, `new.target` and `%home%` name the pseudo-variables.
    pub name: WtfString,
    /// The slot.
    pub slot: u16,
    /// Assignment throws a TypeError.
    pub is_const: bool,
    /// Assignment is ignored in sloppy code and throws in strict code (the name of a function expression).
    pub is_function_name: bool,
    /// A lexical binding: conflicts with a `var` of a sloppy eval.
    pub is_lexical: bool,
    /// May be empty: reading needs a check.
    pub needs_check: bool,
    /// A module import: read through its reference.
    pub is_import: bool,
}

/// The static scope chain at a direct eval, with what the parser must know.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct EvalScope {
    /// From the innermost to the outermost; the global scope is not among them.
    pub scopes: Vec<StaticScope>,
    /// Private names in scope: the name (with `#`), and environment depth and slot.
    pub private_names: Vec<(WtfString, u16, u16)>,
    /// Inside a function that is not an arrow at the top: `new.target` is allowed.
    pub in_function: bool,
    /// Inside a method: `super.x` is allowed.
    pub in_method: bool,
    /// Inside a derived constructor: `super()` is allowed.
    pub in_derived_constructor: bool,
    /// Inside a class field initialiser: `arguments` is refused.
    pub in_field_init: bool,
    /// The caller is strict code.
    pub strict: bool,
}

/// Jump targets for consecutive int32 cases.
#[derive(Clone, Debug, PartialEq)]
pub struct JumpTable {
    /// The value of the first entry.
    pub first: i32,
    /// Offsets in words from the word after the switch; 0 is "no such case" (the next instruction).
    pub offsets: Box<[i32]>,
}

/// A range of instructions whose exceptions are caught.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// First word of the range.
    pub start: u32,
    /// Word after the range.
    pub end: u32,
    /// Where to go on.
    pub target: u32,
    /// The register that receives the exception.
    pub register: u16,
}

/// The source position of the instructions from a word on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The word.
    pub word: u32,
    /// Byte offset in the source.
    pub offset: u32,
}

/// The text of a source; a short one needs no memory of its own.
pub type SourceText = SmallVec<[u8; 32]>;

/// The positions of a code, nor do few.
pub type Positions = SmallVec<[Position; 2]>;

/// The name of texts that are evaluated without one.
pub const EVAL_NAME: &str = "<eval>";

/// The text that codes were compiled from.
#[derive(Debug, Default)]
pub struct Source {
    /// The name that stack traces show.
    pub name: Cow<'static, str>,
    /// The text in WTF-8.
    pub text: SourceText,
    /// How many bytes at its begin and its end stand around the program and are none of it.
    pub wrapper: (u32, u32),
    /// The line and the column at each [`STEP`] of the program, once a place was asked for.
    marks: OnceLock<Box<[(u32, u32)]>>,
}

/// How many bytes of a program are read at most to find the place of one.
const STEP: usize = 512;

impl Source {
    /// A text with its name.
    #[must_use]
    pub fn new(name: &str, text: impl Into<SourceText>) -> Source {
        let name = match name {
            EVAL_NAME => Cow::Borrowed(EVAL_NAME),
            other => Cow::Owned(other.to_owned()),
        };
        Source {
            name,
            text: text.into(),
            wrapper: (0, 0),
            marks: OnceLock::new(),
        }
    }

    /// A text with its name, of which so many bytes at the begin and the end stand around the program.
    #[must_use]
    pub fn wrapped(name: &str, text: impl Into<SourceText>, wrapper: (u32, u32)) -> Source {
        Source {
            wrapper,
            ..Source::new(name, text)
        }
    }

    /// The text without what stands around the program.
    #[must_use]
    pub fn program(&self) -> &[u8] {
        let (start, end) = self.wrapper;
        let end = self.text.len().saturating_sub(end as usize);
        self.text.get(start as usize..end).unwrap_or(&[])
    }

    /// Where in the [program](Source::program) a byte of the text is: at its begin or end what is none of it.
    #[must_use]
    pub fn offset_in_program(&self, offset: usize) -> usize {
        let offset = offset.saturating_sub(self.wrapper.0 as usize);
        offset.min(self.program().len())
    }

    /// The line and the column in the program of a byte of the text, both from 1, the column in UTF-16 code units.
    /// O(n) in the program the first time, then O(1).
    #[must_use]
    pub fn place(&self, offset: usize) -> (u32, u32) {
        let program = self.program();
        let offset = self.offset_in_program(offset);
        let marks = self.marks.get_or_init(|| {
            let mut place = (1, 1);
            let steps = program.chunks(STEP).map(|step| {
                let mark = place;
                place = advance(place, step);
                mark
            });
            steps.collect()
        });
        let step = offset / STEP;
        match marks.get(step) {
            Some(&mark) => advance(mark, &program[step * STEP..offset]),
            // At the end of a last step that is full, or of nothing.
            None => step
                .checked_sub(1)
                .map_or((1, 1), |last| advance(marks[last], &program[last * STEP..])),
        }
    }
}

/// The line and the column behind `text`, which begins at `place`.
fn advance((line, column): (u32, u32), text: &[u8]) -> (u32, u32) {
    text.iter().fold((line, column), |(line, column), byte| {
        match byte {
            b'\n' => (line + 1, 1),
            // Inside of a character.
            0x80..=0xBF => (line, column),
            // One of two units.
            0xF0.. => (line, column + 2),
            _ => (line, column + 1),
        }
    })
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        (&self.name, &self.text, self.wrapper) == (&other.name, &other.text, other.wrapper)
    }
}

impl Eq for Source {}

/// An inner function: compiled with its parent, or when it is first called.
#[derive(Debug)]
pub struct FunctionRef {
    code: OnceLock<Arc<Code>>,
    /// The facts that making a closure needs before the code exists.
    pub facts: FunctionFacts,
    /// Where the compiler finds what it needs to compile the function later.
    pub lazy: Option<Arc<dyn LazyFunction>>,
}

/// What making a closure needs to know of a function.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct FunctionFacts {
    /// The `name` property.
    pub name: WtfString,
    /// The `length` property.
    pub length: u16,
    /// The kind.
    pub kind: FunctionKind,
    /// The flags.
    pub flags: CodeFlags,
}

/// Says whether work may go on that holds so many bytes.
pub type GoesOn = Arc<dyn Fn(usize) -> bool + Send + Sync>;

/// Why a lazy function has no code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LazyFault {
    /// It exceeds a limit of the compiler, which the text names.
    Limit(String),
    /// It was not allowed to go on; another time it may be.
    Stopped,
}

impl std::fmt::Display for LazyFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            LazyFault::Limit(text) => text,
            LazyFault::Stopped => "a limit ended the compilation",
        })
    }
}

/// A function that is compiled at its first call.
pub trait LazyFunction: Send + Sync + std::fmt::Debug {
    /// Compiles the function, and asks `goes_on` now and then. It was parsed before, so that the only
    /// failures left are limits.
    ///
    /// # Errors
    /// A limit was exceeded.
    fn compile(&self, goes_on: Option<&GoesOn>) -> Result<Arc<Code>, LazyFault>;

    /// The source text that the function stands in, and its first and last byte there.
    fn text(&self) -> (&Arc<Source>, (u32, u32));

    /// About what it takes, in bytes.
    fn bytes(&self) -> usize;
}

impl FunctionRef {
    /// A function that is compiled already.
    #[must_use]
    pub fn compiled(code: Arc<Code>) -> Self {
        let facts = code.facts.clone();
        FunctionRef {
            code: OnceLock::from(code),
            facts,
            lazy: None,
        }
    }

    /// A function that is compiled at its first call.
    #[must_use]
    pub fn lazy(facts: FunctionFacts, lazy: Arc<dyn LazyFunction>) -> Self {
        FunctionRef {
            code: OnceLock::new(),
            facts,
            lazy: Some(lazy),
        }
    }

    /// The source text that the function stands in, and its first and last byte there: compiled or not.
    #[must_use]
    pub fn text(&self) -> (&Arc<Source>, (u32, u32)) {
        match (self.code.get(), &self.lazy) {
            (None, Some(lazy)) => lazy.text(),
            (code, _) => {
                let code = code.expect("a function without code is lazy");
                (&code.source, code.span)
            }
        }
    }

    /// The code, compiled now if need be.
    ///
    /// # Errors
    /// A limit was exceeded.
    pub fn code(&self, goes_on: Option<&GoesOn>) -> Result<&Arc<Code>, LazyFault> {
        if let Some(code) = self.code.get() {
            return Ok(code);
        }
        let lazy = self.lazy.as_ref().expect("a function without code is lazy");
        let code = lazy.compile(goes_on)?;
        Ok(self.code.get_or_init(|| code))
    }
}

/// How a module's code is linked: what the module record is made from.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ModuleFacts {
    /// The requested modules in source order, without repetition: specifier and attributes.
    pub requests: Vec<ModuleRequest>,
    /// The import bindings.
    pub imports: Vec<ImportEntry>,
    /// Exports of own bindings: export name and environment slot.
    pub local_exports: Vec<(WtfString, u16)>,
    /// Re-exports.
    pub indirect_exports: Vec<IndirectExport>,
    /// `export * from`: indices into `requests`.
    pub star_exports: Vec<u16>,
    /// Number of slots of the module environment. Slot 0 holds the module record.
    pub slots: u16,
    /// Function declarations to initialise at linking: slot and index into [`Code::functions`].
    pub functions: Vec<(u16, u16)>,
    /// `var` slots to initialise with undefined at linking.
    pub vars: Vec<u16>,
    /// Whether the module has a top-level await.
    pub has_top_level_await: bool,
}

/// One requested module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleRequest {
    /// The specifier as written.
    pub specifier: WtfString,
    /// The import attributes.
    pub attributes: Vec<(WtfString, WtfString)>,
    /// The phase.
    pub phase: ImportPhase,
}

/// The phase of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ImportPhase {
    /// An ordinary import.
    #[default]
    Evaluation,
    /// `import source`.
    Source,
    /// `import defer`.
    Defer,
}

/// One import binding: `slot` of the module environment receives an import reference, or the namespace object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportEntry {
    /// Index into [`ModuleFacts::requests`].
    pub request: u16,
    /// The imported name; `None` imports the namespace (or the source).
    pub name: Option<WtfString>,
    /// The slot of the local binding.
    pub slot: u16,
}

/// `export { name as exported } from "request"`, also of an imported binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndirectExport {
    /// The exported name.
    pub exported: WtfString,
    /// Index into [`ModuleFacts::requests`].
    pub request: u16,
    /// The name there; `None` is the namespace: `export * as ns from`.
    pub name: Option<WtfString>,
}

/// One compiled function, script, module or eval.
#[derive(Debug, Default)]
pub struct Code {
    /// Name, length, kind, flags.
    pub facts: FunctionFacts,
    /// Number of formal parameters that live in registers, from register 6 on.
    pub parameters: u16,
    /// Registers of a frame, the six header words included.
    pub registers: u16,
    /// The instructions.
    pub words: Box<[u64]>,
    /// The constants.
    pub constants: Box<[Constant]>,
    /// Property keys of uncached operations.
    pub keys: Box<[WtfString]>,
    /// Property keys of inline caches: one cache each.
    pub cache_keys: Box<[WtfString]>,
    /// Inner functions.
    pub functions: Box<[FunctionRef]>,
    /// Exception handlers; the innermost comes first.
    pub handlers: Box<[Handler]>,
    /// Tables of `SwitchInt`.
    pub jump_tables: Box<[JumpTable]>,
    /// Source positions, ascending by word.
    pub positions: Positions,
    /// The text of the whole unit.
    pub source: Arc<Source>,
    /// Byte range of the function's text (for `toString`; a class constructor: the class).
    pub span: (u32, u32),
    /// What linking needs, for [`FunctionKind::Module`].
    pub module: Option<Box<ModuleFacts>>,
    /// The places whose executions are counted, where that was asked for.
    pub coverage: Option<Box<Coverage>>,
}

/// Places of a function and how often each was reached: what `Count` counts.
#[derive(Debug, Default)]
pub struct Coverage {
    /// The places.
    pub points: Box<[Point]>,
    /// For each place how often it was reached. The only part of a code that changes; several threads may
    /// count at the same time, and no other data hangs on the numbers.
    pub counts: Box<[AtomicU32]>,
}

/// A place whose executions are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Point {
    /// What it is.
    pub kind: PointKind,
    /// Byte range of what the place forks in; for others the same as `span`.
    pub of: (u32, u32),
    /// Byte range in the source.
    pub span: (u32, u32),
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PointKind {
    /// The entry of a function.
    Function,
    /// A statement.
    Statement,
    /// One way of an `if`; a missing `else` has the empty range at the end.
    If,
    /// One way of `a ? b : c`.
    Conditional,
    /// An operand of `&&`, `||`, `??` and their assignments.
    Logical,
    /// A case of a `switch`.
    Case,
    /// The value that takes the place of a missing one.
    Default,
}

/// Register number of `new.target` in every frame and call window.
pub const REG_NEW_TARGET: u16 = 3;
/// Register number of the callee in every frame and call window.
pub const REG_CALLEE: u16 = 4;
/// Register number of `this` in every frame and call window.
pub const REG_THIS: u16 = 5;
/// Register number of the first argument in every frame and call window.
pub const REG_FIRST_ARG: u16 = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_units_of_utf16() {
        let text = "aé😀\nb\n".repeat(300) + "end";
        let source = Source::wrapped("x", format!("({text})").into_bytes(), (1, 1));
        let mut expected = (1, 1);
        for (at, character) in text.char_indices() {
            assert_eq!(source.place(at + 1), expected);
            expected = match character {
                '\n' => (expected.0 + 1, 1),
                _ => (expected.0, expected.1 + character.len_utf16() as u32),
            };
        }
        assert_eq!(source.place(text.len() + 2), expected);
        assert_eq!(source.place(0), (1, 1));
        assert_eq!(Source::default().place(7), (1, 1));
        let full = Source::new("x", vec![b'a'; STEP]);
        assert_eq!(full.place(STEP), (1, STEP as u32 + 1));
    }
}

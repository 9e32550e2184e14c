//! Drivers: from a text to its code.
//!
//! A [`Unit`] is what all functions of a text share. It counts how deep the compiler is in its
//! own recursion, by native stack as well as by steps, so that no text can overflow the stack.
//!
//! Uses: script, module, eval, body, error, fault. Never: expr, stmt.

use crate::body::{self, Fields};
use crate::error::{CompileDiagnostic, CompileError};
use crate::fault::{Fault, R};
use crate::function::Surround;
use crate::lazy::KeptNode;
use crate::scope::Node;
use bumpalo::Bump;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use stilla_bytecode::Code;
use stilla_bytecode::code::{EvalScope, Source};
use stilla_regexp::{Flags, Limits};
use stilla_syntax::scope::{ScopeId, ScopeTree};
use stilla_syntax::{
    Forms, Interner, JsxNames, Name, ParseOptions, PrivateNames, RegExpUse, Surroundings, Watch,
    dynamic_function_source, parse, parse_dynamic_function,
};

/// How to compile.
#[derive(Clone, Debug)]
pub struct CompileOptions {
    /// Accept TypeScript.
    pub typescript: bool,
    /// Accept JSX.
    pub jsx: bool,
    /// Begin a script in strict code.
    pub strict: bool,
    /// Forms of the language that are errors all the same.
    pub refused: Forms,
    /// Give a script the value of its last statement.
    pub completion: bool,
    /// How many bytes at the begin and the end of a script stand around the program: places are told without them.
    pub wrapper: (u32, u32),
    /// In texts of at least so many bytes, functions are compiled when they are first called.
    pub lazy_from: usize,
    /// How many steps of the compiler may nest.
    pub max_depth: u32,
    /// How many bytes of native stack parser and compiler may use each.
    pub stack_budget: usize,
    /// What JSX elements call where the text does not say it.
    pub jsx_names: Option<JsxNames>,
    /// Check annotations with primitive types while the program runs. Functions are compiled at once then.
    pub strict_types: bool,
    /// Count how often each function, statement and branch runs. Functions are compiled at once then.
    pub coverage: bool,
    /// Whom to ask whether the work may go on.
    pub watch: Option<Watch>,
}

impl Default for CompileOptions {
    fn default() -> Self {
        CompileOptions {
            typescript: false,
            jsx: false,
            strict: false,
            refused: Forms::NONE,
            completion: false,
            wrapper: (0, 0),
            lazy_from: 8192,
            max_depth: 20_000,
            stack_budget: 1_200_000,
            jsx_names: None,
            strict_types: false,
            coverage: false,
            watch: None,
        }
    }
}

impl CompileOptions {
    fn parse_options(&self, source: &[u8], base: ParseOptions) -> ParseOptions {
        ParseOptions {
            // NOTE: assignments in inner functions know the types of variables around them only if all is one unit.
            lazy: source.len() >= self.lazy_from && !self.coverage && !self.strict_types,
            typescript: self.typescript,
            jsx: self.jsx,
            strict: base.strict || self.strict,
            refused: self.refused,
            jsx_names: self.jsx_names.clone(),
            stack_budget: self.stack_budget,
            watch: self.watch.clone(),
            ..base
        }
    }
}

/// The kinds of functions that can be made from strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DynamicKind {
    /// `Function`
    Normal,
    /// `GeneratorFunction`
    Generator,
    /// `AsyncFunction`
    Async,
    /// `AsyncGeneratorFunction`
    AsyncGenerator,
}

impl DynamicKind {
    /// What the source text of such a function begins with.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            DynamicKind::Normal => "function",
            DynamicKind::Generator => "function*",
            DynamicKind::Async => "async function",
            DynamicKind::AsyncGenerator => "async function*",
        }
    }
}

/// The kept form of each node, found by the node's address; the node is held so that it keeps it.
type KeptNodes = FxHashMap<*const Node, (Rc<Node>, Arc<KeptNode>)>;

/// What all functions of a text share.
pub(crate) struct Unit<'a> {
    pub source: Arc<Source>,
    pub interner: &'a Interner,
    pub scopes: &'a ScopeTree,
    /// The scope of a function expression whose own name is not a binding.
    pub nameless: Option<ScopeId>,
    pub in_module: bool,
    pub options: &'a CompileOptions,
    /// The environments that lazy functions see, in the form in which they are kept.
    pub kept: RefCell<KeptNodes>,
    /// The names that the text declares at its top, once somebody asked.
    globals: OnceCell<FxHashSet<Name>>,
    fresh: Cell<u32>,
    depth: Cell<u32>,
    max_depth: u32,
    stack_base: usize,
    stack_budget: usize,
    /// Bytes of the tree, its names and scopes.
    pub held: usize,
    steps: Cell<u32>,
    all_steps: Cell<usize>,
}

/// Steps between two questions to the watch.
const STEPS: u32 = 4096;
/// What a step adds to the code, about.
const STEP_BYTES: usize = 32;

/// One step of the compiler's recursion; goes back when dropped.
pub(crate) struct Depth<'d>(&'d Cell<u32>);

impl Drop for Depth<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl<'a> Unit<'a> {
    pub fn new(
        source: Arc<Source>,
        interner: &'a Interner,
        scopes: &'a ScopeTree,
        options: &'a CompileOptions,
    ) -> Self {
        let marker = 0u8;
        Unit {
            source,
            interner,
            scopes,
            nameless: None,
            in_module: false,
            options,
            kept: RefCell::default(),
            globals: OnceCell::new(),
            fresh: Cell::new(0),
            depth: Cell::new(0),
            max_depth: options.max_depth,
            stack_base: (&raw const marker).addr(),
            stack_budget: options.stack_budget,
            held: interner.bytes() + scopes.bytes(),
            steps: Cell::new(0),
            all_steps: Cell::new(0),
        }
    }

    /// Goes one step deeper.
    pub fn descend(&self) -> R<Depth<'_>> {
        let marker = 0u8;
        let used = self.stack_base.abs_diff((&raw const marker).addr());
        if self.depth.get() >= self.max_depth || used > self.stack_budget {
            return Err(Fault::TooDeep);
        }
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() >= STEPS {
            self.ask()?;
        }
        self.depth.set(self.depth.get() + 1);
        Ok(Depth(&self.depth))
    }

    /// Notes bytes that the code takes beside what its steps stand for.
    pub fn hold(&self, bytes: usize) {
        self.all_steps
            .set(self.all_steps.get() + bytes / STEP_BYTES);
    }

    #[cold]
    fn ask(&self) -> R {
        self.all_steps
            .set(self.all_steps.get() + self.steps.replace(0) as usize);
        let held = self.held + self.all_steps.get() * STEP_BYTES;
        match &self.options.watch {
            Some(watch) if !(watch.0)(held) => Err(Fault::Stopped),
            _ => Ok(()),
        }
    }

    /// Whether the text declares the name at its top.
    pub fn declares_global(&self, name: Name) -> bool {
        let names = self.globals.get_or_init(|| {
            let bindings = self.scopes.bindings(ScopeId(0));
            bindings.iter().map(|binding| binding.name).collect()
        });
        names.contains(&name)
    }

    /// A name that no text can spell, for bindings of the compiler's own.
    pub fn fresh_name(&self) -> Name {
        self.fresh.set(self.fresh.get() + 1);
        Name(u32::MAX - self.fresh.get())
    }

    /// Whether the name is one of the text and not a [fresh](Self::fresh_name) one.
    pub fn is_script_name(&self, name: Name) -> bool {
        (name.0 as usize) < self.interner.len()
    }
}

fn source_of(name: &str, text: &[u8]) -> Arc<Source> {
    Arc::new(Source::new(name, text))
}

/// Compiles a script. `source` is WTF-8.
///
/// # Errors
/// The text is not a script, or a limit of the compiler is exceeded.
pub fn compile_script(
    name: &str,
    source: &[u8],
    options: &CompileOptions,
) -> Result<Arc<Code>, CompileError> {
    let arena = Bump::new();
    let parse_options = options.parse_options(source, ParseOptions::script());
    let parsed = parse(source, &arena, Interner::new(), &parse_options)?;
    check_regexps(&parsed.regexps, &parsed.interner)?;
    let mut unit = Unit::new(
        Arc::new(Source::wrapped(name, source, options.wrapper)),
        &parsed.interner,
        &parsed.scopes,
        options,
    );
    unit.held += arena.allocated_bytes();
    Ok(crate::script::compile(
        &unit,
        &parsed.root,
        options.completion,
    )?)
}

/// Compiles a module. `source` is WTF-8.
///
/// # Errors
/// The text is not a module, or a limit of the compiler is exceeded.
pub fn compile_module(
    name: &str,
    source: &[u8],
    options: &CompileOptions,
) -> Result<Arc<Code>, CompileError> {
    let arena = Bump::new();
    let parse_options = options.parse_options(source, ParseOptions::module());
    let parsed = parse(source, &arena, Interner::new(), &parse_options)?;
    check_regexps(&parsed.regexps, &parsed.interner)?;
    let mut unit = Unit::new(
        source_of(name, source),
        &parsed.interner,
        &parsed.scopes,
        options,
    );
    unit.held += arena.allocated_bytes();
    unit.in_module = true;
    Ok(crate::module::compile(&unit, &parsed.root)?)
}

/// Compiles eval code: direct eval if there is a `scope` (that of the `CallEval`), otherwise
/// indirect. `source` is WTF-8.
///
/// # Errors
/// The text is not a script body, its `var`s conflict with what is around it, or a limit of the
/// compiler is exceeded.
pub fn compile_eval(
    name: &str,
    source: &[u8],
    scope: Option<&EvalScope>,
    options: &CompileOptions,
) -> Result<Arc<Code>, CompileError> {
    let arena = Bump::new();
    let surroundings = scope.map_or_else(Surroundings::default, surroundings);
    let strict = scope.is_some_and(|scope| scope.strict);
    let parse_options = options.parse_options(source, ParseOptions::eval(strict, surroundings));
    let parsed = parse(source, &arena, Interner::new(), &parse_options)?;
    check_regexps(&parsed.regexps, &parsed.interner)?;
    let mut unit = Unit::new(
        source_of(name, source),
        &parsed.interner,
        &parsed.scopes,
        options,
    );
    unit.held += arena.allocated_bytes();
    Ok(crate::eval::compile(&unit, &parsed.root, scope)?)
}

fn surroundings(scope: &EvalScope) -> Surroundings {
    let names = scope
        .private_names
        .iter()
        .map(|(name, ..)| name.to_vec())
        .collect();
    Surroundings {
        new_target: scope.in_function,
        super_property: scope.in_method,
        super_call: scope.in_derived_constructor,
        in_class_field: scope.in_field_init,
        in_module: false,
        private_names: PrivateNames::Known(names),
    }
}

/// Compiles a function from the texts of its parameters and its body: the code of the function
/// itself, not of something that makes it.
///
/// §20.2.1.1.1 CreateDynamicFunction ( constructor, newTarget, kind, parameterArgs, bodyArg )
/// <https://tc39.es/ecma262/#sec-createdynamicfunction>
///
/// # Errors
/// One of the texts is not what it should be, or a limit of the compiler is exceeded.
pub fn compile_function(
    name: &str,
    kind: DynamicKind,
    params: &[u8],
    body: &[u8],
    options: &CompileOptions,
) -> Result<Arc<Code>, CompileError> {
    let arena = Bump::new();
    let parse_options = options.parse_options(b"", ParseOptions::script());
    let prefix = kind.prefix();
    let parsed = parse_dynamic_function(
        prefix,
        params,
        body,
        &arena,
        Interner::new(),
        &parse_options,
    )?;
    check_regexps(&parsed.regexps, &parsed.interner)?;
    let source = dynamic_function_source(prefix, params, body);
    let mut unit = Unit::new(
        source_of(name, &source),
        &parsed.interner,
        &parsed.scopes,
        options,
    );
    unit.held += arena.allocated_bytes();
    let function = parsed.root;
    unit.nameless = Some(function.scope);
    let text = b"anonymous".as_slice().into();
    let code = body::compile(
        &unit,
        function,
        text,
        Surround::TOP,
        None,
        Fields::None,
        function.span,
    )?;
    Ok(code)
}

/// The early errors of regular expression literals.
fn check_regexps(regexps: &[RegExpUse], interner: &Interner) -> Result<(), CompileError> {
    let mut diagnostics = Vec::new();
    for used in regexps {
        let Some(flags) = Flags::parse(interner.display(used.flags).chars()) else {
            continue;
        };
        let units = utf16(interner.text(used.pattern));
        if let Err(error) = stilla_regexp::validate(&units, flags, &Limits::default()) {
            diagnostics.push(CompileDiagnostic {
                code: "R0001",
                message: format!("invalid regular expression: {}", error.message),
                hint: None,
                span: used.span,
            });
        }
    }
    if diagnostics.is_empty() {
        return Ok(());
    }
    Err(CompileError {
        diagnostics,
        incomplete: false,
        too_deep: false,
        stopped: false,
    })
}

/// WTF-8 as UTF-16 code units.
fn utf16(text: &[u8]) -> Vec<u16> {
    let mut units = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(&first) = rest.first() {
        let length = match first {
            0..0xc0 => 1,
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        let length = length.min(rest.len());
        let (bytes, after) = rest.split_at(length);
        rest = after;
        let lead = match length {
            1 => u32::from(first),
            2 => u32::from(first & 0x1f),
            3 => u32::from(first & 0x0f),
            _ => u32::from(first & 0x07),
        };
        let point = bytes[1..]
            .iter()
            .fold(lead, |point, byte| point << 6 | u32::from(byte & 0x3f));
        if point < 0x10000 {
            units.push(point as u16);
        } else {
            let offset = point - 0x10000;
            units.push(0xd800 | (offset >> 10) as u16);
            units.push(0xdc00 | (offset & 0x3ff) as u16);
        }
    }
    units
}

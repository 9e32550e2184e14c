//! Entry points: whole programs, `new Function`, and functions that are parsed again.
//!
//! Uses: ast, diagnostic, interner, lexer, options, scope.
//! Never: dump.

use std::mem::take;

use super::function::FunctionStart;
use super::state::Context;
use super::{Core, Parser, Read};
use crate::ast::{ExprKind, Function, FunctionKind, Goal, LazyFunction, Program, Span};
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::interner::{Interner, Name};
use crate::lexer::T;
use crate::options::{ParseOptions, PrivateNames};
use crate::scope::{FunctionFacts, ScopeKind, ScopeTree};
use bumpalo::Bump;

/// A text that is well-formed.
#[derive(Debug)]
pub struct Parsed<Root> {
    /// The tree.
    pub root: Root,
    /// The scopes.
    pub scopes: ScopeTree,
    /// The names of tree and scopes.
    pub interner: Interner,
    /// All regular expression literals, for validation as early errors.
    pub regexps: Vec<RegExpUse>,
}

/// A text that is not.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// What is wrong: at least one, the first one first.
    pub diagnostics: Vec<Diagnostic>,
    /// The text ends too early; more input could mend it.
    pub incomplete: bool,
    /// Where forms were refused: the statements of the text that were read.
    pub statements: Vec<Span>,
}

/// A regular expression literal of a text.
#[derive(Clone, Copy, Debug)]
pub struct RegExpUse {
    /// The raw pattern.
    pub pattern: Name,
    /// The flags, which are valid.
    pub flags: Name,
    /// The literal.
    pub span: Span,
}

/// Parses a script, module or eval.
///
/// # Errors
/// When the text is not well-formed.
///
/// # Examples
/// ```
/// use stilla_syntax::{Interner, ParseOptions, parse};
///
/// let arena = bumpalo::Bump::new();
/// let parsed = parse(b"let a = 1; () => a", &arena, Interner::new(), &ParseOptions::script()).unwrap();
/// assert_eq!(parsed.root.body.len(), 2);
/// assert!(parsed.scopes.bindings(parsed.root.scope)[0].captured);
///
/// let rejected = parse(b"let a = ;", &arena, Interner::new(), &ParseOptions::script()).unwrap_err();
/// assert_eq!(rejected.diagnostics[0].message(), "unexpected ';'");
/// ```
pub fn parse<'a>(
    source: &[u8],
    arena: &'a Bump,
    interner: Interner,
    options: &ParseOptions,
) -> Result<Parsed<Program<'a>>, Rejected> {
    check_length(source)?;
    let mut core = Core::new(source, interner, options);
    let read = Parser {
        core: &mut core,
        arena,
    }
    .program();
    finish(&mut core, read)
}

/// The text of the function that `Function(params, body)` and its relatives make. `prefix` is `function`, `function*`,
/// `async function` or `async function*`.
///
/// §20.2.1.1.1 CreateDynamicFunction ( constructor, newTarget, kind, parameterArgs, bodyArg ) <https://tc39.es/ecma262/#sec-createdynamicfunction>
pub fn dynamic_function_source(prefix: &str, params: &[u8], body: &[u8]) -> Vec<u8> {
    let parts: [&[u8]; 6] = [
        prefix.as_bytes(),
        b" anonymous(",
        params,
        b"\n) {\n",
        body,
        b"\n}",
    ];
    parts.concat()
}

/// Parses what [`dynamic_function_source`] made: one function, whose parameters and body must be complete in themselves.
///
/// # Errors
/// When the text is not well-formed.
pub fn parse_dynamic_function<'a>(
    prefix: &str,
    params: &[u8],
    body: &[u8],
    arena: &'a Bump,
    interner: Interner,
    options: &ParseOptions,
) -> Result<Parsed<&'a Function<'a>>, Rejected> {
    let source = dynamic_function_source(prefix, params, body);
    check_length(&source)?;
    let mut core = Core::new(&source, interner, options);
    let params_end = (prefix.len() + " anonymous(".len() + params.len() + 1) as u32;
    let read = Parser {
        core: &mut core,
        arena,
    }
    .dynamic_function(params_end);
    finish(&mut core, read)
}

/// Parses one function again that was checked before: its tree was dropped. `facts` are those of its scope; the outermost scope of the result is that of the function.
///
/// # Errors
/// When the depth budget is smaller than before; otherwise not, as long as the text is the same.
pub fn parse_function_at<'a>(
    source: &[u8],
    lazy: &LazyFunction,
    facts: &FunctionFacts,
    arena: &'a Bump,
    interner: Interner,
    options: &ParseOptions,
) -> Result<Parsed<&'a Function<'a>>, Rejected> {
    check_length(source)?;
    let mut core = Core::new(source, interner, options);
    let is_method = !matches!(facts.kind, FunctionKind::Normal | FunctionKind::Arrow);
    let start = if is_method {
        lazy.params_start
    } else {
        lazy.span.start
    };
    core.lexer.limit = source.len().min(lazy.span.end as usize);
    core.lexer.pos = core.lexer.limit.min(start as usize);
    core.lexer.first_token_pending = false;
    core.kept_function = lazy.span.start;
    let read = Parser {
        core: &mut core,
        arena,
    }
    .function_again(*facts, lazy.span.start);
    finish(&mut core, read)
}

fn check_length(source: &[u8]) -> Result<(), Rejected> {
    if u32::try_from(source.len()).is_ok_and(|length| length < u32::MAX - 1) {
        return Ok(());
    }
    let diagnostic = Diagnostic {
        kind: DiagnosticKind::TooLong,
        span: Span::default(),
    };
    Err(Rejected {
        diagnostics: vec![diagnostic],
        incomplete: false,
        statements: Vec::new(),
    })
}

/// FAST: takes what is kept out of the parser, which is large, and leaves it where it is.
fn finish<Root>(core: &mut Core<'_>, read: Read<Root>) -> Result<Parsed<Root>, Rejected> {
    match read {
        Ok(root) if core.diagnostics.is_empty() => Ok(Parsed {
            root,
            scopes: core.scopes.finish(),
            interner: take(&mut core.lexer.interner),
            regexps: take(&mut core.regexps),
        }),
        _ => Err(Rejected {
            diagnostics: take(&mut core.diagnostics),
            incomplete: core.incomplete,
            statements: take(&mut core.statement_spans),
        }),
    }
}

impl<'a> Parser<'a, '_, '_> {
    fn begin(&mut self) {
        let options = self.options;
        let module = options.goal == Goal::Module;
        let around = &options.surroundings;
        self.context = Context {
            strict: options.strict || module,
            module: module || around.in_module,
            in_async: module,
            allow_in: true,
            super_property: around.super_property,
            super_call: around.super_call,
            new_target: around.new_target,
            no_arguments: around.in_class_field,
            top_level: true,
            ambient: options.declarations,
            ..Context::default()
        };
        self.lexer.html_comments = !self.context.module;
        self.tok = self.lexer.next();
    }

    fn program(&mut self) -> Read<Program<'a>> {
        self.begin();
        let goal = self.options.goal;
        let kind = match goal {
            Goal::Script => ScopeKind::Script,
            Goal::Module => ScopeKind::Module,
            Goal::Eval => ScopeKind::Eval,
        };
        let strict = self.context.strict;
        let scope = self.scopes.open(kind, 0, strict);
        self.function = scope;
        let (directives, body) = self.body_statements(T::Eof, None, None)?;
        let module = match goal {
            Goal::Module => Some(self.module_entries(body)),
            _ => None,
        };
        let end = self.lexer.source.len() as u32;
        self.scopes.close(end);
        self.check_private_names();
        Ok(Program {
            span: Span::new(0, end),
            goal,
            strict: self.context.strict,
            directives,
            body,
            scope,
            module,
            has_top_level_await: self.has_top_level_await,
        })
    }

    /// Private names that no class of the text declares.
    fn check_private_names(&mut self) {
        let options = self.options;
        let PrivateNames::Known(known) = &options.surroundings.private_names else {
            return;
        };
        let unresolved: Vec<_> = self
            .scopes
            .unresolved()
            .filter(|(name, _)| self.lexer.interner.text(*name).starts_with(b"#"))
            .filter(|(name, _)| {
                !known
                    .iter()
                    .any(|known| known == self.lexer.interner.text(*name))
            })
            .collect();
        for (name, pos) in unresolved {
            let text = self.text(name);
            let span = Span::new(pos, pos + text.len() as u32);
            self.report(DiagnosticKind::UndeclaredPrivate { name: text }, span);
        }
    }

    fn dynamic_function(&mut self, params_end: u32) -> Read<&'a Function<'a>> {
        self.begin();
        self.context.top_level = false;
        let outer = self.scopes.open(ScopeKind::Script, 0, false);
        self.function = outer;
        let start = self.tok.start;
        let is_async = self.eat_word(Name::ASYNC);
        let expr = self.function_expression(start, is_async)?;
        let ExprKind::Function(function) = expr.kind else {
            return Err(self.unexpected());
        };
        if !self.at(T::Eof) {
            return self.fail_here(DiagnosticKind::InvalidFunctionBody);
        }
        if function.params.span.end != params_end + 1 {
            return self.fail(
                DiagnosticKind::InvalidFunctionParameters,
                function.params.span,
            );
        }
        let end = self.prev_end;
        self.scopes.close(end);
        self.check_private_names();
        Ok(function)
    }

    /// The current token is the first of the function, or of a method's parameters.
    fn function_again(&mut self, facts: FunctionFacts, start: u32) -> Read<&'a Function<'a>> {
        self.begin();
        self.context.top_level = false;
        self.context.in_async = false;
        self.context.strict = self.options.strict;
        let strict = self.context.strict;
        self.scopes.open(ScopeKind::Script, start, strict);
        match facts.kind {
            FunctionKind::Normal => self.normal_function_again(start, facts),
            FunctionKind::Arrow => {
                let expr = self.assignment()?;
                self.close_again(expr.kind)
            }
            kind => {
                let function = self.function(FunctionStart {
                    start,
                    name: None,
                    kind,
                    is_async: facts.is_async,
                    is_generator: facts.is_generator,
                    is_declaration: false,
                })?;
                self.close_again(ExprKind::Function(function))
            }
        }
    }

    fn normal_function_again(
        &mut self,
        start: u32,
        facts: FunctionFacts,
    ) -> Read<&'a Function<'a>> {
        let FunctionFacts {
            kind,
            is_async,
            is_generator,
            is_declaration,
            ..
        } = facts;
        if is_async {
            self.advance();
        }
        self.expect_word(Name::FUNCTION)?;
        self.eat(T::Star);
        let name = match self.at(T::Word) {
            true => Some(self.identifier_name()?),
            false => None,
        };
        let function = self.function(FunctionStart {
            start,
            name,
            kind,
            is_async,
            is_generator,
            is_declaration,
        })?;
        self.close_again(ExprKind::Function(function))
    }

    fn close_again(&mut self, kind: ExprKind<'a>) -> Read<&'a Function<'a>> {
        let end = self.prev_end;
        self.scopes.close(end);
        match kind {
            ExprKind::Function(function) => Ok(function),
            _ => Err(self.unexpected()),
        }
    }
}

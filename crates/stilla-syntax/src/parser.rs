//! Tokens to tree, in one pass, with early errors and scopes.
//!
//! Recursive descent with two peculiarities. What may be either an expression or a pattern is read as an expression and
//! converted when an `=` or `=>` shows what it was (`pattern`). A syntax error unwinds to the nearest list of statements,
//! which skips to a plausible place and goes on, so that several errors are reported; errors that leave the
//! structure clear are reported without unwinding.
//!
//! Uses: ast, diagnostic, form, interner, lexer, options, scope.
//! Never: dump.

mod arrow;
mod binary;
mod class;
mod class_element;
mod declaration;
mod entries;
mod expr;
mod function;
mod jsx;
mod loops;
mod member;
mod module;
mod names;
mod object;
mod pattern;
mod primary;
mod program;
mod state;
mod statement;
mod template;
mod ts_declaration;
mod ts_expression;
mod ts_types;
mod ts_values;

pub use program::{
    Parsed, RegExpUse, Rejected, dynamic_function_source, parse, parse_dynamic_function,
    parse_function_at,
};

use crate::ast::{Expr, ExprKind, Span, Stmt};
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::form::Form;
use crate::interner::{Interner, Name};
use crate::lexer::{Lexer, T, Token};
use crate::options::ParseOptions;
use crate::scope::{ScopeBuilder, ScopeId};
use bumpalo::Bump;
use smallvec::SmallVec;
use state::{Context, Label};

/// A syntax error was reported; unwind to where parsing can go on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fail;

/// The result of reading something.
pub(crate) type Read<T> = Result<T, Fail>;

/// A list of statements while it is read: most are short.
pub(crate) type Statements<'a> = SmallVec<[Stmt<'a>; 4]>;

/// Steps between two questions to the watch.
const STEPS: u32 = 4096;

/// Bytes of a token, and of the comments before it, after which the watch is asked at the next step.
const LONG: u32 = 1 << 20;

/// No place: see [`Core::cover_error`].
const NOWHERE: u32 = u32::MAX;

/// Everything but the arena, which differs between kept trees and dropped ones.
pub(crate) struct Core<'s> {
    lexer: Lexer<'s>,
    scopes: ScopeBuilder,
    options: &'s ParseOptions,
    tok: Token,
    /// The end of the token before the current one.
    prev_end: u32,
    context: Context,
    labels: Vec<Label>,
    /// The innermost open function scope, for its facts.
    function: ScopeId,
    diagnostics: Vec<Diagnostic>,
    incomplete: bool,
    /// No use in going on.
    aborted: bool,
    depth: u32,
    /// Steps since the watch was asked.
    steps: u32,
    stack_base: usize,
    /// The first `{a = 1}` (or second `__proto__`) of the current expression that must still turn out to be a pattern.
    cover_error: u32,
    cover_is_proto: bool,
    /// One more than the offset of the last `yield` expression, `await` expression, `await` identifier of the current function.
    last_yield: u32,
    last_await: u32,
    last_await_identifier: u32,
    regexps: Vec<RegExpUse>,
    /// TypeScript: how many trials are under way.
    trials: u32,
    has_top_level_await: bool,
    /// TypeScript: the type parameters of the arrow function that follows.
    arrow_type_params: Option<crate::ast::TypeSpan>,
    /// Where a function that is probably called at once begins: it keeps its tree.
    called_at_once: u32,
    /// Where the function begins that is parsed again.
    kept_function: u32,
    /// Arenas for trees that will be dropped, none of them in use.
    scratch: Vec<Bump>,
    /// The bytes of the arenas in use but the innermost one.
    held_elsewhere: usize,
    /// Where forms are refused: the statements so far.
    statement_spans: Vec<crate::ast::Span>,
    /// TypeScript: the names of the open namespaces, and for each such path what its closed blocks export.
    namespace_path: Vec<Name>,
    namespace_exports: rustc_hash::FxHashMap<Vec<Name>, Vec<Name>>,
    /// What JSX elements call, once one was found.
    jsx_pragmas: Option<jsx::Pragmas>,
}

pub(crate) struct Parser<'a, 'c, 's> {
    core: &'c mut Core<'s>,
    arena: &'a Bump,
}

impl<'s> std::ops::Deref for Parser<'_, '_, 's> {
    type Target = Core<'s>;
    fn deref(&self) -> &Core<'s> {
        self.core
    }
}

impl<'s> std::ops::DerefMut for Parser<'_, '_, 's> {
    fn deref_mut(&mut self) -> &mut Core<'s> {
        self.core
    }
}

impl<'s> Core<'s> {
    fn new(source: &'s [u8], interner: Interner, options: &'s ParseOptions) -> Self {
        let marker = 0u8;
        Self {
            lexer: Lexer::new(source, interner),
            scopes: ScopeBuilder::default(),
            options,
            tok: Token::default(),
            prev_end: 0,
            context: Context::default(),
            labels: Vec::new(),
            function: ScopeId(0),
            diagnostics: Vec::new(),
            incomplete: false,
            aborted: false,
            depth: 0,
            steps: 0,
            stack_base: (&raw const marker).addr(),
            cover_error: NOWHERE,
            cover_is_proto: false,
            last_yield: 0,
            last_await: 0,
            last_await_identifier: 0,
            regexps: Vec::new(),
            trials: 0,
            has_top_level_await: false,
            arrow_type_params: None,
            called_at_once: NOWHERE,
            kept_function: NOWHERE,
            scratch: Vec::new(),
            held_elsewhere: 0,
            statement_spans: Vec::new(),
            namespace_path: Vec::new(),
            namespace_exports: rustc_hash::FxHashMap::default(),
            jsx_pragmas: None,
        }
    }

    /// Counts a list that grows beside the tree, where `held` bytes were held before it.
    fn hold_list<E>(&mut self, held: usize, list: &Vec<E>) {
        self.held_elsewhere = held + size_of::<E>() * list.capacity();
    }

    #[inline]
    fn advance(&mut self) -> Token {
        let token = self.tok;
        self.prev_end = token.end;
        self.tok = self.lexer.next();
        if self.tok.end - self.prev_end > LONG {
            self.steps = STEPS;
        }
        token
    }

    /// The token behind the current one.
    fn peek(&mut self) -> Token {
        let pos = self.lexer.pos;
        let error = self.lexer.error.take();
        let token = self.lexer.next();
        self.lexer.pos = pos;
        self.lexer.error = error;
        token
    }

    #[inline]
    fn at(&self, kind: T) -> bool {
        self.tok.kind == kind
    }

    #[inline]
    fn at_word(&self, word: Name) -> bool {
        self.tok.is(word)
    }

    #[inline]
    fn eat(&mut self, kind: T) -> bool {
        let found = self.tok.kind == kind;
        if found {
            self.advance();
        }
        found
    }

    fn eat_word(&mut self, word: Name) -> bool {
        let found = self.at_word(word);
        if found {
            self.advance();
        }
        found
    }

    #[inline]
    fn expect(&mut self, kind: T) -> Read<Token> {
        if self.tok.kind == kind {
            return Ok(self.advance());
        }
        Err(self.unexpected_instead_of(kind.text()))
    }

    fn expect_word(&mut self, word: Name) -> Read<Token> {
        if self.at_word(word) {
            return Ok(self.advance());
        }
        let expected = format!("'{}'", self.lexer.interner.display(word));
        Err(self.unexpected_instead_of(&expected))
    }

    /// Reports an error that does not stop parsing.
    #[cold]
    fn report(&mut self, kind: DiagnosticKind, span: Span) {
        if self.aborted || (self.options.declarations && kind.is_about_bindings()) {
            return;
        }
        let again = self
            .diagnostics
            .last()
            .is_some_and(|last| last.span.start == span.start);
        if !again {
            self.diagnostics.push(Diagnostic { kind, span });
        }
        if self.diagnostics.len() >= self.options.max_diagnostics {
            self.aborted = true;
        }
    }

    /// Reports an error and unwinds.
    #[cold]
    fn fail<R>(&mut self, kind: DiagnosticKind, span: Span) -> Read<R> {
        self.report(kind, span);
        Err(Fail)
    }

    /// Reports an error about the current token.
    #[cold]
    fn report_here(&mut self, kind: DiagnosticKind) {
        let span = self.tok.span();
        self.report(kind, span);
    }

    /// Reports an error about the current token and unwinds.
    #[cold]
    fn fail_here<R>(&mut self, kind: DiagnosticKind) -> Read<R> {
        self.report_here(kind);
        Err(Fail)
    }

    /// The current token can't stand here.
    #[cold]
    fn unexpected(&mut self) -> Fail {
        self.unexpected_instead_of("")
    }

    #[cold]
    fn unexpected_instead_of(&mut self, expected: &str) -> Fail {
        let span = self.tok.span();
        match self.tok.kind {
            T::Error => {
                let error = self.lexer.error.clone();
                if let Some(Diagnostic { kind, span }) = error {
                    let at_end = span.end as usize >= self.lexer.limit;
                    let open = matches!(
                        kind,
                        DiagnosticKind::UnterminatedTemplate | DiagnosticKind::UnterminatedComment
                    );
                    self.incomplete |= self.diagnostics.is_empty() && open && at_end;
                    self.report(kind, span);
                }
            }
            T::Eof => {
                self.incomplete |= self.diagnostics.is_empty();
                self.report(DiagnosticKind::UnexpectedEnd, span);
            }
            _ if expected.is_empty() => {
                let found = self.describe_token();
                self.report(DiagnosticKind::Unexpected { found }, span);
            }
            _ => {
                let found = self.describe_token();
                self.report(
                    DiagnosticKind::Expected {
                        expected: expected.to_owned(),
                        found,
                    },
                    span,
                );
            }
        }
        Fail
    }

    fn describe_token(&self) -> String {
        let token = self.tok;
        let text = String::from_utf8_lossy(token.span().slice(self.lexer.source)).into_owned();
        match token.kind {
            T::Word if token.name < Name::IMPLEMENTS => format!("keyword '{text}'"),
            T::Word => format!("identifier '{text}'"),
            T::Number | T::BigInt => format!("number {text}"),
            T::String => "string".to_owned(),
            T::TemplateEnd | T::TemplateOpen => "template".to_owned(),
            T::RegExp => "regular expression".to_owned(),
            _ => format!("'{text}'"),
        }
    }

    /// Goes one level deeper. The matching [`Core::leave`] is skipped when an error unwinds; whoever catches it restores `depth`.
    #[inline]
    fn enter(&mut self) -> Read<()> {
        let marker = 0u8;
        let used = self.stack_base.abs_diff((&raw const marker).addr());
        self.depth += 1;
        if self.depth > self.options.max_depth || used > self.options.stack_budget {
            return self.too_deep();
        }
        Ok(())
    }

    #[cold]
    fn ask(&mut self, held: usize) -> Read<()> {
        self.steps = 0;
        let Some(watch) = &self.options.watch else {
            return Ok(());
        };
        if (watch.0)(held + self.scopes.bytes() + self.lexer.interner.bytes()) {
            return Ok(());
        }
        let span = self.tok.span();
        // It is the reason for all that follows, whatever was found before.
        self.diagnostics.clear();
        self.report(DiagnosticKind::Stopped, span);
        self.aborted = true;
        Err(Fail)
    }

    #[cold]
    fn too_deep(&mut self) -> Read<()> {
        let span = self.tok.span();
        self.report(DiagnosticKind::TooDeep, span);
        self.aborted = true;
        Err(Fail)
    }

    #[inline]
    fn leave(&mut self) {
        self.depth -= 1;
    }

    /// From `start` to the end of the last token.
    #[inline]
    fn span_from(&self, start: u32) -> Span {
        Span::new(start, self.prev_end)
    }

    fn text(&self, name: Name) -> String {
        self.lexer.interner.display(name).into_owned()
    }

    /// Ends a statement: a semicolon, or a place where one may be left out.
    ///
    /// §12.10.1 Rules of Automatic Semicolon Insertion <https://tc39.es/ecma262/#sec-rules-of-automatic-semicolon-insertion>
    #[inline]
    fn semicolon(&mut self) -> Read<()> {
        match self.tok.kind {
            T::Semicolon => {
                self.advance();
                Ok(())
            }
            T::RBrace | T::Eof => {
                self.note_missing_semicolon();
                Ok(())
            }
            _ if self.tok.newline_before && self.tok.kind != T::Error => {
                self.note_missing_semicolon();
                Ok(())
            }
            _ => Err(self.unexpected()),
        }
    }

    #[inline]
    fn note_missing_semicolon(&mut self) {
        if !self.options.refused.is_empty() && self.prev_end > 0 {
            self.note_form(Form::Asi, Span::new(self.prev_end - 1, self.prev_end));
        }
    }

    /// Reports a form if the profile leaves it out.
    #[inline]
    fn note_form(&mut self, form: Form, span: Span) {
        if self.options.refused.has(form) {
            self.report(form.diagnostic(), span);
        }
    }

    /// Reports the use of a name that belongs to a form.
    fn note_name(&mut self, name: Name, span: Span) {
        match name {
            Name::ARGUMENTS => self.note_form(Form::Arguments, span),
            Name::EVAL => self.note_form(Form::Eval, span),
            _ => match self.lexer.interner.text(name) {
                b"Function" => self.note_form(Form::Eval, span),
                b"parseInt" | b"parseFloat" | b"isNaN" | b"isFinite" => {
                    self.note_form(Form::Numbers, span);
                }
                _ => {}
            },
        }
    }
}

impl<'a> Parser<'a, '_, '_> {
    #[inline]
    fn alloc(&self, expr: Expr<'a>) -> &'a Expr<'a> {
        self.arena.alloc(expr)
    }

    #[inline]
    fn expr(&self, start: u32, kind: ExprKind<'a>) -> Expr<'a> {
        Expr {
            span: self.span_from(start),
            kind,
        }
    }

    /// [`Core::enter`], which also asks the watch every now and then.
    #[inline]
    fn enter(&mut self) -> Read<()> {
        self.step()?;
        self.core.enter()
    }

    /// One of the steps between which the watch is asked.
    #[inline]
    fn step(&mut self) -> Read<()> {
        self.core.steps += 1;
        if self.core.steps >= STEPS {
            let held = self.arena.allocated_bytes() + self.held_elsewhere;
            self.core.ask(held)?;
        }
        Ok(())
    }

    fn slice<N: Copy>(&self, items: &[N]) -> &'a [N] {
        self.arena.alloc_slice_copy(items)
    }
}

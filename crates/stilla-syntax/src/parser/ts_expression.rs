//! TypeScript in expressions, parameters and class members.
//!
//! Uses: ast, diagnostic, interner, lexer.
//! Never: dump.

use super::expr::Head;
use super::{Parser, Read};
use crate::ast::{Expr, ExprKind, TsExpr, TsExprKind, TypeSpan};
use crate::interner::Name;
use crate::lexer::T;

impl<'a> Parser<'a, '_, '_> {
    pub(super) fn return_type(&mut self) -> Read<Option<TypeSpan>> {
        self.colon_type()
    }

    /// `?: T` of a parameter or field, `: T` of a catch parameter.
    pub(super) fn parameter_type(&mut self) -> Read<Option<TypeSpan>> {
        if !self.options.typescript {
            return Ok(None);
        }
        self.eat(T::Question);
        self.colon_type()
    }

    /// `!: T` of a variable.
    pub(super) fn declarator_type(&mut self) -> Read<Option<TypeSpan>> {
        if !self.options.typescript {
            return Ok(None);
        }
        if self.at(T::Not) && !self.tok.newline_before {
            self.advance();
        }
        self.colon_type()
    }

    /// The type of what may be a parameter of an arrow function.
    pub(super) fn cover_param_type(&mut self) -> Read<Option<TypeSpan>> {
        if !self.options.typescript {
            return Ok(None);
        }
        if self.at(T::Question) {
            let mark = self.advance().span();
            return Ok(Some(self.colon_type()?.unwrap_or(TypeSpan(mark))));
        }
        self.colon_type()
    }

    /// Whether the current `?` marks an optional parameter.
    pub(super) fn optional_parameter_follows(&mut self) -> bool {
        self.options.typescript
            && matches!(self.peek().kind, T::Colon | T::Comma | T::RParen | T::Eq)
    }

    /// Reads what stands in brackets of its own: a `:` behind an arrow function's parameters is none of a conditional
    /// expression around them.
    pub(super) fn in_brackets<R>(&mut self, read: impl FnOnce(&mut Self) -> R) -> R {
        let outer = std::mem::replace(&mut self.context.no_arrow_type, false);
        let found = read(self);
        self.context.no_arrow_type = outer;
        found
    }

    /// `: T` between the parameters and `=>` of an arrow function. `must_be_arrow`: the parameters can be nothing else.
    pub(super) fn arrow_return_type(&mut self, must_be_arrow: bool) -> Read<Option<TypeSpan>> {
        if !self.options.typescript || !self.at(T::Colon) {
            return Ok(None);
        }
        let in_question = self.context.no_arrow_type && !must_be_arrow;
        Ok(self.try_read(|parser| {
            let ty = parser.colon_type()?;
            let is_arrow = parser.at(T::Arrow) && (!in_question || parser.colon_follows_arrow());
            Ok(ty.filter(|_| is_arrow))
        }))
    }

    /// Whether the conditional expression around goes on behind the arrow function whose `=>` is the current token:
    /// `a ? (b): c => d : e`. By tokens.
    fn colon_follows_arrow(&mut self) -> bool {
        self.look(|parser| {
            let mut questions = 0usize;
            for _ in 0..super::ts_types::LOOK_AHEAD {
                parser.advance();
                while matches!(parser.tok.kind, T::LParen | T::LBrace | T::LBracket) {
                    if !parser.skip_balanced() {
                        return false;
                    }
                }
                match parser.tok.kind {
                    T::Question => questions += 1,
                    T::Colon if questions == 0 => return true,
                    T::Colon => questions -= 1,
                    T::Comma | T::Semicolon | T::RParen | T::RBrace | T::RBracket => return false,
                    T::Eof | T::Error => return false,
                    _ => {}
                }
            }
            false
        })
    }

    /// `<T>(…) => …`
    pub(super) fn generic_arrow(&mut self) -> Read<Option<Expr<'a>>> {
        if !self.generic_arrow_follows() {
            return Ok(None);
        }
        let params = self.type_parameters()?;
        self.arrow_type_params = params;
        match self.paren_or_arrow()? {
            Head::Whole(arrow) => Ok(Some(arrow)),
            Head::Operand(_) => Err(self.unexpected_instead_of(T::Arrow.text())),
        }
    }

    fn generic_arrow_follows(&mut self) -> bool {
        let jsx = self.options.jsx;
        self.look(|parser| {
            if jsx {
                // In JSX files only `<T,>` and `<T extends U>` are type parameters.
                let clear = parser.look(|parser| {
                    parser.advance();
                    if parser.at_word(Name::CONST) {
                        parser.advance();
                    }
                    parser.advance();
                    parser.at(T::Comma) || parser.at_word(Name::EXTENDS)
                });
                if !clear {
                    return false;
                }
            }
            let params = parser.try_read(|parser| parser.type_parameters());
            params.is_some()
                && parser.at(T::LParen)
                && parser.skip_balanced()
                && matches!(parser.tok.kind, T::Arrow | T::Colon)
        })
    }

    /// `async <T>(…) => …`; the current token is `async`.
    pub(super) fn async_generic_arrow(
        &mut self,
        start: u32,
        mark: crate::scope::Mark,
    ) -> Read<Option<Head<'a>>> {
        let follows = self.look(|parser| {
            parser.advance();
            parser.generic_arrow_follows()
        });
        if !follows {
            return Ok(None);
        }
        let token = self.advance();
        let params = self.type_parameters()?;
        self.arrow_type_params = params;
        self.async_call_or_arrow(start, token.span(), mark)
            .map(Some)
    }

    /// `<T>` between a callee and its arguments, or behind an expression. `None` when `<` is an operator.
    pub(super) fn call_type_arguments(&mut self) -> Read<Option<TypeSpan>> {
        Ok(self.try_read(|parser| {
            let args = parser.type_arguments()?;
            let fits = match parser.tok.kind {
                T::LParen | T::TemplateEnd | T::TemplateOpen => true,
                T::Lt | T::Gt | T::Plus | T::Minus => false,
                T::Word => {
                    parser.tok.newline_before
                        || matches!(
                            parser.tok.name,
                            Name::AS
                                | Name::SATISFIES
                                | Name::IN
                                | Name::INSTANCEOF
                                | Name::OF
                                | Name::IMPLEMENTS
                        )
                }
                T::Number
                | T::BigInt
                | T::String
                | T::PrivateName
                | T::LBracket
                | T::Not
                | T::Tilde
                | T::Error => parser.tok.newline_before,
                T::LBrace => true,
                _ => true,
            };
            Ok(fits.then_some(args))
        }))
    }

    pub(super) fn ts_as(&mut self, start: u32, left: Expr<'a>) -> Read<Expr<'a>> {
        self.check_cover()?;
        let word = self.advance();
        let ty = match word.name == Name::AS && self.at_word(Name::CONST) {
            true => TypeSpan(self.advance().span()),
            false => self.ty()?,
        };
        let kind = match word.name {
            Name::AS => TsExprKind::As(ty),
            _ => TsExprKind::Satisfies(ty),
        };
        Ok(self.ts_expr(start, left, kind))
    }

    fn ts_expr(&mut self, start: u32, expr: Expr<'a>, kind: TsExprKind) -> Expr<'a> {
        let ts = self.arena.alloc(TsExpr { expr, kind });
        self.expr(start, ExprKind::Ts(ts))
    }

    /// `<T>expr`
    pub(super) fn ts_assertion(&mut self) -> Read<Expr<'a>> {
        self.enter()?;
        let start = self.advance().start;
        let ty = match self.at_word(Name::CONST) {
            true => TypeSpan(self.advance().span()),
            false => self.ty()?,
        };
        self.expect_gt()?;
        let expr = self.unary()?;
        self.leave();
        Ok(self.ts_expr(start, expr, TsExprKind::Assertion(ty)))
    }

    pub(super) fn ts_non_null(&mut self, start: u32, expr: Expr<'a>) -> Expr<'a> {
        self.advance();
        self.ts_expr(start, expr, TsExprKind::NonNull)
    }

    pub(super) fn ts_instantiation(
        &mut self,
        start: u32,
        expr: Expr<'a>,
        args: TypeSpan,
    ) -> Expr<'a> {
        self.ts_expr(start, expr, TsExprKind::Instantiation(args))
    }

    /// The expression and type arguments of `extends A<B>`.
    pub(super) fn split_instantiation(&mut self, expr: Expr<'a>) -> (Expr<'a>, Option<TypeSpan>) {
        match expr.kind {
            ExprKind::Ts(TsExpr {
                expr,
                kind: TsExprKind::Instantiation(args),
            }) => (*expr, Some(*args)),
            _ => (expr, None),
        }
    }

    /// `[key: string]: T` in a class; false when the bracket begins a computed key.
    pub(super) fn index_signature(&mut self) -> Read<bool> {
        let follows = self.look(|parser| {
            parser.advance();
            parser.at(T::Word) && parser.peek().kind == T::Colon
        });
        if follows {
            self.advance();
            self.advance();
            self.colon_type()?;
            self.expect(T::RBracket)?;
            self.colon_type()?;
            self.semicolon()?;
        }
        Ok(follows)
    }

    /// `private`, `readonly` and the like before a parameter.
    pub(super) fn parameter_modifiers(&mut self) -> bool {
        let mut found = false;
        while self.options.typescript
            && self.at(T::Word)
            && matches!(
                self.tok.name,
                Name::PUBLIC | Name::PRIVATE | Name::PROTECTED | Name::READONLY | Name::OVERRIDE
            )
            && matches!(self.peek().kind, T::Word | T::LBrace | T::LBracket)
        {
            self.advance();
            found = true;
        }
        found
    }

    /// `this: T` as first parameter: a type only.
    pub(super) fn this_parameter(&mut self) -> Read<()> {
        self.advance();
        self.colon_type().map(|_| ())
    }
}

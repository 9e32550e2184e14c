//! TypeScript types: read, checked for structure, and kept as spans.
//!
//! Uses: ast, diagnostic, interner, lexer.
//! Never: dump.

use super::arrow::CoverParams;
use super::expr::Head;
use super::{Parser, Read};
use crate::ast::{Expr, TypeSpan};
use crate::scope::Mark;

impl<'a> Parser<'a, '_, '_> {
    pub(super) fn type_parameters(&mut self) -> Read<Option<TypeSpan>> {
        Ok(None)
    }
    pub(super) fn return_type(&mut self) -> Read<Option<TypeSpan>> {
        Ok(None)
    }
    pub(super) fn arrow_return_type(&mut self) -> Read<Option<TypeSpan>> {
        Ok(None)
    }
    pub(super) fn parameter_type(&mut self) -> Read<Option<TypeSpan>> {
        Ok(None)
    }
    pub(super) fn declarator_type(&mut self) -> Read<Option<TypeSpan>> {
        Ok(None)
    }
    pub(super) fn cover_param_type(&mut self) -> Read<Option<TypeSpan>> {
        Ok(None)
    }
    pub(super) fn call_type_arguments(&mut self) -> Read<Option<TypeSpan>> {
        Ok(None)
    }
    pub(super) fn type_list_behind_word(&mut self) -> Read<TypeSpan> {
        Err(self.unexpected())
    }
    pub(super) fn index_signature(&mut self) -> Read<bool> {
        Ok(false)
    }
    pub(super) fn parameter_modifiers(&mut self) -> bool {
        false
    }
    pub(super) fn this_parameter(&mut self) -> Read<()> {
        Err(self.unexpected())
    }
    pub(super) fn generic_arrow(&mut self) -> Read<Option<Expr<'a>>> {
        let _: Option<CoverParams<'a>> = None;
        Ok(None)
    }
    pub(super) fn async_generic_arrow(
        &mut self,
        _start: u32,
        _mark: Mark,
    ) -> Read<Option<Head<'a>>> {
        Ok(None)
    }
    pub(super) fn ts_as(&mut self, _start: u32, _left: Expr<'a>) -> Read<Expr<'a>> {
        Err(self.unexpected())
    }
    pub(super) fn ts_assertion(&mut self) -> Read<Expr<'a>> {
        Err(self.unexpected())
    }
    pub(super) fn ts_non_null(&mut self, _start: u32, expr: Expr<'a>) -> Expr<'a> {
        self.advance();
        expr
    }
    pub(super) fn ts_instantiation(
        &mut self,
        _start: u32,
        expr: Expr<'a>,
        _args: TypeSpan,
    ) -> Expr<'a> {
        expr
    }
    pub(super) fn split_instantiation(&mut self, expr: Expr<'a>) -> (Expr<'a>, Option<TypeSpan>) {
        (expr, None)
    }
}

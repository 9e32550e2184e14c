//! JSX.
//!
//! Uses: ast, diagnostic, interner, lexer.
//! Never: dump.

use super::{Parser, Read};
use crate::ast::Expr;

impl<'a> Parser<'a, '_, '_> {
    pub(super) fn jsx_expression(&mut self) -> Read<Expr<'a>> {
        Err(self.unexpected())
    }
}

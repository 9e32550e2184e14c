//! TypeScript declarations.
//!
//! Uses: ast, diagnostic, interner, lexer.
//! Never: dump.

use super::state::Position;
use super::{Parser, Read};
use crate::ast::Stmt;

impl<'a> Parser<'a, '_, '_> {
    pub(super) fn ts_statement(&mut self, _position: Position) -> Read<Option<Stmt<'a>>> {
        Ok(None)
    }
    pub(super) fn enum_declaration(&mut self, _start: u32) -> Read<Stmt<'a>> {
        Err(self.unexpected())
    }
    pub(super) fn ts_default_interface(&mut self) -> Read<bool> {
        Ok(false)
    }
}

//! Imports, exports, and the entry lists of a module.
//!
//! The statements keep what was written; [`ModuleEntries`] is what linking needs.
//!
//! Uses: ast, interner.
//! Never: parser, lexer.

use super::{Class, Expr, Function, Ident, ImportPhase, Span};
use crate::interner::Name;

/// `with { key: "value" }`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportAttribute {
    /// The key.
    pub key: Ident,
    /// The value.
    pub value: Ident,
}

/// `import …`
#[derive(Clone, Copy, Debug)]
pub struct Import<'a> {
    /// The phase.
    pub phase: ImportPhase,
    /// What is bound; empty for `import "x"`.
    pub specifiers: &'a [ImportSpecifier],
    /// The module specifier.
    pub source: Ident,
    /// The attributes.
    pub attributes: &'a [ImportAttribute],
    /// TypeScript `import type`: has no existence at run time.
    pub type_only: bool,
}

/// One imported binding.
#[derive(Clone, Copy, Debug)]
pub struct ImportSpecifier {
    /// What is imported.
    pub imported: ImportName,
    /// The local binding.
    pub local: Ident,
    /// TypeScript inline `type`: has no existence at run time.
    pub type_only: bool,
}

/// What an import takes from a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportName {
    /// An export by name (`default` for the default export).
    Name(Name),
    /// `* as ns`
    Namespace,
    /// `import source x`
    Source,
}

/// `export { … }`, `export { … } from "x"`
#[derive(Clone, Copy, Debug)]
pub struct ExportNamed<'a> {
    /// What is exported.
    pub specifiers: &'a [ExportSpecifier],
    /// The module specifier behind `from`.
    pub source: Option<Ident>,
    /// The attributes.
    pub attributes: &'a [ImportAttribute],
    /// TypeScript `export type`: has no existence at run time.
    pub type_only: bool,
}

/// `local as exported`
#[derive(Clone, Copy, Debug)]
pub struct ExportSpecifier {
    /// The local binding, or the name in the other module.
    pub local: Ident,
    /// The exported name.
    pub exported: Ident,
    /// TypeScript inline `type`: has no existence at run time.
    pub type_only: bool,
}

/// `export * from "x"`, `export * as ns from "x"`
#[derive(Clone, Copy, Debug)]
pub struct ExportAll<'a> {
    /// The exported name of the namespace.
    pub exported: Option<Ident>,
    /// The module specifier.
    pub source: Ident,
    /// The attributes.
    pub attributes: &'a [ImportAttribute],
    /// TypeScript `export type *`: has no existence at run time.
    pub type_only: bool,
}

/// `export default …`
#[derive(Clone, Copy, Debug)]
pub enum ExportDefault<'a> {
    /// A function declaration, perhaps without name: then its binding is [`Name::STAR_DEFAULT`] and hoisted.
    Function(&'a Function<'a>),
    /// A class declaration, perhaps without name: then its binding is [`Name::STAR_DEFAULT`].
    Class(&'a Class<'a>),
    /// An expression, bound to [`Name::STAR_DEFAULT`].
    Expr(&'a Expr<'a>),
}

/// The entry lists of a module.
///
/// §16.2.1.7.1 ParseModule ( sourceText, realm, hostDefined ) <https://tc39.es/ecma262/#sec-parsemodule>
#[derive(Clone, Copy, Debug, Default)]
pub struct ModuleEntries<'a> {
    /// Requested modules in order of appearance, without duplicates.
    pub requests: &'a [ModuleRequest<'a>],
    /// Import entries.
    pub imports: &'a [ImportEntry],
    /// Exports of local bindings.
    pub local_exports: &'a [LocalExport],
    /// Exports of other modules' bindings, including re-exported imports.
    pub indirect_exports: &'a [IndirectExport],
    /// `export * from` without a name: indices into `requests`.
    pub star_exports: &'a [u32],
}

/// A requested module.
#[derive(Clone, Copy, Debug)]
pub struct ModuleRequest<'a> {
    /// The specifier.
    pub specifier: Name,
    /// The attributes.
    pub attributes: &'a [ImportAttribute],
    /// The phase.
    pub phase: ImportPhase,
    /// Where it is first requested.
    pub span: Span,
}

/// An imported binding.
#[derive(Clone, Copy, Debug)]
pub struct ImportEntry {
    /// Index into [`ModuleEntries::requests`].
    pub request: u32,
    /// What is imported.
    pub imported: ImportName,
    /// The local binding.
    pub local: Name,
    /// Where it stands.
    pub span: Span,
}

/// An exported local binding.
#[derive(Clone, Copy, Debug)]
pub struct LocalExport {
    /// The exported name.
    pub exported: Name,
    /// The local binding ([`Name::STAR_DEFAULT`] for an anonymous default).
    pub local: Name,
    /// Where it stands.
    pub span: Span,
}

/// A re-exported binding of another module.
#[derive(Clone, Copy, Debug)]
pub struct IndirectExport {
    /// The exported name.
    pub exported: Name,
    /// Index into [`ModuleEntries::requests`].
    pub request: u32,
    /// What is taken from it (`Namespace` for `export * as ns`).
    pub imported: ImportName,
    /// Where it stands.
    pub span: Span,
}

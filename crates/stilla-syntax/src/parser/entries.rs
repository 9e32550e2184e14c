//! The entry lists of a module, made from its statements.
//!
//! §16.2.1.7.1 ParseModule ( sourceText, realm, hostDefined ) <https://tc39.es/ecma262/#sec-parsemodule>
//!
//! Uses: ast, diagnostic, interner, scope.
//! Never: lexer, dump.

use super::Parser;
use crate::ast::{
    ExportDefault, Ident, ImportAttribute, ImportEntry, ImportName, ImportPhase, ImportSpecifier,
    IndirectExport, LocalExport, ModuleEntries, ModuleRequest, Span, Stmt, StmtKind, TsDeclaration,
};
use crate::diagnostic::DiagnosticKind;
use crate::interner::Name;
use rustc_hash::{FxHashMap, FxHashSet};

/// The local names of an import.
fn imported_names<'a>(statement: &Stmt<'a>) -> Option<impl Iterator<Item = Name> + use<'a>> {
    match statement.kind {
        StmtKind::Import(import) => Some(
            import
                .specifiers
                .iter()
                .map(|specifier| specifier.local.name),
        ),
        _ => None,
    }
}

#[derive(Default)]
struct Entries<'a> {
    requests: Vec<ModuleRequest<'a>>,
    imports: Vec<ImportEntry>,
    imported: FxHashMap<Name, u32>,
    exported: FxHashSet<Name>,
    local_exports: Vec<LocalExport>,
    indirect_exports: Vec<IndirectExport>,
    star_exports: Vec<u32>,
    /// TypeScript: the names that something but types uses.
    used: Option<FxHashSet<Name>>,
}

impl<'a> Entries<'a> {
    fn request(
        &mut self,
        source: Ident,
        attributes: &'a [ImportAttribute],
        phase: ImportPhase,
    ) -> u32 {
        let same = |request: &ModuleRequest<'a>| {
            request.specifier == source.name
                && request.phase == phase
                && request.attributes.len() == attributes.len()
                && attributes.iter().all(|wanted| {
                    request.attributes.iter().any(|known| {
                        known.key.name == wanted.key.name && known.value.name == wanted.value.name
                    })
                })
        };
        if let Some(index) = self.requests.iter().position(same) {
            return index as u32;
        }
        self.requests.push(ModuleRequest {
            specifier: source.name,
            attributes,
            phase,
            span: source.span,
        });
        self.requests.len() as u32 - 1
    }
}

impl<'a> Parser<'a, '_, '_> {
    /// Collects the entries and reports duplicate and undeclared exports. The module's scope must still be open.
    pub(super) fn module_entries(&mut self, body: &'a [Stmt<'a>]) -> &'a ModuleEntries<'a> {
        let mut entries = Entries::default();
        if self.options.typescript {
            entries.used = Some(self.used_names(body));
        }
        for statement in body {
            self.import_entries(statement, &mut entries);
        }
        for statement in body {
            self.export_entries(statement, &mut entries);
        }
        for export in &entries.local_exports {
            self.scopes.exported(export.local);
        }
        self.arena.alloc(ModuleEntries {
            requests: self.slice(&entries.requests),
            imports: self.slice(&entries.imports),
            local_exports: self.slice(&entries.local_exports),
            indirect_exports: self.slice(&entries.indirect_exports),
            star_exports: self.slice(&entries.star_exports),
        })
    }

    /// Imports, and requests of exports, in source order.
    fn import_entries(&mut self, statement: &'a Stmt<'a>, entries: &mut Entries<'a>) {
        match statement.kind {
            StmtKind::Import(import) if !import.type_only => {
                // TypeScript: an import that only types use does not exist.
                let used = entries.used.take();
                let exists = |specifier: &&ImportSpecifier| {
                    let is_used = used
                        .as_ref()
                        .is_none_or(|used| used.contains(&specifier.local.name));
                    is_used && !specifier.type_only
                };
                let specifiers: Vec<_> = import.specifiers.iter().filter(exists).collect();
                entries.used = used;
                if specifiers.is_empty() && !import.specifiers.is_empty() {
                    return;
                }
                let request = entries.request(import.source, import.attributes, import.phase);
                for specifier in specifiers {
                    let Ident { name: local, span } = specifier.local;
                    entries.imported.insert(local, entries.imports.len() as u32);
                    entries.imports.push(ImportEntry {
                        request,
                        imported: specifier.imported,
                        local,
                        span,
                    });
                }
            }
            StmtKind::ExportAll(all) if !all.type_only => {
                entries.request(all.source, all.attributes, ImportPhase::Evaluation);
            }
            StmtKind::ExportNamed(named) if !named.type_only => {
                if let Some(source) = named.source {
                    entries.request(source, named.attributes, ImportPhase::Evaluation);
                }
            }
            _ => {}
        }
    }

    /// The names that the module refers to, or exports.
    fn used_names(&self, body: &[Stmt<'a>]) -> FxHashSet<Name> {
        let mut used: FxHashSet<Name> = self.scopes.open_references().collect();
        if self.scopes.has_open_eval() {
            used.extend(body.iter().filter_map(imported_names).flatten());
        }
        for statement in body {
            if let StmtKind::ExportNamed(named) = statement.kind
                && named.source.is_none()
                && !named.type_only
            {
                let exported = named.specifiers.iter();
                used.extend(exported.map(|specifier| specifier.local.name));
            }
        }
        used
    }

    fn export_entries(&mut self, statement: &'a Stmt<'a>, entries: &mut Entries<'a>) {
        match statement.kind {
            StmtKind::ExportAll(all) if !all.type_only => {
                let request = entries.request(all.source, all.attributes, ImportPhase::Evaluation);
                match all.exported {
                    None => entries.star_exports.push(request),
                    Some(Ident { name, span }) => {
                        self.add_export_name(name, span, entries);
                        let imported = ImportName::Namespace;
                        entries.indirect_exports.push(IndirectExport {
                            exported: name,
                            request,
                            imported,
                            span,
                        });
                    }
                }
            }
            StmtKind::ExportNamed(named) if !named.type_only => {
                for specifier in named
                    .specifiers
                    .iter()
                    .filter(|specifier| !specifier.type_only)
                {
                    let (exported, span) = (specifier.exported.name, specifier.exported.span);
                    self.add_export_name(exported, span, entries);
                    match named.source {
                        None => self.local_export(exported, specifier.local, entries),
                        Some(source) => {
                            let request =
                                entries.request(source, named.attributes, ImportPhase::Evaluation);
                            let imported = ImportName::Name(specifier.local.name);
                            entries.indirect_exports.push(IndirectExport {
                                exported,
                                request,
                                imported,
                                span,
                            });
                        }
                    }
                }
            }
            StmtKind::ExportDefault(default) => {
                let name = match default {
                    ExportDefault::Function(function) => function.name,
                    ExportDefault::Class(class) => class.name,
                    ExportDefault::Expr(_) => None,
                };
                let span = statement.span;
                let local = name.unwrap_or(Ident {
                    name: Name::STAR_DEFAULT,
                    span,
                });
                self.add_export_name(Name::DEFAULT, span, entries);
                entries.local_exports.push(LocalExport {
                    exported: Name::DEFAULT,
                    local: local.name,
                    span,
                });
            }
            StmtKind::ExportDeclaration(declaration) => self.declared_exports(declaration, entries),
            _ => {}
        }
    }

    fn add_export_name(&mut self, name: Name, span: Span, entries: &mut Entries<'a>) {
        if !entries.exported.insert(name) {
            let name = self.text(name);
            self.report(DiagnosticKind::DuplicateExport { name }, span);
        }
    }

    /// `export { local as exported }`: an imported binding or namespace is passed on.
    fn local_export(&mut self, exported: Name, local: Ident, entries: &mut Entries<'a>) {
        let Ident { name, span } = local;
        if let Some(&index) = entries.imported.get(&name) {
            let entry = entries.imports[index as usize];
            let is_deferred = entries.requests[entry.request as usize].phase == ImportPhase::Defer;
            let passed_on = match entry.imported {
                ImportName::Name(_) => true,
                ImportName::Namespace => !is_deferred,
                ImportName::Source => false,
            };
            if passed_on {
                let (request, imported) = (entry.request, entry.imported);
                entries.indirect_exports.push(IndirectExport {
                    exported,
                    request,
                    imported,
                    span,
                });
                return;
            }
        } else if !self.scopes.is_declared_here(name) {
            if self.options.typescript {
                // Probably a type.
                return;
            }
            let name = self.text(name);
            self.report(DiagnosticKind::UndeclaredExport { name }, span);
            return;
        }
        entries.local_exports.push(LocalExport {
            exported,
            local: name,
            span,
        });
    }

    fn declared_exports(&mut self, declaration: &'a Stmt<'a>, entries: &mut Entries<'a>) {
        let mut names = Vec::new();
        match declaration.kind {
            StmtKind::Variable(declaration) if !declaration.is_ambient => {
                for declarator in declaration.declarators {
                    self.for_each_name(&declarator.target, &mut |ident| names.push(ident));
                }
            }
            StmtKind::Function(function) => names.extend(function.name),
            StmtKind::Class(class) if !class.is_ambient => names.extend(class.name),
            StmtKind::Ts(TsDeclaration::Enum(declaration)) => names.push(declaration.name),
            StmtKind::Ts(TsDeclaration::Namespace(declaration)) => names.push(declaration.name),
            _ => {}
        }
        let merges = matches!(declaration.kind, StmtKind::Ts(_));
        for Ident { name, span } in names {
            // Enums and namespaces add to what has their name.
            let is_same = |entry: &LocalExport| entry.exported == name && entry.local == name;
            if merges && entries.local_exports.iter().any(is_same) {
                continue;
            }
            self.add_export_name(name, span, entries);
            entries.local_exports.push(LocalExport {
                exported: name,
                local: name,
                span,
            });
        }
    }
}

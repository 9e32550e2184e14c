//! Where exports live, and namespace objects.
//!
//! Uses: module, the namespace object. Never: evaluate.

use std::collections::HashSet;

use stilla_bytecode::WtfString;
use stilla_gc::Gc;

use super::{Module, ModuleRecord, facts_of};
use crate::Cx;
use crate::error::JsResult;
use crate::object::Object;
use crate::object::internal_methods::{ExportBinding, NamespaceKind};
use crate::value::Value;
use stilla_bytecode::code::{ImportPhase, ModuleFacts};

/// What ResolveExport finds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Resolution {
    /// A slot of a module's environment.
    Binding(Gc<ModuleRecord>, u16),
    /// The namespace object of a module.
    Namespace(Gc<ModuleRecord>),
    /// The source object of a module.
    Source(Gc<ModuleRecord>),
    /// There is no such export, or only by way of itself.
    Missing,
    /// Several `export *` give different ones.
    Ambiguous,
}

/// What was asked on the way to an export: addresses of modules, and names.
type Asked = HashSet<(usize, WtfString)>;

/// What an export of the local binding `slot` is: that of an imported namespace is the namespace,
/// that of an imported source the source.
fn local_binding(module: Gc<ModuleRecord>, facts: &ModuleFacts, slot: u16) -> Resolution {
    let import = facts
        .imports
        .iter()
        .find(|import| import.slot == slot && import.name.is_none());
    let Some(request) = import.map(|import| usize::from(import.request)) else {
        return Resolution::Binding(module, slot);
    };
    let target = module.loaded()[request];
    match facts.requests[request].phase {
        ImportPhase::Evaluation => Resolution::Namespace(target),
        ImportPhase::Source => Resolution::Source(target),
        ImportPhase::Defer => Resolution::Binding(module, slot),
    }
}

impl Cx {
    /// §16.2.1.7.2.2 ResolveExport ( exportName [ , resolveSet ] ) <https://tc39.es/ecma262/#sec-resolveexport>
    pub(super) fn resolve_export(
        &mut self,
        module: Gc<ModuleRecord>,
        name: &[u8],
    ) -> JsResult<Resolution> {
        self.resolve_among(module, name, &mut Asked::new())
    }

    fn resolve_among(
        &mut self,
        module: Gc<ModuleRecord>,
        name: &[u8],
        asked: &mut Asked,
    ) -> JsResult<Resolution> {
        self.check_native_stack()?;
        if !asked.insert((module.address(), name.into())) {
            return Ok(Resolution::Missing);
        }
        let Some(code) = module.code() else {
            let found = module
                .synthetic_exports
                .iter()
                .find(|(exported, _)| **exported == *name);
            return Ok(found.map_or(Resolution::Missing, |(_, slot)| {
                Resolution::Binding(module, *slot)
            }));
        };
        let Some(facts) = facts_of(&code) else {
            return Ok(Resolution::Missing);
        };
        if let Some((_, slot)) = facts
            .local_exports
            .iter()
            .find(|(exported, _)| **exported == *name)
        {
            return Ok(local_binding(module, facts, *slot));
        }
        if let Some(export) = facts
            .indirect_exports
            .iter()
            .find(|export| *export.exported == *name)
        {
            let target = module.loaded()[usize::from(export.request)];
            return match &export.name {
                None => Ok(Resolution::Namespace(target)),
                Some(name) => self.resolve_among(target, name, asked),
            };
        }
        if name == b"default" {
            return Ok(Resolution::Missing);
        }
        let mut found = Resolution::Missing;
        for request in &facts.star_exports {
            let target = module.loaded()[usize::from(*request)];
            match self.resolve_among(target, name, asked)? {
                Resolution::Missing => {}
                Resolution::Ambiguous => return Ok(Resolution::Ambiguous),
                other if found == Resolution::Missing => found = other,
                other if other == found => {}
                _ => return Ok(Resolution::Ambiguous),
            }
        }
        Ok(found)
    }

    /// §16.2.1.7.2.1 GetExportedNames ( [ exportStarSet ] ) <https://tc39.es/ecma262/#sec-getexportednames>
    fn exported_names(module: Gc<ModuleRecord>) -> HashSet<WtfString> {
        let mut names = HashSet::new();
        let mut seen = HashSet::from([module.address()]);
        let mut open = vec![(module, true)]; // NOTE: what is in it is in the module map too
        while let Some((module, is_first)) = open.pop() {
            let mut add = |name: &WtfString| {
                if is_first || **name != *b"default" {
                    names.insert(name.clone());
                }
            };
            module
                .synthetic_exports
                .iter()
                .for_each(|(name, _)| add(name));
            let Some(code) = module.code() else { continue };
            let Some(facts) = facts_of(&code) else {
                continue;
            };
            facts.local_exports.iter().for_each(|(name, _)| add(name));
            facts
                .indirect_exports
                .iter()
                .for_each(|export| add(&export.exported));
            for request in &facts.star_exports {
                let target = module.loaded()[usize::from(*request)];
                if seen.insert(target.address()) {
                    open.push((target, false));
                }
            }
        }
        names
    }

    /// §16.2.1.11 GetModuleNamespace ( module ) <https://tc39.es/ecma262/#sec-getmodulenamespace>
    ///
    /// # Errors
    /// RangeError if `export *` nest too deeply.
    pub(crate) fn get_module_namespace(&mut self, module: Gc<ModuleRecord>) -> JsResult<Object> {
        self.namespace_of(module, NamespaceKind::Plain)
    }

    /// The namespace object of a module, which may be one that evaluates the module when it is used.
    pub(super) fn namespace_of(
        &mut self,
        module: Gc<ModuleRecord>,
        kind: NamespaceKind,
    ) -> JsResult<Object> {
        let field = match kind {
            NamespaceKind::Plain => &module.namespace,
            NamespaceKind::Deferred => &module.deferred_namespace,
        };
        if let Some(namespace) = field.get().as_object() {
            return Ok(namespace);
        }
        let mut exports = Vec::new(); // NOTE: nothing collects until the namespace has them
        for name in Self::exported_names(module) {
            if kind == NamespaceKind::Deferred && *name == *b"then" {
                continue;
            }
            let (owner, slot) = match self.resolve_export(module, &name)? {
                Resolution::Binding(owner, slot) => (owner, Some(u32::from(slot))),
                Resolution::Source(owner) => (owner, Some(ExportBinding::SOURCE)),
                Resolution::Namespace(owner) => (owner, None),
                Resolution::Missing | Resolution::Ambiguous => continue,
            };
            let name = self.intern_wtf8(&name);
            exports.push(ExportBinding {
                name,
                module: Value::from_internal(owner),
                slot,
            });
        }
        let value = Value::from_internal(module);
        let namespace = self.module_namespace_create(value, kind, &mut exports);
        field.set(namespace.into());
        Ok(namespace)
    }

    /// The namespace object of a module, linking it if need be.
    ///
    /// # Errors
    /// What linking throws.
    pub fn module_namespace(&mut self, module: Module) -> JsResult<Object> {
        self.enter(|cx| {
            cx.load_requested(module.0)?;
            cx.link(module.0)?;
            cx.get_module_namespace(module.0)
        })
    }
}

//! Linking: every import finds its export, every environment its imports and functions.
//!
//! Uses: module, resolve. Never: evaluate.

use stilla_bytecode::WtfString;
use stilla_bytecode::code::{ImportPhase, ModuleFacts};
use stilla_gc::Gc;

use super::resolve::Resolution;
use super::{ImportReference, ModuleRecord, Status, facts_of};
use crate::Cx;
use crate::code_block::CodeBlock;
use crate::error::{JsResult, Msg, syntax_error};
use crate::object::internal_methods::NamespaceKind;
use crate::value::Value;

impl Cx {
    /// §16.2.1.6.1.2 Link ( ) <https://tc39.es/ecma262/#sec-moduledeclarationlinking>; what the module
    /// requests is loaded.
    pub(super) fn link(&mut self, module: Gc<ModuleRecord>) -> JsResult<()> {
        let mut stack = Vec::new(); // NOTE: what is in it is in the module map too
        let result = self.inner_link(module, &mut stack, 0);
        if result.is_err() {
            for module in stack {
                module.status.set(Status::Unlinked);
            }
        }
        result.map(|_| ())
    }

    /// §16.2.1.6.1.2.1 InnerModuleLinking ( module, stack, index ) <https://tc39.es/ecma262/#sec-InnerModuleLinking>
    fn inner_link(
        &mut self,
        module: Gc<ModuleRecord>,
        stack: &mut Vec<Gc<ModuleRecord>>,
        index: u32,
    ) -> JsResult<u32> {
        self.check_native_stack()?;
        if module.status.get() != Status::Unlinked {
            return Ok(index);
        }
        module.status.set(Status::Linking);
        module.dfs_index.set(index);
        module.dfs_ancestor_index.set(index);
        let mut index = index + 1;
        stack.push(module);
        for required in module.requested_beyond_source() {
            let required = &required;
            index = self.inner_link(*required, stack, index)?;
            if required.status.get() == Status::Linking {
                let least = module
                    .dfs_ancestor_index
                    .get()
                    .min(required.dfs_ancestor_index.get());
                module.dfs_ancestor_index.set(least);
            }
        }
        self.initialise_environment(module)?;
        if module.dfs_ancestor_index.get() == module.dfs_index.get() {
            while let Some(member) = stack.pop() {
                member.status.set(Status::Linked);
                if member == module {
                    break;
                }
            }
        }
        Ok(index)
    }

    /// §16.2.1.7.3.1 InitializeEnvironment ( ) <https://tc39.es/ecma262/#sec-source-text-module-record-initialize-environment>
    fn initialise_environment(&mut self, module: Gc<ModuleRecord>) -> JsResult<()> {
        let Some(code) = module.code() else {
            return Ok(());
        };
        let Some(facts) = facts_of(&code) else {
            return Ok(());
        };
        for export in &facts.indirect_exports {
            let resolution = self.resolve_export(module, &export.exported)?;
            if matches!(resolution, Resolution::Missing | Resolution::Ambiguous) {
                let specifier = &facts.requests[usize::from(export.request)].specifier;
                let name = export.name.as_ref().unwrap_or(&export.exported);
                return Err(self.unresolved(resolution, specifier, name));
            }
        }
        self.bind_imports(module, facts)?;
        let environment = module.environment.get();
        for slot in &facts.vars {
            environment.set(usize::from(*slot), Value::UNDEFINED);
        }
        let block = module.block.get().as_internal::<CodeBlock>();
        let block = block.expect("a module with facts has a code block");
        self.in_realm(module.realm.get(), || {
            for (slot, function) in &facts.functions {
                let inner = self.inner_block(block, usize::from(*function));
                let closure = self.new_closure(inner, Value::from_internal(environment));
                environment.set(usize::from(*slot), closure.into());
            }
        });
        Ok(())
    }

    fn bind_imports(&mut self, module: Gc<ModuleRecord>, facts: &ModuleFacts) -> JsResult<()> {
        let environment = module.environment.get();
        for import in &facts.imports {
            let target = module.loaded()[usize::from(import.request)];
            let request = &facts.requests[usize::from(import.request)];
            let value = match (&import.name, request.phase) {
                (_, ImportPhase::Source) => self.source_of(target)?,
                (None, ImportPhase::Defer) => {
                    self.namespace_of(target, NamespaceKind::Deferred)?.into()
                }
                (None, ImportPhase::Evaluation) => self.get_module_namespace(target)?.into(),
                (Some(name), _) => match self.resolve_export(target, name)? {
                    Resolution::Binding(owner, slot) => {
                        let owner = owner.environment.get();
                        Value::from_internal(ImportReference::new(self, owner, u32::from(slot)))
                    }
                    Resolution::Namespace(owner) => self.get_module_namespace(owner)?.into(),
                    Resolution::Source(owner) => self.source_of(owner)?,
                    refused => return Err(self.unresolved(refused, &request.specifier, name)),
                },
            };
            environment.set(usize::from(import.slot), value);
        }
        Ok(())
    }

    #[cold]
    fn unresolved(
        &mut self,
        resolution: Resolution,
        specifier: &WtfString,
        name: &WtfString,
    ) -> crate::Thrown {
        let (specifier, name) = (self.wtf8(specifier), self.wtf8(name));
        let msg = match resolution {
            Resolution::Ambiguous => Msg::ModuleExportAmbiguous { specifier, name },
            _ => Msg::ModuleExportMissing { specifier, name },
        };
        syntax_error(self, msg)
    }
}

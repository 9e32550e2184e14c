//! Modules: the machine makes the environment when it links; the code runs over it.
//!
//! Bindings that another module or an inner function can see have a slot, the others a register.
//!
//! Uses: function, scope, body, script, fault. Never: eval.

use crate::body::declared_functions;
use crate::fault::{Fault, R};
use crate::function::Gen;
use crate::lazy::Form;
use crate::scope::{Bound, Frame, Layout, Loc, ScopeShape};
use crate::script::top_shape;
use crate::unit::Unit;
use rustc_hash::FxHashSet;
use std::rc::Rc;
use std::sync::Arc;
use stilla_bytecode::code::{ImportEntry, ImportPhase, IndirectExport, ModuleFacts, ModuleRequest};
use stilla_bytecode::{Code, CodeFlags, FunctionKind, Inst};
use stilla_syntax::Name;
use stilla_syntax::ast::{self, ImportName, ModuleEntries, Program};
use stilla_syntax::scope::BindingKind;

pub(crate) fn compile<'a>(unit: &Unit<'a>, program: &Program<'a>) -> R<Arc<Code>> {
    let mut shape = top_shape(program, FunctionKind::Module);
    if program.has_top_level_await {
        shape.flags |= CodeFlags::ASYNC;
    }
    Gen::build(unit, shape, None, &|this| {
        if program.has_top_level_await {
            let dst = this.alloc();
            this.emit(Inst::StartAsync { dst });
        }
        this.enter_module(program)?;
        this.with_disposal(program.scope, |this| this.statements(program.body))?;
        this.finish_body()
    })
}

impl<'a> Gen<'_, 'a> {
    fn enter_module(&mut self, program: &Program<'a>) -> R {
        let unit = self.unit;
        let empty = ModuleEntries::default();
        let entries = program.module.unwrap_or(&empty);
        let exported: FxHashSet<Name> = entries
            .local_exports
            .iter()
            .map(|export| export.local)
            .collect();
        // Slot 0 is the module record.
        let mut layout = Layout {
            slots: 1,
            ..Layout::default()
        };
        let everything = unit.scopes.scope(program.scope).contains_direct_eval;
        for binding in unit.scopes.bindings(program.scope) {
            if crate::scope::is_implicit(binding.kind) {
                continue;
            }
            let in_slot = everything
                || binding.captured
                || exported.contains(&binding.name)
                || matches!(binding.kind, BindingKind::Import | BindingKind::Function);
            let loc = if in_slot {
                Loc::Slot(layout.slot())
            } else {
                Loc::Reg(self.alloc())
            };
            let mut bound = Bound::new(unit, binding, loc);
            // Another module may read an export whenever it likes, but then it checks itself.
            bound.needs_tdz |= binding.kind == BindingKind::Import;
            layout.names.insert(binding.name, bound);
            match (binding.kind, loc) {
                (BindingKind::Var, Loc::Reg(dst)) => self.emit(Inst::LoadUndefined { dst }),
                (_, Loc::Reg(dst)) if bound.needs_tdz => self.emit(Inst::LoadEmpty { dst }),
                _ => {}
            }
        }
        let slots = layout.slots;
        let env = self.outer_env(0);
        self.push_frame(Frame {
            id: Some(program.scope),
            shape: ScopeShape::Slots { is_var_scope: true },
            env: Some(env),
            names: Some(Rc::new(layout.names)),
            always_check: false,
        });
        let facts = self.module_facts(program, entries, slots)?;
        self.module = Some(Box::new(facts));
        Ok(())
    }

    fn slot_of(&self, name: Name) -> R<u16> {
        let bound = self.frames.last().and_then(|frame| frame.get(name));
        match bound {
            Some(&Bound {
                loc: Loc::Slot(slot),
                ..
            }) => Ok(slot),
            _ => Err(Fault::TooLarge("module bindings")),
        }
    }

    fn module_facts(
        &mut self,
        program: &Program<'a>,
        entries: &ModuleEntries<'a>,
        slots: u16,
    ) -> R<ModuleFacts> {
        let unit = self.unit;
        let mut facts = ModuleFacts {
            slots,
            has_top_level_await: program.has_top_level_await,
            star_exports: entries
                .star_exports
                .iter()
                .map(|&index| index as u16)
                .collect(),
            ..ModuleFacts::default()
        };
        for request in entries.requests {
            facts.requests.push(self.module_request(request));
        }
        for import in entries.imports {
            facts.imports.push(ImportEntry {
                request: import.request as u16,
                name: self.import_name(import.imported),
                slot: self.slot_of(import.local)?,
            });
        }
        for export in entries.local_exports {
            let exported = self.text(export.exported);
            facts
                .local_exports
                .push((exported, self.slot_of(export.local)?));
        }
        for export in entries.indirect_exports {
            facts.indirect_exports.push(IndirectExport {
                exported: self.text(export.exported),
                request: export.request as u16,
                name: self.import_name(export.imported),
            });
        }
        for binding in unit.scopes.bindings(program.scope) {
            if binding.kind == BindingKind::Var
                && let Ok(slot) = self.slot_of(binding.name)
            {
                facts.vars.push(slot);
            }
        }
        for function in declared_functions(program.body) {
            let name = function.name.map_or(Name::STAR_DEFAULT, |ident| ident.name);
            let shown = if name == Name::STAR_DEFAULT {
                Name::DEFAULT
            } else {
                name
            };
            let text = self.text(shown);
            let slot = self.slot_of(name)?;
            let index = self.inner_function(function, text, Form::Declaration)?;
            facts.functions.push((slot, index));
        }
        Ok(facts)
    }

    fn import_name(&self, name: ImportName) -> Option<stilla_bytecode::WtfString> {
        match name {
            ImportName::Name(name) => Some(self.text(name)),
            ImportName::Namespace | ImportName::Source => None,
        }
    }

    fn module_request(&self, request: &ast::ModuleRequest<'a>) -> ModuleRequest {
        let attributes = request
            .attributes
            .iter()
            .map(|attribute| {
                (
                    self.text(attribute.key.name),
                    self.text(attribute.value.name),
                )
            })
            .collect();
        ModuleRequest {
            specifier: self.text(request.specifier),
            attributes,
            phase: match request.phase {
                ast::ImportPhase::Evaluation => ImportPhase::Evaluation,
                ast::ImportPhase::Source => ImportPhase::Source,
                ast::ImportPhase::Defer => ImportPhase::Defer,
            },
        }
    }
}

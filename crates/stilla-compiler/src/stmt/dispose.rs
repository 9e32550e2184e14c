//! `using` and `await using`: resources that are disposed when their scope is left.
//!
//! The scope becomes a `try` with `finally`; its resources are in a list in a register.
//!
//! Uses: function, control, stmt/loops, fault. Never: expr, unit's drivers.

use super::loops::has_resources;
use crate::fault::R;
use crate::function::Gen;
use stilla_bytecode::{Inst, Reg};
use stilla_syntax::ast::VariableKind;
use stilla_syntax::scope::ScopeId;

impl Gen<'_, '_> {
    /// Emits `body`, and the disposal of what it declares in `scope`.
    pub(crate) fn with_disposal(&mut self, scope: ScopeId, body: impl FnOnce(&mut Self) -> R) -> R {
        let bindings = self.unit.scopes.bindings(scope);
        if !has_resources(bindings.iter().map(|binding| binding.kind)) {
            return body(self);
        }
        let list = self.alloc();
        self.emit(Inst::NewDisposeList { dst: list });
        self.disposables.push(list);
        let lists = self.disposables.len();
        self.with_finally(
            |this| {
                body(this)?;
                this.disposables.truncate(lists - 1);
                Ok(())
            },
            |this, kind, value| this.dispose_all(list, kind, value),
        )
    }

    /// Adds the value of a resource declaration to the list of its scope.
    pub(crate) fn add_disposable(&mut self, kind: VariableKind, src: Reg) {
        let flags = match kind {
            VariableKind::Using => 0,
            VariableKind::AwaitUsing => 1,
            VariableKind::Var | VariableKind::Let | VariableKind::Const => return,
        };
        if let Some(&list) = self.disposables.last() {
            self.emit(Inst::AddDisposable { list, src, flags });
        }
    }

    /// DisposeResources: the error of the scope, if any, is where the others are added.
    fn dispose_all(&mut self, list: Reg, kind: Reg, value: Reg) -> R {
        let mark = self.mark();
        let (error, pending) = (self.alloc(), self.alloc());
        self.emit(Inst::LoadEmpty { dst: error });
        let clean = self.label();
        self.jump_unless_int(kind, 1, clean);
        self.move_to(error, value);
        self.bind(clean);
        let (top, next, done, over) = (self.label(), self.label(), self.label(), self.label());
        self.bind(top);
        self.emit(Inst::DisposeNext {
            dst: pending,
            list,
            error,
            target: done,
        });
        self.emit(Inst::JumpIfEmpty {
            src: pending,
            target: next,
        });
        let guard = self.open_guard();
        self.emit(Inst::Await {
            dst: pending,
            src: pending,
        });
        self.emit(Inst::Jump { target: next });
        if self.begin_handler(guard, false, pending) {
            self.emit(Inst::SuppressError {
                error,
                new: pending,
            });
        }
        self.bind(next);
        self.emit(Inst::Loop { target: top });
        self.bind(done);
        self.emit(Inst::JumpIfEmpty {
            src: error,
            target: over,
        });
        self.emit(Inst::Throw { src: error });
        self.bind(over);
        self.release(mark);
        Ok(())
    }
}

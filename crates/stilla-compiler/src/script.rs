//! Scripts: declarations go to the global scope, which the machine keeps.
//!
//! Uses: function, scope, body, fault. Never: eval, module.

use crate::body::declared_functions;
use crate::control::Exit;
use crate::fault::R;
use crate::function::{Gen, Shape, Surround};
use crate::lazy::Form;
use crate::scope::{Frame, ScopeShape};
use crate::unit::Unit;
use std::sync::Arc;
use stilla_bytecode::code::GlobalDeclarations;
use stilla_bytecode::{Code, CodeFlags, Constant, FunctionKind, Inst, WtfString};
use stilla_syntax::Name;
use stilla_syntax::ast::{Function, Program};
use stilla_syntax::scope::BindingKind;

pub(crate) fn compile<'a>(
    unit: &Unit<'a>,
    program: &Program<'a>,
    completion: bool,
) -> R<Arc<Code>> {
    let shape = top_shape(program, FunctionKind::Script);
    Gen::build(unit, shape, None, &|this| {
        this.push_frame(Frame {
            id: Some(program.scope),
            shape: ScopeShape::Global,
            env: None,
            names: None,
            always_check: false,
        });
        this.declare_globals(program)?;
        if completion {
            this.begin_completion();
        }
        this.statements(program.body)?;
        this.end_completion()
    })
}

/// The shape of code that is no function.
pub(crate) fn top_shape(program: &Program<'_>, kind: FunctionKind) -> Shape {
    Shape {
        kind,
        flags: CodeFlags::USES_THIS | if program.strict { CodeFlags::STRICT } else { 0 },
        name: WtfString::default(),
        length: 0,
        parameters: 0,
        span: program.span,
        surround: Surround::TOP,
    }
}

impl<'a> Gen<'_, 'a> {
    /// From here on statements leave their value in a register.
    pub(crate) fn begin_completion(&mut self) {
        let dst = self.alloc();
        self.emit(Inst::LoadUndefined { dst });
        self.completion = Some(dst);
    }

    /// Returns the value of the last statement.
    pub(crate) fn end_completion(&mut self) -> R {
        match self.completion {
            Some(src) => self.exit(Exit::Return(src)),
            None => self.finish_body(),
        }
    }

    fn declare_globals(&mut self, program: &Program<'a>) -> R {
        let unit = self.unit;
        let bindings = unit.scopes.bindings(program.scope);
        // A function of the top is a binding, too.
        if bindings.is_empty() {
            return Ok(());
        }
        let mut globals = GlobalDeclarations::default();
        for binding in bindings {
            let name = self.text(binding.name);
            match binding.kind {
                BindingKind::Var if binding.annex_b_hoisted => globals.annex_b.push(name),
                BindingKind::Var => globals.vars.push(name),
                BindingKind::Const | BindingKind::Using | BindingKind::AwaitUsing => {
                    globals.consts.push(name);
                }
                kind if kind.is_lexical() => globals.lets.push(name),
                _ => {}
            }
        }
        for function in declared_functions(program.body) {
            let entry = self.declared_entry(function)?;
            globals.functions.push(entry);
        }
        if globals != GlobalDeclarations::default() {
            let index = self.near_constant(Constant::Globals(Box::new(globals)));
            self.emit(Inst::DeclareGlobals { index });
        }
        Ok(())
    }

    /// Name and index of a function that the machine will make.
    pub(crate) fn declared_entry(&mut self, function: &'a Function<'a>) -> R<(WtfString, u16)> {
        let name = function.name.map_or(Name::EMPTY, |ident| ident.name);
        let text = self.text(name);
        let index = self.inner_function(function, text.clone(), Form::Declaration)?;
        Ok((text, index))
    }
}

//! Statements.
//!
//! Where the value of a script or eval is asked for, `completion` is the register that collects
//! it: statements that have a value write it, and those that the specification gives an
//! `UpdateEmpty(…, undefined)` set it to undefined at their start.
//!
//! Uses: function, control, scope, pattern, class, body, expr, fault. Never: unit's drivers.

mod dispose;
mod loops;
mod switch;
mod try_;

use crate::class::ClassName;
use crate::control::Control;
use crate::fault::{Fault, R};
use crate::function::Gen;
use crate::pattern::Binding as Mode;
use crate::scope::{Frame, Place, ScopeShape};
use smallvec::SmallVec;
use stilla_bytecode::Inst;
use stilla_bytecode::code::PointKind;
use stilla_syntax::Name;
use stilla_syntax::ast::{
    Block, Class, Declarator, ExportDefault, Function, If, Labeled, PatternKind, Span, Stmt,
    StmtKind, TsDeclaration, VariableDeclaration, VariableKind, With,
};

impl<'a> Gen<'_, 'a> {
    pub(crate) fn statements(&mut self, list: &'a [Stmt<'a>]) -> R {
        for statement in list {
            self.statement(statement)?;
        }
        Ok(())
    }

    pub(crate) fn statement(&mut self, statement: &'a Stmt<'a>) -> R {
        let unit = self.unit;
        let _depth = unit.descend()?;
        self.at(statement.span.start);
        if is_counted(statement) {
            self.count(PointKind::Statement, statement.span, statement.span);
        }
        let mark = self.mark();
        match statement.kind {
            StmtKind::Empty
            | StmtKind::Import(_)
            | StmtKind::ExportNamed(_)
            | StmtKind::ExportAll(_) => {}
            StmtKind::Expr(e) => match self.completion {
                Some(completion) => {
                    self.expr(e, Some(completion))?;
                }
                None => self.effect(e)?,
            },
            StmtKind::Variable(declaration) => self.variables(declaration)?,
            StmtKind::Function(function) => self.function_statement(function),
            StmtKind::Class(class) => self.class_statement(class)?,
            StmtKind::Return(e) => self.return_value(e)?,
            StmtKind::If(first) => self.if_statement(first, statement.span)?,
            StmtKind::For(statement) => self.for_statement(statement)?,
            StmtKind::ForIn(statement) => self.for_in(statement)?,
            StmtKind::ForOf(statement) => self.for_of(statement)?,
            StmtKind::While(statement) => self.while_statement(statement)?,
            StmtKind::DoWhile(statement) => self.do_while(statement)?,
            StmtKind::Break(label) => {
                if let Some(exit) = self.find_break(label.map(|ident| ident.name)) {
                    self.exit(exit)?;
                }
            }
            StmtKind::Continue(label) => {
                if let Some(exit) = self.find_continue(label.map(|ident| ident.name)) {
                    self.exit(exit)?;
                }
            }
            StmtKind::Throw(e) => {
                let src = self.expr(e, None)?;
                self.at(statement.span.start);
                self.emit(Inst::Throw { src });
            }
            StmtKind::Try(statement) => self.try_statement(statement)?,
            StmtKind::Switch(switch) => self.switch(switch, statement.span)?,
            StmtKind::Labeled(labeled) => self.labeled(labeled)?,
            StmtKind::Block(block) => self.block(block)?,
            StmtKind::With(statement) => self.with_statement(statement)?,
            StmtKind::Debugger => self.emit(Inst::Debugger {}),
            StmtKind::ExportDefault(export) => self.export_default(export)?,
            StmtKind::ExportDeclaration(inner) => self.statement(inner)?,
            StmtKind::Ts(TsDeclaration::Erased) => {}
            StmtKind::Ts(TsDeclaration::Enum(declaration)) => self.effect(&declaration.lowered)?,
            StmtKind::Ts(TsDeclaration::Namespace(declaration)) => {
                self.effect(&declaration.lowered)?;
            }
            StmtKind::Ts(TsDeclaration::ExportAssign(_)) => {
                return Err(Fault::Unsupported(
                    statement.span,
                    "this TypeScript declaration",
                ));
            }
        }
        self.release(mark);
        Ok(())
    }

    /// The value of the statement is undefined unless something inside has one.
    pub(crate) fn empty_completion(&mut self) {
        if let Some(dst) = self.completion {
            self.emit(Inst::LoadUndefined { dst });
        }
    }

    pub(crate) fn block(&mut self, block: &Block<'a>) -> R {
        let mark = self.mark();
        self.enter_scope(block.scope, false);
        self.hoist_functions(block.body)?;
        self.with_disposal(block.scope, |this| this.statements(block.body))?;
        self.pop_frame();
        self.release(mark);
        Ok(())
    }

    pub(crate) fn variables(&mut self, declaration: &VariableDeclaration<'a>) -> R {
        if declaration.is_ambient {
            return Ok(());
        }
        for declarator in declaration.declarators {
            let mark = self.mark();
            self.at(declarator.span.start);
            let name = match declarator.target.kind {
                PatternKind::Ident(name) => Some(name),
                _ => None,
            };
            match (declaration.kind, &declarator.init, name) {
                (VariableKind::Var, None, _) => {}
                (VariableKind::Var, Some(init), Some(name)) => {
                    self.assign_variable_init(name, declarator.target.span.start, init)?;
                }
                (_, None, Some(name)) => self.initialize_undefined(name),
                (kind, Some(init), Some(name)) => {
                    if let Some(register) = self.declared_register(name) {
                        self.named_expr(init, name, Some(register))?;
                        self.add_disposable(kind, register);
                    } else {
                        let src = self.named_expr(init, name, None)?;
                        self.add_disposable(kind, src);
                        self.initialize(name, src);
                    }
                }
                (kind, Some(init), None) => {
                    let value = self.operand_copy(init)?;
                    let mode = match kind {
                        VariableKind::Var => Mode::Assign,
                        _ => Mode::Init,
                    };
                    self.bind_pattern(&declarator.target, value, mode)?;
                }
                (_, None, None) => {}
            }
            if let (Some(ty), Some(name), Some(_)) = (declarator.ty, name, &declarator.init) {
                let value = self.get_name(name, u32::MAX, None);
                let what = format!("'{}'", String::from_utf8_lossy(&self.text(name)));
                self.check_type(value, ty, &what);
            }
            self.release(mark);
        }
        Ok(())
    }

    /// A value that stays what it is while a pattern assigns variables.
    fn operand_copy(&mut self, e: &stilla_syntax::ast::Expr<'a>) -> R<stilla_bytecode::Reg> {
        let mark = self.mark();
        let src = self.expr(e, None)?;
        if src.0 >= mark {
            return Ok(src);
        }
        let dst = self.alloc();
        self.move_to(dst, src);
        Ok(dst)
    }

    fn initialize_undefined(&mut self, name: Name) {
        match self.declared_register(name) {
            Some(dst) => self.emit(Inst::LoadUndefined { dst }),
            None => {
                let src = self.alloc();
                self.emit(Inst::LoadUndefined { dst: src });
                self.initialize(name, src);
            }
        }
    }

    /// `var name = init`
    fn assign_variable_init(
        &mut self,
        name: Name,
        at: u32,
        init: &stilla_syntax::ast::Expr<'a>,
    ) -> R {
        let resolved = self.resolve(name, at);
        if let (Place::Reg(register), true) = (resolved.place, resolved.dynamic.is_empty())
            && !resolved.check
        {
            return self.expr_to_variable(init, name, register);
        }
        let reference = self.bind_reference(resolved);
        let src = self.named_expr(init, name, None)?;
        self.set(&reference, src);
        Ok(())
    }

    /// A function declaration was made at the entry of its scope; in a sloppy block its value now
    /// goes to the variable of the function around.
    ///
    /// §B.3.2.1 Changes to FunctionDeclarationInstantiation
    /// <https://tc39.es/ecma262/#sec-web-compat-functiondeclarationinstantiation>
    fn function_statement(&mut self, function: &Function<'a>) {
        let Some(ident) = function.name else {
            return;
        };
        let unit = self.unit;
        let scope = self.frames.iter().rev().find_map(|frame| frame.id);
        let hoisted = scope
            .and_then(|scope| unit.scopes.binding(scope, ident.name))
            .is_some_and(|binding| binding.annex_b_hoisted);
        if !hoisted {
            return;
        }
        let src = self.get_name(ident.name, u32::MAX, None);
        let resolved = self.resolve_variable(ident.name);
        let reference = self.bind_reference(resolved);
        self.set(&reference, src);
    }

    fn class_statement(&mut self, class: &'a Class<'a>) -> R {
        let Some(name) = class.name else {
            return Ok(());
        };
        if class.is_ambient {
            return Ok(());
        }
        let dst = self.alloc();
        self.class(class, ClassName::own(class), dst)?;
        self.initialize(name.name, dst);
        Ok(())
    }

    fn export_default(&mut self, export: &'a ExportDefault<'a>) -> R {
        match *export {
            ExportDefault::Function(_) => Ok(()),
            ExportDefault::Class(class) => {
                let dst = self.alloc();
                let (binding, name) = match class.name {
                    Some(ident) => (ident.name, ident.name),
                    None => (Name::STAR_DEFAULT, Name::DEFAULT),
                };
                self.class(class, ClassName::Given(name), dst)?;
                self.initialize(binding, dst);
                Ok(())
            }
            ExportDefault::Expr(e) => {
                let src = self.named_expr(e, Name::DEFAULT, None)?;
                self.initialize(Name::STAR_DEFAULT, src);
                Ok(())
            }
        }
    }

    fn if_statement(&mut self, first: &'a If<'a>, span: Span) -> R {
        let over = self.label();
        let (mut statement, mut span) = (first, span);
        // `else if` may be a chain of any length.
        loop {
            self.empty_completion();
            let next = self.label();
            let mark = self.mark();
            self.branch(&statement.test, next, false)?;
            self.release(mark);
            self.count(PointKind::If, span, statement.then.span);
            self.statement(&statement.then)?;
            let Some(otherwise) = &statement.otherwise else {
                if self.unit.options.coverage {
                    self.jump(over);
                }
                self.bind(next);
                self.count(PointKind::If, span, Span::new(span.end, span.end));
                break;
            };
            self.jump(over);
            self.bind(next);
            self.count(PointKind::If, span, otherwise.span);
            match otherwise.kind {
                StmtKind::If(inner) => {
                    self.at(otherwise.span.start);
                    self.count(PointKind::Statement, otherwise.span, otherwise.span);
                    (statement, span) = (inner, otherwise.span);
                }
                _ => {
                    self.statement(otherwise)?;
                    break;
                }
            }
        }
        self.bind(over);
        Ok(())
    }

    fn labeled(&mut self, labeled: &'a Labeled<'a>) -> R {
        let unit = self.unit;
        let _depth = unit.descend()?;
        let mut labels: SmallVec<[Name; 2]> = SmallVec::new();
        labels.push(labeled.label.name);
        let mut body = &labeled.body;
        while let StmtKind::Labeled(inner) = body.kind {
            labels.push(inner.label.name);
            body = &inner.body;
        }
        if is_loop(body) {
            self.pending_labels = labels;
            return self.statement(body);
        }
        let over = self.label();
        self.control.push(Control::Target {
            labels,
            break_to: Some(over),
            continue_to: None,
            breakable: false,
        });
        self.statement(body)?;
        self.control.pop();
        self.bind(over);
        Ok(())
    }

    fn with_statement(&mut self, statement: &'a With<'a>) -> R {
        let obj = self.expr(&statement.object, None)?;
        let parent = self.current_env();
        let dst = self.alloc();
        self.emit(Inst::NewWithEnv { dst, parent, obj });
        self.empty_completion();
        self.push_frame(Frame {
            id: None,
            shape: ScopeShape::With,
            env: Some(dst),
            names: None,
            always_check: false,
        });
        self.statement(&statement.body)?;
        self.pop_frame();
        Ok(())
    }
}

/// Whether coverage counts the statement: what does something by itself.
fn is_counted(statement: &Stmt<'_>) -> bool {
    match statement.kind {
        StmtKind::Variable(declaration) => {
            let has_value = |declarator: &Declarator<'_>| declarator.init.is_some();
            !declaration.is_ambient && declaration.declarators.iter().any(has_value)
        }
        StmtKind::ExportDefault(export) => matches!(*export, ExportDefault::Expr(_)),
        StmtKind::Ts(ref declaration) => !matches!(declaration, TsDeclaration::Erased),
        StmtKind::Empty
        | StmtKind::Import(_)
        | StmtKind::ExportNamed(_)
        | StmtKind::ExportAll(_)
        | StmtKind::ExportDeclaration(_)
        | StmtKind::Function(_)
        | StmtKind::Class(_)
        | StmtKind::Labeled(_)
        | StmtKind::Block(_) => false,
        _ => true,
    }
}

fn is_loop(statement: &Stmt<'_>) -> bool {
    matches!(
        statement.kind,
        StmtKind::For(_)
            | StmtKind::ForIn(_)
            | StmtKind::ForOf(_)
            | StmtKind::While(_)
            | StmtKind::DoWhile(_)
    )
}

//! Expressions, driven by their destination.
//!
//! [`Gen::expr`] takes the register that the value should go to, if there is a wish, and says
//! where the value is. Without a wish, a local variable is used in place; where a later operand
//! might assign it, [`Gen::operand`] makes a copy. The forms that [`is_direct`] names write their
//! destination with their last instruction only, so that it may be a variable.
//!
//! Uses: function, reference, scope, control, fault. Never: stmt.

mod assign;
mod binary;
mod branch;
mod call;
mod literal;
mod member;
mod suspend;
mod template;
mod unary;

pub(crate) use binary::small_int;
pub(crate) use call::WINDOW;
pub(crate) use literal::{Key, MethodForm};

use crate::fault::{Fault, R};
use crate::function::Gen;
use crate::lazy::Form;
use crate::scope::Place;
use stilla_bytecode::code::{PointKind, REG_NEW_TARGET};
use stilla_bytecode::{Constant, Inst, Reg};
use stilla_syntax::Name;
use stilla_syntax::ast::{
    AssignOp, Conditional, Expr, ExprKind, LogicalOp, ObjectMemberKind, PatternKind, UnaryOp,
};

impl<'a> Gen<'_, 'a> {
    /// Evaluates `e`; the value is in the register returned, which is `dst` if that was given.
    pub(crate) fn expr(&mut self, e: &Expr<'a>, dst: Option<Reg>) -> R<Reg> {
        let unit = self.unit;
        let _depth = unit.descend()?;
        let e = e.without_parens();
        match e.kind {
            ExprKind::Ident(name) => {
                self.at(e.span.start);
                Ok(self.get_name(name, e.span.start, dst))
            }
            ExprKind::This => {
                let this = self.this()?;
                Ok(self.deliver(this, dst))
            }
            ExprKind::NewTarget => Ok(self.deliver(Reg(REG_NEW_TARGET), dst)),
            ExprKind::Call(call) => self.call(e, call, dst),
            ExprKind::Dot { .. }
            | ExprKind::Index { .. }
            | ExprKind::PrivateDot { .. }
            | ExprKind::SuperDot(_)
            | ExprKind::SuperIndex(_) => self.member(e, dst),
            ExprKind::Chain(inner) => self.chain_value(inner, dst),
            ExprKind::Jsx(element) => self.expr(&element.call, dst),
            ExprKind::Binary { .. } => self.binary(e, dst),
            ExprKind::Logical { .. } => self.logical(e, dst),
            ExprKind::Unary { op, operand } => self.unary(e, op, operand, dst),
            ExprKind::Update {
                op,
                position,
                target,
            } => self.update(op, position, target, dst),
            ExprKind::Assign { op, target, value } => self.assign(op, target, value, dst),
            ExprKind::Conditional(_) => self.conditional(e, dst),
            ExprKind::Sequence(list) => self.sequence(list, dst),
            ExprKind::New(new) => self.new_expr(e, new, dst),
            ExprKind::SuperCall(args) => self.super_call(e, args, dst),
            ExprKind::Yield(value) => self.yield_expr(value, dst),
            ExprKind::YieldDelegate(value) => self.yield_delegate(value, dst),
            ExprKind::Await(value) => self.await_expr(value, dst),
            ExprKind::Class(class) => {
                let dst = self.target(dst);
                self.class(class, crate::class::ClassName::own(class), dst)?;
                Ok(dst)
            }
            ExprKind::Function(function) => {
                let name = function.name.map_or(Name::EMPTY, |ident| ident.name);
                self.closure(function, name, Form::Expression, dst)
            }
            ExprKind::PrivateIn { name, right } => {
                let mark = self.mark();
                let obj = self.expr(right, None)?;
                let name = self.private_name(name);
                self.release(mark);
                let dst = self.target(dst);
                self.at(e.span.start);
                self.emit(Inst::HasPrivate { dst, name, obj });
                Ok(dst)
            }
            _ => {
                let dst = self.target(dst);
                self.scratch(|this| this.literal(e, dst))?;
                Ok(dst)
            }
        }
    }

    /// The forms that need a destination of their own.
    fn literal(&mut self, e: &Expr<'a>, dst: Reg) -> R {
        match e.kind {
            ExprKind::Null => self.emit(Inst::LoadNull { dst }),
            ExprKind::Bool(true) => self.emit(Inst::LoadTrue { dst }),
            ExprKind::Bool(false) => self.emit(Inst::LoadFalse { dst }),
            ExprKind::Number(number) => self.load_number(dst, number),
            ExprKind::String(name) => self.load_string(dst, name),
            ExprKind::BigInt(name) => {
                let digits = self.unit.interner.display(name).into_owned();
                let index = self.constant(Constant::BigInt(digits.into()));
                self.emit(Inst::LoadConst { dst, index });
            }
            ExprKind::RegExp(literal) => {
                let pattern = self.text(literal.pattern);
                let flags = self
                    .unit
                    .interner
                    .display(literal.flags)
                    .into_owned()
                    .into();
                let index = self.constant(Constant::RegExp { pattern, flags });
                self.emit(Inst::NewRegExp { dst, index });
            }
            ExprKind::Template(template) => self.template(template, dst)?,
            ExprKind::TaggedTemplate(tagged) => {
                self.at(e.span.start);
                self.tagged_template(tagged, dst)?;
            }
            ExprKind::Array(elements) => self.array_literal(elements, dst)?,
            ExprKind::Object(members) => self.object_literal(members, dst)?,
            ExprKind::ImportMeta => self.emit(Inst::ImportMeta { dst }),
            ExprKind::ImportCall(call) => self.import_call(e, call, dst)?,
            _ => return Err(Fault::Unsupported(e.span, "this expression")),
        }
        Ok(())
    }

    /// Hands a value over that is in a register already.
    fn deliver(&mut self, src: Reg, dst: Option<Reg>) -> Reg {
        match dst {
            Some(dst) => {
                self.move_to(dst, src);
                dst
            }
            None => src,
        }
    }

    /// Evaluates an expression that takes `name` if it is a function or class without one.
    pub(crate) fn named_expr(&mut self, e: &Expr<'a>, name: Name, dst: Option<Reg>) -> R<Reg> {
        if !e.is_anonymous_function_definition() {
            return self.expr(e, dst);
        }
        match e.without_parens().kind {
            ExprKind::Function(function) => self.closure(function, name, Form::Expression, dst),
            ExprKind::Class(class) => {
                let dst = self.target(dst);
                self.class(class, crate::class::ClassName::Given(name), dst)?;
                Ok(dst)
            }
            _ => self.expr(e, dst),
        }
    }

    /// Evaluates an expression whose function name is the property key in `key`.
    pub(crate) fn named_by_register(&mut self, e: &Expr<'a>, key: Reg, dst: Reg) -> R {
        if !e.is_anonymous_function_definition() {
            self.expr(e, Some(dst))?;
            return Ok(());
        }
        if let ExprKind::Class(class) = e.without_parens().kind {
            return self.class(class, crate::class::ClassName::Register(key), dst);
        }
        self.named_expr(e, Name::EMPTY, Some(dst))?;
        self.emit(Inst::SetFunctionName {
            func: dst,
            key,
            flags: 0,
        });
        Ok(())
    }

    /// Evaluates an expression for what it does.
    pub(crate) fn effect(&mut self, e: &Expr<'a>) -> R {
        let mark = self.mark();
        let inner = e.without_parens();
        match inner.kind {
            ExprKind::Update { op, target, .. } => self.update_effect(op, target)?,
            ExprKind::Assign { op, target, value } => self.assign_effect(op, target, value)?,
            ExprKind::Sequence(list) => {
                for item in list {
                    self.effect(item)?;
                }
            }
            ExprKind::Logical { op, left, right } if op != LogicalOp::Coalesce => {
                let unit = self.unit;
                let _depth = unit.descend()?;
                let over = self.label();
                self.count(PointKind::Logical, inner.span, left.span);
                self.branch(left, over, op == LogicalOp::Or)?;
                self.count(PointKind::Logical, inner.span, right.span);
                self.effect(right)?;
                self.bind(over);
            }
            ExprKind::Unary {
                op: UnaryOp::Void,
                operand,
            } => self.effect(operand)?,
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::String(_) => {}
            _ => {
                self.expr(inner, None)?;
            }
        }
        self.release(mark);
        Ok(())
    }

    /// Evaluates `e` as an operand that must keep its value while `later` is evaluated.
    pub(crate) fn operand(&mut self, e: &Expr<'a>, later: &[&Expr<'a>]) -> R<Reg> {
        let inner = e.without_parens();
        if let ExprKind::Ident(name) = inner.kind {
            let resolved = self.resolve(name, inner.span.start);
            if matches!(resolved.place, Place::Reg(_)) && resolved.dynamic.is_empty() {
                let mut budget = 40;
                let endangered = resolved.assigned
                    && later
                        .iter()
                        .any(|later| may_assign(later, name, &mut budget));
                let dst = if endangered { Some(self.alloc()) } else { None };
                return self.expr(inner, dst);
            }
        }
        let in_place = matches!(
            inner.kind,
            ExprKind::Assign { .. } | ExprKind::Update { .. } | ExprKind::Sequence(_)
        );
        // Their value may be that of a variable, in its register.
        let dst = if in_place && !later.is_empty() {
            Some(self.alloc())
        } else {
            None
        };
        self.expr(inner, dst)
    }

    /// Evaluates into the register of a variable.
    pub(crate) fn expr_to_variable(&mut self, e: &Expr<'a>, name: Name, variable: Reg) -> R {
        if is_direct(e) {
            self.named_expr(e, name, Some(variable))?;
        } else {
            let mark = self.mark();
            let value = self.named_expr(e, name, None)?;
            self.move_to(variable, value);
            self.release(mark);
        }
        Ok(())
    }

    fn sequence(&mut self, list: &[Expr<'a>], dst: Option<Reg>) -> R<Reg> {
        let (last, front) = list
            .split_last()
            .expect("a sequence has at least two parts");
        for item in front {
            self.effect(item)?;
        }
        self.expr(last, dst)
    }

    fn conditional(&mut self, e: &Expr<'a>, dst: Option<Reg>) -> R<Reg> {
        let dst = self.target(dst);
        let over = self.label();
        let mut e = e.without_parens();
        // `otherwise` may be a chain of any length.
        while let ExprKind::Conditional(Conditional {
            test,
            then,
            otherwise,
        }) = &e.kind
        {
            let next = self.label();
            self.branch(test, next, false)?;
            self.count(PointKind::Conditional, e.span, then.span);
            self.scratch(|this| this.expr(then, Some(dst)))?;
            self.jump(over);
            self.bind(next);
            self.count(PointKind::Conditional, e.span, otherwise.span);
            e = otherwise.without_parens();
        }
        self.scratch(|this| this.expr(e, Some(dst)))?;
        self.bind(over);
        Ok(dst)
    }
}

/// Whether the code for `e` writes its destination with its last instruction only.
pub(crate) fn is_direct(e: &Expr<'_>) -> bool {
    let e = e.without_parens();
    match e.kind {
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::String(_)
        | ExprKind::BigInt(_)
        | ExprKind::RegExp(_)
        | ExprKind::Ident(_)
        | ExprKind::This
        | ExprKind::NewTarget
        | ExprKind::Function(_)
        | ExprKind::Call(_)
        | ExprKind::New(_)
        | ExprKind::Binary { .. }
        | ExprKind::Unary { .. }
        | ExprKind::Dot { .. }
        | ExprKind::Index { .. }
        | ExprKind::PrivateDot { .. }
        | ExprKind::Await(_)
        | ExprKind::Template(_) => true,
        ExprKind::Conditional(conditional) => {
            let simple = |e: &Expr<'_>| {
                is_direct(e) && !matches!(e.without_parens().kind, ExprKind::Conditional(_))
            };
            simple(&conditional.then) && simple(&conditional.otherwise)
        }
        _ => false,
    }
}

/// Whether evaluating `e` may assign the variable `name` of the same function. Errs on the side
/// of yes, and gives up when the budget of nodes is used.
pub(crate) fn may_assign(e: &Expr<'_>, name: Name, budget: &mut u32) -> bool {
    if *budget == 0 {
        return true;
    }
    *budget -= 1;
    let mut check = |e: &Expr<'_>| may_assign(e, name, budget);
    match e.without_parens().kind {
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::BigInt(_)
        | ExprKind::String(_)
        | ExprKind::RegExp(_)
        | ExprKind::Ident(_)
        | ExprKind::This
        | ExprKind::NewTarget
        | ExprKind::ImportMeta
        | ExprKind::Function(_)
        | ExprKind::SuperDot(_) => false,
        ExprKind::Template(template) => template.exprs.iter().any(check),
        ExprKind::Unary { operand, .. } => check(operand),
        ExprKind::Update { target, .. } => match target.without_parens().kind {
            ExprKind::Ident(other) => other == name,
            _ => check(target),
        },
        ExprKind::Binary { left, right, .. } | ExprKind::Logical { left, right, .. } => {
            check(right) || check(left)
        }
        ExprKind::Assign { op, target, value } => match target.kind {
            PatternKind::Ident(other) | PatternKind::ParenIdent(other) => {
                other == name || check(value)
            }
            PatternKind::Expr(target) => check(target) || check(value),
            PatternKind::Array(_) | PatternKind::Object(_) => {
                debug_assert_eq!(op, AssignOp::Assign, "only `=` has patterns");
                true
            }
        },
        ExprKind::Conditional(c) => check(&c.test) || check(&c.then) || check(&c.otherwise),
        ExprKind::Call(call) => call.args.iter().any(|a| check(a.expr())) || check(&call.callee),
        ExprKind::New(new) => new.args.iter().any(|a| check(a.expr())) || check(&new.callee),
        ExprKind::Dot { object, .. } | ExprKind::PrivateDot { object, .. } => check(object),
        ExprKind::Index { object, index, .. } => check(index) || check(object),
        ExprKind::SuperIndex(e) | ExprKind::Chain(e) | ExprKind::Await(e) => check(e),
        ExprKind::Sequence(list) => list.iter().any(check),
        ExprKind::PrivateIn { right, .. } => check(right),
        ExprKind::Object(members) => members.iter().any(|member| match member.kind {
            ObjectMemberKind::Property(key, value) => {
                key.computed().is_some_and(&mut check) || check(value)
            }
            ObjectMemberKind::Shorthand(_) => false,
            ObjectMemberKind::Spread(value) => check(value),
            _ => true,
        }),
        _ => true,
    }
}

/// The expression inside an argument.
pub(crate) trait InnerExpr<'a> {
    fn expr(&self) -> &Expr<'a>;
}

impl<'a> InnerExpr<'a> for stilla_syntax::ast::Argument<'a> {
    fn expr(&self) -> &Expr<'a> {
        match self {
            stilla_syntax::ast::Argument::Expr(e) | stilla_syntax::ast::Argument::Spread(e) => e,
        }
    }
}

/// The expression of a computed key.
pub(crate) trait ComputedKey<'a> {
    fn computed(&self) -> Option<&Expr<'a>>;
}

impl<'a> ComputedKey<'a> for stilla_syntax::ast::PropertyKey<'a> {
    fn computed(&self) -> Option<&Expr<'a>> {
        match &self.kind {
            stilla_syntax::ast::PropertyKeyKind::Computed(e) => Some(e),
            _ => None,
        }
    }
}

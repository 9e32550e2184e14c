//! Calls: the window, the callee, the arguments.
//!
//! A window stands above everything that lives during the call: what is evaluated while it is
//! filled lies above the part that is filled.
//!
//! Uses: function, reference, eval, fault, expr. Never: stmt.

use super::InnerExpr;
use crate::fault::R;
use crate::function::Gen;
use crate::reference::Reference;
use stilla_bytecode::code::REG_NEW_TARGET;
use stilla_bytecode::{Inst, Reg};
use stilla_syntax::Name;
use stilla_syntax::ast::{Argument, Call, Expr, ExprKind, ImportCall, ImportPhase, New};

/// Registers of a window in front of the arguments.
pub(crate) const WINDOW: u16 = 6;

/// More arguments than these go through an array.
const WINDOW_ARGUMENTS: usize = 4000;

/// Where a call's result goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Result {
    To(Option<Reg>),
    /// The call takes the place of this frame.
    Tail,
}

/// Arguments in place.
enum Args {
    Count(u16),
    /// All of them in an array, because some are spread.
    Array(Reg),
}

impl<'a> Gen<'_, 'a> {
    pub(super) fn call(&mut self, e: &Expr<'a>, call: &Call<'a>, dst: Option<Reg>) -> R<Reg> {
        self.call_with(e, call, Result::To(dst))
    }

    /// `return callee(args)` where nothing remains to be done in this frame.
    pub(crate) fn tail_call(&mut self, e: &Expr<'a>, call: &Call<'a>) -> R {
        self.call_with(e, call, Result::Tail)?;
        Ok(())
    }

    fn call_with(&mut self, e: &Expr<'a>, call: &Call<'a>, result: Result) -> R<Reg> {
        let mark = self.mark();
        let w = self.alloc_many(WINDOW);
        let callee = call.callee.without_parens();
        let above = self.mark();
        let has_this = self.callee(callee, w)?;
        // The arguments follow the window immediately.
        self.release(above);
        self.cut_chain(w.plus(4), call.optional);
        let direct_eval = matches!(callee.kind, ExprKind::Ident(Name::EVAL)) && !call.optional;
        let args = self.arguments(call.args)?;
        self.at(call_position(e, callee));
        if direct_eval {
            return self.call_eval(w, args, has_this, result, mark);
        }
        let plain = matches!(args, Args::Count(_)) && result != Result::Tail;
        if !has_this && !plain {
            self.emit(Inst::LoadUndefined { dst: w.plus(5) });
        }
        if let (Result::Tail, &Args::Count(argc)) = (result, &args) {
            self.emit(Inst::TailCall { w, argc });
            self.emit(Inst::Return { src: w });
            self.release(mark);
            return Ok(w);
        }
        self.release(mark);
        let dst = match result {
            Result::To(dst) => self.target(dst),
            Result::Tail => self.alloc(),
        };
        match args {
            Args::Count(argc) if has_this => self.emit(Inst::CallThis { dst, w, argc }),
            Args::Count(argc) => self.emit(Inst::Call { dst, w, argc }),
            Args::Array(array) => self.emit(Inst::CallSpread { dst, w, array }),
        }
        if result == Result::Tail {
            self.emit(Inst::Return { src: dst });
        }
        Ok(dst)
    }

    /// Puts the callee into the window; true if the receiver is there, too.
    fn callee(&mut self, callee: &Expr<'a>, w: Reg) -> R<bool> {
        let (function, this) = (w.plus(4), w.plus(5));
        match callee.kind {
            ExprKind::Dot {
                object,
                property,
                optional,
            } => {
                self.expr(object, Some(this))?;
                self.cut_chain(this, optional);
                self.at(property.span.start);
                self.method(w, property.name);
                Ok(true)
            }
            ExprKind::Index {
                object,
                index,
                optional,
            } => {
                self.expr(object, Some(this))?;
                self.cut_chain(this, optional);
                let mark = self.mark();
                let key = self.expr(index, None)?;
                self.at(callee.span.start);
                self.emit(Inst::GetMethodElem { w, key });
                self.release(mark);
                Ok(true)
            }
            ExprKind::PrivateDot { .. } | ExprKind::SuperDot(_) | ExprKind::SuperIndex(_) => {
                let mark = self.mark();
                let reference = self.member_reference(callee, &[], false)?;
                self.at(callee.span.start);
                self.get(&reference, Some(function));
                if let Reference::Private(obj, _) | Reference::Super { this: obj, .. } = reference {
                    self.move_to(this, obj);
                }
                self.release(mark);
                Ok(true)
            }
            ExprKind::Chain(inner) => self.chain_callee(inner.without_parens(), w),
            ExprKind::Ident(name) => self.named_callee(name, callee.span.start, w),
            _ => {
                self.expr(callee, Some(function))?;
                Ok(false)
            }
        }
    }

    /// The method `name` of the receiver in the window.
    pub(crate) fn method(&mut self, w: Reg, name: Name) {
        if let Some(index) = self.array_index(name) {
            let key = self.alloc();
            self.load_number(key, f64::from(index));
            self.emit(Inst::GetMethodElem { w, key });
            self.release(key.0);
        } else if self.caches_are_used_up() {
            let key = self.alloc();
            self.load_string(key, name);
            self.emit(Inst::GetMethodElem { w, key });
            self.release(key.0);
        } else {
            let cache = self.cache(name);
            self.emit(Inst::GetMethod { w, cache });
        }
    }

    /// `(a?.b)()`: the receiver survives the parentheses.
    fn chain_callee(&mut self, inner: &Expr<'a>, w: Reg) -> R<bool> {
        let unit = self.unit;
        let _depth = unit.descend()?;
        let (nil, done) = (self.label(), self.label());
        self.nil_labels.push(nil);
        let has_this = self.callee(inner, w)?;
        self.nil_labels.pop();
        self.emit(Inst::Jump { target: done });
        self.bind(nil);
        self.emit(Inst::LoadUndefined { dst: w.plus(4) });
        if has_this {
            self.emit(Inst::LoadUndefined { dst: w.plus(5) });
        }
        self.bind(done);
        Ok(has_this)
    }

    fn named_callee(&mut self, name: Name, at: u32, w: Reg) -> R<bool> {
        let (function, this) = (w.plus(4), w.plus(5));
        let mark = self.mark();
        self.at(at);
        let reference = self.name_reference(name, at);
        self.get(&reference, Some(function));
        let Reference::Name(_, Some(env)) = reference else {
            self.release(mark);
            return Ok(false);
        };
        let (fixed, done) = (self.label(), self.label());
        self.emit(Inst::JumpIfEmpty {
            src: env,
            target: fixed,
        });
        self.emit(Inst::DynamicThis { dst: this, env });
        self.emit(Inst::Jump { target: done });
        self.bind(fixed);
        self.emit(Inst::LoadUndefined { dst: this });
        self.bind(done);
        self.release(mark);
        Ok(true)
    }

    /// Evaluates arguments to the registers that come next: those behind a window.
    fn arguments(&mut self, args: &[Argument<'a>]) -> R<Args> {
        let is_spread = |arg: &Argument<'a>| matches!(arg, Argument::Spread(_));
        if args.len() > WINDOW_ARGUMENTS || args.iter().any(is_spread) {
            let array = self.alloc();
            self.emit(Inst::NewArray {
                dst: array,
                count: args.len().min(0xffff) as u16,
            });
            for arg in args {
                let mark = self.mark();
                let src = self.expr(arg.expr(), None)?;
                self.emit(match arg {
                    Argument::Expr(_) => Inst::ArrayPush { array, src },
                    Argument::Spread(_) => Inst::ArraySpread { array, src },
                });
                self.release(mark);
            }
            return Ok(Args::Array(array));
        }
        for arg in args {
            let dst = self.alloc();
            let mark = self.mark();
            self.expr(arg.expr(), Some(dst))?;
            self.release(mark);
        }
        Ok(Args::Count(args.len() as u16))
    }

    /// A call of something named `eval`: a direct eval if it is %eval%, otherwise a call as any other.
    fn call_eval(
        &mut self,
        w: Reg,
        args: Args,
        has_this: bool,
        result: Result,
        mark: u16,
    ) -> R<Reg> {
        if !has_this {
            self.emit(Inst::LoadUndefined { dst: w.plus(5) });
        }
        let (env, scope) = (self.current_env(), self.eval_scope());
        let argc = match args {
            Args::Count(argc) => argc,
            Args::Array(_) => 1,
        };
        let ordinary = matches!(args, Args::Array(_)) || result == Result::Tail;
        let (other, done) = (self.label(), self.label());
        if ordinary {
            let cond = self.alloc();
            self.emit(Inst::IsEval {
                dst: cond,
                src: w.plus(4),
            });
            self.emit(Inst::JumpIfFalse {
                cond,
                target: other,
            });
        }
        if let Args::Array(array) = args {
            let key = self.alloc();
            self.emit(Inst::LoadInt { dst: key, value: 0 });
            // The array stands where the first argument belongs; only the other call needs it whole.
            self.emit(Inst::GetElem {
                dst: w.plus(WINDOW),
                obj: array,
                key,
            });
        }
        self.release(mark);
        let dst = match result {
            Result::To(dst) => self.target(dst),
            Result::Tail => self.alloc(),
        };
        self.emit(Inst::CallEval {
            dst,
            w,
            argc,
            scope,
            env,
        });
        if result == Result::Tail {
            self.emit(Inst::Return { src: dst });
        } else if ordinary {
            self.emit(Inst::Jump { target: done });
        }
        if ordinary {
            self.bind(other);
            match (args, result) {
                (Args::Array(array), _) => self.emit(Inst::CallSpread { dst, w, array }),
                (Args::Count(argc), Result::Tail) => {
                    self.emit(Inst::TailCall { w, argc });
                    self.emit(Inst::Return { src: w });
                    return Ok(dst);
                }
                (Args::Count(argc), _) => self.emit(Inst::CallThis { dst, w, argc }),
            }
            if result == Result::Tail {
                self.emit(Inst::Return { src: dst });
            }
            self.bind(done);
        }
        Ok(dst)
    }

    pub(super) fn new_expr(&mut self, e: &Expr<'a>, new: &New<'a>, dst: Option<Reg>) -> R<Reg> {
        let mark = self.mark();
        let w = self.alloc_many(WINDOW);
        let above = self.mark();
        self.expr(&new.callee, Some(w.plus(4)))?;
        self.release(above);
        let args = self.arguments(new.args)?;
        self.release(mark);
        let dst = self.target(dst);
        self.at(e.span.start);
        match args {
            Args::Count(argc) => self.emit(Inst::New { dst, w, argc }),
            Args::Array(array) => self.emit(Inst::NewSpread { dst, w, array }),
        }
        Ok(dst)
    }

    pub(super) fn super_call(
        &mut self,
        e: &Expr<'a>,
        args: &[Argument<'a>],
        dst: Option<Reg>,
    ) -> R<Reg> {
        let result = self.target(dst);
        let mark = self.mark();
        let value = self.alloc();
        let active = self.active_function();
        let w = self.alloc_many(WINDOW);
        self.emit(Inst::SuperConstructor {
            dst: w.plus(4),
            active,
        });
        let args = self.arguments(args)?;
        self.at(e.span.start);
        self.emit(Inst::Move {
            dst: w.plus(3),
            src: Reg(REG_NEW_TARGET),
        });
        match args {
            Args::Count(argc) => self.emit(Inst::SuperCall {
                dst: value,
                w,
                argc,
            }),
            Args::Array(array) => {
                self.emit(Inst::SuperCallSpread {
                    dst: value,
                    w,
                    array,
                });
            }
        }
        self.release(w.0);
        self.super_returned(value, active);
        self.move_to(result, value);
        self.release(mark);
        Ok(result)
    }

    /// `this` is what `super()` returned, unless there is one already; then the fields follow.
    pub(crate) fn super_returned(&mut self, value: Reg, active: Reg) {
        let mark = self.mark();
        let fresh = self.label();
        let this = self.raw_this();
        self.emit(Inst::JumpIfEmpty {
            src: this,
            target: fresh,
        });
        self.throw_error(1, "Super constructor may only be called once");
        self.bind(fresh);
        self.bind_this(value);
        self.emit(Inst::RunFieldInit {
            class: active,
            this: value,
        });
        self.release(mark);
    }

    pub(super) fn import_call(&mut self, e: &Expr<'a>, call: &ImportCall<'a>, dst: Reg) -> R {
        let after: Vec<&Expr<'a>> = call.options.iter().collect();
        let specifier = self.operand(&call.specifier, &after)?;
        let options = self.alloc();
        match &call.options {
            Some(e) => {
                self.expr(e, Some(options))?;
            }
            None => self.emit(Inst::LoadUndefined { dst: options }),
        }
        let flags = match call.phase {
            ImportPhase::Evaluation => 0,
            ImportPhase::Source => 1,
            ImportPhase::Defer => 2,
        };
        self.at(e.span.start);
        self.emit(Inst::ImportCall {
            dst,
            specifier,
            options,
            flags,
        });
        Ok(())
    }

    /// Puts callee and receiver of a tagged template or a decorator into the window.
    pub(crate) fn tag(&mut self, tag: &Expr<'a>, w: Reg) -> R<bool> {
        self.callee(tag.without_parens(), w)
    }
}

fn call_position(e: &Expr<'_>, callee: &Expr<'_>) -> u32 {
    match callee.kind {
        ExprKind::Dot { property, .. } => property.span.start,
        _ => e.span.start,
    }
}

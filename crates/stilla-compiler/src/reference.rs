//! References: reading and writing names, properties, private names.
//!
//! A [`Place`] of a name is known when the function is compiled, unless a `with` or a sloppy eval
//! stands between: then the environment that has the binding is looked for first and kept in a
//! register (empty: none of the dynamic ones).
//!
//! Uses: scope, function, fault. Never: stmt.

use crate::fault::R;
use crate::function::{Gen, ThisMode};
use crate::scope::{Mutability, Place, Resolved};
use stilla_bytecode::code::REG_THIS;
use stilla_bytecode::{CodeFlags, Inst, Reg};
use stilla_syntax::Name;

/// What an assignment or update works on, its parts evaluated.
#[derive(Clone, Debug)]
pub(crate) enum Reference {
    /// A name; if there are dynamic scopes, the register of the one that has it.
    Name(Resolved, Option<Reg>),
    /// `obj.name`
    Prop(Reg, Name),
    /// `obj[key]`
    Elem(Reg, Reg),
    /// `super[key]`, on the base that was the prototype of the home object at the time.
    Super { this: Reg, key: Reg, base: Reg },
    /// `obj.#name`: the object and the register of the private name.
    Private(Reg, Reg),
    /// A call where an assignment target should stand: it throws.
    Invalid,
}

impl Gen<'_, '_> {
    /// Makes a reference to a name, finding out which dynamic scope has it.
    pub(crate) fn name_reference(&mut self, name: Name, at: u32) -> Reference {
        let resolved = self.resolve(name, at);
        self.bind_reference(resolved)
    }

    pub(crate) fn bind_reference(&mut self, resolved: Resolved) -> Reference {
        if resolved.dynamic.is_empty() {
            return Reference::Name(resolved, None);
        }
        let env = self.alloc();
        let key = self.key(resolved.name);
        let done = self.label();
        for &scope in &resolved.dynamic {
            let next = self.label();
            self.emit(Inst::DynamicHas {
                dst: env,
                env: scope,
                key,
            });
            self.emit(Inst::JumpIfFalse {
                cond: env,
                target: next,
            });
            self.emit(Inst::Move {
                dst: env,
                src: scope,
            });
            self.emit(Inst::Jump { target: done });
            self.bind(next);
        }
        self.emit(Inst::LoadEmpty { dst: env });
        self.bind(done);
        Reference::Name(resolved, Some(env))
    }

    /// The value of a name: in its own register where that is possible and no `dst` is wished.
    pub(crate) fn get_name(&mut self, name: Name, at: u32, dst: Option<Reg>) -> Reg {
        let resolved = self.resolve(name, at);
        if !resolved.dynamic.is_empty() {
            let dst = self.target(dst);
            let mark = self.mark();
            let reference = self.bind_reference(resolved);
            self.get(&reference, Some(dst));
            self.release(mark);
            return dst;
        }
        self.get_static(&resolved, dst, Absent::Throws)
    }

    fn get_static(&mut self, resolved: &Resolved, dst: Option<Reg>, absent: Absent) -> Reg {
        let name = resolved.name;
        match resolved.place {
            Place::Reg(reg) => {
                self.check_tdz(resolved, reg);
                match dst {
                    Some(dst) => {
                        self.move_to(dst, reg);
                        dst
                    }
                    None => reg,
                }
            }
            Place::Slot(env, slot) => {
                let dst = self.target(dst);
                let mark = self.mark();
                let temp = if resolved.check { self.alloc() } else { dst };
                if resolved.import {
                    self.emit(Inst::GetImport {
                        dst: temp,
                        env,
                        slot,
                    });
                } else {
                    self.emit(Inst::GetEnv {
                        dst: temp,
                        env,
                        slot,
                    });
                }
                self.check_tdz(resolved, temp);
                self.move_to(dst, temp);
                self.release(mark);
                dst
            }
            Place::Global => {
                let dst = self.target(dst);
                if name == Name::UNDEFINED {
                    // FAST: the global `undefined` can be neither changed nor shadowed by a global.
                    self.emit(Inst::LoadUndefined { dst });
                    return dst;
                }
                let cache = self.cache(name);
                match absent {
                    Absent::Throws => self.emit(Inst::GetGlobal { dst, cache }),
                    Absent::Undefined => self.emit(Inst::GetGlobalOrUndefined { dst, cache }),
                }
                dst
            }
        }
    }

    fn check_tdz(&mut self, resolved: &Resolved, src: Reg) {
        if resolved.check {
            let key = self.key(resolved.name);
            self.emit(Inst::ThrowIfEmpty { src, key });
        }
    }

    /// The value of a name for `typeof`: undefined if there is no such binding.
    pub(crate) fn get_name_or_undefined(&mut self, name: Name, at: u32) -> Reg {
        let resolved = self.resolve(name, at);
        if resolved.dynamic.is_empty() {
            return self.get_static(&resolved, None, Absent::Undefined);
        }
        let dst = self.alloc();
        let Reference::Name(resolved, Some(env)) = self.bind_reference(resolved) else {
            unreachable!("a name with dynamic scopes has a register for them");
        };
        self.get_dynamic(&resolved, env, dst, Absent::Undefined);
        dst
    }

    fn get_dynamic(&mut self, resolved: &Resolved, env: Reg, dst: Reg, absent: Absent) {
        let key = self.key(resolved.name);
        let (fixed, done) = (self.label(), self.label());
        self.emit(Inst::JumpIfEmpty {
            src: env,
            target: fixed,
        });
        self.emit(Inst::DynamicGet { dst, env, key });
        self.emit(Inst::Jump { target: done });
        self.bind(fixed);
        self.get_static(resolved, Some(dst), absent);
        self.bind(done);
    }

    /// Reads a reference.
    pub(crate) fn get(&mut self, reference: &Reference, dst: Option<Reg>) -> Reg {
        if let Reference::Name(resolved, None) = reference {
            return self.get_static(resolved, dst, Absent::Throws);
        }
        let dst = self.target(dst);
        match reference {
            Reference::Name(resolved, Some(env)) => {
                self.get_dynamic(resolved, *env, dst, Absent::Throws);
            }
            Reference::Prop(obj, name) => self.get_property(dst, *obj, *name),
            &Reference::Elem(obj, key) => self.emit(Inst::GetElem { dst, obj, key }),
            &Reference::Super { this, key, base } => self.emit(Inst::GetSuper {
                dst,
                this,
                key,
                base,
            }),
            &Reference::Private(obj, name) => self.emit(Inst::GetPrivate { dst, obj, name }),
            Reference::Invalid | Reference::Name(_, None) => {
                self.throw_error(1, "Invalid assignment target");
            }
        }
        dst
    }

    /// `dst = obj.name`
    pub(crate) fn get_property(&mut self, dst: Reg, obj: Reg, name: Name) {
        if let Some(index) = self.array_index(name) {
            let mark = self.mark();
            let key = self.alloc_beside(obj, obj);
            self.load_number(key, f64::from(index));
            self.emit(Inst::GetElem { dst, obj, key });
            self.release(mark);
        } else if self.caches_are_used_up() {
            let mark = self.mark();
            let key = self.alloc_beside(obj, obj);
            self.load_string(key, name);
            self.emit(Inst::GetElem { dst, obj, key });
            self.release(mark);
        } else {
            let cache = self.cache(name);
            if name == Name::LENGTH {
                self.emit(Inst::GetLength { dst, obj, cache });
            } else {
                self.emit(Inst::GetProp { dst, obj, cache });
            }
        }
    }

    /// `obj.name = src`
    pub(crate) fn set_property(&mut self, obj: Reg, name: Name, src: Reg) {
        if let Some(index) = self.array_index(name) {
            let mark = self.mark();
            let key = self.alloc_beside(obj, src);
            self.load_number(key, f64::from(index));
            self.emit(Inst::SetElem { obj, key, src });
            self.release(mark);
        } else if self.caches_are_used_up() {
            let mark = self.mark();
            let key = self.alloc_beside(obj, src);
            self.load_string(key, name);
            self.emit(Inst::SetElem { obj, key, src });
            self.release(mark);
        } else {
            let cache = self.cache(name);
            self.emit(Inst::SetProp { obj, cache, src });
        }
    }

    /// A register for a key. NOTE: the operands of an access may be released already, so that the
    /// next free register can be one of theirs.
    fn alloc_beside(&mut self, first: Reg, second: Reg) -> Reg {
        loop {
            let register = self.alloc();
            if register != first && register != second {
                return register;
            }
        }
    }

    /// The array index that a name spells: such keys are not for caches.
    pub(crate) fn array_index(&self, name: Name) -> Option<u32> {
        let text = self.unit.interner.text(name);
        if text.is_empty() || text.len() > 10 || (text[0] == b'0' && text.len() > 1) {
            return None;
        }
        let mut value = 0u64;
        for &byte in text {
            if !byte.is_ascii_digit() {
                return None;
            }
            value = value * 10 + u64::from(byte - b'0');
        }
        u32::try_from(value).ok().filter(|&index| index != u32::MAX)
    }

    /// Writes a reference.
    pub(crate) fn set(&mut self, reference: &Reference, src: Reg) {
        match reference {
            Reference::Name(resolved, env) => {
                let Some(env) = *env else {
                    return self.set_static(resolved, src);
                };
                let key = self.key(resolved.name);
                let (fixed, done) = (self.label(), self.label());
                self.emit(Inst::JumpIfEmpty {
                    src: env,
                    target: fixed,
                });
                self.emit(Inst::DynamicSet { env, key, src });
                self.emit(Inst::Jump { target: done });
                self.bind(fixed);
                self.set_static(resolved, src);
                self.bind(done);
            }
            Reference::Prop(obj, name) => self.set_property(*obj, *name, src),
            &Reference::Elem(obj, key) => self.emit(Inst::SetElem { obj, key, src }),
            &Reference::Super { this, key, base } => self.emit(Inst::SetSuper {
                this,
                key,
                src,
                base,
            }),
            &Reference::Private(obj, name) => self.emit(Inst::SetPrivate { obj, name, src }),
            Reference::Invalid => self.throw_error(1, "Invalid assignment target"),
        }
    }

    fn set_static(&mut self, resolved: &Resolved, src: Reg) {
        self.check_assigned(resolved, src);
        if resolved.check && !resolved.import {
            let mark = self.mark();
            let temp = self.alloc();
            match resolved.place {
                Place::Reg(reg) => self.check_tdz(resolved, reg),
                Place::Slot(env, slot) => {
                    self.emit(Inst::GetEnv {
                        dst: temp,
                        env,
                        slot,
                    });
                    self.check_tdz(resolved, temp);
                }
                Place::Global => {}
            }
            self.release(mark);
        }
        match resolved.mutability {
            Mutability::Mutable => self.store(resolved.place, resolved.name, src),
            Mutability::FunctionName if !self.shape.has(CodeFlags::STRICT) => {}
            Mutability::Const | Mutability::FunctionName => {
                let key = self.key(resolved.name);
                self.emit(Inst::ThrowConstAssign { key });
            }
        }
    }

    /// Writes to a place, whatever is there.
    pub(crate) fn store(&mut self, place: Place, name: Name, src: Reg) {
        match place {
            Place::Reg(dst) => self.move_to(dst, src),
            Place::Slot(env, slot) => self.emit(Inst::SetEnv { env, slot, src }),
            Place::Global => {
                let cache = self.cache(name);
                self.emit(Inst::SetGlobal { cache, src });
            }
        }
    }

    /// Initialises the binding of a lexical declaration (or of a parameter).
    pub(crate) fn initialize(&mut self, name: Name, src: Reg) {
        match self.own_place(name) {
            Place::Global => {
                let key = self.key(name);
                self.emit(Inst::InitGlobal { key, src });
            }
            place => self.store(place, name, src),
        }
    }

    /// The place of a binding declared in a scope around: no dynamic lookup.
    pub(crate) fn own_place(&mut self, name: Name) -> Place {
        self.resolve(name, u32::MAX).place
    }

    /// The register of a declared binding, if it is in one: a value may be made there directly.
    pub(crate) fn declared_register(&mut self, name: Name) -> Option<Reg> {
        let resolved = self.resolve(name, 0);
        match resolved.place {
            Place::Reg(reg) if !resolved.check => Some(reg),
            _ => None,
        }
    }

    /// The register of a private name.
    pub(crate) fn private_name(&mut self, name: Name) -> Reg {
        match self.hidden(name) {
            Some(Place::Reg(reg)) => reg,
            Some(Place::Slot(env, slot)) => {
                let dst = self.alloc();
                self.emit(Inst::GetEnv { dst, env, slot });
                dst
            }
            Some(Place::Global) | None => {
                // The parser has refused undeclared private names.
                let dst = self.alloc();
                self.throw_error(2, "Private name is not declared");
                dst
            }
        }
    }

    /// The register of `this`, checked where `super()` may not have returned.
    pub(crate) fn this(&mut self) -> R<Reg> {
        let this = self.raw_this();
        if self.shape.surround.this != ThisMode::Plain {
            self.emit(Inst::CheckThis { this });
        }
        Ok(this)
    }

    /// The active function of the derived constructor around: whose parent `super()` calls.
    pub(crate) fn active_function(&mut self) -> Reg {
        match self.hidden(Name::SUPER_CALL) {
            Some(Place::Reg(reg)) => reg,
            Some(Place::Slot(env, slot)) => {
                let dst = self.alloc();
                self.emit(Inst::GetEnv { dst, env, slot });
                dst
            }
            Some(Place::Global) | None => Reg(stilla_bytecode::code::REG_CALLEE),
        }
    }

    /// Writes `this` when `super()` has returned.
    pub(crate) fn bind_this(&mut self, src: Reg) {
        match self.shape.surround.this {
            ThisMode::Plain | ThisMode::Late => self.move_to(Reg(REG_THIS), src),
            ThisMode::Slot => {
                if let Some(Place::Slot(env, slot)) = self.hidden(Name::THIS) {
                    self.emit(Inst::SetEnv { env, slot, src });
                }
            }
        }
    }
}

/// What reading an absent global does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Absent {
    Throws,
    Undefined,
}

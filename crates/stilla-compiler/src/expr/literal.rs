//! Array and object literals, property keys.
//!
//! Uses: function, body, fault, expr. Never: stmt.

use crate::fault::{Fault, R};
use crate::function::Gen;
use crate::lazy::Form;
use stilla_bytecode::{Constant, Inst, Reg, WtfString};
use stilla_syntax::Name;
use stilla_syntax::ast::{
    ArrayElement, Function, ObjectMember, ObjectMemberKind, PropertyKey, PropertyKeyKind,
};

/// A property key whose computed part has been evaluated.
#[derive(Clone, Debug)]
pub(crate) enum Key {
    /// A name that a cache can hold.
    Name(Name),
    /// An array index.
    Index(u32),
    /// Another number, or a BigInt, as its string.
    Text(WtfString),
    /// A register that went through ToPropertyKey.
    Computed(Reg),
}

/// The most properties of a literal that is made by one instruction; its values wait in as many registers.
const MOST_FIXED: usize = 16;

/// How a method is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MethodForm {
    Method,
    Getter,
    Setter,
}

impl MethodForm {
    /// The flags of `InitMethod` without "enumerable".
    pub fn init_flags(self) -> u16 {
        match self {
            MethodForm::Method => 0,
            MethodForm::Getter => 2,
            MethodForm::Setter => 4,
        }
    }

    /// The flags of `SetFunctionName`.
    pub fn name_flags(self) -> u16 {
        match self {
            MethodForm::Method => 0,
            MethodForm::Getter => 1,
            MethodForm::Setter => 2,
        }
    }

    /// The name of a function with the key `text`.
    pub fn name(self, text: &[u8]) -> WtfString {
        let prefix: &[u8] = match self {
            MethodForm::Method => b"",
            MethodForm::Getter => b"get ",
            MethodForm::Setter => b"set ",
        };
        [prefix, text].concat().into()
    }
}

impl<'a> Gen<'_, 'a> {
    pub(super) fn array_literal(&mut self, elements: &[ArrayElement<'a>], array: Reg) -> R {
        self.emit(Inst::NewArray {
            dst: array,
            count: elements.len().min(0xffff) as u16,
        });
        for element in elements {
            let mark = self.mark();
            match element {
                ArrayElement::Hole => self.emit(Inst::ArrayHole { array }),
                ArrayElement::Expr(e) => {
                    let src = self.expr(e, None)?;
                    self.emit(Inst::ArrayPush { array, src });
                }
                ArrayElement::Spread(e) => {
                    let src = self.expr(e, None)?;
                    self.at(e.span.start);
                    self.emit(Inst::ArraySpread { array, src });
                }
            }
            self.release(mark);
        }
        Ok(())
    }

    pub(super) fn object_literal(&mut self, members: &[ObjectMember<'a>], obj: Reg) -> R {
        if let Some(names) = self.fixed_form(members) {
            return self.object_of(members, &names, obj);
        }
        self.emit(Inst::NewObject {
            dst: obj,
            count: members.len().min(0xffff) as u16,
        });
        for member in members {
            let mark = self.mark();
            self.at(member.span.start);
            self.object_member(member, obj)?;
            self.release(mark);
        }
        Ok(())
    }

    /// The keys of a literal whose objects all have the same few properties in the same order.
    fn fixed_form(&self, members: &[ObjectMember<'a>]) -> Option<Vec<Name>> {
        if members.is_empty() || members.len() > MOST_FIXED || self.caches_are_used_up() {
            return None;
        }
        let mut names = Vec::with_capacity(members.len());
        for member in members {
            let name = match &member.kind {
                ObjectMemberKind::Property(key, _) => match key.kind {
                    PropertyKeyKind::Name(name) if name != Name::PROTO => name,
                    _ => return None,
                },
                ObjectMemberKind::Shorthand(name) => *name,
                _ => return None,
            };
            if names.contains(&name) || self.array_index(name).is_some() {
                return None;
            }
            names.push(name);
        }
        Some(names)
    }

    /// A literal with these keys: nothing sees the object before all values are there.
    fn object_of(&mut self, members: &[ObjectMember<'a>], names: &[Name], dst: Reg) -> R {
        let count = names.len() as u16;
        let outer = self.mark();
        let first = self.alloc_many(count);
        for (place, (member, &name)) in (first.0..).zip(members.iter().zip(names)) {
            let mark = self.mark();
            self.at(member.span.start);
            match member.kind {
                ObjectMemberKind::Property(_, value) => {
                    self.named_expr(value, name, Some(Reg(place)))?;
                }
                _ => {
                    self.get_name(name, member.span.start, Some(Reg(place)));
                }
            }
            self.release(mark);
        }
        let caches: Vec<u16> = names.iter().map(|name| self.cache(*name)).collect();
        self.emit(Inst::NewObjectOf {
            dst,
            first,
            count,
            cache: caches[0],
        });
        self.release(outer);
        Ok(())
    }

    fn object_member(&mut self, member: &ObjectMember<'a>, obj: Reg) -> R {
        match member.kind {
            ObjectMemberKind::Property(key, value) => {
                if let PropertyKeyKind::Name(Name::PROTO) = key.kind {
                    let proto = self.expr(value, None)?;
                    self.emit(Inst::InitProto { obj, proto });
                    return Ok(());
                }
                let key = self.property_key(key)?;
                let src = match &key {
                    Key::Name(name) => self.named_expr(value, *name, None)?,
                    Key::Computed(register) => {
                        let src = self.alloc();
                        self.named_by_register(value, *register, src)?;
                        src
                    }
                    Key::Index(_) | Key::Text(_) => {
                        let register = self.key_register(&key);
                        let src = self.alloc();
                        self.named_by_register(value, register, src)?;
                        src
                    }
                };
                self.define(obj, &key, src);
            }
            ObjectMemberKind::Shorthand(name) => {
                let src = self.get_name(name, member.span.start, None);
                self.define(obj, &Key::Name(name), src);
            }
            ObjectMemberKind::Method(key, function) => {
                self.object_method(obj, key, function, MethodForm::Method)?;
            }
            ObjectMemberKind::Getter(key, function) => {
                self.object_method(obj, key, function, MethodForm::Getter)?;
            }
            ObjectMemberKind::Setter(key, function) => {
                self.object_method(obj, key, function, MethodForm::Setter)?;
            }
            ObjectMemberKind::Spread(e) => {
                let src = self.expr(e, None)?;
                self.emit(Inst::CopyProps { obj, src });
            }
            ObjectMemberKind::CoverInitialized(..) => {
                return Err(Fault::Unsupported(
                    member.span,
                    "an initialiser in an object literal",
                ));
            }
        }
        Ok(())
    }

    fn object_method(
        &mut self,
        obj: Reg,
        key: &PropertyKey<'a>,
        function: &'a Function<'a>,
        form: MethodForm,
    ) -> R {
        let key = self.property_key(key)?;
        let func = self.method_closure(function, &key, form, None)?;
        let key = self.key_register(&key);
        self.emit(Inst::InitMethod {
            obj,
            key,
            func,
            flags: form.init_flags() | 1,
        });
        Ok(())
    }

    /// The closure of a method, named by its key. `private` is the name of a private method.
    pub(crate) fn method_closure(
        &mut self,
        function: &'a Function<'a>,
        key: &Key,
        form: MethodForm,
        private: Option<Name>,
    ) -> R<Reg> {
        let text = match (private, key) {
            (Some(name), _) => self.text(name),
            (None, Key::Name(name)) => self.text(*name),
            (None, Key::Index(index)) => index.to_string().into_bytes().into(),
            (None, Key::Text(text)) => text.clone(),
            (None, Key::Computed(_)) => WtfString::default(),
        };
        let is_computed = private.is_none() && matches!(key, Key::Computed(_));
        let name = if is_computed { text } else { form.name(&text) };
        let func = self.alloc();
        self.closure_with_text(function, name, Form::Expression, func)?;
        if let (true, &Key::Computed(key)) = (is_computed, key) {
            self.emit(Inst::SetFunctionName {
                func,
                key,
                flags: form.name_flags(),
            });
        }
        Ok(func)
    }

    /// Evaluates a property key.
    pub(crate) fn property_key(&mut self, key: &PropertyKey<'a>) -> R<Key> {
        Ok(match &key.kind {
            PropertyKeyKind::Name(name) => match self.array_index(*name) {
                Some(index) => Key::Index(index),
                None => Key::Name(*name),
            },
            PropertyKeyKind::Private(name) => Key::Name(*name),
            PropertyKeyKind::Number(number) => {
                let index = *number as u32;
                if f64::from(index) == *number && index != u32::MAX {
                    Key::Index(index)
                } else {
                    Key::Text(number_text(*number))
                }
            }
            PropertyKeyKind::BigInt(digits) => {
                let text = decimal_digits(&self.unit.interner.display(*digits));
                match text.parse::<u32>() {
                    Ok(index) if index != u32::MAX => Key::Index(index),
                    _ => Key::Text(text.into_bytes().into()),
                }
            }
            PropertyKeyKind::Computed(e) => {
                let dst = self.alloc();
                let mark = self.mark();
                let src = self.expr(e, None)?;
                self.at(e.span.start);
                self.emit(Inst::ToPropertyKey { dst, src });
                self.release(mark);
                Key::Computed(dst)
            }
        })
    }

    /// A register that holds the key.
    pub(crate) fn key_register(&mut self, key: &Key) -> Reg {
        if let &Key::Computed(register) = key {
            return register;
        }
        let dst = self.alloc();
        self.load_key(dst, key);
        dst
    }

    /// Loads the key into `dst`.
    pub(crate) fn load_key(&mut self, dst: Reg, key: &Key) {
        match key {
            Key::Name(name) => self.load_string(dst, *name),
            Key::Index(index) => self.load_number(dst, f64::from(*index)),
            Key::Text(text) => {
                let index = self.constant(Constant::String(text.clone()));
                self.emit(Inst::LoadConst { dst, index });
            }
            &Key::Computed(src) => self.move_to(dst, src),
        }
    }

    /// `dst = obj[key]`
    pub(crate) fn get_key(&mut self, dst: Reg, obj: Reg, key: &Key) {
        if let Key::Name(name) = key {
            return self.get_property(dst, obj, *name);
        }
        let mark = self.mark();
        let key = self.key_register(key);
        self.emit(Inst::GetElem { dst, obj, key });
        self.release(mark);
    }

    fn define(&mut self, obj: Reg, key: &Key, src: Reg) {
        if let Key::Name(name) = key
            && !self.caches_are_used_up()
        {
            let cache = self.cache(*name);
            self.emit(Inst::InitProp { obj, cache, src });
            return;
        }
        let mark = self.mark();
        let key = self.key_register(key);
        self.emit(Inst::InitElem { obj, key, src });
        self.release(mark);
    }
}

/// Number::toString with radix 10.
pub(crate) fn number_text(number: f64) -> WtfString {
    if number.is_finite() {
        ryu_js::Buffer::new().format(number).as_bytes().into()
    } else if number.is_nan() {
        b"NaN".as_slice().into()
    } else if number > 0.0 {
        b"Infinity".as_slice().into()
    } else {
        b"-Infinity".as_slice().into()
    }
}

/// The decimal digits of a BigInt literal that may have a radix prefix.
fn decimal_digits(literal: &str) -> String {
    let (digits, radix) = match literal.get(..2) {
        Some("0x" | "0X") => (&literal[2..], 16),
        Some("0o" | "0O") => (&literal[2..], 8),
        Some("0b" | "0B") => (&literal[2..], 2),
        _ => (literal, 10),
    };
    // Little-endian groups of nine decimal digits.
    const GROUP: u64 = 1_000_000_000;
    let mut groups = vec![0u64];
    for digit in digits.chars().filter_map(|c| c.to_digit(radix)) {
        let mut carry = u64::from(digit);
        for group in &mut groups {
            let value = *group * u64::from(radix) + carry;
            *group = value % GROUP;
            carry = value / GROUP;
        }
        if carry > 0 {
            groups.push(carry);
        }
    }
    let mut text = groups.pop().unwrap_or(0).to_string();
    for group in groups.iter().rev() {
        text.push_str(&format!("{group:09}"));
    }
    text
}

//! §7.3.27 to §7.3.32 Private elements, `super` references and the forms of `delete`
//! <https://tc39.es/ecma262/#sec-privateelementfind>
//!
//! A private name is a symbol of its own kind; private elements are properties under it, which no
//! reflection shows. A private method is a property that is not writable.
//!
//! Uses: object, error. Never: interp.

use crate::Cx;
use crate::error::{JsResult, Msg, type_error};
use crate::object::{Accessor, Attributes, Object, Own, PropertyKey};
use crate::ops::Failure;
use crate::value::Value;

impl Cx {
    fn private_key(name: Value) -> PropertyKey {
        PropertyKey::from_symbol(name.as_symbol().expect("a private name is a symbol"))
    }

    fn private_element(&self, base: Value, name: Value) -> Option<(Object, Own)> {
        let object = base.as_object()?;
        match self.own(object, Self::private_key(name)) {
            Own::Absent => None,
            own => Some((object, own)),
        }
    }

    fn private_error(&mut self, name: Value, message: fn(Value) -> Msg) -> crate::Thrown {
        let description = name
            .as_symbol()
            .map_or(Value::UNDEFINED, |symbol| symbol.description());
        type_error(self, message(description))
    }

    /// §7.3.31 PrivateGet ( O, P ) <https://tc39.es/ecma262/#sec-privateget>
    pub(crate) fn private_get(&mut self, base: Value, name: Value) -> JsResult<Value> {
        match self.private_element(base, name) {
            None | Some((_, Own::Absent)) => {
                Err(self.private_error(name, |name| Msg::PrivateMissing { name }))
            }
            Some((_, Own::Data(value, _))) => Ok(value),
            Some((_, Own::Accessor(pair, _))) if pair.getter().is_undefined() => {
                Err(self.private_error(name, |name| Msg::PrivateWithoutGetter { name }))
            }
            Some((_, Own::Accessor(pair, _))) => self.call(pair.getter(), base, &[]),
        }
    }

    /// §7.3.32 PrivateSet ( O, P, value ) <https://tc39.es/ecma262/#sec-privateset>
    pub(crate) fn private_set(&mut self, base: Value, name: Value, value: Value) -> JsResult<()> {
        match self.private_element(base, name) {
            None | Some((_, Own::Absent)) => {
                Err(self.private_error(name, |name| Msg::PrivateMissing { name }))
            }
            Some((object, Own::Data(_, attributes))) if attributes.is_writable() => {
                self.put_own(object, Self::private_key(name), value, attributes);
                Ok(())
            }
            Some((_, Own::Data(..))) => {
                Err(self.private_error(name, |name| Msg::PrivateMethodAssigned { name }))
            }
            Some((_, Own::Accessor(pair, _))) if pair.setter().is_undefined() => {
                Err(self.private_error(name, |name| Msg::PrivateWithoutSetter { name }))
            }
            Some((_, Own::Accessor(pair, _))) => {
                self.call(pair.setter(), base, &[value]).map(|_| ())
            }
        }
    }

    fn private_add(
        &mut self,
        base: Value,
        name: Value,
        value: Value,
        attributes: Attributes,
    ) -> JsResult<()> {
        let object = base
            .as_object()
            .expect("private elements are added to objects");
        let key = Self::private_key(name);
        if !matches!(self.own(object, key), Own::Absent) {
            return Err(self.private_error(name, |name| Msg::PrivateTwice { name }));
        }
        if !self.is_extensible(object)? {
            return Err(type_error(self, Msg::NotExtensible { key, object: base }));
        }
        self.put_own(object, key, value, attributes);
        Ok(())
    }

    /// §7.3.28 PrivateFieldAdd ( O, P, value ) <https://tc39.es/ecma262/#sec-privatefieldadd>
    pub(crate) fn private_field_add(
        &mut self,
        base: Value,
        name: Value,
        value: Value,
    ) -> JsResult<()> {
        self.private_add(base, name, value, Attributes::WRITABLE)
    }

    /// §7.3.29 PrivateMethodOrAccessorAdd ( O, method ) <https://tc39.es/ecma262/#sec-privatemethodoraccessoradd>
    pub(crate) fn private_method_add(
        &mut self,
        base: Value,
        name: Value,
        value: Value,
    ) -> JsResult<()> {
        self.private_add(base, name, value, Attributes::NONE)
    }

    /// §7.3.29 PrivateMethodOrAccessorAdd ( O, method ) <https://tc39.es/ecma262/#sec-privatemethodoraccessoradd>
    pub(crate) fn private_accessor_add(
        &mut self,
        base: Value,
        name: Value,
        get: Value,
        set: Value,
    ) -> JsResult<()> {
        let pair = Accessor::new(&self.heap, get, set);
        self.private_add(base, name, Value::from_internal(pair), Attributes::ACCESSOR)
    }

    /// `name in base` for a private name.
    pub(crate) fn has_private(&mut self, name: Value, base: Value) -> JsResult<bool> {
        if !base.is_object() {
            return Err(type_error(self, Msg::InOperand { value: base }));
        }
        Ok(self.private_element(base, name).is_some())
    }

    /// The object that `super` looks properties up in, or null.
    pub(crate) fn super_base(&mut self, home: Value) -> JsResult<Value> {
        match home.as_object() {
            Some(home) => Ok(self.get_prototype_of(home)?.into()),
            None => Ok(Value::NULL),
        }
    }

    /// `super[key]`.
    pub(crate) fn get_super(&mut self, base: Value, key: Value, this: Value) -> JsResult<Value> {
        let key = self.to_property_key(key)?;
        match base.as_object() {
            Some(base) => self.get_with_receiver(base, key, this),
            None => Err(type_error(
                self,
                Msg::CannotRead {
                    base: Value::NULL,
                    key,
                },
            )),
        }
    }

    /// `super[key] = value`.
    pub(crate) fn set_super(
        &mut self,
        base: Value,
        key: Value,
        value: Value,
        this: Value,
        strict: bool,
    ) -> JsResult<()> {
        let key = self.to_property_key(key)?;
        let Some(base) = base.as_object() else {
            return Err(type_error(
                self,
                Msg::CannotSet {
                    base: Value::NULL,
                    key,
                },
            ));
        };
        if !self.set_with_receiver(base, key, value, this)? && strict {
            return Err(type_error(self, Msg::ReadOnly { key, object: this }));
        }
        Ok(())
    }

    /// `delete base[key]`.
    pub(crate) fn delete_value(
        &mut self,
        base: Value,
        key: PropertyKey,
        strict: bool,
    ) -> JsResult<bool> {
        let object = self.to_object(base)?;
        let deleted = self.delete(object, key)?;
        if !deleted && strict {
            return Err(type_error(self, Msg::CannotDelete { key, object: base }));
        }
        Ok(deleted)
    }

    /// `base[key] = value`, where the base may be a primitive.
    pub(crate) fn put_value(
        &mut self,
        base: Value,
        key: PropertyKey,
        value: Value,
        failure: Failure,
    ) -> JsResult<()> {
        let done = match base.as_object() {
            Some(object) => self.set_with_receiver(object, key, value, base)?,
            None if base.is_nullish() => {
                return Err(type_error(self, Msg::CannotSet { base, key }));
            }
            None => {
                let prototype = self.prototype_of_primitive(base);
                self.set_with_receiver(prototype, key, value, base)?
            }
        };
        if !done && failure == Failure::Throw {
            return Err(type_error(self, Msg::ReadOnly { key, object: base }));
        }
        Ok(())
    }

    /// The error of reading a property of undefined or null.
    #[cold]
    pub(crate) fn cannot_read(&mut self, base: Value, key: Value) -> crate::Thrown {
        match self.key_for_message(key) {
            Some(key) => type_error(self, Msg::CannotRead { base, key }),
            None => type_error(self, Msg::NotAnObject { value: base }),
        }
    }

    /// The error of setting a property of undefined or null.
    #[cold]
    pub(crate) fn cannot_set(&mut self, base: Value, key: Value) -> crate::Thrown {
        match self.key_for_message(key) {
            Some(key) => type_error(self, Msg::CannotSet { base, key }),
            None => type_error(self, Msg::NotAnObject { value: base }),
        }
    }

    /// The key that `key` names without running any conversion of an object.
    fn key_for_message(&self, key: Value) -> Option<PropertyKey> {
        if let Some(string) = key.as_string() {
            return Some(PropertyKey::from_string(self, string));
        }
        if let Some(symbol) = key.as_symbol() {
            return Some(PropertyKey::from_symbol(symbol));
        }
        key.as_int()
            .filter(|int| *int >= 0)
            .map(|int| PropertyKey::from_array_index(int as u32))
    }
}

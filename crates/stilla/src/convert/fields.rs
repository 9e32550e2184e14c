//! The fields of an object, for derived conversions: no handle is made for the object.
//!
//! Whoever implements a conversion gets this by reference and can't keep it, so that the raw object stays
//! on the native stack.
//!
//! Uses: core, convert. Never: runtime.

use stilla_core::{Cx, Object as MachineObject, PropertyKey};

use super::{FromJs, IntoJs, mismatch};
use crate::context::Context;
use crate::error::Error;
use crate::seal::{Raw, TOKEN};
use crate::value::Value;

/// The fields of an object that is being read or made.
#[derive(Debug)]
pub struct Fields<'a> {
    cx: &'a mut Cx,
    object: MachineObject,
}

impl<'a> Fields<'a> {
    /// Those of a new object.
    pub(crate) fn new(cx: &'a mut Cx) -> Fields<'a> {
        let object = cx.new_object();
        Fields { cx, object }
    }

    /// Those of a value that must be an object.
    pub(crate) fn of(cx: &'a mut Context<'_>, raw: Raw) -> Result<Fields<'a>, Error> {
        let depth = cx.cx.check_native_stack();
        cx.catch(depth)?;
        match raw.0.as_object() {
            Some(object) => Ok(Fields { cx: cx.cx, object }),
            None => Err(mismatch(cx, "object", raw)),
        }
    }

    pub(crate) fn object(&self) -> Raw {
        Raw(self.object.into())
    }

    /// A type that reads its fields, from a value.
    pub fn read<T: FromJs>(value: &Value, cx: &mut Context<'_>) -> Result<T, Error> {
        let raw = value.to_raw(cx.cx)?;
        T::from_raw(raw, cx, TOKEN)
    }

    /// A type that writes its fields, as a value.
    pub fn write<T: IntoJs>(value: T, cx: &mut Context<'_>) -> Result<Value, Error> {
        let raw = value.into_raw(cx, TOKEN)?;
        Ok(Value::from_machine(cx.cx, raw.0))
    }

    /// A field's value; errors name it.
    pub fn get<T: FromJs>(&mut self, name: &str) -> Result<T, Error> {
        let key = PropertyKey::from_str(self.cx, name);
        let value = self.value(key)?;
        let mut cx = Context::new(self.cx);
        T::from_raw(Raw(value), &mut cx, TOKEN).map_err(|error| error.at_key(name))
    }

    /// A field's value, or another one if the field is absent or undefined.
    pub fn get_or<T: FromJs>(&mut self, name: &str, other: impl FnOnce() -> T) -> Result<T, Error> {
        let key = PropertyKey::from_str(self.cx, name);
        let value = self.value(key)?;
        let mut cx = Context::new(self.cx);
        if value.is_undefined() {
            return Ok(other());
        }
        T::from_raw(Raw(value), &mut cx, TOKEN).map_err(|error| error.at_key(name))
    }

    /// Adds a field.
    pub fn set<T: IntoJs>(&mut self, name: &str, value: T) -> Result<(), Error> {
        let mut cx = Context::new(self.cx);
        let value = value.into_raw(&mut cx, TOKEN)?.0;
        let key = PropertyKey::from_str(cx.cx, name);
        // FAST: the object is new and ordinary, and no script has seen it: there is nothing to be asked.
        cx.cx
            .put_own(self.object, key, value, stilla_core::Attributes::ALL);
        Ok(())
    }

    fn value(&mut self, key: PropertyKey) -> Result<stilla_core::Value, Error> {
        if let Some(value) = self.cx.plain_value(self.object, key) {
            return Ok(value);
        }
        let value = self.cx.get(self.object, key);
        Context::new(self.cx).catch(value)
    }
}

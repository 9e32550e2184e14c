//! §7.3.24 EnumerableOwnProperties: what Object.keys, values and entries list.
//!
//! Uses: object, conversion. Never: interp.

use crate::error::JsResult;
use crate::object::internal_methods::has_ordinary_lookup;
use crate::object::{Object, Own, PropertyKey};
use crate::value::Value;
use crate::{Cx, GcVec};

/// What is listed of each property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// The key.
    Keys,
    /// The value.
    Values,
    /// An array of both.
    Entries,
}

impl Cx {
    /// §7.3.24 EnumerableOwnProperties ( O, kind ) <https://tc39.es/ecma262/#sec-enumerableownproperties>
    ///
    /// # Errors
    /// Getters and Proxy traps may throw; the memory limit.
    pub fn enumerable_own_properties(
        &mut self,
        object: Object,
        kind: EntryKind,
    ) -> JsResult<GcVec> {
        if let Some(list) = self.enumerate_plain(object, kind)? {
            return Ok(list);
        }
        let keys = self.own_property_keys(object)?;
        self.charge(keys.len() as u32)?;
        let list = GcVec::new(self);
        for name in keys.iter() {
            if !name.is_string() {
                continue;
            }
            let key = self.to_property_key(name)?;
            let Some(own) = self
                .get_own_property(object, key)?
                .filter(|own| own.is_enumerable())
            else {
                continue;
            };
            if kind == EntryKind::Keys {
                list.try_push(self, name)?;
                continue;
            }
            // FAST: an ordinary object's [[Get]] of an own data property gives what was just found.
            let value = match own.value {
                Some(value) if has_ordinary_lookup(object.kind()) => value,
                _ => self.get(object, key)?,
            };
            self.push_entry(list, kind, name, value)?;
        }
        Ok(list)
    }

    /// FAST: where all properties are plain and in storage no JavaScript runs, and nothing can
    /// change meanwhile: one pass over the storage gives the same list.
    fn enumerate_plain(&mut self, object: Object, kind: EntryKind) -> JsResult<Option<GcVec>> {
        let elements = object.cell().elements();
        if !has_ordinary_lookup(object.kind()) || elements.is_sparse() {
            return Ok(None);
        }
        let properties = object.shape().properties();
        let is_listed = |key: PropertyKey| key.as_name().is_some();
        if properties.iter().any(|(key, property)| {
            is_listed(*key)
                && property.attributes.is_enumerable()
                && property.attributes.is_accessor()
        }) {
            return Ok(None);
        }
        let list = GcVec::new(self);
        for index in 0..elements.capacity() {
            let value = elements.get(index);
            if !value.is_empty() {
                let name = match kind {
                    EntryKind::Values => Value::UNDEFINED,
                    _ => PropertyKey::from_array_index(index as u32).to_value(self),
                };
                self.push_entry(list, kind, name, value)?;
            }
        }
        for (key, property) in properties {
            if !is_listed(key) || !property.attributes.is_enumerable() {
                continue;
            }
            if let Own::Data(value, _) = self.own_at(object, key, property) {
                self.push_entry(list, kind, key.to_value(self), value)?;
            }
        }
        self.charge(list.len() as u32)?;
        Ok(Some(list))
    }

    fn push_entry(
        &mut self,
        list: GcVec,
        kind: EntryKind,
        name: Value,
        value: Value,
    ) -> JsResult<()> {
        match kind {
            EntryKind::Keys => list.try_push(self, name),
            EntryKind::Values => list.try_push(self, value),
            EntryKind::Entries => {
                let entry = self.array_from_slice(&[name, value]);
                list.try_push(self, entry.into())
            }
        }
    }
}

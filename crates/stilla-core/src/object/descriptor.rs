//! Property attributes and descriptors.
//!
//! Uses: value. Never: shape, interp.

use crate::object::Object;
use crate::value::Value;

/// The attributes of a stored property.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Attributes(u8);

impl Attributes {
    /// [[Writable]].
    pub const WRITABLE: Attributes = Attributes(1);
    /// [[Enumerable]].
    pub const ENUMERABLE: Attributes = Attributes(2);
    /// [[Configurable]].
    pub const CONFIGURABLE: Attributes = Attributes(4);
    /// The slot holds an accessor pair.
    pub(crate) const ACCESSOR: Attributes = Attributes(8);
    /// None of them.
    pub const NONE: Attributes = Attributes(0);
    /// Writable, enumerable, configurable: what assignment creates.
    pub const ALL: Attributes = Attributes(7);
    /// Writable and configurable: what built-in methods have.
    pub const METHOD: Attributes = Attributes(5);

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Attributes) -> Attributes {
        Attributes(self.0 | other.0)
    }

    /// This set without those of `other`.
    #[must_use]
    pub const fn without(self, other: Attributes) -> Attributes {
        Attributes(self.0 & !other.0)
    }

    /// `other` where `condition` holds, nothing otherwise.
    #[must_use]
    pub const fn when(condition: bool, other: Attributes) -> Attributes {
        if condition { other } else { Attributes::NONE }
    }

    /// [[Writable]].
    #[inline(always)]
    #[must_use]
    pub const fn is_writable(self) -> bool {
        self.0 & 1 != 0
    }

    /// [[Enumerable]].
    #[inline(always)]
    #[must_use]
    pub const fn is_enumerable(self) -> bool {
        self.0 & 2 != 0
    }

    /// [[Configurable]].
    #[inline(always)]
    #[must_use]
    pub const fn is_configurable(self) -> bool {
        self.0 & 4 != 0
    }

    #[inline(always)]
    pub(crate) const fn is_accessor(self) -> bool {
        self.0 & 8 != 0
    }

    /// Whether the slot holds a plain value that a store may replace.
    #[inline(always)]
    pub(crate) const fn is_plain_writable(self) -> bool {
        self.0 & (1 | 8) == 1
    }

    /// Whether the slot holds a plain value.
    #[inline(always)]
    pub(crate) const fn is_plain(self) -> bool {
        self.0 & 8 == 0
    }
}

/// A Property Descriptor; absent fields are `None`. An absent getter that is *present* in the
/// descriptor is `Some(undefined)`.
#[derive(Clone, Copy, Debug, Default)]
pub struct PropertyDescriptor {
    /// [[Value]].
    pub value: Option<Value>,
    /// [[Writable]].
    pub writable: Option<bool>,
    /// [[Get]]: an object that can be called, or undefined.
    pub get: Option<Value>,
    /// [[Set]]: an object that can be called, or undefined.
    pub set: Option<Value>,
    /// [[Enumerable]].
    pub enumerable: Option<bool>,
    /// [[Configurable]].
    pub configurable: Option<bool>,
}

impl PropertyDescriptor {
    /// A full data descriptor.
    #[must_use]
    pub fn data(value: Value, attributes: Attributes) -> PropertyDescriptor {
        PropertyDescriptor {
            value: Some(value),
            writable: Some(attributes.is_writable()),
            enumerable: Some(attributes.is_enumerable()),
            configurable: Some(attributes.is_configurable()),
            ..PropertyDescriptor::default()
        }
    }

    /// A full accessor descriptor; `attributes` gives enumerable and configurable.
    #[must_use]
    pub fn accessor(get: Value, set: Value, attributes: Attributes) -> PropertyDescriptor {
        PropertyDescriptor {
            get: Some(get),
            set: Some(set),
            enumerable: Some(attributes.is_enumerable()),
            configurable: Some(attributes.is_configurable()),
            ..PropertyDescriptor::default()
        }
    }

    /// §6.2.6.1 IsAccessorDescriptor ( desc ) <https://tc39.es/ecma262/#sec-isaccessordescriptor>
    #[must_use]
    pub fn is_accessor(&self) -> bool {
        self.get.is_some() || self.set.is_some()
    }

    /// §6.2.6.2 IsDataDescriptor ( desc ) <https://tc39.es/ecma262/#sec-isdatadescriptor>
    #[must_use]
    pub fn is_data(&self) -> bool {
        self.value.is_some() || self.writable.is_some()
    }

    /// The attributes, absent fields being false.
    #[must_use]
    pub fn attributes(&self) -> Attributes {
        self.attributes_over(Attributes::NONE)
    }

    /// The attributes, absent fields being those of `current`.
    #[must_use]
    pub(crate) fn attributes_over(&self, current: Attributes) -> Attributes {
        let pick = |field: Option<bool>, current: bool, attribute| {
            Attributes::when(field.unwrap_or(current), attribute)
        };
        pick(self.writable, current.is_writable(), Attributes::WRITABLE)
            .with(pick(
                self.enumerable,
                current.is_enumerable(),
                Attributes::ENUMERABLE,
            ))
            .with(pick(
                self.configurable,
                current.is_configurable(),
                Attributes::CONFIGURABLE,
            ))
    }

    /// The getter to call.
    #[must_use]
    pub fn getter(&self) -> Option<Object> {
        self.get.and_then(Value::as_object)
    }

    /// The setter to call.
    #[must_use]
    pub fn setter(&self) -> Option<Object> {
        self.set.and_then(Value::as_object)
    }

    /// Whether the property is enumerable; an absent field is false.
    #[must_use]
    pub fn is_enumerable(&self) -> bool {
        self.enumerable == Some(true)
    }

    /// Whether the property is configurable; an absent field is false.
    #[must_use]
    pub fn is_configurable(&self) -> bool {
        self.configurable == Some(true)
    }

    /// Whether the property is writable; an absent field is false.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.writable == Some(true)
    }
}

//! How built-ins are declared: const tables of rows, materialised when a script first looks.
//!
//! `stilla-builtins` writes one [`Global`] per global object. Rows stand in the specification's
//! order and carry its default attributes; a deviation is written out with [`Row::attrs`].
//!
//! Uses: object, function, realm. Never: interp.

use crate::Cx;
use crate::function::{LeafFn, NativeFn, NativeOptions};
use crate::object::{Accessor, Attributes, Integrity, Kind, Object, PropertyKey, ToKey};
use crate::realm::Intrinsic;
use crate::string::Name;
use crate::symbol::WellKnownSymbol;
use crate::value::Value;

/// The key of a row.
#[derive(Clone, Copy)]
pub enum RowKey {
    /// A string.
    Text(&'static str),
    /// A well-known symbol.
    Symbol(WellKnownSymbol),
}

/// What a row defines.
#[derive(Clone, Copy)]
enum RowValue {
    Method(u8, NativeFn),
    Accessor(Option<NativeFn>, Option<NativeFn>),
    /// An intrinsic function that is both getter and setter.
    IntrinsicAccessor(Intrinsic),
    Number(f64),
    Text(&'static str),
    Symbol(WellKnownSymbol),
    Intrinsic(Intrinsic),
    Undefined,
    /// The same function as an earlier row's.
    Alias(&'static str),
}

/// One property of a built-in object.
#[derive(Clone, Copy)]
pub struct Row {
    key: RowKey,
    value: RowValue,
    attributes: Attributes,
    /// The `name` property where it isn't the key's.
    function_name: Option<&'static str>,
    leaf: Option<LeafFn>,
}

const fn row(key: RowKey, value: RowValue, attributes: Attributes) -> Row {
    Row {
        key,
        value,
        attributes,
        function_name: None,
        leaf: None,
    }
}

/// A method: writable, configurable.
#[must_use]
pub const fn method(name: &'static str, length: u8, function: NativeFn) -> Row {
    row(
        RowKey::Text(name),
        RowValue::Method(length, function),
        Attributes::METHOD,
    )
}

/// A method under a well-known symbol: writable, configurable.
#[must_use]
pub const fn symbol_method(symbol: WellKnownSymbol, length: u8, function: NativeFn) -> Row {
    row(
        RowKey::Symbol(symbol),
        RowValue::Method(length, function),
        Attributes::METHOD,
    )
}

/// A getter without a setter: configurable.
#[must_use]
pub const fn getter(name: &'static str, get: NativeFn) -> Row {
    row(
        RowKey::Text(name),
        RowValue::Accessor(Some(get), None),
        Attributes::CONFIGURABLE,
    )
}

/// A getter under a well-known symbol: configurable.
#[must_use]
pub const fn symbol_getter(symbol: WellKnownSymbol, get: NativeFn) -> Row {
    row(
        RowKey::Symbol(symbol),
        RowValue::Accessor(Some(get), None),
        Attributes::CONFIGURABLE,
    )
}

/// A getter and a setter: configurable.
#[must_use]
pub const fn accessor(name: &'static str, get: NativeFn, set: NativeFn) -> Row {
    row(
        RowKey::Text(name),
        RowValue::Accessor(Some(get), Some(set)),
        Attributes::CONFIGURABLE,
    )
}

/// A getter and a setter under a well-known symbol: configurable.
#[must_use]
pub const fn symbol_accessor(symbol: WellKnownSymbol, get: NativeFn, set: NativeFn) -> Row {
    row(
        RowKey::Symbol(symbol),
        RowValue::Accessor(Some(get), Some(set)),
        Attributes::CONFIGURABLE,
    )
}

/// A Number constant: not writable, enumerable or configurable.
#[must_use]
pub const fn number(name: &'static str, value: f64) -> Row {
    row(
        RowKey::Text(name),
        RowValue::Number(value),
        Attributes::NONE,
    )
}

/// A String constant: writable, configurable.
#[must_use]
pub const fn text(name: &'static str, value: &'static str) -> Row {
    row(
        RowKey::Text(name),
        RowValue::Text(value),
        Attributes::METHOD,
    )
}

/// The `[Symbol.toStringTag]` of a prototype: configurable.
#[must_use]
pub const fn tag(value: &'static str) -> Row {
    row(
        RowKey::Symbol(WellKnownSymbol::toStringTag),
        RowValue::Text(value),
        Attributes::CONFIGURABLE,
    )
}

/// A well-known symbol: not writable, enumerable or configurable.
#[must_use]
pub const fn symbol(name: &'static str, value: WellKnownSymbol) -> Row {
    row(
        RowKey::Text(name),
        RowValue::Symbol(value),
        Attributes::NONE,
    )
}

/// A property that holds an intrinsic object: writable, configurable.
#[must_use]
pub const fn intrinsic(name: &'static str, value: Intrinsic) -> Row {
    row(
        RowKey::Text(name),
        RowValue::Intrinsic(value),
        Attributes::METHOD,
    )
}

/// A property with the value undefined: not writable, enumerable or configurable.
#[must_use]
pub const fn undefined(name: &'static str) -> Row {
    row(RowKey::Text(name), RowValue::Undefined, Attributes::NONE)
}

/// An accessor whose getter and setter are one intrinsic function: configurable.
#[must_use]
pub const fn intrinsic_accessor(name: &'static str, function: Intrinsic) -> Row {
    row(
        RowKey::Text(name),
        RowValue::IntrinsicAccessor(function),
        Attributes::CONFIGURABLE,
    )
}

/// The same function object as that of the earlier row `of`: writable, configurable.
#[must_use]
pub const fn alias(name: &'static str, of: &'static str) -> Row {
    row(RowKey::Text(name), RowValue::Alias(of), Attributes::METHOD)
}

/// The same function object as that of the earlier row `of`, under a well-known symbol.
#[must_use]
pub const fn symbol_alias(symbol: WellKnownSymbol, of: &'static str) -> Row {
    row(
        RowKey::Symbol(symbol),
        RowValue::Alias(of),
        Attributes::METHOD,
    )
}

impl Row {
    /// Other attributes than the default ones.
    #[must_use]
    pub const fn attrs(mut self, attributes: Attributes) -> Row {
        self.attributes = attributes;
        self
    }

    /// Another `name` of the function than the key.
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Row {
        self.function_name = Some(name);
        self
    }

    /// A short way through the method.
    #[must_use]
    pub const fn leaf(mut self, leaf: LeafFn) -> Row {
        self.leaf = Some(leaf);
        self
    }
}

/// One built-in object with what belongs to it: usually a constructor and its prototype.
pub struct Global {
    /// The name of the property of the global object, or of the class if there is none.
    pub name: &'static str,
    exposed: bool,
    constructor: Option<(u8, NativeFn)>,
    is_function: bool,
    is_frozen: bool,
    constructor_id: Option<Intrinsic>,
    constructor_parent: Option<Intrinsic>,
    prototype_id: Option<Intrinsic>,
    prototype_parent: Option<Intrinsic>,
    /// `false` for %Object.prototype% alone.
    prototype_has_parent: bool,
    prototype_kind: Kind,
    prototype_internal: fn(&Cx) -> PrototypeSlots,
    prototype_rows: &'static [Row],
    static_rows: &'static [Row],
    /// Methods of the prototype that are intrinsics themselves.
    method_ids: &'static [(Intrinsic, &'static str)],
    links_constructor: bool,
    /// The intrinsic that this table adds rows to; it makes no object of its own.
    extends: Option<Intrinsic>,
    finish: Option<Finish>,
}

/// What a table can't say: receives the constructor (or namespace) and the prototype.
pub type Finish = fn(&Cx, Option<Object>, Option<Object>);

/// Up to four internal slots of a prototype object that is more than ordinary.
pub type PrototypeSlots = (usize, [Value; 4]);

fn no_slots(_: &Cx) -> PrototypeSlots {
    (0, [Value::UNDEFINED; 4])
}

impl Global {
    const fn new(name: &'static str) -> Global {
        Global {
            name,
            exposed: true,
            constructor: None,
            is_function: false,
            is_frozen: false,
            constructor_id: None,
            constructor_parent: None,
            prototype_id: None,
            prototype_parent: None,
            prototype_has_parent: true,
            prototype_kind: Kind::Ordinary,
            prototype_internal: no_slots,
            prototype_rows: &[],
            static_rows: &[],
            method_ids: &[],
            links_constructor: true,
            extends: None,
            finish: None,
        }
    }

    /// A constructor function.
    #[must_use]
    pub const fn constructor(name: &'static str, length: u8, function: NativeFn) -> Global {
        Global {
            constructor: Some((length, function)),
            ..Global::new(name)
        }
    }

    /// A function that is no constructor.
    #[must_use]
    pub const fn function(name: &'static str, length: u8, function: NativeFn) -> Global {
        Global {
            constructor: Some((length, function)),
            is_function: true,
            ..Global::new(name)
        }
    }

    /// A plain object with functions, such as Math; its rows are the static ones.
    #[must_use]
    pub const fn namespace(name: &'static str) -> Global {
        Global::new(name)
    }

    /// An object without a property of the global object, such as %ArrayIteratorPrototype%: only a prototype.
    #[must_use]
    pub const fn hidden(name: &'static str, id: Intrinsic) -> Global {
        Global {
            exposed: false,
            prototype_id: Some(id),
            links_constructor: false,
            ..Global::new(name)
        }
    }

    /// Rows that are added to the intrinsic `of` when its own table is read; they replace rows of the
    /// same keys. This is how one crate adds to the objects of another.
    #[must_use]
    pub const fn extension(of: Intrinsic, rows: &'static [Row]) -> Global {
        Global {
            exposed: false,
            extends: Some(of),
            static_rows: rows,
            ..Global::new("")
        }
    }

    /// No property of the global object refers to it.
    #[must_use]
    pub const fn unexposed(mut self) -> Global {
        self.exposed = false;
        self
    }

    /// The intrinsic that the constructor (or the namespace, or the function) is.
    #[must_use]
    pub const fn id(mut self, id: Intrinsic) -> Global {
        self.constructor_id = Some(id);
        self
    }

    /// The intrinsic that the prototype is.
    #[must_use]
    pub const fn prototype_id(mut self, id: Intrinsic) -> Global {
        self.prototype_id = Some(id);
        self
    }

    /// The rows of the prototype object.
    #[must_use]
    pub const fn prototype(mut self, rows: &'static [Row]) -> Global {
        self.prototype_rows = rows;
        self
    }

    /// The rows of the constructor or namespace.
    #[must_use]
    pub const fn statics(mut self, rows: &'static [Row]) -> Global {
        self.static_rows = rows;
        self
    }

    /// Methods and getters of the prototype that are intrinsics, by the names of their rows.
    #[must_use]
    pub const fn method_ids(mut self, ids: &'static [(Intrinsic, &'static str)]) -> Global {
        self.method_ids = ids;
        self
    }

    /// What the prototype object inherits from, instead of %Object.prototype%.
    #[must_use]
    pub const fn prototype_parent(mut self, parent: Intrinsic) -> Global {
        self.prototype_parent = Some(parent);
        self
    }

    /// The prototype object has no prototype.
    #[must_use]
    pub const fn prototype_is_root(mut self) -> Global {
        self.prototype_has_parent = false;
        self
    }

    /// What the constructor inherits from, instead of %Function.prototype%.
    #[must_use]
    pub const fn constructor_parent(mut self, parent: Intrinsic) -> Global {
        self.constructor_parent = Some(parent);
        self
    }

    /// The prototype object is exotic or has internal slots.
    #[must_use]
    pub const fn prototype_is(mut self, kind: Kind, slots: fn(&Cx) -> PrototypeSlots) -> Global {
        self.prototype_kind = kind;
        self.prototype_internal = slots;
        self
    }

    /// The prototype has no `constructor` property.
    #[must_use]
    pub const fn without_constructor_property(mut self) -> Global {
        self.links_constructor = false;
        self
    }

    /// The constructor (or the namespace, or the function) is frozen.
    #[must_use]
    pub const fn frozen(mut self) -> Global {
        self.is_frozen = true;
        self
    }

    /// What rows can't say: receives the constructor (or namespace) and the prototype.
    #[must_use]
    pub const fn finish(mut self, finish: Finish) -> Global {
        self.finish = Some(finish);
        self
    }

    /// Whether the global object has a property for it.
    #[must_use]
    pub const fn is_exposed(&self) -> bool {
        self.exposed
    }

    /// The intrinsics that this makes.
    pub(crate) fn ids(&self) -> impl Iterator<Item = Intrinsic> {
        let methods = self.method_ids.iter().map(|(id, _)| *id);
        self.constructor_id
            .into_iter()
            .chain(self.prototype_id)
            .chain(methods)
    }

    /// Makes the objects in the current realm; returns the value of the global property.
    pub(crate) fn materialise(&self, cx: &Cx) -> Value {
        let has_prototype = self.prototype_id.is_some() || !self.prototype_rows.is_empty();
        let prototype = has_prototype.then(|| {
            // NOTE: %Object.prototype% and %Function.prototype% are there before any table is read.
            let made = self
                .prototype_id
                .and_then(|id| cx.realm().made_intrinsic(id));
            made.unwrap_or_else(|| self.make_prototype(cx))
        });
        if let (Some(id), Some(prototype)) = (self.prototype_id, prototype) {
            cx.realm().set_intrinsic(id, prototype);
        }
        let object = self.make_object(cx);
        if let (Some(id), Some(object)) = (self.constructor_id, object) {
            cx.realm().set_intrinsic(id, object);
        }
        if let (Some(prototype), Some(object)) = (prototype, object)
            && self.constructor.is_some()
        {
            cx.put_own(
                object,
                cx.key(Name::prototype),
                prototype.into(),
                Attributes::NONE,
            );
            if self.links_constructor {
                cx.put_own(
                    prototype,
                    cx.key(Name::constructor),
                    object.into(),
                    Attributes::METHOD,
                );
            }
        }
        if let Some(object) = object {
            define_rows(cx, object, self.static_rows);
        }
        if let Some(prototype) = prototype {
            define_rows(cx, prototype, self.prototype_rows);
            for (id, name) in self.method_ids {
                let found = cx
                    .own(prototype, PropertyKey::from_str(cx, name))
                    .to_descriptor();
                let function = found.and_then(|found| found.value.or(found.get));
                if let Some(method) = function.and_then(Value::as_object) {
                    cx.realm().set_intrinsic(*id, method);
                }
            }
        }
        for (id, made) in [
            (self.constructor_id, object),
            (self.prototype_id, prototype),
        ] {
            if let (Some(id), Some(made)) = (id, made) {
                define_extensions(cx, id, made);
            }
        }
        if let Some(finish) = self.finish {
            finish(cx, object, prototype);
        }
        if let Some(object) = object.filter(|_| self.is_frozen) {
            cx.put_integrity(object, Integrity::Frozen);
        }
        object.or(prototype).into()
    }

    fn make_prototype(&self, cx: &Cx) -> Object {
        let parent = self
            .prototype_has_parent
            .then(|| cx.intrinsic(self.prototype_parent.unwrap_or(Intrinsic::ObjectPrototype)));
        let (count, slots) = (self.prototype_internal)(cx);
        match self.prototype_kind {
            Kind::Array => {
                let parent = parent.expect("%Array.prototype% inherits from %Object.prototype%");
                cx.create_with_shape(Kind::Array, cx.array_shape(parent), &[Value::ZERO])
            }
            kind => cx.create_object(kind, parent, &slots[..count]),
        }
    }

    fn make_object(&self, cx: &Cx) -> Option<Object> {
        let Some((length, function)) = self.constructor else {
            let only_prototype = self.prototype_id.is_some() && self.constructor_id.is_none();
            return (!only_prototype).then(|| {
                cx.ordinary_object_create(Some(cx.intrinsic(Intrinsic::ObjectPrototype)))
            });
        };
        let options = NativeOptions {
            prototype: self.constructor_parent.map(|parent| cx.intrinsic(parent)),
            is_constructor: !self.is_function,
            ..NativeOptions::default()
        };
        Some(cx.new_native(self.name, u32::from(length), function, options))
    }
}

/// Defines what other tables add to the intrinsic `id`.
fn define_extensions(cx: &Cx, id: Intrinsic, object: Object) {
    for table in cx.builtins.iter().filter(|table| table.extends == Some(id)) {
        define_rows(cx, object, table.static_rows);
    }
}

/// Defines the properties of `rows` on `object`, in the current realm.
pub fn define_rows(cx: &Cx, object: Object, rows: &'static [Row]) {
    for row in rows {
        let key = match row.key {
            RowKey::Text(text) => PropertyKey::from_str(cx, text),
            RowKey::Symbol(symbol) => symbol.to_key(cx),
        };
        let name = |prefix: &str| match row.function_name {
            Some(name) => cx.intern_str(name),
            None => cx.function_name(key, prefix),
        };
        let value = match row.value {
            RowValue::Method(length, function) => {
                let options = NativeOptions {
                    leaf: row.leaf,
                    ..NativeOptions::default()
                };
                cx.new_native_named(name(""), length.into(), function, options)
                    .into()
            }
            RowValue::Accessor(get, set) => {
                let make = |function: Option<NativeFn>, prefix, length| match function {
                    None => Value::UNDEFINED,
                    Some(function) => cx
                        .new_native_named(name(prefix), length, function, NativeOptions::default())
                        .into(),
                };
                let pair = Accessor::new(&cx.heap, make(get, "get", 0), make(set, "set", 1));
                let attributes = row.attributes.with(Attributes::ACCESSOR);
                cx.put_own(object, key, Value::from_internal(pair), attributes);
                continue;
            }
            RowValue::IntrinsicAccessor(id) => {
                let function = Value::from(cx.intrinsic(id));
                let pair = Accessor::new(&cx.heap, function, function);
                let attributes = row.attributes.with(Attributes::ACCESSOR);
                cx.put_own(object, key, Value::from_internal(pair), attributes);
                continue;
            }
            RowValue::Number(number) => Value::from(number),
            RowValue::Text(text) => cx.intern_str(text).into(),
            RowValue::Symbol(symbol) => cx.well_known(symbol).into(),
            RowValue::Intrinsic(id) => cx.intrinsic(id).into(),
            RowValue::Undefined => Value::UNDEFINED,
            RowValue::Alias(of) => match cx
                .own(object, PropertyKey::from_str(cx, of))
                .to_descriptor()
            {
                Some(found) => found.value.unwrap_or(Value::UNDEFINED),
                None => Value::UNDEFINED,
            },
        };
        cx.put_own(object, key, value, row.attributes);
    }
}

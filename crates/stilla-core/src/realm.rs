//! Realms: a global object and one set of intrinsics.
//!
//! Intrinsics are made when they are first asked for: [`Cx::intrinsic`] runs the table that declares
//! them. Properties of the global object that are not materialised yet hold the empty mark.
//!
//! Uses: object, builtin, function. Never: interp.

use std::cell::{Cell as Field, RefCell};
use std::collections::HashMap;

use rustc_hash::FxBuildHasher;
use stilla_gc::{Gc, Header, Tracer};

use crate::Cx;
use crate::cell::{Cell, Heap, Kind, TraceField, header, mark};
use crate::function::{ArgumentsShapes, FunctionShapes, slot};
use crate::object::{Attributes, Object, PropertyKey, Shape};
use crate::string::Name;
use crate::value::Value;

mod intrinsic;

pub use intrinsic::Intrinsic;

/// A realm's cell.
#[repr(C)]
pub(crate) struct RealmCell {
    header: Header,
    pub(crate) lifetime: Lifetime,
    intrinsics: [Field<Value>; Intrinsic::COUNT],
    global: Field<Value>,
    /// What `this` is at the top level.
    global_this: Field<Value>,
    object_shape: Field<Option<Gc<Shape>>>,
    array_shape: Field<Option<Gc<Shape>>>,
    iterator_result_shape: Field<Option<Gc<Shape>>>,
    function_shapes: Field<Option<FunctionShapes>>,
    pub(crate) arguments_shapes: Field<Option<ArgumentsShapes>>,
    /// The lexical declarations of scripts: for each name a binding.
    lexical: RefCell<HashMap<PropertyKey, GlobalBinding, FxBuildHasher>>,
    /// What the host keeps for the realm.
    host: Field<Value>,
    /// What the realm keeps for its regular expressions.
    pub(crate) regexp: crate::regexp::RegExpRealm,
}

/// How long a realm lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lifetime {
    /// As long as the agent.
    Agent,
    /// As long as something refers to it. Every function does, so that code always finds its realm.
    References,
}

/// A `let`, `const` or class at the top level of a script.
#[derive(Clone, Copy)]
pub(crate) struct GlobalBinding {
    /// A one-slot environment, so that an inline cache can hold on to the binding.
    pub(crate) cell: Gc<crate::environment::Environment>,
    pub(crate) is_const: bool,
}

impl Cell for RealmCell {
    const KIND: Kind = Kind::Realm;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        for intrinsic in &self.intrinsics {
            intrinsic.trace_field(tracer);
        }
        self.global.trace_field(tracer);
        self.global_this.trace_field(tracer);
        self.object_shape.trace_field(tracer);
        self.array_shape.trace_field(tracer);
        self.iterator_result_shape.trace_field(tracer);
        self.arguments_shapes.trace_field(tracer);
        if let Some(shapes) = self.function_shapes.get() {
            for shape in [
                shapes.plain,
                shapes.constructor,
                shapes.class,
                shapes.native,
            ] {
                mark(shape, tracer);
            }
        }
        for (key, binding) in self.lexical.borrow().iter() {
            Field::new(key.raw()).trace_field(tracer);
            mark(binding.cell, tracer);
        }
        self.host.trace_field(tracer);
        self.regexp.trace(tracer);
    }
}

impl RealmCell {
    pub(crate) fn global(&self) -> Object {
        self.global
            .get()
            .as_object()
            .expect("a realm has a global object")
    }

    pub(crate) fn global_this(&self) -> Value {
        self.global_this.get()
    }

    #[inline(always)]
    pub(crate) fn object_shape(&self) -> Gc<Shape> {
        self.object_shape.get().expect("a realm has its shapes")
    }

    #[inline(always)]
    pub(crate) fn array_shape(&self) -> Gc<Shape> {
        self.array_shape.get().expect("a realm has its shapes")
    }

    #[inline(always)]
    pub(crate) fn iterator_result_shape(&self) -> Gc<Shape> {
        self.iterator_result_shape
            .get()
            .expect("a realm has its shapes")
    }

    pub(crate) fn function_shapes(&self) -> FunctionShapes {
        self.function_shapes.get().expect("a realm has its shapes")
    }

    pub(crate) fn object_prototype(&self) -> Option<Object> {
        self.intrinsics[Intrinsic::ObjectPrototype as usize]
            .get()
            .as_object()
    }

    pub(crate) fn object_prototype_object(&self) -> Object {
        self.object_prototype()
            .expect("%Object.prototype% is made with the realm")
    }

    pub(crate) fn set_intrinsic(&self, id: Intrinsic, object: Object) {
        self.intrinsics[id as usize].set(object.into());
    }

    /// An intrinsic, if it has been made already.
    pub(crate) fn made_intrinsic(&self, id: Intrinsic) -> Option<Object> {
        self.intrinsics[id as usize].get().as_object()
    }

    /// The lexical binding of `key`.
    pub(crate) fn lexical(&self, key: PropertyKey) -> Option<GlobalBinding> {
        self.lexical.borrow().get(&key).copied()
    }

    pub(crate) fn add_lexical(&self, key: PropertyKey, binding: GlobalBinding) {
        self.lexical.borrow_mut().insert(key, binding);
    }
}

/// A new realm with its own global object and intrinsics, not yet initialised.
pub(crate) fn make_realm(heap: &stilla_gc::Heap, lifetime: Lifetime) -> Gc<RealmCell> {
    heap.make_dropped(RealmCell {
        header: header::<RealmCell>(0),
        lifetime,
        intrinsics: [const { Field::new(Value::UNDEFINED) }; Intrinsic::COUNT],
        global: Field::new(Value::UNDEFINED),
        global_this: Field::new(Value::UNDEFINED),
        object_shape: Field::new(None),
        array_shape: Field::new(None),
        iterator_result_shape: Field::new(None),
        function_shapes: Field::new(None),
        arguments_shapes: Field::new(None),
        lexical: RefCell::new(HashMap::default()),
        host: Field::new(Value::UNDEFINED),
        regexp: crate::regexp::RegExpRealm::default(),
    })
}

impl Cx {
    /// An intrinsic of the current realm.
    #[inline]
    #[must_use]
    pub fn intrinsic(&self, id: Intrinsic) -> Object {
        match self.realm().intrinsics[id as usize].get().as_object() {
            Some(object) => object,
            None => self.make_intrinsic(id),
        }
    }

    /// Whether the tables of this agent make an intrinsic.
    #[must_use]
    pub fn has_intrinsic(&self, id: Intrinsic) -> bool {
        usize::from(self.intrinsic_owner[id as usize]) < self.builtins.len()
    }

    /// Runs `f` in the realm whose global object is `global`; in the current one if there is none.
    ///
    /// # Errors
    /// Those of `f`.
    pub fn with_realm_of<T>(
        &mut self,
        global: Object,
        f: impl FnOnce(&mut Cx) -> crate::JsResult<T>,
    ) -> crate::JsResult<T> {
        let before = self.realm();
        let owner = self
            .realms
            .borrow()
            .iter()
            .copied()
            .find(|realm| realm.global() == global);
        self.set_realm(owner.unwrap_or(before));
        let result = f(self);
        self.set_realm(before);
        result
    }

    /// Whether this is %Object.prototype% of some realm: its prototype can't be changed.
    pub(crate) fn is_object_prototype(&self, object: Object) -> bool {
        self.realms
            .borrow()
            .iter()
            .any(|realm| realm.object_prototype() == Some(object))
    }

    /// The global object of the current realm.
    #[must_use]
    pub fn global_object(&self) -> Object {
        self.realm().global()
    }

    #[cold]
    fn make_intrinsic(&self, id: Intrinsic) -> Object {
        let number = self.intrinsic_owner[id as usize];
        let global = self
            .builtins
            .get(usize::from(number))
            .unwrap_or_else(|| panic!("no built-in table makes {id:?}"));
        // NOTE: reading the global property keeps one identity for both ways to the object.
        let value = global.materialise(self);
        self.fill_lazy_global(global.name, global.is_exposed(), value);
        self.realm().intrinsics[id as usize]
            .get()
            .as_object()
            .unwrap_or_else(|| panic!("the table of {} makes {id:?}", global.name))
    }

    fn fill_lazy_global(&self, name: &str, exposed: bool, value: Value) {
        if !exposed {
            return;
        }
        let global = self.realm().global();
        let key = PropertyKey::from_str(self, name);
        if let Some(property) = global.shape().find(key) {
            let slot = property.slot as usize;
            if global.cell().slot(slot).is_empty() {
                global.cell().set_slot(slot, value);
            }
        }
    }

    /// The value of a property that holds the empty mark: it is made from its table now.
    #[cold]
    pub(crate) fn materialise(&self, object: Object, key: PropertyKey) -> Value {
        if object.is(Kind::Function) {
            let realm = self.realm_of(object);
            return self.in_realm(realm, || self.make_function_prototype(object));
        }
        let Some(name) = key.as_name() else {
            return Value::UNDEFINED;
        };
        let name = self.to_rust_string(name);
        let Some(global) = self
            .builtins
            .iter()
            .find(|g| g.is_exposed() && g.name == name)
        else {
            return Value::UNDEFINED;
        };
        let owner = self
            .realms
            .borrow()
            .iter()
            .copied()
            .find(|realm| realm.global() == object);
        self.in_realm(owner.unwrap_or(self.realm()), || {
            match global.ids().next() {
                Some(id) => match self.realm().intrinsics[id as usize].get().as_object() {
                    Some(made) => made.into(),
                    None => global.materialise(self),
                },
                None => global.materialise(self),
            }
        })
    }

    /// Runs `f` with `realm` as the current one.
    pub(crate) fn in_realm<R>(&self, realm: Gc<RealmCell>, f: impl FnOnce() -> R) -> R {
        let before = self.realm();
        self.set_realm(realm);
        let result = f();
        self.set_realm(before);
        result
    }

    /// Gives the current realm its first objects and its global object.
    pub(crate) fn initialise_realm(&self) {
        let realm = self.realm();
        let object_prototype = self.ordinary_object_create(None);
        realm.set_intrinsic(Intrinsic::ObjectPrototype, object_prototype);
        realm
            .object_shape
            .set(Some(self.root_shape(Some(object_prototype), 0, 4)));
        let function_prototype = self.make_function_prototype_intrinsic(object_prototype);
        realm.set_intrinsic(Intrinsic::FunctionPrototype, function_prototype);
        let shape = |internal, attributes| {
            self.make_function_shape(function_prototype, internal, attributes)
        };
        realm.function_shapes.set(Some(FunctionShapes {
            plain: shape(slot::COUNT, None),
            constructor: shape(slot::COUNT, Some(Attributes::WRITABLE)),
            class: shape(slot::COUNT, Some(Attributes::NONE)),
            native: shape(slot::NATIVE_COUNT, None),
        }));
        self.finish_function_prototype(function_prototype);
        let global = self.create_object(Kind::Ordinary, Some(object_prototype), &[]);
        realm.global.set(global.into());
        realm.global_this.set(global.into());
        self.define_lazy_globals(global);
        // NOTE: every object shows what stands on these two prototypes, so that their tables can't wait.
        let _ = (
            self.intrinsic(Intrinsic::Object),
            self.intrinsic(Intrinsic::Function),
        );
        let array_prototype = self.intrinsic(Intrinsic::ArrayPrototype);
        realm
            .array_shape
            .set(Some(self.array_shape(array_prototype)));
        let result = realm.object_shape();
        let result = self.shape_with(result, Name::value, Attributes::ALL);
        let result = self.shape_with(result, Name::done, Attributes::ALL);
        realm.iterator_result_shape.set(Some(result));
    }

    fn define_lazy_globals(&self, global: Object) {
        let attributes = Attributes::METHOD;
        self.put_own(
            global,
            self.key(Name::globalThis),
            global.into(),
            attributes,
        );
        for builtin in self.builtins.iter().filter(|builtin| builtin.is_exposed()) {
            let key = PropertyKey::from_str(self, builtin.name);
            self.put_own(global, key, Value::EMPTY, attributes);
        }
        for (name, value) in [
            ("Infinity", Value::from(f64::INFINITY)),
            ("NaN", Value::NAN),
            ("undefined", Value::UNDEFINED),
        ] {
            self.put_own(
                global,
                PropertyKey::from_str(self, name),
                value,
                Attributes::NONE,
            );
        }
    }
}

//! Decorators: applying them, and what they gave to run later
//! <https://github.com/tc39/proposal-decorators>.
//!
//! A decorator gets the value of its element and a context object. What it passes to
//! `addInitializer` is collected in a list, which instructions of the class run when the element is
//! there. The compiler says where; here is what one element needs.
//!
//! Uses: ops, function. Never: the other operations' files.

use crate::error::{JsResult, Msg, type_error};
use crate::function::Call;
use crate::interp::dispatch::{Block, Pc, Regs, Status, finish, finish_unit, resume, sync, throw};
use crate::object::{Attributes, Object, PropertyKey};
use crate::ops::Failure;
use crate::symbol::WellKnownSymbol;
use crate::value::Value;
use crate::{Cx, GcVec};

/// What is decorated; the numbers are those of the operation's flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ElementKind {
    Method,
    Getter,
    Setter,
    Field,
    Accessor,
    Class,
}

impl ElementKind {
    fn of(flags: usize) -> ElementKind {
        match flags & 7 {
            0 => ElementKind::Method,
            1 => ElementKind::Getter,
            2 => ElementKind::Setter,
            3 => ElementKind::Field,
            4 => ElementKind::Accessor,
            _ => ElementKind::Class,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            ElementKind::Method => "method",
            ElementKind::Getter => "getter",
            ElementKind::Setter => "setter",
            ElementKind::Field => "field",
            ElementKind::Accessor => "accessor",
            ElementKind::Class => "class",
        }
    }

    /// Whether the element can be read through the context's `access`.
    const fn is_readable(self) -> bool {
        !matches!(self, ElementKind::Setter)
    }

    const fn is_writable(self) -> bool {
        matches!(
            self,
            ElementKind::Setter | ElementKind::Field | ElementKind::Accessor
        )
    }
}

/// One decorated element.
struct Element {
    kind: ElementKind,
    is_static: bool,
    is_private: bool,
    key: Value,
    /// The list that `addInitializer` appends to.
    extras: Value,
    metadata: Value,
}

/// What a decorator works on: the value or getter, and the setter.
struct Decorated {
    value: Value,
    setter: Value,
}

/// What the closure `addInitializer` shares with the application of its decorator.
mod shared {
    /// The list to append to.
    pub(super) const LIST: usize = 0;
    /// True when the decorator has returned.
    pub(super) const FINISHED: usize = 1;
}

/// r[a] = a metadata object whose prototype is the metadata of r[b]
pub(crate) unsafe fn new_metadata(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx.new_metadata(r.get(pc.b()));
        finish(result, pc, r, cx, k)
    }
}

/// Makes r[b] the metadata of class r[a]
pub(crate) unsafe fn set_metadata(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx.set_metadata(r.get(pc.a()), r.get(pc.b()));
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// r[a] = the result of the decorators r[w]
pub(crate) unsafe fn apply_decorators(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (w, flags) = (pc.b(), pc.c());
        let element = Element {
            kind: ElementKind::of(flags),
            is_static: flags & 8 != 0,
            is_private: flags & 16 != 0,
            key: r.get(w + 3),
            extras: r.get(w + 4),
            metadata: r.get(w + 5),
        };
        let mut decorated = Decorated {
            value: r.get(w + 1),
            setter: r.get(w + 2),
        };
        match cx.apply_decorators(r.get(w), &mut decorated, &element) {
            Ok(initialisers) => {
                r.set(w + 1, decorated.value);
                r.set(w + 2, decorated.setter);
                let has_list = matches!(element.kind, ElementKind::Field | ElementKind::Accessor);
                r.set(
                    pc.a(),
                    if has_list {
                        initialisers.to_value()
                    } else {
                        decorated.value
                    },
                );
                resume(pc.skip(1), r, cx, k)
            }
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// Calls the functions of list r[a] on r[b]
pub(crate) unsafe fn run_initializers(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let this = r.get(pc.b());
        let list = GcVec::from_value(r.get(pc.a())).expect("decorators collect in a list");
        for i in 0..list.len() {
            if let Err(thrown) = cx.call(list.get(i), this, &[]) {
                return throw(cx, thrown);
            }
        }
        resume(pc.skip(1), r, cx, k)
    }
}

/// r[a] = r[a] passed through the functions of list r[b], called on r[c]
pub(crate) unsafe fn apply_initializers(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (mut value, this) = (r.get(pc.a()), r.get(pc.c()));
        let list = GcVec::from_value(r.get(pc.b())).expect("decorators collect in a list");
        for i in (0..list.len()).rev() {
            match cx.call(list.get(i), this, &[value]) {
                Ok(result) => value = result,
                Err(thrown) => return throw(cx, thrown),
            }
        }
        finish(Ok(value), pc, r, cx, k)
    }
}

impl Cx {
    /// The object that all decorators of a class share, inheriting from that of the parent class
    /// <https://tc39.es/proposal-decorator-metadata/>.
    fn new_metadata(&mut self, parent: Value) -> JsResult<Value> {
        let inherited = match parent.as_object() {
            Some(parent) => self.get(parent, WellKnownSymbol::metadata)?.as_object(),
            None => None,
        };
        Ok(self.ordinary_object_create(inherited).into())
    }

    fn set_metadata(&mut self, class: Value, metadata: Value) -> JsResult<()> {
        // NOTE: a class may have been replaced by any function.
        let class = class.as_object().expect("a decorated class is a function");
        let descriptor = crate::object::PropertyDescriptor::data(metadata, Attributes::METHOD);
        let key = self.key(WellKnownSymbol::metadata);
        self.define_property_or_throw(class, key, &descriptor)
    }

    /// Calls the decorators of one element, the last one first: the list of initialisers that those
    /// of a field or accessor gave.
    fn apply_decorators(
        &mut self,
        decorators: Value,
        decorated: &mut Decorated,
        element: &Element,
    ) -> JsResult<GcVec> {
        let decorators = decorators
            .as_object()
            .expect("decorators are collected in an array");
        let initialisers = GcVec::new(self);
        let mut next = self.array_length(decorators) as usize;
        while next >= 2 {
            next -= 2;
            let part = |cx: &Cx, index| cx.dense_element(decorators, index).unwrap_or_default();
            let (receiver, decorator) = (part(self, next), part(self, next + 1));
            let state = GcVec::from_slice(self, &[element.extras, Value::FALSE]);
            let context = self.decorator_context(element, state)?;
            let input = self.decorator_input(decorated, element.kind);
            let result = self.call(decorator, receiver, &[input, context.into()]);
            state.set(shared::FINISHED, Value::TRUE);
            self.accept_decorated(result?, decorated, element.kind, initialisers)?;
        }
        Ok(initialisers)
    }

    fn decorator_input(&self, decorated: &Decorated, kind: ElementKind) -> Value {
        match kind {
            ElementKind::Field => Value::UNDEFINED,
            ElementKind::Accessor => {
                let pair = self.new_object();
                self.put_own(pair, self.key("get"), decorated.value, Attributes::ALL);
                self.put_own(pair, self.key("set"), decorated.setter, Attributes::ALL);
                pair.into()
            }
            _ => decorated.value,
        }
    }

    /// Takes what a decorator returned.
    fn accept_decorated(
        &mut self,
        result: Value,
        decorated: &mut Decorated,
        kind: ElementKind,
        initialisers: GcVec,
    ) -> JsResult<()> {
        if result.is_undefined() {
            return Ok(());
        }
        if kind == ElementKind::Accessor {
            let Some(result) = result.as_object() else {
                let name = "What a decorator of an accessor returns";
                return Err(type_error(
                    self,
                    Msg::NotObjectNamed {
                        name,
                        value: result,
                    },
                ));
            };
            decorated.value = self
                .decorated_part(result, "get")?
                .unwrap_or(decorated.value);
            decorated.setter = self
                .decorated_part(result, "set")?
                .unwrap_or(decorated.setter);
            if let Some(initialiser) = self.decorated_part(result, "init")? {
                initialisers.push(self, initialiser);
            }
            return Ok(());
        }
        if !self.is_callable(result) {
            let name = "What a decorator returns";
            return Err(type_error(
                self,
                Msg::NotFunctionNamed {
                    name,
                    value: result,
                },
            ));
        }
        if kind == ElementKind::Field {
            initialisers.push(self, result);
        } else {
            decorated.value = result;
        }
        Ok(())
    }

    /// A function of what the decorator of an accessor returned, if it is there.
    fn decorated_part(&mut self, result: Object, name: &'static str) -> JsResult<Option<Value>> {
        let value = self.get(result, name)?;
        if value.is_undefined() {
            Ok(None)
        } else if self.is_callable(value) {
            Ok(Some(value))
        } else {
            Err(type_error(self, Msg::NotFunctionNamed { name, value }))
        }
    }

    /// CreateDecoratorContextObject ( kind, name, extraInitializers, decorationState, metadata, isStatic )
    fn decorator_context(&mut self, element: &Element, state: GcVec) -> JsResult<Object> {
        let context = self.new_object();
        let put = |cx: &mut Cx, name: &'static str, value: Value| {
            let key = cx.key(name);
            cx.put_own(context, key, value, Attributes::ALL);
        };
        let kind = self.intern_str(element.kind.name());
        put(self, "kind", kind.into());
        if element.kind != ElementKind::Class {
            let access = self.decorator_access(element);
            put(self, "access", access.into());
            put(self, "static", element.is_static.into());
            put(self, "private", element.is_private.into());
        }
        let name = self.decorated_name(element)?;
        put(self, "name", name);
        let add = self.new_native_closure(1, add_initializer, state.to_value());
        put(self, "addInitializer", add.into());
        put(self, "metadata", element.metadata);
        Ok(context)
    }

    fn decorated_name(&mut self, element: &Element) -> JsResult<Value> {
        if element.key.is_undefined() {
            return Ok(Value::UNDEFINED);
        }
        if let (true, Some(symbol)) = (element.is_private, element.key.as_symbol()) {
            return Ok(symbol.description());
        }
        Ok(self.to_property_key(element.key)?.to_value(self))
    }

    fn decorator_access(&mut self, element: &Element) -> Object {
        let access = self.new_object();
        let functions: [(&str, u32, crate::function::NativeFn, bool); 3] = [
            ("get", 1, access_get, element.kind.is_readable()),
            ("set", 2, access_set, element.kind.is_writable()),
            ("has", 1, access_has, true),
        ];
        for (name, length, function, is_there) in functions {
            if is_there {
                let closure = self.new_native_closure(length, function, element.key);
                self.put_own(access, self.key(name), closure.into(), Attributes::ALL);
            }
        }
        access
    }

    /// What the closures of an `access` object are about: a private name, or a key.
    fn access_key(&mut self, call: &Call<'_>) -> JsResult<Access> {
        let data = call.data();
        match data.as_symbol().filter(|symbol| symbol.is_private()) {
            Some(_) => Ok(Access::Private(data)),
            None => self.to_property_key(data).map(Access::Public),
        }
    }
}

enum Access {
    Private(Value),
    Public(PropertyKey),
}

fn access_get(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    match cx.access_key(call)? {
        Access::Private(name) => cx.private_get(call.arg(0), name),
        Access::Public(key) => cx.get_v(call.arg(0), key),
    }
}

fn access_set(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (base, value) = (call.arg(0), call.arg(1));
    match cx.access_key(call)? {
        Access::Private(name) => cx.private_set(base, name, value)?,
        Access::Public(key) => cx.put_value(base, key, value, Failure::Throw)?,
    }
    Ok(Value::UNDEFINED)
}

fn access_has(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let base = call.arg(0);
    let found = match (cx.access_key(call)?, base.as_object()) {
        (Access::Private(name), _) => cx.has_private(name, base)?,
        (Access::Public(key), Some(object)) => cx.has_property(object, key)?,
        (Access::Public(_), None) => {
            return Err(type_error(cx, Msg::NotAnObject { value: base }));
        }
    };
    Ok(found.into())
}

fn add_initializer(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = GcVec::from_value(call.data()).expect("the closure was made with its state");
    if state.get(shared::FINISHED) == Value::TRUE {
        let text = "addInitializer was called after its decorator had returned".to_owned();
        return Err(type_error(cx, Msg::Text { text }));
    }
    let value = call.arg(0);
    if !cx.is_callable(value) {
        return Err(type_error(cx, Msg::NotCallable { value }));
    }
    let list = GcVec::from_value(state.get(shared::LIST)).expect("decorators collect in a list");
    list.try_push(cx, value)?;
    Ok(Value::UNDEFINED)
}

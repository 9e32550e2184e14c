//! Host classes: Rust types whose values are objects of JavaScript, by reference.
//!
//! An instance is an object with the Rust value inside; it is dropped when the object is collected. A
//! method borrows the value: to change it while somebody else is at work on it is an exception, never
//! undefined behaviour. Values of JavaScript that an instance holds go to its traced fields, so that
//! cycles through them can be collected; a handle in a Rust field is a root.
//!
//! One room because the long part is the examples of one public type.
//!
//! Uses: core, function, convert. Never: runtime.

use std::any::TypeId;
use std::marker::PhantomData;
use std::ops::Deref;

use stilla_core::host_data::Data;
use stilla_core::{
    Attributes, Cx, GcVec, Intrinsic, Kind, Name, Object as MachineObject, PropertyDescriptor,
    Value as MachineValue, WellKnownSymbol,
};

use crate::context::{AsContext, Context};
use crate::convert::{FromJs, IntoJs, from_js_by_raw, into_js_by_raw, mismatch};
use crate::error::Error;
use crate::function::{Function, make_native};
use crate::object::Object;
use crate::seal::{Raw, TOKEN, Token};
use crate::state::{ClassEntry, state, state_if_any};
use crate::value::Value;

mod builder;

pub use builder::{ClassBuilder, Constructed, IntoConstructor};
use builder::{Member, Role};

/// A Rust type that is a class of JavaScript.
///
/// # Examples
/// ```
/// use stilla::{Class, ClassBuilder, Runtime};
///
/// struct Counter { count: u32 }
///
/// impl Class for Counter {
///     const NAME: &'static str = "Counter";
///
///     fn define(class: &mut ClassBuilder<Self>) {
///         class.constructor(|start: u32| Counter { count: start });
///         class.method_mut("add", |this: &mut Counter, n: u32| { this.count += n; this.count });
///         class.getter("count", |this: &Counter| this.count);
///         class.function("zero", || Counter { count: 0 });
///     }
/// }
/// let mut runtime = Runtime::new();
/// runtime.define_class::<Counter>()?;
/// assert_eq!(runtime.eval_as::<u32>("const c = new Counter(40); c.add(2); c.count")?, 42);
/// assert_eq!(runtime.eval_as::<u32>("class Twice extends Counter { add(n) { return super.add(2 * n) } }
///     new Twice(1).add(3)")?, 7);
/// # Ok::<(), stilla::Error>(())
/// ```
pub trait Class: Sized + Send + 'static {
    /// The name of the class.
    const NAME: &'static str;

    /// Says what the class has.
    fn define(class: &mut ClassBuilder<Self>);
}

/// The internal slot of the Rust value.
const DATA: usize = 0;
/// The internal slot of the traced fields: a list, or undefined.
const FIELDS: usize = 1;

/// Prototype and constructor of a class, made when they are first needed.
pub(crate) fn class_objects<T: Class>(
    cx: &mut Context<'_>,
) -> Result<(MachineObject, MachineObject), Error> {
    let id = TypeId::of::<T>();
    if let Some(entry) = state_if_any(cx.cx).and_then(|state| state.classes.get(&id)) {
        let object = |handle| cx.cx.kept(handle).and_then(MachineValue::as_object);
        if let (Some(prototype), Some(constructor)) =
            (object(&entry.prototype), object(&entry.constructor))
        {
            return Ok((prototype, constructor));
        }
    }
    let (prototype, constructor) = make_class::<T>(cx)?;
    let entry = ClassEntry {
        prototype: cx.cx.keep(prototype.into()),
        constructor: cx.cx.keep(constructor.into()),
    };
    state(cx.cx).classes.insert(id, entry);
    Ok((prototype, constructor))
}

fn make_class<T: Class>(cx: &mut Context<'_>) -> Result<(MachineObject, MachineObject), Error> {
    let mut builder = ClassBuilder::<T>::new();
    T::define(&mut builder);
    let prototype = cx.cx.new_object();
    let (length, construct) = builder
        .constructor
        .take()
        .unwrap_or_else(no_constructor::<T>);
    let constructor = make_native(cx.cx, T::NAME, length, construct, true);
    let constructor = cx.catch(constructor)?;
    let key = cx.cx.key(Name::prototype);
    cx.cx
        .put_own(constructor, key, prototype.into(), Attributes::NONE);
    let key = cx.cx.key(Name::constructor);
    cx.cx
        .put_own(prototype, key, constructor.into(), Attributes::METHOD);
    let key = cx.cx.key(WellKnownSymbol::toStringTag);
    let tag = cx.cx.string(T::NAME);
    cx.cx
        .put_own(prototype, key, tag.into(), Attributes::CONFIGURABLE);
    for member in builder.members {
        let target = if member.is_static {
            constructor
        } else {
            prototype
        };
        define_member(cx, target, member)?;
    }
    Ok((prototype, constructor))
}

fn no_constructor<T: Class>() -> (u32, crate::function::Native) {
    let native =
        crate::function::Native::new(|_: &mut crate::function::Reader<'_>, _: &mut Context<'_>| {
            Err(Error::type_error(format!(
                "{} can't be constructed",
                T::NAME
            )))
        });
    (0, native)
}

fn define_member(cx: &mut Context<'_>, target: MachineObject, member: Member) -> Result<(), Error> {
    let key = match member.symbol {
        Some(symbol) => cx.cx.key(symbol),
        None => cx.cx.key(member.name.as_str()),
    };
    let descriptor = match member.role {
        Role::Constant(value) => {
            let value = value.to_raw(cx.cx)?.0;
            PropertyDescriptor::data(value, Attributes::ENUMERABLE)
        }
        Role::Method(length, native) => {
            let function = make_native(cx.cx, &member.name, length, native, false);
            let function = cx.catch(function)?;
            PropertyDescriptor::data(function.into(), Attributes::METHOD)
        }
        Role::Getter(native) => {
            let name = format!("get {}", member.name);
            let function = make_native(cx.cx, &name, 0, native, false);
            PropertyDescriptor {
                get: Some(cx.catch(function)?.into()),
                enumerable: Some(false),
                configurable: Some(true),
                ..PropertyDescriptor::default()
            }
        }
        Role::Setter(native) => {
            let name = format!("set {}", member.name);
            let function = make_native(cx.cx, &name, 1, native, false);
            PropertyDescriptor {
                set: Some(cx.catch(function)?.into()),
                enumerable: Some(false),
                configurable: Some(true),
                ..PropertyDescriptor::default()
            }
        }
    };
    let result = cx.cx.define_property_or_throw(target, key, &descriptor);
    cx.catch(result)
}

/// A new object with `value` inside.
fn make_instance<T: Class>(
    cx: &mut Context<'_>,
    value: T,
    prototype: MachineObject,
) -> Result<MachineObject, Error> {
    let data = Data::new(cx.cx, Box::new(value), size_of::<T>());
    let data = cx.catch(data)?;
    let internal = [data.to_value(), MachineValue::UNDEFINED];
    Ok(cx.cx.create_object(Kind::Host, Some(prototype), &internal))
}

/// The Rust data of an object of the host.
pub(crate) fn data_of(value: MachineValue) -> Option<Data> {
    let object = value.as_object().filter(|object| object.is(Kind::Host))?;
    Data::from_value(object.internal(DATA))
}

/// Calls `read` with the value of an instance.
#[inline]
pub(crate) fn with_instance<T: Class, R>(
    cx: &mut Context<'_>,
    this: MachineValue,
    read: impl FnOnce(&mut Context<'_>, &T) -> R,
) -> Result<R, Error> {
    let found = match data_of(this) {
        Some(data) => data.with(|value: &T| read(cx, value)),
        None => None,
    };
    match found {
        Some(result) => Ok(result),
        None => Err(not_usable::<T>(cx, this)),
    }
}

/// Calls `change` with the value of an instance.
#[inline]
pub(crate) fn with_instance_mut<T: Class, R>(
    cx: &mut Context<'_>,
    this: MachineValue,
    change: impl FnOnce(&mut Context<'_>, &mut T) -> R,
) -> Result<R, Error> {
    let found = match data_of(this) {
        Some(data) => data.with_mut(|value: &mut T| change(cx, value)),
        None => None,
    };
    match found {
        Some(result) => Ok(result),
        None => Err(not_usable::<T>(cx, this)),
    }
}

/// Why there is no `T` to work on.
#[cold]
fn not_usable<T: Class>(cx: &mut Context<'_>, this: MachineValue) -> Error {
    match data_of(this) {
        Some(data) if data.is_in_use() => Error::type_error(format!(
            "this {} is being used by the call that leads here",
            T::NAME
        )),
        _ => mismatch(cx, T::NAME, Raw(this)),
    }
}

/// An instance of a host class, as a handle: its Rust value can be looked at and changed.
///
/// # Examples
/// ```
/// use stilla::{Class, ClassBuilder, Instance, Runtime};
///
/// struct Account { balance: i64 }
///
/// impl Class for Account {
///     const NAME: &'static str = "Account";
///
///     fn define(class: &mut ClassBuilder<Self>) {
///         class.property("balance", |this: &Account| this.balance, |this: &mut Account, to: i64| this.balance = to);
///     }
/// }
/// let mut runtime = Runtime::new();
/// let account = Instance::new(&mut runtime, Account { balance: 10 })?;
/// runtime.set("account", &account)?;
/// runtime.eval("account.balance += 5")?;
/// assert_eq!(account.with(&mut runtime, |account| account.balance)?, 15);
/// # Ok::<(), stilla::Error>(())
/// ```
pub struct Instance<T> {
    object: Object,
    class: PhantomData<fn() -> T>,
}

impl<T> Clone for Instance<T> {
    fn clone(&self) -> Self {
        Instance {
            object: self.object.clone(),
            class: PhantomData,
        }
    }
}

impl<T: Class> std::fmt::Debug for Instance<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple(T::NAME).field(&self.object).finish()
    }
}

impl<T> Deref for Instance<T> {
    type Target = Object;

    fn deref(&self) -> &Object {
        &self.object
    }
}

impl<T: Class> Instance<T> {
    /// A new instance with a Rust value inside.
    ///
    /// # Errors
    /// The memory limit.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Instance, Runtime};
    ///
    /// struct Counter(u32);
    ///
    /// impl Class for Counter {
    ///     const NAME: &'static str = "Counter";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.getter("value", |counter: &Counter| counter.0);
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// let counter = Instance::new(&mut runtime, Counter(3))?;
    /// assert_eq!(counter.get::<u32>(&mut runtime, "value")?, 3);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new(cx: &mut impl AsContext, value: T) -> Result<Instance<T>, Error> {
        cx.scope(|cx| {
            let raw = value.into_raw(cx, TOKEN)?;
            Instance::from_raw(raw, cx, TOKEN)
        })
    }

    /// Looks at the value.
    ///
    /// # Errors
    /// A method is changing it.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Instance, Runtime};
    ///
    /// struct Name(String);
    ///
    /// impl Class for Name {
    ///     const NAME: &'static str = "Name";
    ///     fn define(_: &mut ClassBuilder<Self>) {}
    /// }
    /// let mut runtime = Runtime::new();
    /// let name = Instance::new(&mut runtime, Name("Ada".to_owned()))?;
    /// assert_eq!(name.with(&mut runtime, |name| name.0.len())?, 3);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn with<R>(&self, cx: &mut impl AsContext, read: impl FnOnce(&T) -> R) -> Result<R, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            with_instance(cx, object.into(), |_, value| read(value))
        })
    }

    /// Changes the value.
    ///
    /// # Errors
    /// A method is using it.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Instance, Runtime};
    ///
    /// struct Name(String);
    /// impl Class for Name {
    ///     const NAME: &'static str = "Name";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.getter("text", |this: &Name| this.0.clone());
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// let name = Instance::new(&mut runtime, Name("Ada".into()))?;
    /// name.with_mut(&mut runtime, |name| name.0.push('!'))?;
    /// assert_eq!(name.get::<String>(&mut runtime, "text")?, "Ada!");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn with_mut<R>(
        &self,
        cx: &mut impl AsContext,
        change: impl FnOnce(&mut T) -> R,
    ) -> Result<R, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            with_instance_mut(cx, object.into(), |_, value| change(value))
        })
    }

    /// A traced field: a value of JavaScript that the instance keeps alive, and that does not keep the
    /// instance alive. Undefined until it is set.
    ///
    /// # Errors
    /// [`Error::Conversion`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Function, Instance, Runtime};
    ///
    /// struct Button;
    /// impl Class for Button {
    ///     const NAME: &'static str = "Button";
    ///     fn define(_: &mut ClassBuilder<Self>) {}
    /// }
    /// const ON_CLICK: usize = 0;
    /// let mut runtime = Runtime::new();
    /// let button = Instance::new(&mut runtime, Button)?;
    /// let handler: Function = runtime.eval_as("(() => 'clicked')")?;
    /// button.set_field(&mut runtime, ON_CLICK, handler)?;
    /// let handler: Function = button.field(&mut runtime, ON_CLICK)?;
    /// assert_eq!(handler.call::<String>(&mut runtime, ())?, "clicked");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn field<V: FromJs>(&self, cx: &mut impl AsContext, index: usize) -> Result<V, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let list = GcVec::from_value(object.internal(FIELDS));
            let value = match list {
                Some(list) if index < list.len() => list.get(index),
                _ => MachineValue::UNDEFINED,
            };
            V::from_raw(Raw(value), cx, TOKEN)
        })
    }

    /// Sets a traced field; `index` is below 256.
    ///
    /// # Errors
    /// The conversion may fail; RangeError for a greater index.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Instance, Runtime, Value};
    ///
    /// struct Node;
    ///
    /// impl Class for Node {
    ///     const NAME: &'static str = "Node";
    ///     fn define(_: &mut ClassBuilder<Self>) {}
    /// }
    /// let mut runtime = Runtime::new();
    /// let node = Instance::new(&mut runtime, Node)?;
    /// let value = runtime.eval("({ deep: true })")?;
    /// node.set_field(&mut runtime, 0, value)?;
    /// assert!(node.field::<Value>(&mut runtime, 0)?.as_object().is_some());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn set_field(
        &self,
        cx: &mut impl AsContext,
        index: usize,
        value: impl IntoJs,
    ) -> Result<(), Error> {
        cx.scope(|cx| {
            if index >= 256 {
                return Err(Error::range_error("an instance has 256 traced fields"));
            }
            let value = value.into_raw(cx, TOKEN)?.0;
            let object = self.to_machine(cx.cx)?;
            let list = GcVec::from_value(object.internal(FIELDS)).unwrap_or_else(|| {
                let list = GcVec::new(cx.cx);
                object.set_internal(FIELDS, list.to_value());
                list
            });
            while list.len() <= index {
                list.push(cx.cx, MachineValue::UNDEFINED);
            }
            list.set(index, value);
            Ok(())
        })
    }
}

impl<T: Class> IntoJs for Instance<T> {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        Ok(Raw(self.to_machine(cx.cx)?.into()))
    }
}

impl<T: Class> IntoJs for &Instance<T> {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        Ok(Raw(self.to_machine(cx.cx)?.into()))
    }
}

impl<T: Class> FromJs for Instance<T> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        let is_instance = data_of(raw.0).is_some_and(|data| data.is::<T>() || data.is_in_use());
        match raw.0.as_object() {
            Some(object) if is_instance => Ok(Instance {
                object: Object::from_machine(cx.cx, object),
                class: PhantomData,
            }),
            _ => Err(mismatch(cx, T::NAME, raw)),
        }
    }
}

/// A new instance with the value inside.
impl<T: Class> IntoJs for T {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        let (prototype, _) = class_objects::<T>(cx)?;
        Ok(Raw(make_instance(cx, self, prototype)?.into()))
    }
}

/// The constructor of a host class, for giving it to scripts under any name.
///
/// # Errors
/// The memory limit.
///
/// # Examples
/// ```
/// use stilla::{Class, ClassBuilder, Runtime, class_function};
///
/// struct Token;
/// impl Class for Token {
///     const NAME: &'static str = "Token";
///     fn define(class: &mut ClassBuilder<Self>) {
///         class.constructor(|| Token);
///     }
/// }
/// let mut runtime = Runtime::new();
/// let constructor = class_function::<Token>(&mut runtime)?;
/// runtime.set("Badge", constructor)?;
/// assert!(runtime.eval_as::<bool>("new Badge() instanceof Badge")?);
/// # Ok::<(), stilla::Error>(())
/// ```
pub fn class_function<T: Class>(cx: &mut impl AsContext) -> Result<Function, Error> {
    cx.scope(|cx| {
        let (_, constructor) = class_objects::<T>(cx)?;
        Ok(Function(Object::from_machine(cx.cx, constructor)))
    })
}

/// The prototype of what `new` makes: that of `new.target`, so that classes of scripts can extend.
pub(crate) fn construct_instance<T: Class>(
    cx: &mut Context<'_>,
    value: T,
    new_target: MachineObject,
) -> Result<Raw, Error> {
    let prototype = cx
        .cx
        .get_prototype_from_constructor(new_target, Intrinsic::ObjectPrototype);
    let prototype = cx.catch(prototype)?;
    Ok(Raw(make_instance(cx, value, prototype)?.into()))
}

impl Value {
    /// The instance of a host class that the value is.
    ///
    /// # Errors
    /// [`Error::Conversion`] for anything else.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Class, ClassBuilder, Runtime};
    ///
    /// struct Id(u32);
    /// impl Class for Id {
    ///     const NAME: &'static str = "Id";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.constructor(|id: u32| Id(id));
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.define_class::<Id>()?;
    /// let value = runtime.eval("new Id(7)")?;
    /// let id = value.instance::<Id>(&mut runtime)?.with(&mut runtime, |id| id.0)?;
    /// assert_eq!(id, 7);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn instance<T: Class>(&self, cx: &mut impl AsContext) -> Result<Instance<T>, Error> {
        self.get(cx)
    }
}

impl Context<'_> {
    /// Gives the script a host class under its name.
    ///
    /// # Errors
    /// The global object may refuse.
    ///
    /// # Examples
    /// ```
    /// use stilla::{AsContext, Class, ClassBuilder, Runtime};
    ///
    /// struct Nothing;
    ///
    /// impl Class for Nothing {
    ///     const NAME: &'static str = "Nothing";
    ///     fn define(class: &mut ClassBuilder<Self>) {
    ///         class.constructor(|| Nothing);
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// runtime.scope(|cx| cx.define_class::<Nothing>())?;
    /// assert_eq!(runtime.eval_as::<String>("String(new Nothing())")?, "[object Nothing]");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn define_class<T: Class>(&mut self) -> Result<(), Error> {
        let constructor = class_function::<T>(self)?;
        let global = self.cx.global_object();
        let function = constructor.to_machine(self.cx)?;
        let result = define_hidden(self.cx, global, T::NAME, function.into());
        self.catch(result)
    }
}

/// Defines a property as built-ins are: not enumerable.
fn define_hidden(
    cx: &mut Cx,
    object: MachineObject,
    name: &str,
    value: MachineValue,
) -> stilla_core::JsResult<()> {
    let descriptor = PropertyDescriptor::data(value, Attributes::METHOD);
    cx.define_property_or_throw(object, name, &descriptor)
}

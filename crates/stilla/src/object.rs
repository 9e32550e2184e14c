//! Objects that a host holds.
//!
//! Uses: core, value, context. Never: runtime.

use std::ops::ControlFlow;

use stilla_core::ops::{EntryKind, Failure};
use stilla_core::{Cx, Handle, Kind};

use crate::context::{AsContext, Context};
use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, wrong_runtime};
use crate::function::{Function, IntoArgs};
use crate::seal::{Raw, TOKEN};
use crate::value::{JsString, Value};

mod array;
mod key;
mod keyed;
mod property;

pub use array::Array;
pub use key::{IntoKey, PropertyKey};
pub use keyed::{Map, Set};
pub use property::Property;

/// An object of JavaScript: the handle keeps it alive, and may be dropped at any time.
///
/// # Examples
/// ```
/// use stilla::{Object, Runtime};
///
/// let mut runtime = Runtime::new();
/// let point = Object::new(&mut runtime)?;
/// point.set(&mut runtime, "x", 3)?;
/// runtime.set("point", &point)?;
/// runtime.eval("point.y = point.x + 1")?;
/// assert_eq!(point.get::<i32>(&mut runtime, "y")?, 4);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Object(Handle);

impl Object {
    pub(crate) fn from_machine(cx: &mut Cx, object: stilla_core::Object) -> Object {
        Object(cx.keep(object.into()))
    }

    pub(crate) fn handle(&self) -> &Handle {
        &self.0
    }

    pub(crate) fn to_machine(&self, cx: &mut Cx) -> Result<stilla_core::Object, Error> {
        cx.kept(&self.0)
            .and_then(stilla_core::Value::as_object)
            .ok_or_else(wrong_runtime)
    }

    /// A new plain object.
    ///
    /// # Errors
    /// The runtime's limits.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let object = Object::new(&mut runtime)?;
    /// object.set(&mut runtime, "a", 1)?;
    /// assert_eq!(object.keys(&mut runtime)?, ["a"]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new(cx: &mut impl AsContext) -> Result<Object, Error> {
        cx.scope(|cx| {
            let object = cx.cx.new_object();
            Ok(Object::from_machine(cx.cx, object))
        })
    }

    /// A new plain object with another prototype, or none.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let bare = Object::with_prototype(&mut runtime, None)?;
    /// assert!(!bare.has(&mut runtime, "toString")?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn with_prototype(
        cx: &mut impl AsContext,
        prototype: Option<&Object>,
    ) -> Result<Object, Error> {
        cx.scope(|cx| {
            let prototype = prototype
                .map(|object| object.to_machine(cx.cx))
                .transpose()?;
            let object = cx.cx.ordinary_object_create(prototype);
            Ok(Object::from_machine(cx.cx, object))
        })
    }

    /// A property's value; what is absent reads as undefined. May run JavaScript.
    ///
    /// # Errors
    /// A getter may throw; [`Error::Conversion`].
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let object: Object = runtime.eval_as("({ a: 1, get b() { return this.a + 1 } })")?;
    /// assert_eq!(object.get::<i32>(&mut runtime, "b")?, 2);
    /// assert_eq!(object.get::<Option<i32>>(&mut runtime, "c")?, None);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[inline]
    pub fn get<T: FromJs>(&self, cx: &mut impl AsContext, key: impl IntoKey) -> Result<T, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let key = key.to_machine(cx, TOKEN)?.0;
            let value = match cx.cx.plain_value(object, key) {
                Some(value) => value,
                None => {
                    let value = cx.cx.get(object, key);
                    cx.catch(value)?
                }
            };
            T::from_raw(Raw(value), cx, TOKEN)
        })
    }

    /// Assigns to a property, as strict code does. May run JavaScript.
    ///
    /// # Errors
    /// A setter may throw; TypeError if the property refuses.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let object: Object = runtime.eval_as("({ set a(n) { this.b = n * 2 } })")?;
    /// object.set(&mut runtime, "a", 4)?;
    /// assert_eq!(object.get::<i32>(&mut runtime, "b")?, 8);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[inline]
    pub fn set(
        &self,
        cx: &mut impl AsContext,
        key: impl IntoKey,
        value: impl IntoJs,
    ) -> Result<(), Error> {
        cx.scope(|cx| {
            let value = value.into_raw(cx, TOKEN)?.0;
            let object = self.to_machine(cx.cx)?;
            let key = key.to_machine(cx, TOKEN)?.0;
            if cx.cx.replace_plain(object, key, value) {
                return Ok(());
            }
            let result = cx.cx.set(object, key, value, Failure::Throw);
            cx.catch(result)
        })
    }

    /// Whether the object or one of its prototypes has the property.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let object = Object::new(&mut runtime)?;
    /// assert!(object.has(&mut runtime, "toString")?);
    /// assert!(!object.has_own(&mut runtime, "toString")?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn has(&self, cx: &mut impl AsContext, key: impl IntoKey) -> Result<bool, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let key = key.to_machine(cx, TOKEN)?.0;
            let result = cx.cx.has_property(object, key);
            cx.catch(result)
        })
    }

    /// Whether the object itself has the property.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let object: stilla::Object = runtime.eval_as("({ a: 1 })")?;
    /// assert!(object.has_own(&mut runtime, "a")?);
    /// assert!(!object.has_own(&mut runtime, "toString")?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn has_own(&self, cx: &mut impl AsContext, key: impl IntoKey) -> Result<bool, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let key = key.to_machine(cx, TOKEN)?.0;
            let result = cx.cx.has_own_property(object, key);
            cx.catch(result)
        })
    }

    /// Deletes a property; false if it can't be deleted.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    ///
    /// # Examples
    /// ```
    /// use stilla::Runtime;
    ///
    /// let mut runtime = Runtime::new();
    /// let object = runtime.eval_as::<stilla::Object>("({ a: 1 })")?;
    /// assert!(object.delete(&mut runtime, "a")?);
    /// assert!(!object.has(&mut runtime, "a")?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn delete(&self, cx: &mut impl AsContext, key: impl IntoKey) -> Result<bool, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let key = key.to_machine(cx, TOKEN)?.0;
            let result = cx.cx.delete(object, key);
            cx.catch(result)
        })
    }

    /// The own enumerable keys that are strings, in the order of `Object.keys`.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    ///
    /// # Examples
    /// ```
    /// use stilla::Runtime;
    ///
    /// let mut runtime = Runtime::new();
    /// let object = runtime.eval_as::<stilla::Object>("({ b: 1, a: 2 })")?;
    /// assert_eq!(object.keys(&mut runtime)?, ["b", "a"]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn keys(&self, cx: &mut impl AsContext) -> Result<Vec<String>, Error> {
        let mut keys = Vec::new();
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let list = cx.cx.enumerable_own_properties(object, EntryKind::Keys);
            for key in cx.catch(list)?.iter() {
                keys.push(String::from_raw(Raw(key), cx, TOKEN)?);
            }
            Ok(keys)
        })
    }

    /// All own keys: strings and symbols, also those that are not enumerable.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    ///
    /// # Examples
    /// ```
    /// use stilla::Runtime;
    ///
    /// let mut runtime = Runtime::new();
    /// let list = runtime.eval_as::<stilla::Object>("['a']")?;
    /// assert_eq!(list.own_keys(&mut runtime)?.len(), 2);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let object: stilla::Object = runtime.eval_as("({ a: 1, [Symbol.iterator]: 2 })")?;
    /// assert_eq!(object.own_keys(&mut runtime)?.len(), 2);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    // NOTE: traced because a host's `Value` keeps a handle.
    pub fn own_keys(&self, cx: &mut impl AsContext) -> Result<Vec<Value>, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let list = cx.cx.own_property_keys(object);
            let list = cx.catch(list)?;
            Ok(list
                .iter()
                .map(|key| Value::from_machine(cx.cx, key))
                .collect())
        })
    }

    /// The own enumerable properties: keys that are strings, and values.
    ///
    /// # Errors
    /// A getter may throw; [`Error::Conversion`].
    ///
    /// # Examples
    /// ```
    /// use stilla::Runtime;
    ///
    /// let mut runtime = Runtime::new();
    /// let prices = runtime.eval_as::<stilla::Object>("({ tea: 2.5, cake: 4 })")?;
    /// let prices = prices.entries::<f64>(&mut runtime)?;
    /// assert_eq!(prices, [("tea".to_owned(), 2.5), ("cake".to_owned(), 4.0)]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn entries<T: FromJs>(&self, cx: &mut impl AsContext) -> Result<Vec<(String, T)>, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let mut entries = Vec::new();
            each_entry(cx, object, |cx, key, value| {
                let value = T::from_raw(value, cx, TOKEN).map_err(|error| error.at_key(&key))?;
                entries.push((key, value));
                Ok(())
            })?;
            Ok(entries)
        })
    }

    /// Calls a method. May run JavaScript.
    ///
    /// # Errors
    /// TypeError if it can't be called; what it throws; [`Error::Conversion`].
    ///
    /// # Examples
    /// ```
    /// use stilla::Runtime;
    ///
    /// let mut runtime = Runtime::new();
    /// let list = runtime.eval_as::<stilla::Object>("[3, 1, 2]")?;
    /// let text: String = list.call_method(&mut runtime, "join", ("-",))?;
    /// assert_eq!(text, "3-1-2");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn call_method<T: FromJs>(
        &self,
        cx: &mut impl AsContext,
        name: impl IntoKey,
        args: impl IntoArgs,
    ) -> Result<T, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let key = name.to_machine(cx, TOKEN)?.0;
            let method = cx.cx.get(object, key);
            let method = cx.catch(method)?;
            crate::function::apply(cx, method, object.into(), args)
        })
    }

    /// The prototype.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let object = Object::new(&mut runtime)?;
    /// let root = object.prototype(&mut runtime)?.expect("Object.prototype");
    /// assert!(root.prototype(&mut runtime)?.is_none());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn prototype(&self, cx: &mut impl AsContext) -> Result<Option<Object>, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let found = cx.cx.get_prototype_of(object);
            let found = cx.catch(found)?;
            Ok(found.map(|object| Object::from_machine(cx.cx, object)))
        })
    }

    /// Replaces the prototype; false if the object refuses.
    ///
    /// # Errors
    /// A Proxy's trap may throw.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let (base, object) = (Object::new(&mut runtime)?, Object::new(&mut runtime)?);
    /// base.set(&mut runtime, "kind", "base")?;
    /// assert!(object.set_prototype(&mut runtime, Some(&base))?);
    /// assert_eq!(object.get::<String>(&mut runtime, "kind")?, "base");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn set_prototype(
        &self,
        cx: &mut impl AsContext,
        prototype: Option<&Object>,
    ) -> Result<bool, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let prototype = prototype
                .map(|object| object.to_machine(cx.cx))
                .transpose()?;
            let result = cx.cx.set_prototype_of(object, prototype);
            cx.catch(result)
        })
    }

    /// Freezes the object: no property can be added, changed or deleted any more.
    ///
    /// # Errors
    /// TypeError if the object refuses.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let object = Object::new(&mut runtime)?;
    /// object.freeze(&mut runtime)?;
    /// assert!(object.set(&mut runtime, "a", 1).is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn freeze(&self, cx: &mut impl AsContext) -> Result<(), Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let level = stilla_core::object::Integrity::Frozen;
            let result = cx.cx.set_integrity_level(object, level);
            match cx.catch(result)? {
                true => Ok(()),
                false => Err(Error::type_error("the object can't be frozen")),
            }
        })
    }

    /// Calls `visit` with each value of an iterable object. When `visit` breaks off or fails, the
    /// iterator is closed. May run JavaScript.
    ///
    /// # Errors
    /// TypeError for what is not iterable; what the iterator throws; what `visit` returns.
    ///
    /// # Examples
    /// ```
    /// use std::ops::ControlFlow;
    /// use stilla::{Object, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let numbers: Object = runtime.eval_as("(function* () { let n = 0; for (;;) yield n++ })()")?;
    /// let mut seen = Vec::new();
    /// numbers.iterate(&mut runtime, |_, n: u32| {
    ///     seen.push(n);
    ///     Ok(if n < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    /// })?;
    /// assert_eq!(seen, [0, 1, 2, 3]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn iterate<T: FromJs>(
        &self,
        cx: &mut impl AsContext,
        mut visit: impl FnMut(&mut Context<'_>, T) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let result = cx.cx.iterate(object.into(), |machine, item| {
                let mut cx = Context::new(machine);
                let step =
                    T::from_raw(Raw(item), &mut cx, TOKEN).and_then(|item| visit(&mut cx, item));
                step.map_err(|error| crate::error::throw(machine, error))
            });
            cx.catch(result)
        })
    }

    /// The text that `JSON.stringify` makes; `None` for what has none, such as a function.
    ///
    /// # Errors
    /// A `toJSON` or a getter may throw; TypeError for a cycle.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Object, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let object: Object = runtime.eval_as("({ a: [1, null] })")?;
    /// assert_eq!(object.to_json(&mut runtime)?.as_deref(), Some(r#"{"a":[1,null]}"#));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn to_json(&self, cx: &mut impl AsContext) -> Result<Option<String>, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let text = stilla_builtins::json_stringify(
                cx.cx,
                object.into(),
                stilla_core::Value::UNDEFINED,
                stilla_core::Value::UNDEFINED,
            );
            let text = cx.catch(text)?;
            Option::<String>::from_raw(Raw(text), cx, TOKEN)
        })
    }

    /// Whether the object is an array.
    ///
    /// # Errors
    /// A revoked Proxy throws.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let list = runtime.eval_as::<stilla::Object>("[]")?;
    /// assert!(list.is_array(&mut runtime)?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn is_array(&self, cx: &mut impl AsContext) -> Result<bool, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            let result = cx.cx.is_array(object.into());
            cx.catch(result)
        })
    }

    /// Whether the object is an error: made by `Error` or a class below it.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let error = runtime.eval_as::<stilla::Object>("new TypeError")?;
    /// assert!(error.is_error(&mut runtime)?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn is_error(&self, cx: &mut impl AsContext) -> Result<bool, Error> {
        cx.scope(|cx| Ok(self.to_machine(cx.cx)?.is(Kind::Error)))
    }

    /// The object as a function, if it can be called.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let function = runtime.eval_as::<stilla::Object>("(() => 1)")?;
    /// assert!(function.as_function(&mut runtime)?.is_some());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn as_function(&self, cx: &mut impl AsContext) -> Result<Option<Function>, Error> {
        cx.scope(|cx| {
            let object = self.to_machine(cx.cx)?;
            Ok(object.is_callable().then(|| Function(self.clone())))
        })
    }

    /// Whether both handles name the same object.
    ///
    /// # Errors
    /// [`Error::WrongRuntime`].
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// let (a, b) = (runtime.global()?, runtime.eval_as::<stilla::Object>("globalThis")?);
    /// assert!(a.is_same(&mut runtime, &b)?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn is_same(&self, cx: &mut impl AsContext, other: &Object) -> Result<bool, Error> {
        cx.scope(|cx| Ok(self.to_machine(cx.cx)? == other.to_machine(cx.cx)?))
    }
}

/// Calls `visit` with each own enumerable property of an object.
pub(crate) fn each_entry(
    cx: &mut Context<'_>,
    object: stilla_core::Object,
    mut visit: impl FnMut(&mut Context<'_>, String, Raw) -> Result<(), Error>,
) -> Result<(), Error> {
    let keys = cx.cx.enumerable_own_properties(object, EntryKind::Keys);
    for key in cx.catch(keys)?.iter() {
        let Some(name) = key.as_string() else {
            continue;
        };
        let text = JsString::from_machine(cx.cx, name).to_string();
        let key = stilla_core::PropertyKey::from_string(cx.cx, name);
        let value = cx.cx.get(object, key);
        let value = cx.catch(value)?;
        visit(cx, text, Raw(value))?;
    }
    Ok(())
}

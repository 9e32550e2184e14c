//! Objects and arrays whose properties are computed by Rust.
//!
//! There are no invariants to keep, unlike behind a Proxy: what Rust says is what a script sees. The
//! value behind such an object is shared: any number of objects, also of several runtimes, can show
//! the same one.
//!
//! Uses: core, convert, object. Never: runtime.

use std::any::Any;
use std::sync::Arc;

use stilla_core::object::internal_methods::Exotic;
use stilla_core::{
    Attributes, Cx, GcVec, Intrinsic, JsResult, Name, PropertyKey, Value as MachineValue,
};

use crate::context::{AsContext, Context};
use crate::error::{Error, throw};
use crate::object::Object;
use crate::value::{JsString, Value};

/// An object whose properties are computed.
///
/// # Examples
/// ```
/// use stilla::{Context, Error, HostObject, IntoJs, Object, Runtime, Value};
///
/// struct Environment;
///
/// impl HostObject for Environment {
///     fn get(&self, cx: &mut Context<'_>, key: &str) -> Result<Option<Value>, Error> {
///         match key {
///             "HOME" => "/home/ada".into_js(cx).map(Some),
///             _ => Ok(None),
///         }
///     }
///
///     fn keys(&self, _: &mut Context<'_>) -> Result<Vec<String>, Error> {
///         Ok(vec!["HOME".into()])
///     }
/// }
/// let mut runtime = Runtime::new();
/// let env = Object::dynamic(&mut runtime, Environment)?;
/// runtime.set("env", env)?;
/// assert_eq!(runtime.eval_as::<String>("env.HOME + ' ' + Object.keys(env)")?, "/home/ada HOME");
/// assert!(runtime.eval("'use strict'; env.HOME = 1").is_err());
/// # Ok::<(), Error>(())
/// ```
pub trait HostObject: Send + Sync + 'static {
    /// The value of a property; `None` if there is none: then the object's own plain properties and its
    /// prototype are asked.
    ///
    /// # Errors
    /// What the script shall see as an exception.
    fn get(&self, cx: &mut Context<'_>, key: &str) -> Result<Option<Value>, Error>;

    /// Changes or adds a property; false refuses, which is a TypeError in strict code.
    ///
    /// # Errors
    /// What the script shall see as an exception.
    fn set(&self, cx: &mut Context<'_>, key: &str, value: Value) -> Result<bool, Error> {
        let _ = (cx, key, value);
        Ok(false)
    }

    /// Whether there is a property.
    ///
    /// # Errors
    /// What the script shall see as an exception.
    fn has(&self, cx: &mut Context<'_>, key: &str) -> Result<bool, Error> {
        Ok(self.get(cx, key)?.is_some())
    }

    /// Removes a property; false refuses.
    ///
    /// # Errors
    /// What the script shall see as an exception.
    fn delete(&self, cx: &mut Context<'_>, key: &str) -> Result<bool, Error> {
        let _ = (cx, key);
        Ok(false)
    }

    /// The keys of the properties.
    ///
    /// # Errors
    /// What the script shall see as an exception.
    fn keys(&self, cx: &mut Context<'_>) -> Result<Vec<String>, Error> {
        let _ = cx;
        Ok(Vec::new())
    }
}

/// An array whose elements are computed. It has the methods of arrays, and `Array.isArray` says yes.
///
/// # Examples
/// ```
/// use stilla::{Context, Error, HostArray, IntoJs, Object, Runtime, Value};
///
/// struct Squares(u64);
///
/// impl HostArray for Squares {
///     fn len(&self) -> u64 { self.0 }
///
///     fn get(&self, cx: &mut Context<'_>, index: u64) -> Result<Value, Error> {
///         (index * index).into_js(cx)
///     }
/// }
/// let mut runtime = Runtime::new();
/// let squares = Object::dynamic_array(&mut runtime, Squares(1_000_000))?;
/// runtime.set("squares", squares)?;
/// assert_eq!(runtime.eval_as::<u64>("squares[999]")?, 998_001);
/// assert_eq!(runtime.eval_as::<Vec<u64>>("squares.slice(2, 5)")?, [4, 9, 16]);
/// # Ok::<(), Error>(())
/// ```
pub trait HostArray: Send + Sync + 'static {
    /// The number of elements.
    fn len(&self) -> u64;

    /// Whether there is no element.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at an index below the length.
    ///
    /// # Errors
    /// What the script shall see as an exception.
    fn get(&self, cx: &mut Context<'_>, index: u64) -> Result<Value, Error>;

    /// Changes an element, or appends one if the index is the length; false refuses.
    ///
    /// # Errors
    /// What the script shall see as an exception.
    fn set(&self, cx: &mut Context<'_>, index: u64, value: Value) -> Result<bool, Error> {
        let _ = (cx, index, value);
        Ok(false)
    }

    /// Changes the length; false refuses.
    ///
    /// # Errors
    /// What the script shall see as an exception.
    fn set_len(&self, cx: &mut Context<'_>, len: u64) -> Result<bool, Error> {
        let _ = (cx, len);
        Ok(false)
    }
}

/// A [`HostObject`] as the machine sees it.
struct ObjectMethods<T>(Arc<T>);

/// A [`HostArray`] as the machine sees it.
struct ArrayMethods<T>(Arc<T>);

/// The text of a key; `None` for a symbol.
pub(crate) fn text_of(cx: &Cx, key: PropertyKey) -> Option<String> {
    let string = key.to_value(cx).as_string()?;
    Some(JsString::from_machine(cx, string).to_string())
}

/// The result of the host's code, its error thrown.
fn pass<T>(cx: &mut Cx, f: impl FnOnce(&mut Context<'_>) -> Result<T, Error>) -> JsResult<T> {
    cx.check_native_stack()?;
    let outcome = cx.guard(|cx| f(&mut Context::new(cx)));
    match outcome {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(throw(cx, error)),
        Err(panic) => Err(throw(cx, crate::error::panicked(&*panic))),
    }
}

/// A value of the host inside of the machine.
fn lower(cx: &mut Context<'_>, value: &Value) -> Result<MachineValue, Error> {
    value.to_raw(cx.cx).map(|raw| raw.0)
}

impl<T: HostObject> Exotic for ObjectMethods<T> {
    fn get(&self, cx: &mut Cx, key: PropertyKey) -> JsResult<Option<MachineValue>> {
        let Some(key) = text_of(cx, key) else {
            return Ok(None);
        };
        pass(cx, |cx| match self.0.get(cx, &key)? {
            Some(value) => lower(cx, &value).map(Some),
            None => Ok(None),
        })
    }

    fn set(&self, cx: &mut Cx, key: PropertyKey, value: MachineValue) -> JsResult<Option<bool>> {
        let Some(key) = text_of(cx, key) else {
            return Ok(None);
        };
        let value = Value::from_machine(cx, value);
        pass(cx, |cx| self.0.set(cx, &key, value).map(Some))
    }

    fn has(&self, cx: &mut Cx, key: PropertyKey) -> JsResult<bool> {
        match text_of(cx, key) {
            Some(key) => pass(cx, |cx| self.0.has(cx, &key)),
            None => Ok(false),
        }
    }

    fn delete(&self, cx: &mut Cx, key: PropertyKey) -> JsResult<bool> {
        match text_of(cx, key) {
            Some(key) => pass(cx, |cx| self.0.delete(cx, &key)),
            None => Ok(false),
        }
    }

    fn keys(&self, cx: &mut Cx, keys: GcVec) -> JsResult<()> {
        for key in pass(cx, |cx| self.0.keys(cx))? {
            let key = PropertyKey::from_str(cx, &key).to_value(cx);
            keys.try_push(cx, key)?;
        }
        Ok(())
    }

    fn as_any(&self) -> &dyn Any {
        &*self.0
    }
}

/// What a key means to an array.
enum Element {
    Length,
    Index(u64),
    Other,
}

fn element(cx: &Cx, key: PropertyKey) -> Element {
    match key.as_index() {
        Some(index) => Element::Index(u64::from(index)),
        None if key == cx.key(Name::length) => Element::Length,
        None => Element::Other,
    }
}

impl<T: HostArray> Exotic for ArrayMethods<T> {
    fn get(&self, cx: &mut Cx, key: PropertyKey) -> JsResult<Option<MachineValue>> {
        match element(cx, key) {
            Element::Length => Ok(Some(self.0.len().into())),
            Element::Index(index) if index < self.0.len() => pass(cx, |cx| {
                let value = self.0.get(cx, index)?;
                lower(cx, &value).map(Some)
            }),
            _ => Ok(None),
        }
    }

    fn set(&self, cx: &mut Cx, key: PropertyKey, value: MachineValue) -> JsResult<Option<bool>> {
        match element(cx, key) {
            Element::Length => {
                let len = cx.to_length(value)?;
                pass(cx, |cx| self.0.set_len(cx, len).map(Some))
            }
            Element::Index(index) => {
                let value = Value::from_machine(cx, value);
                pass(cx, |cx| self.0.set(cx, index, value).map(Some))
            }
            Element::Other => Ok(None),
        }
    }

    fn has(&self, cx: &mut Cx, key: PropertyKey) -> JsResult<bool> {
        Ok(match element(cx, key) {
            Element::Length => true,
            Element::Index(index) => index < self.0.len(),
            Element::Other => false,
        })
    }

    /// Only the last element can be deleted, as `pop` and `splice` do: there are no holes.
    fn delete(&self, cx: &mut Cx, key: PropertyKey) -> JsResult<bool> {
        match element(cx, key) {
            Element::Index(index) if index + 1 == self.0.len() => {
                pass(cx, |cx| self.0.set_len(cx, index))
            }
            _ => Ok(false),
        }
    }

    fn keys(&self, cx: &mut Cx, keys: GcVec) -> JsResult<()> {
        for index in 0..self.0.len() {
            let key = PropertyKey::from_index(cx, index).to_value(cx);
            keys.try_push(cx, key)?;
            if index % 1024 == 0 {
                cx.charge(1024)?;
            }
        }
        let length = cx.name(Name::length);
        keys.try_push(cx, length.into())
    }

    fn is_array(&self) -> bool {
        true
    }

    fn as_any(&self) -> &dyn Any {
        &*self.0
    }

    fn attributes(&self, key: PropertyKey) -> Attributes {
        if key.as_index().is_some() {
            Attributes::WRITABLE.with(Attributes::ENUMERABLE)
        } else {
            Attributes::WRITABLE
        }
    }
}

impl Object {
    /// An object whose properties are computed by a [`HostObject`].
    ///
    /// # Errors
    /// The memory limit.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Context, Error, HostObject, Object, Runtime, Value};
    ///
    /// struct Echo;
    ///
    /// impl HostObject for Echo {
    ///     fn get(&self, _: &mut Context<'_>, key: &str) -> Result<Option<Value>, Error> {
    ///         Ok(Some(key.into()))
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// let echo = Object::dynamic(&mut runtime, Echo)?;
    /// runtime.set("echo", echo)?;
    /// assert_eq!(runtime.eval_as::<String>("echo.anything")?, "anything");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn dynamic(cx: &mut impl AsContext, object: impl HostObject) -> Result<Object, Error> {
        Object::dynamic_shared(cx, Arc::new(object))
    }

    /// An object that shows a shared [`HostObject`]: as many objects, in as many runtimes, as wanted.
    ///
    /// # Errors
    /// The memory limit.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicU32, Ordering};
    /// use stilla::{Context, Error, HostObject, Object, Runtime, Value};
    ///
    /// #[derive(Default)]
    /// struct Visits(AtomicU32);
    ///
    /// impl HostObject for Visits {
    ///     fn get(&self, _: &mut Context<'_>, _: &str) -> Result<Option<Value>, Error> {
    ///         Ok(Some(f64::from(self.0.fetch_add(1, Ordering::SeqCst)).into()))
    ///     }
    /// }
    /// let visits = Arc::new(Visits::default());
    /// for _ in 0..2 {
    ///     let mut runtime = Runtime::new();
    ///     let object = Object::dynamic_shared(&mut runtime, visits.clone())?;
    ///     runtime.set("visits", object)?;
    ///     runtime.eval("visits.here")?;
    /// }
    /// assert_eq!(visits.0.load(Ordering::SeqCst), 2);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn dynamic_shared<T: HostObject>(
        cx: &mut impl AsContext,
        object: Arc<T>,
    ) -> Result<Object, Error> {
        cx.scope(|cx| {
            let prototype = cx.cx.intrinsic(Intrinsic::ObjectPrototype);
            let made = cx
                .cx
                .new_exotic(Some(prototype), Arc::new(ObjectMethods(object)));
            let made = cx.catch(made)?;
            Ok(Object::from_machine(cx.cx, made))
        })
    }

    /// An array whose elements are computed by a [`HostArray`].
    ///
    /// # Errors
    /// The memory limit.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Context, Error, HostArray, Object, Runtime, Value};
    ///
    /// struct Squares;
    ///
    /// impl HostArray for Squares {
    ///     fn len(&self) -> u64 {
    ///         5
    ///     }
    ///     fn get(&self, _: &mut Context<'_>, index: u64) -> Result<Value, Error> {
    ///         Ok(((index * index) as f64).into())
    ///     }
    /// }
    /// let mut runtime = Runtime::new();
    /// let squares = Object::dynamic_array(&mut runtime, Squares)?;
    /// runtime.set("squares", squares)?;
    /// assert_eq!(runtime.eval_as::<String>("squares.filter(n => n % 2).join()")?, "1,9");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn dynamic_array(cx: &mut impl AsContext, array: impl HostArray) -> Result<Object, Error> {
        Object::dynamic_array_shared(cx, Arc::new(array))
    }

    /// An array that shows a shared [`HostArray`].
    ///
    /// # Errors
    /// The memory limit.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Arc;
    /// use stilla::{Context, Error, HostArray, Object, Runtime, Value};
    ///
    /// struct Words(Vec<&'static str>);
    ///
    /// impl HostArray for Words {
    ///     fn len(&self) -> u64 {
    ///         self.0.len() as u64
    ///     }
    ///     fn get(&self, _: &mut Context<'_>, index: u64) -> Result<Value, Error> {
    ///         Ok(self.0[index as usize].into())
    ///     }
    /// }
    /// let words = Arc::new(Words(vec!["read", "by", "many"]));
    /// for _ in 0..2 {
    ///     let mut runtime = Runtime::new();
    ///     let array = Object::dynamic_array_shared(&mut runtime, words.clone())?;
    ///     runtime.set("words", array)?;
    ///     assert_eq!(runtime.eval_as::<String>("words.at(-1)")?, "many");
    /// }
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn dynamic_array_shared<T: HostArray>(
        cx: &mut impl AsContext,
        array: Arc<T>,
    ) -> Result<Object, Error> {
        cx.scope(|cx| {
            let prototype = cx.cx.intrinsic(Intrinsic::ArrayPrototype);
            let made = cx
                .cx
                .new_exotic(Some(prototype), Arc::new(ArrayMethods(array)));
            let made = cx.catch(made)?;
            Ok(Object::from_machine(cx.cx, made))
        })
    }
}

/// Calls `read` with the Rust value behind a dynamic object, if it is a `T`.
pub(crate) fn behind<T: 'static, R>(
    cx: &mut Cx,
    value: MachineValue,
    read: impl FnOnce(&T) -> R,
) -> Option<R> {
    let exotic = cx.exotic_of(value.as_object()?)?;
    exotic.as_any().downcast_ref::<T>().map(read)
}

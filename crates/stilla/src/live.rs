//! Live views: Rust collections that scripts read and change in place.
//!
//! Uses: dynamic, convert. Never: runtime.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::context::Context;
use crate::convert::{FromJs, IntoJs, from_js_by_raw, into_js_by_raw, mismatch};
use crate::dynamic::{HostArray, HostObject, behind};
use crate::error::Error;
use crate::object::Object;
use crate::seal::{Raw, TOKEN, Token};
use crate::value::Value;

/// A shared collection that a script sees by reference: a `Vec<T>` as an array, a map with `String` keys
/// as an object. Changes of Rust are seen by scripts and the other way around; several runtimes, on
/// several threads, may share one. Live collections nest.
///
/// # Examples
/// ```
/// use stilla::{Live, Runtime};
///
/// let scores = Live::new(vec![3, 1, 2]);
/// let mut runtime = Runtime::new();
/// runtime.set("scores", scores.clone())?;
/// runtime.eval("scores.push(10); scores.sort()")?;
/// scores.write().push(7);
/// assert_eq!(runtime.eval_as::<String>("scores.join()")?, "1,10,2,3,7");
/// assert!(runtime.eval("scores[0] = 'many'").is_err());
/// assert_eq!(*scores.read(), [1, 10, 2, 3, 7]);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Live<C>(Arc<RwLock<C>>);

impl<C> Clone for Live<C> {
    fn clone(&self) -> Self {
        Live(Arc::clone(&self.0))
    }
}

impl<C> Live<C> {
    /// Shares a collection.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Live, Runtime};
    ///
    /// let list = Live::new(vec![1]);
    /// let mut runtime = Runtime::new();
    /// runtime.set("list", list.clone())?;
    /// runtime.eval("list.push(2)")?;
    /// assert_eq!(*list.read(), [1, 2]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new(collection: C) -> Live<C> {
        Live(Arc::new(RwLock::new(collection)))
    }

    /// Looks at the collection. No script can change it meanwhile: do not run one.
    ///
    /// # Examples
    /// ```
    /// let list = stilla::Live::new(vec![1, 2]);
    /// assert_eq!(list.read().len(), 2);
    /// ```
    pub fn read(&self) -> RwLockReadGuard<'_, C> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the collection. No script can look at it meanwhile: do not run one.
    ///
    /// # Examples
    /// ```
    /// let list = stilla::Live::new(vec![1]);
    /// list.write().push(2);
    /// assert_eq!(*list.read(), [1, 2]);
    /// ```
    pub fn write(&self) -> RwLockWriteGuard<'_, C> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether both show the same collection.
    ///
    /// # Examples
    /// ```
    /// let list = stilla::Live::new(vec![1]);
    /// assert!(list.is_same(&list.clone()));
    /// assert!(!list.is_same(&stilla::Live::new(vec![1])));
    /// ```
    #[must_use]
    pub fn is_same(&self, other: &Live<C>) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What an element of a live collection can be.
///
/// # Examples
/// ```
/// fn is_element<T: stilla::Element>() {}
/// is_element::<String>();
/// is_element::<Option<f64>>();
/// is_element::<stilla::Live<Vec<u8>>>();
/// ```
pub trait Element: IntoJs + FromJs + Clone + Send + Sync + 'static {}

impl<T: IntoJs + FromJs + Clone + Send + Sync + 'static> Element for T {}

impl<T: Element> HostArray for Live<Vec<T>> {
    fn len(&self) -> u64 {
        self.read().len() as u64
    }

    fn get(&self, cx: &mut Context<'_>, index: u64) -> Result<Value, Error> {
        // NOTE: the lock is free again before the conversion, which may lead back here.
        let item = self.read().get(index as usize).cloned();
        item.map_or(Ok(Value::Undefined), |item| item.into_js(cx))
    }

    fn set(&self, cx: &mut Context<'_>, index: u64, value: Value) -> Result<bool, Error> {
        let item = T::from_js(value, cx)?;
        let mut list = self.write();
        match usize::try_from(index) {
            Ok(index) if index < list.len() => list[index] = item,
            Ok(index) if index == list.len() => list.push(item),
            _ => return Err(Error::range_error("a live array has no holes")),
        }
        Ok(true)
    }

    fn set_len(&self, _: &mut Context<'_>, len: u64) -> Result<bool, Error> {
        let mut list = self.write();
        if len > list.len() as u64 {
            return Err(Error::range_error("a live array has no holes"));
        }
        list.truncate(len as usize);
        Ok(true)
    }
}

/// A map with `String` keys.
///
/// # Examples
/// ```
/// use std::collections::BTreeMap;
/// use stilla::{Live, Runtime};
///
/// let ages = Live::new(BTreeMap::from([("Ada".to_owned(), 36)]));
/// let mut runtime = Runtime::new();
/// runtime.set("ages", ages.clone())?;
/// runtime.eval("ages.Grace = ages.Ada + 49")?;
/// assert_eq!(ages.read()["Grace"], 85);
/// # Ok::<(), stilla::Error>(())
/// ```
pub trait LiveMap: Send + Sync + 'static {
    /// Its values.
    type Value: Element;
    /// The value of a key.
    fn value(&self, key: &str) -> Option<Self::Value>;
    /// Sets the value of a key.
    fn put(&mut self, key: &str, value: Self::Value);
    /// Removes a key.
    fn take(&mut self, key: &str);
    /// All keys.
    fn all_keys(&self) -> Vec<String>;
}

impl<T: Element, S: BuildHasher + Send + Sync + 'static> LiveMap for HashMap<String, T, S> {
    type Value = T;

    fn value(&self, key: &str) -> Option<T> {
        self.get(key).cloned()
    }

    fn put(&mut self, key: &str, value: T) {
        self.insert(key.to_owned(), value);
    }

    fn take(&mut self, key: &str) {
        self.remove(key);
    }

    fn all_keys(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }
}

impl<T: Element> LiveMap for BTreeMap<String, T> {
    type Value = T;

    fn value(&self, key: &str) -> Option<T> {
        self.get(key).cloned()
    }

    fn put(&mut self, key: &str, value: T) {
        self.insert(key.to_owned(), value);
    }

    fn take(&mut self, key: &str) {
        self.remove(key);
    }

    fn all_keys(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }
}

impl<M: LiveMap> HostObject for Live<M> {
    fn get(&self, cx: &mut Context<'_>, key: &str) -> Result<Option<Value>, Error> {
        let item = self.read().value(key);
        item.map(|item| item.into_js(cx)).transpose()
    }

    fn set(&self, cx: &mut Context<'_>, key: &str, value: Value) -> Result<bool, Error> {
        let item = M::Value::from_js(value, cx)?;
        self.write().put(key, item);
        Ok(true)
    }

    fn has(&self, _: &mut Context<'_>, key: &str) -> Result<bool, Error> {
        Ok(self.read().value(key).is_some())
    }

    fn delete(&self, _: &mut Context<'_>, key: &str) -> Result<bool, Error> {
        self.write().take(key);
        Ok(true)
    }

    fn keys(&self, _: &mut Context<'_>) -> Result<Vec<String>, Error> {
        Ok(self.read().all_keys())
    }
}

impl<T: Element> IntoJs for Live<Vec<T>> {
    fn into_js(self, cx: &mut Context<'_>) -> Result<Value, Error> {
        Object::dynamic_array(cx, self).map(Value::Object)
    }
}

/// The collection behind a view, or a new one from an array.
impl<T: Element> FromJs for Live<Vec<T>> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        match behind(cx.cx, raw.0, Live::<Vec<T>>::clone) {
            Some(live) => Ok(live),
            None => Vec::from_raw(raw, cx, token).map(Live::new),
        }
    }
}

macro_rules! live_maps {
    ($($map:ident),*) => {
        $(impl<T: Element> IntoJs for Live<$map<String, T>> {
            into_js_by_raw!();

            fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
                Object::dynamic(cx, self)?.into_raw(cx, TOKEN)
            }
        }

        /// The collection behind a view.
        impl<T: Element> FromJs for Live<$map<String, T>> {
            from_js_by_raw!();

            fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
                match behind(cx.cx, raw.0, Live::<$map<String, T>>::clone) {
                    Some(live) => Ok(live),
                    None => Err(mismatch(cx, "live map", raw)),
                }
            }
        })*
    };
}

live_maps!(HashMap, BTreeMap);

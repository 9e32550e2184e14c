//! Arrays, objects as maps, and sets. All of this copies.
//!
//! Uses: convert, object. Never: runtime.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, Hash};
use std::ops::ControlFlow;

use stilla_core::{Intrinsic, Kind, Object as MachineObject, PropertyKey, Value};

use super::{FromJs, IntoJs, from_js_by_raw, into_js_by_raw, mismatch};
use crate::context::Context;
use crate::error::Error;
use crate::object::each_entry;
use crate::seal::{Raw, Token};

/// The most elements that are made room for on the word of an iterator.
const LARGEST: usize = 1 << 24;

/// A new array of what an iterator gives.
pub(crate) fn array_of<T: IntoJs>(
    items: impl IntoIterator<Item = T>,
    cx: &mut Context<'_>,
    token: Token,
) -> Result<MachineObject, Error> {
    let items = items.into_iter();
    let array = cx.cx.array_to_fill(items.size_hint().0.min(LARGEST));
    let mut array = cx.catch(array)?;
    for item in items {
        let item = item.into_raw(cx, token)?.0;
        if let Err(thrown) = array.push(cx.cx, item) {
            return cx.catch(Err(thrown));
        }
    }
    Ok(array.finish())
}

/// The array that a value is.
pub(crate) fn expect_array(raw: Raw, cx: &mut Context<'_>) -> Result<MachineObject, Error> {
    let depth = cx.cx.check_native_stack();
    cx.catch(depth)?;
    let is_array = cx.cx.is_array(raw.0);
    match raw.0.as_object() {
        Some(array) if cx.catch(is_array)? => Ok(array),
        _ => Err(mismatch(cx, "array", raw)),
    }
}

/// Element `index` of an array, if no lookup is needed.
#[inline]
fn plain_element(array: MachineObject, index: u64, cx: &Context<'_>) -> Option<Value> {
    if !array.is(Kind::Array) {
        return None;
    }
    cx.cx.dense_element(array, usize::try_from(index).ok()?)
}

/// The length of an array, which a getter may have changed.
#[inline]
fn length_of(array: MachineObject, cx: &mut Context<'_>) -> Result<u64, Error> {
    if array.is(Kind::Array) {
        return Ok(u64::from(cx.cx.array_length(array)));
    }
    let length = cx.cx.length_of_array_like(array);
    cx.catch(length)
}

/// Element `index` of an array, converted.
pub(crate) fn element<T: FromJs>(
    array: MachineObject,
    index: u64,
    cx: &mut Context<'_>,
    token: Token,
) -> Result<T, Error> {
    let item = match plain_element(array, index, cx) {
        Some(item) => item,
        None => {
            let key = PropertyKey::from_index(cx.cx, index);
            let item = cx.cx.get(array, key);
            cx.catch(item)?
        }
    };
    T::from_raw(Raw(item), cx, token).map_err(|error| error.at_index(index as usize))
}

impl<T: IntoJs> IntoJs for Vec<T> {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        Ok(Raw(array_of(self, cx, token)?.into()))
    }
}

impl<T: IntoJs + Clone> IntoJs for &[T] {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        Ok(Raw(array_of(self.iter().cloned(), cx, token)?.into()))
    }
}

impl<T: IntoJs, const N: usize> IntoJs for [T; N] {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        Ok(Raw(array_of(self, cx, token)?.into()))
    }
}

impl<T: FromJs> FromJs for Vec<T> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        let array = expect_array(raw, cx)?;
        let mut items = Vec::with_capacity(length_of(array, cx)?.min(4096) as usize);
        let mut index = 0;
        // NOTE: a getter of an element may change the length.
        loop {
            if index >= length_of(array, cx)? {
                return Ok(items);
            }
            items.push(element(array, index, cx, token)?);
            index += 1;
            if index % 64 == 0 {
                cx.charge(64)?;
                let room = cx.cx.reserve(items.len() * size_of::<T>().max(1));
                cx.catch(room)?;
            }
        }
    }
}

impl<T: FromJs, const N: usize> FromJs for [T; N] {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        let items = Vec::<T>::from_raw(raw, cx, token)?;
        let length = items.len();
        items.try_into().map_err(|_| {
            Error::conversion(format!("array of {N} elements"), format!("one of {length}"))
        })
    }
}

/// A new object with the entries of a map.
fn object_of<K: AsRef<str>, V: IntoJs>(
    entries: impl IntoIterator<Item = (K, V)>,
    cx: &mut Context<'_>,
    token: Token,
) -> Result<Raw, Error> {
    let object = cx.cx.new_object();
    for (key, value) in entries {
        let value = value.into_raw(cx, token)?.0;
        let key = PropertyKey::from_str(cx.cx, key.as_ref());
        let result = cx.cx.create_data_property_or_throw(object, key, value);
        cx.catch(result)?;
    }
    Ok(Raw(object.into()))
}

fn fill_map<T: FromJs>(
    raw: Raw,
    cx: &mut Context<'_>,
    token: Token,
    mut insert: impl FnMut(String, T),
) -> Result<(), Error> {
    let Some(object) = raw.0.as_object() else {
        return Err(mismatch(cx, "object", raw));
    };
    each_entry(cx, object, |cx, key, value| {
        let value = T::from_raw(value, cx, token).map_err(|error| error.at_key(&key))?;
        insert(key, value);
        Ok(())
    })
}

impl<K: AsRef<str>, T: IntoJs, S> IntoJs for HashMap<K, T, S> {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        object_of(self, cx, token)
    }
}

impl<T: FromJs, S: BuildHasher + Default> FromJs for HashMap<String, T, S> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        let mut map = HashMap::default();
        fill_map(raw, cx, token, |key, value| {
            map.insert(key, value);
        })?;
        Ok(map)
    }
}

impl<K: AsRef<str>, T: IntoJs> IntoJs for BTreeMap<K, T> {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        object_of(self, cx, token)
    }
}

impl<T: FromJs> FromJs for BTreeMap<String, T> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        let mut map = BTreeMap::new();
        fill_map(raw, cx, token, |key, value| {
            map.insert(key, value);
        })?;
        Ok(map)
    }
}

fn set_of<T: IntoJs>(
    items: impl IntoIterator<Item = T>,
    cx: &mut Context<'_>,
    token: Token,
) -> Result<Raw, Error> {
    let array = array_of(items, cx, token)?;
    let constructor = cx.cx.intrinsic(Intrinsic::Set);
    let set = cx.cx.construct(constructor, &[array.into()], constructor);
    Ok(Raw(cx.catch(set)?.into()))
}

fn visit_set<T: FromJs>(
    raw: Raw,
    cx: &mut Context<'_>,
    token: Token,
    mut insert: impl FnMut(T),
) -> Result<(), Error> {
    if !raw.0.as_object().is_some_and(|set| set.is(Kind::Set)) {
        return Err(mismatch(cx, "Set", raw));
    }
    let result = cx.cx.iterate(raw.0, |machine, item| {
        let mut cx = Context::new(machine);
        match T::from_raw(Raw(item), &mut cx, token) {
            Ok(item) => insert(item),
            Err(error) => return Err(crate::error::throw(machine, error)),
        }
        Ok(ControlFlow::Continue(()))
    });
    cx.catch(result)
}

impl<T: IntoJs, S> IntoJs for HashSet<T, S> {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        set_of(self, cx, token)
    }
}

impl<T: FromJs + Eq + Hash, S: BuildHasher + Default> FromJs for HashSet<T, S> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        let mut set = HashSet::default();
        visit_set(raw, cx, token, |item| {
            set.insert(item);
        })?;
        Ok(set)
    }
}

impl<T: IntoJs> IntoJs for BTreeSet<T> {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        set_of(self, cx, token)
    }
}

impl<T: FromJs + Ord> FromJs for BTreeSet<T> {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, token: Token) -> Result<Self, Error> {
        let mut set = BTreeSet::new();
        visit_set(raw, cx, token, |item| {
            set.insert(item);
        })?;
        Ok(set)
    }
}

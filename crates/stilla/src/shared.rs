//! Data that never changes, read by any number of runtimes at once without being copied.
//!
//! A script sees views: objects and arrays that are made when they are asked for, and are frozen. One part of
//! the data has one view in a runtime, as long as somebody holds it, so that `a.b === a.b`.
//!
//! Uses: core, state, export, dynamic. Never: runtime.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

use stilla_core::object::internal_methods::Exotic;
use stilla_core::{
    Attributes, Cx, GcVec, Handle, Intrinsic, JsResult, Name, PropertyKey, Value as MachineValue,
};

use crate::context::Context;
use crate::convert::{FromJs, IntoJs, from_js_by_raw, into_js_by_raw, mismatch};
use crate::dynamic::{behind, text_of};
use crate::error::Error;
use crate::export::Data;
use crate::seal::{Raw, TOKEN, Token};
use crate::state::state;

/// A tree of data that never changes. It is cheap to clone, and runtimes on all threads read the same memory:
/// only what a script looks at becomes a value of its runtime.
///
/// # Examples
/// ```
/// use stilla::{Data, Runtime, SharedData};
///
/// let prices: Data = Runtime::new().eval_as("({ tea: { price: 2.5, tags: ['hot'] }, cake: { price: 4 } })")?;
/// let prices = SharedData::from(prices);
/// let mut runtimes = [Runtime::new(), Runtime::new()];
/// for runtime in &mut runtimes {
///     runtime.set("prices", prices.clone())?;
///     assert_eq!(runtime.eval_as::<f64>("prices.tea.price + prices.cake.price")?, 6.5);
///     assert_eq!(runtime.eval_as::<String>("JSON.stringify(prices.tea)")?, r#"{"price":2.5,"tags":["hot"]}"#);
///     assert!(runtime.eval_as::<bool>("prices.tea === prices.tea && Object.isFrozen(prices.tea)")?);
///     assert!(runtime.eval("'use strict'; prices.tea.price = 0").is_err());
///     assert!(runtime.eval("'use strict'; prices.tea.tags.push('cheap')").is_err());
/// }
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct SharedData(Node);

#[derive(Clone, Debug)]
enum Node {
    /// What is copied when a script reads it.
    Leaf(Data),
    /// Bytes, which a script reads in place.
    Bytes(Arc<Vec<u8>>),
    Array(Arc<Vec<SharedData>>),
    Object(Arc<Fields>),
}

/// The properties of an object in their order, and where each is.
#[derive(Debug)]
struct Fields {
    entries: Vec<(Box<str>, SharedData)>,
    places: HashMap<Box<str>, usize>,
}

impl From<Data> for SharedData {
    /// Maps become arrays of pairs and Sets arrays, errors their messages; what is opaque becomes undefined and a
    /// reference to an outer object null.
    fn from(data: Data) -> SharedData {
        let list = |items: Vec<Data>| {
            let items = items.into_iter().map(SharedData::from).collect();
            Node::Array(Arc::new(items))
        };
        SharedData(match data {
            Data::Array(items) | Data::Set(items) => list(items),
            Data::Map(entries) => {
                let pairs = entries.into_iter();
                list(pairs.map(|(k, v)| Data::Array(vec![k, v])).collect())
            }
            Data::Object(entries) => {
                let entries: Vec<(Box<str>, SharedData)> = entries
                    .into_iter()
                    .map(|(key, value)| (key.into(), value.into()))
                    .collect();
                let places = entries.iter().enumerate();
                let places = places.map(|(i, (key, _))| (key.clone(), i)).collect();
                Node::Object(Arc::new(Fields { entries, places }))
            }
            Data::Bytes(bytes) => Node::Bytes(Arc::new(bytes)),
            Data::Error { message, .. } => Node::Leaf(Data::String(message.into())),
            Data::Opaque(_) | Data::Instance(_) => Node::Leaf(Data::Undefined),
            Data::Reference(_) => Node::Leaf(Data::Null),
            leaf => Node::Leaf(leaf),
        })
    }
}

impl SharedData {
    /// The data of a text in JSON.
    ///
    /// # Errors
    /// What is no JSON; numbers are read as a script reads them.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, SharedData};
    ///
    /// let data = SharedData::from_json(r#"{"list": [1, "two", null]}"#)?;
    /// let mut runtime = Runtime::new();
    /// runtime.set("data", data)?;
    /// assert_eq!(runtime.eval_as::<String>("data.list.map(String).join()")?, "1,two,null");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<SharedData, Error> {
        let json = crate::json::Json::parse(text).map_err(Error::new)?;
        Ok(data_of(json).into())
    }

    /// The part of an object under a key.
    ///
    /// # Examples
    /// ```
    /// let data = stilla::SharedData::from_json(r#"{"a": [5]}"#)?;
    /// assert!(data.get("a").is_some() && data.get("b").is_none());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&SharedData> {
        match &self.0 {
            Node::Object(fields) => fields.find(key),
            _ => None,
        }
    }

    /// The part of an array at an index.
    ///
    /// # Examples
    /// ```
    /// let data = stilla::SharedData::from_json("[5]")?;
    /// assert!(data.at(0).is_some() && data.at(1).is_none());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&SharedData> {
        match &self.0 {
            Node::Array(items) => items.get(index),
            _ => None,
        }
    }

    /// A copy as data that its owner may change.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Data, SharedData};
    ///
    /// assert_eq!(SharedData::from_json("[5]")?.to_data(), Data::Array(vec![Data::Int(5)]));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn to_data(&self) -> Data {
        match &self.0 {
            Node::Leaf(data) => data.clone(),
            Node::Bytes(bytes) => Data::Bytes(bytes.to_vec()),
            Node::Array(items) => Data::Array(items.iter().map(SharedData::to_data).collect()),
            Node::Object(fields) => {
                let entries = fields.entries.iter();
                Data::Object(
                    entries
                        .map(|(key, value)| (key.to_string(), value.to_data()))
                        .collect(),
                )
            }
        }
    }

    /// The address that tells parts apart.
    fn address(&self) -> Option<usize> {
        match &self.0 {
            Node::Leaf(_) | Node::Bytes(_) => None,
            Node::Array(items) => Some(Arc::as_ptr(items) as usize),
            Node::Object(fields) => Some(Arc::as_ptr(fields) as usize),
        }
    }
}

impl Fields {
    fn find(&self, key: &str) -> Option<&SharedData> {
        let place = *self.places.get(key)?;
        self.entries.get(place).map(|(_, value)| value)
    }
}

fn data_of(json: crate::json::Json) -> Data {
    use crate::json::Json;
    match json {
        Json::Null => Data::Null,
        Json::Boolean(boolean) => Data::Boolean(boolean),
        Json::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 && number != 0.0 => {
            Data::Int(number as i64)
        }
        Json::Number(number) => Data::Float(number),
        Json::String(text) => Data::String(text.into()),
        Json::Array(items) => Data::Array(items.into_iter().map(data_of).collect()),
        Json::Object(entries) => {
            let entries = entries.into_iter();
            Data::Object(entries.map(|(key, value)| (key, data_of(value))).collect())
        }
    }
}

/// The views of a runtime, by the address of what they show.
#[derive(Default)]
pub(crate) struct Views {
    /// Weak references; the data is held, so that nothing else gets its address.
    known: HashMap<usize, (Handle, SharedData)>,
    /// How many there may be before the dead ones are removed.
    room: usize,
}

/// The least number of views among which dead ones are looked for.
const LEAST_ROOM: usize = 256;

fn view(cx: &mut Cx, data: &SharedData, address: usize) -> JsResult<MachineValue> {
    let known = state(cx).views.known.get(&address);
    if let Some(handle) = known.map(|(handle, _)| handle.clone()) {
        let object = cx.kept(&handle).map(|weak| cx.deref_weak(weak));
        if let Some(object) = object.filter(|object| object.is_object()) {
            return Ok(object);
        }
    }
    let prototype = match data.0 {
        Node::Array(_) => Intrinsic::ArrayPrototype,
        _ => Intrinsic::ObjectPrototype,
    };
    let prototype = cx.intrinsic(prototype);
    let object = cx.new_exotic(Some(prototype), Arc::new(View(data.clone())))?;
    remove_dead(cx);
    let weak = cx.new_weak_reference(object.into());
    let weak = cx.keep(weak);
    let views = &mut state(cx).views;
    views.known.insert(address, (weak, data.clone()));
    Ok(object.into())
}

/// Forgets the views that have died, when there are many.
fn remove_dead(cx: &mut Cx) {
    let views = &mut state(cx).views;
    if views.known.len() < views.room.max(LEAST_ROOM) {
        return;
    }
    let mut known = std::mem::take(&mut views.known);
    known.retain(|_, (handle, _)| cx.kept(handle).is_some_and(|weak| cx.is_weak_alive(weak)));
    let views = &mut state(cx).views;
    views.room = known.len() * 2;
    views.known = known;
}

/// What a script sees of an array or an object.
struct View(SharedData);

impl View {
    fn part(&self, cx: &Cx, key: PropertyKey) -> Option<&SharedData> {
        match &self.0.0 {
            Node::Array(items) => items.get(key.as_index()? as usize),
            _ => self.0.get(&text_of(cx, key)?),
        }
    }

    fn len(&self, cx: &Cx, key: PropertyKey) -> Option<usize> {
        match &self.0.0 {
            Node::Array(items) if key == cx.key(Name::length) => Some(items.len()),
            _ => None,
        }
    }
}

impl Exotic for View {
    fn get(&self, cx: &mut Cx, key: PropertyKey) -> JsResult<Option<MachineValue>> {
        if let Some(len) = self.len(cx, key) {
            return Ok(Some(len.into()));
        }
        match self.part(cx, key) {
            Some(part) => to_value(cx, part).map(Some),
            None => Ok(None),
        }
    }

    fn set(&self, _: &mut Cx, _: PropertyKey, _: MachineValue) -> JsResult<Option<bool>> {
        Ok(Some(false))
    }

    fn has(&self, cx: &mut Cx, key: PropertyKey) -> JsResult<bool> {
        Ok(self.len(cx, key).is_some() || self.part(cx, key).is_some())
    }

    fn delete(&self, _: &mut Cx, _: PropertyKey) -> JsResult<bool> {
        Ok(false)
    }

    fn keys(&self, cx: &mut Cx, keys: GcVec) -> JsResult<()> {
        match &self.0.0 {
            Node::Array(items) => {
                for index in 0..items.len() {
                    let key = PropertyKey::from_index(cx, index as u64).to_value(cx);
                    keys.try_push(cx, key)?;
                    if index % 1024 == 0 {
                        cx.charge(1024)?;
                    }
                }
                let length = cx.name(Name::length);
                keys.try_push(cx, length.into())
            }
            Node::Object(fields) => {
                for (index, (key, _)) in fields.entries.iter().enumerate() {
                    let key = PropertyKey::from_str(cx, key).to_value(cx);
                    keys.try_push(cx, key)?;
                    if index % 1024 == 0 {
                        cx.charge(1024)?;
                    }
                }
                Ok(())
            }
            Node::Leaf(_) | Node::Bytes(_) => Ok(()),
        }
    }

    fn is_array(&self) -> bool {
        matches!(self.0.0, Node::Array(_))
    }

    fn is_fixed(&self) -> bool {
        true
    }

    fn as_any(&self) -> &dyn Any {
        &self.0
    }

    fn attributes(&self, key: PropertyKey) -> Attributes {
        if self.is_array() && key.as_index().is_none() {
            Attributes::NONE
        } else {
            Attributes::ENUMERABLE
        }
    }
}

fn to_value(cx: &mut Cx, data: &SharedData) -> JsResult<MachineValue> {
    if let Some(address) = data.address() {
        return view(cx, data, address);
    }
    let mut context = Context::new(cx);
    let raw = match &data.0 {
        Node::Leaf(data) => data.clone().into_raw(&mut context, TOKEN),
        Node::Bytes(bytes) => bytes_to_raw(&mut context, Arc::clone(bytes)),
        Node::Array(_) | Node::Object(_) => unreachable!("they have an address"),
    };
    match raw {
        Ok(raw) => Ok(raw.0),
        Err(error) => Err(crate::error::throw(cx, error)),
    }
}

/// A Uint8Array of an immutable buffer over the bytes.
fn bytes_to_raw(cx: &mut Context<'_>, bytes: Arc<Vec<u8>>) -> Result<Raw, Error> {
    let len = bytes.len();
    let buffer = cx.cx.buffer_from_owner(bytes);
    let prototype = cx.cx.intrinsic(Intrinsic::ArrayBufferPrototype);
    let object = cx.cx.buffer_object(buffer, prototype);
    let element = stilla_core::buffer::ElementType::Uint8;
    let prototype = cx.cx.intrinsic(element.prototype());
    let view = cx
        .cx
        .typed_array_object(prototype, element, object, 0, Some(len));
    Ok(Raw(view.into()))
}

impl IntoJs for SharedData {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, _: Token) -> Result<Raw, Error> {
        let value = to_value(cx.cx, &self);
        cx.catch(value).map(Raw)
    }
}

impl IntoJs for &SharedData {
    into_js_by_raw!();

    fn into_raw(self, cx: &mut Context<'_>, token: Token) -> Result<Raw, Error> {
        self.clone().into_raw(cx, token)
    }
}

/// The data behind a view.
impl FromJs for SharedData {
    from_js_by_raw!();

    fn from_raw(raw: Raw, cx: &mut Context<'_>, _: Token) -> Result<Self, Error> {
        match behind(cx.cx, raw.0, SharedData::clone) {
            Some(data) => Ok(data),
            None => Err(mismatch(cx, "shared data", raw)),
        }
    }
}

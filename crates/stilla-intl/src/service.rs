//! What all services share: their objects, their answers.
//!
//! The state of a service is plain Rust data without values, shared by reference count: a method takes
//! a reference of its own, so that whatever a script does meanwhile can't pull it away.
//!
//! Uses: core. Never: the services.

use std::sync::Arc;

use stilla_core::error::type_error;
use stilla_core::host_data::Data;
use stilla_core::{Cx, JsResult, Kind, Msg, Object, StringBuilder, Value};

/// Internal slot of [`Kind::Intl`]: the state.
const STATE: usize = 0;
/// Internal slot: the bound function that a getter gives out, or undefined.
pub const BOUND: usize = 1;

/// About what a state takes, for the account of memory.
const BYTES: usize = 1024;

/// A new object of a service with a prototype.
pub fn create_with<T: Send + Sync + 'static>(
    cx: &mut Cx,
    prototype: Object,
    state: Arc<T>,
) -> JsResult<Object> {
    create_sized(cx, prototype, state, 0)
}

/// [`create_with`] for a state that owns so many bytes more than usual.
pub fn create_sized<T: Send + Sync + 'static>(
    cx: &mut Cx,
    prototype: Object,
    state: Arc<T>,
    more: usize,
) -> JsResult<Object> {
    let data = Data::new(cx, Box::new(state), BYTES + more)?;
    let slots = [data.to_value(), Value::UNDEFINED];
    Ok(cx.create_object(Kind::Intl, Some(prototype), &slots))
}

/// The state of an object, if it is one of this service.
pub fn state_of<T: Send + Sync + 'static>(object: Object) -> Option<Arc<T>> {
    if !object.is(Kind::Intl) {
        return None;
    }
    Data::from_value(object.internal(STATE))?.with(|state: &Arc<T>| Arc::clone(state))
}

/// RequireInternalSlot: the receiver and its state.
pub fn require<T: Send + Sync + 'static>(
    cx: &mut Cx,
    value: Value,
    expected: &'static str,
) -> JsResult<(Object, Arc<T>)> {
    let found = value
        .as_object()
        .and_then(|object| Some((object, state_of::<T>(object)?)));
    found.ok_or_else(|| type_error(cx, Msg::IncompatibleReceiver { expected, value }))
}

/// A part of a formatted text: its type and the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The type, as `formatToParts` names it.
    pub kind: &'static str,
    /// The text.
    pub text: String,
}

impl Part {
    /// A part.
    pub fn new(kind: &'static str, text: impl Into<String>) -> Part {
        Part {
            kind,
            text: text.into(),
        }
    }

    /// Text of a pattern.
    pub fn literal(text: impl Into<String>) -> Part {
        Part::new("literal", text)
    }
}

/// Adds a literal, to the one before if there is one; an empty one is none.
pub fn push_literal(parts: &mut Vec<Part>, text: &str) {
    if text.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(last) if last.kind == "literal" => last.text.push_str(text),
        _ => parts.push(Part::literal(text)),
    }
}

/// The whole text.
pub fn joined(parts: &[Part]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect()
}

/// A Rust text as a string value, against the memory limit.
pub fn string(cx: &mut Cx, text: &str) -> JsResult<Value> {
    let mut builder = StringBuilder::new(cx);
    builder.push_str(text);
    builder.finish(cx).map(Value::from)
}

/// A part with further properties: `source`, `unit`.
pub struct Tagged<'a> {
    /// The part.
    pub part: &'a Part,
    /// Name and value of a further property.
    pub tag: Option<(&'static str, &'a str)>,
}

/// The object of a part.
pub fn part_object(cx: &mut Cx, kind: &str, text: Value) -> JsResult<Object> {
    let object = cx.new_object();
    let kind = cx.string(kind);
    cx.create_data_property_or_throw(object, "type", kind.into())?;
    cx.create_data_property_or_throw(object, "value", text)?;
    Ok(object)
}

/// The array of objects that `formatToParts` gives.
pub fn parts_array<'a>(
    cx: &mut Cx,
    parts: impl IntoIterator<Item = Tagged<'a>>,
) -> JsResult<Value> {
    let list = stilla_core::GcVec::new(cx);
    for Tagged { part, tag } in parts {
        let text = string(cx, &part.text)?;
        let object = part_object(cx, part.kind, text)?;
        if let Some((name, value)) = tag {
            let value = cx.string(value);
            cx.create_data_property_or_throw(object, name, value.into())?;
        }
        list.try_push(cx, object.into())?;
    }
    Ok(cx.array_from_list(list).into())
}

/// [`parts_array`] without further properties.
pub fn plain_parts(cx: &mut Cx, parts: &[Part]) -> JsResult<Value> {
    parts_array(cx, parts.iter().map(|part| Tagged { part, tag: None }))
}

/// What `resolvedOptions` gives, property by property.
pub struct Answer<'c> {
    cx: &'c mut Cx,
    object: Object,
}

impl<'c> Answer<'c> {
    /// An empty object.
    pub fn new(cx: &'c mut Cx) -> Answer<'c> {
        let object = cx.new_object();
        Answer { cx, object }
    }

    /// Adds a text.
    pub fn text(&mut self, name: &str, value: &str) -> JsResult<()> {
        let value = self.cx.string(value);
        self.value(name, value.into())
    }

    /// Adds a text if there is one.
    pub fn text_if(&mut self, name: &str, value: Option<&str>) -> JsResult<()> {
        match value {
            Some(value) => self.text(name, value),
            None => Ok(()),
        }
    }

    /// Adds a value.
    pub fn value(&mut self, name: &str, value: Value) -> JsResult<()> {
        self.cx
            .create_data_property_or_throw(self.object, name, value)
    }

    /// Adds a number if there is one.
    pub fn number_if(&mut self, name: &str, value: Option<u32>) -> JsResult<()> {
        match value {
            Some(value) => self.value(name, Value::from(value)),
            None => Ok(()),
        }
    }

    /// Adds an array of texts.
    pub fn texts(&mut self, name: &str, texts: &[&str]) -> JsResult<()> {
        let array = text_array(self.cx, texts)?;
        self.value(name, array)
    }

    /// The object.
    pub fn finish(self) -> Value {
        self.object.into()
    }
}

/// An array of strings.
pub fn text_array<T: AsRef<str>>(cx: &mut Cx, texts: &[T]) -> JsResult<Value> {
    let list = stilla_core::GcVec::new(cx);
    for text in texts {
        let text = cx.string(text.as_ref());
        list.try_push(cx, text.into())?;
    }
    Ok(cx.array_from_list(list).into())
}

/// The function that a getter such as `format` gives out: one for each object, which it closes over.
pub fn bound(cx: &mut Cx, object: Object, length: u32, function: stilla_core::NativeFn) -> Value {
    let known = object.internal(BOUND);
    if !known.is_undefined() {
        return known;
    }
    let function = cx.new_native_closure(length, function, object.into());
    object.set_internal(BOUND, function.into());
    function.into()
}

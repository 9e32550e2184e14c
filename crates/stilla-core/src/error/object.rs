//! Error objects: of kind [`Kind::Error`], with the stack of the code that made them.
//!
//! The stack is the head line and the frames as they are when the object is made. An internal slot
//! keeps them as a trace (name, message, then code block and word of each frame), a second one its text
//! when somebody has asked for it; %Error.prototype% has the accessor that shows it.
//!
//! Uses: object, string. Never: interp.

use std::sync::Arc;

use stilla_bytecode::code::Source;

use crate::object::internal_methods::has_ordinary_lookup;
use crate::object::{Attributes, Kind, Object, Own, PropertyKey};
use crate::string::{JsString, Name};
use crate::value::Value;
use crate::{Cx, GcVec};

/// The internal slot of the trace.
const STACK: usize = 0;
/// The internal slot of its text, undefined until somebody asks.
const TEXT: usize = 1;

/// The values of a trace before its frames: name and message.
const HEAD: usize = 2;

impl Cx {
    /// A new error object with the stack of the running code, and a message if there is one.
    pub fn create_error(&mut self, prototype: Object, message: Option<JsString>) -> Object {
        let error = self.create_object(Kind::Error, Some(prototype), &[Value::UNDEFINED; 2]);
        let name = self.error_name(error);
        let message_value = message.map_or(Value::UNDEFINED, Value::from);
        let trace = self.capture_trace(&[name.into(), message_value]);
        error.set_internal(STACK, trace.to_value());
        if let Some(message) = message {
            self.put_own(
                error,
                self.key(Name::message),
                message.into(),
                Attributes::METHOD,
            );
        }
        error
    }

    /// The stack that an error object remembers.
    #[must_use]
    pub fn error_stack(&self, error: Object) -> Option<JsString> {
        if !error.is(Kind::Error) {
            return None;
        }
        if let Some(text) = error.internal(TEXT).as_string() {
            return Some(text);
        }
        let trace = GcVec::from_value(error.internal(STACK))?;
        let text = self.head_line(trace.get(0).as_string(), trace.get(1).as_string())
            + &self.trace_text(trace, HEAD);
        let text = self.string(&text);
        error.set_internal(TEXT, text.into());
        Some(text)
    }

    fn error_trace(&self, error: Object) -> Option<GcVec> {
        GcVec::from_value(error.is(Kind::Error).then(|| error.internal(STACK))?)
    }

    /// The frames of the code that made an error object, the innermost first.
    #[must_use]
    pub fn error_frames(&self, error: Object) -> Vec<crate::StackFrame> {
        self.error_trace(error)
            .map(|trace| self.trace_frames(trace, HEAD))
            .unwrap_or_default()
    }

    /// The texts that [`Cx::error_frames`] speaks of, in the same order.
    #[must_use]
    pub fn error_sources(&self, error: Object) -> Vec<Arc<Source>> {
        self.error_trace(error)
            .map(|trace| self.trace_sources(trace, HEAD))
            .unwrap_or_default()
    }

    /// The line of source that made an error object.
    #[must_use]
    pub fn error_line(&self, error: Object) -> Option<String> {
        self.trace_line(self.error_trace(error)?, HEAD)
    }

    /// The stack that an object shows: its own `stack` if that is a String, otherwise the one that
    /// an error remembers. Runs no JavaScript.
    #[must_use]
    pub fn shown_stack(&self, object: Object) -> Option<JsString> {
        let own = plain_in_chain(self, object, self.key(Name::stack)).and_then(Value::as_string);
        own.or_else(|| self.error_stack(object))
    }

    /// The stack of the running code, below a line with the name of `error` and a message.
    pub fn stack_text(&mut self, error: Object, message: Option<JsString>) -> JsString {
        let name = self.error_name(error);
        let trace = self.capture_trace(&[]);
        let text = self.head_line(Some(name), message) + &self.trace_text(trace, 0);
        self.string(&text)
    }

    /// The `name` that an error shows, if it is a plain property.
    fn error_name(&self, error: Object) -> JsString {
        plain_in_chain(self, error, self.key(Name::name))
            .and_then(Value::as_string)
            .unwrap_or_else(|| self.name(Name::Error))
    }

    fn head_line(&self, name: Option<JsString>, message: Option<JsString>) -> String {
        let mut text = name
            .map(|name| self.to_rust_string(name))
            .unwrap_or_default();
        if let Some(message) = message.filter(|message| !message.is_empty()) {
            if !text.is_empty() {
                text.push_str(": ");
            }
            // NOTE: a message of many megabytes stands in the stack only with its beginning.
            let end = message.len().min(10_000);
            text.push_str(&self.view(message).slice(0..end).to_string_lossy());
        }
        text
    }
}

/// A plain data property of the object or of an object in its chain of prototypes, read without
/// running any JavaScript.
pub(crate) fn plain_in_chain(cx: &Cx, object: Object, key: PropertyKey) -> Option<Value> {
    let mut current = Some(object);
    while let Some(object) = current {
        if !has_ordinary_lookup(object.kind()) {
            return None;
        }
        match cx.own(object, key) {
            Own::Data(value, _) => return Some(value),
            Own::Accessor(..) => return None,
            Own::Absent => current = object.raw_prototype(),
        }
    }
    None
}

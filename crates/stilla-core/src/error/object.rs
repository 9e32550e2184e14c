//! Error objects: of kind [`Kind::Error`], with the stack of the code that made them.
//!
//! The stack is the head line and the frames as they are when the object is made, as plain text in
//! the object's only internal slot; %Error.prototype% has the accessor that shows it.
//!
//! Uses: object, string. Never: interp.

use crate::Cx;
use crate::object::internal_methods::has_ordinary_lookup;
use crate::object::{Attributes, Kind, Object, Own, PropertyKey};
use crate::string::{JsString, Name};
use crate::value::Value;

/// The internal slot of the stack's text.
const STACK: usize = 0;

impl Cx {
    /// A new error object with the stack of the running code, and a message if there is one.
    pub fn create_error(&mut self, prototype: Object, message: Option<JsString>) -> Object {
        let error = self.create_object(Kind::Error, Some(prototype), &[Value::UNDEFINED]);
        let stack = self.stack_text(error, message);
        error.set_internal(STACK, stack.into());
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
        if error.is(Kind::Error) { error.internal(STACK).as_string() } else { None }
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
        let name = plain_in_chain(self, error, self.key(Name::name))
            .and_then(Value::as_string)
            .unwrap_or_else(|| self.name(Name::Error));
        let mut text = self.to_rust_string(name);
        if let Some(message) = message.filter(|message| !message.is_empty()) {
            if !text.is_empty() {
                text.push_str(": ");
            }
            // NOTE: a message of many megabytes stands in the stack only with its beginning.
            let end = message.len().min(10_000);
            text.push_str(&self.view(message).slice(0..end).to_string_lossy());
        }
        text.push_str(&self.capture_stack());
        self.string(&text)
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

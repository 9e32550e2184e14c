//! Error objects: of kind [`Kind::Error`], without internal slots, with an own `stack`.
//!
//! `stack` is the head line and the frames as they are when the object is made: plain text in a
//! plain property, so that reading it runs nothing.
//!
//! Uses: object, string. Never: interp.

use crate::Cx;
use crate::object::internal_methods::has_ordinary_lookup;
use crate::object::{Attributes, Kind, Object, Own, PropertyKey};
use crate::string::{JsString, Name};
use crate::value::Value;

impl Cx {
    /// A new error object with the stack of the running code, and a message if there is one.
    pub fn create_error(&mut self, prototype: Object, message: Option<JsString>) -> Object {
        let error = self.create_object(Kind::Error, Some(prototype), &[]);
        self.install_stack(error, message);
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

    /// Gives an object the `stack` of the running code.
    fn install_stack(&mut self, error: Object, message: Option<JsString>) {
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
        let stack = self.string(&text);
        self.put_own(
            error,
            self.key(Name::stack),
            stack.into(),
            Attributes::METHOD,
        );
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

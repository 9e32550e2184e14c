//! Errors: their stack, and the properties that it does not tell.
//!
//! Uses: core, name. Never: console, system.

use stilla_core::{Cx, JsResult, JsString, Object, PropertyKey};

use super::Inspector;
use super::name::{class_name, data, own_data, text_of};

impl Inspector<'_> {
    /// The stack, indented as the object is; in brackets if it names no frame.
    pub(super) fn error_text(&mut self, cx: &mut Cx, error: Object) -> JsResult<String> {
        let stack = cx.shown_stack(error).map(|stack| cx.to_rust_string(stack));
        let mut text = match stack.filter(|stack| !stack.is_empty()) {
            Some(stack) => stack,
            None => headline(cx, error),
        };
        if let Some(class) = class_name(cx, error) {
            text = with_class(cx, error, text, &class);
        }
        if !text.contains("\n    at ") {
            text = format!("[{text}]");
        }
        if self.indentation > 0 {
            let indent = format!("\n{}", " ".repeat(self.indentation));
            text = text.replace('\n', &indent);
        }
        Ok(text)
    }

    /// Whether the stack shows what this property says.
    pub(super) fn is_told(&self, cx: &mut Cx, error: Object, key: PropertyKey) -> bool {
        let name = key.as_name().map(|name| cx.to_rust_string(name));
        let name = name.unwrap_or_default();
        if !matches!(name.as_str(), "name" | "message" | "stack") {
            return false;
        }
        let value = own_data(cx, error, key);
        let stack = cx.shown_stack(error).map(|stack| cx.to_rust_string(stack));
        match (text_of(cx, value), stack) {
            (Some(value), Some(stack)) => stack.contains(&value),
            _ => false,
        }
    }

    /// `cause` and `errors` are shown although they are not enumerable.
    pub(super) fn hidden_error_keys(
        &self,
        cx: &mut Cx,
        error: Object,
        shown: &[PropertyKey],
    ) -> Vec<JsString> {
        let mut keys = Vec::new();
        for name in ["cause", "errors"] {
            let key = cx.key(name);
            if !shown.contains(&key) && own_data(cx, error, key).is_some() {
                keys.push(cx.intern_str(name));
            }
        }
        keys
    }
}

/// `name: message`, as an error without stack shows itself.
fn headline(cx: &mut Cx, error: Object) -> String {
    let (name, message) = (cx.key("name"), cx.key("message"));
    let name = data(cx, error, name);
    let message = data(cx, error, message);
    let name = text_of(cx, name).unwrap_or_else(|| "Error".to_owned());
    match text_of(cx, message).filter(|message| !message.is_empty()) {
        Some(message) => format!("{name}: {message}"),
        None => name,
    }
}

/// The stack of an instance of a class that did not rename itself begins with the name of the class.
fn with_class(cx: &mut Cx, error: Object, text: String, class: &str) -> String {
    let key = cx.key("name");
    let name = data(cx, error, key);
    let name = text_of(cx, name).unwrap_or_else(|| "Error".to_owned());
    let is_told = text.lines().next().is_some_and(|line| line.contains(class));
    if is_told || !name.ends_with("Error") || !text.starts_with(&name) || class.contains('<') {
        return text;
    }
    format!("{class}{}", &text[name.len()..])
}

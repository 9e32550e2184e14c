//! §22.1.5 String Iterator objects <https://tc39.es/ecma262/#sec-string-iterator-objects>
//!
//! They live here because `for…of`, spread and patterns step them without a call.
//!
//! Uses: object, string. Never: interp.

use crate::Cx;
use crate::object::{Kind, Object};
use crate::realm::Intrinsic;
use crate::string::JsString;
use crate::value::Value;

/// Internal slot: the string, or undefined at the end.
const STRING: usize = 0;
/// Internal slot: the next position.
const POSITION: usize = 1;

impl Cx {
    /// A new String Iterator.
    #[must_use]
    pub fn create_string_iterator(&self, string: JsString) -> Object {
        let prototype = self.intrinsic(Intrinsic::StringIteratorPrototype);
        let internal = [string.into(), Value::ZERO];
        self.create_object(Kind::StringIterator, Some(prototype), &internal)
    }

    /// One step of a String Iterator: a string of one code point, or `None` at the end.
    #[must_use]
    pub fn string_iterator_step(&self, iterator: Object) -> Option<Value> {
        let string = iterator.internal(STRING).as_string()?;
        let position = iterator.internal(POSITION).as_int().unwrap_or(0) as usize;
        if position >= string.len() {
            iterator.set_internal(STRING, Value::UNDEFINED);
            return None;
        }
        let point = self.view(string).code_point_at(position);
        iterator.set_internal(POSITION, Value::from(position + point.len));
        Some(self.single_code_point(point.value).into())
    }
}

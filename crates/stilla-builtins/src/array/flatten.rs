//! `flat` and `flatMap`.
//!
//! Uses: core, array. Never: other built-ins.

use stilla_core::error::type_error;
use stilla_core::{Call, Cx, JsResult, Msg, Object, Value};

use super::results::Results;
use super::{MAX_LENGTH, present};

/// §23.1.3.13 Array.prototype.flat ( [ depth ] ) <https://tc39.es/ecma262/#sec-array.prototype.flat>
pub(super) fn flat(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let depth = match call.arg(0) {
        value if value.is_undefined() => 1.0,
        value => cx.to_integer_or_infinity(value)?,
    };
    let results = Results::new(cx, object, 0, 0)?;
    let mut flattening = Flattening {
        results,
        next: 0,
        mapper: None,
    };
    flattening.add_all(cx, object, length, depth)?;
    Ok(flattening.results.finish(0).into())
}

/// §23.1.3.14 Array.prototype.flatMap ( mapper [ , thisArg ] ) <https://tc39.es/ecma262/#sec-array.prototype.flatmap>
pub(super) fn flat_map(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.this())?;
    let length = cx.length_of_array_like(object)?;
    let mapper = super::callback(cx, call.arg(0))?;
    let results = Results::new(cx, object, 0, 0)?;
    let mut flattening = Flattening {
        results,
        next: 0,
        mapper: Some((mapper, call.arg(1))),
    };
    flattening.add_all(cx, object, length, 1.0)?;
    Ok(flattening.results.finish(0).into())
}

struct Flattening {
    results: Results,
    /// The next index of the results.
    next: u64,
    /// The function to apply to the elements of the outermost source, and its receiver.
    mapper: Option<(Value, Value)>,
}

impl Flattening {
    /// §23.1.3.13.1 FlattenIntoArray ( target, source, sourceLen, start, depth [ , mapper , thisArg ] )
    /// <https://tc39.es/ecma262/#sec-flattenintoarray>
    fn add_all(&mut self, cx: &mut Cx, source: Object, length: u64, depth: f64) -> JsResult<()> {
        cx.check_native_stack()?;
        let mapper = self.mapper.take();
        let mut index = 0;
        while index < length {
            cx.charge(1)?;
            let Some(mut value) = present(cx, source, index)? else {
                index = cx.next_element_index(source, index + 1, length);
                continue;
            };
            if let Some((mapper, this)) = mapper {
                value = cx.call(mapper, this, &[value, Value::from(index), source.into()])?;
            }
            match value.as_object() {
                Some(inner) if depth > 0.0 && cx.is_array(value)? => {
                    let inner_length = cx.length_of_array_like(inner)?;
                    self.add_all(cx, inner, inner_length, depth - 1.0)?;
                }
                _ => self.add(cx, value)?,
            }
            index += 1;
        }
        Ok(())
    }

    fn add(&mut self, cx: &mut Cx, value: Value) -> JsResult<()> {
        if self.next >= MAX_LENGTH {
            return Err(type_error(cx, Msg::ArrayTooLong));
        }
        self.results.put(cx, self.next, value)?;
        self.next += 1;
        Ok(())
    }
}

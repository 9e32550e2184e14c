//! `Iterator.concat`.
//!
//! Uses: core, iterator. Never: other built-ins.

use stilla_core::error::type_error;
use stilla_core::{Call, Cx, GcVec, JsResult, Msg, Value, WellKnownSymbol};

use super::lazy::{Helper, Step};

/// §27.1.3.2.1 Iterator.concat ( ...items ) <https://tc39.es/ecma262/#sec-iterator.concat>
pub(super) fn concat(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let iterables = GcVec::new(cx);
    for item in call.args() {
        if !item.is_object() {
            return Err(type_error(cx, Msg::NotAnObject { value: *item }));
        }
        let Some(method) = cx.get_method(*item, WellKnownSymbol::iterator)? else {
            return Err(type_error(cx, Msg::NotIterable { value: *item }));
        };
        iterables.push(cx, method.into());
        iterables.push(cx, *item);
    }
    Ok(Helper::create(
        cx,
        Step::Concat,
        None,
        iterables.to_value(),
        0.0,
    ))
}

pub(super) fn step_concat(cx: &mut Cx, helper: Helper) -> JsResult<Option<Value>> {
    let iterables = helper.list();
    loop {
        if let Some(mut inner) = helper.inner() {
            match cx.iterator_step_value(&mut inner)? {
                Some(value) => return Ok(Some(value)),
                None => helper.set_inner(None),
            }
        }
        let place = helper.counter() as usize;
        if place >= iterables.len() {
            return Ok(None);
        }
        helper.set_counter((place + 2) as f64);
        let record = cx.get_iterator_from_method(iterables.get(place + 1), iterables.get(place))?;
        helper.set_inner(Some(record));
        cx.charge(1)?;
    }
}

//! `using` and `await using`: lists of resources and their disposal.
//!
//! A list is a [`GcVec`] of triples: value, method, whether it is async.
//!
//! Uses: ops. Never: the other operations' files.

use crate::error::{JsResult, Msg, type_error};
use crate::interp::dispatch::{Block, Pc, Regs, Status, finish_unit, next, resume, sync, throw};
use crate::object::{Attributes, Object};
use crate::realm::Intrinsic;
use crate::string::Name;
use crate::symbol::WellKnownSymbol;
use crate::value::Value;
use crate::{Cx, GcVec};

/// r[a] = an empty list
pub(crate) unsafe fn new_dispose_list(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let list = GcVec::new(cx);
        r.set(pc.a(), list.to_value());
        next(pc.skip(1), r, cx, k)
    }
}

/// Adds resource r[b] to r[a]
pub(crate) unsafe fn add_disposable(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let list = GcVec::from_value(r.get(pc.a())).expect("a list of resources is there");
        let result = cx.add_disposable_resource(list, r.get(pc.b()), pc.c() & 1 != 0);
        finish_unit(result, 1, pc, r, cx, k)
    }
}

/// r[a] = what disposing the last resource of r[b] gives to await, or -> target
pub(crate) unsafe fn dispose_next(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let list = GcVec::from_value(r.get(pc.b())).expect("a list of resources is there");
        let Some(is_async) = list.pop() else {
            return resume(pc.skip(2 + pc.wide(4) as isize), r, cx, k);
        };
        let method = list.pop().unwrap_or_default();
        let value = list.pop().unwrap_or_default();
        let result = if method.is_undefined() {
            Ok(Value::UNDEFINED)
        } else {
            cx.call(method, value, &[])
        };
        match result {
            Ok(result) => {
                let awaited = if is_async == Value::TRUE {
                    result
                } else {
                    Value::EMPTY
                };
                r.set(pc.a(), awaited);
            }
            Err(thrown) => match thrown.value() {
                None => return throw(cx, thrown),
                Some(error) => {
                    let suppressed = cx.suppress(error, r.get(pc.c()));
                    r.set(pc.c(), suppressed);
                    r.set(pc.a(), Value::EMPTY);
                }
            },
        }
        resume(pc.skip(2), r, cx, k)
    }
}

/// r[a] = SuppressedError(r[b], r[a]), or r[b]
pub(crate) unsafe fn suppress_error(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let error = cx.suppress(r.get(pc.b()), r.get(pc.a()));
        r.set(pc.a(), error);
        resume(pc.skip(1), r, cx, k)
    }
}

impl Cx {
    /// §CreateDisposableResource and AddDisposableResource
    /// <https://tc39.es/proposal-explicit-resource-management/#sec-adddisposableresource>
    ///
    /// # Errors
    /// TypeError if the value is neither nullish nor disposable.
    pub fn add_disposable_resource(
        &mut self,
        list: GcVec,
        value: Value,
        is_async: bool,
    ) -> JsResult<()> {
        let method = if value.is_nullish() {
            if !is_async {
                return Ok(());
            }
            Value::UNDEFINED
        } else {
            if !value.is_object() {
                return Err(type_error(self, Msg::NotAnObject { value }));
            }
            self.dispose_method(value, is_async)?
        };
        list.push(self, value);
        list.push(self, method);
        list.push(self, Value::from(is_async));
        Ok(())
    }

    /// GetDisposeMethod <https://tc39.es/proposal-explicit-resource-management/#sec-getdisposemethod>
    ///
    /// # Errors
    /// TypeError if there is none.
    pub fn dispose_method(&mut self, value: Value, is_async: bool) -> JsResult<Value> {
        if is_async && let Some(method) = self.get_method(value, WellKnownSymbol::asyncDispose)? {
            return Ok(method.into());
        }
        let Some(method) = self.get_method(value, WellKnownSymbol::dispose)? else {
            return Err(type_error(self, Msg::NotDisposable { value }));
        };
        if !is_async {
            return Ok(method.into());
        }
        // NOTE: the result of a synchronous method is not awaited, undefined is.
        Ok(self
            .new_native_closure(0, call_and_forget, method.into())
            .into())
    }

    /// The SuppressedError of `error` over `earlier`, or `error` if there is no earlier one.
    pub fn suppress(&mut self, error: Value, earlier: Value) -> Value {
        if earlier.is_empty() {
            return error;
        }
        let prototype = self.intrinsic(Intrinsic::SuppressedErrorPrototype);
        let object: Object = self.create_error(prototype, None);
        let (first, second) = (self.key(Name::error), self.key(Name::suppressed));
        self.put_own(object, first, error, Attributes::METHOD);
        self.put_own(object, second, earlier, Attributes::METHOD);
        object.into()
    }
}

/// Calls the synchronous method that the function closes over.
fn call_and_forget(cx: &mut Cx, call: &crate::function::Call<'_>) -> JsResult<Value> {
    cx.call(call.data(), call.this(), &[])?;
    Ok(Value::UNDEFINED)
}

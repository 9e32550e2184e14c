//! What a native function sees of its call.
//!
//! Uses: value. Never: interp.

use crate::error::{Count, JsResult, Msg, plain_in_chain, type_error};
use crate::object::Object;
use crate::string::Name;
use crate::value::Value;
use crate::{Cx, function};

/// The receiver, the arguments and the target of one call of a [`NativeFn`](function::NativeFn).
///
/// The arguments stay where the caller put them, on the stack of the machine, for the whole call.
#[derive(Clone, Copy)]
pub struct Call<'c> {
    pub(crate) callee: Object,
    pub(crate) this: Value,
    pub(crate) new_target: Value,
    pub(crate) args: &'c [Value],
}

impl Call<'_> {
    /// The receiver, not coerced.
    #[inline(always)]
    #[must_use]
    pub fn this(&self) -> Value {
        self.this
    }

    /// Argument `index`, or undefined.
    #[inline(always)]
    #[must_use]
    pub fn arg(&self, index: usize) -> Value {
        self.args.get(index).copied().unwrap_or(Value::UNDEFINED)
    }

    /// All arguments.
    #[inline(always)]
    #[must_use]
    pub fn args(&self) -> &[Value] {
        self.args
    }

    /// The arguments from number `index` on.
    #[inline(always)]
    #[must_use]
    pub fn args_from(&self, index: usize) -> &[Value] {
        self.args.get(index..).unwrap_or(&[])
    }

    /// The number of arguments.
    #[inline(always)]
    #[must_use]
    pub fn len(&self) -> usize {
        self.args.len()
    }

    /// Whether there is no argument.
    #[inline(always)]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.args.is_empty()
    }

    /// The function being called.
    #[inline(always)]
    #[must_use]
    pub fn callee(&self) -> Object {
        self.callee
    }

    /// What the function closes over, given when it was made.
    #[inline(always)]
    #[must_use]
    pub fn data(&self) -> Value {
        self.callee.internal(function::slot::DATA)
    }

    /// Replaces what the function closes over.
    pub fn set_data(&self, data: Value) {
        self.callee.set_internal(function::slot::DATA, data);
    }

    /// NewTarget: `None` in a call, the object that `new` was applied to in a construction.
    #[inline(always)]
    #[must_use]
    pub fn new_target(&self) -> Option<Object> {
        self.new_target.as_object()
    }

    /// That the function wanted more arguments: as many as its `length` says, at least `expected`. No JavaScript runs.
    #[must_use]
    pub fn arguments_missing(&self, cx: &Cx, expected: usize) -> Msg {
        let name = plain_in_chain(cx, self.callee, cx.key(Name::name));
        let name = name.and_then(Value::as_string);
        let length = plain_in_chain(cx, self.callee, cx.key(Name::length));
        let length = length.and_then(Value::as_int).unwrap_or(0);
        Msg::ArgumentsMissing {
            name: name.map_or_else(|| "function".to_owned(), |name| cx.to_rust_string(name)),
            expected: Count(expected.max(usize::try_from(length).unwrap_or(0))),
            received: self.len(),
        }
    }

    /// Refuses a call with fewer than `expected` arguments: built-ins of hosts count, those of the language mostly don't.
    ///
    /// # Errors
    /// TypeError.
    #[inline]
    pub fn require_arguments(&self, cx: &mut Cx, expected: usize) -> JsResult<()> {
        if self.len() >= expected {
            return Ok(());
        }
        let missing = self.arguments_missing(cx, expected);
        Err(type_error(cx, missing))
    }

    /// NewTarget of a constructor that can't be called.
    ///
    /// # Errors
    /// TypeError in a call without `new`.
    pub fn require_new(&self, cx: &mut Cx) -> JsResult<Object> {
        match self.new_target.as_object() {
            Some(target) => Ok(target),
            None => {
                let name = cx.get(self.callee, Name::name)?;
                Err(type_error(cx, Msg::ConstructorRequiresNew { name }))
            }
        }
    }
}

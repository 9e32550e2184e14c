//! What a native function sees of its call.
//!
//! Uses: value. Never: interp.

use crate::error::{JsResult, Msg, type_error};
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

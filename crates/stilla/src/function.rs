//! Rust closures as functions of JavaScript.
//!
//! Uses: value, core. Never: runtime.

use stilla_core::function::NativeOptions;
use stilla_core::host_data::Data;
use stilla_core::{Call, Cx, JsResult, Object, Thrown};

use crate::convert::FromJs;
use crate::error::Error;
use crate::value::Value;

/// A closure as it is kept: arguments in, result or error out.
pub(crate) type Closure = Box<dyn FnMut(&Arguments) -> Result<Value, Error> + Send>;

/// The arguments of a call of a Rust closure.
#[derive(Debug)]
pub struct Arguments {
    values: Vec<Value>, // NOTE: traced because a host's `Value` keeps a handle
}

impl Arguments {
    /// The number of arguments.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Argument `index` as a Rust value; an absent one is undefined.
    ///
    /// # Errors
    /// [`Error::Conversion`] if it is of another type.
    pub fn get<T: FromJs>(&self, index: usize) -> Result<T, Error> {
        T::from_js(self.values.get(index).cloned().unwrap_or(Value::Undefined))
    }
}

/// The slot of a closure, empty while it runs.
struct Kept(Option<Closure>);

/// A function object that calls `closure`.
pub(crate) fn make(cx: &mut Cx, name: &str, length: u32, closure: Closure) -> JsResult<Object> {
    let data = Data::new(cx, Box::new(Kept(Some(closure))), size_of::<Kept>())?;
    let options = NativeOptions {
        data: data.to_value(),
        ..NativeOptions::default()
    };
    Ok(cx.new_native(name, length, call_closure, options))
}

fn call_closure(cx: &mut Cx, call: &Call<'_>) -> JsResult<stilla_core::Value> {
    let data = Data::from_value(call.data()).expect("the function closes over its Rust closure");
    let values = call
        .args()
        .iter()
        .map(|value| Value::from_core(cx, *value))
        .collect();
    let taken = data.with_mut(|kept: &mut Kept| kept.0.take()).flatten();
    let Some(mut closure) = taken else {
        return Err(throw(
            cx,
            "a Rust closure can't be entered again while it runs",
        ));
    };
    let run = std::panic::AssertUnwindSafe(|| closure(&Arguments { values }));
    let result = std::panic::catch_unwind(run);
    data.with_mut(|kept: &mut Kept| kept.0 = Some(closure));
    match result {
        Ok(Ok(value)) => match value.to_core(cx) {
            Some(value) => Ok(value),
            None => Err(throw(cx, "a value of another runtime")),
        },
        Ok(Err(Error::Exception(error))) => match error.value.to_core(cx) {
            Some(value) => Err(Thrown::new(value)),
            None => Err(throw(cx, &error.message)),
        },
        Ok(Err(Error::Stopped(stop))) => Err(cx.stop_with(stop)),
        Ok(Err(error)) => Err(throw(cx, &error.to_string())),
        Err(_) => Err(throw(cx, "the Rust closure panicked")),
    }
}

fn throw(cx: &mut Cx, text: &str) -> Thrown {
    stilla_core::error::type_error(
        cx,
        stilla_core::Msg::Text {
            text: text.to_owned(),
        },
    )
}

//! Objects that say themselves how they look: with a function under `Symbol.for("nodejs.util.inspect.custom")`, as in Node.
//!
//! It is the only code of a script that runs while a value is shown. It is found without running a getter or a trap.
//!
//! Uses: core. Never: console, system.

use stilla_core::function::NativeOptions;
use stilla_core::{Call, Cx, JsResult, Object, PropertyKey, Value};

use super::name::is_opaque;
use super::{Inspector, Options, inspect_with};

/// The name of the symbol in the registry.
const NAME: &str = "nodejs.util.inspect.custom";
/// How often an object may say that it looks like another that says so.
const MOST_IN_EACH_OTHER: usize = 50;
/// Prototypes that are looked at.
const MOST_PROTOTYPES: usize = 1000;

impl Inspector<'_> {
    /// The text that the object gives itself, if it does.
    pub(super) fn custom(
        &mut self,
        cx: &mut Cx,
        object: Object,
        depth: usize,
    ) -> JsResult<Option<String>> {
        if self.customs > MOST_IN_EACH_OTHER {
            return Ok(None);
        }
        let symbol = cx.string(NAME);
        let symbol = cx.registered_symbol(symbol);
        let Some(function) = function_of(cx, object, symbol.into())? else {
            return Ok(None);
        };
        let number = |depth: Option<f64>| depth.map_or(Value::NULL, Value::from);
        let most = self.options.depth.map(|most| most as f64);
        let left = number(most.map(|most| most - depth as f64));
        let options = self.described(cx, number(most))?;
        let inspect = cx.new_native("inspect", 2, inspect, NativeOptions::default());
        let receiver: Value = object.into();
        let shown = cx.call(function, receiver, &[left, options, inspect.into()])?;
        if shown == receiver {
            return Ok(None);
        }
        let text = match shown.is_object() {
            true => {
                self.customs += 1;
                let text = self.value(cx, shown, depth)?;
                self.customs -= 1;
                text
            }
            false => {
                let text = cx.to_string(shown)?;
                cx.to_rust_string(text)
            }
        };
        let break_and_blanks = format!("\n{}", " ".repeat(self.indentation));
        Ok(Some(text.replace('\n', &break_and_blanks)))
    }

    /// The options as the function gets them.
    fn described(&self, cx: &mut Cx, depth: Value) -> JsResult<Value> {
        let options = cx.new_object();
        let stylize = cx.new_native("stylize", 2, stylize, NativeOptions::default());
        for (name, value) in [
            ("depth", depth),
            ("colors", self.options.colors.into()),
            ("sorted", self.options.sorted.into()),
            ("compact", Value::from(self.options.compact as f64)),
            ("breakLength", Value::from(self.options.width as f64)),
            ("maxArrayLength", Value::from(self.options.max_items as f64)),
            ("maxStringLength", Value::from(self.options.max_text as f64)),
            ("stylize", stylize.into()),
        ] {
            cx.create_data_property_or_throw(options, name, value)?;
        }
        Ok(options.into())
    }
}

/// The function under a key, of the object or of its prototypes, but not of a prototype itself.
fn function_of(cx: &mut Cx, object: Object, key: PropertyKey) -> JsResult<Option<Value>> {
    let mut next = Some(object);
    for _ in 0..MOST_PROTOTYPES {
        let Some(holder) = next.filter(|holder| !is_opaque(*holder)) else {
            return Ok(None);
        };
        if let Some(own) = cx.get_own_property(holder, key)? {
            let function = own.value.filter(|value| {
                let function = value.as_object();
                function.is_some_and(|function| function.is_callable())
            });
            return match is_prototype(cx, object)? {
                true => Ok(None),
                false => Ok(function),
            };
        }
        next = holder.raw_prototype();
    }
    Ok(None)
}

/// Whether the object is the `prototype` of its own `constructor`.
fn is_prototype(cx: &mut Cx, object: Object) -> JsResult<bool> {
    let key = cx.key("constructor");
    let constructor = cx.get_own_property(object, key)?.and_then(|own| own.value);
    let Some(constructor) = constructor
        .and_then(Value::as_object)
        .filter(|one| !is_opaque(*one))
    else {
        return Ok(false);
    };
    let key = cx.key("prototype");
    let prototype = cx
        .get_own_property(constructor, key)?
        .and_then(|own| own.value);
    Ok(prototype == Some(object.into()))
}

/// The third argument: `inspect(value, { depth, colors })`.
fn inspect(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let mut options = Options::default();
    if let Some(given) = call.arg(1).as_object() {
        let depth = cx.get(given, "depth")?;
        if !depth.is_undefined() {
            let depth = depth.as_number().filter(|depth| depth.is_finite());
            options.depth = depth.map(|depth| depth.max(0.0) as usize);
        }
        options.colors = cx.get(given, "colors")?.to_boolean();
    }
    let text = inspect_with(cx, call.arg(0), &options)?;
    cx.reserve(text.len())?;
    Ok(cx.string(&text).into())
}

/// `stylize(text, style)`: texts stay what they are.
fn stylize(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(cx.to_string(call.arg(0))?.into())
}

//! Pieces of the host that are written in JavaScript: each is a function that receives native functions and
//! gives an object of what it makes.
//!
//! Uses: core. Never: the pieces.

use stilla_core::buffer::{Buffer, BufferOptions, ElementType, ViewRecord};
use stilla_core::error::{Count, new_error, type_error};
use stilla_core::function::{Call, NativeFn, NativeOptions};
use stilla_core::script::CompileOptions;
use stilla_core::{Cx, Intrinsic, JsResult, Kind, Msg, Object, PropertyDescriptor, Thrown, Value};

/// What each piece has beside its own.
const EVERYWHERE: &[(&str, NativeFn)] = &[("expects", expects), ("counted", counted)];

/// The globals of the language that pieces name: a script may put others in their place before a piece runs.
const LANGUAGE: &[(&str, Intrinsic)] = &[
    ("Array", Intrinsic::Array),
    ("ArrayBuffer", Intrinsic::ArrayBuffer),
    ("BigInt", Intrinsic::BigInt),
    ("DataView", Intrinsic::DataView),
    ("Date", Intrinsic::Date),
    ("Error", Intrinsic::Error),
    ("Function", Intrinsic::Function),
    ("JSON", Intrinsic::Json),
    ("Map", Intrinsic::Map),
    ("Math", Intrinsic::Math),
    ("Number", Intrinsic::Number),
    ("Object", Intrinsic::Object),
    ("Promise", Intrinsic::Promise),
    ("Proxy", Intrinsic::Proxy),
    ("RangeError", Intrinsic::RangeError),
    ("Reflect", Intrinsic::Reflect),
    ("RegExp", Intrinsic::RegExp),
    ("Set", Intrinsic::Set),
    ("String", Intrinsic::String),
    ("Symbol", Intrinsic::Symbol),
    ("SyntaxError", Intrinsic::SyntaxError),
    ("TypeError", Intrinsic::TypeError),
    ("Uint8Array", Intrinsic::Uint8Array),
    ("WeakMap", Intrinsic::WeakMap),
];

/// A native function: refuses a call of `name` that should have had as many arguments and had fewer.
fn expects(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (expected, received) = (call.arg(1).as_int(), call.arg(2).as_int());
    let [expected, received] =
        [expected, received].map(|count| usize::try_from(count.unwrap_or(0)).unwrap_or(0));
    if received >= expected {
        return Ok(Value::UNDEFINED);
    }
    let name = text(cx, call.arg(0))?;
    let expected = Count(expected);
    let missing = Msg::ArgumentsMissing {
        name,
        expected,
        received,
    };
    Err(type_error(cx, missing))
}

/// A native function: makes the functions that an object has refuse calls with fewer arguments than their `length`; gives
/// the object.
///
/// Constructors, accessors and what a symbol names stay as they are: constructors ask `expects` themselves.
fn counted(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let object = cx.to_object(call.arg(0))?;
    for key in cx.own_property_keys(object)?.iter() {
        let key = cx.to_property_key(key)?;
        let own = match key.as_symbol() {
            Some(_) => None,
            None => cx.get_own_property(object, key)?,
        };
        let Some(function) = own.as_ref().and_then(|own| own.value?.as_object()) else {
            continue;
        };
        if !function.is_callable() || cx.is_constructor(function.into()) {
            continue;
        }
        let length = cx.length_of_array_like(function)?;
        let count = usize::try_from(length).map_or(COUNTED.len(), |count| count.min(COUNTED.len()));
        let Some(counted_call) = count.checked_sub(1).map(|index| COUNTED[index]) else {
            continue;
        };
        let options = NativeOptions {
            data: function.into(),
            ..NativeOptions::default()
        };
        let whole = cx.new_native(
            key,
            u32::try_from(length).unwrap_or(0),
            counted_call,
            options,
        );
        let descriptor = PropertyDescriptor {
            value: Some(whole.into()),
            ..PropertyDescriptor::default()
        };
        cx.define_property_or_throw(object, key, &descriptor)?;
    }
    Ok(object.into())
}

/// Wrappers that ask for one argument, for two, and so on: the count is not a property, which a script may change.
const COUNTED: [NativeFn; 6] = [
    counted_call::<1>,
    counted_call::<2>,
    counted_call::<3>,
    counted_call::<4>,
    counted_call::<5>,
    counted_call::<6>,
];

fn counted_call<const COUNT: usize>(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    call.require_arguments(cx, COUNT)?;
    cx.call(call.data(), call.this(), call.args())
}

/// Runs a piece. `data` is what its native functions close over.
pub(crate) fn run(
    cx: &mut Cx,
    name: &str,
    text: &str,
    natives: &[(&str, NativeFn)],
    data: Value,
) -> JsResult<Object> {
    let native = cx.new_object();
    for (name, function) in natives.iter().chain(EVERYWHERE) {
        let options = NativeOptions {
            data,
            ..NativeOptions::default()
        };
        let function = cx.new_native(*name, 1, *function, options);
        cx.create_data_property_or_throw(native, *name, function.into())?;
    }
    let options = CompileOptions {
        completion: true,
        ..CompileOptions::default()
    };
    let language = LANGUAGE
        .iter()
        .filter(|(name, id)| text.contains(name) && cx.has_intrinsic(*id));
    // NOTE: traced because the realm holds its intrinsics.
    let (names, values): (Vec<&str>, Vec<Value>) = language
        .map(|(name, id)| (*name, Value::from(cx.intrinsic(*id))))
        .unzip();
    let text = format!("({}) => {text}", names.join(", "));
    let piece = cx.eval_script(name, text.as_bytes(), &options)?;
    let piece = cx.call(piece, Value::UNDEFINED, &values)?;
    let made = cx.call(piece, Value::UNDEFINED, &[native.into()])?;
    cx.to_object(made)
}

/// The string that an argument is, without conversion.
pub(crate) fn text(cx: &mut Cx, value: Value) -> JsResult<String> {
    let text = cx.to_string(value)?;
    Ok(cx.to_rust_string(text))
}

/// The bytes of a buffer or view.
pub(crate) fn bytes(cx: &mut Cx, value: Value) -> JsResult<Vec<u8>> {
    let object = value.as_object();
    let found = object.and_then(|object| match ViewRecord::of(object) {
        Some(view) => Some((view.buffer, view.offset, view.byte_len())),
        None => Buffer::of(object).map(|buffer| (buffer, 0, buffer.len())),
    });
    let Some((buffer, start, length)) = found else {
        return Err(complain(cx, "expected an ArrayBuffer or a view of one"));
    };
    cx.reserve(length)?;
    cx.charge_all(length as u64 / 16)?;
    Ok(buffer.to_vec(start, length))
}

/// A Uint8Array with these bytes.
pub(crate) fn uint8_array(cx: &mut Cx, bytes: &[u8]) -> JsResult<Value> {
    let buffer = cx.new_buffer(bytes.len() as u64, BufferOptions::default())?;
    buffer.write_bytes(0, bytes);
    let prototype = cx.intrinsic(Intrinsic::ArrayBufferPrototype);
    let object = cx.buffer_object(buffer, prototype);
    let prototype = cx.intrinsic(Intrinsic::Uint8ArrayPrototype);
    let length = Some(bytes.len());
    Ok(cx
        .typed_array_object(prototype, ElementType::Uint8, object, 0, length)
        .into())
}

/// A string of the script, if the memory limit allows it.
pub(crate) fn string(cx: &mut Cx, text: &str) -> JsResult<Value> {
    cx.reserve(text.len())?;
    Ok(cx.string(text).into())
}

/// A native function: what kind of object something is; for what is none, its type.
pub(crate) fn kind(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let value = call.arg(0);
    Ok(match value.as_object() {
        Some(object) if object.is_callable() && !object.is(Kind::Proxy) => {
            cx.string("Function").into()
        }
        Some(object) => cx.string(&format!("{:?}", object.kind())).into(),
        None => cx.type_of(value).into(),
    })
}

/// A TypeError with this text.
pub(crate) fn complain(cx: &mut Cx, text: &str) -> Thrown {
    type_error(
        cx,
        Msg::Text {
            text: text.to_owned(),
        },
    )
}

/// An Error with this text and these properties.
pub(crate) fn error_with(
    cx: &mut Cx,
    text: &str,
    properties: &[(&str, Value)],
) -> JsResult<Thrown> {
    let message = Msg::Text {
        text: text.to_owned(),
    };
    let error = new_error(cx, stilla_core::error::ErrorKind::Error, &message);
    for (name, value) in properties {
        cx.create_data_property_or_throw(error, *name, *value)?;
    }
    Ok(Thrown::new(error.into()))
}

/// The text of UTF-8 bytes, for pieces to call.
pub(crate) fn decode(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let bytes = bytes(cx, call.arg(0))?;
    string(cx, &String::from_utf8_lossy(&bytes))
}

/// The UTF-8 bytes of a text, for pieces to call.
pub(crate) fn encode(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = text(cx, call.arg(0))?;
    uint8_array(cx, text.as_bytes())
}

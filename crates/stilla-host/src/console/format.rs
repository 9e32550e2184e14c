//! The line of `console.log`: `%` directives, then the other values.
//!
//! Uses: core, inspect. Never: console's functions, system.

use stilla_core::{Cx, Intrinsic, JsResult, Kind, Object, Value};

use crate::inspect::{Options, inspect, inspect_with};

/// The line for arguments: strings as they are, everything else inspected; `%` directives in a first string.
pub(crate) fn line(cx: &mut Cx, args: &[Value]) -> JsResult<String> {
    let mut line = String::new();
    let mut rest = args;
    let mut is_first = true;
    if let [first, others @ ..] = args
        && let Some(format) = first.as_string()
    {
        let format = cx.to_rust_string(format);
        rest = match others {
            [] => {
                line = format;
                &[]
            }
            others => apply(cx, &format, others, &mut line)?,
        };
        is_first = false;
    }
    for value in rest {
        if !is_first {
            line.push(' ');
        }
        is_first = false;
        match value.as_string() {
            Some(text) => line.push_str(&cx.to_rust_string(text)),
            None => line.push_str(&inspect(cx, *value)?),
        }
    }
    Ok(line)
}

/// Bytes of a line that are written between two looks at the limits, and what they are charged with.
const PIECE: usize = 1 << 16;
const WORK_OF_PIECE: u32 = 1 << 15;

/// Writes `format` with its directives replaced; gives the arguments left over.
fn apply<'a>(
    cx: &mut Cx,
    format: &str,
    args: &'a [Value],
    line: &mut String,
) -> JsResult<&'a [Value]> {
    let mut rest = args;
    let mut chars = format.chars().peekable();
    let mut written = 0;
    while let Some(c) = chars.next() {
        if line.len() - written > PIECE {
            written = line.len();
            cx.charge(WORK_OF_PIECE)?;
        }
        let next = if c == '%' { chars.peek() } else { None };
        match (next, rest) {
            (Some('%'), _) => {
                chars.next();
                line.push('%');
            }
            (Some('s' | 'd' | 'i' | 'f' | 'o' | 'O' | 'j' | 'c'), [value, others @ ..]) => {
                rest = others;
                let letter = chars.next().unwrap_or_default();
                line.push_str(&directive(cx, letter, *value)?);
            }
            _ => line.push(c),
        }
    }
    Ok(rest)
}

fn directive(cx: &mut Cx, letter: char, value: Value) -> JsResult<String> {
    let shallow = |depth| Options {
        depth: Some(depth),
        ..Options::default()
    };
    match letter {
        's' => text(cx, value),
        'd' | 'i' | 'f' => number(cx, letter, value),
        'j' => json(cx, value),
        'c' => Ok(String::new()),
        'o' => inspect_with(cx, value, &shallow(4)),
        _ => inspect(cx, value),
    }
}

/// `%s`: the text of a value; of an object without a `toString` of its own a short view.
fn text(cx: &mut Cx, value: Value) -> JsResult<String> {
    if let Some(string) = value.as_string() {
        return Ok(cx.to_rust_string(string));
    }
    let Some(object) = value.as_object() else {
        return inspect(cx, value);
    };
    if object.is_callable() && !object.is(Kind::Proxy) {
        let text = cx.function_source_text(object)?;
        return Ok(cx.to_rust_string(text));
    }
    if object.is(Kind::Error) || has_text_of_its_own(cx, object)? {
        let text = cx.to_string(value)?;
        return Ok(cx.to_rust_string(text));
    }
    let options = Options {
        depth: Some(0),
        ..Options::default()
    };
    inspect_with(cx, value, &options)
}

/// Whether a class of the script's own says what the text of the object is.
fn has_text_of_its_own(cx: &mut Cx, object: Object) -> JsResult<bool> {
    let mut next = Some(object);
    let key = cx.key("toString");
    while let Some(holder) = next {
        if holder.is(Kind::Proxy) {
            return Ok(false);
        }
        if let Some(own) = cx.get_own_property(holder, key)? {
            let function = own.value.and_then(Value::as_object);
            return Ok(function.is_some_and(|function| function.is(Kind::Function)));
        }
        next = holder.raw_prototype();
    }
    Ok(false)
}

/// `%d`, `%i`, `%f`
fn number(cx: &mut Cx, letter: char, value: Value) -> JsResult<String> {
    if value.is_bigint() && letter != 'f' {
        return inspect(cx, value);
    }
    if value.is_symbol() || (value.is_object() && letter == 'd') {
        return Ok("NaN".to_owned());
    }
    let number = if letter == 'd' {
        Value::from(cx.to_number(value)?)
    } else {
        let name = if letter == 'i' {
            "parseInt"
        } else {
            "parseFloat"
        };
        let number = cx.intrinsic(Intrinsic::Number);
        let parse = cx.get(number, name)?;
        cx.call(parse, Value::UNDEFINED, &[value])?
    };
    inspect(cx, number)
}

/// `%j`
fn json(cx: &mut Cx, value: Value) -> JsResult<String> {
    let global = cx.global_object();
    let json = cx.get(global, "JSON")?;
    if !json.is_object() {
        return inspect(cx, value);
    }
    let text = cx.invoke(json, "stringify", &[value])?;
    match text.as_string() {
        Some(text) => Ok(cx.to_rust_string(text)),
        None => Ok("undefined".to_owned()),
    }
}

/// The options that an object names: `depth`, `colors`, `maxArrayLength`, `maxStringLength`, `breakLength`,
/// `compact`, `sorted`.
pub(crate) fn options(cx: &mut Cx, value: Value, mut options: Options) -> JsResult<Options> {
    let Some(object) = value.as_object() else {
        return Ok(options);
    };
    let depth = cx.get(object, "depth")?;
    if !depth.is_undefined() {
        let depth = depth.as_number().filter(|depth| depth.is_finite());
        options.depth = depth.map(|depth| depth.max(0.0) as usize);
    }
    options.colors |= cx.get(object, "colors")?.to_boolean();
    options.sorted |= cx.get(object, "sorted")?.to_boolean();
    let compact = cx.get(object, "compact")?;
    if !compact.is_undefined() {
        options.compact = match compact.as_number() {
            Some(levels) => levels.clamp(0.0, 100.0) as usize,
            None if compact.to_boolean() => 100,
            None => 0,
        };
    }
    for (name, target) in [
        ("maxArrayLength", &mut options.max_items),
        ("maxStringLength", &mut options.max_text),
        ("breakLength", &mut options.width),
    ] {
        let value = cx.get(object, name)?;
        if value == Value::NULL {
            *target = usize::MAX >> 8;
        } else if let Some(number) = value.as_number() {
            *target = number.clamp(0.0, 1e12) as usize;
        }
    }
    Ok(options)
}

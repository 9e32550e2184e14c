//! `console` and `print`: lines of text that go to the host of the agent.
//!
//! Uses: core, inspect. Never: system.

use stilla_core::builtin::{Row, define_rows, method};
use stilla_core::host::Stream;
use stilla_core::{Call, Cx, JsResult, Value};

use crate::inspect::inspect;

/// The functions of `console`.
const CONSOLE: &[Row] = &[
    method("log", 0, log),
    method("info", 0, log),
    method("debug", 0, log),
    method("warn", 0, warn),
    method("error", 0, warn),
    method("trace", 0, warn),
    method("dir", 0, log),
    method("assert", 0, assert),
];

/// The functions of a plain shell.
const SHELL: &[Row] = &[method("print", 0, print)];

/// Gives the current realm `console` and `print`.
///
/// # Errors
/// The global object may refuse.
pub fn install(cx: &mut Cx) -> JsResult<()> {
    let console = cx.new_object();
    define_rows(cx, console, CONSOLE);
    let global = cx.global_object();
    define_rows(cx, global, SHELL);
    cx.create_data_property_or_throw(global, "console", console.into())
}

/// The line for arguments: strings as they are, everything else inspected; `%` formats in a first string.
fn line(cx: &mut Cx, args: &[Value]) -> JsResult<String> {
    let mut line = String::new();
    let mut rest = args;
    if let [first, others @ ..] = args
        && let Some(format) = first.as_string()
    {
        let format = cx.to_rust_string(format);
        rest = apply_format(cx, &format, others, &mut line)?;
    }
    for (i, value) in rest.iter().enumerate() {
        if i > 0 || !line.is_empty() || rest.len() < args.len() {
            line.push(' ');
        }
        match value.as_string() {
            Some(text) => line.push_str(&cx.to_rust_string(text)),
            None => line.push_str(&inspect(cx, *value)?),
        }
    }
    Ok(line)
}

/// Writes `format` with its `%` directives replaced; gives the arguments left over.
fn apply_format<'a>(
    cx: &mut Cx,
    format: &str,
    args: &'a [Value],
    line: &mut String,
) -> JsResult<&'a [Value]> {
    let mut rest = args;
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        let directive = if c == '%' {
            chars.peek().copied()
        } else {
            None
        };
        match (directive, rest) {
            (Some('%'), _) if !args.is_empty() => {
                chars.next();
                line.push('%');
            }
            (Some('s' | 'd' | 'i' | 'f' | 'o' | 'O' | 'j' | 'c'), [value, others @ ..]) => {
                let directive = chars.next();
                rest = others;
                match directive {
                    Some('s') if !value.is_object() && !value.is_symbol() => {
                        let text = cx.to_string(*value)?;
                        line.push_str(&cx.to_rust_string(text));
                    }
                    Some('d' | 'i' | 'f') if !value.is_object() && !value.is_symbol() => {
                        let number = cx.to_number(*value).unwrap_or(f64::NAN);
                        let number = if directive == Some('i') {
                            number.trunc()
                        } else {
                            number
                        };
                        let text = cx.to_string(number.into())?;
                        line.push_str(&cx.to_rust_string(text));
                    }
                    Some('c') => {}
                    _ => line.push_str(&inspect(cx, *value)?),
                }
            }
            _ => line.push(c),
        }
    }
    Ok(rest)
}

fn log(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let line = line(cx, call.args())?;
    cx.print_line(Stream::Output, &line)?;
    Ok(Value::UNDEFINED)
}

fn warn(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let line = line(cx, call.args())?;
    cx.print_line(Stream::Error, &line)?;
    Ok(Value::UNDEFINED)
}

fn assert(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if !call.arg(0).to_boolean() {
        let line = line(cx, call.args_from(1))?;
        cx.print_line(Stream::Error, &format!("Assertion failed: {line}"))?;
    }
    Ok(Value::UNDEFINED)
}

fn print(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let mut line = String::new();
    for (i, value) in call.args().iter().enumerate() {
        if i > 0 {
            line.push(' ');
        }
        let text = cx.to_string(*value)?;
        line.push_str(&cx.to_rust_string(text));
    }
    cx.print_line(Stream::Output, &line)?;
    Ok(Value::UNDEFINED)
}

//! What an object is called: its class, its tag, the head of a function.
//!
//! Everything is read as plain data, along the prototypes up to the first proxy.
//!
//! Uses: core. Never: the other rooms of inspect.

use stilla_core::object::FunctionForm;
use stilla_core::{Cx, Kind, Object, PropertyKey, Value, WellKnownSymbol};

/// Prototypes that are looked at.
const MOST_PROTOTYPES: usize = 1_000;

/// An own data property, read without running anything.
pub(super) fn own_data(cx: &mut Cx, object: Object, key: PropertyKey) -> Option<Value> {
    if is_opaque(object) {
        return None;
    }
    cx.get_own_property(object, key).ok()??.value
}

/// Whether reading properties of the object may run code.
///
/// # Examples
/// ```
/// use stilla_host::inspect::is_opaque;
///
/// let mut runtime = stilla::Runtime::new();
/// let proxy = runtime.eval("new Proxy({}, {})")?;
/// let proxy = runtime.enter(|cx| Ok(proxy.to_core(cx).expect("a value of this runtime").as_object()))?;
/// assert!(proxy.is_some_and(is_opaque));
/// # Ok::<(), stilla::Error>(())
/// ```
#[must_use]
pub fn is_opaque(object: Object) -> bool {
    matches!(
        object.kind(),
        Kind::Proxy | Kind::ModuleNamespace | Kind::Host
    )
}

/// A data property of the object or its prototypes, read without running anything.
pub(super) fn data(cx: &mut Cx, object: Object, key: PropertyKey) -> Option<Value> {
    let mut next = Some(object);
    for _ in 0..MOST_PROTOTYPES {
        let object = next?;
        if is_opaque(object) && object.kind() != Kind::Host {
            return None;
        }
        if !is_opaque(object)
            && let Some(own) = cx.get_own_property(object, key).ok()?
        {
            return own.value;
        }
        next = object.raw_prototype();
    }
    None
}

pub(super) fn text_of(cx: &mut Cx, value: Option<Value>) -> Option<String> {
    let text = value?.as_string()?;
    Some(cx.to_rust_string(text))
}

/// The name of the class that an object is an instance of; `None` without prototype.
pub(super) fn class_name(cx: &mut Cx, object: Object) -> Option<String> {
    let mut next = Some(object);
    let constructor = cx.key("constructor");
    let mut first = None;
    for _ in 0..MOST_PROTOTYPES {
        let Some(holder) = next else { break };
        if holder.is(Kind::Proxy) {
            break;
        }
        if let Some(class) = own_data(cx, holder, constructor).and_then(Value::as_object)
            && class.is_callable()
            && let Some(name) = function_name(cx, class).filter(|name| !name.is_empty())
            && is_instance(cx, object, class)
        {
            return Some(name);
        }
        next = holder.raw_prototype();
        first = first.or(next);
    }
    let first = first?;
    let kind = builtin_class(object);
    Some(match class_name(cx, first) {
        Some(name) => format!("{kind} <{name}>"),
        None if first == object => kind.to_owned(),
        None => format!("{kind} <[Object: null prototype] {{}}>"),
    })
}

fn is_instance(cx: &mut Cx, object: Object, class: Object) -> bool {
    let key = cx.key("prototype");
    let Some(prototype) = own_data(cx, class, key).and_then(Value::as_object) else {
        return false;
    };
    let mut next = object.raw_prototype();
    for _ in 0..MOST_PROTOTYPES {
        match next {
            Some(one) if one == prototype => return true,
            Some(one) if !one.is(Kind::Proxy) => next = one.raw_prototype(),
            _ => return false,
        }
    }
    false
}

/// The class that an object of this kind has by birth.
pub(super) fn builtin_class(object: Object) -> &'static str {
    match object.kind() {
        Kind::Array => "Array",
        Kind::Function | Kind::NativeFunction | Kind::BoundFunction => "Function",
        Kind::Error => "Error",
        Kind::BooleanObject => "Boolean",
        Kind::NumberObject => "Number",
        Kind::StringObject => "String",
        Kind::SymbolObject => "Symbol",
        Kind::BigIntObject => "BigInt",
        Kind::Date => "Date",
        Kind::RegExp => "RegExp",
        Kind::Map => "Map",
        Kind::Set => "Set",
        Kind::WeakMap => "WeakMap",
        Kind::WeakSet => "WeakSet",
        Kind::WeakRef => "WeakRef",
        Kind::Promise => "Promise",
        Kind::ArrayBuffer => "ArrayBuffer",
        Kind::SharedArrayBuffer => "SharedArrayBuffer",
        Kind::DataView => "DataView",
        _ => "Object",
    }
}

/// The own `name` of a function, if it is a String.
pub(super) fn function_name(cx: &mut Cx, function: Object) -> Option<String> {
    let key = cx.key("name");
    let name = own_data(cx, function, key);
    text_of(cx, name)
}

/// The tag of an object that does not stand among its own enumerable properties.
pub(super) fn tag_of(cx: &mut Cx, object: Object) -> String {
    let key = PropertyKey::from_symbol(cx.well_known(WellKnownSymbol::toStringTag));
    let value = data(cx, object, key);
    let Some(tag) = text_of(cx, value).filter(|tag| !tag.is_empty()) else {
        return String::new();
    };
    let is_shown = !is_opaque(object)
        && matches!(cx.get_own_property(object, key), Ok(Some(own)) if own.is_enumerable());
    if is_shown { String::new() } else { tag }
}

/// `Class(size) [tag] `, or `[Kind(size): null prototype] [tag] ` without class.
pub(super) fn prefix(class: Option<&str>, tag: &str, kind: &str, size: &str) -> String {
    match class {
        None if !tag.is_empty() && tag != kind => {
            format!("[{kind}{size}: null prototype] [{tag}] ")
        }
        None => format!("[{kind}{size}: null prototype] "),
        Some(class) if !tag.is_empty() && tag != class => format!("{class}{size} [{tag}] "),
        Some(class) => format!("{class}{size} "),
    }
}

/// `[Function: f]`, `[class A extends B]`
pub(super) fn function_head(
    cx: &mut Cx,
    function: Object,
    class: Option<&str>,
    tag: &str,
) -> String {
    let form = cx.function_form(function);
    let name = function_name(cx, function).unwrap_or_default();
    if form == FunctionForm::Class {
        return class_head(cx, function, &name, class, tag);
    }
    let kind = match form {
        FunctionForm::Generator => "GeneratorFunction",
        FunctionForm::Async => "AsyncFunction",
        FunctionForm::AsyncGenerator => "AsyncGeneratorFunction",
        FunctionForm::Plain | FunctionForm::Class => "Function",
    };
    let mut head = format!("[{kind}");
    if class.is_none() {
        head.push_str(" (null prototype)");
    }
    match name.as_str() {
        "" => head.push_str(" (anonymous)"),
        name => head.extend([": ", name]),
    }
    head.push(']');
    if let Some(class) = class.filter(|class| *class != kind && *class != "Function") {
        head.extend([" ", class]);
    }
    if !tag.is_empty() && class != Some(tag) {
        head.push_str(&format!(" [{tag}]"));
    }
    head
}

fn class_head(cx: &mut Cx, function: Object, name: &str, class: Option<&str>, tag: &str) -> String {
    let mut head = match name {
        "" => "[class (anonymous)".to_owned(),
        name => format!("[class {name}"),
    };
    if let Some(class) = class.filter(|class| *class != "Function") {
        head.push_str(&format!(" [{class}]"));
    }
    if !tag.is_empty() && class != Some(tag) {
        head.push_str(&format!(" [{tag}]"));
    }
    match function.raw_prototype() {
        None => head.push_str(" extends null"),
        Some(parent) if !parent.is(Kind::Proxy) => {
            if let Some(parent) = function_name(cx, parent).filter(|name| !name.is_empty()) {
                head.extend([" extends ", &parent]);
            }
        }
        Some(_) => {}
    }
    head.push(']');
    head
}

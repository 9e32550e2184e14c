//! Values as text for people, in the manner of Node's `util.inspect`. Runs no getter and no trap.
//!
//! A value is looked at where it lies: properties as descriptors, the content of maps, sets, promises and
//! buffers in their internal slots, proxies as their targets. No code of a script runs but that of objects that say
//! themselves how they look.
//!
//! Uses: core, inspect::*. Never: console, system.

mod content;
mod custom;
mod error;
mod layout;
mod members;
mod name;
mod style;
mod text;

pub use name::is_opaque;
pub use style::Style;

use layout::Rule;
use stilla_core::{Cx, JsResult, Kind, Object, PropertyKey, Unpacked, Value};

/// How much of a value is shown, and how.
///
/// # Examples
/// ```
/// use stilla::{Runtime, Value};
/// use stilla_host::inspect::{Options, inspect_with};
///
/// let mut runtime = Runtime::new();
/// let value = runtime.eval("({ b: { c: {} }, a: 1 })")?;
/// let options = Options { depth: Some(0), sorted: true, ..Options::default() };
/// let text = runtime.enter(|cx| {
///     let value = value.to_core(cx).expect("a value of this runtime");
///     inspect_with(cx, value, &options)
/// })?;
/// assert_eq!(text, "{ a: 1, b: [Object] }");
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    /// Objects nested deeper than this are shown by their class alone; `None` shows all.
    pub depth: Option<usize>,
    /// With the codes of colours for a terminal.
    pub colors: bool,
    /// The most elements that are shown of an array, map or set.
    pub max_items: usize,
    /// The most UTF-16 units that are shown of a string.
    pub max_text: usize,
    /// The most columns of a line that holds a whole object.
    pub width: usize,
    /// The most levels of objects on one line; 0 puts each property on a line of its own.
    pub compact: usize,
    /// Properties in the order of their names.
    pub sorted: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            depth: Some(2),
            colors: false,
            max_items: 100,
            max_text: 10_000,
            width: 80,
            compact: 3,
            sorted: false,
        }
    }
}

/// Values that are shown in one text; what follows is cut to its class.
const MOST_VALUES: usize = 200_000;
/// Nested deeper than this nothing is shown, whatever the options say: the native stack ends.
const DEEPEST: usize = 100;

/// The text of a value.
///
/// # Errors
/// Only a stop.
///
/// # Examples
/// ```
/// let mut runtime = stilla::Runtime::new();
/// let value = runtime.eval("[1, 'two', { three: 3n }]")?;
/// let text = runtime.enter(|cx| {
///     let value = value.to_core(cx).expect("a value of this runtime");
///     stilla_host::inspect::inspect(cx, value)
/// })?;
/// assert_eq!(text, "[ 1, 'two', { three: 3n } ]");
/// # Ok::<(), stilla::Error>(())
/// ```
pub fn inspect(cx: &mut Cx, value: Value) -> JsResult<String> {
    inspect_with(cx, value, &Options::default())
}

/// The text of a value, shown as `options` say.
///
/// # Errors
/// Only a stop.
///
/// # Examples
/// ```
/// use stilla_host::inspect::{Options, inspect_with};
///
/// let mut runtime = stilla::Runtime::new();
/// let value = runtime.eval("[1, 2, 3]")?;
/// let text = runtime.enter(|cx| {
///     let value = value.to_core(cx).expect("a value of this runtime");
///     inspect_with(cx, value, &Options { max_items: 1, ..Options::default() })
/// })?;
/// assert_eq!(text, "[ 1, ... 2 more items ]");
/// # Ok::<(), stilla::Error>(())
/// ```
pub fn inspect_with(cx: &mut Cx, value: Value, options: &Options) -> JsResult<String> {
    let mut inspector = Inspector {
        options,
        open: Vec::new(),
        cycles: Vec::new(),
        indentation: 0,
        deepest: 0,
        shown: 0,
        customs: 0,
    };
    inspector.value(cx, value, 0)
}

/// The name of the class of an object; `None` without prototype, and for what is no object.
///
/// # Examples
/// ```
/// let mut runtime = stilla::Runtime::new();
/// let value = runtime.eval("new Map")?;
/// let class = runtime.enter(|cx| {
///     let value = value.to_core(cx).expect("a value of this runtime");
///     Ok(stilla_host::inspect::class_of(cx, value))
/// })?;
/// assert_eq!(class.as_deref(), Some("Map"));
/// # Ok::<(), stilla::Error>(())
/// ```
pub fn class_of(cx: &mut Cx, value: Value) -> Option<String> {
    name::class_name(cx, value.as_object()?)
}

/// Columns that a text takes on a terminal, without the codes of colours.
///
/// # Examples
/// ```
/// assert_eq!(stilla_host::inspect::width("\u{1b}[33m12\u{1b}[39m"), 2);
/// ```
#[must_use]
pub fn width(text: &str) -> usize {
    text::columns(text)
}

/// One text in the making.
struct Inspector<'o> {
    options: &'o Options,
    /// The objects around the one that is shown.
    open: Vec<Object>, // NOTE: no safepoint because they are only compared, and native frames hold them
    /// The objects that contain themselves, in the order of their numbers.
    cycles: Vec<Object>, // NOTE: no safepoint because they are only compared with those of `open`
    indentation: usize,
    /// The depth of the object that was opened last.
    deepest: usize,
    shown: usize,
    /// Objects that say how they look, in each other.
    customs: usize,
}

impl Inspector<'_> {
    fn rule(&self) -> Rule {
        Rule {
            width: self.options.width,
            compact: self.options.compact,
        }
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if !self.options.colors {
            return text.to_owned();
        }
        let (begin, end) = style.codes();
        format!("{begin}{text}{end}")
    }

    fn value(&mut self, cx: &mut Cx, value: Value, depth: usize) -> JsResult<String> {
        self.shown += 1;
        Ok(match value.unpack() {
            Unpacked::Object(object) => return self.object(cx, object, depth),
            _ => self.primitive(cx, value)?,
        })
    }

    fn primitive(&self, cx: &mut Cx, value: Value) -> JsResult<String> {
        let (style, text) = match value.unpack() {
            Unpacked::String(_) => return Ok(self.string(cx, value)),
            Unpacked::Symbol(symbol) => {
                let text = cx.symbol_descriptive_string(symbol)?;
                (Style::Symbol, cx.to_rust_string(text))
            }
            Unpacked::BigInt(_) => {
                let text = cx.to_string(value)?;
                (Style::Number, format!("{}n", cx.to_rust_string(text)))
            }
            Unpacked::Double(zero) if zero == 0.0 && zero.is_sign_negative() => {
                (Style::Number, "-0".to_owned())
            }
            Unpacked::Undefined => (Style::Undefined, "undefined".to_owned()),
            Unpacked::Null => (Style::Null, "null".to_owned()),
            _ => {
                let text = cx.to_string(value)?;
                (Style::Number, cx.to_rust_string(text))
            }
        };
        Ok(self.styled(style, &text))
    }

    /// A string in quotes; one that is too long for its line is broken behind its line breaks.
    fn string(&self, cx: &mut Cx, value: Value) -> String {
        let Some(string) = value.as_string() else {
            return String::new();
        };
        let length = string.len();
        let shown = length.min(self.options.max_text);
        let view = cx.view(string).slice(0..shown);
        let trailer = match length - shown {
            0 => String::new(),
            1 => "... 1 more character".to_owned(),
            more => format!("... {more} more characters"),
        };
        let is_long = shown > 16 && shown + self.indentation + 4 > self.options.width;
        if !is_long {
            return self.styled(Style::Text, &text::quote(view)) + &trailer;
        }
        let mut lines = Vec::new();
        let mut start = 0;
        for (at, unit) in view.units().enumerate() {
            if unit == u16::from(b'\n') || at + 1 == shown {
                let line = text::quote(view.slice(start..at + 1));
                lines.push(self.styled(Style::Text, &line));
                start = at + 1;
            }
        }
        let separator = format!(" +\n{}", " ".repeat(self.indentation + 2));
        lines.join(&separator) + &trailer
    }

    fn object(&mut self, cx: &mut Cx, object: Object, depth: usize) -> JsResult<String> {
        let object = match self.behind_proxies(cx, object) {
            Some(target) => target,
            None => return Ok(self.styled(Style::Special, "<Revoked Proxy>")),
        };
        if let Some(text) = self.custom(cx, object, depth)? {
            return Ok(text);
        }
        if self.open.contains(&object) {
            let known = self.cycles.iter().position(|other| *other == object);
            let number = known.unwrap_or_else(|| {
                self.cycles.push(object);
                self.cycles.len() - 1
            });
            let text = format!("[Circular *{}]", number + 1);
            return Ok(self.styled(Style::Special, &text));
        }
        self.members(cx, object, depth)
    }

    /// The object that a proxy of proxies stands for.
    fn behind_proxies(&self, cx: &Cx, object: Object) -> Option<Object> {
        let mut object = object;
        while let Some((target, _)) = cx.proxy_parts(object) {
            object = target?;
        }
        Some(object)
    }

    fn is_too_deep(&self, depth: usize) -> bool {
        depth > DEEPEST
            || self.shown > MOST_VALUES
            || self.options.depth.is_some_and(|most| depth > most)
    }

    /// `key: value`, or the value alone as an element of a list.
    fn property(
        &mut self,
        cx: &mut Cx,
        object: Object,
        key: PropertyKey,
        depth: usize,
    ) -> JsResult<Option<String>> {
        let Some(own) = cx.get_own_property(object, key)? else {
            return Ok(None);
        };
        let shown = match own.value {
            Some(value) => self.indented(|this| this.value(cx, value, depth))?,
            None => {
                let text = match (own.getter().is_some(), own.setter().is_some()) {
                    (true, true) => "[Getter/Setter]",
                    (true, false) => "[Getter]",
                    (false, true) => "[Setter]",
                    (false, false) => return Ok(Some(self.key(cx, key)? + ": undefined")),
                };
                self.styled(Style::Special, text)
            }
        };
        Ok(Some(format!("{}: {shown}", self.key(cx, key)?)))
    }

    fn indented<T>(&mut self, show: impl FnOnce(&mut Self) -> T) -> T {
        self.indentation += 2;
        let shown = show(self);
        self.indentation -= 2;
        shown
    }

    fn key(&self, cx: &mut Cx, key: PropertyKey) -> JsResult<String> {
        if let Some(symbol) = key.as_symbol() {
            let text = cx.symbol_descriptive_string(symbol)?;
            let text = cx.to_rust_string(text);
            return Ok(format!("[{}]", self.styled(Style::Symbol, &text)));
        }
        let Some(string) = key.to_value(cx).as_string() else {
            return Ok(String::new());
        };
        let plain = cx.to_rust_string(string);
        Ok(if plain == "__proto__" {
            "['__proto__']".to_owned()
        } else if text::is_plain_key(&plain) {
            plain
        } else {
            self.styled(Style::Text, &text::quote(cx.view(string)))
        })
    }
}

/// Whether the object is shown as a list of its elements.
fn is_list(object: Object) -> bool {
    matches!(object.kind(), Kind::Array | Kind::TypedArray)
}

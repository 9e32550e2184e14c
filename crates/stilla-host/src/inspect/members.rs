//! What an object shows of itself: its content by kind, then its properties.
//!
//! Uses: core, layout, name, text, error. Never: console, system.

use stilla_core::buffer::ViewRecord;
use stilla_core::table::Table;
use stilla_core::table_iterator::TableIteration;
use stilla_core::{Cx, GcVec, Intrinsic, JsResult, Kind, Object, PropertyKey, Value};

use super::layout::{List, Parts};
use super::name::{builtin_class, class_name, function_head, is_opaque, prefix, tag_of};
use super::{Inspector, Style, is_list, text};

/// What an object is called and which of its properties are shown.
struct Head {
    class: Option<String>,
    tag: String,
    keys: Vec<PropertyKey>,
}

impl Head {
    fn prefix(&self, kind: &str, size: &str) -> String {
        prefix(self.class.as_deref(), &self.tag, kind, size)
    }
}

/// The beginning of the text of an object, before its members.
enum Opening {
    /// Nothing follows.
    Whole(String),
    /// Members follow behind the base and the opening brace.
    Members {
        base: String,
        open: String,
        close: &'static str,
    },
}

impl Opening {
    fn braces(open: String) -> Opening {
        Opening::Members {
            base: String::new(),
            open,
            close: "}",
        }
    }
}

impl Inspector<'_> {
    pub(super) fn members(
        &mut self,
        cx: &mut Cx,
        object: Object,
        depth: usize,
    ) -> JsResult<String> {
        let head = Head {
            class: class_name(cx, object),
            tag: tag_of(cx, object),
            keys: self.shown_keys(cx, object)?,
        };
        let (base, open, close) = match self.opening(cx, object, &head, depth)? {
            Opening::Whole(text) => return Ok(text),
            Opening::Members { base, open, close } => (base, open, close),
        };
        if self.is_too_deep(depth) {
            let kind = match object.kind() {
                Kind::Arguments | Kind::MappedArguments => "Arguments",
                _ => builtin_class(object),
            };
            let name = head.prefix(kind, "");
            let text = format!("[{}]", name.trim_end());
            return Ok(self.styled(Style::Special, &text));
        }
        let depth = depth + 1;
        self.open.push(object);
        self.deepest = depth;
        let content = self.content(cx, object, &head, depth);
        self.open.pop();
        let (items, list) = content?;
        let mut parts = Parts {
            base,
            open,
            close,
            items,
            list,
            indentation: self.indentation,
            levels: self.deepest.saturating_sub(depth),
        };
        if let Some(number) = self.cycles.iter().position(|cycle| *cycle == object) {
            let reference = format!("<ref *{}>", number + 1);
            let reference = self.styled(Style::Special, &reference);
            parts.base = if parts.base.is_empty() {
                reference
            } else {
                format!("{reference} {}", parts.base)
            };
        }
        Ok(parts.join(self.rule()))
    }

    /// The enumerable own keys, without the indices of what shows its elements itself.
    fn shown_keys(&self, cx: &mut Cx, object: Object) -> JsResult<Vec<PropertyKey>> {
        let has_own_list = is_list(object) || object.is(Kind::StringObject);
        let keys = if has_own_list {
            cx.own_names(object)?
        } else if object.is(Kind::ModuleNamespace) && object.internal(2) == Value::TRUE {
            // NOTE: asking a deferred namespace for its keys would evaluate the module.
            GcVec::new(cx)
        } else {
            cx.own_property_keys(object)?
        };
        let mut shown = Vec::new();
        for key in keys.iter() {
            let key = cx.to_property_key(key)?;
            if object.is(Kind::ModuleNamespace) {
                if key.as_symbol().is_none() {
                    shown.push(key);
                }
                continue;
            }
            let own = cx.get_own_property(object, key)?;
            if own.is_some_and(|own| own.is_enumerable()) {
                shown.push(key);
            }
        }
        if self.options.sorted {
            shown.sort_by_cached_key(|key| match key.as_name() {
                Some(name) => (false, cx.to_rust_string(name)),
                None => (true, String::new()),
            });
        }
        Ok(shown)
    }

    fn opening(
        &mut self,
        cx: &mut Cx,
        object: Object,
        head: &Head,
        depth: usize,
    ) -> JsResult<Opening> {
        let is_bare = head.keys.is_empty();
        let class = head.class.as_deref();
        Ok(match object.kind() {
            Kind::Array => {
                let length = cx.length_of_array_like(object)?;
                let is_usual = class == Some("Array") && head.tag.is_empty();
                let prefix = if is_usual {
                    String::new()
                } else {
                    head.prefix("Array", &format!("({length})"))
                };
                list_opening(&prefix, length == 0 && is_bare)
            }
            Kind::TypedArray => {
                let view = ViewRecord::of(object);
                let length = view.as_ref().map_or(0, ViewRecord::len);
                let name = view.map_or("TypedArray", |view| view.element.name().text());
                let prefix = typed_prefix(head, name, length);
                list_opening(&prefix, length == 0 && is_bare)
            }
            Kind::Map | Kind::Set => {
                let size = Table::from_value(object.internal(0)).map_or(0, Table::len);
                let prefix = head.prefix(builtin_class(object), &format!("({size})"));
                match size == 0 && is_bare {
                    true => Opening::Whole(format!("{prefix}{{}}")),
                    false => Opening::braces(format!("{prefix}{{")),
                }
            }
            Kind::MapIterator | Kind::SetIterator => {
                Opening::braces(format!("[{}] {{", iterator_name(cx, object)))
            }
            Kind::Error => self.error_opening(cx, object, head)?,
            _ if object.is_callable() => {
                let text = function_head(cx, object, class, &head.tag);
                self.base_opening(Style::Special, text, is_bare)
            }
            Kind::RegExp => {
                let mut text = regexp_text(cx, object)?;
                if class != Some("RegExp") {
                    text = head.prefix("RegExp", "") + &text;
                }
                self.base_opening(Style::RegExp, text, is_bare || self.is_too_deep(depth))
            }
            Kind::Date => {
                let time = object.internal(0).as_number().unwrap_or(f64::NAN);
                let mut text = text::iso_date(time).unwrap_or_else(|| "Invalid Date".to_owned());
                if class != Some("Date") {
                    text = head.prefix("Date", "") + &text;
                }
                self.base_opening(Style::Date, text, is_bare)
            }
            Kind::BooleanObject
            | Kind::NumberObject
            | Kind::StringObject
            | Kind::SymbolObject
            | Kind::BigIntObject => {
                let text = self.boxed(cx, object, head)?;
                self.base_opening(Style::Text, text, is_bare)
            }
            Kind::Temporal => match native_text(cx, object) {
                Some(value) => {
                    let text = format!("{} {value}", head.tag);
                    self.base_opening(Style::Date, text, is_bare)
                }
                None => object_opening(head, object),
            },
            _ => object_opening(head, object),
        })
    }

    /// A text before the braces; without properties it is all.
    fn base_opening(&self, style: Style, text: String, is_whole: bool) -> Opening {
        if is_whole {
            return Opening::Whole(self.styled(style, &text));
        }
        Opening::Members {
            base: text,
            open: "{".to_owned(),
            close: "}",
        }
    }

    fn error_opening(&mut self, cx: &mut Cx, object: Object, head: &Head) -> JsResult<Opening> {
        let text = self.error_text(cx, object)?;
        let is_whole = head.keys.iter().all(|key| self.is_told(cx, object, *key))
            && self.hidden_error_keys(cx, object, &head.keys).is_empty();
        Ok(match is_whole {
            true => Opening::Whole(text),
            false => Opening::Members {
                base: text,
                open: "{".to_owned(),
                close: "}",
            },
        })
    }

    /// `[Number: 1]`, `[String (Sub): 'a']`
    fn boxed(&mut self, cx: &mut Cx, object: Object, head: &Head) -> JsResult<String> {
        let kind = builtin_class(object);
        let value = object.internal(0);
        let plain = super::Options {
            colors: false,
            ..self.options.clone()
        };
        let value = super::inspect_with(cx, value, &plain)?;
        let class = match head.class.as_deref() {
            None => " (null prototype)".to_owned(),
            Some(class) if class != kind => format!(" ({class})"),
            Some(_) => String::new(),
        };
        let mut text = format!("[{kind}{class}: {value}]");
        if !head.tag.is_empty() && head.class.as_deref() != Some(&head.tag) {
            text.push_str(&format!(" [{}]", head.tag));
        }
        Ok(text)
    }

    /// What stands between the braces, and whether it is a list.
    fn content(
        &mut self,
        cx: &mut Cx,
        object: Object,
        head: &Head,
        depth: usize,
    ) -> JsResult<(Vec<String>, Option<List>)> {
        let mut items = Vec::new();
        let mut list = None;
        match object.kind() {
            Kind::Array => list = Some(self.elements(cx, object, &mut items, depth)?),
            Kind::TypedArray => list = Some(self.typed_elements(cx, object, &mut items)?),
            Kind::Map | Kind::Set => {
                if let Some(table) = Table::from_value(object.internal(0)) {
                    let iteration = match object.kind() {
                        Kind::Map => None,
                        _ => Some(TableIteration::Keys),
                    };
                    self.entries(cx, table, 0, iteration, &mut items, depth)?;
                }
            }
            Kind::MapIterator | Kind::SetIterator => {
                if let Some((table, cursor, iteration)) = cx.table_iterator_rest(object) {
                    self.entries(cx, table, cursor, Some(iteration), &mut items, depth)?;
                }
                list = Some(List {
                    is_numeric: false,
                    is_cut: false,
                });
            }
            Kind::Promise => self.promise(cx, object, &mut items, depth)?,
            Kind::ArrayBuffer | Kind::SharedArrayBuffer => self.bytes(cx, object, &mut items)?,
            Kind::DataView => self.data_view(cx, object, &mut items, depth)?,
            Kind::WeakMap | Kind::WeakSet => {
                items.push(self.styled(Style::Special, "<items unknown>"));
            }
            Kind::WeakRef => {
                let target = cx.deref_weak(object.internal(0));
                items.push(self.indented(|this| this.value(cx, target, depth))?);
            }
            _ => {}
        }
        self.properties(cx, object, head, &mut items, depth)?;
        if let Some(list) = &mut list {
            list.is_numeric &= head.keys.is_empty();
        }
        Ok((items, list))
    }

    fn properties(
        &mut self,
        cx: &mut Cx,
        object: Object,
        head: &Head,
        items: &mut Vec<String>,
        depth: usize,
    ) -> JsResult<()> {
        if object.is(Kind::ModuleNamespace) && object.internal(2) == Value::TRUE {
            items.push(self.styled(Style::Special, "<deferred>"));
        }
        for key in &head.keys {
            if object.is(Kind::Error) && self.is_told(cx, object, *key) {
                continue;
            }
            match self.property(cx, object, *key, depth) {
                Ok(shown) => items.extend(shown),
                // NOTE: a binding of a module may not be there yet.
                Err(thrown) if object.is(Kind::ModuleNamespace) && !thrown.is_stop() => {
                    let key = self.key(cx, *key)?;
                    let text = self.styled(Style::Special, "<uninitialized>");
                    items.push(format!("{key}: {text}"));
                }
                Err(thrown) => return Err(thrown),
            }
        }
        if object.is(Kind::Error) {
            for key in self.hidden_error_keys(cx, object, &head.keys) {
                let name = cx.to_rust_string(key);
                let key = PropertyKey::from_string(cx, key);
                let value = super::name::own_data(cx, object, key).unwrap_or_default();
                let shown = self.indented(|this| this.value(cx, value, depth))?;
                items.push(format!("[{name}]: {shown}"));
            }
        }
        Ok(())
    }

    fn elements(
        &mut self,
        cx: &mut Cx,
        array: Object,
        items: &mut Vec<String>,
        depth: usize,
    ) -> JsResult<List> {
        let length = cx.length_of_array_like(array)?;
        let mut list = List {
            is_numeric: true,
            is_cut: false,
        };
        let mut index = 0;
        while index < length && items.len() < self.options.max_items {
            let key = PropertyKey::from_index(cx, index);
            let own = cx.get_own_property(array, key)?;
            let Some(own) = own else {
                let end = self.end_of_hole(cx, array, index, length)?;
                let empty = end - index;
                let plural = if empty == 1 { "" } else { "s" };
                let text = format!("<{empty} empty item{plural}>");
                items.push(self.styled(Style::Undefined, &text));
                list.is_numeric = false;
                index = end;
                continue;
            };
            match own.value {
                Some(value) => {
                    list.is_numeric &= value.is_number() || value.is_bigint();
                    items.push(self.indented(|this| this.value(cx, value, depth))?);
                }
                None => {
                    list.is_numeric = false;
                    let shown = self.property(cx, array, key, depth)?.unwrap_or_default();
                    let accessor = shown.split_once(": ").map_or("", |(_, accessor)| accessor);
                    items.push(accessor.to_owned());
                }
            }
            index += 1;
        }
        list.is_cut = self.say_rest(length - index, items);
        Ok(list)
    }

    fn end_of_hole(&self, cx: &mut Cx, array: Object, from: u64, length: u64) -> JsResult<u64> {
        let mut index = from + 1;
        loop {
            let next = cx.next_element_index(array, index, length);
            if next >= length {
                return Ok(length);
            }
            let key = PropertyKey::from_index(cx, next);
            if cx.get_own_property(array, key)?.is_some() {
                return Ok(next);
            }
            cx.charge(1)?;
            index = next + 1;
        }
    }

    /// Says how many items are not shown.
    fn say_rest(&self, rest: u64, items: &mut Vec<String>) -> bool {
        if rest > 0 {
            let plural = if rest == 1 { "" } else { "s" };
            items.push(format!("... {rest} more item{plural}"));
        }
        rest > 0
    }

    fn typed_elements(
        &mut self,
        cx: &mut Cx,
        array: Object,
        items: &mut Vec<String>,
    ) -> JsResult<List> {
        let length = ViewRecord::of(array).map_or(0, |view| view.len());
        let shown = length.min(self.options.max_items);
        for index in 0..shown {
            let key = PropertyKey::from_index(cx, index as u64);
            let value = cx.get_own_property(array, key)?.and_then(|own| own.value);
            let value = value.unwrap_or_default();
            items.push(self.primitive(cx, value)?);
        }
        Ok(List {
            is_numeric: true,
            is_cut: self.say_rest((length - shown) as u64, items),
        })
    }

    /// The entries of a table from a cursor on: pairs for `None`.
    fn entries(
        &mut self,
        cx: &mut Cx,
        table: Table,
        cursor: u64,
        iteration: Option<TableIteration>,
        items: &mut Vec<String>,
        depth: usize,
    ) -> JsResult<()> {
        let mut cursor = cursor;
        let mut rest = 0;
        while let Some((key, value)) = table.next(&mut cursor) {
            if items.len() >= self.options.max_items {
                rest += 1;
                continue;
            }
            let shown = self.indented(|this| {
                let (key, value) = match iteration {
                    Some(TableIteration::Keys) => return this.value(cx, key, depth),
                    Some(TableIteration::Values) => return this.value(cx, value, depth),
                    Some(TableIteration::Pairs) => (key, key),
                    Some(TableIteration::Entries) | None => (key, value),
                };
                let (key, value) = (this.value(cx, key, depth)?, this.value(cx, value, depth)?);
                Ok(match iteration {
                    None => format!("{key} => {value}"),
                    Some(_) => format!("[ {key}, {value} ]"),
                })
            })?;
            items.push(shown);
        }
        self.say_rest(rest, items);
        Ok(())
    }
}

fn list_opening(prefix: &str, is_empty: bool) -> Opening {
    match is_empty {
        true => Opening::Whole(format!("{prefix}[]")),
        false => Opening::Members {
            base: String::new(),
            open: format!("{prefix}["),
            close: "]",
        },
    }
}

/// A typed array of an unknown class shows the type of its elements.
fn typed_prefix(head: &Head, name: &str, length: usize) -> String {
    let tag = if head.class.as_deref() == Some(name) {
        ""
    } else {
        name
    };
    prefix(head.class.as_deref(), tag, name, &format!("({length})"))
}

fn object_opening(head: &Head, object: Object) -> Opening {
    let is_usual = head.class.as_deref() == Some("Object");
    let has_content = matches!(
        object.kind(),
        Kind::Promise
            | Kind::WeakMap
            | Kind::WeakSet
            | Kind::WeakRef
            | Kind::DataView
            | Kind::ArrayBuffer
            | Kind::SharedArrayBuffer
            | Kind::ModuleNamespace
    );
    let prefix = match object.kind() {
        Kind::Arguments | Kind::MappedArguments if is_usual => "[Arguments] ".to_owned(),
        Kind::ModuleNamespace => "[Module: null prototype] ".to_owned(),
        _ if is_usual && head.tag.is_empty() && !has_content => String::new(),
        _ => head.prefix(builtin_class(object), ""),
    };
    match head.keys.is_empty() && !has_content {
        true => Opening::Whole(format!("{prefix}{{}}")),
        false => Opening::braces(format!("{prefix}{{")),
    }
}

fn iterator_name(cx: &Cx, iterator: Object) -> &'static str {
    let rest = cx.table_iterator_rest(iterator);
    let is_entries = rest.is_some_and(|(_, _, iteration)| {
        matches!(iteration, TableIteration::Entries | TableIteration::Pairs)
    });
    match (iterator.kind(), is_entries) {
        (Kind::MapIterator, true) => "Map Entries",
        (Kind::MapIterator, false) => "Map Iterator",
        (_, true) => "Set Entries",
        (_, false) => "Set Iterator",
    }
}

/// The literal of a regular expression. The engine's own getter escapes its source.
fn regexp_text(cx: &mut Cx, regexp: Object) -> JsResult<String> {
    let prototype = cx.intrinsic(Intrinsic::RegExpPrototype);
    let key = cx.key("source");
    let own = cx.get_own_property(prototype, key)?;
    let getter = own.and_then(|own| own.getter());
    let source = match getter.filter(|getter| getter.is(Kind::NativeFunction)) {
        Some(getter) => cx.call(getter.into(), regexp.into(), &[])?,
        None => regexp.internal(stilla_core::regexp::slot::SOURCE),
    };
    let source = source.as_string().unwrap_or(cx.empty_string());
    let source = cx.to_rust_string(source);
    let flags: String = cx.regexp_flags(regexp).letters().collect();
    Ok(format!("/{source}/{flags}"))
}

/// What the object's `toString` gives, if that is the engine's own.
fn native_text(cx: &mut Cx, object: Object) -> Option<String> {
    let key = cx.key("toString");
    let function = super::name::data(cx, object, key)?.as_object()?;
    if !function.is(Kind::NativeFunction) || is_opaque(object) {
        return None;
    }
    let text = cx.call(function.into(), object.into(), &[]).ok()?;
    super::name::text_of(cx, Some(text))
}

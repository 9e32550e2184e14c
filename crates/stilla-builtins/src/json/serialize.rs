//! §25.5.3 JSON.stringify and SerializeJSONProperty <https://tc39.es/ecma262/#sec-json.stringify>
//!
//! Recursive, with a check of the native stack at each object; the objects that are open are a linked
//! list through the frames, which is all that finding a cycle needs while they are few. For a plain object the keys come
//! quoted from a small table by layout.
//!
//! Uses: stilla-core, json::quote. Never: json::parse.

use std::cell::Cell;
use std::collections::HashSet;
use std::rc::Rc;

use stilla_core::error::{range_error, type_error};
use stilla_core::number::{NumberBuffer, to_text};
use stilla_core::object::{Layout, Object};
use stilla_core::ops::EntryKind;
use stilla_core::string::PIECE;
use stilla_core::{
    Attributes, Call, Cx, GcVec, JsResult, JsString, Kind, Msg, Name, PropertyKey, StringBuilder,
    StringView, Unpacked, Value,
};

use super::quote::quote;

/// §25.5.3 JSON.stringify ( value [ , replacer [ , space ] ] ) <https://tc39.es/ecma262/#sec-json.stringify>
pub(super) fn stringify(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    stringify_value(cx, call.arg(0), call.arg(1), call.arg(2))
}

/// What JSON.stringify gives for a value, a replacer and a space.
///
/// # Errors
/// TypeError for a cycle; the scripts that it runs may throw.
pub fn stringify_value(cx: &mut Cx, value: Value, replace: Value, space: Value) -> JsResult<Value> {
    let mut replacer = None;
    let mut allowed = None;
    if let Some(object) = replace.as_object() {
        if object.is_callable() {
            replacer = Some(object);
        } else if cx.is_array(object.into())? {
            allowed = Some(property_list(cx, object)?);
        }
    }
    let gap = gap(cx, space)?;
    let mut serializer = Serializer {
        out: StringBuilder::new(cx),
        replacer,
        allowed,
        gap,
        depth: 0,
        generation: 1,
        deep: HashSet::new(),
        known: Vec::new(),
        kept: GcVec::new(cx),
    };
    let key = cx.key(Name::empty);
    let holder = match replacer {
        // NOTE: nobody but the replacer sees the wrapper.
        None => None,
        Some(_) => {
            let wrapper = cx.new_object();
            cx.put_own(wrapper, key, value, Attributes::ALL);
            Some(wrapper)
        }
    };
    let value = serializer.prepare(cx, holder, key, value)?;
    if !is_serializable(value) {
        return Ok(Value::UNDEFINED);
    }
    serializer.write(cx, None, value)?;
    Ok(serializer.out.finish(cx)?.into())
}

/// The keys that an array as replacer allows, each once.
fn property_list(cx: &mut Cx, array: Object) -> JsResult<GcVec> {
    let list = GcVec::new(cx);
    let mut seen = std::collections::HashSet::new();
    let length = cx.length_of_array_like(array)?;
    for index in 0..length {
        let element = cx.get(array, index)?;
        let is_item = match element.as_object() {
            Some(object) => matches!(object.kind(), Kind::StringObject | Kind::NumberObject),
            None => element.is_string() || element.is_number(),
        };
        if is_item {
            let item = cx.to_string(element)?;
            let key = PropertyKey::from_string(cx, item);
            if seen.insert(key) {
                // NOTE: the list keeps the keys in the set alive.
                list.try_push(cx, key.to_value(cx))?;
            }
        }
        cx.charge(1)?;
    }
    Ok(list)
}

/// What each level is indented by: at most ten units.
fn gap(cx: &mut Cx, space: Value) -> JsResult<JsString> {
    let space = match space.as_object().map(Object::kind) {
        Some(Kind::NumberObject) => Value::from(cx.to_number(space)?),
        Some(Kind::StringObject) => cx.to_string(space)?.into(),
        _ => space,
    };
    if let Some(string) = space.as_string() {
        return Ok(cx.substring(string, 0, string.len().min(10)));
    }
    if space.is_number() {
        let count = cx.to_integer_or_infinity(space)?.clamp(0.0, 10.0) as usize;
        return Ok(cx.latin1(&b"          "[..count]));
    }
    Ok(cx.empty_string())
}

/// Whether SerializeJSONProperty gives a text for a prepared value, not undefined.
fn is_serializable(value: Value) -> bool {
    match value.unpack() {
        Unpacked::Undefined | Unpacked::Symbol(_) => false,
        Unpacked::Object(object) => !object.is_callable(),
        _ => true,
    }
}

/// An object that is being written, and those around it.
struct Open<'o> {
    object: Object,
    outer: Option<&'o Open<'o>>,
}

/// What is known of the objects of one layout.
struct Known {
    layout: Layout,
    /// The keys, quoted and with the colon, one after the other; where each ends; and its slot.
    quoted: Vec<u8>,
    properties: Vec<(usize, u32, PropertyKey)>,
    /// The generation in which neither the object nor its prototypes had `toJSON`.
    without_to_json: Cell<u64>,
}

struct Serializer {
    out: StringBuilder,
    replacer: Option<Object>,
    allowed: Option<GcVec>,
    gap: JsString,
    depth: usize,
    /// Goes up whenever a script may have changed any object.
    generation: u64,
    /// The objects that are open, when there are many.
    deep: HashSet<Object>, // NOTE: no safepoint matters because each is in an `Open` on the native stack too
    known: Vec<Rc<Known>>,
    /// Keeps the layouts in `known` alive.
    kept: GcVec,
}

const MAX_KNOWN: usize = 16;

/// From this depth on a set finds cycles: walking the list takes too long.
const DEEP: usize = 64;

impl Serializer {
    /// What is known of an object's layout, if it is plain.
    #[inline]
    fn known_layout(&mut self, cx: &Cx, object: Object) -> Option<Rc<Known>> {
        let layout = cx.layout_of(object)?;
        match self.known.iter().find(|known| known.layout == layout) {
            Some(known) => Some(Rc::clone(known)),
            None => self.learn(cx, layout),
        }
    }

    #[cold]
    fn learn(&mut self, cx: &Cx, layout: Layout) -> Option<Rc<Known>> {
        let slots = cx.layout_slots(layout)?;
        let mut quoted = Vec::new();
        let mut properties = Vec::with_capacity(slots.len());
        for (key, slot) in slots {
            let name = key.as_name()?;
            let mut text = StringBuilder::with_room(usize::MAX);
            quote(cx, &mut text, cx.view(name));
            text.push_str(if self.gap.is_empty() { ":" } else { ": " });
            quoted.extend_from_slice(text.view().as_latin1()?);
            properties.push((quoted.len(), slot, key));
        }
        if self.known.len() == MAX_KNOWN {
            self.known.clear();
            self.kept.truncate(0);
        }
        self.kept.push(cx, layout.to_value());
        let known = Known {
            layout,
            quoted,
            properties,
            without_to_json: Cell::new(0),
        };
        self.known.push(Rc::new(known));
        self.known.last().map(Rc::clone)
    }

    /// Whether neither a plain object nor its prototypes have `toJSON`.
    #[inline]
    fn has_no_to_json(&mut self, cx: &Cx, object: Object) -> bool {
        let Some(known) = self.known_layout(cx, object) else {
            return false;
        };
        if known.without_to_json.get() == self.generation {
            return true;
        }
        let is_absent = cx.has_no_such_property(object, cx.key(Name::toJSON));
        if is_absent {
            known.without_to_json.set(self.generation);
        }
        is_absent
    }

    /// Steps 2 to 4 of §25.5.3.2 SerializeJSONProperty ( state, key, holder ): what is written in the
    /// place of a value <https://tc39.es/ecma262/#sec-serializejsonproperty>
    #[inline]
    fn prepare(
        &mut self,
        cx: &mut Cx,
        holder: Option<Object>,
        key: PropertyKey,
        value: Value,
    ) -> JsResult<Value> {
        if self.replacer.is_none() && !value.is_object() && !value.is_bigint() {
            return Ok(value);
        }
        if self.replacer.is_none()
            && let Some(object) = value.as_object()
            && object.is(Kind::Ordinary)
            && self.has_no_to_json(cx, object)
        {
            return Ok(value);
        }
        self.prepare_slowly(cx, holder, key, value)
    }

    fn prepare_slowly(
        &mut self,
        cx: &mut Cx,
        holder: Option<Object>,
        key: PropertyKey,
        mut value: Value,
    ) -> JsResult<Value> {
        // FAST: an array without a `toJSON` in sight runs nothing.
        if self.replacer.is_none()
            && let Some(object) = value.as_object()
            && object.is(Kind::Array)
            && cx.has_no_such_property(object, cx.key(Name::toJSON))
        {
            return Ok(value);
        }
        if value.is_object() || value.is_bigint() {
            let to_json = cx.get_v(value, Name::toJSON)?;
            if cx.is_callable(to_json) {
                let name = key.to_value(cx);
                value = cx.call(to_json, value, &[name])?;
            }
        }
        if let (Some(replacer), Some(holder)) = (self.replacer, holder) {
            let name = key.to_value(cx);
            value = cx.call(replacer.into(), holder.into(), &[name, value])?;
        }
        let value = match value.as_object().map(|object| (object, object.kind())) {
            Some((_, Kind::NumberObject)) => Value::from(cx.to_number(value)?),
            Some((_, Kind::StringObject)) => cx.to_string(value)?.into(),
            Some((object, Kind::BooleanObject | Kind::BigIntObject)) => object.internal(0),
            _ => value,
        };
        self.generation += 1;
        Ok(value)
    }

    /// The rest of SerializeJSONProperty, for a value that is serializable.
    fn write(&mut self, cx: &mut Cx, outer: Option<&Open<'_>>, value: Value) -> JsResult<()> {
        match value.unpack() {
            Unpacked::Null | Unpacked::Undefined | Unpacked::Symbol(_) => self.out.push_str("null"),
            Unpacked::Boolean(true) => self.out.push_str("true"),
            Unpacked::Boolean(false) => self.out.push_str("false"),
            Unpacked::Int(int) => self.write_int(int),
            Unpacked::Double(double) if double.is_finite() => {
                self.out.push_str(to_text(double, &mut NumberBuffer::new()));
            }
            Unpacked::Double(_) => self.out.push_str("null"),
            Unpacked::String(string) => {
                quote(cx, &mut self.out, cx.view(string));
                if string.len() > PIECE {
                    cx.charge(1)?;
                }
            }
            Unpacked::BigInt(_) => return Err(type_error(cx, Msg::JsonBigInt)),
            Unpacked::Object(object) => return self.write_object(cx, outer, object),
        }
        Ok(())
    }

    #[inline]
    fn write_int(&mut self, int: i32) {
        let mut digits = [0; 10];
        if int < 0 {
            self.out.push_unit(0x2D);
        }
        let digits = stilla_core::number::decimal_digits(int.unsigned_abs(), &mut digits);
        self.out.push_view(StringView::Latin1(digits));
    }

    fn write_object(
        &mut self,
        cx: &mut Cx,
        outer: Option<&Open<'_>>,
        object: Object,
    ) -> JsResult<()> {
        cx.check_native_stack()?;
        if object.is(Kind::RawJson) {
            let raw = cx.get(object, Name::rawJSON)?;
            let raw = cx.to_string(raw)?;
            self.out.push_string(cx, raw);
            return Ok(());
        }
        if self.is_open(object, outer) {
            return Err(type_error(cx, Msg::JsonCycle));
        }
        if self.out.has_overflowed() {
            // NOTE: `finish` says the same at the end; this is only sooner.
            return Err(range_error(cx, Msg::InvalidStringLength));
        }
        let open = Open { object, outer };
        self.depth += 1;
        let is_array = object.is(Kind::Array) || cx.is_array(object.into())?;
        match is_array {
            true => self.write_array(cx, &open)?,
            false => self.write_members(cx, &open)?,
        }
        self.depth -= 1;
        if self.depth >= DEEP {
            self.deep.remove(&object);
        }
        Ok(())
    }

    /// Whether the object is being written already; if not, it is from now on.
    fn is_open(&mut self, object: Object, outer: Option<&Open<'_>>) -> bool {
        if self.depth > DEEP {
            return !self.deep.insert(object);
        }
        let mut around = std::iter::successors(outer, |open| open.outer).map(|open| open.object);
        if self.depth < DEEP {
            return around.any(|open| open == object);
        }
        self.deep = around.collect();
        !self.deep.insert(object)
    }

    /// A line break and the indentation, if there is a gap.
    #[inline]
    fn break_line(&mut self, cx: &Cx, depth: usize) {
        if !self.gap.is_empty() {
            self.out.push_unit(0x0A);
            for _ in 0..depth {
                self.out.push_string(cx, self.gap);
            }
        }
    }

    /// §25.5.3.5 SerializeJSONArray ( state, value ) <https://tc39.es/ecma262/#sec-serializejsonarray>
    fn write_array(&mut self, cx: &mut Cx, open: &Open<'_>) -> JsResult<()> {
        let array = open.object;
        let length = cx.length_of_array_like(array)?;
        self.out.push_unit(0x5B);
        for index in 0..length {
            if index > 0 {
                self.out.push_unit(0x2C);
            }
            self.break_line(cx, self.depth);
            let key = PropertyKey::from_index(cx, index);
            let dense = if array.is(Kind::Array) {
                cx.dense_element(array, index as usize)
            } else {
                None
            };
            let value = match dense {
                Some(value) => value,
                None => self.get(cx, array, key)?,
            };
            let value = self.prepare(cx, Some(array), key, value)?;
            match is_serializable(value) {
                true => self.write(cx, Some(open), value)?,
                false => self.out.push_str("null"),
            }
            cx.charge(1)?;
        }
        if length > 0 {
            self.break_line(cx, self.depth - 1);
        }
        self.out.push_unit(0x5D);
        Ok(())
    }

    /// §25.5.3.4 SerializeJSONObject ( state, value ) <https://tc39.es/ecma262/#sec-serializejsonobject>
    fn write_members(&mut self, cx: &mut Cx, open: &Open<'_>) -> JsResult<()> {
        self.out.push_unit(0x7B);
        let mut is_empty = true;
        let known = match self.allowed {
            None => self.known_layout(cx, open.object),
            Some(_) => None,
        };
        match known {
            Some(known) => self.write_known(cx, open, &known, &mut is_empty)?,
            None => {
                let keys = match self.allowed {
                    Some(allowed) => allowed,
                    None => cx.enumerable_own_properties(open.object, EntryKind::Keys)?,
                };
                self.generation += 1;
                self.write_keys(cx, open, keys, &mut is_empty)?;
            }
        }
        if !is_empty {
            self.break_line(cx, self.depth - 1);
        }
        self.out.push_unit(0x7D);
        Ok(())
    }

    /// Writes a plain object by its layout; from the place where a script has changed it, by its keys.
    fn write_known(
        &mut self,
        cx: &mut Cx,
        open: &Open<'_>,
        known: &Known,
        is_empty: &mut bool,
    ) -> JsResult<()> {
        // NOTE: in this local the collector sees the layout, and so its keys.
        let layout = known.layout;
        let mut start = 0;
        for (at, (end, slot, key)) in known.properties.iter().enumerate() {
            let value = match cx.has_layout(open.object, layout) {
                true => cx.layout_value(open.object, *slot),
                false => None,
            };
            let Some(value) = value else {
                let keys = GcVec::new(cx);
                for (_, _, key) in &known.properties[at..] {
                    keys.push(cx, key.to_value(cx));
                }
                return self.write_keys(cx, open, keys, is_empty);
            };
            let value = self.prepare(cx, Some(open.object), *key, value)?;
            if is_serializable(value) {
                self.begin_member(cx, is_empty);
                self.out
                    .push_view(StringView::Latin1(&known.quoted[start..*end]));
                self.write(cx, Some(open), value)?;
            }
            start = *end;
        }
        cx.charge(1 + known.properties.len() as u32)
    }

    fn write_keys(
        &mut self,
        cx: &mut Cx,
        open: &Open<'_>,
        keys: GcVec,
        is_empty: &mut bool,
    ) -> JsResult<()> {
        for name in keys.iter() {
            let key = cx.to_property_key(name)?;
            let value = self.get(cx, open.object, key)?;
            self.write_member(cx, open, key, value, is_empty)?;
            cx.charge(1)?;
        }
        Ok(())
    }

    fn get(&mut self, cx: &mut Cx, object: Object, key: PropertyKey) -> JsResult<Value> {
        let value = cx.get(object, key)?;
        self.generation += 1;
        Ok(value)
    }

    fn begin_member(&mut self, cx: &Cx, is_empty: &mut bool) {
        if !*is_empty {
            self.out.push_unit(0x2C);
        }
        *is_empty = false;
        self.break_line(cx, self.depth);
    }

    fn write_member(
        &mut self,
        cx: &mut Cx,
        open: &Open<'_>,
        key: PropertyKey,
        value: Value,
        is_empty: &mut bool,
    ) -> JsResult<()> {
        let value = self.prepare(cx, Some(open.object), key, value)?;
        if !is_serializable(value) {
            return Ok(());
        }
        self.begin_member(cx, is_empty);
        if let Some(name) = key.to_value(cx).as_string() {
            quote(cx, &mut self.out, cx.view(name));
        }
        self.out
            .push_str(if self.gap.is_empty() { ":" } else { ": " });
        self.write(cx, Some(open), value)
    }
}

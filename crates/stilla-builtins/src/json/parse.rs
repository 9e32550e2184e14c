//! From JSON text to values, without recursion and without running anything.
//!
//! Open arrays and objects wait on a stack of frames, their members so far on a stack of values. The
//! keys of the object last closed at each depth are kept: when the next object has the same ones, which
//! is compared as text, it takes its layout from there and no key is looked up.
//!
//! One room because what a step of the parser does is not apart from the stacks that it does it on.
//!
//! Uses: stilla-core. Never: json::serialize.

use std::collections::HashMap;

use stilla_core::number::decimal;
use stilla_core::object::Layout;
use stilla_core::{Attributes, Cx, GcVec, JsString, PropertyKey, StringBuilder, StringView, Value};

/// Whether records of what was parsed are wanted, for a reviver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Records {
    Keep,
    Omit,
}

/// What the text stands for.
pub(super) struct Parsed {
    /// The value.
    pub(super) value: Value,
    /// Its record: see [`super::revive`].
    pub(super) record: Value,
}

/// Why there is no value.
pub(super) enum Failure {
    /// The text is no JSON.
    Syntax {
        reason: &'static str,
        position: usize,
    },
    /// A limit was reached.
    Stopped,
    /// What is open and the values so far exceed the memory limit.
    OutOfMemory,
}

/// A code unit of the text.
pub(super) trait Unit: Copy + PartialEq {
    fn code(self) -> u32;
    fn view(units: &[Self]) -> StringView<'_>;
}

impl Unit for u8 {
    #[inline(always)]
    fn code(self) -> u32 {
        u32::from(self)
    }

    fn view(units: &[u8]) -> StringView<'_> {
        StringView::Latin1(units)
    }
}

impl Unit for u16 {
    #[inline(always)]
    fn code(self) -> u32 {
        u32::from(self)
    }

    fn view(units: &[u16]) -> StringView<'_> {
        StringView::Utf16(units)
    }
}

/// Units of white space, and of a string, after which a look is taken at whether the run must end.
const SPACE: usize = 1 << 14;
const TEXT: usize = 1 << 16;

/// Parses a whole text.
pub(super) fn parse<U: Unit>(cx: &Cx, text: &[U], records: Records) -> Result<Parsed, Failure> {
    let mut parser = Parser {
        cx,
        text,
        at: 0,
        frames: Vec::new(),
        // NOTE: no safepoint because the parser only has `&Cx`.
        values: Vec::new(),
        records: Vec::new(),
        keeps_records: records == Records::Keep,
        keys: Vec::new(),
        known: Vec::new(),
        work: 0,
        must_end: false,
    };
    parser.run()
}

/// An open array or object.
struct Frame {
    is_object: bool,
    /// Where its values begin on the stack of values.
    values: usize,
    /// Where its keys begin on the stack of keys.
    keys: usize,
    /// So many of its keys are the first ones of the object known at this depth.
    matched: usize,
    /// Whether every key is spelled without escapes.
    is_plain: bool,
}

/// The keys of an object that was closed at some depth.
struct Known<U> {
    layout: Layout,
    keys: Vec<PropertyKey>,
    /// The keys as spelled, one after the other, and where each ends.
    spelling: Vec<U>,
    ends: Vec<usize>,
}

struct Parser<'t, U> {
    cx: &'t Cx,
    text: &'t [U],
    at: usize,
    frames: Vec<Frame>,
    values: Vec<Value>, // NOTE: no safepoint because the parser only has `&Cx`.
    /// Beside each value its record, if records are kept.
    records: Vec<Value>, // NOTE: no safepoint because the parser only has `&Cx`.
    keeps_records: bool,
    /// Keys with where they are spelled.
    keys: Vec<(PropertyKey, usize, usize)>,
    known: Vec<Option<Known<U>>>,
    work: u32,
    must_end: bool,
}

type Step<T> = Result<T, Failure>;

impl<'t, U: Unit> Parser<'t, U> {
    fn run(&mut self) -> Step<Parsed> {
        loop {
            let Some(mut value) = self.value()? else {
                continue;
            };
            loop {
                let Some(frame) = self.frames.last() else {
                    self.skip_space();
                    return match self.at == self.text.len() {
                        true => {
                            let record = self.records.pop().unwrap_or(Value::UNDEFINED);
                            Ok(Parsed { value, record })
                        }
                        false => self.unexpected(),
                    };
                };
                let is_object = frame.is_object;
                self.values.push(value);
                if self.values.len() & 0xFFF == 0 {
                    self.work += 0x1000;
                    self.pay(0)?;
                }
                self.skip_space();
                match (self.peek(), is_object) {
                    (0x2C, false) => {
                        self.at += 1;
                        break;
                    }
                    (0x2C, true) => {
                        self.at += 1;
                        self.skip_space();
                        self.key()?;
                        break;
                    }
                    (0x5D, false) => value = self.close_array()?,
                    (0x7D, true) => value = self.close_object()?,
                    (_, true) => return self.fail("Expected ',' or '}' after a property value"),
                    (_, false) => return self.fail("Expected ',' or ']' after an array element"),
                }
            }
        }
    }

    /// The unit here; beyond the text something that is nowhere expected.
    #[inline(always)]
    fn peek(&self) -> u32 {
        self.text.get(self.at).map_or(u32::MAX, |unit| unit.code())
    }

    #[inline(always)]
    fn skip_space(&mut self) {
        while matches!(self.peek(), 0x20 | 0x0A | 0x0D | 0x09) {
            self.at += 1;
            if self.at & (SPACE - 1) == 0 && self.cx.charge_in_place((SPACE / 16) as u32) {
                return self.end();
            }
        }
    }

    /// Nothing more is read: the run must end, which the next safepoint says.
    #[cold]
    fn end(&mut self) {
        self.must_end = true;
        self.at = self.text.len();
    }

    #[cold]
    fn unexpected<T>(&self) -> Step<T> {
        self.fail_at("", self.at)
    }

    /// Fails here; at the end of the text that it ends says more than `reason`.
    #[cold]
    fn fail<T>(&self, reason: &'static str) -> Step<T> {
        if self.at >= self.text.len() {
            self.unexpected()
        } else {
            self.fail_at(reason, self.at)
        }
    }

    #[cold]
    fn fail_at<T>(&self, reason: &'static str, position: usize) -> Step<T> {
        Err(match self.must_end {
            true => Failure::Stopped,
            false => Failure::Syntax { reason, position },
        })
    }

    /// A primitive or an empty array or object; `None` if one was opened.
    #[inline]
    fn value(&mut self) -> Step<Option<Value>> {
        self.skip_space();
        let start = self.at;
        let value = match self.peek() {
            0x22 => self.string()?.into(),
            0x7B => return self.open_object(),
            0x5B => return self.open_array(),
            0x2D | 0x30..=0x39 => self.number()?,
            0x74 => self.word(b"true", Value::TRUE)?,
            0x66 => self.word(b"false", Value::FALSE)?,
            0x6E => self.word(b"null", Value::NULL)?,
            _ => return self.unexpected(),
        };
        if self.keeps_records {
            let source = self
                .cx
                .string_from_view(U::view(&self.text[start..self.at]));
            self.push_record(value, source.into(), Value::UNDEFINED);
        }
        Ok(Some(value))
    }

    fn push_record(&mut self, value: Value, source: Value, children: Value) {
        let record = GcVec::from_slice(self.cx, &[value, source, children]);
        self.records.push(record.to_value());
    }

    fn word(&mut self, word: &[u8], value: Value) -> Step<Value> {
        for byte in word {
            if self.peek() != u32::from(*byte) {
                return self.unexpected();
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn open(&mut self, is_object: bool) -> Step<()> {
        self.at += 1;
        self.frames.push(Frame {
            is_object,
            values: self.values.len(),
            keys: self.keys.len(),
            matched: 0,
            is_plain: true,
        });
        self.skip_space();
        self.pay(0)
    }

    fn open_array(&mut self) -> Step<Option<Value>> {
        self.open(false)?;
        if self.peek() == 0x5D {
            self.close_array().map(Some)
        } else {
            Ok(None)
        }
    }

    fn open_object(&mut self) -> Step<Option<Value>> {
        self.open(true)?;
        if self.peek() == 0x7D {
            return self.close_object().map(Some);
        }
        self.key()?;
        Ok(None)
    }

    /// Charges for the members of what is being closed.
    fn pay(&mut self, members: usize) -> Step<()> {
        self.work += 1 + members as u32;
        if self.work >= 4096 {
            let work = std::mem::take(&mut self.work);
            if self.cx.charge_in_place(work) {
                return Err(Failure::Stopped);
            }
            if self.cx.would_exceed_memory_limit(self.held()) {
                return Err(Failure::OutOfMemory);
            }
        }
        Ok(())
    }

    /// Bytes of what is open.
    fn held(&self) -> usize {
        self.frames.capacity() * size_of::<Frame>()
            + (self.values.capacity() + self.records.capacity()) * size_of::<Value>()
            + self.keys.capacity() * size_of::<(PropertyKey, usize, usize)>()
            + self.known.capacity() * size_of::<Option<Known<U>>>()
    }

    fn close_array(&mut self) -> Step<Value> {
        self.at += 1;
        let Some(frame) = self.frames.pop() else {
            return self.unexpected();
        };
        self.pay(self.values.len() - frame.values)?;
        let array = self
            .cx
            .array_from_slice(&self.values[frame.values..])
            .into();
        self.values.truncate(frame.values);
        if self.keeps_records {
            let first = self.records.len() - self.cx_len(array);
            let children = GcVec::from_slice(self.cx, &self.records[first..]);
            self.records.truncate(first);
            self.push_record(array, Value::UNDEFINED, children.to_value());
        }
        Ok(array)
    }

    fn cx_len(&self, array: Value) -> usize {
        array
            .as_object()
            .map_or(0, |array| self.cx.array_length(array) as usize)
    }

    fn close_object(&mut self) -> Step<Value> {
        self.at += 1;
        let Some(frame) = self.frames.pop() else {
            return self.unexpected();
        };
        let count = self.keys.len() - frame.keys;
        self.pay(count)?;
        let object = self.make_object(&frame, count);
        if self.keeps_records {
            let first = self.records.len() - count;
            let children = self.children(first, frame.keys);
            self.records.truncate(first);
            self.push_record(object, Value::UNDEFINED, children);
        }
        self.values.truncate(frame.values);
        self.keys.truncate(frame.keys);
        Ok(object)
    }

    /// Keys and records by turns; of a key that stands twice, the later record.
    fn children(&self, first: usize, keys: usize) -> Value {
        let children = GcVec::new(self.cx);
        let mut places: HashMap<PropertyKey, usize> = HashMap::new();
        for (record, (key, _, _)) in self.records[first..].iter().zip(&self.keys[keys..]) {
            if let Some(place) = places.get(key) {
                children.set(place + 1, *record);
                continue;
            }
            places.insert(*key, children.len());
            children.push(self.cx, key.to_value(self.cx));
            children.push(self.cx, *record);
        }
        children.to_value()
    }

    fn make_object(&mut self, frame: &Frame, count: usize) -> Value {
        let depth = self.frames.len();
        let values = &self.values[frame.values..];
        if let Some(Some(known)) = self.known.get(depth)
            && frame.matched == count
            && known.keys.len() == count
        {
            return self.cx.object_with_layout(known.layout, values).into();
        }
        let spelled = &self.keys[frame.keys..];
        let keys: Vec<PropertyKey> = spelled.iter().map(|(key, _, _)| *key).collect();
        let Some(layout) = self.cx.plain_layout(&keys) else {
            let object = self.cx.new_object();
            for (key, value) in keys.iter().zip(values) {
                self.cx.put_own(object, *key, *value, Attributes::ALL);
            }
            return object.into();
        };
        let object = self.cx.object_with_layout(layout, values);
        if frame.is_plain && depth < 64 {
            let mut spelling = Vec::new();
            let ends = spelled.iter().map(|(_, start, end)| {
                spelling.extend_from_slice(&self.text[*start..*end]);
                spelling.len()
            });
            let ends = ends.collect();
            self.known
                .resize_with(self.known.len().max(depth + 1), || None);
            self.known[depth] = Some(Known {
                layout,
                keys,
                spelling,
                ends,
            });
        }
        object.into()
    }

    /// Reads a key and the colon behind it.
    fn key(&mut self) -> Step<()> {
        if self.peek() != 0x22 {
            return self.fail("Expected a property name in double quotes");
        }
        if !self.known_key() {
            self.unknown_key()?;
        }
        self.skip_space();
        if self.peek() != 0x3A {
            return self.fail("Expected ':' after a property name");
        }
        self.at += 1;
        Ok(())
    }

    /// Takes the key that the object known at this depth has in this place, if it stands here.
    #[inline]
    fn known_key(&mut self) -> bool {
        let depth = self.frames.len() - 1;
        let Some(frame) = self.frames.last_mut() else {
            return false;
        };
        let number = self.keys.len() - frame.keys;
        let Some(Some(known)) = self.known.get(depth) else {
            return false;
        };
        if frame.matched != number || number >= known.keys.len() {
            return false;
        }
        let from = if number == 0 {
            0
        } else {
            known.ends[number - 1]
        };
        let spelling = &known.spelling[from..known.ends[number]];
        let start = self.at + 1;
        let end = start + spelling.len();
        if self.text.get(start..end) != Some(spelling)
            || self.text.get(end).map(|unit| unit.code()) != Some(0x22)
        {
            return false;
        }
        frame.matched += 1;
        self.keys.push((known.keys[number], start, end));
        self.at = end + 1;
        true
    }

    fn unknown_key(&mut self) -> Step<()> {
        let start = self.at + 1;
        let end = self.plain_end(start);
        let key = if self.text.get(end).is_some_and(|unit| unit.code() == 0x22) {
            self.at = end + 1;
            self.cx.intern_view(U::view(&self.text[start..end]))
        } else {
            if let Some(frame) = self.frames.last_mut() {
                frame.is_plain = false;
            }
            self.string()?
        };
        self.keys
            .push((PropertyKey::from_string(self.cx, key), start, end));
        Ok(())
    }

    /// Where the first unit stands, from `start` on, that is not simply part of a string.
    #[inline(always)]
    fn plain_end(&mut self, start: usize) -> usize {
        let special = |unit: &U| matches!(unit.code(), 0x22 | 0x5C | 0..=0x1F);
        let mut at = start;
        loop {
            let end = self.text.len().min(at + TEXT);
            match self.text[at..end].iter().position(special) {
                Some(found) => return at + found,
                None if end == self.text.len() => return end,
                None => at = end,
            }
            if self.cx.charge_in_place((TEXT / 16) as u32) {
                self.end();
                return self.at;
            }
        }
    }

    fn string(&mut self) -> Step<JsString> {
        let start = self.at + 1;
        let end = self.plain_end(start);
        if self.text.get(end).is_some_and(|unit| unit.code() == 0x22) {
            self.at = end + 1;
            return self.long(U::view(&self.text[start..end]));
        }
        self.string_with_escapes(start, end)
    }

    #[cold]
    fn string_with_escapes(&mut self, mut start: usize, mut end: usize) -> Step<JsString> {
        let mut builder = StringBuilder::new(self.cx);
        for round in 1u32.. {
            if round.is_multiple_of(4096) && self.cx.charge_in_place(1 << 14) {
                return Err(Failure::Stopped);
            }
            builder.push_view(U::view(&self.text[start..end]));
            self.at = end;
            match self.peek() {
                0x22 => break,
                0x5C => builder.push_unit(self.escape()?),
                u32::MAX => return self.fail_at("Unterminated string", end),
                _ => return self.fail("Bad control character in a string"),
            }
            start = self.at;
            end = self.plain_end(start);
        }
        self.at += 1;
        // NOTE: a builder that has overflowed is empty; the limits end the parsing in its place.
        if builder.has_overflowed() {
            return Err(Failure::Stopped);
        }
        self.long(builder.view())
    }

    /// A string that may be long.
    fn long(&self, view: StringView<'_>) -> Step<JsString> {
        self.cx.string_in_pieces(view).ok_or(Failure::Stopped)
    }

    fn escape(&mut self) -> Step<u16> {
        self.at += 1;
        let unit = match self.peek() {
            0x22 => 0x22,
            0x5C => 0x5C,
            0x2F => 0x2F,
            0x62 => 0x08,
            0x66 => 0x0C,
            0x6E => 0x0A,
            0x72 => 0x0D,
            0x74 => 0x09,
            0x75 => return self.unicode_escape(),
            _ => return self.fail("Bad escaped character"),
        };
        self.at += 1;
        Ok(unit)
    }

    fn unicode_escape(&mut self) -> Step<u16> {
        self.at += 1;
        let mut unit = 0;
        for _ in 0..4 {
            let Some(digit) = char::from_u32(self.peek()).and_then(|c| c.to_digit(16)) else {
                return self.fail("Bad Unicode escape");
            };
            unit = unit << 4 | digit as u16;
            self.at += 1;
        }
        Ok(unit)
    }

    fn number(&mut self) -> Step<Value> {
        let start = self.at;
        let is_negative = self.peek() == 0x2D;
        if is_negative {
            self.at += 1;
        }
        let digits = self.at;
        let mut whole = 0i64;
        while let unit @ 0x30..=0x39 = self.peek() {
            // NOTE: beyond 15 digits the value is computed from the text.
            whole = whole.wrapping_mul(10).wrapping_add(i64::from(unit - 0x30));
            self.at += 1;
            if self.at - digits > 64 {
                self.more_digits()?;
            }
        }
        match self.at - digits {
            0 => return self.fail("No number after minus sign"),
            1 => {}
            _ if self.text[digits].code() == 0x30 => {
                self.at = digits + 1;
                return self.unexpected();
            }
            _ => {}
        }
        let is_short = self.at - digits <= 15;
        if !matches!(self.peek(), 0x2E | 0x45 | 0x65) && is_short {
            if is_negative && whole == 0 {
                return Ok(Value::from(-0.0));
            }
            let whole = if is_negative { -whole } else { whole };
            return Ok(i32::try_from(whole).map_or_else(|_| Value::from(whole as f64), Value::from));
        }
        self.rest_of_number(start)
    }

    /// Fraction and exponent; the value is that of the whole text from `start`.
    fn rest_of_number(&mut self, start: usize) -> Step<Value> {
        if self.peek() == 0x2E {
            self.at += 1;
            self.digits("Unterminated fractional number")?;
        }
        if matches!(self.peek(), 0x45 | 0x65) {
            self.at += 1;
            if matches!(self.peek(), 0x2B | 0x2D) {
                self.at += 1;
            }
            self.digits("Exponent part is missing a number")?;
        }
        let text = &self.text[start..self.at];
        let mut ascii = [0; 32];
        let number = match ascii.get_mut(..text.len()) {
            Some(ascii) => {
                for (byte, unit) in ascii.iter_mut().zip(text) {
                    *byte = unit.code() as u8;
                }
                std::str::from_utf8(ascii)
                    .ok()
                    .and_then(|text| text.parse().ok())
            }
            None => decimal(U::view(text)),
        };
        Ok(Value::from(
            number.expect("JSON's numbers are among those that Rust reads"),
        ))
    }

    fn digits(&mut self, reason: &'static str) -> Step<()> {
        if !matches!(self.peek(), 0x30..=0x39) {
            return self.fail(reason);
        }
        self.more_digits()
    }

    fn more_digits(&mut self) -> Step<()> {
        let start = self.at;
        while matches!(self.peek(), 0x30..=0x39) {
            self.at += 1;
            if (self.at - start).is_multiple_of(1 << 16) && self.cx.charge_in_place(1 << 13) {
                return Err(Failure::Stopped);
            }
        }
        Ok(())
    }
}

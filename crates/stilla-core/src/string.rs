//! Strings: sequences of UTF-16 code units, stored in one byte per unit where that is enough.
//!
//! A [`JsString`] is a copyable reference to a cell in one of four states: flat, rope (the sum of
//! two strings), slice (a part of a flat string) and atom (a flat string that is unique by its
//! content). Nobody outside looks at the state: [`Cx::view`] lends the code units and flattens a
//! rope in place, once. The borrow of the `Cx` keeps the units where they are until it ends.
//!
//! Uses: cell, cx, error. Never: object, interp, realm.

mod atom;
mod build;
mod hash;
mod name;
pub(crate) mod repr;
mod search;
mod view;
pub(crate) mod wtf8;

use std::cmp::Ordering;

use stilla_gc::Gc;

pub use atom::AtomTable;
pub use build::StringBuilder;
pub use name::Name;
pub(crate) use repr::StringCell;
pub use view::{CodePoint, PIECE, StringView};

use crate::error::{JsResult, Msg, range_error};
use crate::{Cx, Value};

/// The greatest length of a string, in code units.
pub const MAX_LENGTH: usize = (1 << 30) - 25;

/// Sums shorter than this are copied; longer ones become ropes.
const SHORTEST_ROPE: usize = 24;

/// Parts shorter than this are copied; longer ones refer to the whole.
const SHORTEST_SLICE: usize = 13;

/// Sums longer than this are held against the memory limit when the rope is made, because
/// [`Cx::view`] has no way to refuse the flat copy later.
const CHECKED_LENGTH: usize = 1 << 16;

/// How code units are stored; the discriminant is the bytes per unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// One byte per unit: no unit is above `0xFF`.
    Latin1 = 1,
    /// Two bytes per unit.
    Utf16 = 2,
}

/// A String of the language. Equality is that of the reference: use [`Cx::string_equals`] for
/// that of the content.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct JsString(Gc<StringCell>);

impl JsString {
    #[inline(always)]
    pub(crate) const fn from_cell(cell: Gc<StringCell>) -> JsString {
        JsString(cell)
    }

    #[inline(always)]
    pub(crate) const fn cell(self) -> Gc<StringCell> {
        self.0
    }

    /// The number of code units.
    #[inline(always)]
    #[must_use]
    pub fn len(self) -> usize {
        self.0.len()
    }

    /// Whether this is the empty string.
    #[inline(always)]
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether the content is stored in one byte per unit. A string stored in two may still have
    /// no unit above `0xFF`, if it is part of a longer one.
    #[inline(always)]
    #[must_use]
    pub fn is_latin1(self) -> bool {
        !self.0.is_utf16()
    }

    /// How the content is stored.
    #[inline]
    #[must_use]
    pub fn encoding(self) -> Encoding {
        if self.is_latin1() {
            Encoding::Latin1
        } else {
            Encoding::Utf16
        }
    }

    /// Whether this is the one string of its content that serves as a property key.
    #[inline(always)]
    #[must_use]
    pub fn is_atom(self) -> bool {
        self.0.is_atom()
    }

    /// The array index (0 to 2^32 - 2) that this is the canonical spelling of.
    #[inline]
    #[must_use]
    pub fn as_index(self) -> Option<u32> {
        if self.0.is_atom() {
            return self.0.cached_index();
        }
        // NOTE: no rope and no slice is as short as ten units, the greatest length of an index.
        if self.len() > 10 || !self.is_latin1() || !self.0.is_flat() {
            return None;
        }
        repr::with_flat(self.0, view::parse_index)
    }
}

/// Making strings. None of these collects or checks a limit: where a script chooses the size, use
/// [`StringBuilder`] or call [`Cx::reserve`] first.
impl Cx {
    /// A string with the content of `text`.
    #[must_use]
    pub fn string(&self, text: &str) -> JsString {
        if text.is_ascii() {
            self.latin1(text.as_bytes())
        } else {
            self.wtf8(text.as_bytes())
        }
    }

    /// A string with one unit per byte.
    #[must_use]
    pub fn latin1(&self, bytes: &[u8]) -> JsString {
        match *bytes {
            [] => self.empty_string(),
            [unit] => self.single_unit(u16::from(unit)),
            _ => JsString(repr::new_latin1(&self.heap, bytes)),
        }
    }

    /// A string with these units, narrowed to Latin-1 where possible.
    #[must_use]
    pub fn utf16(&self, units: &[u16]) -> JsString {
        match *units {
            [] => self.empty_string(),
            [unit] => self.single_unit(unit),
            _ if view::fits_latin1(units) => JsString(repr::new_narrowed(&self.heap, units)),
            _ => JsString(repr::new_utf16(&self.heap, units)),
        }
    }

    /// A string from WTF-8, the UTF-8 in which lone surrogates can be written. What is not even
    /// that becomes U+FFFD.
    #[must_use]
    pub fn wtf8(&self, bytes: &[u8]) -> JsString {
        match wtf8::decode(bytes) {
            wtf8::Decoded::Latin1(bytes) => self.latin1(&bytes),
            wtf8::Decoded::Utf16(units) => self.utf16(&units),
        }
    }

    /// A string with the content of `view`.
    #[must_use]
    pub fn string_from_view(&self, view: StringView<'_>) -> JsString {
        match view {
            StringView::Latin1(bytes) => self.latin1(bytes),
            StringView::Utf16(units) => self.utf16(units),
        }
    }

    /// A string with the content of `view`, which may be long: a look is taken at the limits between pieces. `None` if the run must
    /// end, which [`Cx::safepoint`] then says.
    #[must_use]
    pub fn string_in_pieces(&self, view: StringView<'_>) -> Option<JsString> {
        if view.len() <= repr::pieces::PIECE {
            return Some(self.string_from_view(view));
        }
        let narrows = match view {
            StringView::Latin1(_) => false,
            StringView::Utf16(units) => view::fits_latin1(units),
        };
        repr::pieces::new_in_pieces(&self.heap, view, narrows, self.copies_on()).map(JsString)
    }

    /// A string with the content of `view`, which may be long.
    ///
    /// # Errors
    /// A stop if a limit is reached meanwhile.
    pub fn long_string(&mut self, view: StringView<'_>) -> JsResult<JsString> {
        match self.string_in_pieces(view) {
            Some(string) => Ok(string),
            None => {
                self.safepoint()?;
                Ok(self.string_from_view(view))
            }
        }
    }

    /// Makes a long rope flat, so that whoever looks at its units has them at once.
    ///
    /// # Errors
    /// A stop if a limit is reached meanwhile.
    #[inline]
    pub fn flatten(&mut self, s: JsString) -> JsResult<()> {
        match Cx::is_long_rope(s) {
            true => self.flatten_long(s),
            false => Ok(()),
        }
    }

    #[cold]
    fn flatten_long(&mut self, s: JsString) -> JsResult<()> {
        match repr::pieces::flatten(&self.heap, s.0, self.copies_on()) {
            true => Ok(()),
            false => self.safepoint(),
        }
    }

    /// Whether a string is so long that its units are made ready with looks at the limits: [`Cx::flatten`].
    #[inline(always)]
    #[must_use]
    pub fn is_long_rope(s: JsString) -> bool {
        s.0.is_rope() && s.len() > repr::pieces::PIECE
    }

    /// Whether a value is a string whose hash takes so long that it is made ready with looks at the limits: [`Cx::prepare_key`].
    #[inline]
    #[must_use]
    pub fn is_long_key(key: Value) -> bool {
        key.as_string()
            .is_some_and(|s| s.len() > repr::pieces::PIECE && s.0.known_hash() == 0)
    }

    /// Makes a long string ready to be a key: flat, and its hash known.
    ///
    /// # Errors
    /// A stop if a limit is reached meanwhile.
    #[inline]
    pub fn prepare_key(&mut self, key: Value) -> JsResult<()> {
        match key.as_string() {
            Some(string) if Cx::is_long_key(key) => self.prepare_long_key(string),
            _ => Ok(()),
        }
    }

    #[cold]
    fn prepare_long_key(&mut self, s: JsString) -> JsResult<()> {
        self.flatten(s)?;
        match self.atoms.know_hash(&self.heap, s, self.copies_on()) {
            true => Ok(()),
            false => self.safepoint(),
        }
    }

    /// What long copies ask between their pieces, with the units copied.
    fn copies_on(&self) -> impl Fn(usize) -> bool + '_ {
        |units| !self.charge_in_place((units / 64) as u32)
    }

    /// The empty string.
    #[inline]
    #[must_use]
    pub fn empty_string(&self) -> JsString {
        self.name(Name::empty)
    }

    /// The string of one unit: an atom below 256.
    #[inline]
    #[must_use]
    pub fn single_unit(&self, unit: u16) -> JsString {
        match u8::try_from(unit) {
            Ok(byte) => self.atoms.single(&self.heap, byte),
            Err(_) => JsString(repr::new_utf16(&self.heap, &[unit])),
        }
    }

    /// The string of one code point, which may be a surrogate.
    #[must_use]
    pub fn single_code_point(&self, code_point: u32) -> JsString {
        match u16::try_from(code_point) {
            Ok(unit) => self.single_unit(unit),
            Err(_) => self.utf16(&view::surrogates(code_point)),
        }
    }

    /// A constant-time atom of the fixed list.
    #[inline(always)]
    #[must_use]
    pub fn name(&self, name: Name) -> JsString {
        self.atoms.name(name)
    }

    /// The atom with the content of `s`.
    #[inline]
    #[must_use]
    pub fn intern(&self, s: JsString) -> JsString {
        if s.is_atom() {
            s
        } else {
            self.atoms.intern(&self.heap, s)
        }
    }

    /// The atom with the content of `text`.
    #[must_use]
    pub fn intern_str(&self, text: &str) -> JsString {
        if text.is_ascii() {
            self.atoms.intern_ascii(&self.heap, text)
        } else {
            self.intern_wtf8(text.as_bytes())
        }
    }

    /// The atom with the content of `view`.
    #[must_use]
    pub fn intern_view(&self, view: StringView<'_>) -> JsString {
        self.atoms.intern_view(&self.heap, view)
    }

    /// The atom with the content of `bytes`, which are WTF-8.
    #[must_use]
    pub fn intern_wtf8(&self, bytes: &[u8]) -> JsString {
        match wtf8::decode(bytes) {
            wtf8::Decoded::Latin1(bytes) => self
                .atoms
                .intern_view(&self.heap, StringView::Latin1(&bytes)),
            wtf8::Decoded::Utf16(units) => self
                .atoms
                .intern_view(&self.heap, StringView::Utf16(&units)),
        }
    }

    /// The atom of an array index.
    #[must_use]
    pub fn intern_index(&self, index: u32) -> JsString {
        let mut digits = [0; 10];
        let digits = crate::number::decimal_digits(index, &mut digits);
        self.atoms
            .intern_view(&self.heap, StringView::Latin1(digits))
    }
}

/// Parts and sums.
impl Cx {
    /// The string `a` followed by `b`. Never runs JavaScript.
    ///
    /// # Errors
    /// A RangeError if the sum is longer than [`MAX_LENGTH`], a stop if it could not be kept.
    #[inline]
    pub fn concat(&mut self, a: JsString, b: JsString) -> JsResult<JsString> {
        if a.is_empty() {
            return Ok(b);
        }
        if b.is_empty() {
            return Ok(a);
        }
        let len = a.len() + b.len();
        if len > CHECKED_LENGTH {
            self.check_length(len, a.encoding().max(b.encoding()))?;
        }
        Ok(JsString(if len < SHORTEST_ROPE {
            repr::concat_flat(&self.heap, a.0, b.0)
        } else {
            repr::rope::concat(&self.heap, a.0, b.0)
        }))
    }

    /// Refuses a string of `len` units before it is made.
    ///
    /// # Errors
    /// A RangeError if it is longer than [`MAX_LENGTH`], a stop if it exceeds the memory limit.
    pub fn check_length(&mut self, len: usize, encoding: Encoding) -> JsResult<()> {
        if len > MAX_LENGTH {
            return Err(range_error(self, Msg::InvalidStringLength));
        }
        self.reserve(len * encoding as usize)
    }

    /// The units from `start` to before `end`.
    ///
    /// # Panics
    /// If `start <= end <= s.len()` is not so.
    #[must_use]
    pub fn substring(&self, s: JsString, start: usize, end: usize) -> JsString {
        let len = end - start;
        if len == s.len() {
            return s;
        }
        if len < SHORTEST_SLICE {
            return self.string_from_view(self.view(s).slice(start..end));
        }
        if let StringView::Utf16(units) = self.view(s)
            && len <= 256
            && view::fits_latin1(&units[start..end])
        {
            // NOTE: longer parts are not examined, so that taking a part stays O(1).
            return JsString(repr::new_narrowed(&self.heap, &units[start..end]));
        }
        JsString(repr::slice(&self.heap, s.0, start, len))
    }
}

/// Reading strings.
impl Cx {
    /// The code units. A rope is flattened first, once, in time linear in its length.
    #[inline(always)]
    #[must_use]
    pub fn view(&self, s: JsString) -> StringView<'_> {
        repr::view(&self.heap, s.0)
    }

    /// The unit at `index`, which is below the length.
    #[inline]
    #[must_use]
    pub fn char_code_at(&self, s: JsString, index: usize) -> u16 {
        self.view(s).char_code_at(index)
    }

    /// Whether both have the same content.
    #[inline]
    #[must_use]
    pub fn string_equals(&self, a: JsString, b: JsString) -> bool {
        if a == b {
            return true;
        }
        if a.len() != b.len() || (a.is_atom() && b.is_atom()) {
            return false;
        }
        self.note_work(a.len());
        self.content_equals(a, b)
    }

    #[inline(never)]
    fn content_equals(&self, a: JsString, b: JsString) -> bool {
        let (known_a, known_b) = (a.0.known_hash(), b.0.known_hash());
        if known_a != 0 && known_b != 0 && known_a != known_b {
            return false;
        }
        self.view(a) == self.view(b)
    }

    /// The order of `<`: by code units.
    #[must_use]
    pub fn compare_strings(&self, a: JsString, b: JsString) -> Ordering {
        if a == b {
            Ordering::Equal
        } else {
            self.view(a).compare(self.view(b))
        }
    }

    /// A hash of the content, seeded per agent and never 0. It is cached.
    #[inline]
    #[must_use]
    pub fn string_hash(&self, s: JsString) -> u32 {
        match s.0.known_hash() {
            0 => self.atoms.hash_of(&self.heap, s),
            hash => hash,
        }
    }

    /// The least index not below `from` at which `needle` occurs.
    #[must_use]
    pub fn index_of(&self, haystack: JsString, needle: JsString, from: usize) -> Option<usize> {
        self.view(haystack).index_of(self.view(needle), from)
    }

    /// The greatest index not above `from` at which `needle` occurs.
    #[must_use]
    pub fn last_index_of(
        &self,
        haystack: JsString,
        needle: JsString,
        from: usize,
    ) -> Option<usize> {
        self.view(haystack).last_index_of(self.view(needle), from)
    }

    /// [`Cx::index_of`] of a long needle, with looks at the limits.
    ///
    /// # Errors
    /// A stop.
    pub fn long_index_of(
        &mut self,
        haystack: JsString,
        needle: JsString,
        from: usize,
    ) -> JsResult<Option<usize>> {
        self.long_search(haystack, needle, |text, needle, goes_on| {
            let text = text.slice(from.min(text.len())..text.len());
            let found = search::long_index_of(text, needle, goes_on)?;
            Some(found.map(|at| from + at))
        })
    }

    /// [`Cx::last_index_of`] of a long needle, with looks at the limits.
    ///
    /// # Errors
    /// A stop.
    pub fn long_last_index_of(
        &mut self,
        haystack: JsString,
        needle: JsString,
        from: usize,
    ) -> JsResult<Option<usize>> {
        self.long_search(haystack, needle, |text, needle, goes_on| {
            let end = text.len().min(from.saturating_add(needle.len()));
            search::long_last_index_of(text.slice(0..end), needle, goes_on)
        })
    }

    fn long_search(
        &mut self,
        haystack: JsString,
        needle: JsString,
        search: impl Fn(StringView<'_>, StringView<'_>, &dyn Fn(usize) -> bool) -> Option<Option<usize>>,
    ) -> JsResult<Option<usize>> {
        self.flatten(haystack)?;
        self.flatten(needle)?;
        self.reserve(needle.len() * search::BYTES_FOR_EACH)?;
        let (text, part) = (self.view(haystack), self.view(needle));
        if let Some(found) = search(text, part, &self.copies_on()) {
            return Ok(found);
        }
        self.safepoint()?;
        let found = search(self.view(haystack), self.view(needle), &|_| true);
        Ok(found.expect("nobody ended it"))
    }

    /// The content as UTF-8, with U+FFFD for each lone surrogate.
    #[must_use]
    pub fn to_rust_string(&self, s: JsString) -> String {
        self.note_work(s.len());
        self.view(s).to_string_lossy()
    }

    /// The content as WTF-8, which loses nothing.
    #[must_use]
    pub fn to_wtf8(&self, s: JsString) -> Vec<u8> {
        wtf8::encode(self.view(s))
    }
}

//! Property keys: an atom, a symbol, or an integer index.
//!
//! Uses: value. Never: shape, interp.

use crate::Cx;
use crate::string::{JsString, Name};
use crate::symbol::{Symbol, WellKnownSymbol};
use crate::value::Value;

/// A property key. A string that spells an array index (0 to 2^32-2) is always an index; any other
/// string is always an atom, so that keys are equal when their bits are.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PropertyKey(Value);

impl PropertyKey {
    /// The greatest array index.
    pub const MAX_INDEX: u32 = u32::MAX - 1;
    /// The mark of a removed entry in a property table.
    pub(crate) const REMOVED: PropertyKey = PropertyKey(Value::EMPTY);

    /// The key of array index `index`, which must not be 2^32-1.
    #[inline(always)]
    #[must_use]
    pub fn from_array_index(index: u32) -> PropertyKey {
        debug_assert!(index <= Self::MAX_INDEX);
        // NOTE: all 32 bits are the index here, unlike in a Number.
        PropertyKey(Value::from_int(index as i32))
    }

    /// The key of integer `index`: an array index, or beyond them its decimal text.
    #[inline]
    #[must_use]
    pub fn from_index(cx: &Cx, index: u64) -> PropertyKey {
        match u32::try_from(index) {
            Ok(index) if index <= Self::MAX_INDEX => PropertyKey::from_array_index(index),
            _ => PropertyKey(Value::from_string(cx.intern_str(&index.to_string()))),
        }
    }

    /// The key that `string` spells.
    #[inline]
    #[must_use]
    pub fn from_string(cx: &Cx, string: JsString) -> PropertyKey {
        match string.as_index() {
            Some(index) => PropertyKey::from_array_index(index),
            None if string.is_atom() => PropertyKey(Value::from_string(string)),
            None => PropertyKey(Value::from_string(cx.intern(string))),
        }
    }

    /// The key that `text` spells.
    #[must_use]
    pub fn from_str(cx: &Cx, text: &str) -> PropertyKey {
        PropertyKey::from_string(cx, cx.intern_str(text))
    }

    /// The key of an atom that spells no index.
    #[inline(always)]
    #[must_use]
    pub(crate) fn from_name(atom: JsString) -> PropertyKey {
        debug_assert!(atom.is_atom());
        PropertyKey(Value::from_string(atom))
    }

    /// The key of a symbol.
    #[inline(always)]
    #[must_use]
    pub fn from_symbol(symbol: Symbol) -> PropertyKey {
        PropertyKey(Value::from_symbol(symbol))
    }

    /// The array index.
    #[inline(always)]
    #[must_use]
    pub fn as_index(self) -> Option<u32> {
        self.0.as_int().map(|int| int as u32)
    }

    /// The symbol.
    #[inline(always)]
    #[must_use]
    pub fn as_symbol(self) -> Option<Symbol> {
        self.0.as_symbol()
    }

    /// The atom; `None` for an index or a symbol.
    #[inline(always)]
    #[must_use]
    pub fn as_name(self) -> Option<JsString> {
        self.0.as_string()
    }

    /// Whether this is a private name.
    #[inline]
    #[must_use]
    pub fn is_private(self) -> bool {
        self.as_symbol().is_some_and(Symbol::is_private)
    }

    /// The key as a String or Symbol value.
    #[must_use]
    pub fn to_value(self, cx: &Cx) -> Value {
        match self.as_index() {
            Some(index) => Value::from_string(cx.intern_index(index)),
            None => self.0,
        }
    }

    /// The key whose [`PropertyKey::raw`] was kept in a slot.
    #[inline(always)]
    pub(crate) fn from_raw(raw: Value) -> PropertyKey {
        PropertyKey(raw)
    }

    /// The bits, for hashing and tracing.
    #[inline(always)]
    pub(crate) fn raw(self) -> Value {
        self.0
    }

    /// A hash of the key: cells don't move, so that their address is one.
    #[inline(always)]
    pub(crate) fn hash(self) -> u64 {
        self.0
            .bits()
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .rotate_left(26)
    }
}

impl From<Symbol> for PropertyKey {
    fn from(symbol: Symbol) -> PropertyKey {
        PropertyKey::from_symbol(symbol)
    }
}

impl std::fmt::Debug for PropertyKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.as_index() {
            Some(index) => write!(f, "[{index}]"),
            None => write!(f, "key {:?}", self.0),
        }
    }
}

/// What can stand where a property key is expected.
pub trait ToKey {
    /// The key.
    fn to_key(self, cx: &Cx) -> PropertyKey;
}

impl ToKey for PropertyKey {
    #[inline(always)]
    fn to_key(self, _: &Cx) -> PropertyKey {
        self
    }
}

impl ToKey for Name {
    #[inline(always)]
    fn to_key(self, cx: &Cx) -> PropertyKey {
        PropertyKey::from_name(cx.name(self))
    }
}

impl ToKey for WellKnownSymbol {
    #[inline(always)]
    fn to_key(self, cx: &Cx) -> PropertyKey {
        PropertyKey::from_symbol(cx.well_known(self))
    }
}

impl ToKey for Symbol {
    #[inline(always)]
    fn to_key(self, _: &Cx) -> PropertyKey {
        PropertyKey::from_symbol(self)
    }
}

/// The text of a key. [`Name`] is faster for those that it lists.
impl ToKey for &str {
    fn to_key(self, cx: &Cx) -> PropertyKey {
        PropertyKey::from_str(cx, self)
    }
}

impl ToKey for u64 {
    #[inline(always)]
    fn to_key(self, cx: &Cx) -> PropertyKey {
        PropertyKey::from_index(cx, self)
    }
}

impl ToKey for u32 {
    #[inline(always)]
    fn to_key(self, cx: &Cx) -> PropertyKey {
        PropertyKey::from_index(cx, u64::from(self))
    }
}

impl ToKey for usize {
    #[inline(always)]
    fn to_key(self, cx: &Cx) -> PropertyKey {
        PropertyKey::from_index(cx, self as u64)
    }
}

impl Cx {
    /// The key of a well-known name.
    #[inline(always)]
    #[must_use]
    pub fn key(&self, key: impl ToKey) -> PropertyKey {
        key.to_key(self)
    }
}

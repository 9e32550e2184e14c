//! Strings that a host holds: independent of any runtime, cheap to clone and to compare.
//!
//! A string of JavaScript is a sequence of UTF-16 code units, which need not be text: a lone surrogate
//! has no place in UTF-8. [`JsString`] keeps such a string as its units and every other one as UTF-8.
//!
//! Uses: core. Never: context.

use std::borrow::Cow;
use std::sync::Arc;

use stilla_core::Cx;

/// A string of JavaScript.
///
/// # Examples
/// ```
/// use stilla::{JsString, Runtime};
///
/// let mut runtime = Runtime::new();
/// let text: JsString = runtime.eval_as("'ab' + 'c'")?;
/// assert_eq!(text, "abc");
/// let lone: JsString = runtime.eval_as("'\\uD800'")?;
/// assert_eq!(lone.as_str(), None);
/// assert_eq!(lone.to_string(), "\u{FFFD}");
/// assert_eq!(lone.to_utf16(), [0xD800]);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JsString(Repr);

#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Repr {
    Text(Arc<str>),
    /// Holds at least one lone surrogate.
    Units(Arc<[u16]>),
}

impl JsString {
    /// The string with these UTF-16 code units.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::JsString::from_utf16(&[0x61, 0x62]), "ab");
    /// ```
    #[must_use]
    pub fn from_utf16(units: &[u16]) -> JsString {
        JsString(match String::from_utf16(units) {
            Ok(text) => Repr::Text(text.into()),
            Err(_) => Repr::Units(units.into()),
        })
    }

    /// The text; `None` if the string holds a lone surrogate.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::JsString::from("ä").as_str(), Some("ä"));
    /// ```
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.0 {
            Repr::Text(text) => Some(text),
            Repr::Units(_) => None,
        }
    }

    /// The text, with U+FFFD in place of lone surrogates; owned exactly if there was one.
    ///
    /// # Examples
    /// ```
    /// use std::borrow::Cow;
    /// assert!(matches!(stilla::JsString::from("a").to_str(), Cow::Borrowed("a")));
    /// ```
    #[must_use]
    pub fn to_str(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Text(text) => Cow::Borrowed(text),
            Repr::Units(units) => Cow::Owned(String::from_utf16_lossy(units)),
        }
    }

    /// The UTF-16 code units.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::JsString::from("a").to_utf16(), [0x61]);
    /// ```
    #[must_use]
    pub fn to_utf16(&self) -> Vec<u16> {
        match &self.0 {
            Repr::Text(text) => text.encode_utf16().collect(),
            Repr::Units(units) => units.to_vec(),
        }
    }

    /// The number of UTF-16 code units. O(n).
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::JsString::from("😀").len(), 2);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Repr::Text(text) => text.encode_utf16().count(),
            Repr::Units(units) => units.len(),
        }
    }

    /// Whether there is no code unit.
    ///
    /// # Examples
    /// ```
    /// assert!(stilla::JsString::from("").is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Repr::Text(text) => text.is_empty(),
            Repr::Units(units) => units.is_empty(),
        }
    }

    pub(crate) fn from_machine(cx: &Cx, string: stilla_core::JsString) -> JsString {
        let view = cx.view(string);
        if view.is_ascii() {
            return JsString(Repr::Text(view.to_string_lossy().into()));
        }
        let units: Vec<u16> = view.units().collect();
        JsString::from_utf16(&units)
    }

    pub(crate) fn to_machine(&self, cx: &Cx) -> stilla_core::JsString {
        match &self.0 {
            Repr::Text(text) => cx.string(text),
            Repr::Units(units) => cx.utf16(units),
        }
    }
}

impl std::fmt::Debug for JsString {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(&*self.to_str(), f)
    }
}

impl std::fmt::Display for JsString {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.to_str())
    }
}

impl From<&str> for JsString {
    fn from(text: &str) -> JsString {
        JsString(Repr::Text(text.into()))
    }
}

impl From<String> for JsString {
    fn from(text: String) -> JsString {
        JsString(Repr::Text(text.into()))
    }
}

impl PartialEq<str> for JsString {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == Some(other)
    }
}

impl PartialEq<&str> for JsString {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == Some(*other)
    }
}

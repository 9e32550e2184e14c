//! The static properties `RegExp.$1`, `RegExp.lastMatch` and their kin: the last match of a realm.
//!
//! Uses: string, value. Never: interp, object.

use std::cell::Cell as Field;

use stilla_gc::Tracer;

use crate::Cx;
use crate::cell::TraceField;
use crate::string::JsString;
use crate::value::Value;

/// Whole match, `$1` to `$9`, and the last group, each with start and end.
const PLACES: usize = 11;
/// The place of the last group.
const LAST_PAREN: usize = 10;

/// The last match.
#[derive(Default)]
pub(super) struct LegacyMatch {
    /// The string matched: empty mark where a foreign regular expression matched last.
    input: Field<Option<JsString>>,
    /// What `RegExp.input` gives, which a script may set.
    shown_input: Field<Option<JsString>>,
    places: Field<[u32; 2 * PLACES]>,
    is_invalid: Field<bool>,
}

impl LegacyMatch {
    pub(super) fn trace(&self, tracer: &mut Tracer<'_>) {
        for string in [self.input.get(), self.shown_input.get()]
            .into_iter()
            .flatten()
        {
            Field::new(Value::from(string)).trace_field(tracer);
        }
    }
}

/// A part of the last match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegacyPart {
    /// `RegExp.input`.
    Input,
    /// `RegExp.lastMatch`.
    LastMatch,
    /// `RegExp.lastParen`.
    LastParen,
    /// `RegExp.leftContext`.
    LeftContext,
    /// `RegExp.rightContext`.
    RightContext,
    /// `RegExp.$1` to `RegExp.$9`.
    Group(u8),
}

impl Cx {
    /// UpdateLegacyRegExpStaticProperties: what the static properties give from now on.
    #[inline]
    pub fn update_legacy_match(&self, input: JsString, captures: &[u32]) {
        let realm = self.realm();
        let state = &realm.regexp.legacy;
        let mut places = [u32::MAX; 2 * PLACES];
        let shown = captures.len().min(2 * LAST_PAREN);
        places[..shown].copy_from_slice(&captures[..shown]);
        if captures.len() > 2 {
            places[2 * LAST_PAREN..].copy_from_slice(&captures[captures.len() - 2..]);
        }
        state.input.set(Some(input));
        state.shown_input.set(Some(input));
        state.places.set(places);
        state.is_invalid.set(false);
    }

    /// InvalidateLegacyRegExpStaticProperties: reading them throws from now on.
    pub fn invalidate_legacy_match(&self) {
        self.realm().regexp.legacy.is_invalid.set(true);
    }

    /// Replaces what `RegExp.input` gives.
    pub fn set_legacy_input(&self, input: JsString) {
        self.realm().regexp.legacy.shown_input.set(Some(input));
    }

    /// A part of the last match; `None` after [`Cx::invalidate_legacy_match`].
    #[must_use]
    pub fn legacy_match(&self, part: LegacyPart) -> Option<JsString> {
        let realm = self.realm();
        let state = &realm.regexp.legacy;
        if state.is_invalid.get() {
            return None;
        }
        if part == LegacyPart::Input {
            return Some(state.shown_input.get().unwrap_or(self.empty_string()));
        }
        let Some(input) = state.input.get() else {
            return Some(self.empty_string());
        };
        let places = state.places.get();
        let (start, end) = match part {
            LegacyPart::Input | LegacyPart::LastMatch => (places[0], places[1]),
            LegacyPart::LastParen => (places[2 * LAST_PAREN], places[2 * LAST_PAREN + 1]),
            LegacyPart::LeftContext => (0, places[0]),
            LegacyPart::RightContext => (places[1], input.len() as u32),
            LegacyPart::Group(group) => {
                let group = usize::from(group).min(9);
                (places[2 * group], places[2 * group + 1])
            }
        };
        if start == u32::MAX || end == u32::MAX {
            return Some(self.empty_string());
        }
        Some(self.substring(input, start as usize, end as usize))
    }
}

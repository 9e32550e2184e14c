//! Building a string unit by unit, outside of the heap.
//!
//! A [`StringBuilder`] starts in Latin-1 and widens once when it must. It stops keeping content as
//! soon as that exceeds the room it was made with, so that pushing can't fail and no script can
//! make it take more memory than the heap has left; [`StringBuilder::finish`] then reports it.
//!
//! Uses: view, cx, error. Never: repr, object, interp.

use super::view::{StringView, fits_latin1, surrogates};
use super::{JsString, MAX_LENGTH};
use crate::Cx;
use crate::error::{JsResult, Msg, range_error};

enum Content {
    Latin1(Vec<u8>),
    Utf16(Vec<u16>),
}

/// A string in the making.
pub struct StringBuilder {
    content: Content,
    /// The number of units pushed, kept or not.
    len: usize,
    /// The number of bytes that may be kept.
    room: usize,
    /// The length from which on [`StringBuilder::check`] looks again.
    checked: usize,
}

/// Units between two looks of [`StringBuilder::check`].
const CHECKED: usize = 1 << 20;

impl StringBuilder {
    /// An empty builder, with as much room as the memory limit leaves.
    #[must_use]
    pub fn new(cx: &Cx) -> StringBuilder {
        match cx.heap.limit() {
            usize::MAX => StringBuilder::with_room(usize::MAX),
            limit => StringBuilder::with_room(limit.saturating_sub(cx.heap.bytes())),
        }
    }

    /// An empty builder that keeps no more than `room` bytes, or the longest string.
    #[must_use]
    pub fn with_room(room: usize) -> StringBuilder {
        StringBuilder {
            content: Content::Latin1(Vec::new()),
            len: 0,
            room,
            checked: CHECKED,
        }
    }

    /// Looks now and then whether what is kept still fits beside the heap, which may grow while this does. A safepoint.
    ///
    /// # Errors
    /// A stop if it does not.
    #[inline]
    pub fn check(&mut self, cx: &mut Cx) -> JsResult<()> {
        if self.len < self.checked {
            return Ok(());
        }
        self.checked = self.len + CHECKED;
        cx.reserve(match &self.content {
            Content::Latin1(bytes) => bytes.len(),
            Content::Utf16(units) => units.len() * 2,
        })
    }

    /// The number of units pushed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was pushed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether the content is longer than a string can be or than the memory limit allows: a long
    /// loop may then end early.
    #[must_use]
    pub fn has_overflowed(&self) -> bool {
        self.len > self.capacity()
    }

    /// The units pushed so far, or none if it has overflowed.
    #[must_use]
    pub fn view(&self) -> StringView<'_> {
        match &self.content {
            Content::Latin1(bytes) => StringView::Latin1(bytes),
            Content::Utf16(units) => StringView::Utf16(units),
        }
    }

    fn capacity(&self) -> usize {
        let unit = match self.content {
            Content::Latin1(_) => 1,
            Content::Utf16(_) => 2,
        };
        MAX_LENGTH.min(self.room / unit)
    }

    /// Counts `more` units and says whether they are to be kept.
    #[inline]
    fn grow(&mut self, more: usize) -> bool {
        self.len = self.len.saturating_add(more);
        let is_kept = self.len <= self.capacity();
        if !is_kept {
            self.discard();
        }
        is_kept
    }

    #[cold]
    fn discard(&mut self) {
        match &mut self.content {
            Content::Latin1(bytes) => *bytes = Vec::new(),
            Content::Utf16(units) => *units = Vec::new(),
        }
    }

    #[cold]
    fn widen(&mut self) -> &mut Vec<u16> {
        if let Content::Latin1(bytes) = &self.content {
            let mut units = Vec::with_capacity(bytes.len() + bytes.len() / 2 + 16);
            units.extend(bytes.iter().map(|&byte| u16::from(byte)));
            self.content = Content::Utf16(units);
        }
        match &mut self.content {
            Content::Utf16(units) => units,
            Content::Latin1(_) => unreachable!("it was widened above"),
        }
    }

    /// Appends one unit.
    #[inline]
    pub fn push_unit(&mut self, unit: u16) {
        if !self.grow(1) {
            return;
        }
        match (&mut self.content, u8::try_from(unit)) {
            (Content::Latin1(bytes), Ok(byte)) => bytes.push(byte),
            (Content::Utf16(units), _) => units.push(unit),
            (Content::Latin1(_), Err(_)) => self.widen().push(unit),
        }
    }

    /// Appends one code point, which may be a lone surrogate.
    pub fn push_code_point(&mut self, code_point: u32) {
        match u16::try_from(code_point) {
            Ok(unit) => self.push_unit(unit),
            Err(_) => surrogates(code_point)
                .into_iter()
                .for_each(|unit| self.push_unit(unit)),
        }
    }

    /// Appends text.
    pub fn push_str(&mut self, text: &str) {
        if text.is_ascii() {
            self.push_view(StringView::Latin1(text.as_bytes()));
        } else {
            text.encode_utf16().for_each(|unit| self.push_unit(unit));
        }
    }

    /// Appends a string.
    #[inline]
    pub fn push_string(&mut self, cx: &Cx, s: JsString) {
        self.push_view(cx.view(s));
    }

    /// Appends units.
    pub fn push_view(&mut self, view: StringView<'_>) {
        if !self.grow(view.len()) {
            return;
        }
        match (&mut self.content, view) {
            (Content::Latin1(bytes), StringView::Latin1(more)) => bytes.extend_from_slice(more),
            (Content::Latin1(bytes), StringView::Utf16(more)) if fits_latin1(more) => {
                bytes.extend(more.iter().map(|&unit| unit as u8));
            }
            (Content::Latin1(_), StringView::Utf16(more)) => self.widen().extend_from_slice(more),
            (Content::Utf16(units), StringView::Latin1(more)) => {
                units.extend(more.iter().map(|&byte| u16::from(byte)));
            }
            (Content::Utf16(units), StringView::Utf16(more)) => units.extend_from_slice(more),
        }
    }

    /// The string.
    ///
    /// # Errors
    /// A RangeError if it is too long, a stop if it exceeds the memory limit.
    pub fn finish(self, cx: &mut Cx) -> JsResult<JsString> {
        if self.len > MAX_LENGTH {
            return Err(range_error(cx, Msg::InvalidStringLength));
        }
        if self.has_overflowed() {
            // NOTE: the content is gone, even if a collection has made room since.
            cx.reserve(usize::MAX / 2)?;
            return Err(range_error(cx, Msg::InvalidStringLength));
        }
        match self.content {
            Content::Latin1(bytes) => {
                cx.reserve(bytes.len())?;
                cx.long_string(StringView::Latin1(&bytes))
            }
            Content::Utf16(units) => {
                cx.reserve(units.len() * 2)?;
                cx.long_string(StringView::Utf16(&units))
            }
        }
    }
}

/// For `write!`, which can't fail here.
impl std::fmt::Write for StringBuilder {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.push_str(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widens_when_it_must() {
        let mut builder = StringBuilder::with_room(usize::MAX);
        builder.push_str("caf\u{e9}");
        assert!(matches!(builder.view(), StringView::Latin1(_)));
        builder.push_view(StringView::Utf16(&[0x21]));
        assert!(matches!(builder.view(), StringView::Latin1(b"caf\xE9!")));
        builder.push_code_point(0x1_F600);
        builder.push_view(StringView::Latin1(b"."));
        assert_eq!(builder.len(), 8);
        assert!(builder.view() == "caf\u{e9}!\u{1F600}.");
    }

    #[test]
    fn keeps_nothing_beyond_its_room() {
        let mut builder = StringBuilder::with_room(1000);
        for _ in 0..100 {
            builder.push_str("0123456789abcdef");
        }
        assert!(builder.has_overflowed() && builder.view().is_empty());
        assert_eq!(builder.len(), 1600);
    }
}

//! Methods that map the string's characters: case, normalisation, well-formedness.
//!
//! Case mapping is the standard library's, which has the unconditional special casing of Unicode and
//! the final sigma; lone surrogates stay as they are and end a word.
//!
//! Uses: stilla-core, string. Never: string::html.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use stilla_core::error::range_error;
use stilla_core::string::PIECE;
use stilla_core::{Call, Cx, JsResult, JsString, Msg, StringBuilder, StringView, Value};

use super::this_string;

/// A Unicode normalisation form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Nfc,
    Nfd,
    Nfkc,
    Nfkd,
}

/// §22.1.3.15 String.prototype.normalize ( [ form ] ) <https://tc39.es/ecma262/#sec-string.prototype.normalize>
pub(super) fn normalize(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.normalize")?;
    let form = match call.arg(0).is_undefined() {
        true => Form::Nfc,
        false => {
            let name = cx.to_string(call.arg(0))?;
            match cx.to_rust_string(name).as_str() {
                "NFC" => Form::Nfc,
                "NFD" => Form::Nfd,
                "NFKC" => Form::Nfkc,
                "NFKD" => Form::Nfkd,
                _ => {
                    let value = name.into();
                    return Err(range_error(cx, Msg::InvalidNormalizationForm { value }));
                }
            }
        }
    };
    // FAST: ASCII is the same in every form, and Latin-1 is composed already.
    if let StringView::Latin1(bytes) = cx.view(string)
        && (form == Form::Nfc || bytes.is_ascii())
    {
        return Ok(string.into());
    }
    // NOTE: one unit becomes 18 at most; three times the length is what text does in practice.
    cx.reserve(string.len().saturating_mul(6))?;
    cx.charge_time(50 * string.len() as u64)?;
    let mut builder = StringBuilder::new(cx);
    let text = cx.view(string);
    let mut at = 0;
    while at < text.len() {
        let end = at + independent_piece(text.slice(at..text.len()));
        let piece: Vec<u16> = text.slice(at..end).units().collect();
        builder.push_view(StringView::Utf16(&normalized(&piece, form)));
        at = end;
        if cx.charge_in_place((piece.len() * 4) as u32) {
            break;
        }
    }
    cx.charge(1)?;
    Ok(builder.finish(cx)?.into())
}

/// How many units may be normalised apart from what follows: at least [`PIECE`] if there are so many, up to a letter that combines with
/// nothing before it.
fn independent_piece(text: StringView<'_>) -> usize {
    let stands_alone = |unit: u16| {
        matches!(unit, 0..0x300 | 0x370..=0x482 | 0x5D0..=0x5EA | 0x621..=0x64A | 0x3041..=0x3096)
            || matches!(unit, 0x30A1..=0x30FA | 0x3400..=0x9FFF | 0xAC00..=0xD7A3)
    };
    let start = text.len().min(PIECE);
    let rest = text.slice(start..text.len());
    let found = rest.units().position(stands_alone);
    found.map_or(text.len(), |at| start + at)
}

/// The units in a normalisation form. A lone surrogate stays as it is and combines with nothing.
pub(super) fn normalized(units: &[u16], form: Form) -> Vec<u16> {
    let mut result = Vec::with_capacity(units.len());
    for piece in well_formed_pieces(units) {
        match piece {
            Ok(text) => result.extend_from_slice(&normalized_piece(text, form)),
            Err(surrogate) => result.push(surrogate),
        }
    }
    result
}

fn normalized_piece(text: &[u16], form: Form) -> std::borrow::Cow<'_, [u16]> {
    match form {
        Form::Nfc => ComposingNormalizerBorrowed::new_nfc().normalize_utf16(text),
        Form::Nfkc => ComposingNormalizerBorrowed::new_nfkc().normalize_utf16(text),
        Form::Nfd => DecomposingNormalizerBorrowed::new_nfd().normalize_utf16(text),
        Form::Nfkd => DecomposingNormalizerBorrowed::new_nfkd().normalize_utf16(text),
    }
}

/// The units cut at lone surrogates: text without any, and the surrogates.
fn well_formed_pieces(units: &[u16]) -> impl Iterator<Item = Result<&[u16], u16>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let view = StringView::Utf16(units);
        while at < units.len() {
            let point = view.code_point_at(at);
            if point.is_unpaired {
                break;
            }
            at += point.len;
        }
        if at > start {
            return Some(Ok(&units[start..at]));
        }
        let surrogate = *units.get(at)?;
        at += 1;
        Some(Err(surrogate))
    })
}

/// §22.1.3.28 String.prototype.toLowerCase ( ) <https://tc39.es/ecma262/#sec-string.prototype.tolowercase>
pub(super) fn to_lower_case(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.toLowerCase")?;
    Ok(lower(cx, string)?.into())
}

/// §22.1.3.26 String.prototype.toLocaleLowerCase ( ) <https://tc39.es/ecma262/#sec-string.prototype.tolocalelowercase>
pub(super) fn to_locale_lower_case(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.toLocaleLowerCase")?;
    if let Some(functions) = cx.locale_functions() {
        return (functions.to_locale_lower_case)(cx, string.into(), call);
    }
    Ok(lower(cx, string)?.into())
}

/// §22.1.3.30 String.prototype.toUpperCase ( ) <https://tc39.es/ecma262/#sec-string.prototype.touppercase>
pub(super) fn to_upper_case(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.toUpperCase")?;
    Ok(upper(cx, string)?.into())
}

/// §22.1.3.27 String.prototype.toLocaleUpperCase ( ) <https://tc39.es/ecma262/#sec-string.prototype.tolocaleuppercase>
pub(super) fn to_locale_upper_case(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.toLocaleUpperCase")?;
    if let Some(functions) = cx.locale_functions() {
        return (functions.to_locale_upper_case)(cx, string.into(), call);
    }
    Ok(upper(cx, string)?.into())
}

// FAST: without branches these become vector code.
const fn lower_latin1(byte: u8) -> u8 {
    let is_upper = byte.wrapping_sub(b'A') < 26 || (byte.wrapping_sub(0xC0) < 31 && byte != 0xD7);
    byte + ((is_upper as u8) << 5)
}

const fn upper_latin1(byte: u8) -> u8 {
    let is_lower = byte.wrapping_sub(b'a') < 26 || (byte.wrapping_sub(0xE0) < 31 && byte != 0xF7);
    byte - ((is_lower as u8) << 5)
}

fn lower(cx: &mut Cx, string: JsString) -> JsResult<JsString> {
    // FAST: lower case of Latin-1 stays in Latin-1, unit by unit.
    if cx.view(string).as_latin1().is_some() {
        return map_latin1(cx, string, lower_latin1);
    }
    // NOTE: a final sigma is another letter, and what is final is seen from both sides.
    let has_sigma = cx.view(string).units().any(|unit| unit == 0x3A3);
    let most = if has_sigma { usize::MAX } else { PIECE };
    map_text(cx, string, most, str::to_lowercase)
}

fn upper(cx: &mut Cx, string: JsString) -> JsResult<JsString> {
    // FAST: only three characters of Latin-1 leave it or grow: ß, µ, ÿ.
    let leaves = |byte: &u8| matches!(byte, 0xDF | 0xB5 | 0xFF);
    if let Some(bytes) = cx.view(string).as_latin1()
        && (bytes.is_ascii() || !bytes.iter().any(leaves))
    {
        return map_latin1(cx, string, upper_latin1);
    }
    map_text(cx, string, PIECE, str::to_uppercase)
}

#[inline(always)]
fn map_latin1(cx: &mut Cx, string: JsString, map: impl Fn(u8) -> u8) -> JsResult<JsString> {
    if string.len() > 4096 {
        cx.reserve(string.len() * 2)?;
    }
    let Some(bytes) = cx.view(string).as_latin1() else {
        return Ok(string);
    };
    if bytes.len() > PIECE {
        return map_long_latin1(cx, string, map);
    }
    let mapped: smallvec::SmallVec<[u8; 64]> = bytes.iter().map(|byte| map(*byte)).collect();
    if mapped[..] == *bytes {
        return Ok(string);
    }
    Ok(cx.latin1(&mapped))
}

#[cold]
fn map_long_latin1(cx: &mut Cx, string: JsString, map: impl Fn(u8) -> u8) -> JsResult<JsString> {
    let mut builder = StringBuilder::new(cx);
    let mut is_same = true;
    for piece in cx.view(string).pieces() {
        let bytes = piece.as_latin1().unwrap_or_default();
        let mapped: Vec<u8> = bytes.iter().map(|byte| map(*byte)).collect();
        is_same &= mapped[..] == *bytes;
        builder.push_view(StringView::Latin1(&mapped));
        if cx.charge_in_place((bytes.len() / 64) as u32) {
            break;
        }
    }
    cx.charge(1)?;
    match is_same {
        true => Ok(string),
        false => builder.finish(cx),
    }
}

/// Maps text after text of at most `most` units.
fn map_text(
    cx: &mut Cx,
    string: JsString,
    most: usize,
    map: fn(&str) -> String,
) -> JsResult<JsString> {
    // NOTE: UTF-8 and the mapped text together take about this much.
    cx.reserve(string.len().saturating_mul(12))?;
    cx.charge_time(25 * string.len() as u64)?;
    let mut builder = StringBuilder::new(cx);
    let text = cx.view(string);
    if text.len() <= most {
        map_piece(&mut builder, text, map);
    } else {
        for piece in text.pieces() {
            map_piece(&mut builder, piece, map);
            if cx.must_end_after(piece, 25) {
                break;
            }
        }
    }
    cx.charge(1)?;
    builder.finish(cx)
}

/// Appends a text that is mapped as a whole.
fn map_piece(builder: &mut StringBuilder, text: StringView<'_>, map: fn(&str) -> String) {
    let units: Vec<u16> = text.units().collect();
    for piece in well_formed_pieces(&units) {
        match piece {
            Ok(text) => builder.push_str(&map(&StringView::Utf16(text).to_string_lossy())),
            Err(surrogate) => builder.push_unit(surrogate),
        }
    }
}

/// §22.1.3.31 String.prototype.toWellFormed ( ) <https://tc39.es/ecma262/#sec-string.prototype.towellformed>
pub(super) fn to_well_formed(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let string = this_string(cx, call, "String.prototype.toWellFormed")?;
    if cx.view(string).as_latin1().is_some() {
        return Ok(string.into());
    }
    let mut builder = StringBuilder::new(cx);
    for piece in cx.view(string).pieces() {
        for point in piece.code_points() {
            builder.push_code_point(if point.is_unpaired {
                0xFFFD
            } else {
                point.value
            });
        }
        if cx.must_end_after(piece, 5) {
            break;
        }
    }
    cx.charge(1)?;
    Ok(builder.finish(cx)?.into())
}

//! Intl.Segmenter: §18 <https://tc39.es/ecma402/#segmenter-objects>, its Segments and their iterators.
//!
//! The boundaries of a string are found once, when it is segmented.
//!
//! Uses: negotiate, options, service. Never: the other services.

use std::sync::Arc;

use icu_segmenter::options::{SentenceBreakInvariantOptions, WordBreakInvariantOptions};
use icu_segmenter::{GraphemeClusterSegmenter, SentenceSegmenter, WordSegmenter};
use stilla_core::builtin::{Global, method, symbol_method, tag};
use stilla_core::host_data::Data;
use stilla_core::string::PIECE;
use stilla_core::{Call, Cx, Intrinsic, JsResult, JsString, Kind, Object, Value, WellKnownSymbol};

use crate::negotiate::{self, supported_locales_of};
use crate::{options, service};

/// Intl.Segmenter and its prototype.
pub const SEGMENTER: Global = Global::constructor("Segmenter", 0, construct)
    .unexposed()
    .id(Intrinsic::IntlSegmenter)
    .prototype_id(Intrinsic::IntlSegmenterPrototype)
    .statics(&[method("supportedLocalesOf", 1, supported_locales_of)])
    .prototype(&[
        method("resolvedOptions", 0, resolved_options),
        method("segment", 1, segment),
        tag("Intl.Segmenter"),
    ]);

/// %IntlSegmentsPrototype%.
pub const SEGMENTS: Global = Global::hidden("Segments", Intrinsic::IntlSegmentsPrototype)
    .prototype(&[
        method("containing", 1, containing),
        symbol_method(WellKnownSymbol::iterator, 0, iterate),
    ]);

/// %IntlSegmentIteratorPrototype%.
pub const SEGMENT_ITERATOR: Global =
    Global::hidden("Segment Iterator", Intrinsic::IntlSegmentIteratorPrototype)
        .prototype_parent(Intrinsic::IteratorPrototype)
        .prototype(&[method("next", 0, next), tag("Segmenter String Iterator")]);

/// Internal slots of Segments and of their iterators, behind the state.
const STRING: usize = 1;
const POSITION: usize = 2;

/// What a text is cut into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Granularity {
    Grapheme,
    Word,
    Sentence,
}

/// The state of a Segmenter.
struct Segmenter {
    locale: String,
    granularity: Granularity,
}

/// The boundaries of a string, 0 among them, and for words what is one.
struct Boundaries {
    ends: Vec<u32>,
    words: Option<Vec<bool>>,
}

/// An iterator's share of them.
struct Iteration(Arc<Boundaries>);

/// §18.1.1 Intl.Segmenter ( [ locales [ , options ] ] ) <https://tc39.es/ecma402/#sec-intl.segmenter>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let prototype =
        cx.get_prototype_from_constructor(new_target, Intrinsic::IntlSegmenterPrototype)?;
    let requested = negotiate::canonicalize_locale_list(cx, call.arg(0))?;
    let options = options::options_object(cx, call.arg(1))?;
    negotiate::locale_matcher(cx, options)?;
    let resolved =
        negotiate::resolve_locale(&requested, &[], |_, _| String::new(), |_, _, _| false);
    let names = ["grapheme", "word", "sentence"];
    let granularity = match options::choice_or(cx, options, "granularity", &names, "grapheme")? {
        "word" => Granularity::Word,
        "sentence" => Granularity::Sentence,
        _ => Granularity::Grapheme,
    };
    let state = Segmenter {
        locale: resolved.locale,
        granularity,
    };
    Ok(service::create_with(cx, prototype, Arc::new(state))?.into())
}

/// §18.3.2 Intl.Segmenter.prototype.resolvedOptions ( ) <https://tc39.es/ecma402/#sec-intl.segmenter.prototype.resolvedoptions>
fn resolved_options(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, state) = service::require::<Segmenter>(cx, call.this(), "Intl.Segmenter")?;
    let granularity = match state.granularity {
        Granularity::Grapheme => "grapheme",
        Granularity::Word => "word",
        Granularity::Sentence => "sentence",
    };
    let mut answer = service::Answer::new(cx);
    answer.text("locale", &state.locale)?;
    answer.text("granularity", granularity)?;
    Ok(answer.finish())
}

/// The boundaries of a text; those that were found before the run must end, which the next safepoint says.
fn boundaries(cx: &Cx, granularity: Granularity, units: &[u16]) -> Boundaries {
    let mut looked = 0;
    let goes_on = |end: &usize| {
        if end - looked < PIECE {
            return true;
        }
        let work = (end - looked) * 2;
        looked = *end;
        !cx.charge_in_place(work as u32)
    };
    let mut found = Boundaries {
        ends: Vec::new(),
        words: None,
    };
    match granularity {
        Granularity::Grapheme => found.ends = graphemes(units, goes_on),
        Granularity::Sentence => {
            let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
            let ends = segmenter.segment_utf16(units).take_while(goes_on);
            found.ends = ends.map(|end| end as u32).collect();
        }
        Granularity::Word => {
            let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
            let pairs = segmenter.segment_utf16(units).iter_with_word_type();
            let mut start = 0;
            let mut goes_on = goes_on;
            let (ends, words) = pairs
                .take_while(|(end, _)| goes_on(end))
                .map(|(end, kind)| {
                    // NOTE: a word that ends in a vowel sign has no kind.
                    let is_word = kind.is_word_like() || starts_word(&units[start..end]);
                    start = end;
                    (end as u32, is_word)
                })
                .unzip();
            found.ends = ends;
            found.words = Some(words);
        }
    }
    found
}

/// The boundaries of graphemes, found in parts of a long text: each begins at the last boundary that is surely one of the text.
///
/// SPEC: a grapheme of more than [`LONGEST_PART`] units, which is made of marks, is cut.
fn graphemes(units: &[u16], mut goes_on: impl FnMut(&usize) -> bool) -> Vec<u32> {
    let segmenter = GraphemeClusterSegmenter::new();
    let mut ends = vec![];
    let mut start = 0;
    loop {
        let part = &units[start..end_of_part(units, start)];
        let is_first = usize::from(start > 0);
        for part_end in segmenter.segment_utf16(part).skip(is_first) {
            if !goes_on(&(start + part_end)) {
                return ends;
            }
            ends.push((start + part_end) as u32);
        }
        if start + part.len() == units.len() {
            return ends;
        }
        // NOTE: the last one is where the part ends, whatever stands there.
        if let [.., before, _] = ends[..]
            && before as usize > start
        {
            ends.pop();
        }
        start = ends.last().map_or(units.len(), |end| *end as usize);
    }
}

/// The most units that are looked at as a whole.
const LONGEST_PART: usize = 1 << 18;

/// Where a part ends that begins at `start`: not within a pair.
fn end_of_part(units: &[u16], start: usize) -> usize {
    match units.get(start + LONGEST_PART) {
        None => units.len(),
        Some(0xDC00..=0xDFFF) => start + LONGEST_PART - 1,
        Some(_) => start + LONGEST_PART,
    }
}

fn starts_word(units: &[u16]) -> bool {
    let first = char::decode_utf16(units.iter().copied()).next();
    first.is_some_and(|first| first.is_ok_and(char::is_alphanumeric))
}

/// §18.3.3 Intl.Segmenter.prototype.segment ( string ) <https://tc39.es/ecma402/#sec-intl.segmenter.prototype.segment>
fn segment(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, state) = service::require::<Segmenter>(cx, call.this(), "Intl.Segmenter")?;
    let string = cx.to_string(call.arg(0))?;
    // NOTE: units, boundaries and words take about this much.
    let bytes = string.len().saturating_mul(7) + 64;
    cx.reserve(bytes)?;
    cx.flatten(string)?;
    let units: Vec<u16> = cx.view(string).units().collect();
    let found = Arc::new(boundaries(cx, state.granularity, &units));
    drop(units);
    cx.charge(1)?;
    let data = Data::new(cx, Box::new(found), bytes)?;
    let prototype = cx.intrinsic(Intrinsic::IntlSegmentsPrototype);
    let slots = [data.to_value(), string.into()];
    Ok(cx.create_object(Kind::Intl, Some(prototype), &slots).into())
}

fn string_of(object: Object) -> Option<JsString> {
    object.internal(STRING).as_string()
}

/// The segment that ends at boundary number `place`, as an object
/// <https://tc39.es/ecma402/#sec-createsegmentdataobject>
fn segment_object(
    cx: &mut Cx,
    found: &Boundaries,
    string: JsString,
    place: usize,
) -> JsResult<Value> {
    let start = found.ends[place - 1] as usize;
    let end = found.ends[place] as usize;
    let part = cx.substring(string, start, end.min(string.len()));
    let mut answer = service::Answer::new(cx);
    answer.value("segment", part.into())?;
    answer.value("index", Value::from(start))?;
    answer.value("input", string.into())?;
    if let Some(words) = &found.words {
        answer.value("isWordLike", words[place].into())?;
    }
    Ok(answer.finish())
}

/// §18.5.2.1 %IntlSegmentsPrototype%.containing ( index ) <https://tc39.es/ecma402/#sec-%intlsegmentsprototype%.containing>
fn containing(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (object, found) = service::require::<Boundaries>(cx, call.this(), "Segments")?;
    let index = cx.to_integer_or_infinity(call.arg(0))?;
    let Some(string) = string_of(object) else {
        return Ok(Value::UNDEFINED);
    };
    if index < 0.0 || index >= string.len() as f64 {
        return Ok(Value::UNDEFINED);
    }
    let place = found.ends.partition_point(|end| f64::from(*end) <= index);
    if place == 0 || place >= found.ends.len() {
        return Ok(Value::UNDEFINED);
    }
    segment_object(cx, &found, string, place)
}

/// §18.5.2.2 %IntlSegmentsPrototype% [ %Symbol.iterator% ] ( ) <https://tc39.es/ecma402/#sec-%intlsegmentsprototype%-%symbol.iterator%>
fn iterate(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (object, found) = service::require::<Boundaries>(cx, call.this(), "Segments")?;
    let state = Arc::new(Iteration(found));
    let data = Data::new(cx, Box::new(state), 64)?;
    let prototype = cx.intrinsic(Intrinsic::IntlSegmentIteratorPrototype);
    let slots = [data.to_value(), object.internal(STRING), Value::from(0u32)];
    Ok(cx.create_object(Kind::Intl, Some(prototype), &slots).into())
}

/// §18.6.2.1 %IntlSegmentIteratorPrototype%.next ( ) <https://tc39.es/ecma402/#sec-%intlsegmentiteratorprototype%.next>
fn next(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (object, state) = service::require::<Iteration>(cx, call.this(), "Segment Iterator")?;
    let place = object.internal(POSITION).as_number().unwrap_or(0.0) as usize + 1;
    let string = string_of(object).filter(|string| !string.is_empty());
    match string {
        Some(string) if place < state.0.ends.len() => {
            object.set_internal(POSITION, Value::from(place));
            let value = segment_object(cx, &state.0, string, place)?;
            Ok(cx.create_iter_result_object(value, false).into())
        }
        _ => Ok(cx.create_iter_result_object(Value::UNDEFINED, true).into()),
    }
}

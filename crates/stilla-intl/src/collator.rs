//! Intl.Collator: §10 <https://tc39.es/ecma402/#collator-objects>
//!
//! Uses: collation_names, negotiate, options, service, tag. Never: the other services.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use icu_collator::options::{AlternateHandling, CaseLevel, CollatorOptions, Strength};
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use stilla_core::builtin::{Global, getter, method, tag as class_tag};
use stilla_core::{Call, Cx, Intrinsic, JsResult, JsString, StringView, Value};

use crate::data::DataLocale;
use crate::negotiate::{self, KeyRequest, Resolved, supported_locales_of};
use crate::{collation_names, options, service, tag};

/// Intl.Collator and its prototype.
pub const COLLATOR: Global = Global::constructor("Collator", 0, construct)
    .unexposed()
    .id(Intrinsic::IntlCollator)
    .prototype_id(Intrinsic::IntlCollatorPrototype)
    .statics(&[method("supportedLocalesOf", 1, supported_locales_of)])
    .prototype(&[
        getter("compare", compare),
        method("resolvedOptions", 0, resolved_options),
        class_tag("Intl.Collator"),
    ]);

/// The state of a Collator.
pub struct Collator {
    locale: String,
    usage: &'static str,
    sensitivity: &'static str,
    ignore_punctuation: bool,
    collation: String,
    numeric: bool,
    case_first: String,
    collator: CollatorBorrowed<'static>,
}

/// §10.1.1 Intl.Collator ( [ locales [ , options ] ] ) <https://tc39.es/ecma402/#sec-intl.collator>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.new_target().unwrap_or(call.callee());
    let prototype =
        cx.get_prototype_from_constructor(new_target, Intrinsic::IntlCollatorPrototype)?;
    let state = Collator::new(cx, call.arg(0), call.arg(1))?;
    Ok(service::create_with(cx, prototype, Arc::new(state))?.into())
}

fn key_default(_: DataLocale, key: &str) -> String {
    match key {
        "kn" | "kf" => "false".to_owned(),
        _ => String::new(),
    }
}

fn key_supported(data: DataLocale, key: &str, value: &str) -> bool {
    match key {
        "kn" => matches!(value, "true" | "false"),
        "kf" => matches!(value, "upper" | "lower" | "false"),
        _ => {
            let language = data.name().split('-').next().unwrap_or_default();
            collation_names::of_language(language).contains(&value)
        }
    }
}

impl Collator {
    /// The state for locales and options. May run JavaScript.
    pub fn new(cx: &mut Cx, locales: Value, options: Value) -> JsResult<Collator> {
        let requested = negotiate::canonicalize_locale_list(cx, locales)?;
        let options = options::coerce_options(cx, options)?;
        let usage = options::choice_or(cx, options, "usage", &["sort", "search"], "sort")?;
        negotiate::locale_matcher(cx, options)?;
        let collation = options::unicode_type(cx, options, "collation")?;
        let numeric = options::boolean(cx, options, "numeric")?;
        let cases = ["upper", "lower", "false"];
        let case_first = options::choice(cx, options, "caseFirst", &cases)?;
        let keys = [
            KeyRequest {
                key: "co",
                option: collation,
            },
            KeyRequest {
                key: "kn",
                option: numeric.map(|on| on.to_string()),
            },
            KeyRequest {
                key: "kf",
                option: case_first.map(str::to_owned),
            },
        ];
        let resolved = negotiate::resolve_locale(&requested, &keys, key_default, key_supported);
        let levels = ["base", "accent", "case", "variant"];
        let sensitivity = options::choice_or(cx, options, "sensitivity", &levels, "variant")?;
        let ignore = options::boolean(cx, options, "ignorePunctuation")?;
        Ok(Collator::build(resolved, usage, sensitivity, ignore))
    }

    fn build(
        mut resolved: Resolved,
        usage: &'static str,
        sensitivity: &'static str,
        ignore: Option<bool>,
    ) -> Collator {
        let case_first = resolved.values.pop().unwrap_or_default();
        let numeric = resolved.values.pop().unwrap_or_default() == "true";
        let collation = resolved.values.pop().unwrap_or_default();
        let mut locale = resolved.id();
        if !collation.is_empty() {
            tag::set_keyword(&mut locale, "co", &collation);
        } else if usage == "search" && resolved.language() == "de" {
            // NOTE: there are no search collations; the German one is that of telephone books.
            tag::set_keyword(&mut locale, "co", "phonebk");
        }
        tag::set_keyword(&mut locale, "kn", if numeric { "true" } else { "false" });
        if case_first != "false" {
            tag::set_keyword(&mut locale, "kf", &case_first);
        }
        let mut options = CollatorOptions::default();
        options.strength = Some(match sensitivity {
            "base" | "case" => Strength::Primary,
            "accent" => Strength::Secondary,
            _ => Strength::Tertiary,
        });
        options.case_level = (sensitivity == "case").then_some(CaseLevel::On);
        options.alternate_handling = ignore.map(|ignore| match ignore {
            true => AlternateHandling::Shifted,
            false => AlternateHandling::NonIgnorable,
        });
        let preferences = CollatorPreferences::from(&locale);
        let collator = CollatorBorrowed::try_new(preferences, options)
            .unwrap_or_else(|_| CollatorBorrowed::new_root(options));
        let shifted = AlternateHandling::Shifted;
        let ignores = collator.resolved_options().alternate_handling == shifted;
        Collator {
            locale: resolved.locale,
            usage,
            sensitivity,
            ignore_punctuation: ignore.unwrap_or(ignores),
            collation: if collation.is_empty() {
                "default".to_owned()
            } else {
                collation
            },
            numeric,
            case_first,
            collator,
        }
    }

    /// §10.3.3.2 CompareStrings ( collator, x, y ) <https://tc39.es/ecma402/#sec-collator-comparestrings>
    pub fn compare(&self, cx: &mut Cx, x: JsString, y: JsString) -> JsResult<Ordering> {
        if cx.string_equals(x, y) {
            return Ok(Ordering::Equal);
        }
        let length = x.len() + y.len();
        if length > 1 << 12 {
            cx.reserve(length * 4)?;
        }
        cx.flatten(x)?;
        cx.flatten(y)?;
        let start = match length > 4 * DISTANCE {
            true => last_place_of_interest(cx, x, y)?,
            false => 0,
        };
        cx.charge_time(30 * (length - 2 * start) as u64)?;
        let rest = |text: StringView<'_>| text.slice(start..text.len()).units().collect();
        let (x, y): (Vec<u16>, Vec<u16>) = (rest(cx.view(x)), rest(cx.view(y)));
        let (short_x, short_y) = (without_long_runs(&x), without_long_runs(&y));
        let order = self.collator.compare_utf16(&short_x, &short_y);
        let is_cut = short_x.len() < x.len() || short_y.len() < y.len();
        Ok(match order {
            Ordering::Equal if is_cut => x.cmp(&y),
            order => order,
        })
    }
}

/// The longest run of combining marks or digits that is looked at.
const LONGEST_RUN: usize = 10_000;

/// Nothing that stands farther before the first difference decides how it compares: runs are shorter, and so is all else that is
/// compared as a whole.
const DISTANCE: usize = 4 * LONGEST_RUN;

/// Where to begin to compare two long texts: what they begin with is the same up to there, and far beyond.
fn last_place_of_interest(cx: &mut Cx, x: JsString, y: JsString) -> JsResult<usize> {
    let mut same = 0;
    let (one, two) = (cx.view(x), cx.view(y));
    for (a, b) in one.pieces().zip(two.pieces()) {
        if a != b {
            same += a.units().zip(b.units()).take_while(|(a, b)| a == b).count();
            break;
        }
        same += a.len();
        if cx.charge_in_place((a.len() / 16) as u32) {
            break;
        }
    }
    let start = same.saturating_sub(DISTANCE);
    // NOTE: not within a pair.
    let start = match one.get(start) {
        Some(0xDC00..=0xDFFF) => start + 1,
        _ => start,
    };
    cx.charge(1)?;
    Ok(start)
}

/// A text with the ends of overlong runs of marks or digits cut off.
///
/// SPEC: such runs take quadratic time to compare, and no text that means anything has them. Texts that
/// differ only in what is cut off are ordered by their code units.
fn without_long_runs(units: &[u16]) -> Cow<'_, [u16]> {
    if units.len() <= LONGEST_RUN {
        return Cow::Borrowed(units);
    }
    let classes = CanonicalCombiningClassMapBorrowed::new();
    let mut kept = Vec::new();
    let mut run = 0;
    for c in char::decode_utf16(units.iter().copied()) {
        let goes_on = match c {
            Ok('0'..='9') => true,
            Ok(c) if c < '\u{300}' => false,
            Ok(c) => c.is_numeric() || classes.get_u8(c) != 0,
            Err(_) => false,
        };
        run = if goes_on { run + 1 } else { 0 };
        if run <= LONGEST_RUN {
            match c {
                Ok(c) => kept.extend_from_slice(c.encode_utf16(&mut [0; 2])),
                Err(lone) => kept.push(lone.unpaired_surrogate()),
            }
        }
    }
    Cow::Owned(kept)
}

/// §10.3.3 get Intl.Collator.prototype.compare <https://tc39.es/ecma402/#sec-intl.collator.prototype.compare>
fn compare(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (object, _) = service::require::<Collator>(cx, call.this(), "Intl.Collator")?;
    Ok(service::bound(cx, object, 2, compare_strings))
}

/// §10.3.3.1 Collator Compare Functions <https://tc39.es/ecma402/#sec-collator-compare-functions>
fn compare_strings(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, state) = service::require::<Collator>(cx, call.data(), "Intl.Collator")?;
    let x = cx.to_string(call.arg(0))?;
    let y = cx.to_string(call.arg(1))?;
    Ok(Value::from(state.compare(cx, x, y)? as i32))
}

/// §10.3.2 Intl.Collator.prototype.resolvedOptions ( ) <https://tc39.es/ecma402/#sec-intl.collator.prototype.resolvedoptions>
fn resolved_options(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, state) = service::require::<Collator>(cx, call.this(), "Intl.Collator")?;
    let mut answer = service::Answer::new(cx);
    answer.text("locale", &state.locale)?;
    answer.text("usage", state.usage)?;
    answer.text("sensitivity", state.sensitivity)?;
    answer.value("ignorePunctuation", state.ignore_punctuation.into())?;
    answer.text("collation", &state.collation)?;
    answer.value("numeric", state.numeric.into())?;
    answer.text("caseFirst", &state.case_first)?;
    Ok(answer.finish())
}

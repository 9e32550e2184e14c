//! Language tags: §6.2 <https://tc39.es/ecma402/#sec-language-tags>
//!
//! A tag is parsed and put in canonical form by `icu_locale`; what it doesn't know, the aliases of
//! values of the `u` extension, comes from our own data.
//!
//! Uses: data. Never: negotiate, options.

use std::fmt;

use icu_locale::extensions::transform::{Key as TransformKey, Value as TransformValue};
use icu_locale::extensions::unicode::{Key, Value};
use icu_locale::{LanguageIdentifier, Locale, LocaleCanonicalizer, LocaleExpander, langid};

use crate::data::{DataLocale, named_part};

/// A language tag: that of `icu_locale`, and the language that it has no room for.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The tag, with the language "und" if it is `long_language`.
    pub locale: Locale,
    /// A language of five to eight letters; there is none, but tags may have them.
    pub long_language: Option<String>,
}

impl Tag {
    /// The language.
    pub fn language(&self) -> &str {
        let short = self.locale.id.language.as_str();
        self.long_language.as_deref().unwrap_or(short)
    }

    /// The tag without extensions.
    pub fn base_name(&self) -> String {
        self.with_language(self.locale.id.to_string())
    }

    fn with_language(&self, text: String) -> String {
        match (&self.long_language, text.strip_prefix("und")) {
            (Some(language), Some(rest)) => format!("{language}{rest}"),
            _ => text,
        }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.with_language(self.locale.to_string()))
    }
}

/// Whether a subtag has the form of a language that `icu_locale` has no room for.
pub fn is_long_language(text: &str) -> bool {
    (5..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// IsStructurallyValidLanguageTag and CanonicalizeUnicodeLocaleId: `None` if the tag is not valid.
/// <https://tc39.es/ecma402/#sec-isstructurallyvalidlanguagetag>
pub fn canonicalize(text: &str) -> Option<Tag> {
    let first = text.split('-').next().unwrap_or_default();
    let long_language = is_long_language(first).then(|| first.to_ascii_lowercase());
    let mut locale = match long_language {
        Some(_) => parse(&format!("und{}", &text[first.len()..]))?,
        None => parse(text)?,
    };
    canonicalize_locale(&mut locale);
    Some(Tag {
        locale,
        long_language,
    })
}

/// A tag as it stands, if it is valid and its language has two or three letters.
pub fn parse(tag: &str) -> Option<Locale> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if tag.len() > LONGEST || !tag.bytes().all(is_plain) || !has_distinct_parts(tag) {
        return None;
    }
    Locale::try_from_str(tag).ok()
}

/// The longest tag.
///
/// SPEC: there is no limit, but a tag of many megabytes takes as many milliseconds, and nothing can end that.
const LONGEST: usize = 1 << 18;

/// The most variants that a tag may have.
///
/// SPEC: there is no limit, but to sort very many takes quadratic time; the registry has about a hundred.
pub const MOST_VARIANTS: usize = 1000;

/// No singleton stands twice, and no variant, also not within the `t` extension.
fn has_distinct_parts(tag: &str) -> bool {
    let lower = tag.to_ascii_lowercase();
    let mut singletons: Vec<&str> = Vec::new();
    let mut variants: Vec<&str> = Vec::new();
    let mut within = "";
    for (place, part) in lower.split('-').enumerate() {
        if part.len() == 1 && place > 0 {
            if part == "x" {
                return true;
            }
            if singletons.contains(&part) {
                return false;
            }
            singletons.push(part);
            variants.clear();
            within = part;
            continue;
        }
        let is_variant =
            part.len() >= 5 || (part.len() == 4 && part.as_bytes()[0].is_ascii_digit());
        if within == "t" && part.len() == 2 && part.as_bytes()[1].is_ascii_digit() {
            within = "tfield";
        }
        if place > 0 && is_variant && (within.is_empty() || within == "t") {
            if variants.contains(&part) || variants.len() == MOST_VARIANTS {
                return false;
            }
            variants.push(part);
        }
    }
    true
}

/// CanonicalizeUnicodeLocaleId <https://tc39.es/ecma402/#sec-canonicalizeunicodelocaleid>
pub fn canonicalize_locale(locale: &mut Locale) {
    LocaleCanonicalizer::new_extended().canonicalize(locale);
    canonicalize_transform(locale);
    let keywords = &mut locale.extensions.unicode.keywords;
    let pairs: Vec<(Key, String)> = keywords
        .iter()
        .map(|(key, value)| (*key, value.to_string()))
        .collect();
    for (key, value) in pairs {
        let canonical = canonical_value(key.as_str(), &value);
        if canonical != value
            && let Ok(canonical) = Value::try_from_str(&canonical)
        {
            keywords.set(key, canonical);
        }
    }
}

/// Puts the values of the `t` extension in their canonical forms.
fn canonicalize_transform(locale: &mut Locale) {
    let fields = &mut locale.extensions.transform.fields;
    for (name, aliases) in DataLocale::supplemental().with_prefix("s.kt.") {
        let Ok(key) = TransformKey::try_from_str(name) else {
            continue;
        };
        let value = fields
            .get(&key)
            .map(ToString::to_string)
            .unwrap_or_default();
        let preferred = named_part(aliases, &value);
        if let Some(preferred) = preferred.and_then(|text| TransformValue::try_from_str(text).ok())
        {
            fields.set(key, preferred);
        }
    }
}

/// The canonical form of a value of the `u` extension.
pub fn canonical_value(key: &str, value: &str) -> String {
    let lower = value.to_ascii_lowercase();
    let aliases = DataLocale::supplemental();
    match aliases.part(&format!("s.kw.{key}"), &lower) {
        Some(preferred) => preferred.to_owned(),
        None => lower,
    }
}

/// The value of a key of the `u` extension; an empty text for a key without a value.
pub fn keyword(locale: &Locale, key: &str) -> Option<String> {
    let key = Key::try_from_str(key).ok()?;
    let value = locale.extensions.unicode.keywords.get(&key)?;
    Some(value.to_string())
}

/// Sets a key of the `u` extension. A value that can't stand there is ignored.
pub fn set_keyword(locale: &mut Locale, key: &str, value: &str) {
    if let (Ok(key), Ok(value)) = (Key::try_from_str(key), Value::try_from_str(value)) {
        locale.extensions.unicode.keywords.set(key, value);
    }
}

/// Whether a text has the form of a value of the `u` extension: parts of 3 to 8 letters and digits.
pub fn is_type(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|part| {
            (3..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// The identifier with its likely subtags.
pub fn maximized(id: &LanguageIdentifier) -> LanguageIdentifier {
    let mut id = id.clone();
    LocaleExpander::new_extended().maximize(&mut id);
    if id.language.is_unknown() {
        // NOTE: to `icu_locale` nothing is likely about a language that isn't known.
        let likely = langid!("en-Latn-US");
        id.language = likely.language;
        id.script = id.script.or(likely.script);
        id.region = id.region.or(likely.region);
    }
    id
}

/// The identifier without its likely subtags.
pub fn minimized(id: &LanguageIdentifier) -> LanguageIdentifier {
    let mut id = maximized(id);
    LocaleExpander::new_extended().minimize(&mut id);
    id
}

/// The region that the locale is about: given, or the likely one.
pub fn region_of(locale: &Locale) -> String {
    let region = locale.id.region.or_else(|| maximized(&locale.id).region);
    region.map_or_else(|| "001".to_owned(), |region| region.to_string())
}

//! Intl.DisplayNames: §12 <https://tc39.es/ecma402/#intl-displaynames-objects>
//!
//! Uses: data, tag, negotiate, options, service. Never: the other services.

use std::sync::Arc;

use icu_locale::Locale;
use stilla_core::builtin::{Global, method, tag as class_tag};
use stilla_core::error::{range_error, type_error};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Msg, Value};

use crate::data::DataLocale;
use crate::negotiate::{self, supported_locales_of};
use crate::number_format::style;
use crate::{options, service, tag};

/// Intl.DisplayNames and its prototype.
pub const DISPLAY_NAMES: Global = Global::constructor("DisplayNames", 2, construct)
    .unexposed()
    .id(Intrinsic::IntlDisplayNames)
    .prototype_id(Intrinsic::IntlDisplayNamesPrototype)
    .statics(&[method("supportedLocalesOf", 1, supported_locales_of)])
    .prototype(&[
        method("of", 1, of),
        method("resolvedOptions", 0, resolved_options),
        class_tag("Intl.DisplayNames"),
    ]);

/// The state of a DisplayNames.
struct DisplayNames {
    locale: String,
    data: DataLocale,
    style: &'static str,
    kind: &'static str,
    fallback: &'static str,
    language_display: &'static str,
}

const KINDS: [&str; 6] = [
    "language",
    "region",
    "script",
    "currency",
    "calendar",
    "dateTimeField",
];

/// §12.5.1 The codes of date and time fields <https://tc39.es/ecma402/#sec-isvaliddatetimefieldcode>
const FIELDS: [&str; 12] = [
    "era",
    "year",
    "quarter",
    "month",
    "weekOfYear",
    "weekday",
    "day",
    "dayPeriod",
    "hour",
    "minute",
    "second",
    "timeZoneName",
];

/// §12.1.1 Intl.DisplayNames ( locales, options ) <https://tc39.es/ecma402/#sec-Intl.DisplayNames>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let prototype =
        cx.get_prototype_from_constructor(new_target, Intrinsic::IntlDisplayNamesPrototype)?;
    let requested = negotiate::canonicalize_locale_list(cx, call.arg(0))?;
    let given = call.arg(1);
    let Some(options) = given.as_object() else {
        return Err(type_error(
            cx,
            Msg::NotObjectNamed {
                name: "options",
                value: given,
            },
        ));
    };
    let options = Some(options);
    negotiate::locale_matcher(cx, options)?;
    let resolved =
        negotiate::resolve_locale(&requested, &[], |_, _| String::new(), |_, _, _| false);
    let style = options::choice_or(cx, options, "style", &["narrow", "short", "long"], "long")?;
    let Some(kind) = options::choice(cx, options, "type", &KINDS)? else {
        return Err(type_error(
            cx,
            Msg::InvalidOption {
                option: "type",
                value: Value::UNDEFINED,
            },
        ));
    };
    let fallback = options::choice_or(cx, options, "fallback", &["code", "none"], "code")?;
    let displays = ["dialect", "standard"];
    let language_display =
        options::choice_or(cx, options, "languageDisplay", &displays, "dialect")?;
    let (locale, data) = (resolved.locale, resolved.data);
    let state = DisplayNames {
        locale,
        data,
        style,
        kind,
        fallback,
        language_display,
    };
    Ok(service::create_with(cx, prototype, Arc::new(state))?.into())
}

/// §12.5.1 CanonicalCodeForDisplayNames ( type, code ) <https://tc39.es/ecma402/#sec-canonicalcodefordisplaynames>
fn canonical_code(kind: &str, code: &str) -> Option<String> {
    let is_letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphabetic());
    match kind {
        "language" => {
            let locale = tag::canonicalize(code)?;
            let has_extensions = code.split('-').any(|part| part.len() == 1);
            (!has_extensions && code != "root").then(|| locale.base_name())
        }
        "region" => {
            let is_digits = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
            ((code.len() == 2 && is_letters(code)) || is_digits).then(|| code.to_ascii_uppercase())
        }
        "script" => (code.len() == 4 && is_letters(code)).then(|| {
            let lower = code.to_ascii_lowercase();
            lower[..1].to_ascii_uppercase() + &lower[1..]
        }),
        "calendar" => tag::is_type(code).then(|| code.to_ascii_lowercase()),
        "dateTimeField" => FIELDS.contains(&code).then(|| code.to_owned()),
        _ => style::is_currency(code).then(|| code.to_ascii_uppercase()),
    }
}

impl DisplayNames {
    fn width(&self) -> &'static str {
        &self.style[..1]
    }

    /// A name by its width, or the long one.
    fn short_or_long(&self, group: &str, code: &str) -> Option<&'static str> {
        let short = || self.data.get(&format!("dn.{group}.s.{code}"));
        let long = || self.data.get(&format!("dn.{group}.l.{code}"));
        if self.style == "long" {
            long()
        } else {
            short().or_else(long)
        }
    }

    fn name(&self, code: &str) -> Option<String> {
        let found = match self.kind {
            "language" => return self.language(code),
            "region" => self.short_or_long("r", code),
            "script" => self.data.get(&format!("dn.s.{code}")),
            "calendar" => {
                let code = tag::canonical_value("ca", code);
                self.data.get(&format!("dn.ca.{code}"))
            }
            "dateTimeField" => self.data.get(&format!("dn.f.{}.{code}", self.width())),
            _ => self.currency(code),
        };
        found.map(str::to_owned)
    }

    fn currency(&self, code: &str) -> Option<&'static str> {
        let list = self.data.list(&format!("cur.{code}"));
        let at = |place: usize| list.get(place).copied().filter(|text| !text.is_empty());
        match self.style {
            "long" => at(2),
            "narrow" => at(1).or_else(|| at(0)),
            _ => at(0),
        }
    }

    /// The name of a language with script, region and variants.
    fn language(&self, code: &str) -> Option<String> {
        let id = Locale::try_from_str(code).ok()?.id;
        let language = id.language.to_string();
        let script = id.script.map(|script| script.to_string());
        let region = id.region.map(|region| region.to_string());
        let (mut rest_script, mut rest_region) = (script.clone(), region.clone());
        let mut name = None;
        if self.language_display == "dialect" {
            let join = |parts: &[&Option<String>]| {
                let parts: Option<Vec<&str>> = parts.iter().map(|part| part.as_deref()).collect();
                Some(format!("{language}-{}", parts?.join("-")))
            };
            let find = |code: Option<String>| self.short_or_long("l", &code?);
            if let Some(found) = find(join(&[&script, &region])) {
                (name, rest_script, rest_region) = (Some(found), None, None);
            } else if let Some(found) = find(join(&[&script])) {
                (name, rest_script) = (Some(found), None);
            } else if let Some(found) = find(join(&[&region])) {
                (name, rest_region) = (Some(found), None);
            }
        }
        let name = match name.or_else(|| self.short_or_long("l", &language)) {
            Some(name) => name.to_owned(),
            None if rest_script.is_none() && rest_region.is_none() && id.variants.is_empty() => {
                return None;
            }
            None => language,
        };
        let mut rest: Vec<String> = Vec::new();
        if let Some(script) = rest_script {
            rest.push(
                self.data
                    .get(&format!("dn.s.{script}"))
                    .map_or(script, str::to_owned),
            );
        }
        if let Some(region) = rest_region {
            rest.push(
                self.short_or_long("r", &region)
                    .map_or(region, str::to_owned),
            );
        }
        rest.extend(
            id.variants
                .iter()
                .map(|variant| variant.to_string().to_uppercase()),
        );
        if rest.is_empty() {
            return Some(name);
        }
        let separator = self
            .data
            .get("dn.sep")
            .unwrap_or("{0}, {1}")
            .replace("{0}", "")
            .replace("{1}", "");
        let pattern = self.data.get("dn.pattern").unwrap_or("{0} ({1})");
        Some(
            pattern
                .replace("{0}", &name)
                .replace("{1}", &rest.join(&separator)),
        )
    }
}

/// §12.3.3 Intl.DisplayNames.prototype.of ( code ) <https://tc39.es/ecma402/#sec-Intl.DisplayNames.prototype.of>
fn of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, state) = service::require::<DisplayNames>(cx, call.this(), "Intl.DisplayNames")?;
    let code = cx.to_string(call.arg(0))?;
    let text = cx.to_rust_string(code);
    let Some(canonical) = canonical_code(state.kind, &text) else {
        return Err(range_error(
            cx,
            Msg::InvalidValue {
                name: "code",
                value: code.into(),
            },
        ));
    };
    match state.name(&canonical) {
        Some(name) => service::string(cx, &name),
        None if state.fallback == "code" => service::string(cx, &canonical),
        None => Ok(Value::UNDEFINED),
    }
}

/// §12.3.2 Intl.DisplayNames.prototype.resolvedOptions ( )
/// <https://tc39.es/ecma402/#sec-Intl.DisplayNames.prototype.resolvedOptions>
fn resolved_options(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, state) = service::require::<DisplayNames>(cx, call.this(), "Intl.DisplayNames")?;
    let mut answer = service::Answer::new(cx);
    answer.text("locale", &state.locale)?;
    answer.text("style", state.style)?;
    answer.text("type", state.kind)?;
    answer.text("fallback", state.fallback)?;
    if state.kind == "language" {
        answer.text("languageDisplay", state.language_display)?;
    }
    Ok(answer.finish())
}

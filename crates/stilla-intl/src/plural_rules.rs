//! Intl.PluralRules: §17 <https://tc39.es/ecma402/#pluralrules-objects>
//!
//! Uses: digits, plural, number_format, negotiate, options, service. Never: the other services.

use std::sync::Arc;

use stilla_core::builtin::{Global, method, tag};
use stilla_core::error::{range_error, type_error};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Msg, Value};

use crate::data::DataLocale;
use crate::decimal::Numeric;
use crate::digits::{self, Defaults, Digits};
use crate::negotiate::{self, supported_locales_of};
use crate::number_format::notation::{self, Notation};
use crate::plural::{self, Kind, Rules};
use crate::{options, service};

/// Intl.PluralRules and its prototype.
pub const PLURAL_RULES: Global = Global::constructor("PluralRules", 0, construct)
    .unexposed()
    .id(Intrinsic::IntlPluralRules)
    .prototype_id(Intrinsic::IntlPluralRulesPrototype)
    .statics(&[method("supportedLocalesOf", 1, supported_locales_of)])
    .prototype(&[
        method("resolvedOptions", 0, resolved_options),
        method("select", 1, select),
        method("selectRange", 2, select_range),
        tag("Intl.PluralRules"),
    ]);

/// The state of a PluralRules.
pub struct PluralRules {
    locale: String,
    data: DataLocale,
    kind: &'static str,
    notation: Notation,
    digits: Digits,
    rules: Rules,
}

/// §17.1.1 Intl.PluralRules ( [ locales [ , options ] ] ) <https://tc39.es/ecma402/#sec-intl.pluralrules>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.require_new(cx)?;
    let prototype =
        cx.get_prototype_from_constructor(new_target, Intrinsic::IntlPluralRulesPrototype)?;
    let requested = negotiate::canonicalize_locale_list(cx, call.arg(0))?;
    let options = options::coerce_options(cx, call.arg(1))?;
    negotiate::locale_matcher(cx, options)?;
    let resolved =
        negotiate::resolve_locale(&requested, &[], |_, _| String::new(), |_, _, _| false);
    let kind = options::choice_or(cx, options, "type", &["cardinal", "ordinal"], "cardinal")?;
    let notation = notation::read_notation(cx, options)?;
    let notation = notation::read_display(cx, options, notation)?;
    let is_compact = notation.is_compact();
    let digits = digits::read(
        cx,
        options,
        Defaults {
            minimum: 0,
            maximum: 3,
            is_compact,
        },
    )?;
    let rule_type = match kind {
        "ordinal" => Kind::Ordinal,
        _ => Kind::Cardinal,
    };
    let rules = Rules::new(resolved.data, rule_type);
    let state = PluralRules {
        locale: resolved.locale,
        data: resolved.data,
        kind,
        notation,
        digits,
        rules,
    };
    let bytes = state.rules.bytes();
    Ok(service::create_sized(cx, prototype, Arc::new(state), bytes)?.into())
}

impl PluralRules {
    /// §17.5.2 ResolvePlural ( pluralRules, n ) <https://tc39.es/ecma402/#sec-resolveplural>
    fn resolve(&self, number: f64) -> &'static str {
        let Numeric::Finite(mut decimal) = Numeric::from_f64(number) else {
            return "other";
        };
        decimal.negative = false;
        let (shown, power) =
            notation::shown(self.data, "latn", self.notation, &self.digits, &decimal);
        let power = if self.notation.is_compact() {
            power.max(0) as u32
        } else {
            0
        };
        self.rules.select(&shown, power)
    }
}

fn this_rules(cx: &mut Cx, call: &Call<'_>) -> JsResult<Arc<PluralRules>> {
    Ok(service::require::<PluralRules>(cx, call.this(), "Intl.PluralRules")?.1)
}

/// §17.3.3 Intl.PluralRules.prototype.select ( value ) <https://tc39.es/ecma402/#sec-intl.pluralrules.prototype.select>
fn select(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_rules(cx, call)?;
    let number = cx.to_number(call.arg(0))?;
    Ok(cx.string(state.resolve(number)).into())
}

/// §17.3.4 Intl.PluralRules.prototype.selectRange ( start, end )
/// <https://tc39.es/ecma402/#sec-intl.pluralrules.prototype.selectrange>
fn select_range(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_rules(cx, call)?;
    for (name, value) in [("start", call.arg(0)), ("end", call.arg(1))] {
        if value.is_undefined() {
            return Err(type_error(cx, Msg::InvalidValue { name, value }));
        }
    }
    let start = cx.to_number(call.arg(0))?;
    let end = cx.to_number(call.arg(1))?;
    if start.is_nan() || end.is_nan() {
        return Err(range_error(
            cx,
            Msg::InvalidValue {
                name: "a range",
                value: Value::NAN,
            },
        ));
    }
    let (start, end) = (state.resolve(start), state.resolve(end));
    Ok(cx
        .string(plural::select_range(state.data, start, end))
        .into())
}

/// §17.3.2 Intl.PluralRules.prototype.resolvedOptions ( )
/// <https://tc39.es/ecma402/#sec-intl.pluralrules.prototype.resolvedoptions>
fn resolved_options(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_rules(cx, call)?;
    let mut answer = service::Answer::new(cx);
    answer.text("locale", &state.locale)?;
    answer.text("type", state.kind)?;
    answer.text("notation", state.notation.name())?;
    answer.text_if("compactDisplay", state.notation.display())?;
    state.digits.answer(&mut answer)?;
    answer.texts("pluralCategories", &state.rules.categories())?;
    state.digits.answer_rounding(&mut answer)?;
    Ok(answer.finish())
}

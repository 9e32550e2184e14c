//! Intl.DateTimeFormat: §11 <https://tc39.es/ecma402/#datetimeformat-objects>
//!
//! The wanted fields become a pattern (`options`, `skeleton`), a point in time becomes the values of
//! fields (`fields`, `zone`, `calendar`), both together parts.
//!
//! Uses: date_time_format::*, calendar, zone, negotiate, options, service, legacy. Never: the other services.

use std::sync::Arc;

use stilla_core::builtin::{Global, getter, method, tag as class_tag};
use stilla_core::error::{range_error, type_error};
use stilla_core::{Call, Cx, Intrinsic, JsResult, Msg, Object, Value};

use crate::data::DataLocale;
use crate::locale::hour_cycles_of;
use crate::negotiate::{self, KeyRequest, Resolved, supported_locales_of};
use crate::number_format::symbols::{self, Symbols};
use crate::service::{self, Answer, Tagged};
use crate::zone::Zone;
use crate::{calendar, legacy, options as read};

pub mod fields;
pub mod options;
pub mod pattern;
pub mod range;
pub mod skeleton;
mod subject;

use options::{Components, Group};
use pattern::{Item, Kind};
use subject::Patterns;

/// Intl.DateTimeFormat and its prototype.
pub const DATE_TIME_FORMAT: Global = Global::constructor("DateTimeFormat", 0, construct)
    .unexposed()
    .id(Intrinsic::IntlDateTimeFormat)
    .prototype_id(Intrinsic::IntlDateTimeFormatPrototype)
    .statics(&[method("supportedLocalesOf", 1, supported_locales_of)])
    .prototype(&[
        getter("format", format),
        method("formatRange", 2, format_range),
        method("formatRangeToParts", 2, format_range_to_parts),
        method("formatToParts", 1, format_to_parts),
        method("resolvedOptions", 0, resolved_options),
        class_tag("Intl.DateTimeFormat"),
    ]);

/// The state of a DateTimeFormat.
pub struct DateTimeFormat {
    locale: String,
    data: DataLocale,
    calendar: String,
    numbering: String,
    symbols: Symbols,
    zone: Zone,
    hour_cycle: &'static str,
    date_style: Option<&'static str>,
    time_style: Option<&'static str>,
    patterns: Patterns,
}

/// §11.1.1 Intl.DateTimeFormat ( [ locales [ , options ] ] ) <https://tc39.es/ecma402/#sec-intl.datetimeformat>
fn construct(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let new_target = call.new_target().unwrap_or(call.callee());
    let prototype =
        cx.get_prototype_from_constructor(new_target, Intrinsic::IntlDateTimeFormatPrototype)?;
    let state = DateTimeFormat::new(cx, call.arg(0), call.arg(1), Group::Any, Group::Date)?;
    let object = service::create_with(cx, prototype, Arc::new(state))?;
    legacy::chain(cx, call, object, Intrinsic::IntlDateTimeFormat)
}

fn key_default(data: DataLocale, key: &str) -> String {
    match key {
        "nu" => data.get("n.default").unwrap_or("latn").to_owned(),
        "ca" => {
            let locale = crate::tag::parse(data.name());
            let region = locale.map_or_else(String::new, |locale| crate::tag::region_of(&locale));
            let list = DataLocale::supplemental().get(&format!("s.cal.{region}"));
            let first = list
                .and_then(|list| list.split(' ').next())
                .unwrap_or("gregory");
            if supported_calendar(first) {
                first.to_owned()
            } else {
                "gregory".to_owned()
            }
        }
        _ => String::new(),
    }
}

fn supported_calendar(name: &str) -> bool {
    calendar::NAMES.contains(&name)
}

fn key_supported(_: DataLocale, key: &str, value: &str) -> bool {
    match key {
        "nu" => symbols::digits_of(value).is_some(),
        "ca" => supported_calendar(value),
        _ => matches!(value, "h11" | "h12" | "h23" | "h24"),
    }
}

/// The options that are read before the fields.
struct Head {
    resolved: Resolved,
    hour12: Option<bool>,
}

fn read_head(cx: &mut Cx, requested: &[String], options: Option<Object>) -> JsResult<Head> {
    negotiate::locale_matcher(cx, options)?;
    let calendar = read::unicode_type(cx, options, "calendar")?;
    let numbering = read::unicode_type(cx, options, "numberingSystem")?;
    let hour12 = read::boolean(cx, options, "hour12")?;
    let cycles = ["h11", "h12", "h23", "h24"];
    let cycle = read::choice(cx, options, "hourCycle", &cycles)?;
    let keys = [
        KeyRequest {
            key: "ca",
            option: calendar.map(|name| islamic_fallback(&name)),
        },
        KeyRequest {
            key: "hc",
            option: cycle.map(str::to_owned),
        },
        KeyRequest {
            key: "nu",
            option: numbering,
        },
    ];
    let mut resolved = negotiate::resolve_locale(requested, &keys, key_default, key_supported);
    if hour12.is_some() {
        // NOTE: the option hour12 rules out what the tag says about hours.
        if let Some(mut locale) = crate::tag::parse(&resolved.locale) {
            let keywords = &mut locale.extensions.unicode.keywords;
            keywords.retain_by_key(|key| key.as_str() != "hc");
            resolved.locale = locale.to_string();
        }
    }
    Ok(Head { resolved, hour12 })
}

/// The Islamic calendars that depend on sightings are reckoned by rule.
fn islamic_fallback(name: &str) -> String {
    match crate::tag::canonical_value("ca", name).as_str() {
        "islamic" | "islamic-rgsa" => "islamic-civil".to_owned(),
        other => other.to_owned(),
    }
}

fn read_zone(cx: &mut Cx, options: Option<Object>) -> JsResult<Zone> {
    let value = read::raw(cx, options, "timeZone")?;
    let name = if value.is_undefined() {
        cx.host().time_zone_name()
    } else {
        let string = cx.to_string(value)?;
        cx.to_rust_string(string)
    };
    match Zone::new(&name) {
        Some(zone) => Ok(zone),
        None if value.is_undefined() => {
            Zone::new("UTC").ok_or_else(|| read::invalid(cx, "timeZone", value))
        }
        None => Err(read::invalid(cx, "timeZone", value)),
    }
}

impl DateTimeFormat {
    /// The state for locales and options: CreateDateTimeFormat. May run JavaScript.
    pub fn new(
        cx: &mut Cx,
        locales: Value,
        options: Value,
        required: Group,
        defaults: Group,
    ) -> JsResult<DateTimeFormat> {
        DateTimeFormat::with_zone(cx, locales, options, required, defaults, None)
    }

    /// [`DateTimeFormat::new`] for an object with a time zone of its own.
    pub fn with_zone(
        cx: &mut Cx,
        locales: Value,
        options: Value,
        required: Group,
        defaults: Group,
        own_zone: Option<&str>,
    ) -> JsResult<DateTimeFormat> {
        let requested = negotiate::canonicalize_locale_list(cx, locales)?;
        let options = read::coerce_options(cx, options)?;
        let Head { resolved, hour12 } = read_head(cx, &requested, options)?;
        let zone = match own_zone {
            None => read_zone(cx, options)?,
            Some(name) => own_zone_of(cx, options, name)?,
        };
        let mut components = options::read(cx, options)?;
        read::choice(cx, options, "formatMatcher", &["basic", "best fit"])?;
        let styles = ["full", "long", "medium", "short"];
        let date_style = read::choice(cx, options, "dateStyle", &styles)?;
        let time_style = read::choice(cx, options, "timeStyle", &styles)?;
        let has_style = date_style.or(time_style).is_some();
        let conflict = components.is_explicit()
            || (!matches!(required, Group::Any | Group::Time) && time_style.is_some())
            || (required == Group::Time && date_style.is_some());
        if has_style && conflict {
            let text = "dateStyle and timeStyle can't stand with what contradicts them".to_owned();
            return Err(type_error(cx, Msg::Text { text }));
        }
        if own_zone.is_some() && !has_style && !components.is_explicit() {
            components.zone_name = Some("short");
            components = components.resolved(required, defaults);
        }
        let [ref calendar, ref cycle, ref numbering] = resolved.values[..] else {
            return Err(range_error(cx, Msg::InvalidDate));
        };
        let hour_cycle = hour_cycle(&resolved, hour12, cycle);
        let mut state = DateTimeFormat {
            symbols: Symbols::new(resolved.data, numbering),
            calendar: calendar.clone(),
            numbering: numbering.clone(),
            locale: resolved.locale,
            data: resolved.data,
            zone,
            hour_cycle,
            date_style,
            time_style,
            patterns: Patterns::default(),
        };
        state.patterns = state.make_patterns(components, required, defaults);
        Ok(state)
    }

    /// The letter of the hour cycle in patterns.
    fn hour_letter(&self) -> char {
        match self.hour_cycle {
            "h11" => 'K',
            "h12" => 'h',
            "h24" => 'k',
            _ => 'H',
        }
    }

    /// The pattern for fields.
    fn pattern_for(&self, components: &Components) -> Vec<Item> {
        let wanted = components.wanted(self.hour_letter());
        skeleton::best_pattern(self.data, &self.calendar, &wanted, self.symbols.decimal())
    }

    /// §11.5.? DateTimeStyleFormat ( dateStyle, timeStyle, styles ) <https://tc39.es/ecma402/#sec-date-time-style-format>
    fn style_pattern(&self) -> Vec<Item> {
        let name = match calendar::data_name(&self.calendar) {
            "gregory" => "gregory",
            name if self.data.get(&format!("d.{name}.df.full")).is_some() => name,
            _ => "generic",
        };
        let date = self
            .date_style
            .and_then(|style| self.data.get(&format!("d.{name}.df.{style}")));
        let date = date.map(pattern::parse);
        let time = self.time_style.map(|style| self.time_pattern(style));
        match (date, time) {
            (Some(date), Some(time)) => {
                let style = self.date_style.unwrap_or("short");
                let name = if name == "gregory" {
                    "gregory"
                } else {
                    "generic"
                };
                let template = self
                    .data
                    .get(&format!("d.{name}.dta.{style}"))
                    .or_else(|| self.data.get(&format!("d.{name}.dtf.{style}")));
                pattern::join(template.unwrap_or("{1} {0}"), &time, &date)
            }
            (date, time) => date.or(time).unwrap_or_default(),
        }
    }

    /// The time pattern of a style, in the hour cycle of the formatter.
    fn time_pattern(&self, style: &str) -> Vec<Item> {
        let text = self
            .data
            .get(&format!("d.tf.{style}"))
            .unwrap_or("HH:mm:ss");
        let mut items = pattern::parse(text);
        let letter = self.hour_letter();
        let is_24 = |letter: char| matches!(letter, 'H' | 'k');
        let mut differs = false;
        for item in &mut items {
            if let Item::Field(now, _) = item
                && pattern::kind(*now) == Some(Kind::Hour)
            {
                differs = is_24(*now) != is_24(letter);
                *now = letter;
            }
        }
        if !differs {
            return items;
        }
        let wanted: Vec<_> = skeleton::skeleton_of(&items)
            .into_iter()
            .map(|(found, width)| (found, if found == letter { 1 } else { width }))
            .collect();
        skeleton::best_pattern(self.data, "gregory", &wanted, self.symbols.decimal())
    }
}

/// The zone of an object; an option may not name another one.
fn own_zone_of(cx: &mut Cx, options: Option<Object>, name: &str) -> JsResult<Zone> {
    let value = read::raw(cx, options, "timeZone")?;
    match Zone::new(name).filter(|_| value.is_undefined()) {
        Some(zone) => Ok(zone),
        None => Err(type_error(
            cx,
            Msg::InvalidOption {
                option: "timeZone",
                value,
            },
        )),
    }
}

fn hour_cycle(resolved: &Resolved, hour12: Option<bool>, asked: &str) -> &'static str {
    let locale = crate::tag::parse(resolved.data.name()).unwrap_or(icu_locale::Locale::UNKNOWN);
    let cycles = hour_cycles_of(&locale);
    match hour12 {
        Some(true) => cycles
            .iter()
            .find(|cycle| matches!(**cycle, "h11" | "h12"))
            .copied()
            .unwrap_or("h12"),
        Some(false) => "h23",
        None => ["h11", "h12", "h23", "h24"]
            .into_iter()
            .find(|cycle| *cycle == asked)
            .or_else(|| cycles.first().copied())
            .unwrap_or("h23"),
    }
}

fn this_format(cx: &mut Cx, call: &Call<'_>) -> JsResult<Arc<DateTimeFormat>> {
    Ok(service::require::<DateTimeFormat>(cx, call.this(), "Intl.DateTimeFormat")?.1)
}

/// §11.3.3 get Intl.DateTimeFormat.prototype.format <https://tc39.es/ecma402/#sec-intl.datetimeformat.prototype.format>
fn format(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let receiver = legacy::unwrap(cx, call.this(), Intrinsic::IntlDateTimeFormat)?;
    let (object, _) = service::require::<DateTimeFormat>(cx, receiver, "Intl.DateTimeFormat")?;
    Ok(service::bound(cx, object, 1, format_date))
}

/// §11.5.4 DateTime Format Functions <https://tc39.es/ecma402/#sec-datetime-format-functions>
fn format_date(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (_, state) = service::require::<DateTimeFormat>(cx, call.data(), "Intl.DateTimeFormat")?;
    let parts = state.parts_of_value(cx, call.arg(0))?;
    service::string(cx, &service::joined(&parts))
}

/// §11.3.6 Intl.DateTimeFormat.prototype.formatToParts ( date )
/// <https://tc39.es/ecma402/#sec-Intl.DateTimeFormat.prototype.formatToParts>
fn format_to_parts(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let state = this_format(cx, call)?;
    let parts = state.parts_of_value(cx, call.arg(0))?;
    service::plain_parts(cx, &parts)
}

fn range_of(cx: &mut Cx, call: &Call<'_>) -> JsResult<Vec<range::RangePart>> {
    let state = this_format(cx, call)?;
    for (name, value) in [("startDate", call.arg(0)), ("endDate", call.arg(1))] {
        if value.is_undefined() {
            return Err(type_error(cx, Msg::InvalidValue { name, value }));
        }
    }
    state.range_of_values(cx, call.arg(0), call.arg(1))
}

/// §11.3.4 Intl.DateTimeFormat.prototype.formatRange ( startDate, endDate )
/// <https://tc39.es/ecma402/#sec-intl.datetimeformat.prototype.formatRange>
fn format_range(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text: String = range_of(cx, call)?
        .into_iter()
        .map(|part| part.part.text)
        .collect();
    service::string(cx, &text)
}

/// §11.3.5 Intl.DateTimeFormat.prototype.formatRangeToParts ( startDate, endDate )
/// <https://tc39.es/ecma402/#sec-Intl.DateTimeFormat.prototype.formatRangeToParts>
fn format_range_to_parts(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let parts = range_of(cx, call)?;
    let tagged = parts.iter().map(|part| Tagged {
        part: &part.part,
        tag: Some(("source", part.source)),
    });
    service::parts_array(cx, tagged)
}

/// §11.3.2 Intl.DateTimeFormat.prototype.resolvedOptions ( )
/// <https://tc39.es/ecma402/#sec-intl.datetimeformat.prototype.resolvedoptions>
fn resolved_options(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let receiver = legacy::unwrap(cx, call.this(), Intrinsic::IntlDateTimeFormat)?;
    let (_, state) = service::require::<DateTimeFormat>(cx, receiver, "Intl.DateTimeFormat")?;
    let mut answer = Answer::new(cx);
    answer.text("locale", &state.locale)?;
    answer.text("calendar", &state.calendar)?;
    answer.text("numberingSystem", &state.numbering)?;
    answer.text("timeZone", &state.zone.id)?;
    if pattern::has(&state.patterns.main, Kind::Hour) {
        answer.text("hourCycle", state.hour_cycle)?;
        let is_12 = matches!(state.hour_cycle, "h11" | "h12");
        answer.value("hour12", is_12.into())?;
    }
    if state.date_style.or(state.time_style).is_none() {
        Components::of_pattern(&state.patterns.main).answer(&mut answer)?;
    }
    answer.text_if("dateStyle", state.date_style)?;
    answer.text_if("timeStyle", state.time_style)?;
    Ok(answer.finish())
}

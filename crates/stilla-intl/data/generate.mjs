// Makes cldr.bin, the locale data that stilla-intl needs, from the JSON of the Unicode CLDR.
//
//   node generate.mjs FOLDER [FOLDER...] > report.txt
//
// Each FOLDER is a node_modules with the packages cldr-core, cldr-bcp47, cldr-{numbers,dates,units,localenames,misc}-full
// (version 48.2.0 was used) and cldr-cal-*-full. Layout of the file: see src/data.rs.
import fs from "node:fs";
import path from "node:path";

const folders = process.argv.slice(2);
const here = path.dirname(new URL(import.meta.url).pathname);
const SEP = "\u001f";

function read(name) {
  for (const folder of folders) {
    const file = path.join(folder, name);
    if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, "utf8"));
  }
  return undefined;
}
const supplemental = (name) => read(`cldr-core/supplemental/${name}.json`).supplemental;
const main = (pkg, locale, file) => read(`${pkg}/main/${locale}/${file}.json`)?.main[locale];

// --- which locales -------------------------------------------------------------------------------
// Those with the names of all currencies, languages, regions and time zones; the others have everything else.
const FULL = new Set("ar bg bn ca cs da de el en es et fa fi fil fr gu he hi hr hu id it ja kn ko lt lv ml mr ms nb nl no pl pt ro ru sk sl sr sv sw ta te th tr uk ur vi zh zh-Hant zh-Hans sr-Latn sr-Cyrl yue"
  .split(" "));
// Languages that are named besides.
const SOME = new Set("af am as az be bs cy eu ga gl hy is ka kk km ky lo mk mn my ne nn or pa ps si so sq uz zu gd ff ff-Adlm tk ha ig yo sd".split(" "));
const available = read("cldr-core/availableLocales.json").availableLocales.full;
const languageOf = (locale) => locale.split("-")[0];
const parents = supplemental("parentLocales").parentLocales.parentLocale;
function parentOf(locale) {
  if (locale === "und") return undefined;
  const explicit = parents[locale];
  if (explicit) return explicit === "root" ? "und" : explicit;
  const cut = locale.lastIndexOf("-");
  return cut < 0 ? "und" : locale.slice(0, cut);
}

// --- one locale ----------------------------------------------------------------------------------
const PLURALS = ["zero", "one", "two", "few", "many", "other", "0", "1"];
function plurals(object, prefix, extra = []) {
  const list = [];
  for (const form of PLURALS) {
    const value = object[`${prefix}-count-${form}`];
    if (value !== undefined) list.push(`${form}=${value}`);
  }
  // NOTE: a form that says what "other" says is left out.
  const other = object[`${prefix}-count-other`];
  return [...list.filter((x) => x.startsWith("other=") || x.slice(x.indexOf("=") + 1) !== other), ...extra].join(SEP);
}

const SIMPLE_UNITS = ("acre bit byte celsius centimeter day degree fahrenheit fluid-ounce foot gallon gigabit gigabyte gram hectare hour "
  + "inch kilobit kilobyte kilogram kilometer liter megabit megabyte meter microsecond mile mile-scandinavian milliliter millimeter "
  + "millisecond minute month nanosecond ounce percent petabyte pound second stone terabit terabyte week yard year "
  + "kilometer-per-hour mile-per-hour meter-per-second liter-per-kilometer mile-per-gallon").split(" ");
const CURRENCIES = new Set();
{
  const region = supplemental("currencyData").currencyData.region;
  for (const list of Object.values(region))
    for (const item of list)
      for (const [code, info] of Object.entries(item))
        if (!info._to && info._tender !== "false") CURRENCIES.add(code);
  for (const code of ["DEM", "FRF", "ITL", "ESP", "NLG", "ATS", "XAU", "XAG", "XPT", "XXX", "HRK", "BGN"]) CURRENCIES.add(code);
}

function numbers(locale, put) {
  const n = main("cldr-numbers-full", locale, "numbers")?.numbers;
  const c = main("cldr-numbers-full", locale, "currencies")?.numbers.currencies;
  if (n) {
    put("n.default", n.defaultNumberingSystem);
    put("n.native", n.otherNumberingSystems.native);
    put("n.mingrp", n.minimumGroupingDigits);
    for (const key of Object.keys(n)) {
      const ns = key.match(/^symbols-numberSystem-(.*)$/)?.[1];
      if (!ns || (locale !== "und" && ns !== "latn" && ns !== n.defaultNumberingSystem && ns !== n.otherNumberingSystems.native)) continue;
      const s = n[key];
      put(`n.${ns}.sym`, [s.decimal, s.group, s.percentSign, s.plusSign, s.minusSign, s.approximatelySign, s.exponential,
        s.infinity, s.nan, s.timeSeparator, s.currencyDecimal ?? "", s.currencyGroup ?? ""].join(SEP));
      const dec = n[`decimalFormats-numberSystem-${ns}`], cur = n[`currencyFormats-numberSystem-${ns}`];
      const pct = n[`percentFormats-numberSystem-${ns}`], misc = n[`miscPatterns-numberSystem-${ns}`];
      put(`n.${ns}.dec`, dec.standard);
      put(`n.${ns}.pct`, pct.standard);
      put(`n.${ns}.cur`, cur.standard);
      put(`n.${ns}.acc`, cur.accounting);
      put(`n.${ns}.range`, misc.range);
      const unit = plurals({ ...Object.fromEntries(Object.entries(cur).filter(([k]) => k.startsWith("unitPattern")).map(([k, v]) => [k, v])) }, "unitPattern");
      put(`n.${ns}.curname`, unit);
      for (let power = 3; power < 20; power++) {
        const number = "1" + "0".repeat(power);
        put(`n.${ns}.c.s.${power}`, plurals(dec.short.decimalFormat, number));
        put(`n.${ns}.c.l.${power}`, plurals(dec.long.decimalFormat, number));
      }
    }
  }
  if (c) {
    for (const [code, info] of Object.entries(c)) {
      if (!CURRENCIES.has(code)) continue;
      put(`cur.${code}`, [info.symbol ?? "", info["symbol-alt-narrow"] ?? "", info.displayName ?? "",
        plurals(info, "displayName")].join(SEP));
    }
  }
}

function units(locale, put) {
  const u = main("cldr-units-full", locale, "units")?.units;
  if (!u) return;
  for (const [width, short] of [["long", "l"], ["short", "s"], ["narrow", "n"]]) {
    put(`u.${short}.per`, u[width].per.compoundUnitPattern);
    for (const [key, value] of Object.entries(u[width])) {
      const unit = key.slice(key.indexOf("-") + 1);
      if (!SIMPLE_UNITS.includes(unit)) continue;
      put(`u.${short}.${unit}`, plurals(value, "unitPattern", value.perUnitPattern ? [`per=${value.perUnitPattern}`] : []));
    }
  }
}

const RELATIVE = ["year", "quarter", "month", "week", "day", "hour", "minute", "second"];
function fields(locale, put) {
  const f = main("cldr-dates-full", locale, "dateFields")?.dates.fields;
  if (!f) return;
  for (const unit of RELATIVE) {
    for (const [suffix, short] of [["", "l"], ["-short", "s"], ["-narrow", "n"]]) {
      const field = f[unit + suffix];
      if (!field) continue;
      put(`r.${short}.${unit}.f`, plurals(field["relativeTime-type-future"] ?? {}, "relativeTimePattern"));
      put(`r.${short}.${unit}.p`, plurals(field["relativeTime-type-past"] ?? {}, "relativeTimePattern"));
      const named = [];
      for (const [k, v] of Object.entries(field)) {
        const offset = k.match(/^relative-type-(.*)$/)?.[1];
        if (offset !== undefined) named.push(`${offset}=${v}`);
      }
      put(`r.${short}.${unit}.n`, named.sort().join(SEP));
    }
  }
  const CODES = { era: "era", year: "year", quarter: "quarter", month: "month", weekOfYear: "week", weekday: "weekday", day: "day",
    dayPeriod: "dayperiod", hour: "hour", minute: "minute", second: "second", timeZoneName: "zone" };
  for (const [code, name] of Object.entries(CODES))
    for (const [suffix, short] of [["", "l"], ["-short", "s"], ["-narrow", "n"]])
      if (f[name + suffix]?.displayName) put(`dn.f.${short}.${code}`, f[name + suffix].displayName);
}

function lists(locale, put) {
  const l = main("cldr-misc-full", locale, "listPatterns")?.listPatterns;
  if (!l) return;
  for (const type of ["standard", "or", "unit"])
    for (const [suffix, short] of [["", "l"], ["-short", "s"], ["-narrow", "n"]]) {
      const p = l[`listPattern-type-${type}${suffix}`];
      put(`l.${type}.${short}`, [p.start, p.middle, p.end, p["2"]].join(SEP));
    }
}

const ALL_LANGUAGES = new Set([...FULL, ...SOME].map(languageOf));
for (const extra of "la eo haw jv su ku lb mi mg mt qu rm sa sm tg tt ug wo xh yi ab co fo fy gv hsb dsb io ia nv st to zxx mul und root chr kok mai mni sat bho bgc doi raj brx csb pcm szl vec yrl nqo kgp".split(" "))
  ALL_LANGUAGES.add(extra);
const KEY_SCRIPTS = new Set("Arab Armn Beng Bopo Brai Cyrl Deva Ethi Geor Grek Gujr Guru Hang Hani Hans Hant Hebr Hira Hrkt Jpan Kana Khmr Knda Kore Laoo Latn Mlym Mong Mymr Orya Sinh Taml Telu Thaa Thai Tibt Zmth Zsye Zsym Zxxx Zyyy Zzzz Adlm Cans Cher Vaii Yiii Olck Tfng Nkoo Syrc Goth".split(" "));
function names(locale, put) {
  const languages = main("cldr-localenames-full", locale, "languages")?.localeDisplayNames.languages;
  const scripts = main("cldr-localenames-full", locale, "scripts")?.localeDisplayNames.scripts;
  const territories = main("cldr-localenames-full", locale, "territories")?.localeDisplayNames.territories;
  const other = main("cldr-localenames-full", locale, "localeDisplayNames")?.localeDisplayNames;
  const is_english = languageOf(locale) === "en";
  for (const [code, name] of Object.entries(languages ?? {})) {
    const short = code.endsWith("-alt-short");
    if (code.includes("-alt-") && !short) continue;
    const plain = code.replace("-alt-short", "");
    if (name === plain || !(ALL_LANGUAGES.has(languageOf(plain)) || is_english)) continue;
    put(`dn.l.${short ? "s" : "l"}.${plain}`, name);
  }
  for (const [code, name] of Object.entries(scripts ?? {})) {
    if (code.includes("-alt-") || name === code || !(KEY_SCRIPTS.has(code) || is_english)) {
      continue;
    }
    put(`dn.s.${code}`, name);
  }
  for (const [code, name] of Object.entries(territories ?? {})) {
    const short = code.endsWith("-alt-short");
    if ((code.includes("-alt-") && !short) || name === code) continue;
    put(`dn.r.${short ? "s" : "l"}.${code.replace("-alt-short", "")}`, name);
  }
  if (other) {
    put("dn.pattern", other.localeDisplayPattern.localePattern);
    put("dn.sep", other.localeDisplayPattern.localeSeparator);
    for (const [code, name] of Object.entries(other.types?.calendar ?? {})) {
      const id = { gregorian: "gregory", "ethiopic-amete-alem": "ethioaa" }[code] ?? code;
      if (!id.includes("-alt-")) put(`dn.ca.${id}`, name);
    }
  }
}

const WIDTHS = [["wide", "w"], ["abbreviated", "a"], ["narrow", "n"]];
function monthNames(cal, id, put) {
  for (const context of ["format", "stand-alone"])
    for (const [width, short] of WIDTHS) {
      const months = cal.months?.[context]?.[width];
      if (!months) continue;
      const list = [];
      for (const [k, v] of Object.entries(months)) {
        const number = k === "7-yeartype-leap" ? 14 : Number(k);
        list[number - 1] = v;
      }
      put(`d.${id}.m.${context[0]}.${short}`, Array.from(list, (x) => x ?? "").join(SEP));
    }
}
// The packages of some calendars are old and have no names for these eras.
function eraFix(id, name) {
  if (name === "ERA1" && (id === "coptic" || id === "ethiopic")) return "AM";
  if (name === "ERA0" && id === "ethiopic") return "AA";
  return name === "Saka" ? "Śaka" : name;
}
function eraNames(cal, id, put, keep = () => true) {
  for (const [key, short] of [["eraNames", "w"], ["eraAbbr", "a"], ["eraNarrow", "n"]]) {
    const eras = cal.eras?.[key];
    if (!eras) continue;
    const list = [];
    for (const [k, v] of Object.entries(eras)) if (!k.includes("-alt-") && keep(Number(k))) list.push(`${k}=${eraFix(id, v)}`);
    put(`d.${id}.e.${short}`, list.join(SEP));
  }
}
function clean(pattern) { return typeof pattern === "string" ? pattern : pattern._value; }
function formats(cal, id, put) {
  for (const style of ["full", "long", "medium", "short"]) {
    put(`d.${id}.df.${style}`, clean(cal.dateFormats[style]));
    if (id === "gregory") put(`d.tf.${style}`, clean(cal.timeFormats[style]));
    put(`d.${id}.dtf.${style}`, clean(cal.dateTimeFormats[style]));
    const at = cal["dateTimeFormats-atTime"]?.standard?.[style];
    if (at) put(`d.${id}.dta.${style}`, clean(at));
  }
  for (const [skeleton, pattern] of Object.entries(cal.dateTimeFormats.availableFormats))
    if (!/-alt-|-count-|[wWQ]/.test(skeleton)) put(`d.${id}.af.${skeleton}`, clean(pattern));
  const intervals = cal.dateTimeFormats.intervalFormats;
  if (id === "gregory" || id === "generic") put(`d.${id}.if.`, intervals.intervalFormatFallback);
  for (const [skeleton, map] of Object.entries(intervals))
    if (typeof map === "object" && !/[wWQ]/.test(skeleton))
      put(`d.${id}.if.${skeleton}`, Object.entries(map).filter(([k]) => !k.includes("-alt-")).map(([k, v]) => `${k}=${v}`).join(SEP));
  const tz = cal.dateTimeFormats.appendItems?.Timezone;
  if (tz) put(`d.${id}.ai`, [tz, cal.dateTimeFormats.appendItems.Era, cal.dateTimeFormats.appendItems["Day-Of-Week"]].join(SEP));
}
const ERAS_OF_JAPAN = (era) => era >= 232;
function dates(locale, put) {
  const cals = main("cldr-dates-full", locale, "ca-gregorian")?.dates.calendars.gregorian;
  if (!cals) return;
  monthNames(cals, "gregory", put);
  eraNames(cals, "gregory", put);
  formats(cals, "gregory", put);
  for (const context of ["format", "stand-alone"]) {
    for (const [width, short] of WIDTHS) {
      put(`d.d.${context[0]}.${short}`, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"].map((d) => cals.days[context][width][d]).join(SEP));
      const p = cals.dayPeriods[context][width];
      put(`d.p.${context[0]}.${short}`, Object.entries(p).filter(([k]) => !k.includes("-alt-")).map(([k, v]) => `${k}=${v}`).join(SEP));
    }
  }
  const generic = main("cldr-dates-full", locale, "ca-generic").dates.calendars.generic;
  formats(generic, "generic", put);
  for (const [id, file, pkg] of [["buddhist", "ca-buddhist", "buddhist"], ["chinese", "ca-chinese", "chinese"], ["coptic", "ca-coptic", "coptic"],
    ["ethiopic", "ca-ethiopic", "ethiopic"], ["ethioaa", "ca-ethiopic-amete-alem", "ethiopic"], ["hebrew", "ca-hebrew", "hebrew"],
    ["indian", "ca-indian", "indian"], ["islamic", "ca-islamic", "islamic"], ["japanese", "ca-japanese", "japanese"],
    ["persian", "ca-persian", "persian"], ["roc", "ca-roc", "roc"]]) {
    const data = main(`cldr-cal-${pkg}-full`, locale, file) ?? (locale === "und" ? main(`cldr-cal-${pkg}-full`, "root", file) : undefined);
    const cal = Object.values(data?.dates.calendars ?? {})[0];
    if (!cal) continue;
    if (!["buddhist", "japanese", "roc", "chinese", "ethioaa"].includes(id)) monthNames(cal, id, put);
    if (id !== "chinese") eraNames(cal, id, put, id === "japanese" ? ERAS_OF_JAPAN : undefined);
    if (["th buddhist", "fa persian", "en hebrew", "he hebrew", "und hebrew"].includes(`${locale} ${id}`)) {
      for (const [skeleton, pattern] of Object.entries(cal.dateTimeFormats.availableFormats))
        if (!/[wWQ]|-count-|[hHmsBZ]/.test(skeleton)) put(`d.${id}.af.${skeleton}`, clean(pattern));
      for (const style of ["full", "long", "medium", "short"]) put(`d.${id}.df.${style}`, clean(cal.dateFormats[style]));
    }
    if (id === "chinese") {
      if (["en", "zh", "zh-Hant", "ja", "ko", "und"].includes(locale)) {
        for (const [skeleton, pattern] of Object.entries(cal.dateTimeFormats.availableFormats))
          if (!/[wWQ]|-count-|[hHmsB]/.test(skeleton)) put(`d.chinese.af.${skeleton}`, clean(pattern));
        for (const style of ["full", "long", "medium", "short"]) put(`d.chinese.df.${style}`, clean(cal.dateFormats[style]));
        monthNames(cal, id, put);
      }
      const years = cal.cyclicNameSets?.years?.format?.abbreviated;
      if (years) put("d.chinese.y", Object.values(years).join(SEP));
      const leap = cal.monthPatterns?.format?.wide?.leap;
      if (leap) put("d.chinese.leap", [leap, cal.monthPatterns.numeric?.all?.leap ?? leap].join(SEP));
    }
  }
}

function zones(locale, put) {
  const z = main("cldr-dates-full", locale, "timeZoneNames")?.dates.timeZoneNames;
  if (!z) return;
  put("z.gmt", [z.hourFormat, z.gmtFormat, z.gmtZeroFormat, z.regionFormat].join(SEP));
  const three = (names) => [names?.generic ?? "", names?.standard ?? "", names?.daylight ?? ""].join(SEP);
  for (const [meta, names] of Object.entries(z.metazone ?? {})) {
    if (names.long) put(`z.l.${meta}`, three(names.long));
    if (names.short) put(`z.s.${meta}`, three(names.short));
  }
  const walk = (node, name) => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== "object") continue;
      const full = name ? `${name}/${key}` : key;
      if (value.long || value.short) {
        if (value.long) put(`z.l.${full}`, three(value.long));
        if (value.short) put(`z.s.${full}`, three(value.short));
      }
      if (!value.exemplarCity || Object.values(value).some((v) => typeof v === "object")) walk(value, full);
    }
  };
  walk(z.zone ?? {}, "");
}

// --- what is not of one locale -------------------------------------------------------------------
function everywhere(put) {
  const systems = supplemental("numberingSystems").numberingSystems;
  for (const [id, info] of Object.entries(systems)) if (info._type === "numeric") put(`s.nu.${id}`, info._digits);
  const week = supplemental("weekData").weekData;
  const regions = new Set([...Object.keys(week.firstDay), ...Object.keys(week.weekendStart), ...Object.keys(week.weekendEnd)]);
  for (const region of regions)
    if (!region.includes("-alt-"))
      put(`s.week.${region}`, [week.firstDay[region] ?? "", week.weekendStart[region] ?? "", week.weekendEnd[region] ?? ""].join(SEP));
  for (const [region, list] of Object.entries(supplemental("calendarPreferenceData").calendarPreferenceData))
    put(`s.cal.${region}`, (Array.isArray(list) ? list.join(" ") : list).replaceAll("gregorian", "gregory"));
  for (const [region, info] of Object.entries(supplemental("timeData").timeData))
    put(`s.hc.${region.replace("_", "-")}`, `${info._preferred}${SEP}${info._allowed}`);
  for (const [language, rules] of Object.entries(supplemental("dayPeriods").dayPeriodRuleSet)) {
    const list = Object.entries(rules).map(([name, r]) => r._at ? `${name}=${parseInt(r._at)}` : `${name}=${parseInt(r._from)}-${parseInt(r._before)}`);
    put(`s.dp.${language}`, list.join(SEP));
  }
  const zoneNames = read("cldr-bcp47/bcp47/timezone.json").keyword.u.tz;
  const meta = supplemental("metaZones").metaZones.metazoneInfo.timezone;
  const metaOf = (zone) => zone.split("/").reduce((node, part) => node?.[part], meta);
  const byRegion = {}, all = [];
  for (const [id, info] of Object.entries(zoneNames)) {
    if (id.startsWith("_") || info._deprecated || !info._alias) continue;
    const aliases = info._alias.split(" ");
    const iana = info._iana ?? aliases[0];
    const uses = metaOf(aliases[0]);
    const value = Array.isArray(uses)
      ? uses.map(({ usesMetazone: u }) => `${u._mzone}${u._from ? "@" + u._from : ""}${u._to ? "<" + u._to : ""}`).join(SEP) : "";
    for (const alias of new Set([...aliases, iana])) put(`s.mz.${alias}`, `${aliases[0]}${SEP}${value}`);
    if (!/^Etc\/|^(utc|unk)/.test(iana + id)) {
      if (/^[a-z]{5}$/.test(id)) (byRegion[id.slice(0, 2).toUpperCase()] ??= []).push(iana);
    }
    if (!/Unknown/.test(iana) && iana !== "Etc/GMT" && iana !== "Etc/UTC") all.push(iana);
  }
  for (const [region, list] of Object.entries(byRegion)) put(`s.tz.${region}`, list.sort().join(" "));
  put("s.zones", [...new Set([...all, "UTC"])].sort().join(" "));
  for (const file of ["calendar", "collation", "measure", "number", "segmentation", "timezone", "variant"]) {
    const bcp = read(`cldr-bcp47/bcp47/${file}.json`)?.keyword?.u ?? {};
    for (const [key, types] of Object.entries(bcp)) {
      const list = [];
      for (const [type, info] of Object.entries(types)) {
        if (type.startsWith("_") || typeof info !== "object") continue;
        if (info._preferred) list.push(`${type}=${info._preferred}`);
        for (const alias of (info._alias ?? "").split(" "))
          if (alias && alias.toLowerCase() !== type && /^[a-z0-9]{3,8}(-[a-z0-9]{3,8})*$/i.test(alias)) list.push(`${alias.toLowerCase()}=${info._preferred ?? type}`);
      }
      if (list.length) put(`s.kw.${key}`, list.join(SEP));
    }
  }
  const transforms = read("cldr-bcp47/bcp47/transform.json").keyword.t;
  for (const [key, types] of Object.entries(transforms)) {
    const list = [];
    for (const [type, info] of Object.entries(types))
      if (!type.startsWith("_") && info._preferred) list.push(`${type}=${info._preferred}`);
      else if (!type.startsWith("_") && info._alias) for (const alias of info._alias.split(" ")) if (alias.toLowerCase() !== type) list.push(`${alias.toLowerCase()}=${type}`);
    if (list.length) put(`s.kt.${key}`, list.join(SEP));
  }
  for (const [language, rules] of Object.entries(supplemental("pluralRanges").plurals)) {
    const list = Object.entries(rules).map(([k, v]) => k.replace(/^pluralRange-start-(\w+)-end-(\w+)$/, "$1 $2") + "=" + v);
    put(`s.pr.${language}`, list.join(SEP));
  }
  for (const [short, file, type] of [["c", "plurals", "cardinal"], ["o", "ordinals", "ordinal"]])
    for (const [language, rules] of Object.entries(supplemental(file)[`plurals-type-${type}`])) {
      const list = [];
      for (const [k, v] of Object.entries(rules)) {
        const rule = v.replace(/@.*/, "").trim();
        if (rule) list.push(`${k.slice("pluralRule-count-".length)}=${rule}`);
      }
      put(`s.p.${short}.${language}`, list.join(SEP));
    }
  put("s.currencies", [...CURRENCIES].sort().join(" "));
}

// --- the file ------------------------------------------------------------------------------------
const resolved = new Map();
function contents(locale) {
  if (resolved.has(locale)) return resolved.get(locale);
  const map = new Map();
  const put = (key, value) => { if (value !== undefined && value !== "") map.set(key, String(value)); };
  const lean = !FULL.has(languageOf(locale)) && locale !== "und";
  const LEFT_OUT = /^(cur\.(?!USD|EUR|GBP|JPY|CNY|INR)|dn\.(l|r|s|ca)\.|z\.(?!gmt|[ls]\.Etc\/UTC))/;
  for (const part of [numbers, units, fields, lists, names, dates, zones])
    part(locale, lean ? (key, value) => { if (!LEFT_OUT.test(key)) put(key, value); } : put);
  resolved.set(locale, map);
  return map;
}
const records = new Map();
{
  const map = new Map();
  everywhere((key, value) => { if (value !== undefined && value !== "") map.set(key, String(value)); });
  records.set("supplemental", { parent: undefined, map });
}
function add(locale) {
  if (records.has(locale)) return;
  const parent = parentOf(locale);
  if (parent) add(parent);
  const map = new Map();
  const inherited = (key) => {
    for (let at = parent; at; at = records.get(at).parent) if (records.get(at).map.has(key)) return records.get(at).map.get(key);
  };
  const own = contents(locale);
  for (const [key, value] of own) if (inherited(key) !== value) map.set(key, value);
  // NOTE: an empty text says that the parent's name of a time zone isn't used here.
  if (locale !== "und" && records.has(parent)) {
    for (let at = parent; at; at = records.get(at).parent)
      for (const key of records.get(at).map.keys())
        if (key.startsWith("z.s.") && !own.has(key) && !map.has(key) && inherited(key)) map.set(key, "");
  }
  records.set(locale, { parent, map });
}
for (const locale of available) add(locale);
for (const locale of read("cldr-core/defaultContent.json").defaultContent)
  if (!records.has(locale) && records.has(parentOf(locale)) && parentOf(locale) !== "und") records.set(locale, { parent: parentOf(locale), map: new Map() });
// A language with a region stands for the one with the script that is likely there.
const likely = supplemental("likelySubtags").likelySubtags;
for (const locale of [...records.keys()]) {
  const [language, script, region] = locale.split("-");
  if (!region || script.length !== 4) continue;
  const short = `${language}-${region}`;
  const full = likely[short] ?? likely[language]?.replace(/-[A-Z0-9]+$/, `-${region}`);
  if (full === locale && !records.has(short)) records.set(short, { parent: locale, map: new Map() });
}

const keys = [...new Set([...records.values()].flatMap(({ map }) => [...map.keys()]))].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
const keyIds = new Map(keys.map((key, id) => [key, id]));
const pool = []; const offsets = new Map(); let poolSize = 0;
function intern(text) {
  if (offsets.has(text)) return offsets.get(text);
  const bytes = Buffer.from(text, "utf8");
  const head = bytes.length < 255 ? Buffer.from([bytes.length]) : Buffer.from([255, bytes.length & 255, bytes.length >> 8]);
  if (bytes.length > 65535) throw new Error(`too long: ${text.slice(0, 40)}`);
  offsets.set(text, poolSize);
  pool.push(head, bytes);
  poolSize += head.length + bytes.length;
  return offsets.get(text);
}
const localeNames = [...records.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
const u16 = (n) => Buffer.from([n & 255, n >> 8]), u24 = (n) => Buffer.from([n & 255, (n >> 8) & 255, n >> 16]);
const keyTable = Buffer.concat(keys.map((key) => u24(intern(key))));
const entryChunks = []; let entryCount = 0; const localeRows = [];
const sizes = {};
for (const name of localeNames) {
  const { parent, map } = records.get(name);
  const entries = [...map].map(([key, value]) => [keyIds.get(key), intern(value)]).sort((a, b) => a[0] - b[0]);
  localeRows.push(Buffer.concat([u24(intern(name)), u16(parent ? localeNames.indexOf(parent) : 65535), u24(entryCount), u16(entries.length)]));
  for (const [key, value] of entries) entryChunks.push(u16(key), u24(value));
  entryCount += entries.length;
  for (const [key, value] of map) { const g = key.split(".")[0]; sizes[g] = (sizes[g] ?? 0) + 5 + Buffer.byteLength(value); }
}
const header = Buffer.alloc(16);
header.writeUInt32LE(keys.length, 0); header.writeUInt32LE(localeNames.length, 4); header.writeUInt32LE(entryCount, 8); header.writeUInt32LE(poolSize, 12);
const file = Buffer.concat([header, keyTable, ...localeRows, ...entryChunks, ...pool]);
fs.writeFileSync(path.join(here, "cldr.bin"), file);
console.log({ keys: keys.length, locales: localeNames.length, entries: entryCount, pool: poolSize, bytes: file.length, sizes });

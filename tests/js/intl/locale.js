test("tags in canonical form", () => {
  const canonical = (tag) => Intl.getCanonicalLocales(tag)[0];
  expect(canonical("EN-us")).toBe("en-US");
  expect(canonical("zh-hANS-cn")).toBe("zh-Hans-CN");
  expect(canonical("iw")).toBe("he");
  expect(canonical("en-u-ca-islamicc")).toBe("en-u-ca-islamic-civil");
  expect(canonical("de-u-kn-true")).toBe("de-u-kn");
  expect(canonical("sl-rozaj-biske-1994")).toBe("sl-1994-biske-rozaj");
});

test("what is no tag", () => {
  for (const tag of ["", "e", "en_US", "en-", "en-u", "de-de-de", "x-private", "en-a-b-a-c", "1a"]) {
    expect(() => Intl.getCanonicalLocales(tag)).toThrow(RangeError);
  }
  expect(() => Intl.getCanonicalLocales(null)).toThrow(TypeError);
  expect(() => Intl.getCanonicalLocales([1])).toThrow(TypeError);
});

test("parts of a locale", () => {
  const locale = new Intl.Locale("zh-Hant-TW-u-ca-roc-nu-latn-kn");
  expect(locale.language).toBe("zh");
  expect(locale.script).toBe("Hant");
  expect(locale.region).toBe("TW");
  expect(locale.calendar).toBe("roc");
  expect(locale.numberingSystem).toBe("latn");
  expect(locale.numeric).toBe(true);
  expect(locale.baseName).toBe("zh-Hant-TW");
  expect(locale.hourCycle).toBe(undefined);
});

test("options change parts", () => {
  const locale = new Intl.Locale("en-US", { region: "GB", calendar: "buddhist", hourCycle: "h23" });
  expect(locale.toString()).toBe("en-GB-u-ca-buddhist-hc-h23");
  expect(() => new Intl.Locale("en", { region: "toolong" })).toThrow(RangeError);
});

test("likely subtags", () => {
  expect(new Intl.Locale("zh").maximize().toString()).toBe("zh-Hans-CN");
  expect(new Intl.Locale("de-Latn-DE").minimize().toString()).toBe("de");
  expect(new Intl.Locale("und").maximize().toString()).toBe("en-Latn-US");
});

test("what a locale's region has", () => {
  expect(new Intl.Locale("en-US").getWeekInfo().firstDay).toBe(7);
  expect(new Intl.Locale("de-DE").getWeekInfo().firstDay).toBe(1);
  expect(new Intl.Locale("en-US-u-fw-wed").getWeekInfo().firstDay).toBe(3);
  expect(new Intl.Locale("ar").getTextInfo().direction).toBe("rtl");
  expect(new Intl.Locale("en-US").getHourCycles()[0]).toBe("h12");
  expect(new Intl.Locale("th").getCalendars()[0]).toBe("buddhist");
  expect(new Intl.Locale("de-AT").getTimeZones().join()).toBe("Europe/Vienna");
  expect(new Intl.Locale("de").getTimeZones()).toBe(undefined);
});

test("a locale falls back to one that is there", () => {
  const resolved = (tag) => new Intl.NumberFormat(tag).resolvedOptions().locale;
  expect(resolved("de-XX")).toBe("de");
  expect(resolved(["tlh", "fr"])).toBe("fr");
  expect(resolved("tlh")).toBe("en-US");
  expect(resolved("zh-TW")).toBe("zh-TW");
  expect(Intl.NumberFormat.supportedLocalesOf(["tlh", "de", "en-GB"]).join()).toBe("de,en-GB");
});

test("keys of the tag that a service doesn't know are dropped", () => {
  expect(new Intl.NumberFormat("de-u-ca-hebrew-nu-thai").resolvedOptions().locale).toBe("de-u-nu-thai");
  expect(new Intl.Collator("de-u-co-phonebk").resolvedOptions().collation).toBe("phonebk");
});

test("values that are supported", () => {
  expect(Intl.supportedValuesOf("currency").includes("EUR")).toBe(true);
  expect(Intl.supportedValuesOf("timeZone").includes("Europe/Berlin")).toBe(true);
  expect(Intl.supportedValuesOf("unit").length).toBe(45);
  expect(() => Intl.supportedValuesOf("nothing")).toThrow(RangeError);
});

test("languages of five to eight letters are tags, though there are none", () => {
  const canonical = (tag) => Intl.getCanonicalLocales(tag)[0];
  expect(canonical("Posix-latn-us")).toBe("posix-Latn-US");
  expect(() => canonical("abcd")).toThrow(RangeError);
  expect(() => canonical("abcdefghi")).toThrow(RangeError);
  const locale = new Intl.Locale("posix-u-ca-buddhist");
  expect(locale.language).toBe("posix");
  expect(locale.baseName).toBe("posix");
  expect(locale.toString()).toBe("posix-u-ca-buddhist");
  expect(locale.maximize().toString()).toBe("posix-u-ca-buddhist");
  expect(new Intl.Locale("de-AT", { language: "klingon" }).toString()).toBe("klingon-AT");
  expect(new Intl.Locale("klingon-AT", { language: "de" }).toString()).toBe("de-AT");
  expect(Intl.NumberFormat.supportedLocalesOf(["posix", "gv", "de-posix"])).toEqual(["gv", "de-posix"]);
});

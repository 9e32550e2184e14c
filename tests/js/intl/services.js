test("lists", () => {
  const list = (locale, options, ...items) => new Intl.ListFormat(locale, options).format(items);
  expect(list("en", {}, "a", "b", "c")).toBe("a, b, and c");
  expect(list("en", { type: "disjunction" }, "a", "b")).toBe("a or b");
  expect(list("de", {}, "a", "b", "c")).toBe("a, b und c");
  expect(list("en", { type: "unit", style: "narrow" }, "1h", "2m")).toBe("1h 2m");
  expect(list("en", {})).toBe("");
});

test("Spanish and Hebrew look at the next word", () => {
  expect(new Intl.ListFormat("es").format(["padre", "hijo"])).toBe("padre e hijo");
  expect(new Intl.ListFormat("es", { type: "disjunction" }).format(["siete", "ocho"])).toBe("siete u ocho");
  expect(new Intl.ListFormat("he").format(["א", "B"])).toBe("א ו-B");
});

test("lists take strings only, and close what they were given", () => {
  let closed = false;
  const items = { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return() { closed = true; return {}; } }) };
  expect(() => new Intl.ListFormat("en").format(items)).toThrow(TypeError);
  expect(closed).toBe(true);
});

test("plural categories", () => {
  const of = (locale, ...numbers) => numbers.map((x) => new Intl.PluralRules(locale).select(x)).join(" ");
  expect(of("en", 0, 1, 2)).toBe("other one other");
  expect(of("pl", 1, 2, 5, 1.5)).toBe("one few many other");
  expect(of("ar", 0, 1, 2, 3, 11, 100)).toBe("zero one two few many other");
  expect(of("ja", 0, 1, 2)).toBe("other other other");
});

test("ordinals", () => {
  const rules = new Intl.PluralRules("en", { type: "ordinal" });
  expect([1, 2, 3, 4, 11, 21].map((x) => rules.select(x)).join(" ")).toBe("one two few other other one");
});

test("digits that are shown decide about plurals", () => {
  expect(new Intl.PluralRules("en", { minimumFractionDigits: 1 }).select(1)).toBe("other");
  expect(new Intl.PluralRules("en").selectRange(0, 1)).toBe("other");
});

test("relative times", () => {
  const of = (locale, options, value, unit) => new Intl.RelativeTimeFormat(locale, options).format(value, unit);
  expect(of("en", {}, -1, "day")).toBe("1 day ago");
  expect(of("en", { numeric: "auto" }, -1, "day")).toBe("yesterday");
  expect(of("en", {}, 3, "quarters")).toBe("in 3 quarters");
  expect(of("de", { numeric: "auto" }, 2, "day")).toBe("übermorgen");
  expect(of("pl", {}, 5, "hour")).toBe("za 5 godzin");
  expect(of("en", {}, -0, "second")).toBe("0 seconds ago");
  expect(() => of("en", {}, 1, "fortnight")).toThrow(RangeError);
  expect(() => of("en", {}, Infinity, "day")).toThrow(RangeError);
});

test("names of languages", () => {
  const names = new Intl.DisplayNames("en", { type: "language" });
  expect(names.of("de")).toBe("German");
  expect(names.of("en-GB")).toBe("British English");
  expect(names.of("zh-hant-tw")).toBe("Traditional Chinese (Taiwan)");
  expect(names.of("sr-Latn-RS")).toBe("Serbian (Latin, Serbia)");
  expect(new Intl.DisplayNames("en", { type: "language", languageDisplay: "standard" }).of("en-GB")).toBe("English (United Kingdom)");
});

test("names of regions, scripts, currencies, fields", () => {
  const of = (locale, type, code, style = "long") => new Intl.DisplayNames(locale, { type, style }).of(code);
  expect(of("de", "region", "AT")).toBe("Österreich");
  expect(of("en", "region", "US", "short")).toBe("US");
  expect(of("fr", "script", "Cyrl")).toBe("cyrillique");
  expect(of("en", "currency", "eur")).toBe("Euro");
  expect(of("en", "dateTimeField", "weekday")).toBe("day of the week");
  expect(of("en", "calendar", "roc")).toBe("Minguo Calendar");
});

test("names that nobody knows", () => {
  expect(new Intl.DisplayNames("en", { type: "region" }).of("QX")).toBe("QX");
  expect(new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of("QX")).toBe(undefined);
  expect(() => new Intl.DisplayNames("en", { type: "region" }).of("USA")).toThrow(RangeError);
  expect(() => new Intl.DisplayNames("en", {})).toThrow(TypeError);
});

test("durations", () => {
  const duration = { hours: 1, minutes: 46, seconds: 40 };
  expect(new Intl.DurationFormat("en").format(duration)).toBe("1 hr, 46 min, 40 sec");
  expect(new Intl.DurationFormat("en", { style: "long" }).format(duration)).toBe("1 hour, 46 minutes, 40 seconds");
  expect(new Intl.DurationFormat("en", { style: "digital" }).format(duration)).toBe("1:46:40");
  expect(new Intl.DurationFormat("fr", { style: "long" }).format(duration)).toBe("1\u00a0heure, 46 minutes et 40\u00a0secondes");
  expect(new Intl.DurationFormat("en", { style: "narrow" }).format("P1DT2H")).toBe("1d 2h");
});

test("fractions of seconds in durations", () => {
  const format = new Intl.DurationFormat("en", { style: "digital", fractionalDigits: 2 });
  expect(format.format({ seconds: 1, milliseconds: 239 })).toBe("0:00:01.23");
  expect(new Intl.DurationFormat("en", { milliseconds: "numeric" }).format({ seconds: 5, milliseconds: 20 })).toBe("5.02 sec");
});

test("negative durations show one sign", () => {
  expect(new Intl.DurationFormat("en").format({ hours: -1, minutes: -2 })).toBe("-1 hr, 2 min");
  expect(() => new Intl.DurationFormat("en").format({ hours: 1, minutes: -2 })).toThrow(RangeError);
  expect(() => new Intl.DurationFormat("en").format({})).toThrow(TypeError);
});

test("durations of Temporal", () => {
  expect(Temporal.Duration.from("PT90M").toLocaleString("en")).toBe("90 min");
  expect(new Intl.DurationFormat("en").format(Temporal.Duration.from({ days: 3 }))).toBe("3 days");
});

test("graphemes", () => {
  const cut = (text, granularity) => Array.from(new Intl.Segmenter("en", { granularity }).segment(text), (part) => part.segment).join("|");
  expect(cut("e\u0301👩‍👩‍👧a")).toBe("e\u0301|👩‍👩‍👧|a");
  expect(cut("Hello, world.", "word")).toBe("Hello|,| |world|.");
  expect(cut("One. Two? Three", "sentence")).toBe("One. |Two? |Three");
});

test("segments know where they are", () => {
  const segments = new Intl.Segmenter("en", { granularity: "word" }).segment("ab cd");
  const found = segments.containing(4);
  expect(found.segment).toBe("cd");
  expect(found.index).toBe(3);
  expect(found.isWordLike).toBe(true);
  expect(segments.containing(5)).toBe(undefined);
  expect(segments.containing(-1)).toBe(undefined);
});

test("lone surrogates are segments", () => {
  const parts = Array.from(new Intl.Segmenter().segment("\ud800\udc00\ud800x"), (part) => part.segment.length);
  expect(parts.join(" ")).toBe("2 1 1");
});

test("order of text", () => {
  const sort = (locale, options, ...words) => words.sort(new Intl.Collator(locale, options).compare).join(" ");
  expect(sort("de", {}, "z", "ä", "a")).toBe("a ä z");
  expect(sort("sv", {}, "z", "ä", "a")).toBe("a z ä");
  expect(sort("en", { numeric: true }, "a10", "a9")).toBe("a9 a10");
  expect(sort("en", { caseFirst: "upper" }, "a", "A")).toBe("A a");
});

test("what is different", () => {
  const same = (sensitivity, x, y) => new Intl.Collator("en", { sensitivity }).compare(x, y) === 0;
  expect(same("base", "a", "Á")).toBe(true);
  expect(same("accent", "a", "A")).toBe(true);
  expect(same("accent", "a", "á")).toBe(false);
  expect(same("case", "a", "á")).toBe(true);
  expect(same("case", "a", "A")).toBe(false);
  expect(same("variant", "a", "A")).toBe(false);
});

test("methods of strings", () => {
  expect("ä".localeCompare("z", "de")).toBe(-1);
  expect("ä".localeCompare("z", "sv")).toBe(1);
  expect("I".toLocaleLowerCase("tr")).toBe("ı");
  expect("i".toLocaleUpperCase("tr")).toBe("İ");
  expect("ὈΔΥΣΣΕΎΣ".toLocaleLowerCase("el")).toBe("ὀδυσσεύς");
  expect("\ud800i".toLocaleUpperCase("en")).toBe("\ud800I");
});

test("methods of numbers and arrays", () => {
  expect((1234.5).toLocaleString("de")).toBe("1.234,5");
  expect(123456789n.toLocaleString("en-IN")).toBe("12,34,56,789");
  expect([1.5, 2.5].toLocaleString("de")).toBe("1,5,2,5");
  expect(new Float64Array([1.5]).toLocaleString("de")).toBe("1,5");
  expect((0.5).toLocaleString("en", { style: "percent" })).toBe("50%");
});

test("plural categories by language", () => {
  const categories = (locale, type) => new Intl.PluralRules(locale, { type }).resolvedOptions().pluralCategories.join(" ");
  expect(categories("en")).toBe("one other");
  expect(categories("en", "ordinal")).toBe("one two few other");
  expect(categories("ar")).toBe("zero one two few many other");
  expect(categories("gv")).toBe("one two few many other");
  expect(categories("ja")).toBe("other");
  const select = (locale, n, options) => new Intl.PluralRules(locale, options).select(n);
  expect(select("pl", 22)).toBe("few");
  expect(select("pl", 12)).toBe("many");
  expect(select("ru", 1.5)).toBe("other");
  expect(select("fr", 1e6)).toBe("many");
  expect(select("en", 1, { minimumFractionDigits: 1 })).toBe("other");
  expect(select("pt", 0)).toBe("one");
  expect(select("pt-PT", 0)).toBe("other");
});

test("text around a list", () => {
  const mongolian = new Intl.ListFormat("mn", { type: "disjunction" });
  expect(mongolian.format(["a", "b", "c"])).toBe("a, b, c зэргийн аль нэг");
  expect(mongolian.formatToParts(["a", "b", "c"]).at(-1).type).toBe("literal");
});

test("words of Devanagari are words", () => {
  const words = [...new Intl.Segmenter("hi", { granularity: "word" }).segment("नमस्ते!")];
  expect(words.map((word) => word.isWordLike)).toEqual([true, false]);
});

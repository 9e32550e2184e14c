test("getters of options that throw", () => {
  for (const Service of [Intl.NumberFormat, Intl.DateTimeFormat, Intl.Collator, Intl.PluralRules, Intl.RelativeTimeFormat, Intl.ListFormat, Intl.Segmenter, Intl.DurationFormat]) {
    const options = { get localeMatcher() { throw new SyntaxError("mine"); } };
    expect(() => new Service("en", options)).toThrow(SyntaxError);
  }
});

test("a list of locales that grows while it is read", () => {
  const list = ["en"];
  let reads = 0;
  const hostile = new Proxy(list, { get(target, key) { if (key === "0" && reads++ < 3) target.push("de"); return target[key]; } });
  expect(Intl.getCanonicalLocales(hostile).join()).toBe("en");
});

test("values that format something else meanwhile", () => {
  const format = new Intl.NumberFormat("de");
  const value = { valueOf() { format.format(7); return 1.5; } };
  expect(format.format(value)).toBe("1,5");
  expect(format.formatToParts(value).length).toBe(3);
});

test("a duration whose getters change it", () => {
  const duration = { get days() { this.hours = 99; return 1; }, hours: 2 };
  Object.defineProperty(duration, "hours", { writable: true });
  expect(new Intl.DurationFormat("en").format(duration)).toBe("1 day, 99 hr");
});

test("an iterator that formats lists while it is read", () => {
  const format = new Intl.ListFormat("en");
  const items = { *[Symbol.iterator]() { yield format.format(["x", "y"]); yield "z"; } };
  expect(format.format(items)).toBe("x and y and z");
});

test("receivers that are none", () => {
  const methods = [
    Intl.NumberFormat.prototype.formatToParts, Intl.DateTimeFormat.prototype.formatToParts, Intl.PluralRules.prototype.select,
    Intl.ListFormat.prototype.format, Intl.Segmenter.prototype.segment, Intl.Locale.prototype.maximize, Intl.DisplayNames.prototype.of,
  ];
  for (const method of methods) {
    for (const receiver of [undefined, 1, {}, Intl, new Intl.Collator()]) expect(() => method.call(receiver, 1)).toThrow(TypeError);
  }
  expect(() => Intl.Segmenter.prototype.segment.call(new Intl.Locale("en"), "x")).toThrow(TypeError);
});

test("iterators of segments outlive their segmenter", () => {
  const iterator = new Intl.Segmenter("en", { granularity: "word" }).segment("a ".repeat(500))[Symbol.iterator]();
  let count = 0;
  for (const part of iterator) { count += part.segment.length; new Array(50).fill(part); }
  expect(count).toBe(1000);
  expect(iterator.next().done).toBe(true);
});

test("bound functions belong to their formatter", () => {
  const format = new Intl.NumberFormat("de").format;
  expect([1.5, 2.5].map(format).join(" ")).toBe("1,5 2,5");
  expect(format.call(null, 3.5)).toBe("3,5");
});

test("calls on instances of the first edition", () => {
  const object = Object.create(Intl.NumberFormat.prototype);
  expect(Intl.NumberFormat.call(object, "de")).toBe(object);
  expect(object.format(1.5)).toBe("1,5");
});

test("tags too long to sort, and very many of them", () => {
  const variant = (number) => "v" + number.toString(36).padStart(6, "0");
  const variants = Array.from({ length: 20000 }, (_, number) => variant(number)).join("-");
  expect(() => Intl.getCanonicalLocales("en-" + variants)).toThrow(RangeError);
  expect(() => Intl.getCanonicalLocales("en-t-de-" + variants)).toThrow(RangeError);
  expect(() => new Intl.Locale("en", { variants })).toThrow(RangeError);
  expect(() => Intl.getCanonicalLocales("a".repeat(1e6))).toThrow(RangeError);
  expect(Intl.getCanonicalLocales("en-x-" + variants)[0].length).toBe(variants.length + 5);
  const many = Array.from({ length: 5000 }, (_, number) => "en-x-" + variant(number));
  expect(Intl.getCanonicalLocales(many).length).toBe(5000);
});

test("runs of marks and digits without end are compared in time", () => {
  const marks = (pair) => "a" + pair.repeat(20000);
  expect(marks("\u0301\u0323").localeCompare(marks("\u0323\u0301"))).toBe(-marks("\u0323\u0301").localeCompare(marks("\u0301\u0323")));
  const numbers = new Intl.Collator("de", { numeric: true });
  expect(numbers.compare("1".repeat(50000), "1".repeat(50000) + "2")).toBe(-1);
  expect(numbers.compare("1".repeat(50000), "1".repeat(50000))).toBe(0);
});

test("options that are proxies, of every service", () => {
  const services = [Intl.NumberFormat, Intl.DateTimeFormat, Intl.Collator, Intl.PluralRules, Intl.RelativeTimeFormat, Intl.ListFormat, Intl.Segmenter, Intl.DurationFormat];
  for (const Service of services) {
    const read = [];
    const options = new Proxy({}, { get(_, key) { read.push(key); new Service("de"); return undefined; } });
    new Service("en", options);
    expect(read.length > 1).toBe(true);
    expect(new Set(read).size).toBe(read.length);
  }
});

test("numbers too large and too small for every formatter", () => {
  for (const options of [{}, { notation: "compact" }, { notation: "scientific" }, { style: "percent" }, { maximumSignificantDigits: 21 }]) {
    const format = new Intl.NumberFormat("en", options);
    for (const value of ["1e999999999999", "-1e-999999999999", Number.MAX_VALUE, 5e-324, 10n ** 2000n, "9".repeat(2000)]) {
      expect(typeof format.format(value)).toBe("string");
    }
  }
  for (const value of [2 ** 53, -1e300]) expect(typeof new Intl.RelativeTimeFormat("en").format(value, "day")).toBe("string");
  expect(() => new Intl.DurationFormat("en").format({ seconds: 2 ** 53 })).toThrow(RangeError);
});

test("lone surrogates in every text", () => {
  expect(() => Intl.getCanonicalLocales("\ud800")).toThrow(RangeError);
  expect(() => new Intl.DateTimeFormat("en", { timeZone: "\udc00" })).toThrow(RangeError);
  expect(() => new Intl.NumberFormat("en", { style: "unit", unit: "\ud800" })).toThrow(RangeError);
  expect([...new Intl.Segmenter("en").segment("a\ud800b")].length).toBe(3);
  expect("\ud800İ".toLocaleLowerCase("tr")).toBe("\ud800i");
  expect("\ud800".localeCompare("\ud800")).toBe(0);
});

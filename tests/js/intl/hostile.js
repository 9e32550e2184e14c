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

const show = (locale, options, ...numbers) => numbers.map((x) => new Intl.NumberFormat(locale, options).format(x)).join(" ");

test("digits are grouped as the locale does", () => {
  expect(show("en", {}, 1234567.891)).toBe("1,234,567.891");
  expect(show("de", {}, 1234567.891)).toBe("1.234.567,891");
  expect(show("en-IN", {}, 12345678)).toBe("1,23,45,678");
  expect(show("es", {}, 1234, 12345)).toBe("1234 12.345");
});

test("grouping can be asked for and refused", () => {
  expect(show("es", { useGrouping: "always" }, 1234)).toBe("1.234");
  expect(show("en", { useGrouping: false }, 1234567)).toBe("1234567");
  expect(show("en", { useGrouping: "min2" }, 1234, 12345)).toBe("1234 12,345");
});

test("numbers are exact", () => {
  expect(show("en", {}, 12345678901234567890n)).toBe("12,345,678,901,234,567,890");
  expect(show("en", { maximumFractionDigits: 20 }, "0.12345678901234567890")).toBe("0.1234567890123456789");
  expect(show("en", { maximumFractionDigits: 20 }, 1.005)).toBe("1.005");
});

test("very long BigInts keep their digits", () => {
  const text = show("en", { useGrouping: false }, 10n ** 3000n);
  expect(text.length).toBe(3001);
  expect(text.startsWith("1000")).toBe(true);
});

test("texts beyond all numbers are infinite or nothing", () => {
  expect(show("en", {}, "1e999", "-1e999", "1e-999")).toBe("∞ -∞ 0");
  expect(show("en", {}, "abc", "", "0x10")).toBe("NaN 0 16");
});

test("special numbers", () => {
  expect(show("en", {}, NaN, Infinity, -Infinity, -0)).toBe("NaN ∞ -∞ -0");
  expect(show("en", { signDisplay: "negative" }, -0, -1)).toBe("0 -1");
});

test("signs", () => {
  expect(show("en", { signDisplay: "always" }, 1, -1, 0)).toBe("+1 -1 +0");
  expect(show("en", { signDisplay: "exceptZero" }, 1, -1, 0, -0)).toBe("+1 -1 0 0");
  expect(show("en", { signDisplay: "never" }, -5)).toBe("5");
});

test("rounding modes", () => {
  const round = (roundingMode) => show("en", { roundingMode, maximumFractionDigits: 0 }, 2.5, -2.5, 3.5);
  expect(round("halfExpand")).toBe("3 -3 4");
  expect(round("halfEven")).toBe("2 -2 4");
  expect(round("halfTrunc")).toBe("2 -2 3");
  expect(round("ceil")).toBe("3 -2 4");
  expect(round("floor")).toBe("2 -3 3");
  expect(round("expand")).toBe("3 -3 4");
  expect(round("trunc")).toBe("2 -2 3");
  expect(round("halfCeil")).toBe("3 -2 4");
  expect(round("halfFloor")).toBe("2 -3 3");
});

test("rounding to increments", () => {
  const options = { roundingIncrement: 5, maximumFractionDigits: 2, minimumFractionDigits: 2 };
  expect(show("en", options, 1.12, 1.13, 1.175)).toBe("1.10 1.15 1.20");
  expect(() => new Intl.NumberFormat("en", { roundingIncrement: 3 })).toThrow(RangeError);
  expect(() => new Intl.NumberFormat("en", { roundingIncrement: 5, maximumSignificantDigits: 2 })).toThrow(TypeError);
});

test("significant digits", () => {
  expect(show("en", { maximumSignificantDigits: 3 }, 123456, 0.00123456)).toBe("123,000 0.00123");
  expect(show("en", { minimumSignificantDigits: 4 }, 1, 12.5)).toBe("1.000 12.50");
});

test("priority between fraction and significant digits", () => {
  const options = { maximumFractionDigits: 2, maximumSignificantDigits: 2 };
  expect(show("en", { ...options, roundingPriority: "morePrecision" }, 4.321)).toBe("4.32");
  expect(show("en", { ...options, roundingPriority: "lessPrecision" }, 4.321)).toBe("4.3");
});

test("zeros after the point can be left out of whole numbers", () => {
  const options = { minimumFractionDigits: 2, trailingZeroDisplay: "stripIfInteger" };
  expect(show("en", options, 3, 3.1)).toBe("3 3.10");
});

test("currencies", () => {
  expect(show("en", { style: "currency", currency: "usd" }, 1234.5, -3)).toBe("$1,234.50 -$3.00");
  expect(show("de", { style: "currency", currency: "EUR" }, 1234.5)).toBe("1.234,50\u00a0€");
  expect(show("ja", { style: "currency", currency: "JPY" }, 1234.5)).toBe("￥1,235");
  expect(show("en", { style: "currency", currency: "CHF" }, 5)).toBe("CHF\u00a05.00");
});

test("how currencies are named", () => {
  const money = { style: "currency", currency: "USD" };
  expect(show("en", { ...money, currencyDisplay: "code" }, 1)).toBe("USD\u00a01.00");
  expect(show("en", { ...money, currencyDisplay: "name" }, 1, 2)).toBe("1.00 US dollars 2.00 US dollars");
  expect(show("en-CA", { ...money, currencyDisplay: "symbol" }, 1)).toBe("US$1.00");
  expect(show("en-CA", { ...money, currencyDisplay: "narrowSymbol" }, 1)).toBe("$1.00");
});

test("accounting", () => {
  const money = { style: "currency", currency: "USD", currencySign: "accounting" };
  expect(show("en", money, -5)).toBe("($5.00)");
  expect(show("en", { ...money, signDisplay: "always" }, 5)).toBe("+$5.00");
});

test("units", () => {
  expect(show("en", { style: "unit", unit: "kilometer-per-hour" }, 50)).toBe("50 km/h");
  expect(show("de", { style: "unit", unit: "liter", unitDisplay: "long" }, 1, 2)).toBe("1 Liter 2 Liter");
  expect(show("en", { style: "unit", unit: "byte", unitDisplay: "long" }, 1, 2)).toBe("1 byte 2 bytes");
  expect(show("en", { style: "unit", unit: "gram-per-meter", unitDisplay: "long" }, 3)).toBe("3 grams per meter");
});

test("a dual says the number by itself", () => {
  expect(show("ar-EG", { style: "unit", unit: "day", unitDisplay: "long" }, 2)).toBe("يومان");
});

test("percent", () => {
  expect(show("en", { style: "percent" }, 0.256)).toBe("26%");
  expect(show("de", { style: "percent", maximumFractionDigits: 1 }, 0.256)).toBe("25,6\u00a0%");
});

test("compact numbers", () => {
  expect(show("en", { notation: "compact" }, 999, 1234, 1500000, 999999)).toBe("999 1.2K 1.5M 1M");
  expect(show("de", { notation: "compact", compactDisplay: "long" }, 1e6, 2e6)).toBe("1 Million 2 Millionen");
  expect(show("ja", { notation: "compact" }, 12345678)).toBe("1235万");
});

test("scientific and engineering", () => {
  expect(show("en", { notation: "scientific" }, 12345, 0.00012)).toBe("1.235E4 1.2E-4");
  expect(show("en", { notation: "engineering" }, 12345)).toBe("12.345E3");
});

test("numbering systems", () => {
  expect(show("ar-EG", {}, 1234.5)).toBe("١٬٢٣٤٫٥");
  expect(show("en-u-nu-deva", {}, 123)).toBe("१२३");
  expect(show("en", { numberingSystem: "thai" }, 42)).toBe("๔๒");
});

test("parts", () => {
  const parts = new Intl.NumberFormat("en", { style: "currency", currency: "USD" }).formatToParts(-1234.5);
  expect(parts.map((part) => part.type + ":" + part.value).join(" ")).toBe(
    "minusSign:- currency:$ integer:1 group:, integer:234 decimal:. fraction:50");
});

test("ranges", () => {
  const euros = new Intl.NumberFormat("de", { style: "currency", currency: "EUR", maximumFractionDigits: 0 });
  expect(euros.formatRange(3, 5)).toBe("3–5\u00a0€");
  expect(euros.formatRange(3, 3)).toBe("≈3\u00a0€");
  expect(new Intl.NumberFormat("en").formatRange(1, 2)).toBe("1–2");
  expect(() => euros.formatRange(NaN, 1)).toThrow(RangeError);
  expect(() => euros.formatRange(1)).toThrow(TypeError);
});

test("ends of ranges are told apart", () => {
  const parts = new Intl.NumberFormat("en").formatRangeToParts(1, 2);
  expect(parts.map((part) => part.source).join(" ")).toBe("startRange shared endRange");
});

test("digits have limits", () => {
  expect(() => new Intl.NumberFormat("en", { maximumFractionDigits: 101 })).toThrow(RangeError);
  expect(() => new Intl.NumberFormat("en", { minimumIntegerDigits: 22 })).toThrow(RangeError);
  expect(show("en", { minimumFractionDigits: 100 }, 1).length).toBe(102);
});

test("what it was resolved to", () => {
  const options = new Intl.NumberFormat("de-u-nu-latn", { style: "unit", unit: "meter" }).resolvedOptions();
  expect(options.locale).toBe("de-u-nu-latn");
  expect(options.unit).toBe("meter");
  expect(options.unitDisplay).toBe("short");
  expect(options.roundingMode).toBe("halfExpand");
});

test("compact numbers said by a word alone, and very large ones", () => {
  const long = (locale, n) => new Intl.NumberFormat(locale, { notation: "compact", compactDisplay: "long" }).format(n);
  expect(long("fr", 1000)).toBe("mille");
  expect(long("fr", 1200)).toBe("1,2 millier");
  expect(long("fr", 2000)).toBe("2 mille");
  expect(long("ja", 3e16)).toBe("3京");
  expect(long("en", 3e16)).toBe("30,000 trillion");
});

test("codes stand apart from digits only", () => {
  const format = new Intl.NumberFormat("en", { style: "currency", currency: "CHF" });
  expect(format.format(1)).toBe("CHF\u00a01.00");
  expect(format.format(NaN)).toBe("CHFNaN");
});

test("ranges in words", () => {
  const range = (options, start, end) => new Intl.NumberFormat("en", options).formatRange(start, end);
  expect(range({ style: "unit", unit: "liter", unitDisplay: "long" }, 1, 2)).toBe("1–2 liters");
  expect(range({ style: "unit", unit: "liter", unitDisplay: "long" }, -3, 5)).toBe("-3 – 5 liters");
  expect(range({ style: "currency", currency: "JPY", currencyDisplay: "name" }, -5, -2)).toBe("-5 – -2 Japanese yen");
  expect(new Intl.NumberFormat("sw", { notation: "compact", compactDisplay: "long" }).format(1000)).toBe("elfu 1");
});

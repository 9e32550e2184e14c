test("a duration has ten parts", () => {
  const duration = new Temporal.Duration(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  expect(duration.toString()).toBe("P1Y2M3W4DT5H6M7.00800901S");
  expect([duration.years, duration.weeks, duration.hours, duration.microseconds].join()).toBe("1,3,5,9");
});

test("nothing is no duration's part", () => {
  const duration = new Temporal.Duration();
  expect(duration.blank).toBe(true);
  expect(duration.sign).toBe(0);
  expect(duration.toString()).toBe("PT0S");
});

test("parts have one sign", () => {
  expect(() => new Temporal.Duration(1, -1)).toThrow(RangeError);
  expect(new Temporal.Duration(-1, -1).sign).toBe(-1);
});

test("parts are integral", () => {
  expect(() => new Temporal.Duration(1.5)).toThrow(RangeError);
  expect(() => Temporal.Duration.from({ hours: Infinity })).toThrow(RangeError);
  expect(() => Temporal.Duration.from({ hours: NaN })).toThrow(RangeError);
});

test("no part is minus zero", () => {
  expect(Object.is(new Temporal.Duration(-0).years, 0)).toBe(true);
  expect(Object.is(new Temporal.Duration(0, 0, 0, 1).negated().hours, 0)).toBe(true);
});

test("durations have a limit", () => {
  expect(new Temporal.Duration(4294967295).years).toBe(4294967295);
  expect(() => new Temporal.Duration(4294967296)).toThrow(RangeError);
  expect(() => Temporal.Duration.from({ seconds: Number.MAX_SAFE_INTEGER + 1 })).toThrow(RangeError);
  expect(() => Temporal.Duration.from({ nanoseconds: Number.MAX_VALUE })).toThrow(RangeError);
  expect(() => Temporal.Duration.from({ days: 1e300 })).toThrow(RangeError);
});

test("from reads ISO 8601", () => {
  expect(Temporal.Duration.from("-P1Y2M").months).toBe(-2);
  expect(Temporal.Duration.from("PT1.5H").minutes).toBe(30);
  expect(Temporal.Duration.from("p1dt1s").toString()).toBe("P1DT1S");
  for (const text of ["", "P", "PT", "1D", "P1.5D", "PT1H1", "P1H"]) {
    expect(() => Temporal.Duration.from(text)).toThrow(RangeError);
  }
});

test("from wants at least one part", () => {
  expect(Temporal.Duration.from({ days: 1, other: 2 }).days).toBe(1);
  expect(() => Temporal.Duration.from({})).toThrow(TypeError);
  expect(() => Temporal.Duration.from({ day: 1 })).toThrow(TypeError);
  expect(() => Temporal.Duration.from(null)).toThrow(TypeError);
});

test("parts are read in alphabetical order, each converted at once", () => {
  const log = [];
  const part = name => ({ valueOf() { log.push(`= ${name}`); return 1; } });
  const bag = new Proxy({ days: part("days"), years: part("years") }, {
    get(target, key) { log.push(key); return target[key]; },
  });
  Temporal.Duration.from(bag);
  expect(log.join()).toBe("days,= days,hours,microseconds,milliseconds,minutes,months,nanoseconds,seconds,weeks,years,= years");
});

test("with replaces parts", () => {
  const duration = Temporal.Duration.from({ hours: 1, minutes: 2 });
  expect(duration.with({ minutes: 3 }).toString()).toBe("PT1H3M");
  expect(() => duration.with({ minutes: -3 })).toThrow(RangeError);
  expect(() => duration.with({})).toThrow(TypeError);
});

test("abs and negated", () => {
  const duration = Temporal.Duration.from({ hours: -1 });
  expect(duration.abs().hours).toBe(1);
  expect(duration.negated().hours).toBe(1);
  expect(duration.negated().negated().hours).toBe(-1);
});

test("add balances up to the greatest part", () => {
  const one = Temporal.Duration.from({ hours: 23, minutes: 50 });
  expect(one.add({ minutes: 20 }).toString()).toBe("PT24H10M");
  expect(one.subtract({ hours: 24 }).toString()).toBe("-PT10M");
  expect(Temporal.Duration.from({ days: 1 }).add({ hours: 25 }).toString()).toBe("P2DT1H");
  expect(() => Temporal.Duration.from({ months: 1 }).add({ days: 1 })).toThrow(RangeError);
});

test("round balances", () => {
  const duration = Temporal.Duration.from({ minutes: 130 });
  expect(duration.round({ largestUnit: "hour" }).toString()).toBe("PT2H10M");
  expect(duration.round("hour").toString()).toBe("PT2H");
  expect(duration.round({ smallestUnit: "minute", roundingIncrement: 30 }).toString()).toBe("PT120M");
  expect(() => duration.round({})).toThrow(RangeError);
  expect(() => duration.round()).toThrow(TypeError);
});

test("calendar units need a date to start from", () => {
  const duration = Temporal.Duration.from({ days: 60 });
  expect(() => duration.round({ largestUnit: "month" })).toThrow(RangeError);
  expect(duration.round({ largestUnit: "month", relativeTo: "2024-01-01" }).toString()).toBe("P2M");
  expect(duration.round({ largestUnit: "month", relativeTo: "2023-01-01" }).toString()).toBe("P2M1D");
});

test("a day may have 23 hours", () => {
  const relativeTo = "2024-03-31T00:00[Europe/Berlin]";
  expect(Temporal.Duration.from({ hours: 23 }).round({ largestUnit: "day", relativeTo }).toString()).toBe("P1D");
  expect(Temporal.Duration.from({ days: 1 }).total({ unit: "hour", relativeTo })).toBe(23);
});

test("total is a number", () => {
  expect(Temporal.Duration.from({ hours: 36 }).total("day")).toBe(1.5);
  expect(Temporal.Duration.from({ seconds: 1 }).total({ unit: "milliseconds" })).toBe(1000);
  expect(Temporal.Duration.from({ months: 1 }).total({ unit: "day", relativeTo: { year: 2024, month: 2, day: 1 } })).toBe(29);
  expect(() => Temporal.Duration.from({ hours: 36 }).total({})).toThrow(RangeError);
  expect(() => Temporal.Duration.from({ hours: 36 }).total("auto")).toThrow(RangeError);
});

test("compare measures", () => {
  expect(Temporal.Duration.compare({ hours: 24 }, { days: 1 })).toBe(0);
  expect(Temporal.Duration.compare({ minutes: 61 }, { hours: 1 })).toBe(1);
  expect(() => Temporal.Duration.compare({ months: 1 }, { days: 30 })).toThrow(RangeError);
  expect(Temporal.Duration.compare({ months: 1 }, { days: 30 }, { relativeTo: "2024-02-01" })).toBe(-1);
});

test("toString rounds and balances seconds only", () => {
  const duration = Temporal.Duration.from({ seconds: 59, milliseconds: 999 });
  expect(duration.toString({ fractionalSecondDigits: 0 })).toBe("PT59S");
  expect(duration.toString({ fractionalSecondDigits: 0, roundingMode: "ceil" })).toBe("PT60S");
  expect(duration.toString({ smallestUnit: "millisecond" })).toBe("PT59.999S");
  expect(() => duration.toString({ smallestUnit: "minute" })).toThrow(RangeError);
});

test("what is smaller than a second is shown as its fraction", () => {
  expect(Temporal.Duration.from({ milliseconds: 1500 }).toString()).toBe("PT1.5S");
  expect(JSON.stringify(Temporal.Duration.from({ microseconds: 1 }))).toBe('"PT0.000001S"');
});

test("durations have no primitive value", () => {
  expect(() => Temporal.Duration.from({ hours: 1 }) > 0).toThrow(TypeError);
});

test("a getter that throws ends the reading", () => {
  const bag = { year: 2024, get month() { throw new SyntaxError("mine"); }, get year() { throw new Error("not read"); }, day: 1 };
  expect(() => Temporal.PlainDate.from(bag)).toThrow(SyntaxError);
});

test("a getter may use what is being made", () => {
  let depth = 0;
  const bag = { get day() { return depth++ < 20 ? Temporal.PlainDate.from(bag).day : 5; }, month: 1, year: 2024 };
  expect(Temporal.PlainDate.from(bag).day).toBe(5);
});

test("endless recursion through a getter is a RangeError", () => {
  const bag = { get hours() { return Temporal.Duration.from(bag).hours; } };
  expect(() => Temporal.Duration.from(bag)).toThrow(RangeError);
});

test("a calendar that changes while it is read", () => {
  let count = 0;
  const bag = { get calendar() { return count++ ? "hebrew" : "roc"; }, year: 113, month: 1, day: 1 };
  expect(Temporal.PlainDate.from(bag).calendarId).toBe("roc");
});

test("options that collect garbage and make more", () => {
  const time = Temporal.PlainTime.from("12:34:56");
  const options = {
    get smallestUnit() { for (let i = 0; i < 2000; i++) Temporal.PlainTime.from("01:02"); return "minute"; },
    get roundingMode() { return { toString: () => "ceil" }; },
  };
  expect(time.toString(options)).toBe("12:35");
});

test("a prototype taken from new.target", () => {
  const target = new Proxy(function () {}, { get: (object, key) => key === "prototype" ? Array.prototype : object[key] });
  const date = Reflect.construct(Temporal.PlainDate, [2024, 1, 1], target);
  expect(Object.getPrototypeOf(date)).toBe(Array.prototype);
  expect(Temporal.PlainDate.prototype.toString.call(date)).toBe("2024-01-01");
});

test("a prototype that can't be had comes after the arguments", () => {
  const log = [];
  const target = new Proxy(function () {}, { get() { log.push("prototype"); throw new Error("mine"); } });
  const year = { valueOf() { log.push("year"); return 2024; } };
  expect(() => Reflect.construct(Temporal.PlainDate, [year, 1, 1], target)).toThrow(Error);
  expect(log.join()).toBe("year,prototype");
});

test("options of odd types", () => {
  const date = Temporal.PlainDate.from("2024-01-01");
  for (const options of [null, 5, "reject", true, Symbol(), 1n]) {
    expect(() => date.add({ days: 1 }, options)).toThrow(TypeError);
  }
  expect(date.add({ days: 1 }, () => {}).day).toBe(2);
  expect(() => date.add({ days: 1 }, { overflow: Symbol() })).toThrow(TypeError);
});

test("increments are checked", () => {
  const time = Temporal.PlainTime.from("12:34:56");
  for (const roundingIncrement of [0, -1, NaN, Infinity, 1e9 + 1, 61, 60]) {
    expect(() => time.round({ smallestUnit: "minute", roundingIncrement })).toThrow(RangeError);
  }
  expect(time.round({ smallestUnit: "minute", roundingIncrement: "5.9" }).toString()).toBe("12:35:00");
});

test("long strings are no dates", () => {
  expect(() => Temporal.PlainDate.from("2024-01-01".repeat(10000))).toThrow(RangeError);
  expect(() => Temporal.PlainDate.from("2024-01-01[" + "a".repeat(100000))).toThrow(RangeError);
  expect(() => Temporal.Duration.from("PT" + "9".repeat(1000) + "S")).toThrow(RangeError);
  expect(() => Temporal.PlainDate.from({ calendar: "gregory", era: "x".repeat(100000), eraYear: 1, month: 1, day: 1 })).toThrow(RangeError);
});

test("constructors of Temporal can't be called", () => {
  for (const name of ["PlainDate", "PlainTime", "PlainDateTime", "PlainYearMonth", "PlainMonthDay", "ZonedDateTime", "Instant", "Duration"]) {
    expect(() => Temporal[name]()).toThrow(TypeError);
  }
  expect(() => Temporal()).toThrow(TypeError);
});

test("the namespace is as it should be", () => {
  expect(Object.prototype.toString.call(Temporal)).toBe("[object Temporal]");
  expect(Object.prototype.toString.call(Temporal.Now)).toBe("[object Temporal.Now]");
  expect(Temporal.PlainDate.name).toBe("PlainDate");
  expect(Temporal.PlainDate.length).toBe(3);
});

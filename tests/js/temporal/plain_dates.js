test("a date has year, month and day", () => {
  const date = new Temporal.PlainDate(2024, 2, 29);
  expect(date.toString()).toBe("2024-02-29");
  expect([date.year, date.month, date.monthCode, date.day].join()).toBe("2024,2,M02,29");
  expect([date.dayOfWeek, date.dayOfYear, date.daysInMonth, date.daysInYear, date.monthsInYear, date.inLeapYear].join()).toBe("4,60,29,366,12,true");
});

test("the ISO calendar has no eras", () => {
  const date = new Temporal.PlainDate(2024, 1, 1);
  expect(date.era).toBe(undefined);
  expect(date.eraYear).toBe(undefined);
});

test("weeks begin on Monday, and years of weeks with a Thursday", () => {
  const date = Temporal.PlainDate.from("2021-01-01");
  expect(date.weekOfYear).toBe(53);
  expect(date.yearOfWeek).toBe(2020);
  expect(date.withCalendar("gregory").weekOfYear).toBe(undefined);
});

test("the constructor rejects", () => {
  expect(() => new Temporal.PlainDate(2023, 2, 29)).toThrow(RangeError);
  expect(() => new Temporal.PlainDate(2023, 13, 1)).toThrow(RangeError);
  expect(() => new Temporal.PlainDate(2023, 257, 1)).toThrow(RangeError);
  expect(() => new Temporal.PlainDate(2 ** 32 + 2023, 1, 1)).toThrow(RangeError);
  expect(() => new Temporal.PlainDate()).toThrow(RangeError);
  expect(() => new Temporal.PlainDate(2023, 1, 1, "unknown")).toThrow(RangeError);
  expect(() => new Temporal.PlainDate(2023, 1, 1, 5)).toThrow(TypeError);
  expect(() => new Temporal.PlainDate(2023, 1, 1, "2020-01-01[u-ca=gregory]")).toThrow(RangeError);
});

test("dates have limits", () => {
  expect(new Temporal.PlainDate(275760, 9, 13).add({ days: 0 }).toString()).toBe("+275760-09-13");
  expect(() => new Temporal.PlainDate(275760, 9, 14)).toThrow(RangeError);
  expect(new Temporal.PlainDate(-271821, 4, 19).toString()).toBe("-271821-04-19");
  expect(() => new Temporal.PlainDate(-271821, 4, 18)).toThrow(RangeError);
  expect(() => Temporal.PlainDate.from("+275760-09-13").add({ days: 1 })).toThrow(RangeError);
});

test("from constrains or rejects", () => {
  expect(Temporal.PlainDate.from({ year: 2023, month: 2, day: 31 }).toString()).toBe("2023-02-28");
  expect(Temporal.PlainDate.from({ year: 2023, month: 99, day: 999 }).toString()).toBe("2023-12-31");
  expect(() => Temporal.PlainDate.from({ year: 2023, month: 2, day: 31 }, { overflow: "reject" })).toThrow(RangeError);
  expect(() => Temporal.PlainDate.from({ year: 2023, month: 0, day: 1 })).toThrow(RangeError);
});

test("month and monthCode agree", () => {
  expect(Temporal.PlainDate.from({ year: 2024, monthCode: "M05", day: 1 }).month).toBe(5);
  expect(() => Temporal.PlainDate.from({ year: 2024, month: 4, monthCode: "M05", day: 1 })).toThrow(RangeError);
  for (const monthCode of ["m05", "M5", "M13", "M00", "M05L"]) {
    expect(() => Temporal.PlainDate.from({ year: 2024, monthCode, day: 1 })).toThrow(RangeError);
  }
});

test("parts must be enough", () => {
  expect(() => Temporal.PlainDate.from({ year: 2024, month: 5 })).toThrow(TypeError);
  expect(() => Temporal.PlainDate.from({ month: 5, day: 5 })).toThrow(TypeError);
  expect(() => Temporal.PlainDate.from({})).toThrow(TypeError);
  expect(() => Temporal.PlainDate.from(undefined)).toThrow(TypeError);
  expect(() => Temporal.PlainDate.from(20240101)).toThrow(TypeError);
});

test("strings follow RFC 9557", () => {
  expect(Temporal.PlainDate.from("2024-01-05T12:00+01:00[Europe/Berlin][u-ca=japanese]").calendarId).toBe("japanese");
  expect(Temporal.PlainDate.from("+002024-01-05").toString()).toBe("2024-01-05");
  expect(Temporal.PlainDate.from("20240105").toString()).toBe("2024-01-05");
  for (const text of ["2024-1-5", "2024-02-30", "-000000-01-01", "2024-01-05Z", "2024-01-05T25:00", "\u22122024-01-05", "2024-01-05[!foo=bar]"]) {
    expect(() => Temporal.PlainDate.from(text)).toThrow(RangeError);
  }
});

test("the ends of months are kept in", () => {
  expect(Temporal.PlainDate.from("2024-01-31").add({ months: 1 }).toString()).toBe("2024-02-29");
  expect(() => Temporal.PlainDate.from("2024-01-31").add({ months: 1 }, { overflow: "reject" })).toThrow(RangeError);
  expect(Temporal.PlainDate.from("2024-02-29").subtract({ years: 1 }).toString()).toBe("2023-02-28");
});

test("whole days of a duration's time are added", () => {
  expect(Temporal.PlainDate.from("2024-01-01").add({ hours: 47 }).toString()).toBe("2024-01-02");
});

test("until in several units", () => {
  const one = Temporal.PlainDate.from("2020-01-31");
  expect(one.until("2024-03-01").toString()).toBe("P1491D");
  expect(one.until("2024-03-01", { largestUnit: "year" }).toString()).toBe("P4Y1M1D");
  expect(one.until("2024-03-01", { largestUnit: "month" }).toString()).toBe("P49M1D");
  expect(one.until("2024-03-01", { smallestUnit: "month", roundingMode: "ceil" }).toString()).toBe("P50M");
  expect(one.since("2019-01-31", { largestUnit: "week" }).toString()).toBe("P52W1D");
  expect(() => one.until("2024-03-01", { largestUnit: "hour" })).toThrow(RangeError);
  expect(() => one.until("2024-03-01", { largestUnit: "day", smallestUnit: "month" })).toThrow(RangeError);
});

test("dates of different calendars have no difference", () => {
  const one = Temporal.PlainDate.from("2020-01-01");
  expect(() => one.until(one.withCalendar("hebrew"))).toThrow(RangeError);
  expect(one.equals(one.withCalendar("hebrew"))).toBe(false);
  expect(Temporal.PlainDate.compare(one, one.withCalendar("hebrew"))).toBe(0);
});

test("with replaces parts", () => {
  const date = Temporal.PlainDate.from("2024-02-29");
  expect(date.with({ year: 2023 }).toString()).toBe("2023-02-28");
  expect(date.with({ day: 1 }).toString()).toBe("2024-02-01");
  expect(() => date.with({ calendar: "iso8601", day: 1 })).toThrow(TypeError);
  expect(() => date.with(date)).toThrow(TypeError);
  expect(() => date.with({})).toThrow(TypeError);
});

test("toString shows the calendar as asked", () => {
  const date = Temporal.PlainDate.from("2024-02-29");
  expect(date.toString({ calendarName: "always" })).toBe("2024-02-29[u-ca=iso8601]");
  expect(date.withCalendar("roc").toString()).toBe("2024-02-29[u-ca=roc]");
  expect(date.withCalendar("roc").toString({ calendarName: "never" })).toBe("2024-02-29");
  expect(date.toString({ calendarName: "critical" })).toBe("2024-02-29[!u-ca=iso8601]");
});

test("dates become other things", () => {
  const date = Temporal.PlainDate.from("2024-02-29");
  expect(date.toPlainYearMonth().toString()).toBe("2024-02");
  expect(date.toPlainMonthDay().toString()).toBe("02-29");
  expect(date.toPlainDateTime("12:30").toString()).toBe("2024-02-29T12:30:00");
  expect(date.toPlainDateTime().toString()).toBe("2024-02-29T00:00:00");
  expect(date.toZonedDateTime("Asia/Tokyo").toString()).toBe("2024-02-29T00:00:00+09:00[Asia/Tokyo]");
  expect(date.toZonedDateTime({ timeZone: "UTC", plainTime: "01:00" }).toString()).toBe("2024-02-29T01:00:00+00:00[UTC]");
});

test("classes can be extended, results are of the class of Temporal", () => {
  class Mine extends Temporal.PlainDate {}
  const mine = new Mine(2024, 1, 1);
  expect(mine instanceof Mine).toBe(true);
  expect(mine.add({ days: 1 }) instanceof Mine).toBe(false);
  expect(Object.prototype.toString.call(mine)).toBe("[object Temporal.PlainDate]");
});

test("methods refuse other receivers", () => {
  const { add, toString } = Temporal.PlainDate.prototype;
  expect(() => add.call(Temporal.PlainTime.from("12:00"), { days: 1 })).toThrow(TypeError);
  expect(() => toString.call({})).toThrow(TypeError);
  expect(() => Temporal.PlainDate.prototype.year).toThrow(TypeError);
});

test("a month of a year", () => {
  const month = new Temporal.PlainYearMonth(2024, 2);
  expect(month.toString()).toBe("2024-02");
  expect([month.daysInMonth, month.daysInYear, month.inLeapYear].join()).toBe("29,366,true");
  expect(month.toPlainDate({ day: 30 }).toString()).toBe("2024-02-29");
  expect(() => month.toPlainDate({})).toThrow(TypeError);
  expect(() => month.toPlainDate(5)).toThrow(TypeError);
});

test("months are added to months", () => {
  const month = Temporal.PlainYearMonth.from("2024-11");
  expect(month.add({ months: 3 }).toString()).toBe("2025-02");
  expect(month.subtract({ years: 1 }).toString()).toBe("2023-11");
  expect(() => month.add({ days: 31 })).toThrow(RangeError);
});

test("differences of months", () => {
  const month = Temporal.PlainYearMonth.from("2024-11");
  expect(month.until("2026-01").toString()).toBe("P1Y2M");
  expect(month.until("2026-01", { largestUnit: "month" }).toString()).toBe("P14M");
  expect(() => month.until("2026-01", { largestUnit: "day" })).toThrow(RangeError);
});

test("compare and equals look at the reference day too", () => {
  const one = new Temporal.PlainYearMonth(2024, 1, "iso8601", 1);
  const two = new Temporal.PlainYearMonth(2024, 1, "iso8601", 2);
  expect(Temporal.PlainYearMonth.compare(one, two)).toBe(-1);
  expect(one.equals(two)).toBe(false);
});

test("months outside of the calendar's limits", () => {
  expect(Temporal.PlainYearMonth.from("+275760-09").toString()).toBe("+275760-09");
  expect(() => Temporal.PlainYearMonth.from("+275760-10")).toThrow(RangeError);
  expect(() => new Temporal.PlainYearMonth(-271821, 3)).toThrow(RangeError);
});

test("a day of every year", () => {
  const day = new Temporal.PlainMonthDay(2, 29);
  expect(day.toString()).toBe("02-29");
  expect(day.toPlainDate({ year: 2023 }).toString()).toBe("2023-02-28");
  expect(day.monthCode).toBe("M02");
  expect("month" in day).toBe(false);
  expect(() => day.toPlainDate({ month: 2 })).toThrow(TypeError);
});

test("month-days from strings and parts", () => {
  expect(Temporal.PlainMonthDay.from("12-25").toString()).toBe("12-25");
  expect(Temporal.PlainMonthDay.from("--12-25").toString()).toBe("12-25");
  expect(Temporal.PlainMonthDay.from("2024-12-25").toString()).toBe("12-25");
  expect(Temporal.PlainMonthDay.from({ year: 2023, month: 2, day: 29 }).toString()).toBe("02-28");
  expect(Temporal.PlainMonthDay.from({ monthCode: "M02", day: 29 }).toString()).toBe("02-29");
  expect(() => Temporal.PlainMonthDay.from({ day: 1 })).toThrow(TypeError);
});

test("years far away still tell whether there is a 29 February", () => {
  expect(Temporal.PlainMonthDay.from({ year: 4e9, month: 2, day: 29 }).toString()).toBe("02-29");
  expect(Temporal.PlainMonthDay.from({ year: 4e9 + 1, month: 2, day: 29 }).toString()).toBe("02-28");
});

test("with", () => {
  expect(Temporal.PlainMonthDay.from("01-31").with({ month: 2 }).toString()).toBe("02-29");
  expect(Temporal.PlainYearMonth.from("2024-01").with({ year: 2025 }).toString()).toBe("2025-01");
  expect(() => Temporal.PlainYearMonth.from("2024-01").with({ day: 5 })).toThrow(TypeError);
});

test("month-days aren't compared", () => {
  expect(Temporal.PlainMonthDay.compare).toBe(undefined);
  expect(Temporal.PlainMonthDay.from("01-31").equals("01-31")).toBe(true);
});

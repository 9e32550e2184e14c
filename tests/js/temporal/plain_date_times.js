test("a date with a time", () => {
  const value = new Temporal.PlainDateTime(2024, 2, 29, 12, 30, 15, 1, 2, 3);
  expect(value.toString()).toBe("2024-02-29T12:30:15.001002003");
  expect(value.toPlainDate().toString()).toBe("2024-02-29");
  expect(value.toPlainTime().toString()).toBe("12:30:15.001002003");
});

test("limits are a day wider than those of instants", () => {
  expect(new Temporal.PlainDateTime(-271821, 4, 19, 0, 0, 0, 0, 0, 1).toString()).toBe("-271821-04-19T00:00:00.000000001");
  expect(() => new Temporal.PlainDateTime(-271821, 4, 19)).toThrow(RangeError);
  expect(() => Temporal.PlainDate.from("-271821-04-19").toPlainDateTime()).toThrow(RangeError);
});

test("rounding carries into the date", () => {
  const value = Temporal.PlainDateTime.from("2023-12-31T23:59:59.9");
  expect(value.round("second").toString()).toBe("2024-01-01T00:00:00");
  expect(value.round({ smallestUnit: "day", roundingMode: "floor" }).toString()).toBe("2023-12-31T00:00:00");
  expect(() => value.round("week")).toThrow(RangeError);
});

test("add carries days", () => {
  expect(Temporal.PlainDateTime.from("2024-01-31T23:00").add({ months: 1, hours: 2 }).toString()).toBe("2024-03-01T01:00:00");
});

test("until balances days and hours", () => {
  const one = Temporal.PlainDateTime.from("2024-01-01T12:00");
  expect(one.until("2024-01-03T11:00").toString()).toBe("P1DT23H");
  expect(one.until("2024-01-03T11:00", { largestUnit: "hour" }).toString()).toBe("PT47H");
  expect(one.since("2024-01-03T11:00").toString()).toBe("-P1DT23H");
});

test("with and withPlainTime", () => {
  const value = Temporal.PlainDateTime.from("2024-02-29T12:30");
  expect(value.with({ year: 2023, hour: 5 }).toString()).toBe("2023-02-28T05:30:00");
  expect(value.withPlainTime().toString()).toBe("2024-02-29T00:00:00");
  expect(value.withPlainTime("01:02").toString()).toBe("2024-02-29T01:02:00");
  expect(() => value.with({ minute: 60 }, { overflow: "reject" })).toThrow(RangeError);
});

test("toString rounds", () => {
  const value = Temporal.PlainDateTime.from("2024-02-29T12:30:59.999");
  expect(value.toString({ smallestUnit: "minute" })).toBe("2024-02-29T12:30");
  expect(value.toString({ smallestUnit: "minute", roundingMode: "ceil" })).toBe("2024-02-29T12:31");
  expect(value.toString({ fractionalSecondDigits: 2 })).toBe("2024-02-29T12:30:59.99");
});

test("a skipped local time is moved or refused", () => {
  const value = Temporal.PlainDateTime.from("2024-03-31T02:30");
  expect(value.toZonedDateTime("Europe/Berlin").toString()).toBe("2024-03-31T03:30:00+02:00[Europe/Berlin]");
  expect(value.toZonedDateTime("Europe/Berlin", { disambiguation: "earlier" }).toString()).toBe("2024-03-31T01:30:00+01:00[Europe/Berlin]");
  expect(() => value.toZonedDateTime("Europe/Berlin", { disambiguation: "reject" })).toThrow(RangeError);
});

test("a repeated local time is the first or the second", () => {
  const value = Temporal.PlainDateTime.from("2024-10-27T02:30");
  expect(value.toZonedDateTime("Europe/Berlin").offset).toBe("+02:00");
  expect(value.toZonedDateTime("Europe/Berlin", { disambiguation: "later" }).offset).toBe("+01:00");
  expect(() => value.toZonedDateTime("Europe/Berlin", { disambiguation: "reject" })).toThrow(RangeError);
});

test("parts are read in alphabetical order", () => {
  const log = [];
  const bag = new Proxy({ year: 2024, month: 1, day: 1 }, { get(target, key) { log.push(key); return target[key]; } });
  Temporal.PlainDateTime.from(bag);
  expect(log.join()).toBe("calendar,day,hour,microsecond,millisecond,minute,month,monthCode,nanosecond,second,year");
});

test("setters take further parts", () => {
  const date = new Date(0);
  date.setUTCFullYear(2020, 1, 29);
  date.setUTCHours(1, 2, 3, 4);
  expect(date.toISOString()).toBe("2020-02-29T01:02:03.004Z");
  expect(date.setUTCMonth(12)).toBe(Date.UTC(2021, 0, 29, 1, 2, 3, 4));
});

test("only the year revives an invalid date", () => {
  const date = new Date(NaN);
  expect(date.setMonth(1)).toBe(NaN);
  date.setUTCFullYear(2020);
  expect(date.toISOString()).toBe("2020-01-01T00:00:00.000Z");
});

test("all arguments are converted, also for an invalid date", () => {
  const order = [];
  const part = (name) => ({ valueOf() { order.push(name); return 1; } });
  new Date(NaN).setHours(part("h"), part("m"), part("s"), part("ms"));
  expect(order).toEqual(["h", "m", "s", "ms"]);
});

test("a conversion that changes the date comes too late", () => {
  const date = new Date(0);
  date.setUTCDate({ valueOf() { date.setTime(1e12); return 2; } });
  expect(date.getTime()).toBe(86400000);
});

test("a conversion that throws leaves the date as it was", () => {
  const date = new Date(5);
  expect(() => date.setTime({ valueOf() { throw new RangeError("no"); } })).toThrow(RangeError);
  expect(date.getTime()).toBe(5);
});

test("Symbol.toPrimitive takes three hints", () => {
  const date = new Date(7);
  expect(date[Symbol.toPrimitive]("number")).toBe(7);
  expect(date + 1).toBe(date.toString() + "1");
  expect(() => date[Symbol.toPrimitive]("other")).toThrow(TypeError);
});

test("the year of annex B", () => {
  const date = new Date(2020, 0);
  expect(date.getYear()).toBe(120);
  date.setYear(99);
  expect(date.getFullYear()).toBe(1999);
});

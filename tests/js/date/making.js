test("parts out of range carry", () => {
  expect(new Date(Date.UTC(2024, 12, 1)).toISOString()).toBe("2025-01-01T00:00:00.000Z");
  expect(new Date(Date.UTC(2024, 1, 30)).toISOString()).toBe("2024-03-01T00:00:00.000Z");
  expect(new Date(Date.UTC(2024, 0, 1, 0, 0, -1)).toISOString()).toBe("2023-12-31T23:59:59.000Z");
});

test("two digits mean the twentieth century", () => {
  expect(new Date(Date.UTC(99, 0)).getUTCFullYear()).toBe(1999);
});

test("time ends", () => {
  expect(new Date(8.64e15).toISOString()).toBe("+275760-09-13T00:00:00.000Z");
  expect(new Date(8.64e15 + 1).getTime()).toBe(NaN);
  expect(new Date(-8.64e15).toISOString()).toBe("-271821-04-20T00:00:00.000Z");
  expect(() => new Date(NaN).toISOString()).toThrow(RangeError);
});

test("a date from a date, and from what converts to text", () => {
  const date = new Date(2020, 1, 2, 3, 4, 5, 6);
  expect(new Date(date).getTime()).toBe(date.getTime());
  expect(new Date({ [Symbol.toPrimitive]: () => "1970-01-01" }).getTime()).toBe(0);
  expect(typeof Date()).toBe("string");
});

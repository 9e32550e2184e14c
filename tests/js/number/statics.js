test("Number converts numerals and BigInts", () => {
  expect(Number("0b101")).toBe(5);
  expect(Number(2n ** 64n)).toBe(2 ** 64);
  expect(Number()).toBe(0);
  expect(Number(undefined)).toBe(NaN);
  expect(() => Number(Symbol())).toThrow(TypeError);
});

test("the tests convert nothing", () => {
  expect(Number.isInteger(5.0)).toBe(true);
  expect(Number.isInteger("5")).toBe(false);
  expect(Number.isSafeInteger(2 ** 53)).toBe(false);
  expect(Number.isNaN("x")).toBe(false);
  expect(isNaN("x")).toBe(true);
  expect(Number.parseFloat).toBe(parseFloat);
});

test("rounds once", () => {
  expect(Math.sumPrecise([0.1, 0.2, 0.3])).toBe(0.6);
  expect(Math.sumPrecise([1e20, 0.1, -1e20])).toBe(0.1);
  expect(Math.sumPrecise([1e308, 1e308, -1e308])).toBe(1e308);
});

test("nothing sums to -0", () => {
  expect(Object.is(Math.sumPrecise([]), -0)).toBe(true);
  expect(Object.is(Math.sumPrecise([-0, 0]), 0)).toBe(true);
});

test("only numbers are summed, and the iterator is closed", () => {
  let closed = 0;
  const items = {
    [Symbol.iterator]: () => ({ next: () => ({ value: "1" }), return() { closed++; return {}; } }),
  };
  expect(() => Math.sumPrecise(items)).toThrow(TypeError);
  expect(closed).toBe(1);
  expect(() => Math.sumPrecise([1n])).toThrow(TypeError);
});

test("max and min know NaN and the two zeros", () => {
  expect(Math.max()).toBe(-Infinity);
  expect(Math.min(1, NaN, 0)).toBe(NaN);
  expect(Object.is(Math.max(-0, 0), 0)).toBe(true);
  expect(Object.is(Math.min(0, -0), -0)).toBe(true);
});

test("every argument is converted, even after a NaN", () => {
  let seen = 0;
  const counting = { valueOf() { seen++; return 1; } };
  Math.max(NaN, counting, counting);
  expect(seen).toBe(2);
  expect(() => Math.max({ valueOf() { throw new RangeError(); } })).toThrow(RangeError);
});

test("hypot neither overflows nor vanishes", () => {
  expect(Math.hypot(3, 4)).toBe(5);
  expect(Math.hypot(1e200, 1e200)).toBe(1.4142135623730951e200);
  expect(Math.hypot(NaN, -Infinity)).toBe(Infinity);
  expect(Math.hypot()).toBe(0);
});

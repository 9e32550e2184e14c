test("round goes up at a half and keeps the sign of zero", () => {
  expect(Math.round(2.5)).toBe(3);
  expect(Math.round(-2.5)).toBe(-2);
  expect(Object.is(Math.round(-0.2), -0)).toBe(true);
  expect(Math.round(0.49999999999999994)).toBe(0);
  expect(Math.round(9007199254740991)).toBe(9007199254740991);
});

test("fround and f16round are the nearest narrow numbers", () => {
  expect(Math.fround(5.5)).toBe(5.5);
  expect(Math.fround(5.05)).toBe(5.050000190734863);
  expect(Math.f16round(1.337)).toBe(1.3369140625);
  expect(Math.f16round(65520)).toBe(Infinity);
});

test("clz32, imul, sign, trunc", () => {
  expect(Math.clz32(0)).toBe(32);
  expect(Math.clz32(-1)).toBe(0);
  expect(Math.imul(0xffffffff, 5)).toBe(-5);
  expect(Object.is(Math.sign(-0), -0)).toBe(true);
  expect(Object.is(Math.trunc(-0.9), -0)).toBe(true);
});

test("toFixed", () => {
  expect((1.005).toFixed(2)).toBe("1.00");
  expect((0.5).toFixed()).toBe("1");
  expect((-1.5).toFixed(0)).toBe("-2");
  expect((1e21).toFixed(2)).toBe("1e+21");
  expect(() => (1).toFixed(101)).toThrow(RangeError);
  expect(() => (NaN).toFixed(101)).toThrow(RangeError);
});

test("toPrecision and toExponential look at the digits only for finite numbers", () => {
  expect((123.456).toPrecision(4)).toBe("123.5");
  expect((0.00001).toPrecision(1)).toBe("0.00001");
  expect((1e21).toPrecision(3)).toBe("1.00e+21");
  expect((12345).toExponential(2)).toBe("1.23e+4");
  expect(NaN.toPrecision(1000)).toBe("NaN");
  expect(() => (1).toPrecision(0)).toThrow(RangeError);
});

test("radix", () => {
  expect((255).toString(16)).toBe("ff");
  expect((-0.5).toString(2)).toBe("-0.1");
  expect((NaN).toString(2)).toBe("NaN");
  expect((-Infinity).toString(36)).toBe("-Infinity");
  expect(() => (1).toString(37)).toThrow(RangeError);
  expect(() => (1).toString(null)).toThrow(RangeError);
});

test("the receiver is checked before the argument is converted", () => {
  let converted = false;
  const digits = { valueOf() { converted = true; return 1; } };
  expect(() => Number.prototype.toFixed.call("1", digits)).toThrow(TypeError);
  expect(converted).toBe(false);
});

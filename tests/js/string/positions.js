test("at counts from the end, charAt does not", () => {
  expect("abc".at(-1)).toBe("c");
  expect("abc".at(3)).toBe(undefined);
  expect("abc".charAt(-1)).toBe("");
  expect("abc".charCodeAt(7)).toBe(NaN);
});

test("codePointAt reads pairs of surrogates", () => {
  expect("a😀".codePointAt(1)).toBe(0x1F600);
  expect("a😀".codePointAt(2)).toBe(0xDE00);
  expect("".codePointAt(0)).toBe(undefined);
});

test("a receiver must not be undefined or null", () => {
  expect(() => String.prototype.at.call(null, 0)).toThrow(TypeError);
  expect(String.prototype.at.call(123, 0)).toBe("1");
});

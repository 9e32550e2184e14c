test("slice, substring and substr differ in negative numbers", () => {
  expect("stilla".slice(-3)).toBe("lla");
  expect("stilla".substring(3, -1)).toBe("sti");
  expect("stilla".substr(-3, 2)).toBe("ll");
});

test("split keeps empty parts and heeds its limit", () => {
  expect("a,,b".split(",")).toEqual(["a", "", "b"]);
  expect("a,b,c".split(",", 2)).toEqual(["a", "b"]);
  expect("ab".split("")).toEqual(["a", "b"]);
  expect("".split("")).toEqual([]);
  expect("".split(",")).toEqual([""]);
  expect("ab".split(undefined, 0)).toEqual([]);
});

test("trim takes every white space of the language", () => {
  expect("\uFEFF\u2029 x \u00A0\n".trim()).toBe("x");
  expect(" x ".trimStart() + "|").toBe("x |");
  expect(String.prototype.trimLeft).toBe(String.prototype.trimStart);
});

test("padding is cut to fit", () => {
  expect("7".padStart(4, "ab")).toBe("aba7");
  expect("7".padEnd(3)).toBe("7  ");
  expect("7".padStart(9, "")).toBe("7");
});

test("repeat refuses what no string can be", () => {
  expect("ab".repeat(3)).toBe("ababab");
  expect("".repeat(2 ** 40)).toBe("");
  expect(() => "a".repeat(-1)).toThrow(RangeError);
  expect(() => "a".repeat(Infinity)).toThrow(RangeError);
  expect(() => "a".repeat(2 ** 31)).toThrow(RangeError);
});

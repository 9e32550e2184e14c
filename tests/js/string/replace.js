test("the patterns of a replacement", () => {
  expect("a-b-c".replace("-", "[$`|$&|$']")).toBe("a[a|-|b-c]b-c");
  expect("a-b-c".replaceAll("-", "$$")).toBe("a$b$c");
  expect("ab".replace("b", "$1$<x>")).toBe("a$1$<x>");
});

test("an empty string is found between all units", () => {
  expect("ab".replaceAll("", "_")).toBe("_a_b_");
  expect("ab".replace("", "_")).toBe("_ab");
});

test("a function sees the match, the place and the string", () => {
  const calls = [];
  expect("xaxa".replaceAll("a", (...all) => { calls.push(all); return calls.length; })).toBe("x1x2");
  expect(calls).toEqual([["a", 1, "xaxa"], ["a", 3, "xaxa"]]);
});

test("replaceAll and matchAll refuse a regular expression without g", () => {
  expect(() => "a".replaceAll(/a/, "b")).toThrow(TypeError);
  expect(() => "a".matchAll(/a/)).toThrow(TypeError);
});

test("only an object's Symbol.replace is asked", () => {
  expect("abc".replace({ [Symbol.replace]: (string, by) => string + by }, "!")).toBe("abc!");
});

test("a function that throws or calls replace again", () => {
  expect(() => "aa".replaceAll("a", () => { throw new RangeError("no"); })).toThrow(RangeError);
  expect("ab".replace("a", () => "xx".replaceAll("x", () => "y"))).toBe("yyb");
});

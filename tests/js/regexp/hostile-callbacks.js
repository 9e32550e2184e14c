test("a replacer that recompiles the pattern and moves lastIndex", () => {
  const pattern = /(?<d>\d)/g;
  const result = "1a2b3".replace(pattern, (match, d, index, string, groups) => {
    pattern.compile("z");
    pattern.lastIndex = 5;
    return "<" + groups.d + ">";
  });
  expect(result).toBe("<1>a<2>b<3>");
});

test("a replacer that throws leaves lastIndex 0", () => {
  const pattern = /a/g;
  expect(() => "aa".replace(pattern, () => { throw new RangeError("no"); })).toThrow(RangeError);
  expect(pattern.lastIndex).toBe(0);
});

test("a replacer that uses the same pattern", () => {
  const pattern = /a/g;
  expect("aba".replace(pattern, () => "xax".replace(pattern, "y"))).toBe("xyxbxyx");
});

test("a limit whose conversion changes the pattern", () => {
  const pattern = /b/;
  const limit = { valueOf() { pattern.compile("c"); return 9; } };
  expect("abcd".split(pattern, limit)).toEqual(["a", "cd"]);
});

test("an endless exec is stopped by what it returns", () => {
  const pattern = /a/g;
  let left = 5;
  pattern.exec = () => (left-- ? [""] : null);
  expect("xyz".match(pattern).length).toBe(5);
});

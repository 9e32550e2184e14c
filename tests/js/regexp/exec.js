test("exec tells groups, index and input", () => {
  const match = /(\d+)(x)?/.exec("ab12c");
  expect(match.length).toBe(3);
  expect(match[1]).toBe("12");
  expect(match[2]).toBe(undefined);
  expect(match.index).toBe(2);
  expect(match.input).toBe("ab12c");
  expect(match.groups).toBe(undefined);
});

test("named groups and indices", () => {
  const match = /(?<year>\d{4})-(?<month>\d\d)/d.exec("in 2026-11");
  expect({ ...match.groups }).toEqual({ year: "2026", month: "11" });
  expect(match.indices[0]).toEqual([3, 10]);
  expect(match.indices.groups.month).toEqual([8, 10]);
});

test("one name in two alternatives", () => {
  const pattern = /(?<n>a)x|(?<n>b)y/;
  expect(pattern.exec("by").groups.n).toBe("b");
  expect("by ax".replace(/(?<n>a)x|(?<n>b)y/g, "<$<n>>")).toBe("<b> <a>");
});

test("g and y go on from lastIndex and start again after a failure", () => {
  const global = /a/g;
  expect(global.exec("ba").index).toBe(1);
  expect(global.lastIndex).toBe(2);
  expect(global.exec("ba")).toBe(null);
  expect(global.lastIndex).toBe(0);
  const sticky = /a/y;
  expect(sticky.test("ba")).toBe(false);
  sticky.lastIndex = 1;
  expect(sticky.test("ba")).toBe(true);
});

test("lastIndex that is not writable", () => {
  const pattern = Object.freeze(/a/g);
  expect(() => pattern.exec("b")).toThrow(TypeError);
  expect(() => Object.freeze(/a/y).test("a")).toThrow(TypeError);
  expect(Object.freeze(/a/).test("a")).toBe(true);
});

test("lastIndex whose conversion recompiles the pattern", () => {
  const pattern = /a/g;
  pattern.lastIndex = { valueOf() { pattern.compile("b", "g"); return 0; } };
  expect(pattern.exec("ab")[0]).toBe("b");
});

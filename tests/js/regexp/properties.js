test("source and flags", () => {
  expect(new RegExp("/").source).toBe("\\/");
  expect(new RegExp("[/]\n").source).toBe("[/]\\n");
  expect(new RegExp("").source).toBe("(?:)");
  expect(/a/yig.flags).toBe("giy");
  expect(String(new RegExp("a/b", "g"))).toBe("/a\\/b/g");
  expect(RegExp.prototype.source).toBe("(?:)");
  expect(RegExp.prototype.global).toBe(undefined);
});

test("patterns that are none", () => {
  expect(() => new RegExp("(")).toThrow(SyntaxError);
  expect(() => new RegExp("a", "gg")).toThrow(SyntaxError);
  expect(() => new RegExp("a", "uv")).toThrow(SyntaxError);
});

test("the constructor as a function gives a regular expression back", () => {
  const pattern = /a/g;
  expect(RegExp(pattern)).toBe(pattern);
  expect(RegExp(pattern, "i").flags).toBe("i");
  expect(new RegExp(pattern) === pattern).toBe(false);
});

test("each evaluation of a literal makes a new object", () => {
  const make = () => /a/g;
  const first = make();
  first.lastIndex = 3;
  first.compile("z");
  expect(make() === first).toBe(false);
  expect(make().lastIndex).toBe(0);
  expect(make().source).toBe("a");
});

test("escape", () => {
  expect(RegExp.escape("1+1 = a_b")).toBe("\\x31\\+1\\x20\\x3d\\x20a_b");
  expect(new RegExp(RegExp.escape("a.b-[c]")).test("a.b-[c]")).toBe(true);
  expect(() => RegExp.escape(1)).toThrow(TypeError);
});

test("static properties tell of the last match", () => {
  /(b)(c)?/.exec("abd");
  expect(RegExp.$1 + "," + RegExp.$2 + "," + RegExp.lastMatch).toBe("b,,b");
  expect(RegExp["$`"] + RegExp["$'"]).toBe("ad");
  expect(() => Object.getOwnPropertyDescriptor(RegExp, "$1").get.call({})).toThrow(TypeError);
});

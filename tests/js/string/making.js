test("fromCharCode cuts, fromCodePoint refuses", () => {
  expect(String.fromCharCode(0x10041, 66)).toBe("AB");
  expect(String.fromCodePoint(0x1F600, 65)).toBe("😀A");
  expect(() => String.fromCodePoint(-1)).toThrow(RangeError);
  expect(() => String.fromCodePoint(1.5)).toThrow(RangeError);
});

test("raw", () => {
  expect(String.raw`a\n${1 + 1}b`).toBe("a\\n2b");
  expect(String.raw({ raw: { length: 2, 0: "x", 1: "y" } }, "-", "unused")).toBe("x-y");
});

test("String of a symbol, and of an object whose conversion throws", () => {
  expect(String(Symbol("s"))).toBe("Symbol(s)");
  expect(() => new String(Symbol("s"))).toThrow(TypeError);
  expect(() => String({ toString() { throw new RangeError("no"); } })).toThrow(RangeError);
});

test("iteration goes by code points", () => {
  expect([..."a😀\uD800b"]).toEqual(["a", "😀", "\uD800", "b"]);
});

test("the HTML methods escape quotation marks", () => {
  expect("x".link('"')).toBe('<a href="&quot;">x</a>');
});

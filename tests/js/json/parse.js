test("values", () => {
  expect(JSON.parse(' {"a": [1, -0.5e2, true, null], "b": {"c": "x"}} ')).toEqual({ a: [1, -50, true, null], b: { c: "x" } });
  expect(Object.is(JSON.parse("-0"), -0)).toBe(true);
  expect(JSON.parse("123456789012345678901234567890")).toBe(1.2345678901234568e29);
  expect(JSON.parse('"\\u0041\\n\\/\\ud83d\\ude00"')).toBe("A\n/😀");
  expect(JSON.parse("1e400")).toBe(Infinity);
});

test("a key that stands twice, an index, and __proto__", () => {
  expect(JSON.parse('{"a": 1, "b": 2, "a": 3}')).toEqual({ a: 3, b: 2 });
  expect(Object.keys(JSON.parse('{"x": 1, "1": 2, "0": 3}'))).toEqual(["0", "1", "x"]);
  const object = JSON.parse('{"__proto__": 1}');
  expect(Object.hasOwn(object, "__proto__")).toBe(true);
  expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
});

test("records with the same keys, other keys, and escaped ones", () => {
  const data = JSON.parse('[{"a":1,"b":2},{"a":3,"b":4},{"a":5},{"b":6,"a":7},{"a":8,"b":9,"c":10},{"\\u0061":11,"b":12},{"a":13,"b":14}]');
  expect(data).toEqual([{ a: 1, b: 2 }, { a: 3, b: 4 }, { a: 5 }, { b: 6, a: 7 }, { a: 8, b: 9, c: 10 }, { a: 11, b: 12 }, { a: 13, b: 14 }]);
  expect(Object.keys(data[3])).toEqual(["b", "a"]);
});

test("what is no JSON", () => {
  for (const text of ["", "{", "[1,]", "{a:1}", "{'a':1}", "01", "1.", ".5", "+1", "-", "1e", "tru", "nul", '"\n"', '"\\x41"', '"\\u00g0"', '"a', "[1 2]", '{"a" 1}', "1 1", "\u00A01", "NaN"]) {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  }
});

test("a message tells the place", () => {
  let message = "";
  try { JSON.parse('{\n  "a": 1,\n  b: 2\n}'); } catch (error) { message = error.message; }
  expect(message.includes("line 3 column 3")).toBe(true);
});

test("deep nesting is no danger", () => {
  const depth = 100000;
  let value = JSON.parse("[".repeat(depth) + "]".repeat(depth));
  let count = 0;
  while (value) { value = value[0]; count++; }
  expect(count).toBe(depth);
});

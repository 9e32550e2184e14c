test("what is left out and what becomes null", () => {
  expect(JSON.stringify({ a: undefined, b() {}, c: Symbol(), d: NaN, e: -0 })).toBe('{"d":null,"e":0}');
  expect(JSON.stringify([undefined, () => 1, Infinity])).toBe("[null,null,null]");
  expect(JSON.stringify(undefined)).toBe(undefined);
  expect(() => JSON.stringify(1n)).toThrow(TypeError);
});

test("wrappers, dates and maps", () => {
  expect(JSON.stringify([new Number(1), new String("s"), new Boolean(false), Object(Symbol())])).toBe('[1,"s",false,{}]');
  expect(JSON.stringify({ at: new Date(0), map: new Map([[1, 2]]) })).toBe('{"at":"1970-01-01T00:00:00.000Z","map":{}}');
});

test("quoting", () => {
  expect(JSON.stringify('"\\\b\u0001é\uD800😀')).toBe('"\\"\\\\\\b\\u0001é\\ud800😀"');
  expect(JSON.stringify({ 'k"': 1 })).toBe('{"k\\"":1}');
});

test("indentation", () => {
  expect(JSON.stringify({ a: [1, {}], b: [] }, null, 2)).toBe('{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}');
  expect(JSON.stringify([1], null, "--")).toBe("[\n--1\n]");
});

test("order of keys", () => {
  expect(JSON.stringify({ b: 1, 1: 2, a: 3, 0: 4 })).toBe('{"0":4,"1":2,"b":1,"a":3}');
});

test("a list of keys, and a replacing function", () => {
  expect(JSON.stringify({ a: 1, b: { a: 2, c: 3 }, 1: 4 }, ["b", "a", 1, "a"])).toBe('{"b":{"a":2},"a":1,"1":4}');
  expect(JSON.stringify({ a: 1, b: [2] }, (key, value) => (typeof value === "number" ? value * 10 : value))).toBe('{"a":10,"b":[20]}');
});

test("raw text", () => {
  expect(JSON.stringify({ n: JSON.rawJSON("12345678901234567890") })).toBe('{"n":12345678901234567890}');
  expect(JSON.isRawJSON(JSON.rawJSON("1"))).toBe(true);
  expect(() => JSON.rawJSON("[1]")).toThrow(SyntaxError);
  expect(() => JSON.rawJSON(" 1")).toThrow(SyntaxError);
});

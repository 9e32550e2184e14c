test("a reviver goes from the inside out", () => {
  const keys = [];
  JSON.parse('{"a":[1,2],"b":3}', (key, value) => { keys.push(key); return value; });
  expect(keys).toEqual(["0", "1", "a", "b", ""]);
});

test("undefined deletes", () => {
  expect(JSON.parse('{"a":1,"b":2}', (key, value) => (key === "a" ? undefined : value))).toEqual({ b: 2 });
});

test("the source of a primitive", () => {
  const sources = [];
  JSON.parse('{"big": 12345678901234567890, "s": "\\u0041", "o": [true]}', (key, value, { source }) => {
    sources.push(source);
    return value;
  });
  expect(sources).toEqual(["12345678901234567890", '"\\u0041"', "true", undefined, undefined]);
});

test("no source for what was changed meanwhile", () => {
  const sources = [];
  JSON.parse('{"a": 1, "b": 2}', function (key, value, { source }) {
    if (key === "a") this.b = 3;
    if (key === "b") sources.push(source);
    return value;
  });
  expect(sources).toEqual([undefined]);
});

test("a reviver that shrinks the array, or throws", () => {
  const result = JSON.parse("[1,2,3]", function (key, value) {
    if (key === "0") this.length = 1;
    return value === undefined ? "gone" : value;
  });
  expect(result).toEqual([1, "gone", "gone"]);
  expect(() => JSON.parse("[1]", () => { throw new RangeError("no"); })).toThrow(RangeError);
});

test("a reviver that puts a proxy in the way", () => {
  const seen = [];
  JSON.parse('{"a": 1, "b": {"c": 2}}', function (key, value) {
    if (key === "a") this.b = new Proxy({ d: 4 }, { get(target, name) { seen.push(name); return target[name]; } });
    return value;
  });
  expect(seen).toEqual(["d"]);
});

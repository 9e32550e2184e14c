test("copies own enumerable properties, symbols too, in order", () => {
  const symbol = Symbol("s");
  const source = { b: 1, [symbol]: 2, 1: "first" };
  Object.defineProperty(source, "hidden", { value: 3, enumerable: false });
  const target = Object.assign({}, source, null, undefined, "xy");
  expect(Reflect.ownKeys(target)).toEqual(["0", "1", "b", symbol]);
  expect(target[1]).toBe("y");
});

test("reads with [[Get]] and writes with [[Set]]", () => {
  const log = [];
  const target = { set a(value) { log.push("set " + value); } };
  Object.assign(target, { get a() { log.push("get"); return 7; } });
  expect(log).toEqual(["get", "set 7"]);
});

test("a getter that deletes later properties is seen", () => {
  const source = { get a() { delete this.b; return 1; }, b: 2 };
  expect(Object.keys(Object.assign({}, source))).toEqual(["a"]);
});

test("a target that refuses throws", () => {
  expect(() => Object.assign(Object.freeze({ a: 1 }), { a: 2 })).toThrow(TypeError);
  expect(() => Object.assign(null, {})).toThrow(TypeError);
});

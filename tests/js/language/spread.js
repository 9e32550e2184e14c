describe("spread", () => {
  test("in arrays takes any iterable", () => {
    expect([0, ...[1, 2], ..."ab", ...new Set([3, 3]), 4]).toEqual([0, 1, 2, "a", "b", 3, 4]);
  });

  test("in calls and constructions", () => {
    expect(Math.max(...[1, 5], 3, ...[2])).toBe(5);
    expect(new Date(...[2020, 0, 2]).getDate()).toBe(2);
  });

  test("in objects copies own enumerable properties, later ones win", () => {
    const source = Object.create({ inherited: 1 }, {
      hidden: { value: 2, enumerable: false },
      shown: { value: 3, enumerable: true },
    });
    expect({ shown: 0, ...source, last: 4, ...{ last: 5 } }).toEqual({ shown: 3, last: 5 });
  });

  test("in objects reads getters and ignores null and undefined", () => {
    let reads = 0;
    const copy = { ...{ get x() { return ++reads; } }, ...null, ...undefined, ..."hi" };
    expect(copy).toEqual({ x: 1, 0: "h", 1: "i" });
    expect(Object.getOwnPropertyDescriptor(copy, "x").value).toBe(1);
  });

  test("holes become undefined", () => {
    expect(0 in [...[,]]).toBe(true);
  });

  test("what is not iterable throws", () => {
    expect(() => [...{}]).toThrow(TypeError);
    expect(() => Math.max(...1)).toThrow(TypeError);
  });
});

test("spread of objects copies what is enumerable, in order, and nothing else", () => {
  const symbol = Symbol("s");
  const source = { b: 1, a: 2, [symbol]: 3, 7: "index", get got() { return this.b; } };
  Object.defineProperty(source, "hidden", { value: 4, enumerable: false });
  const copy = { ...source };
  expect(Reflect.ownKeys(copy)).toEqual(["7", "b", "a", "got", symbol]);
  expect(Object.getOwnPropertyDescriptor(copy, "got")).toEqual({ value: 1, writable: true, enumerable: true, configurable: true });
  const frozen = Object.freeze({ x: 1, y: 2 });
  const thawed = { ...frozen };
  thawed.x = 5;
  expect(thawed).toEqual({ x: 5, y: 2 });
  expect(Object.getOwnPropertyDescriptor({ ...frozen }, "x").writable).toBe(true);
});

test("spread over properties that the literal has keeps their places", () => {
  const plain = { x: 1, y: 2 };
  expect(Object.keys({ y: 0, ...plain, z: 3 })).toEqual(["y", "x", "z"]);
  expect({ y: 0, ...plain }).toEqual({ y: 2, x: 1 });
  const over = { get x() { throw new Error("called"); }, set y(value) { throw new Error("called"); }, ...plain };
  expect(over).toEqual({ x: 1, y: 2 });
  expect(Object.getOwnPropertyDescriptor(over, "x").value).toBe(1);
  const withProto = { __proto__: { set x(value) { throw new Error("called"); } }, ...plain };
  expect(Object.hasOwn(withProto, "x")).toBe(true);
  expect(Object.hasOwn({ ...{ ["__proto__"]: 1 } }, "__proto__")).toBe(true);
});

test("the rest of an object leaves out what was taken", () => {
  const key = "b";
  const { a, [key]: taken, ...rest } = { a: 1, b: 2, c: 3, d: 4 };
  expect([a, taken, rest]).toEqual([1, 2, { c: 3, d: 4 }]);
  rest.e = 5;
  expect(Object.keys(rest)).toEqual(["c", "d", "e"]);
  class Private { #hidden = 1; shown = 2; static has(object) { return #hidden in object; } }
  const instance = new Private();
  expect(Private.has({ ...instance })).toBe(false);
  expect({ ...instance }).toEqual({ shown: 2 });
  function lazy() {}
  lazy.own = 1;
  expect({ ...lazy }).toEqual({ own: 1 });
  expect({ ...[1, , 3] }).toEqual({ 0: 1, 2: 3 });
  expect({ ..."ab" }).toEqual({ 0: "a", 1: "b" });
});

test("objects with many properties spread whole", () => {
  const many = {};
  for (let index = 0; index < 3000; index++) many["k" + index] = index;
  const copy = { first: true, ...many };
  expect(Object.keys(copy).length).toBe(3001);
  expect(copy.k2999).toBe(2999);
  const some = Object.fromEntries(Array.from({ length: 100 }, (_, index) => ["p" + index, index]));
  const { p50, ...others } = some;
  expect(Object.keys(others).length).toBe(99);
  expect(others.p99).toBe(99);
});

test("loops and patterns over arrays see what happens meanwhile", () => {
  const list = [1, 2, 3];
  const seen = [];
  for (const value of list) {
    seen.push(value);
    if (value === 1) list.length = 2;
    if (value === 2) list.push("late");
  }
  expect(seen).toEqual([1, 2, "late"]);
  const holes = [1, , 3];
  const [a, b, c, d = "default"] = holes;
  expect([a, b, c, d]).toEqual([1, undefined, 3, "default"]);
  const iterator = [1, 2, 3].values();
  for (const value of iterator) if (value === 1) break;
  expect([...iterator]).toEqual([2, 3]);
  expect([...["a", "b"].entries()]).toEqual([[0, "a"], [1, "b"]]);
  expect([...["a", "b"].keys()]).toEqual([0, 1]);
});

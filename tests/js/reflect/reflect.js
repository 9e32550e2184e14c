test("construct with another new.target", () => {
  class A { constructor(x) { this.x = x; this.target = new.target; } }
  class B {}
  const object = Reflect.construct(A, [5], B);
  expect(object.x).toBe(5);
  expect(object.target).toBe(B);
  expect(object instanceof B).toBe(true);
  expect(() => Reflect.construct(() => {}, [])).toThrow(TypeError);
  expect(() => Reflect.construct(A, [], Math.max)).toThrow(TypeError);
});

test("receivers of get and set", () => {
  const object = { get x() { return this.y; }, set x(value) { this.y = value; } };
  const receiver = { y: 1 };
  expect(Reflect.get(object, "x", receiver)).toBe(1);
  expect(Reflect.set(object, "x", 2, receiver)).toBe(true);
  expect(receiver.y).toBe(2);
  expect(Reflect.set({}, "x", 1, 5)).toBe(false);
});

test("a refusal is false, a primitive throws", () => {
  const frozen = Object.freeze({ a: 1 });
  expect(Reflect.defineProperty(frozen, "a", { value: 2 })).toBe(false);
  expect(Reflect.deleteProperty(frozen, "a")).toBe(false);
  expect(Reflect.preventExtensions(frozen)).toBe(true);
  expect(() => Reflect.ownKeys(1)).toThrow(TypeError);
  expect(() => Reflect.setPrototypeOf({}, 1)).toThrow(TypeError);
});

test("ownKeys: indices, strings, symbols", () => {
  const symbol = Symbol();
  expect(Reflect.ownKeys({ b: 1, [symbol]: 1, 2: 1, a: 1, 1: 1 })).toEqual(["1", "2", "b", "a", symbol]);
});

test("all descriptors are read before the first property is defined", () => {
  const object = {};
  const descriptors = { a: { value: 1 }, get b() { throw new RangeError("late"); } };
  expect(() => Object.defineProperties(object, descriptors)).toThrow(RangeError);
  expect("a" in object).toBe(false);
});

test("what a descriptor's getter does to the others is seen", () => {
  const descriptors = { get a() { delete descriptors.b; return { value: 1 }; }, b: { value: 2 } };
  const object = Object.defineProperties({}, descriptors);
  expect(Reflect.ownKeys(object)).toEqual(["a"]);
});

test("absent fields default to false", () => {
  const object = Object.defineProperties({}, { a: { value: 1 }, b: { get() { return 2; } } });
  expect(Object.getOwnPropertyDescriptor(object, "a"))
    .toEqual({ value: 1, writable: false, enumerable: false, configurable: false });
  expect(Object.getOwnPropertyDescriptor(object, "b").set).toBe(undefined);
});

test("a descriptor is data or accessor, not both", () => {
  expect(() => Object.defineProperty({}, "a", { value: 1, get() {} })).toThrow(TypeError);
  expect(() => Object.defineProperty({}, "a", { get: 1 })).toThrow(TypeError);
  expect(() => Object.defineProperty({}, "a", 1)).toThrow(TypeError);
});

test("fields may be inherited", () => {
  const object = Object.defineProperty({}, "a", Object.create({ value: 5, enumerable: true }));
  expect(Object.entries(object)).toEqual([["a", 5]]);
});

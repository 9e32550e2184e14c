test("__proto__ reads and sets the prototype", () => {
  const parent = { a: 1 };
  const object = {};
  object.__proto__ = parent;
  expect(Object.getPrototypeOf(object)).toBe(parent);
  object.__proto__ = 5;
  expect(object.__proto__).toBe(parent);
});

test("cycles and closed objects refuse", () => {
  const object = {};
  expect(() => { object.__proto__ = Object.create(object); }).toThrow(TypeError);
  expect(() => { Object.preventExtensions(object).__proto__ = {}; }).toThrow(TypeError);
});

test("Object.prototype keeps its prototype", () => {
  expect(() => Object.setPrototypeOf(Object.prototype, {})).toThrow(TypeError);
  expect(Reflect.setPrototypeOf(Object.prototype, {})).toBe(false);
  expect(Reflect.setPrototypeOf(Object.prototype, null)).toBe(true);
});

test("the old accessor functions walk the chain", () => {
  const parent = {};
  parent.__defineGetter__("a", () => 4);
  const child = Object.create(parent);
  expect(child.a).toBe(4);
  expect(child.__lookupGetter__("a")()).toBe(4);
  expect(child.__lookupSetter__("a")).toBe(undefined);
  expect(() => child.__defineGetter__("b", 1)).toThrow(TypeError);
});

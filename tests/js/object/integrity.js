test("frozen, sealed and non-extensible objects refuse in strict code", () => {
  "use strict";
  const frozen = Object.freeze({ a: 1 });
  expect(() => { frozen.a = 2; }).toThrow(TypeError);
  expect(() => { delete frozen.a; }).toThrow(TypeError);
  const sealed = Object.seal({ a: 1 });
  sealed.a = 2;
  expect(sealed.a).toBe(2);
  expect(() => { sealed.b = 1; }).toThrow(TypeError);
  expect(() => { Object.preventExtensions({}).b = 1; }).toThrow(TypeError);
});

test("an empty object that can't grow is frozen", () => {
  expect(Object.isFrozen(Object.preventExtensions({}))).toBe(true);
  expect(Object.isSealed({})).toBe(false);
});

test("arrays are closed with their elements", () => {
  "use strict";
  const array = Object.freeze([1, 2]);
  expect(() => array.push(3)).toThrow(TypeError);
  expect(() => { array[0] = 5; }).toThrow(TypeError);
  expect(array).toEqual([1, 2]);
  expect(Object.isFrozen(array)).toBe(true);
});

test("primitives are closed", () => {
  expect(Object.freeze(1)).toBe(1);
  expect(Object.isFrozen("a")).toBe(true);
  expect(Object.isExtensible(1)).toBe(false);
});

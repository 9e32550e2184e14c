function args() { return [this, ...arguments]; }

test("apply spreads an array-like", () => {
  "use strict";
  function strict() { "use strict"; return [this, ...arguments]; }
  expect(strict.apply(1, { length: 2, 0: "a" })).toEqual([1, "a", undefined]);
  expect(strict.apply(null)).toEqual([null]);
  expect(() => strict.apply(null, 1)).toThrow(TypeError);
});

test("a sloppy function gets an object as receiver", () => {
  expect(typeof args.call(1)[0]).toBe("object");
  expect(args.call()[0]).toBe(globalThis);
});

test("a length getter may call the function itself", () => {
  const list = { get length() { return args.call(null, 1).length - 1; }, 0: "x" };
  expect(args.apply(null, list).length).toBe(2);
});

test("a length that no list can have throws", () => {
  expect(() => args.apply(null, { length: 2 ** 53 })).toThrow(RangeError);
});

test("push and pop work at the end, unshift and shift at the beginning", () => {
  const list = [2];
  expect(list.push(3, 4)).toBe(3);
  expect(list.unshift(0, 1)).toBe(5);
  expect(list).toEqual([0, 1, 2, 3, 4]);
  expect(list.pop()).toBe(4);
  expect(list.shift()).toBe(0);
  expect(list).toEqual([1, 2, 3]);
  expect([].pop()).toBe(undefined);
  expect([].shift()).toBe(undefined);
});

test("they work on any array-like object", () => {
  const object = { length: 1, 0: "a" };
  expect(Array.prototype.push.call(object, "b")).toBe(2);
  expect(Array.prototype.shift.call(object)).toBe("a");
  expect(object).toEqual({ length: 1, 0: "b" });
});

test("a frozen array or a fixed length refuses", () => {
  expect(() => Object.freeze([1]).push(2)).toThrow(TypeError);
  expect(() => Object.freeze([1]).pop()).toThrow(TypeError);
  const fixed = [1];
  Object.defineProperty(fixed, "length", { writable: false });
  expect(() => fixed.push(2)).toThrow(TypeError);
  expect(() => fixed.push()).toThrow(TypeError);
  expect(fixed).toEqual([1]);
});

test("a setter on the prototype is called by push", () => {
  const seen = [];
  Object.defineProperty(Array.prototype, "1", { set(value) { seen.push(value); }, configurable: true });
  try {
    const list = ["a"];
    list.push("b");
    expect(list.length).toBe(2);
    expect(Object.hasOwn(list, 1)).toBe(false);
  } finally {
    delete Array.prototype[1];
  }
  expect(seen).toEqual(["b"]);
});

test("lengths end at 2^53-1", () => {
  const object = { length: 2 ** 53 - 1 };
  expect(() => Array.prototype.push.call(object, 1)).toThrow(TypeError);
  expect(() => Array.prototype.unshift.call(object, 1)).toThrow(TypeError);
  expect(Array.prototype.push.call(object)).toBe(2 ** 53 - 1);
  const array = [];
  array.length = 2 ** 32 - 1;
  expect(() => array.push("x")).toThrow(RangeError);
  expect(array[4294967295]).toBe("x");
});

test("an array that is much longer than what it holds", () => {
  const list = [1, 2, 3];
  list.length = 5_000_000;
  expect(list.shift()).toBe(1);
  expect(list[0]).toBe(2);
  expect(list[1]).toBe(3);
  expect(2 in list).toBe(false);
  expect(list.length).toBe(4_999_999);
  list.unshift("x");
  expect(list[1]).toBe(2);
  expect(list.splice(0, 1)).toEqual(["x"]);
  expect(list[0]).toBe(2);
  list.length = 4_294_967_295;
  expect(list.shift()).toBe(2);
  expect(list[0]).toBe(3);
  expect(list.length).toBe(4_294_967_294);
});

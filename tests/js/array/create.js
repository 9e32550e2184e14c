test("Array makes a length or elements", () => {
  expect(Array(3).length).toBe(3);
  expect(0 in Array(3)).toBe(false);
  expect(new Array("3")).toEqual(["3"]);
  expect(Array(1, 2)).toEqual([1, 2]);
  expect(() => Array(-1)).toThrow(RangeError);
  expect(() => new Array(1.5)).toThrow(RangeError);
  expect(() => new Array(2 ** 32)).toThrow(RangeError);
});

test("Array.of and Array.from fill what their receiver makes", () => {
  class List {
    constructor(length) { this.made = length; }
  }
  const list = Array.of.call(List, "a", "b");
  expect(list.made).toBe(2);
  expect(list[1]).toBe("b");
  expect(Array.from.call(List, new Set([7])).made).toBe(undefined);
  expect(Array.from.call(List, { length: 1, 0: 7 }).made).toBe(1);
});

test("Array.from maps with the index and a receiver", () => {
  expect(Array.from("añ", (c, i) => c + i)).toEqual(["a0", "ñ1"]);
  expect(Array.from({ length: 2 }, function () { return this.x; }, { x: 5 })).toEqual([5, 5]);
  expect(() => Array.from([], 1)).toThrow(TypeError);
});

test("Array.from closes the iterator when the mapper throws", () => {
  let closed = 0;
  const iterable = {
    [Symbol.iterator]() { return this; },
    next: () => ({ value: 1, done: false }),
    return() { closed++; return {}; },
  };
  expect(() => Array.from(iterable, () => { throw new RangeError(); })).toThrow(RangeError);
  expect(closed).toBe(1);
});

test("an array that grows while Array.from reads it is read to its new end", () => {
  const source = [1, 2];
  const copy = Array.from(source, (value) => {
    if (source.length < 5) source.push(value + 10);
    return value;
  });
  expect(copy).toEqual([1, 2, 11, 12, 21]);
});

test("Array.isArray looks through proxies", () => {
  expect(Array.isArray(new Proxy([], {}))).toBe(true);
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  expect(() => Array.isArray(proxy)).toThrow(TypeError);
});

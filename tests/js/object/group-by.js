test("groups by key into an object without prototype", () => {
  const groups = Object.groupBy([1, 2, 3, 4], (n) => (n % 2 ? "odd" : "even"));
  expect(Object.getPrototypeOf(groups)).toBe(null);
  expect(Object.keys(groups)).toEqual(["odd", "even"]);
  expect(groups.even).toEqual([2, 4]);
});

test("keys become property keys, in property order", () => {
  const groups = Object.groupBy("b1a", (unit) => unit);
  expect(Object.keys(groups)).toEqual(["1", "b", "a"]);
  const symbol = Symbol();
  expect(Object.groupBy([0], () => symbol)[symbol]).toEqual([0]);
});

test("the callback may shrink the array that is grouped", () => {
  const array = [1, 2, 3];
  const groups = Object.groupBy(array, () => { array.length = 1; return "k"; });
  expect(groups.k).toEqual([1]);
});

test("a callback that throws closes the iterator", () => {
  let closed = false;
  const iterable = {
    [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return() { closed = true; return {}; } }),
  };
  expect(() => Object.groupBy(iterable, () => { throw new RangeError(); })).toThrow(RangeError);
  expect(closed).toBe(true);
  expect(() => Object.groupBy([], 1)).toThrow(TypeError);
});

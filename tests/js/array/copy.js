test("concat spreads arrays and what asks for it", () => {
  expect([1].concat(2, [3, [4]])).toEqual([1, 2, 3, [4]]);
  expect([].concat({ length: 2, 0: "a", [Symbol.isConcatSpreadable]: true }).length).toBe(2);
  const closed = [1];
  closed[Symbol.isConcatSpreadable] = false;
  expect([].concat(closed)[0]).toBe(closed);
});

test("holes stay holes in concat and slice, not in the copying methods", () => {
  const list = [1, , 3];
  expect(1 in list.concat()).toBe(false);
  expect(1 in list.slice()).toBe(false);
  expect(1 in list.toReversed()).toBe(true);
  expect(1 in list.with(0, 0)).toBe(true);
  expect(1 in [...list]).toBe(true);
});

test("slice and at count from the end", () => {
  const list = [0, 1, 2, 3];
  expect(list.slice(-2)).toEqual([2, 3]);
  expect(list.slice(1, -1)).toEqual([1, 2]);
  expect(list.at(-1)).toBe(3);
  expect(list.at(4)).toBe(undefined);
  expect(list.with(-1, "x")).toEqual([0, 1, 2, "x"]);
  expect(() => list.with(4, 0)).toThrow(RangeError);
  expect(() => list.with(-5, 0)).toThrow(RangeError);
});

test("copyWithin copies over itself as if all were read first", () => {
  expect([1, 2, 3, 4, 5].copyWithin(0, 3)).toEqual([4, 5, 3, 4, 5]);
  expect([1, 2, 3, 4, 5].copyWithin(1, 0, 4)).toEqual([1, 1, 2, 3, 4]);
  const list = [1, , 3].copyWithin(0, 1);
  expect(0 in list).toBe(false);
  expect(list[1]).toBe(3);
});

test("reverse moves holes", () => {
  const list = [1, 2, , 4].reverse();
  expect(list[0]).toBe(4);
  expect(1 in list).toBe(false);
  expect(list[3]).toBe(1);
});

test("species", () => {
  class List extends Array {}
  expect(new List(1, 2).map((x) => x) instanceof List).toBe(true);
  expect(new List(1, 2).slice() instanceof List).toBe(true);
  expect(new List(1, 2).toReversed() instanceof List).toBe(false);
  class Plain extends Array {
    static get [Symbol.species]() { return Array; }
  }
  expect(new Plain(1, 2).filter(() => true) instanceof Plain).toBe(false);
  const odd = [1];
  odd.constructor = { [Symbol.species]: 1 };
  expect(() => odd.map((x) => x)).toThrow(TypeError);
});

const list = (set) => [...set];

test("union, intersection, difference, symmetricDifference", () => {
  const a = new Set([1, 2, 3]);
  const b = new Set([3, 4]);
  expect(list(a.union(b))).toEqual([1, 2, 3, 4]);
  expect(list(a.intersection(b))).toEqual([3]);
  expect(list(a.difference(b))).toEqual([1, 2]);
  expect(list(a.symmetricDifference(b))).toEqual([1, 2, 4]);
});

test("isSubsetOf, isSupersetOf, isDisjointFrom", () => {
  const a = new Set([1, 2]);
  expect(a.isSubsetOf(new Set([1, 2, 3]))).toBe(true);
  expect(a.isSupersetOf(new Set([1]))).toBe(true);
  expect(a.isDisjointFrom(new Set([3]))).toBe(true);
  expect(a.isDisjointFrom(new Map([[1, 1]]))).toBe(false);
});

test("the other one needs size, has and keys", () => {
  const set = new Set([1]);
  expect(() => set.union([1])).toThrow(TypeError);
  expect(() => set.union({ size: NaN })).toThrow(TypeError);
  expect(() => set.union({ size: -1, has() {}, keys() {} })).toThrow(RangeError);
  expect(() => set.union({ size: 1, has() {} })).toThrow(TypeError);
});

test("another set whose has empties the receiver", () => {
  const set = new Set([1, 2, 3]);
  const asked = [];
  const other = { size: 10, has(value) { asked.push(value); set.clear(); return true; }, keys() { return [].values(); } };
  expect(list(set.intersection(other))).toEqual([1]);
  expect(asked).toEqual([1]);
  expect(set.size).toBe(0);
});

test("another set whose keys change the receiver", () => {
  const set = new Set([1, 2, 3]);
  const other = { size: 0, has: () => false, *keys() { set.delete(2); yield 2; set.add(9); yield 9; } };
  expect(list(set.symmetricDifference(other))).toEqual([1, 2, 3]);
});

test("isSupersetOf closes the keys when the answer is known", () => {
  let closed = 0;
  const keys = { next: () => ({ value: "x", done: false }), return() { closed++; return {}; } };
  expect(new Set([1]).isSupersetOf({ size: 1, has() {}, keys: () => keys })).toBe(false);
  expect(closed).toBe(1);
});

test("forEach sees what is added and not what is deleted meanwhile", () => {
  const map = new Map([[1, 1], [2, 2], [3, 3]]);
  const seen = [];
  map.forEach((value, key) => {
    seen.push(key);
    map.delete(2);
    if (map.size < 5) map.set(key * 10, 0);
  });
  expect(seen).toEqual([1, 3, 10, 30, 100].slice(0, seen.length));
  expect(seen.includes(2)).toBe(false);
});

test("an iterator survives clear and a refill", () => {
  const map = new Map([[1, 1], [2, 2]]);
  const iterator = map.keys();
  iterator.next();
  map.clear();
  map.set(3, 3);
  expect(iterator.next().value).toBe(3);
  expect(iterator.next().done).toBe(true);
  map.set(4, 4);
  expect(iterator.next().done).toBe(true);
});

test("an iterator survives a table that is compacted under it", () => {
  const map = new Map(Array.from({ length: 1000 }, (_, i) => [i, i]));
  const iterator = map.keys();
  for (let i = 0; i < 500; i++) iterator.next();
  for (let i = 0; i < 990; i++) if (i !== 700) map.delete(i);
  expect(iterator.next().value).toBe(700);
  expect(iterator.next().value).toBe(990);
});

test("deleting and adding the current key in a loop ends when told", () => {
  const map = new Map([["a", 0]]);
  let turns = 0;
  for (const [key] of map) {
    map.delete(key);
    if (++turns < 100) map.set(key, 0);
  }
  expect(turns).toBe(100);
});

test("a callback that inserts the key itself", () => {
  const map = new Map();
  expect(map.getOrInsertComputed("a", () => { map.set("a", 1); return 2; })).toBe(2);
  expect(map.get("a")).toBe(2);
  expect(map.size).toBe(1);
});

test("an adder that throws closes the iterable", () => {
  let closed = 0;
  const iterable = { [Symbol.iterator]() { return this; }, next: () => ({ value: [1, 1], done: false }), return() { closed++; return {}; } };
  class Mine extends Map {
    set() { throw new RangeError(); }
  }
  expect(() => new Mine(iterable)).toThrow(RangeError);
  expect(closed).toBe(1);
});

test("groupBy with a callback that throws closes the iterable", () => {
  let closed = 0;
  const iterable = { [Symbol.iterator]() { return this; }, next: () => ({ value: 1, done: false }), return() { closed++; return {}; } };
  expect(() => Map.groupBy(iterable, () => { throw new RangeError(); })).toThrow(RangeError);
  expect(closed).toBe(1);
});

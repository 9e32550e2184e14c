const values = () => Array.from({ length: 40 }, (_, i) => (i * 13) % 40);

test("a comparator that empties the array: the sorted values come back", () => {
  const list = values();
  list.sort((a, b) => { list.length = 0; return a - b; });
  expect(list.length).toBe(40);
  expect(list[0]).toBe(0);
  expect(list[39]).toBe(39);
});

test("a comparator that throws leaves the array as it was", () => {
  const list = [3, 2, 1];
  expect(() => list.sort(() => { throw new RangeError("stop"); })).toThrow(RangeError);
  expect(list).toEqual([3, 2, 1]);
});

test("a comparator that contradicts itself ends, with all values kept", () => {
  let turn = 0;
  const list = values();
  list.sort(() => (turn++ % 3) - 1);
  expect([...list].sort((a, b) => a - b)).toEqual(values().sort((a, b) => a - b));
  expect(values().sort(() => 1).length).toBe(40);
  expect(values().sort(() => NaN)).toEqual(values());
});

test("a comparator that sorts the same array", () => {
  const list = [5, 3, 4, 1, 2];
  let depth = 0;
  list.sort((a, b) => {
    if (depth++ === 0) list.sort();
    return b - a;
  });
  expect(list).toEqual([5, 4, 3, 2, 1]);
});

test("elements whose text changes the array", () => {
  const list = [];
  for (let i = 0; i < 20; i++) list.push({ toString() { list.length = 3; return String(20 - i); } });
  list.sort();
  expect(list.length).toBe(20);
});

test("a result that has to be converted", () => {
  expect([1, 2, 3].sort((a, b) => ({ valueOf: () => b - a }))).toEqual([3, 2, 1]);
  expect(() => [1, 2].sort(() => Symbol())).toThrow(TypeError);
  expect(() => [1, 2].sort(() => 1n)).toThrow(TypeError);
});

test("an element that can't be written", () => {
  const list = [2, 1];
  Object.defineProperty(list, 0, { writable: false });
  expect(() => list.sort()).toThrow(TypeError);
});

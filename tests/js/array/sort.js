test("without a comparator, texts decide; undefined goes to the end, holes behind it", () => {
  const list = [10, 9, , undefined, 1, "b", "a"];
  list.sort();
  expect(list.slice(0, 6)).toEqual([1, 10, 9, "a", "b", undefined]);
  expect(6 in list).toBe(false);
});

test("sorting is stable, in runs and in merges", () => {
  const list = Array.from({ length: 500 }, (_, i) => ({ key: (i * 7) % 10, i }));
  list.sort((a, b) => a.key - b.key);
  for (let i = 1; i < list.length; i++) {
    const [a, b] = [list[i - 1], list[i]];
    if (a.key > b.key || (a.key === b.key && a.i > b.i)) throw new Error(`wrong at ${i}`);
  }
});

test("any number of elements comes out in order", () => {
  for (let length = 0; length < 70; length++) {
    const list = Array.from({ length }, (_, i) => (i * 31) % 17);
    const sorted = list.toSorted((a, b) => a - b);
    for (let i = 1; i < length; i++) expect(sorted[i - 1] <= sorted[i]).toBe(true);
    expect(sorted.length).toBe(length);
  }
});

test("a comparator must be a function or undefined", () => {
  expect(() => [].sort(null)).toThrow(TypeError);
  expect(() => [].toSorted("x")).toThrow(TypeError);
  expect([2, 1].sort(undefined)).toEqual([1, 2]);
});

test("a very long, nearly empty array is sorted at once", () => {
  const list = [];
  list[4294967290] = "b";
  list[7] = "a";
  list.sort();
  expect(list[0]).toBe("a");
  expect(list[1]).toBe("b");
  expect(7 in list).toBe(false);
  expect(list.length).toBe(4294967291);
});

test("keys are the same by SameValueZero", () => {
  const map = new Map([[NaN, "nan"], [-0, "zero"], ["a", 1], [1n, "big"]]);
  expect(map.get(NaN)).toBe("nan");
  expect(map.get(0)).toBe("zero");
  expect(Object.is([...map.keys()][1], 0)).toBe(true);
  expect(map.get("a")).toBe(1);
  expect(map.get(1n)).toBe("big");
  expect(map.get(1)).toBe(undefined);
  expect(map.size).toBe(4);
});

test("entries keep the order of their first insertion", () => {
  const map = new Map([["a", 1], ["b", 2]]);
  map.set("a", 3).set("c", 4);
  map.delete("b");
  map.set("b", 5);
  expect([...map]).toEqual([["a", 3], ["c", 4], ["b", 5]]);
});

test("getOrInsert and getOrInsertComputed", () => {
  const map = new Map();
  expect(map.getOrInsert("a", 1)).toBe(1);
  expect(map.getOrInsert("a", 2)).toBe(1);
  expect(map.getOrInsertComputed("b", (key) => key + key)).toBe("bb");
  expect(map.getOrInsertComputed("b", () => { throw new Error(); })).toBe("bb");
  expect(() => map.getOrInsertComputed("b")).toThrow(TypeError);
});

test("groupBy keeps groups by key", () => {
  const groups = Map.groupBy([1, 2, 3, 4], (n, index) => (n % 2 === 0 ? -0 : index));
  expect([...groups.keys()]).toEqual([0, 2]);
  expect(groups.get(0)).toEqual([1, 2, 4]);
  expect(Object.is([...groups.keys()][0], 0)).toBe(true);
});

test("it needs new, and entries that are objects", () => {
  expect(() => Map()).toThrow(TypeError);
  expect(() => new Map([1])).toThrow(TypeError);
  expect(() => Map.prototype.get.call(new Set(), 1)).toThrow(TypeError);
  expect(new Map(null).size).toBe(0);
});

test("a subclass whose set is called by the constructor", () => {
  const log = [];
  class Mine extends Map {
    set(key, value) { log.push(key); return super.set(key, value); }
  }
  expect(new Mine([["a", 1]]).get("a")).toBe(1);
  expect(log).toEqual(["a"]);
});

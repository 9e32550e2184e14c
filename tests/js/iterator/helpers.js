function* naturals() { for (let i = 0; ; i++) yield i; }

test("helpers are lazy and can be chained", () => {
  const squares = naturals().filter((n) => n % 2).map((n) => n * n).drop(1).take(3);
  expect([...squares]).toEqual([9, 25, 49]);
  expect([1, 2].values().flatMap((n) => [n, n * 10]).toArray()).toEqual([1, 10, 2, 20]);
});

test("methods that consume", () => {
  expect([1, 2, 3].values().reduce((a, b) => a + b)).toBe(6);
  expect(() => [].values().reduce((a) => a)).toThrow(TypeError);
  expect(naturals().some((n) => n > 5)).toBe(true);
  expect([1, 2].values().every((n) => n < 2)).toBe(false);
  expect(naturals().find((n) => n > 5)).toBe(6);
  expect(naturals().includes(3)).toBe(true);
  expect(["a", null, "b"].values().join("-")).toBe("a--b");
});

test("chunks and windows", () => {
  expect([...[1, 2, 3].values().chunks(2)]).toEqual([[1, 2], [3]]);
  expect([...[1, 2, 3].values().windows(2)]).toEqual([[1, 2], [2, 3]]);
  expect([...[1].values().windows(2)]).toEqual([]);
  expect([...[1].values().windows(2, "allow-partial")]).toEqual([[1]]);
  expect(() => [].values().chunks(0)).toThrow(RangeError);
});

test("a wrong argument closes the iterator", () => {
  let closed = 0;
  const iterator = { __proto__: Iterator.prototype, next() {}, return() { closed++; return {}; } };
  expect(() => iterator.map()).toThrow(TypeError);
  expect(() => iterator.take(NaN)).toThrow(RangeError);
  expect(() => iterator.drop(-1)).toThrow(RangeError);
  expect(closed).toBe(3);
});

test("Iterator is abstract but can be extended", () => {
  expect(() => new Iterator()).toThrow(TypeError);
  class Mine extends Iterator {}
  expect(new Mine() instanceof Iterator).toBe(true);
});

test("from wraps what is no Iterator", () => {
  const plain = { next: () => ({ value: 1, done: false }) };
  const wrapped = Iterator.from(plain);
  expect(wrapped instanceof Iterator).toBe(true);
  expect(wrapped.take(2).toArray()).toEqual([1, 1]);
  expect(Iterator.from("ab").toArray()).toEqual(["a", "b"]);
  const own = [].values();
  expect(Iterator.from(own)).toBe(own);
});

test("concat, zip and zipKeyed", () => {
  expect(Iterator.concat([1], new Set([2]), "3".split("")).toArray()).toEqual([1, 2, "3"]);
  expect(Iterator.zip([[1, 2], ["a"]]).toArray()).toEqual([[1, "a"]]);
  expect(Iterator.zip([[1, 2], ["a"]], { mode: "longest", padding: [0, "-"] }).toArray()).toEqual([[1, "a"], [2, "-"]]);
  expect(() => Iterator.zip([[1, 2], ["a"]], { mode: "strict" }).toArray()).toThrow(TypeError);
  const [pair] = Iterator.zipKeyed({ n: [1], s: ["a"] });
  expect(pair.n).toBe(1);
  expect(pair.s).toBe("a");
});

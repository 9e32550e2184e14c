test("a callback that shrinks the array: what is gone is not visited", () => {
  const list = [1, 2, 3, 4];
  const seen = [];
  list.forEach((value) => { seen.push(value); list.length = 2; });
  expect(seen).toEqual([1, 2]);
  expect([1, 2, 3, 4].map((value, i, all) => { all.length = 2; return value; }).length).toBe(4);
});

test("a callback that grows the array: what is new is not visited", () => {
  const list = [1, 2];
  let count = 0;
  list.forEach(() => { list.push(0); count++; });
  expect(count).toBe(2);
  expect([1].filter((value, i, all) => { all.push(2); return true; })).toEqual([1]);
});

test("find and includes visit what has become a hole, as undefined", () => {
  const list = [1, 2, 3];
  const seen = [];
  list.find((value) => { seen.push(value); delete list[1]; });
  expect(seen).toEqual([1, undefined, 3]);
  expect([, 1].includes(undefined)).toBe(true);
  expect([, 1].indexOf(undefined)).toBe(-1);
});

test("a callback that turns the elements into accessors", () => {
  const list = [1, 2, 3];
  const sum = list.reduce((a, b, i) => {
    Object.defineProperty(list, 2, { get: () => 100, configurable: true });
    return a + b;
  });
  expect(sum).toBe(103);
});

test("a callback that gives the prototype an element", () => {
  const list = [1, , 3];
  const seen = [];
  try {
    list.forEach((value) => { seen.push(value); Array.prototype[1] = "inherited"; });
  } finally {
    delete Array.prototype[1];
  }
  expect(seen).toEqual([1, "inherited", 3]);
});

test("a callback that throws, and one that calls the method again", () => {
  expect(() => [1].map(() => { throw new RangeError(); })).toThrow(RangeError);
  const list = [1, 2];
  expect(list.map(() => list.map((x) => x * 2).join()).join("|")).toBe("2,4|2,4");
});

test("a search value or index that changes the array while it is converted", () => {
  const list = [1, 2, 3];
  expect(list.indexOf(3, { valueOf() { list.length = 1; return 0; } })).toBe(-1);
  const other = [1, 2, 3];
  expect(other.includes(undefined, { valueOf() { other.length = 1; return 0; } })).toBe(true);
  const filled = [1, 2, 3];
  filled.fill(0, { valueOf() { filled.length = 0; return 1; } });
  expect(filled.length).toBe(3);
  expect(0 in filled).toBe(false);
  const sliced = [1, 2, 3, 4];
  const part = sliced.slice({ valueOf() { sliced.length = 1; return 0; } });
  expect(part.length).toBe(4);
  expect(1 in part).toBe(false);
});

test("a callback is needed, and a receiver can be given", () => {
  for (const name of ["forEach", "map", "filter", "some", "every", "find", "findLast", "reduce", "flatMap"]) {
    expect(() => [1][name]({})).toThrow(TypeError);
  }
  expect([1].map(function () { return this.x; }, { x: 2 })).toEqual([2]);
});

test("reduce of nothing needs a beginning", () => {
  expect(() => [].reduce(() => 0)).toThrow(TypeError);
  expect(() => [, ,].reduceRight(() => 0)).toThrow(TypeError);
  expect([].reduce(() => 0, "begin")).toBe("begin");
  expect([1, 2, 3].reduceRight((a, b) => `${a}${b}`)).toBe("321");
});

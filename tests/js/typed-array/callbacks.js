function shrinking(length) {
  const buffer = new ArrayBuffer(length, { maxByteLength: length });
  return { array: new Uint8Array(buffer).fill(1), shrink: () => buffer.resize(1) };
}

test("elements that have gone read as undefined", () => {
  for (const method of ["forEach", "map", "filter", "some", "find", "findIndex"]) {
    const { array, shrink } = shrinking(3);
    const seen = [];
    array[method]((value) => { seen.push(value); shrink(); return false; });
    expect(seen).toEqual([1, undefined, undefined]);
  }
});

test("from the end", () => {
  const { array, shrink } = shrinking(3);
  const seen = [];
  array.findLast((value) => { seen.push(value); shrink(); });
  expect(seen).toEqual([1, undefined, 1]);
});

test("reduce sees them too", () => {
  const { array, shrink } = shrinking(3);
  expect(array.reduce((sum, value) => { shrink(); return sum + "," + value; }, "")).toBe(",1,undefined,undefined");
  expect(() => new Uint8Array().reduce((a, b) => a)).toThrow(TypeError);
});

test("a callback that detaches", () => {
  const array = new Uint8Array(2);
  const result = array.map(() => { if (array.length) array.buffer.transfer(); return 5; });
  expect([...result]).toEqual([5, 5]);
});

test("a callback that throws, and one that calls the method again", () => {
  const array = new Uint8Array([1, 2]);
  expect(() => array.forEach(() => { throw new RangeError(); })).toThrow(RangeError);
  expect([...array.map((x) => array.filter((y) => y > x).length)]).toEqual([1, 0]);
  expect(() => array.map(1)).toThrow(TypeError);
});

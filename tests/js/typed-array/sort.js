test("numbers sort as numbers", () => {
  expect([...new Int16Array([10, 9, -1]).sort()]).toEqual([-1, 9, 10]);
  const floats = new Float64Array([NaN, 0, -0, -1, Infinity]).sort();
  expect([...floats]).toEqual([-1, -0, 0, Infinity, NaN]);
  expect(Object.is(floats[1], -0)).toBe(true);
  expect([...new BigInt64Array([1n, -2n]).sort()]).toEqual([-2n, 1n]);
});

test("a comparator, stably", () => {
  const array = new Uint8Array([13, 21, 11, 22]);
  expect([...array.sort((a, b) => a % 10 - b % 10)]).toEqual([21, 11, 22, 13]);
  expect(() => array.sort(null)).toThrow(TypeError);
  expect(() => array.sort(() => { throw new RangeError(); })).toThrow(RangeError);
});

test("a comparator that shrinks the array", () => {
  const buffer = new ArrayBuffer(4, { maxByteLength: 4 });
  const array = new Uint8Array(buffer);
  array.set([4, 3, 2, 1]);
  array.sort((a, b) => { buffer.resize(2); return a - b; });
  expect([...array]).toEqual([1, 2]);
});

test("a comparator that detaches the array", () => {
  const array = new Uint8Array([2, 1]);
  array.sort((a, b) => { if (array.length) array.buffer.transfer(); return a - b; });
  expect(array.length).toBe(0);
});

test("toSorted leaves the receiver alone", () => {
  const array = new Uint8Array([2, 1]);
  expect([...array.toSorted()]).toEqual([1, 2]);
  expect([...array]).toEqual([2, 1]);
});

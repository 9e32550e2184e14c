test("indexOf, lastIndexOf and includes", () => {
  const array = new Float64Array([1, NaN, -0, 1]);
  expect(array.indexOf(1)).toBe(0);
  expect(array.indexOf(1, 1)).toBe(3);
  expect(array.lastIndexOf(1)).toBe(3);
  expect(array.lastIndexOf(1, -2)).toBe(0);
  expect(array.indexOf(NaN)).toBe(-1);
  expect(array.includes(NaN)).toBe(true);
  expect(array.indexOf(0)).toBe(2);
  expect(array.indexOf("1")).toBe(-1);
  expect(new BigInt64Array([-1n]).indexOf(-1n)).toBe(0);
  expect(new BigUint64Array([2n ** 64n - 1n]).indexOf(-1n)).toBe(-1);
  expect(new BigInt64Array([1n]).includes(1)).toBe(false);
});

test("a start whose conversion shrinks the array", () => {
  const buffer = new ArrayBuffer(4, { maxByteLength: 4 });
  const array = new Uint8Array(buffer);
  const from = { valueOf() { buffer.resize(2); return 0; } };
  expect(array.includes(undefined, from)).toBe(true);
  buffer.resize(4);
  expect(array.indexOf(undefined, from)).toBe(-1);
  buffer.resize(4);
  expect(array.lastIndexOf(0, { valueOf() { buffer.resize(1); return 3; } })).toBe(0);
});

test("at and with", () => {
  const array = new Uint8Array([1, 2, 3]);
  expect(array.at(-1)).toBe(3);
  expect(array.at(3)).toBe(undefined);
  expect([...array.with(-1, 9)]).toEqual([1, 2, 9]);
  expect(() => array.with(3, 0)).toThrow(RangeError);
});

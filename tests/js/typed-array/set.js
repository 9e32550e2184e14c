test("from an array-like and from a typed array", () => {
  const array = new Uint8Array(4);
  array.set([1, "2"], 1);
  array.set(new Float32Array([9.9]), 3);
  expect([...array]).toEqual([0, 1, 2, 9]);
  expect(() => array.set([1, 2], 3)).toThrow(RangeError);
  expect(() => array.set([], -1)).toThrow(RangeError);
  expect(() => array.set(new BigInt64Array(1))).toThrow(TypeError);
});

test("from the same bytes", () => {
  const bytes = new Uint8Array([1, 2, 3, 4, 5]);
  bytes.set(bytes.subarray(0, 4), 1);
  expect([...bytes]).toEqual([1, 1, 2, 3, 4]);
  const words = new Uint16Array(bytes.buffer, 0, 2);
  words.set(bytes.subarray(0, 2));
  expect([...words]).toEqual([1, 1]);
});

test("a getter that detaches the target", () => {
  const array = new Uint8Array(2);
  const source = { length: 2, get 0() { array.buffer.transfer(); return 1; }, 1: 2 };
  array.set(source);
  expect(array.length).toBe(0);
});

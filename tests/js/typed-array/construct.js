test("from a length, an iterable, an array-like, a typed array and a buffer", () => {
  expect(new Uint8Array(2)).toEqual(new Uint8Array([0, 0]));
  expect([...new Int8Array(new Set([1, 300]))]).toEqual([1, 44]);
  expect([...new Float32Array({ length: 2, 0: 1.5 })]).toEqual([1.5, NaN]);
  expect([...new Uint16Array(new Float64Array([1.9, -1]))]).toEqual([1, 65535]);
  expect([...new Uint8Array(new ArrayBuffer(4), 1, 2)]).toEqual([0, 0]);
});

test("what can't be", () => {
  expect(() => Uint8Array(1)).toThrow(TypeError);
  expect(() => new Uint8Array(-1)).toThrow(RangeError);
  expect(() => new Float64Array(2 ** 50)).toThrow(RangeError);
  expect(() => new Uint16Array(new ArrayBuffer(3))).toThrow(RangeError);
  expect(() => new Uint16Array(new ArrayBuffer(4), 1)).toThrow(RangeError);
  expect(() => new Uint16Array(new ArrayBuffer(4), 2, 2)).toThrow(RangeError);
  expect(() => new BigInt64Array([1])).toThrow(TypeError);
  expect(() => new BigInt64Array(new Uint8Array(1))).toThrow(TypeError);
  expect(() => new (Object.getPrototypeOf(Uint8Array))()).toThrow(TypeError);
});

test("from and of", () => {
  expect([...Uint8Array.of(1, 2, 257)]).toEqual([1, 2, 1]);
  expect([...Int16Array.from("123", (x) => x * 2)]).toEqual([2, 4, 6]);
  expect([...Float64Array.from({ length: 2, 0: 1, 1: 2 }, function (x, i) { return this.by * x + i; }, { by: 3 })]).toEqual([3, 7]);
  expect(() => Uint8Array.from.call(Array, [1])).toThrow(TypeError);
});

test("an offset whose conversion detaches", () => {
  const buffer = new ArrayBuffer(8);
  const offset = { valueOf() { buffer.transfer(); return 0; } };
  expect(() => new Uint8Array(buffer, offset)).toThrow(TypeError);
});

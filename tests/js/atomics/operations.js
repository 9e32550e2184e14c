test("each gives the old value", () => {
  const array = new Int32Array(new SharedArrayBuffer(8));
  expect(Atomics.add(array, 0, 5)).toBe(0);
  expect(Atomics.sub(array, 0, 2)).toBe(5);
  expect(Atomics.or(array, 0, 4)).toBe(3);
  expect(Atomics.and(array, 0, 5)).toBe(7);
  expect(Atomics.xor(array, 0, 1)).toBe(5);
  expect(Atomics.exchange(array, 0, 9)).toBe(4);
  expect(Atomics.compareExchange(array, 0, 9, 1)).toBe(9);
  expect(Atomics.compareExchange(array, 0, 9, 2)).toBe(1);
  expect(Atomics.load(array, 0)).toBe(1);
  expect(Atomics.store(array, 1, 3.7)).toBe(3);
});

test("small elements wrap and leave their neighbours alone", () => {
  const bytes = new Uint8Array(new SharedArrayBuffer(8)).fill(1);
  Atomics.add(bytes, 3, 255);
  expect([...bytes]).toEqual([1, 1, 1, 0, 1, 1, 1, 1]);
  const big = new BigInt64Array(1);
  Atomics.sub(big, 0, 1n);
  expect(big[0]).toBe(-1n);
});

test("what they don't take", () => {
  expect(() => Atomics.add(new Float64Array(1), 0, 1)).toThrow(TypeError);
  expect(() => Atomics.add(new Uint8ClampedArray(1), 0, 1)).toThrow(TypeError);
  expect(() => Atomics.add(new Int8Array(1), 1, 1)).toThrow(RangeError);
  expect(() => Atomics.add([1], 0, 1)).toThrow(TypeError);
  expect(() => Atomics.pause(1.5)).toThrow(TypeError);
});

test("an operand that detaches or shrinks", () => {
  const array = new Int32Array(2);
  expect(() => Atomics.add(array, 0, { valueOf() { array.buffer.transfer(); return 1; } })).toThrow(TypeError);
  const buffer = new ArrayBuffer(8, { maxByteLength: 8 });
  const tracking = new Int32Array(buffer);
  expect(() => Atomics.store(tracking, 1, { valueOf() { buffer.resize(4); return 1; } })).toThrow(RangeError);
});

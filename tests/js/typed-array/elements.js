test("each type converts in its own way", () => {
  const store = (Type, value) => { const array = new Type(1); array[0] = value; return array[0]; };
  expect(store(Int8Array, 128)).toBe(-128);
  expect(store(Uint8Array, -1.9)).toBe(255);
  expect(store(Uint8ClampedArray, 1.5)).toBe(2);
  expect(store(Uint8ClampedArray, 2.5)).toBe(2);
  expect(store(Uint8ClampedArray, NaN)).toBe(0);
  expect(store(Uint16Array, 2 ** 40 + 7)).toBe(7);
  expect(store(Int32Array, 2 ** 31)).toBe(-(2 ** 31));
  expect(store(Uint32Array, -1)).toBe(4294967295);
  expect(store(Int32Array, 1e300)).toBe(0);
  expect(store(Int32Array, -Infinity)).toBe(0);
  expect(store(Float16Array, 65520)).toBe(Infinity);
  expect(store(Float16Array, 1.337)).toBe(1.3369140625);
  expect(store(Float32Array, 0.1)).toBe(Math.fround(0.1));
  expect(Object.is(store(Float64Array, -0), -0)).toBe(true);
  expect(store(BigInt64Array, 2n ** 63n)).toBe(-(2n ** 63n));
  expect(store(BigUint64Array, -1n)).toBe(2n ** 64n - 1n);
  expect(() => store(BigInt64Array, 1)).toThrow(TypeError);
  expect(() => store(Int8Array, 1n)).toThrow(TypeError);
});

test("a key that spells a number is an element or nothing", () => {
  Object.prototype[5] = "seen";
  const array = new Uint8Array(2);
  array[5] = 1;
  array["-0"] = 1;
  array["1.5"] = 1;
  array.name = "kept";
  expect(array[5]).toBe(undefined);
  expect(array["-0"]).toBe(undefined);
  expect("1.5" in array).toBe(false);
  expect(Object.keys(array)).toEqual(["0", "1", "name"]);
  expect(delete array[0]).toBe(false);
  delete Object.prototype[5];
});

test("a value that detaches as it is converted", () => {
  const array = new Uint8Array(2);
  array[1] = { valueOf() { array.buffer.transfer(); return 3; } };
  expect(array[1]).toBe(undefined);
  expect(array.length).toBe(0);
});

test("bytes in both orders", () => {
  const view = new DataView(new ArrayBuffer(16));
  view.setUint32(0, 0x01020304);
  expect(view.getUint32(0, true)).toBe(0x04030201);
  expect(view.getInt16(1)).toBe(0x0203);
  view.setFloat64(8, 1.5, true);
  expect(view.getFloat64(8, true)).toBe(1.5);
  view.setBigInt64(0, -2n);
  expect(view.getBigUint64(0)).toBe(2n ** 64n - 2n);
  view.setFloat16(0, 1.5);
  expect(view.getUint16(0)).toBe(0x3e00);
  expect(view.getFloat16(0)).toBe(1.5);
});

test("the bounds", () => {
  const view = new DataView(new ArrayBuffer(8), 2, 4);
  expect(view.byteOffset).toBe(2);
  expect(view.byteLength).toBe(4);
  expect(() => view.getInt32(1)).toThrow(RangeError);
  expect(() => view.getInt8(-1)).toThrow(RangeError);
  expect(() => view.setInt8(4, 0)).toThrow(RangeError);
  expect(() => new DataView(new ArrayBuffer(1), 2)).toThrow(RangeError);
  expect(() => new DataView({})).toThrow(TypeError);
});

test("a length that follows the buffer", () => {
  const buffer = new ArrayBuffer(4, { maxByteLength: 8 });
  const view = new DataView(buffer, 2);
  buffer.resize(8);
  expect(view.byteLength).toBe(6);
  buffer.resize(1);
  expect(() => view.byteLength).toThrow(TypeError);
  expect(() => view.getInt8(0)).toThrow(TypeError);
});

test("conversions that detach", () => {
  const buffer = new ArrayBuffer(4);
  const view = new DataView(buffer);
  expect(() => view.setInt8(0, { valueOf() { buffer.transfer(); return 1; } })).toThrow(TypeError);
  expect(() => view.getInt8(0)).toThrow(TypeError);
});

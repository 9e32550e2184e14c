test("views follow a resizable buffer", () => {
  const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
  const whole = new Uint8Array(buffer);
  const fixed = new Uint16Array(buffer, 4, 2);
  whole[7] = 1;
  expect(fixed[1]).toBe(256);
  buffer.resize(12);
  expect(whole.length).toBe(12);
  expect(whole[11]).toBe(0);
  buffer.resize(6);
  expect(fixed.length).toBe(0);
  expect(fixed.byteOffset).toBe(0);
  expect(fixed[0]).toBe(undefined);
  buffer.resize(8);
  expect(fixed.length).toBe(2);
  expect(fixed[1]).toBe(0);
});

test("a length has its limits", () => {
  const buffer = new ArrayBuffer(4, { maxByteLength: 8 });
  expect(buffer.resizable).toBe(true);
  expect(buffer.maxByteLength).toBe(8);
  expect(() => buffer.resize(9)).toThrow(RangeError);
  expect(() => new ArrayBuffer(4).resize(4)).toThrow(TypeError);
  expect(() => new ArrayBuffer(9, { maxByteLength: 8 })).toThrow(RangeError);
  expect(() => new ArrayBuffer(2 ** 53 - 1)).toThrow(RangeError);
});

test("a new length that detaches", () => {
  const buffer = new ArrayBuffer(4, { maxByteLength: 8 });
  expect(() => buffer.resize({ valueOf() { buffer.transfer(); return 2; } })).toThrow(TypeError);
});

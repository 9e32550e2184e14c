test("a shared buffer grows and never shrinks", () => {
  const buffer = new SharedArrayBuffer(4, { maxByteLength: 8 });
  const view = new Uint8Array(buffer);
  expect(buffer.growable).toBe(true);
  buffer.grow(6);
  expect(view.length).toBe(6);
  view[5] = 255;
  expect(new Int8Array(buffer)[5]).toBe(-1);
  expect(() => buffer.grow(5)).toThrow(RangeError);
  expect(() => buffer.grow(9)).toThrow(RangeError);
  expect(() => new SharedArrayBuffer(4).grow(4)).toThrow(TypeError);
});

test("the two kinds of buffers keep apart", () => {
  const shared = new SharedArrayBuffer(1);
  expect(() => ArrayBuffer.prototype.slice.call(shared)).toThrow(TypeError);
  expect(() => SharedArrayBuffer.prototype.slice.call(new ArrayBuffer(1))).toThrow(TypeError);
  expect(ArrayBuffer.isView(new DataView(shared))).toBe(true);
  expect(ArrayBuffer.isView(shared)).toBe(false);
});

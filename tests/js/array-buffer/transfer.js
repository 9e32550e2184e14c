test("transfer moves the bytes", () => {
  const source = new ArrayBuffer(4, { maxByteLength: 8 });
  const view = new Uint8Array(source);
  view.set([1, 2, 3, 4]);
  const target = source.transfer();
  expect(source.detached).toBe(true);
  expect(source.byteLength).toBe(0);
  expect(view.length).toBe(0);
  expect(view[0]).toBe(undefined);
  expect(target.resizable).toBe(true);
  expect([...new Uint8Array(target)]).toEqual([1, 2, 3, 4]);
});

test("another length, and a fixed one", () => {
  const source = new Uint8Array([1, 2, 3]).buffer;
  const longer = source.transfer(5);
  expect([...new Uint8Array(longer)]).toEqual([1, 2, 3, 0, 0]);
  const shorter = longer.transferToFixedLength(2);
  expect([...new Uint8Array(shorter)]).toEqual([1, 2]);
  expect(shorter.resizable).toBe(false);
});

test("what is detached can't be moved again", () => {
  const buffer = new ArrayBuffer(1);
  buffer.transfer();
  expect(() => buffer.transfer()).toThrow(TypeError);
  expect(() => buffer.slice()).toThrow(TypeError);
  expect(() => new Uint8Array(buffer)).toThrow(TypeError);
});

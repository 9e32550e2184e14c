test("an immutable buffer keeps its bytes", () => {
  const buffer = new Uint8Array([1, 2, 3]).buffer.transferToImmutable();
  const view = new Uint8Array(buffer);
  expect(buffer.immutable).toBe(true);
  view[0] = 9;
  expect(view[0]).toBe(1);
  expect(() => { "use strict"; view[0] = 9; }).toThrow(TypeError);
  expect(() => view.fill(0)).toThrow(TypeError);
  expect(() => view.sort()).toThrow(TypeError);
  expect(() => new DataView(buffer).setInt8(0, 1)).toThrow(TypeError);
  expect(() => buffer.transfer()).toThrow(TypeError);
  expect(view.toSorted((a, b) => b - a)[0]).toBe(3);
});

test("part of a buffer as an immutable one", () => {
  const source = new Uint8Array([1, 2, 3, 4]).buffer;
  const part = source.sliceToImmutable(1, 3);
  new Uint8Array(source)[1] = 9;
  expect([...new Uint8Array(part)]).toEqual([2, 3]);
  expect(source.detached).toBe(false);
});

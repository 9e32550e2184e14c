test("fill, reverse, copyWithin", () => {
  expect([...new Uint8Array(4).fill(7, 1, -1)]).toEqual([0, 7, 7, 0]);
  expect([...new Float64Array([1, 2, 3]).reverse()]).toEqual([3, 2, 1]);
  expect([...new Uint8Array([1, 2, 3, 4, 5]).copyWithin(1, 0, 4)]).toEqual([1, 1, 2, 3, 4]);
  expect([...new Uint16Array([1, 2, 3, 4]).copyWithin(0, 2)]).toEqual([3, 4, 3, 4]);
});

test("arguments that shrink or detach", () => {
  const buffer = new ArrayBuffer(4, { maxByteLength: 4 });
  const array = new Uint8Array(buffer);
  array.fill({ valueOf() { buffer.resize(2); return 5; } });
  expect([...array]).toEqual([5, 5]);
  buffer.resize(4);
  array.copyWithin(2, { valueOf() { buffer.resize(3); return 0; } });
  expect([...array]).toEqual([5, 5, 5]);
  const gone = { valueOf() { buffer.transfer(); return 0; } };
  expect(() => array.fill(gone)).toThrow(TypeError);
});

test("join of elements that go", () => {
  const buffer = new ArrayBuffer(3, { maxByteLength: 3 });
  const array = new Uint8Array(buffer);
  expect(array.join({ toString() { buffer.resize(1); return "-"; } })).toBe("0--");
});

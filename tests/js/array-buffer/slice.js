test("slice copies", () => {
  const source = new Uint8Array([1, 2, 3, 4]).buffer;
  const copy = source.slice(1, -1);
  expect([...new Uint8Array(copy)]).toEqual([2, 3]);
  new Uint8Array(copy)[0] = 9;
  expect(new Uint8Array(source)[1]).toBe(2);
});

function withSpecies(bytes, species) {
  const buffer = new ArrayBuffer(bytes, { maxByteLength: 16 });
  buffer.constructor = { [Symbol.species]: species };
  return buffer;
}

test("a species constructor that returns the receiver", () => {
  const buffer = withSpecies(8, function () { return buffer; });
  expect(() => buffer.slice()).toThrow(TypeError);
});

test("a species constructor that returns too little", () => {
  const buffer = withSpecies(8, function () { return new ArrayBuffer(4); });
  expect(() => buffer.slice()).toThrow(TypeError);
});

test("a species constructor that detaches the receiver", () => {
  const buffer = withSpecies(8, function (n) { buffer.transfer(); return new ArrayBuffer(n); });
  expect(() => buffer.slice()).toThrow(TypeError);
});

test("a species constructor that shrinks the receiver", () => {
  const buffer = withSpecies(8, function (n) { buffer.resize(2); return new ArrayBuffer(n); });
  new Uint8Array(buffer).fill(7);
  expect([...new Uint8Array(buffer.slice(1))]).toEqual([7, 0, 0, 0, 0, 0, 0]);
});

test("derived arrays are made by the species", () => {
  class Derived extends Uint8Array {}
  expect(new Derived(2).map((x) => x)).toBeInstanceOf(Derived);
  expect(new Derived(2).slice()).toBeInstanceOf(Derived);
  expect(new Derived(2).subarray(1)).toBeInstanceOf(Derived);
  expect(new Derived(2).toSorted() instanceof Derived).toBe(false);
});

function withSpecies(array, species) {
  array.constructor = { [Symbol.species]: species };
  return array;
}

test("a species of another element type", () => {
  const array = withSpecies(new Float32Array([1.5, 2.5]), Uint8Array);
  expect([...array.slice()]).toEqual([1, 2]);
  expect([...array.map((x) => x * 2)]).toEqual([3, 5]);
});

test("a species that is no help", () => {
  expect(() => withSpecies(new Uint8Array(2), Array).slice()).toThrow(TypeError);
  expect(() => withSpecies(new Uint8Array(2), BigInt64Array).slice()).toThrow(TypeError);
  expect(() => withSpecies(new Uint8Array(2), function () { return new Uint8Array(1); }).slice()).toThrow(TypeError);
  expect(() => withSpecies(new Uint8Array(2), 1).slice()).toThrow(TypeError);
});

test("a species that detaches the receiver", () => {
  const array = withSpecies(new Uint8Array(2), function (n) { array.buffer.transfer(); return new Uint8Array(n); });
  expect(() => array.slice()).toThrow(TypeError);
});

test("a species on the same bytes", () => {
  const array = new Uint8Array([1, 2, 3, 4]);
  withSpecies(array, function (n) { return new Uint8Array(array.buffer, 1, n); });
  array.slice(0, 3);
  expect([...array]).toEqual([1, 1, 1, 1]);
});

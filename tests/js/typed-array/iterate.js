test("for-of follows the array as it is", () => {
  const buffer = new ArrayBuffer(2, { maxByteLength: 4 });
  const array = new Uint8Array(buffer);
  let count = 0;
  for (const _ of array) { if (count++ === 0) buffer.resize(4); }
  expect(count).toBe(4);
});

test("an array that is detached meanwhile", () => {
  const array = new Uint8Array(3);
  expect(() => { for (const _ of array) array.buffer.transfer(); }).toThrow(TypeError);
});

test("keys and entries", () => {
  const array = new Float32Array([1.5, 2.5]);
  expect([...array.keys()]).toEqual([0, 1]);
  expect([...array.entries()]).toEqual([[0, 1.5], [1, 2.5]]);
  expect(array[Symbol.iterator]).toBe(array.values);
});

test("a next method of one's own", () => {
  const prototype = Object.getPrototypeOf([][Symbol.iterator]());
  const original = prototype.next;
  let calls = 0;
  prototype.next = function () { calls++; return original.call(this); };
  for (const _ of new Uint8Array(2));
  prototype.next = original;
  expect(calls).toBe(3);
});

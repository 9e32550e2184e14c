test("length comes from the prototype, whatever becomes of it", () => {
  const read = (array) => array.length;
  const array = new Uint8Array(3);
  for (let i = 0; i < 10; i++) expect(read(array)).toBe(3);
  const prototype = Object.getPrototypeOf(Uint8Array.prototype);
  const original = Object.getOwnPropertyDescriptor(prototype, "length");
  Object.defineProperty(prototype, "length", { get() { return 42; }, configurable: true });
  expect(read(array)).toBe(42);
  Object.defineProperty(prototype, "length", original);
  expect(read(array)).toBe(3);
  Object.defineProperty(array, "length", { value: 7 });
  expect(read(array)).toBe(7);
  expect(read(new Uint8Array(1))).toBe(1);
});

test("a detached array has no length", () => {
  const array = new Float64Array(4);
  const read = () => array.length;
  for (let i = 0; i < 10; i++) read();
  array.buffer.transfer();
  expect(read()).toBe(0);
});

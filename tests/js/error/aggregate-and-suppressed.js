test("AggregateError takes any iterable", () => {
  const error = new AggregateError(new Set([1, 2]), "m", { cause: 3 });
  expect(error.errors).toEqual([1, 2]);
  expect(error.message).toBe("m");
  expect(error.cause).toBe(3);
  expect(() => new AggregateError()).toThrow(TypeError);
});

test("an iterator that throws while it is read", () => {
  const hostile = { [Symbol.iterator]: () => ({ next() { throw new RangeError(); } }) };
  expect(() => new AggregateError(hostile)).toThrow(RangeError);
});

test("SuppressedError holds two errors", () => {
  const error = new SuppressedError(1, 2, "m");
  expect([error.error, error.suppressed, error.message]).toEqual([1, 2, "m"]);
  expect(SuppressedError.length).toBe(3);
});

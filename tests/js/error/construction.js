test("message and cause are own, hidden properties", () => {
  const error = new Error("m", { cause: 5 });
  expect(Object.getOwnPropertyDescriptor(error, "message"))
    .toEqual({ value: "m", writable: true, enumerable: false, configurable: true });
  expect(error.cause).toBe(5);
  expect(Object.hasOwn(new Error(undefined), "message")).toBe(false);
  expect(Object.hasOwn(new Error("m", {}), "cause")).toBe(false);
  expect(Object.hasOwn(new Error("m", { cause: undefined }), "cause")).toBe(true);
});

test("a call constructs, too", () => {
  expect(RangeError("x") instanceof RangeError).toBe(true);
  expect(Object.getPrototypeOf(RangeError)).toBe(Error);
  expect(Object.getPrototypeOf(RangeError.prototype)).toBe(Error.prototype);
});

test("isError looks at the object itself", () => {
  expect(Error.isError(new TypeError())).toBe(true);
  expect(Error.isError(Object.create(Error.prototype))).toBe(false);
  expect(Error.isError("e")).toBe(false);
});

test("a cause getter may throw", () => {
  expect(() => new Error("m", { get cause() { throw new RangeError(); } })).toThrow(RangeError);
  expect(() => new Error({ toString() { throw new RangeError(); } })).toThrow(RangeError);
});

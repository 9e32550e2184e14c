test("stack begins with the error and names the functions", () => {
  function outer() { return inner(); }
  function inner() { return new RangeError("deep"); }
  const lines = outer().stack.split("\n");
  expect(lines[0]).toBe("RangeError: deep");
  expect(lines[1].includes("inner")).toBe(true);
  expect(lines[2].includes("outer")).toBe(true);
});

test("stack is inherited, and becomes own when assigned", () => {
  const error = new Error("m");
  expect(Object.hasOwn(error, "stack")).toBe(false);
  error.stack = "mine";
  expect(Object.hasOwn(error, "stack")).toBe(true);
  expect(error.stack).toBe("mine");
  expect(() => { error.__proto__.stack = ""; }).toThrow(TypeError);
});

test("captureStackTrace gives any object a stack", () => {
  const object = { };
  Error.captureStackTrace(object);
  expect(typeof object.stack).toBe("string");
  expect(Object.keys(object)).toEqual([]);
  expect(() => Error.captureStackTrace(1)).toThrow(TypeError);
});

test("stackTraceLimit bounds the frames", () => {
  const before = Error.stackTraceLimit;
  const depth = (n) => (n ? depth(n - 1) : new Error("m").stack.split("\n").length);
  Error.stackTraceLimit = 3;
  expect(depth(20)).toBe(4);
  Error.stackTraceLimit = before;
});

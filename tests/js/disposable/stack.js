test("resources are disposed from the last to the first", () => {
  const log = [];
  const stack = new DisposableStack();
  expect(stack.use(null)).toBe(null);
  stack.use({ [Symbol.dispose]() { log.push("use"); } });
  expect(stack.adopt(7, (value) => log.push(value))).toBe(7);
  stack.defer(() => log.push("defer"));
  stack.dispose();
  stack.dispose();
  expect(log).toEqual(["defer", 7, "use"]);
  expect(stack.disposed).toBe(true);
  expect(() => stack.defer(() => {})).toThrow(ReferenceError);
});

test("errors are chained", () => {
  const stack = new DisposableStack();
  stack.defer(() => { throw 1; });
  stack.defer(() => { throw 2; });
  let error;
  try { stack.dispose(); } catch (caught) { error = caught; }
  expect(error instanceof SuppressedError).toBe(true);
  expect(error.error).toBe(1);
  expect(error.suppressed).toBe(2);
});

test("move hands the resources over", () => {
  const log = [];
  const stack = new DisposableStack();
  stack.defer(() => log.push("x"));
  const other = stack.move();
  expect(stack.disposed).toBe(true);
  stack.dispose();
  expect(log).toEqual([]);
  other.dispose();
  expect(log).toEqual(["x"]);
});

test("a resource that disposes and adds during the disposal", () => {
  const log = [];
  const stack = new DisposableStack();
  stack.defer(() => log.push("last"));
  stack.defer(() => { stack.dispose(); log.push("first"); });
  stack.dispose();
  expect(log).toEqual(["first", "last"]);
  expect(() => new DisposableStack().use({})).toThrow(TypeError);
  expect(() => new DisposableStack().adopt(1)).toThrow(TypeError);
});

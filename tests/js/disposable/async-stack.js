test("disposeAsync awaits each resource", async () => {
  const log = [];
  const stack = new AsyncDisposableStack();
  stack.use({ async [Symbol.asyncDispose]() { await null; log.push("async"); } });
  stack.use({ [Symbol.dispose]() { log.push("sync"); } });
  stack.defer(async () => { await null; log.push("defer"); });
  const promise = stack.disposeAsync();
  expect(stack.disposed).toBe(true);
  await promise;
  expect(log).toEqual(["defer", "sync", "async"]);
});

test("errors are chained across awaits", async () => {
  const stack = new AsyncDisposableStack();
  stack.defer(async () => { throw 1; });
  stack.defer(() => { throw 2; });
  const error = await stack.disposeAsync().catch((caught) => caught);
  expect(error.error).toBe(1);
  expect(error.suppressed).toBe(2);
});

test("a wrong receiver rejects", async () => {
  const error = await AsyncDisposableStack.prototype.disposeAsync.call({}).catch((caught) => caught);
  expect(error instanceof TypeError).toBe(true);
});

test("fromAsync takes async iterables, iterables of promises and array-likes", async () => {
  async function* numbers() { yield 1; yield 2; }
  expect(await Array.fromAsync(numbers())).toEqual([1, 2]);
  expect(await Array.fromAsync([Promise.resolve(1), 2])).toEqual([1, 2]);
  expect(await Array.fromAsync({ length: 2, 0: Promise.resolve("a"), 1: "b" })).toEqual(["a", "b"]);
});

test("the mapper may be asynchronous", async () => {
  expect(await Array.fromAsync([1, 2], async (value, index) => value * 10 + index)).toEqual([10, 21]);
});

test("errors reject the promise and close the iterator", async () => {
  const log = [];
  const source = {
    [Symbol.asyncIterator]() { return this; },
    async next() { return { value: 1, done: false }; },
    async return() { log.push("closed"); return {}; },
  };
  let error;
  try {
    await Array.fromAsync(source, () => { throw new RangeError("mapper"); });
  } catch (caught) { error = caught; }
  expect(error instanceof RangeError).toBe(true);
  expect(log).toEqual(["closed"]);
  let second;
  await Array.fromAsync([], 1).catch((caught) => { second = caught; });
  expect(second instanceof TypeError).toBe(true);
});

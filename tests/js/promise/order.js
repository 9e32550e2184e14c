test("reactions run after the code, in order", async () => {
  const log = [];
  Promise.resolve().then(() => log.push("first")).then(() => log.push("third"));
  Promise.resolve().then(() => log.push("second"));
  log.push("code");
  await null;
  await null;
  await null;
  expect(log).toEqual(["code", "first", "second", "third"]);
});

test("a thenable takes two more turns than a value", async () => {
  const log = [];
  Promise.resolve().then(() => Promise.resolve("slow")).then((value) => log.push(value));
  Promise.resolve("fast").then((value) => log.push(value)).then(() => log.push("2")).then(() => log.push("3")).then(() => log.push("4"));
  for (let i = 0; i < 8; i++) await null;
  expect(log).toEqual(["fast", "2", "3", "slow", "4"]);
});

test("the first settling counts", async () => {
  const value = await new Promise((resolve, reject) => { resolve(1); reject(2); resolve(3); throw 4; });
  expect(value).toBe(1);
});

test("a promise can't be resolved with itself", async () => {
  const { promise, resolve } = Promise.withResolvers();
  resolve(promise);
  let error;
  await promise.catch((caught) => { error = caught; });
  expect(error instanceof TypeError).toBe(true);
});

test("try turns what is thrown into a rejection", async () => {
  expect(await Promise.try((a, b) => a + b, 1, 2)).toBe(3);
  let error;
  await Promise.try(() => { throw new RangeError(); }).catch((caught) => { error = caught; });
  expect(error instanceof RangeError).toBe(true);
});

test("finally passes on what it was given, unless it fails", async () => {
  expect(await Promise.resolve(1).finally(() => 2)).toBe(1);
  const caught = await Promise.reject(1).finally(() => {}).catch((reason) => reason);
  expect(caught).toBe(1);
  expect(await Promise.resolve(1).finally(() => { throw 3; }).catch((reason) => reason)).toBe(3);
});

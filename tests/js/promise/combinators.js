test("all keeps the order of its elements", async () => {
  const late = new Promise((resolve) => Promise.resolve().then(() => resolve("late")));
  expect(await Promise.all([late, 1, Promise.resolve(2)])).toEqual(["late", 1, 2]);
  expect(await Promise.all([])).toEqual([]);
  expect(await Promise.all([1, Promise.reject("no")]).catch((reason) => reason)).toBe("no");
});

test("allSettled tells how each one ended", async () => {
  expect(await Promise.allSettled([1, Promise.reject(2)])).toEqual([
    { status: "fulfilled", value: 1 },
    { status: "rejected", reason: 2 },
  ]);
});

test("any takes the first success, or collects the errors", async () => {
  expect(await Promise.any([Promise.reject(1), 2])).toBe(2);
  const error = await Promise.any([Promise.reject(1), Promise.reject(2)]).catch((caught) => caught);
  expect(error instanceof AggregateError).toBe(true);
  expect(error.errors).toEqual([1, 2]);
});

test("race takes the first one", async () => {
  expect(await Promise.race([new Promise(() => {}), 1])).toBe(1);
});

test("allKeyed and allSettledKeyed", async () => {
  const result = await Promise.allKeyed({ a: 1, b: Promise.resolve(2) });
  expect(result.a + result.b).toBe(3);
  expect(Object.getPrototypeOf(result)).toBe(null);
  expect((await Promise.allSettledKeyed({ a: Promise.reject(1) })).a.status).toBe("rejected");
});

test("what is not iterable rejects", async () => {
  const error = await Promise.all(1).catch((caught) => caught);
  expect(error instanceof TypeError).toBe(true);
});

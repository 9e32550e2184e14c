describe("promises", () => {
  test("handlers run after the code that is running", async () => {
    const log = [];
    const promise = Promise.resolve().then(() => log.push("job"));
    log.push("now");
    await promise;
    expect(log).toEqual(["now", "job"]);
  });

  test("settle once", async () => {
    const promise = new Promise((resolve, reject) => {
      resolve(1);
      reject(new Error("ignored"));
      throw new Error("ignored too");
    });
    expect(await promise).toBe(1);
  });

  test("chains pass values and reasons on", async () => {
    const result = await Promise.reject(new Error("x"))
      .then(() => "skipped")
      .catch((error) => error.message + "!")
      .finally(() => "ignored")
      .then((text) => text + "?");
    expect(result).toBe("x!?");
  });

  test("combinators", async () => {
    const never = new Promise(() => {});
    expect(await Promise.all([1, Promise.resolve(2)])).toEqual([1, 2]);
    expect(await Promise.race([never, Promise.resolve("first")])).toBe("first");
    expect(await Promise.any([Promise.reject(1), Promise.resolve("ok")])).toBe("ok");
    expect(await Promise.allSettled([1, Promise.reject("r")])).toEqual([
      { status: "fulfilled", value: 1 },
      { status: "rejected", reason: "r" },
    ]);
    await expect(Promise.any([Promise.reject(1)])).rejects.toBeInstanceOf(AggregateError);
  });

  test("withResolvers and try", async () => {
    const { promise, resolve } = Promise.withResolvers();
    resolve("outside");
    expect(await promise).toBe("outside");
    await expect(Promise.try(() => { throw new RangeError("r"); })).rejects.toThrow(RangeError);
  });

  test("a promise can't resolve to itself", async () => {
    let resolve;
    const promise = new Promise((f) => (resolve = f));
    resolve(promise);
    await expect(promise).rejects.toThrow(TypeError);
  });
});

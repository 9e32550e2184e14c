describe("async functions", () => {
  const later = (value) => new Promise((resolve) => resolve(value));

  test("run up to the first await at once", async () => {
    const log = [];
    const f = async () => {
      log.push("start");
      await null;
      log.push("end");
    };
    const promise = f();
    log.push("after the call");
    await promise;
    expect(log).toEqual(["start", "after the call", "end"]);
  });

  test("await gives the value of a promise or thenable", async () => {
    const thenable = { then: (resolve) => resolve("then") };
    expect([await later(1), await 2, await thenable]).toEqual([1, 2, "then"]);
  });

  test("a rejection is thrown at the await", async () => {
    const fail = async () => {
      throw new TypeError("inside");
    };
    try {
      await fail();
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError);
    }
  });

  test("finally runs around awaits", async () => {
    const log = [];
    const f = async () => {
      try {
        await later(1);
        return "value";
      } finally {
        await later(2);
        log.push("finally");
      }
    };
    expect(await f()).toBe("value");
    expect(log).toEqual(["finally"]);
  });

  test("jobs run in the order in which they were queued", async () => {
    const log = [];
    const a = (async () => {
      log.push("a1");
      await null;
      log.push("a2");
      await null;
      log.push("a3");
    })();
    const b = Promise.resolve().then(() => log.push("b1")).then(() => log.push("b2"));
    await Promise.all([a, b]);
    expect(log).toEqual(["a1", "a2", "b1", "a3", "b2"]);
  });

  test("await in arguments, operands and loops", async () => {
    let sum = 0;
    for (let i = 0; i < 4; i++) sum += (await later(i)) * (await later(10));
    expect([sum, Math.max(await later(1), await later(3))]).toEqual([60, 3]);
  });

  test("this and arguments last across awaits", async () => {
    const object = {
      tag: "t",
      async method() {
        await null;
        return [this.tag, arguments.length];
      },
    };
    expect(await object.method(1, 2)).toEqual(["t", 2]);
  });

  test("an exception in a default rejects", async () => {
    const f = async (a = (() => { throw new Error("default"); })()) => a;
    await expect(f()).rejects.toThrow("default");
  });
});

describe("async iteration", () => {
  test("for await takes promises one after the other", async () => {
    const seen = [];
    for await (const value of [Promise.resolve(1), 2, Promise.resolve(3)]) seen.push(value);
    expect(seen).toEqual([1, 2, 3]);
  });

  test("async generators", async () => {
    async function* count(n) {
      for (let i = 0; i < n; i++) {
        await null;
        yield i;
      }
    }
    const seen = [];
    for await (const i of count(3)) seen.push(i);
    expect(seen).toEqual([0, 1, 2]);
  });

  test("requests to an async generator queue up", async () => {
    async function* g() {
      yield 1;
      yield 2;
    }
    const it = g();
    const results = await Promise.all([it.next(), it.next(), it.next()]);
    expect(results.map(({ value, done }) => [value, done])).toEqual([[1, false], [2, false], [undefined, true]]);
  });

  test("break closes an async generator and waits for it", async () => {
    const log = [];
    async function* g() {
      try {
        yield 1;
        yield 2;
      } finally {
        await null;
        log.push("closed");
      }
    }
    for await (const value of g()) {
      log.push(value);
      break;
    }
    expect(log).toEqual([1, "closed"]);
  });

  test("yield* of an async generator", async () => {
    async function* inner() {
      yield "a";
      return "result";
    }
    async function* outer() {
      const result = yield* inner();
      yield result;
      yield* ["b"];
    }
    const seen = [];
    for await (const value of outer()) seen.push(value);
    expect(seen).toEqual(["a", "result", "b"]);
  });

  test("a rejection ends the loop with an exception", async () => {
    const f = async () => {
      for await (const value of [Promise.reject(new Error("third"))]) expect.unreachable(value);
    };
    await expect(f()).rejects.toThrow("third");
  });

  test("yield awaits its operand", async () => {
    async function* g() {
      yield Promise.resolve("awaited");
    }
    expect((await g().next()).value).toBe("awaited");
  });
});

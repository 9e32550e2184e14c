describe("using", () => {
  const resource = (log, name) => ({ name, [Symbol.dispose]: () => log.push(`close ${name}`) });

  test("disposes at the end of the block, the last one first", () => {
    const log = [];
    {
      using a = resource(log, "a");
      using b = resource(log, "b");
      log.push(a.name + b.name);
    }
    expect(log).toEqual(["ab", "close b", "close a"]);
  });

  test("disposes on return and on throw", () => {
    const log = [];
    const f = () => {
      using a = resource(log, "a");
      return "value";
    };
    const g = () => {
      using b = resource(log, "b");
      throw new Error("body");
    };
    expect(f()).toBe("value");
    expect(g).toThrow("body");
    expect(log).toEqual(["close a", "close b"]);
  });

  test("null and undefined are allowed, other things throw", () => {
    {
      using nothing = null;
    }
    expect(() => {
      using number = 1;
    }).toThrow(TypeError);
  });

  test("two failures become a SuppressedError", () => {
    const failing = { [Symbol.dispose]() { throw new Error("dispose"); } };
    try {
      using x = failing;
      throw new Error("body");
    } catch (error) {
      expect(error).toBeInstanceOf(SuppressedError);
      expect([error.error.message, error.suppressed.message]).toEqual(["dispose", "body"]);
    }
  });

  test("await using waits", async () => {
    const log = [];
    {
      await using a = { async [Symbol.asyncDispose]() { await null; log.push("closed"); } };
      log.push("used");
    }
    expect(log).toEqual(["used", "closed"]);
  });

  test("each iteration disposes its own", () => {
    const log = [];
    for (using r of [resource(log, 1), resource(log, 2)]) log.push(r.name);
    expect(log).toEqual([1, "close 1", 2, "close 2"]);
  });
});

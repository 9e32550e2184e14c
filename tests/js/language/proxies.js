describe("proxies in the language", () => {
  const recorder = (log, target = {}) => new Proxy(target, new Proxy({}, {
    get: (_, trap) => (log.push(trap), undefined),
  }));

  test("operators call the traps", () => {
    const log = [];
    const proxy = recorder(log, { a: 1 });
    proxy.a;
    proxy.a = 2;
    "a" in proxy;
    delete proxy.a;
    expect(log).toEqual(["get", "set", "getOwnPropertyDescriptor", "defineProperty", "has", "deleteProperty"]);
  });

  test("for-in, spread and keys ask for own keys", () => {
    const log = [];
    const proxy = recorder(log, { a: 1 });
    for (const _ in proxy);
    ({ ...proxy });
    expect(log.filter((trap) => trap === "ownKeys").length).toBe(2);
  });

  test("functions can be wrapped", () => {
    const log = [];
    const doubled = new Proxy(function (n) { return n; }, {
      apply: (target, self, args) => (log.push("apply"), Reflect.apply(target, self, args) * 2),
      construct: (target, args) => (log.push("construct"), { args }),
    });
    expect([doubled(21), new doubled(1, 2).args, log]).toEqual([42, [1, 2], ["apply", "construct"]]);
  });

  test("default values by a trap", () => {
    const counts = new Proxy({}, { get: (target, key) => target[key] ?? 0 });
    for (const letter of "hello") counts[letter]++;
    expect({ ...counts }).toEqual({ h: 1, e: 1, l: 2, o: 1 });
  });

  test("a trap can't lie about fixed properties", () => {
    const proxy = new Proxy(Object.freeze({ fixed: 1 }), { get: () => 2 });
    expect(() => proxy.fixed).toThrow(TypeError);
  });

  test("a revoked proxy throws", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(() => proxy.x).toThrow(TypeError);
    expect(typeof proxy).toBe("object");
  });
});

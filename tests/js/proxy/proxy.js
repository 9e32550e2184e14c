test("traps stand in for the target", () => {
  const log = [];
  const proxy = new Proxy({ a: 1 }, {
    get(target, key) { log.push("get " + String(key)); return target[key]; },
    has(target, key) { log.push("has " + String(key)); return key in target; },
  });
  expect(proxy.a).toBe(1);
  expect("b" in proxy).toBe(false);
  expect(log).toEqual(["get a", "has b"]);
});

test("a trap can't contradict what is fixed", () => {
  const target = Object.freeze({ a: 1 });
  expect(() => new Proxy(target, { get: () => 2 }).a).toThrow(TypeError);
  expect(() => "a" in new Proxy(target, { has: () => false })).toThrow(TypeError);
  expect(() => Reflect.ownKeys(new Proxy(target, { ownKeys: () => [] }))).toThrow(TypeError);
});

test("a trap that revokes its own proxy", () => {
  const { proxy, revoke } = Proxy.revocable({}, { get() { revoke(); return 1; } });
  expect(proxy.a).toBe(1);
  expect(() => proxy.a).toThrow(TypeError);
  revoke();
});

test("needs new and two objects", () => {
  expect(() => Proxy({}, {})).toThrow(TypeError);
  expect(() => new Proxy(1, {})).toThrow(TypeError);
  expect("prototype" in Proxy).toBe(false);
});

test("proxies of proxies give an answer or a RangeError, whatever their number", () => {
  let proxy = {};
  for (let i = 0; i < 100000; i++) proxy = new Proxy(proxy, {});
  let error = null;
  try { proxy.a; } catch (thrown) { error = thrown; }
  expect(error === null || error instanceof RangeError).toBe(true);
});

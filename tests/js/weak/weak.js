test("keys are objects and symbols that are not registered", () => {
  const map = new WeakMap();
  const symbol = Symbol();
  map.set(symbol, 1).set(map, 2);
  expect(map.get(symbol)).toBe(1);
  expect(map.has(map)).toBe(true);
  expect(map.get(1)).toBe(undefined);
  expect(() => map.set(1, 1)).toThrow(TypeError);
  expect(() => map.set(Symbol.for("registered"), 1)).toThrow(TypeError);
  expect(map.delete(symbol)).toBe(true);
  expect(map.delete(symbol)).toBe(false);
});

test("a value that refers to its key is kept as long as the key", () => {
  const map = new WeakMap();
  const key = {};
  map.set(key, { key });
  for (let i = 0; i < 10000; i++) map.set({}, { i });
  expect(map.get(key).key).toBe(key);
});

test("WeakSet", () => {
  const key = {};
  const set = new WeakSet([key]);
  expect(set.has(key)).toBe(true);
  expect(set.has({})).toBe(false);
  expect(() => set.add("text")).toThrow(TypeError);
  expect(set.delete(key)).toBe(true);
});

test("a computed value whose callback inserts the key", () => {
  const map = new WeakMap();
  const key = {};
  expect(map.getOrInsertComputed(key, () => { map.set(key, 1); return 2; })).toBe(2);
  expect(map.get(key)).toBe(2);
});

test("WeakRef gives its target during the job that made it", () => {
  const reference = new WeakRef({ x: 1 });
  for (let i = 0; i < 10000; i++) ({ i });
  expect(reference.deref().x).toBe(1);
  expect(() => new WeakRef(1)).toThrow(TypeError);
});

test("FinalizationRegistry checks its arguments", () => {
  expect(() => new FinalizationRegistry()).toThrow(TypeError);
  const registry = new FinalizationRegistry(() => {});
  const target = {};
  expect(() => registry.register(target, target)).toThrow(TypeError);
  expect(() => registry.register(1, 2)).toThrow(TypeError);
  registry.register(target, 1, target);
  expect(registry.unregister(target)).toBe(true);
  expect(registry.unregister(target)).toBe(false);
  expect(() => registry.unregister(undefined)).toThrow(TypeError);
});

test("next, return and throw resume a generator", () => {
  function* g() {
    try {
      const got = yield 1;
      yield got;
    } finally {
      yield "cleanup";
    }
  }
  const it = g();
  expect(it.next("ignored").value).toBe(1);
  expect(it.next("sent").value).toBe("sent");
  expect(it.return("end")).toEqual({ value: "cleanup", done: false });
  expect(it.next()).toEqual({ value: "end", done: true });
  expect(it.next()).toEqual({ value: undefined, done: true });
  expect(() => it.throw(new RangeError())).toThrow(RangeError);
});

test("a generator that resumes itself", () => {
  const it = (function* () { it.next(); })();
  expect(() => it.next()).toThrow(TypeError);
  expect(it.next().done).toBe(true);
});

test("the constructors make functions from text", () => {
  const GeneratorFunction = (function* () {}).constructor;
  expect([...GeneratorFunction("a", "yield a; yield a + 1")(5)]).toEqual([5, 6]);
  const AsyncFunction = (async () => {}).constructor;
  expect(AsyncFunction("return 1")() instanceof Promise).toBe(true);
  expect(() => GeneratorFunction("yield", "")).toThrow(SyntaxError);
});

test("requests to an async generator are answered in order", async () => {
  async function* g() { yield 1; yield 2; }
  const it = g();
  const results = await Promise.all([it.next(), it.next(), it.next(), it.return("x")]);
  expect(results.map((r) => r.value)).toEqual([1, 2, undefined, "x"]);
  expect(results.map((r) => r.done)).toEqual([false, false, true, true]);
});

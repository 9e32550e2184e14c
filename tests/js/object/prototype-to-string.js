const tag = (value) => Object.prototype.toString.call(value);

test("names the class of a built-in", () => {
  expect(tag(undefined)).toBe("[object Undefined]");
  expect(tag(null)).toBe("[object Null]");
  expect(tag([])).toBe("[object Array]");
  expect(tag(new Proxy([], {}))).toBe("[object Array]");
  expect(tag(() => 1)).toBe("[object Function]");
  expect(tag((function () { return arguments; })())).toBe("[object Arguments]");
  expect(tag(new TypeError())).toBe("[object Error]");
  expect(tag(1)).toBe("[object Number]");
  expect(tag(Symbol())).toBe("[object Symbol]");
  expect(tag(Object.create([]))).toBe("[object Object]");
});

test("a string in Symbol.toStringTag wins, another value does not count", () => {
  expect(tag({ [Symbol.toStringTag]: "Mine" })).toBe("[object Mine]");
  expect(tag(Object.assign([], { [Symbol.toStringTag]: 1 }))).toBe("[object Array]");
});

test("a revoked proxy throws", () => {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  expect(() => tag(proxy)).toThrow(TypeError);
});

test("compiles parameters and body in the global scope", () => {
  const local = 1;
  expect(Function("a, b", "c", "return a + b + c")(1, 2, 3)).toBe(6);
  expect(Function("return typeof local")()).toBe("undefined");
  expect(Function().name).toBe("anonymous");
});

test("parameters and body can't leak into each other", () => {
  expect(() => Function("/*", "*/){")).toThrow(SyntaxError);
  expect(() => Function("a) { return 1 }, function (", "")).toThrow(SyntaxError);
  expect(() => Function("}, function () {")).toThrow(SyntaxError);
});

test("arguments are converted in order before anything is compiled", () => {
  const log = [];
  const part = (text) => ({ toString() { log.push(text); return text; } });
  expect(() => Function(part("a"), part("b"), { toString() { throw new RangeError(); } })).toThrow(RangeError);
  expect(log).toEqual(["a", "b"]);
});

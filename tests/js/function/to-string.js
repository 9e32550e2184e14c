test("gives the source text", () => {
  function foo(a, /* b */ b) { return a + b; }
  expect(foo.toString()).toBe("function foo(a, /* b */ b) { return a + b; }");
  expect((class A { x() {} }).toString()).toBe("class A { x() {} }");
  expect(({ get x() { return 1; } }).__lookupGetter__("x").toString()).toBe("get x() { return 1; }");
  expect((async  x => x).toString()).toBe("async  x => x");
});

test("built-ins show no body", () => {
  expect(Math.max.toString()).toBe("function max() { [native code] }");
  expect((() => 1).bind().toString()).toBe("function () { [native code] }");
  expect(() => Function.prototype.toString.call({})).toThrow(TypeError);
});

test("a function made from strings has a canonical text", () => {
  expect(Function("a", "b", "return a").toString()).toBe("function anonymous(a,b\n) {\nreturn a\n}");
});

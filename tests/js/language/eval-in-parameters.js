const sloppy = (text) => new Function(text);

test("an eval in a parameter can't declare what the parameters declare", () => {
  expect(sloppy("return (function (a, b = eval('var a')) {})()")).toThrow(SyntaxError);
  expect(sloppy("return (function (a = eval('var arguments')) {})()")).toThrow(SyntaxError);
  expect(sloppy("return ((arguments, a = eval('var arguments')) => {})()")).toThrow(SyntaxError);
});

test("what it declares is seen by the parameters behind it and not by outer code", () => {
  const run = sloppy("var r = (function (a = eval('var x = 1'), b = x) { return [b, typeof x]; })(); return [r, typeof x];");
  expect(run()).toEqual([[1, "number"], "undefined"]);
});

test("the name of a function expression may be declared", () => {
  expect(sloppy("return (function f(a = eval('var f = 1'), b = f) { return b; })()")()).toBe(1);
});

test("an eval in the body hides the name, too", () => {
  expect(sloppy("return (function f() { eval('var f = 1'); return f; })()")()).toBe(1);
  expect(sloppy("return (function f() { eval('var g = 1'); return typeof f; })()")()).toBe("function");
});

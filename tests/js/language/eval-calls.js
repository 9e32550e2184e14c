const sloppy = (text, ...params) => new Function(...params, text);

test("eval with spread arguments is direct", () => {
  expect(sloppy("var x = 7; return eval(...['x + 1', 'ignored']);")()).toBe(8);
  expect(sloppy("return eval(...[]);")()).toBe(undefined);
});

test("another function under the name gets all spread arguments", () => {
  expect(sloppy("return eval(...[1, 2, 3]);", "eval")((...all) => all)).toEqual([1, 2, 3]);
});

test("it is a proper tail call then", () => {
  const count = sloppy(
    "function f(n) { 'use strict'; return n === 0 ? 'done' : eval(n - 1); } var eval = f; return f(100000);",
  );
  expect(count()).toBe("done");
});

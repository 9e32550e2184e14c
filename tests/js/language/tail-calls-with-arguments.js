"use strict";

test("functions that keep their arguments call in tail position without growing the stack", () => {
  function step(n, ...rest) {
    return n === 0 ? rest.length : other(n - 1);
  }
  function other(n) {
    return n === 0 ? arguments.length : step(n - 1, 1, 2);
  }
  expect(step(100001)).toBe(1);
  expect(step(100000, 1)).toBe(2);
});

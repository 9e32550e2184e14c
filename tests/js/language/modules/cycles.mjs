import { isEven, early } from "./fixtures/even.mjs";

describe("cycles", () => {
  test("functions are there before their module has run", () => {
    expect([isEven(10), isEven(7)]).toEqual([true, false]);
  });

  test("other bindings of a module that has not run throw", () => {
    expect(early).toBeInstanceOf(ReferenceError);
  });
});

describe("arguments", () => {
  test("has every argument and its number", () => {
    function f() {
      return [arguments.length, ...arguments];
    }
    expect(f("a", "b", "c")).toEqual([3, "a", "b", "c"]);
  });

  test("is mapped to parameters in sloppy functions with simple ones", () => {
    function f(a) {
      arguments[0] = "changed";
      const first = a;
      a = "again";
      return [first, arguments[0]];
    }
    expect(f("given")).toEqual(["changed", "again"]);
  });

  test("is not mapped in strict functions or with defaults", () => {
    function strict(a) {
      "use strict";
      arguments[0] = 2;
      return a;
    }
    function withDefault(a = 0) {
      arguments[0] = 2;
      return a;
    }
    expect([strict(1), withDefault(1)]).toEqual([1, 1]);
  });

  test("an absent argument is never mapped", () => {
    function f(a) {
      a = 1;
      return arguments[0];
    }
    expect(f()).toBeUndefined();
  });

  test("deleting an element ends its mapping", () => {
    function f(a) {
      delete arguments[0];
      a = 2;
      return arguments[0];
    }
    expect(f(1)).toBeUndefined();
  });
});

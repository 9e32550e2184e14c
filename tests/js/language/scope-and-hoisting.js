describe("scope", () => {
  test("var is hoisted as undefined, functions with their value", () => {
    const seen = [typeof late, typeof declared];
    var late = 1;
    function declared() {}
    expect(seen).toEqual(["undefined", "function"]);
  });

  test("let and const can't be read before their declaration", () => {
    expect(() => {
      early;
      let early = 1;
    }).toThrow(ReferenceError);
    expect(() => {
      typeof early;
      const early = 1;
    }).toThrow(ReferenceError);
  });

  test("a closure may be made before the binding that it reads", () => {
    const read = () => later;
    let later = 7;
    expect(read()).toBe(7);
  });

  test("const can't be assigned", () => {
    const fixed = 1;
    expect(() => {
      fixed = 2;
    }).toThrow(TypeError);
    expect(fixed).toBe(1);
  });

  test("an inner binding shadows the outer one", () => {
    let x = "outer";
    {
      let x = "inner";
      expect(x).toBe("inner");
    }
    expect(x).toBe("outer");
  });

  test("a function expression's own name can't be assigned", () => {
    const f = function self() {
      self = 1;
      return typeof self;
    };
    expect(f()).toBe("function");
  });

  test("functions in blocks are visible after the block in sloppy code", () => {
    const before = typeof inner;
    {
      function inner() {}
    }
    expect([before, typeof inner]).toEqual(["undefined", "function"]);
  });

  test("strict code keeps functions in their block", () => {
    "use strict";
    {
      function hidden() {}
    }
    expect(typeof hidden).toBe("undefined");
  });

  test("an undeclared name is a ReferenceError, but typeof is not", () => {
    expect(() => nowhere).toThrow("nowhere");
    expect(typeof nowhere).toBe("undefined");
  });
});

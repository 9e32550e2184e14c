describe("eval", () => {
  test("gives the value of the last statement", () => {
    expect([eval("1; 2 + 3"), eval("if (true) 'then'; else 'else'"), eval("var unused = 1"), eval("({ a: 1 })").a]).toEqual([5, "then", undefined, 1]);
  });

  test("direct eval sees and changes the scope around it", () => {
    let local = 1;
    eval("local += 41");
    expect(local).toBe(42);
  });

  test("indirect eval sees only the global scope", () => {
    const local = "hidden";
    const indirect = eval;
    expect(indirect("typeof local")).toBe("undefined");
    expect((0, eval)("this")).toBe(globalThis);
  });

  test("var leaks into a sloppy function, let does not", () => {
    const f = () => {
      eval("var leaked = 1; let kept = 2;");
      return [typeof leaked, typeof kept];
    };
    expect(f()).toEqual(["number", "undefined"]);
  });

  test("strict eval keeps everything", () => {
    const f = () => {
      "use strict";
      eval("var own = 1");
      return typeof own;
    };
    expect(f()).toBe("undefined");
  });

  test("what is no string comes back as it is", () => {
    const object = {};
    expect(eval(object)).toBe(object);
  });

  test("bad code is a SyntaxError", () => {
    expect(() => eval("let let = 1")).toThrow(SyntaxError);
    expect(() => eval("a +")).toThrow(SyntaxError);
  });

  test("Function makes functions of the global scope", () => {
    const local = 1;
    expect(new Function("a", "b = 2", "return a + b")(1)).toBe(3);
    expect(Function("return typeof local")()).toBe("undefined");
  });
});

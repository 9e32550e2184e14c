describe("strict code", () => {
  "use strict";
  const isBad = (text) => {
    try {
      new Function(text);
      return false;
    } catch (error) {
      return error instanceof SyntaxError;
    }
  };

  test("assignment to an unknown name throws", () => {
    "use strict";
    expect(() => {
      unknownName = 1;
    }).toThrow(ReferenceError);
  });

  test("writes that can't happen throw", () => {
    "use strict";
    const fixed = Object.freeze({ a: 1 });
    expect(() => (fixed.a = 2)).toThrow(TypeError);
    expect(() => (fixed.b = 2)).toThrow(TypeError);
    expect(() => ("text".x = 1)).toThrow(TypeError);
    expect(() => (undefined.x = 1)).toThrow(TypeError);
  });

  test.each([
    "with (a) {}", "delete a", "var eval", "arguments = 1", "function f(a, a) {}", "010", "'\\01'", "let public",
  ])("%s is a SyntaxError there and nowhere else", (text) => {
    expect(isBad(`"use strict"; ${text}`)).toBe(true);
  });

  test("eval and arguments are no targets", () => {
    "use strict";
    expect(isBad('"use strict"; eval++')).toBe(true);
    expect(isBad("eval++")).toBe(false);
  });

  test("the caller of a function is out of reach", () => {
    "use strict";
    function f() {}
    expect(() => f.caller).toThrow(TypeError);
    expect(() => f.arguments).toThrow(TypeError);
  });
});

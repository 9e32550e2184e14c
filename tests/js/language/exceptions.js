describe("exceptions", () => {
  test("any value can be thrown and caught", () => {
    for (const value of [1, "text", null, undefined, { a: 1 }]) {
      try {
        throw value;
      } catch (caught) {
        expect(caught).toBe(value);
      }
    }
  });

  test("finally runs on every way out", () => {
    const log = [];
    const f = (how) => {
      try {
        if (how === "throw") throw new Error("x");
        if (how === "return") return "returned";
        log.push("end");
      } catch {
        return "caught";
      } finally {
        log.push(how);
      }
    };
    expect([f("throw"), f("return"), f("fall")]).toEqual(["caught", "returned", undefined]);
    expect(log).toEqual(["throw", "return", "end", "fall"]);
  });

  test("return in finally wins over everything", () => {
    const f = () => {
      try {
        throw new Error("lost");
      } finally {
        return "finally";
      }
    };
    expect(f()).toBe("finally");
  });

  test("the value of return is fixed before finally runs", () => {
    let n = 1;
    const f = () => {
      try {
        return n;
      } finally {
        n = 2;
      }
    };
    expect([f(), n]).toEqual([1, 2]);
  });

  test("break in finally swallows an exception", () => {
    let n = 0;
    for (;;) {
      try {
        throw new Error("lost");
      } finally {
        n++;
        break;
      }
    }
    expect(n).toBe(1);
  });

  test("an exception in catch or finally replaces the first", () => {
    expect(() => {
      try {
        throw new Error("first");
      } catch {
        throw new Error("second");
      }
    }).toThrow("second");
    expect(() => {
      try {
        throw new Error("first");
      } finally {
        throw new Error("third");
      }
    }).toThrow("third");
  });

  test("the parameter of catch shadows, var in its block does not", () => {
    var error = "outer";
    try {
      throw "thrown";
    } catch (error) {
      var error = "changed";
      expect(error).toBe("changed");
    }
    expect(error).toBe("outer");
  });

  test("errors have a message, a cause and a stack", () => {
    function failing() {
      return new RangeError("too big", { cause: "why" });
    }
    const error = failing();
    expect([error.name, error.message, error.cause]).toEqual(["RangeError", "too big", "why"]);
    expect(error.stack).toMatch(/^RangeError: too big\n.*failing/);
    expect(Object.hasOwn(new Error("m"), "cause")).toBe(false);
  });

  test("deep recursion is a RangeError that can be caught", () => {
    let depth = 0;
    const dive = () => {
      depth++;
      return dive() + 1;
    };
    expect(dive).toThrow(RangeError);
    expect(depth).toBeGreaterThan(1000);
  });
});

describe("functions", () => {
  test("length counts parameters before the first default", () => {
    expect([((a, b) => {}).length, ((a, b = 1, c) => {}).length, ((...rest) => {}).length]).toEqual([2, 1, 0]);
  });

  test("names come from bindings and keys", () => {
    const arrow = () => {};
    const object = { method() {}, ["com" + "puted"]: () => {}, get value() { return 1; } };
    expect(arrow.name).toBe("arrow");
    expect(object.method.name).toBe("method");
    expect(object.computed.name).toBe("computed");
    expect(Object.getOwnPropertyDescriptor(object, "value").get.name).toBe("get value");
  });

  test("defaults are evaluated from left to right, only for undefined", () => {
    const f = (a, b = a * 2, c = a + b) => [a, b, c];
    expect(f(1)).toEqual([1, 2, 3]);
    expect(f(1, undefined, null)).toEqual([1, 2, null]);
  });

  test("a default can't read a parameter after it", () => {
    expect(() => ((a = b, b = 1) => a)()).toThrow(ReferenceError);
  });

  test("rest takes what is left", () => {
    const f = (first, ...others) => [first, others];
    expect(f(1, 2, 3)).toEqual([1, [2, 3]]);
    expect(f()).toEqual([undefined, []]);
  });

  test("this is the receiver, undefined or the global object", () => {
    const strict = function () {
      "use strict";
      return this;
    };
    const sloppy = function () {
      return this;
    };
    expect(strict()).toBeUndefined();
    expect(sloppy()).toBe(globalThis);
    expect(sloppy.call(1)).toEqual(Object(1));
    expect(strict.call(1)).toBe(1);
    const object = { strict };
    expect(object.strict()).toBe(object);
    expect((0, object.strict)()).toBeUndefined();
  });

  test("arrows take this and arguments from outside", () => {
    function outer() {
      return (() => [this.tag, arguments[0]])("inner");
    }
    expect(outer.call({ tag: "t" }, "outer")).toEqual(["t", "outer"]);
  });

  test("new.target tells construction from a call", () => {
    function F() {
      return new.target === undefined ? "called" : { target: new.target };
    }
    expect(F()).toBe("called");
    expect(new F().target).toBe(F);
  });

  test("a constructor may return another object, but no primitive", () => {
    const other = {};
    function A() {
      return other;
    }
    function B() {
      return 1;
    }
    expect(new A()).toBe(other);
    expect(new B()).toBeInstanceOf(B);
  });

  test("call, apply and bind", () => {
    function join(...parts) {
      return [this.head, ...parts].join("-");
    }
    expect(join.call({ head: "h" }, 1, 2)).toBe("h-1-2");
    expect(join.apply({ head: "h" }, [1, 2])).toBe("h-1-2");
    const bound = join.bind({ head: "h" }, 1);
    expect(bound(2)).toBe("h-1-2");
    expect([bound.name, bound.length]).toEqual(["bound join", 0]);
  });

  test("toString gives the source text", () => {
    function  odd ( a,b ) { return a }
    expect(odd.toString()).toBe("function  odd ( a,b ) { return a }");
    expect(String((x) => x + 1)).toBe("(x) => x + 1");
  });
});

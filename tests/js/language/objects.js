describe("object literals", () => {
  test("shorthand, computed keys and methods", () => {
    const x = 1;
    const object = { x, ["y" + 1]: 2, method() { return this.x; }, async *later() {} };
    expect([object.x, object.y1, object.method()]).toEqual([1, 2, 1]);
  });

  test("keys come in order: integers, strings, symbols", () => {
    const symbol = Symbol("s");
    const object = { b: 1, [symbol]: 2, 10: 3, a: 4, 9: 5, "01": 6 };
    expect(Reflect.ownKeys(object)).toEqual(["9", "10", "b", "a", "01", symbol]);
  });

  test("getters and setters", () => {
    const log = [];
    const object = {
      stored: 1,
      get value() {
        log.push("get");
        return this.stored;
      },
      set value(next) {
        log.push("set");
        this.stored = next;
      },
    };
    object.value += 5;
    object.value++;
    expect([object.stored, log]).toEqual([7, ["get", "set", "get", "set"]]);
  });

  test("a getter alone makes assignment fail, in strict code loudly", () => {
    const object = { get fixed() { return 1; } };
    object.fixed = 2;
    expect(object.fixed).toBe(1);
    expect(() => {
      "use strict";
      object.fixed = 2;
    }).toThrow(TypeError);
  });

  test("__proto__: sets the prototype, [\"__proto__\"] a property", () => {
    const base = { inherited: true };
    expect({ __proto__: base }.inherited).toBe(true);
    expect(Object.hasOwn({ ["__proto__"]: base }, "__proto__")).toBe(true);
    const __proto__ = base;
    expect(Object.hasOwn({ __proto__ }, "__proto__")).toBe(true);
  });

  test("a later key wins, at the place of the first", () => {
    expect(Object.entries({ a: 1, b: 2, a: 3 })).toEqual([["a", 3], ["b", 2]]);
  });

  test("delete removes and in finds", () => {
    const object = { a: 1, b: undefined };
    expect([delete object.a, "a" in object, "b" in object, "toString" in object]).toEqual([true, false, true, true]);
    expect(delete object.missing).toBe(true);
    const frozen = Object.freeze({ x: 1 });
    expect(delete frozen.x).toBe(false);
    expect(() => {
      "use strict";
      delete frozen.x;
    }).toThrow(TypeError);
  });
});

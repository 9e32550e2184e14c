import whole, { count, increment, renamed as other } from "./fixtures/counter.mjs";
import * as namespace from "./fixtures/counter.mjs";
import { deep } from "./fixtures/reexport.mjs";

describe("imports and exports", () => {
  test("bindings are live", () => {
    const before = count;
    increment();
    expect([count - before, namespace.count - before]).toEqual([1, 1]);
  });

  test("imports can't be assigned", () => {
    expect(() => {
      count = 1;
    }).toThrow(TypeError);
  });

  test("default, renamed and re-exported names", () => {
    expect([whole(), other, deep]).toEqual(["default", "renamed", "renamed"]);
  });

  test("a namespace is a sorted, sealed view", () => {
    expect(Object.keys(namespace)).toEqual(["count", "default", "increment", "renamed"]);
    expect(Object.prototype.toString.call(namespace)).toBe("[object Module]");
    expect(Reflect.set(namespace, "count", 5)).toBe(false);
    expect(Object.getPrototypeOf(namespace)).toBeNull();
  });

  test("modules are strict, with undefined as this", () => {
    expect((function () { return this; })()).toBeUndefined();
    expect(() => {
      undeclared = 1;
    }).toThrow(ReferenceError);
  });

  test("import.meta", () => {
    expect(import.meta.url).toMatch(/exports\.mjs$/);
  });
});

// What object literals make, whichever way they are compiled.

describe("an object literal", () => {
  const make = (x, y) => ({ x, y, z: x + y });

  test("has its properties in order, in each of its objects", () => {
    for (let i = 0; i < 3; i++) {
      const object = make(i, 2);
      expect(Object.entries(object)).toEqual([["x", i], ["y", 2], ["z", i + 2]]);
      expect(Object.getOwnPropertyDescriptor(object, "z")).toEqual({
        value: i + 2,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  });

  test("evaluates its values in order, before anything sees it", () => {
    const seen = [];
    const note = (value) => (seen.push(value), value);
    for (let i = 0; i < 2; i++) ({ b: note(1), a: note(2), c: note(3) });
    expect(seen).toEqual([1, 2, 3, 1, 2, 3]);
    const fails = () => ({ a: note(4), b: missing.thing, c: note(5) });
    expect(fails).toThrow(ReferenceError);
    expect(seen.at(-1)).toBe(4);
  });

  test("names functions by their keys", () => {
    const { f, g, C } = { f: () => 1, g: function () {}, C: class {} };
    expect([f.name, g.name, C.name]).toEqual(["f", "g", "C"]);
  });

  test("takes the last of two values with one key, and indices come first", () => {
    for (let i = 0; i < 2; i++) {
      expect(Object.entries({ a: 1, b: 2, a: i })).toEqual([["a", i], ["b", 2]]);
      expect(Object.keys({ b: 1, 2: 1, a: 1, 1: 1 })).toEqual(["1", "2", "b", "a"]);
      expect(Object.keys({ __proto__: null, a: 1 })).toEqual(["a"]);
      const __proto__ = 5;
      expect(Object.keys({ __proto__, a: 1 })).toEqual(["__proto__", "a"]);
    }
  });

  test("may hold itself, what yields, and more than a few properties", () => {
    let self = { kept: 1 };
    self = { self, twice: self.kept };
    expect(self.self.kept).toBe(1);
    function* steps() {
      return { a: yield 1, b: yield 2, c: [yield 3] };
    }
    const it = steps();
    it.next();
    it.next("A");
    it.next("B");
    expect(it.next("C").value).toEqual({ a: "A", b: "B", c: ["C"] });
    const keys = Array.from({ length: 40 }, (_, i) => `k${i}`);
    for (const count of [1, 4, 5, 15, 16, 17, 40]) {
      const make = Function(`return { ${keys.slice(0, count).map((k, i) => `${k}: ${i}`)} }`);
      for (let i = 0; i < 3; i++) expect(Object.values(make())).toEqual([...Array(count).keys()]);
    }
  });

  test("is not bound by what became of its earlier objects", () => {
    const objects = [];
    for (let i = 0; i < 6; i++) {
      const object = make(i, i);
      if (i === 0) delete object.x;
      if (i === 1) object.more = 1;
      if (i === 2) Object.setPrototypeOf(object, null);
      if (i === 3) Object.freeze(object);
      objects.push(object);
    }
    expect(Object.keys(objects[5])).toEqual(["x", "y", "z"]);
    expect(Object.getPrototypeOf(objects[4])).toBe(Object.prototype);
    expect(Object.isFrozen(objects[4])).toBe(false);
  });

  test("does not ask setters and prototypes", () => {
    let calls = 0;
    Object.defineProperty(Object.prototype, "trap", { configurable: true, set: () => calls++ });
    for (let i = 0; i < 3; i++) expect({ trap: i, other: 1 }.trap).toBe(i);
    delete Object.prototype.trap;
    expect(calls).toBe(0);
  });
});

describe("property access", () => {
  test("keys become strings, integers address elements", () => {
    const object = {};
    object[1] = "one";
    object["2"] = "two";
    object[1.5] = "float";
    object[null] = "null";
    object[{ toString: () => "obj" }] = "object";
    expect(object).toEqual({ 1: "one", 2: "two", "1.5": "float", null: "null", obj: "object" });
  });

  test("one place reads objects of many shapes", () => {
    const read = (object) => object.v;
    const shapes = [];
    for (let i = 0; i < 20; i++) {
      const object = {};
      for (let j = 0; j < i; j++) object["p" + j] = j;
      object.v = i;
      shapes.push(object);
    }
    expect(shapes.map(read)).toEqual(shapes.map((_, i) => i));
    expect(shapes.map(read).reverse()[0]).toBe(19);
  });

  test("primitives borrow their prototype's properties", () => {
    expect(["abc".length, "abc"[1], (5).toFixed(1), true.toString()]).toEqual([3, "b", "5.0", "true"]);
    const n = 5;
    n.extra = 1;
    expect(n.extra).toBeUndefined();
  });

  test("null and undefined tell what was read", () => {
    const object = {};
    expect(() => object.missing.deep).toThrow("deep");
    expect(() => null.x).toThrow(TypeError);
    expect(() => object.nothing()).toThrow("nothing");
  });

  test("objects with very many properties", () => {
    const object = {};
    for (let i = 0; i < 2000; i++) object["key" + i] = i;
    for (let i = 0; i < 2000; i += 2) delete object["key" + i];
    expect([Object.keys(object).length, object.key1999, object.key1998]).toEqual([1000, 1999, undefined]);
  });

  test("an object can be changed while its keys are visited", () => {
    const object = { a: 1, b: 2 };
    for (const key of Object.keys(object)) {
      object[key + key] = object[key];
      delete object[key];
    }
    expect(object).toEqual({ aa: 1, bb: 2 });
  });
});

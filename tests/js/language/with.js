describe("with", () => {
  test("looks names up in the object first", () => {
    const object = { x: "object" };
    const y = "outer";
    with (object) {
      expect([x, y]).toEqual(["object", "outer"]);
      x = "changed";
    }
    expect(object.x).toBe("changed");
  });

  test("a method is called with the object as this", () => {
    const object = { name: "o", who() { return this.name; } };
    with (object) {
      expect(who()).toBe("o");
    }
  });

  test("Symbol.unscopables hides names", () => {
    const values = "outer";
    with ([]) {
      expect(values).toBe("outer");
    }
  });

  test("a name that is deleted while it is assigned comes back", () => {
    const object = { x: 1 };
    with (object) {
      x = (delete object.x, 2);
    }
    expect(object.x).toBe(2);
  });

  test("closures keep the object", () => {
    const object = { v: 1 };
    let read;
    with (object) {
      read = () => v;
    }
    object.v = 2;
    expect(read()).toBe(2);
  });
});

describe("super", () => {
  test("starts at the prototype of the home object, not of this", () => {
    const base = { hello() { return "base " + this.name; } };
    const derived = {
      __proto__: base,
      name: "derived",
      hello() {
        return "> " + super.hello();
      },
    };
    const other = { name: "other", hello: derived.hello };
    expect(derived.hello()).toBe("> base derived");
    expect(other.hello()).toBe("> base other");
  });

  test("follows changes of the prototype", () => {
    const object = { read() { return super.value; } };
    Object.setPrototypeOf(object, { value: 1 });
    expect(object.read()).toBe(1);
    Object.setPrototypeOf(object, { value: 2 });
    expect(object.read()).toBe(2);
  });

  test("assignment goes to this", () => {
    class A {}
    class B extends A {
      set() {
        super.x = 5;
        return [Object.hasOwn(this, "x"), Object.hasOwn(A.prototype, "x")];
      }
    }
    expect(new B().set()).toEqual([true, false]);
  });

  test("works in accessors, statics and arrows", () => {
    class A {
      get value() {
        return 1;
      }
      static make() {
        return "A";
      }
      list() {
        return ["a"];
      }
    }
    class B extends A {
      get value() {
        return super.value + 1;
      }
      static make() {
        return super.make() + "B";
      }
      list() {
        return (() => [...super.list(), "b"])();
      }
    }
    expect([new B().value, B.make(), new B().list()]).toEqual([2, "AB", ["a", "b"]]);
  });

  test("a constructor passes new.target up", () => {
    class A {
      constructor() {
        this.made = new.target.name;
      }
    }
    class B extends A {}
    expect(new B().made).toBe("B");
  });

  test("a default constructor passes all arguments on", () => {
    class A {
      constructor(...args) {
        this.args = args;
      }
    }
    class B extends A {}
    expect(new B(1, 2, 3).args).toEqual([1, 2, 3]);
  });
});

describe("class fields", () => {
  test("are defined on each instance, in order", () => {
    let n = 0;
    class A {
      first = ++n;
      second = this.first * 10;
      ["com" + "puted"] = "yes";
      empty;
    }
    expect({ ...new A() }).toEqual({ first: 1, second: 10, computed: "yes", empty: undefined });
    expect(new A().first).toBe(2);
  });

  test("run after super returns", () => {
    const order = [];
    class Base {
      constructor() {
        order.push("base");
      }
    }
    class Derived extends Base {
      field = order.push("field");
      constructor() {
        order.push("before");
        super();
        order.push("after");
      }
    }
    new Derived();
    expect(order).toEqual(["before", "base", "field", "after"]);
  });

  test("define and do not assign", () => {
    class Base {
      set value(_) {
        throw new Error("the setter must not run");
      }
    }
    class Derived extends Base {
      value = 1;
    }
    expect(new Derived().value).toBe(1);
  });

  test("arrows in fields keep the instance", () => {
    class Button {
      label = "ok";
      click = () => this.label;
    }
    const { click } = new Button();
    expect(click()).toBe("ok");
  });

  test("static fields and blocks run once, with the class as this", () => {
    class Registry {
      static items = ["a"];
      static {
        this.items.push("b");
        Registry.size = this.items.length;
      }
      static count = Registry.size + 1;
    }
    expect([Registry.items, Registry.count]).toEqual([["a", "b"], 3]);
  });
});

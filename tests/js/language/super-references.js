test("the base of super is found before the key is converted", () => {
  const first = { p: 1 }, second = { p: 2 };
  const object = {
    __proto__: first,
    read() {
      return super[{ toString() { Object.setPrototypeOf(object, second); return "p"; } }];
    },
  };
  expect(object.read()).toBe(1);
});

test("the parent constructor is found before the arguments are evaluated", () => {
  class First { constructor() { this.made = "first"; } }
  class Second { constructor() { this.made = "second"; } }
  class Child extends First {
    constructor() { super(Object.setPrototypeOf(Child, Second)); }
  }
  expect(new Child().made).toBe("first");
});

test("a parent that is no constructor is refused after the arguments", () => {
  const log = [];
  class Child extends Object {
    constructor() { super(log.push("argument")); }
  }
  Object.setPrototypeOf(Child, () => {});
  expect(() => new Child()).toThrow(TypeError);
  expect(log).toEqual(["argument"]);
});

describe("accessors", () => {
  test("are inherited and run on the receiver", () => {
    const base = {
      get full() {
        return `${this.first} ${this.last}`;
      },
      set full(text) {
        [this.first, this.last] = text.split(" ");
      },
    };
    const person = Object.create(base);
    person.full = "Ada Lovelace";
    expect([person.full, Object.keys(person)]).toEqual(["Ada Lovelace", ["first", "last"]]);
  });

  test("can be replaced by a plain property on the way", () => {
    const lazy = {
      get value() {
        const value = "made once";
        Object.defineProperty(this, "value", { value });
        return value;
      },
    };
    expect([lazy.value, lazy.value]).toEqual(["made once", "made once"]);
    expect(Object.getOwnPropertyDescriptor(lazy, "value").get).toBeUndefined();
  });

  test("appear when a plain property is redefined, also for code that ran before", () => {
    const read = (object) => object.x;
    const object = { x: 1 };
    const before = [read(object), read(object), read(object)];
    Object.defineProperty(object, "x", { get: () => "got" });
    expect([...before, read(object)]).toEqual([1, 1, 1, "got"]);
  });

  test("a setter alone reads as undefined", () => {
    const object = { set only(_) {} };
    expect(object.only).toBeUndefined();
  });

  test("exceptions pass through", () => {
    const object = { get broken() { throw new RangeError("getter"); } };
    expect(() => object.broken).toThrow(RangeError);
    expect(() => ({ ...object })).toThrow("getter");
  });

  test("a change of a prototype is seen by code that ran before", () => {
    class A {}
    const object = new A();
    const read = () => object.late;
    expect([read(), read()]).toEqual([undefined, undefined]);
    A.prototype.late = "now";
    expect(read()).toBe("now");
    object.late = "own";
    expect(read()).toBe("own");
    delete object.late;
    expect(read()).toBe("now");
  });
});

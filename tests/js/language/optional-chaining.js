describe("optional chaining", () => {
  const user = { name: "Ada", address: { city: "London" }, greet() { return `hi ${this.name}`; } };

  test("gives undefined for null and undefined", () => {
    const nothing = null;
    expect([user?.address?.city, nothing?.address, user.job?.title]).toEqual(["London", undefined, undefined]);
  });

  test("skips the whole rest of the chain", () => {
    let ran = 0;
    const nothing = undefined;
    expect(nothing?.a.b.c[ran++].d(ran++)).toBeUndefined();
    expect(ran).toBe(0);
  });

  test("calls keep their receiver", () => {
    expect([user.greet?.(), user?.["greet"]?.(), user.missing?.()]).toEqual(["hi Ada", "hi Ada", undefined]);
    expect((user?.greet)()).toBe("hi Ada");
  });

  test("a function that is there but not callable throws", () => {
    expect(() => user.name?.()).toThrow(TypeError);
  });

  test("delete of a chain that ends early is true", () => {
    const object = { a: { b: 1 } };
    expect([delete object?.a?.b, delete object.x?.y, object]).toEqual([true, true, { a: {} }]);
  });
});

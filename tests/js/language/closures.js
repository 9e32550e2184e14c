describe("closures", () => {
  test("a function keeps the bindings around it alive", () => {
    const counter = () => {
      let n = 0;
      return { up: () => ++n, value: () => n };
    };
    const [a, b] = [counter(), counter()];
    a.up();
    a.up();
    b.up();
    expect([a.value(), b.value()]).toEqual([2, 1]);
  });

  test("each iteration of a let loop has its own binding", () => {
    const readers = [];
    for (let i = 0; i < 3; i++) readers.push(() => i);
    expect(readers.map((read) => read())).toEqual([0, 1, 2]);
  });

  test("a binding changed in the body is copied to the next iteration", () => {
    const readers = [];
    for (let i = 0; i < 6; i++) {
      readers.push(() => i);
      i++;
    }
    expect(readers.map((read) => read())).toEqual([1, 3, 5]);
  });

  test("all iterations of a var loop share one binding", () => {
    const readers = [];
    for (var i = 0; i < 3; i++) readers.push(() => i);
    expect(readers.map((read) => read())).toEqual([3, 3, 3]);
  });

  test("for-of and for-in bind anew as well", () => {
    const readers = [];
    for (const value of ["a", "b"]) readers.push(() => value);
    for (const key in { c: 1, d: 2 }) readers.push(() => key);
    expect(readers.map((read) => read()).join("")).toBe("abcd");
  });

  test("closures of one scope see each other's writes", () => {
    let shared = 1;
    const double = () => (shared *= 2);
    const read = () => shared;
    double();
    double();
    expect(read()).toBe(4);
  });

  test("parameters are bindings too", () => {
    const adder = (a) => (b) => (c) => a + b + c;
    expect(adder(1)(20)(300)).toBe(321);
  });
});

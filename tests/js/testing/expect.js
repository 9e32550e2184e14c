// What `expect` says: each matcher holds, and its negation does not.
const fails = (run, part) => {
  let error;
  try {
    run();
  } catch (thrown) {
    error = thrown;
  }
  if (error === undefined) throw new Error("the assertion holds");
  if (!String(error.message).includes(part)) throw new Error(`${error.message} does not say ${part}`);
};

describe("equality", () => {
  test("toBe is Object.is", () => {
    expect(NaN).toBe(NaN);
    expect(0).not.toBe(-0);
    fails(() => expect({}).toBe({}), "to be {}");
  });
  test("toEqual passes over undefined properties, toStrictEqual does not", () => {
    expect({ a: undefined, b: 2 }).toEqual({ b: 2 });
    expect({ a: undefined, b: 2 }).not.toStrictEqual({ b: 2 });
    expect([, 1]).toEqual([undefined, 1]);
    expect([, 1]).not.toStrictEqual([undefined, 1]);
  });
  test("toStrictEqual sees the class", () => {
    class A { x = 1; }
    expect(new A()).toEqual({ x: 1 });
    expect(new A()).not.toStrictEqual({ x: 1 });
  });
  test("cycles are compared", () => {
    const make = () => {
      const o = { n: 1 };
      o.self = o;
      return o;
    };
    expect(make()).toEqual(make());
  });
  test("maps and sets in any order", () => {
    expect(new Map([[1, { a: 1 }], [2, 2]])).toEqual(new Map([[2, 2], [1, { a: 1 }]]));
    expect(new Set([{ a: 1 }, 2])).toEqual(new Set([2, { a: 1 }]));
    expect(new Set([1])).not.toEqual(new Set([2]));
  });
  test("dates, regular expressions, buffers", () => {
    expect(new Date(1)).toEqual(new Date(1));
    expect(/a/g).not.toEqual(/a/i);
    expect(new Uint8Array([1, 2])).toEqual(new Uint8Array([1, 2]));
    expect(new Uint8Array([1]).buffer).not.toEqual(new Uint8Array([2]).buffer);
  });
  test("errors by name, message and cause", () => {
    expect(new Error("a", { cause: 1 })).toEqual(new Error("a", { cause: 1 }));
    expect(new Error("a")).not.toEqual(new TypeError("a"));
  });
  test("toMatchObject looks at a part", () => {
    expect({ a: { b: 1, c: 2 }, d: [1, { e: 2, f: 3 }] }).toMatchObject({ a: { b: 1 }, d: [1, { e: 2 }] });
    expect({ a: 1 }).not.toMatchObject({ a: 1, b: 2 });
  });
});

describe("values", () => {
  test("undefined, null, truth", () => {
    expect(undefined).toBeUndefined();
    expect(0).toBeDefined();
    expect(null).toBeNull();
    expect(undefined).toBeNullable();
    expect("a").toBeTruthy();
    expect("").toBeFalsy();
    expect(NaN).toBeNaN();
    fails(() => expect(1).toBeUndefined(), "expected 1 to be undefined");
  });
  test("numbers", () => {
    expect(2).toBeGreaterThan(1);
    expect(2n).toBeGreaterThanOrEqual(2n);
    expect(1).toBeLessThan(1.5);
    expect(1).toBeLessThanOrEqual(1);
    expect(0.1 + 0.2).toBeCloseTo(0.3, 10);
    expect(1.2).not.toBeCloseTo(1.3);
  });
  test("text and lists", () => {
    expect("banana").toContain("nan");
    expect([1, 2]).toContain(2);
    expect([{ a: 1 }]).toContainEqual({ a: 1 });
    expect([{ a: 1 }]).not.toContain({ a: 1 });
    expect("abc").toMatch(/b/);
    expect("abc").toMatch("bc");
    expect([1, 2, 3]).toHaveLength(3);
    expect("ab").not.toHaveLength(3);
  });
  test("properties by path", () => {
    const object = { a: { b: [{ c: 1 }] }, "x.y": 2 };
    expect(object).toHaveProperty("a.b[0].c");
    expect(object).toHaveProperty("a.b.0.c", 1);
    expect(object).toHaveProperty(["a", "b"], [{ c: 1 }]);
    expect(object).toHaveProperty("x.y", 2);
    expect(object).not.toHaveProperty("a.z");
  });
  test("classes and types", () => {
    expect([]).toBeInstanceOf(Array);
    expect("").toBeTypeOf("string");
    expect(2).toBeOneOf([1, 2]);
    expect(4).toSatisfy((n) => n % 2 === 0);
  });
  test("a message of one's own", () => {
    fails(() => expect(1, "the answer").toBe(2), "the answer: expected 1 to be 2");
  });
});

describe("errors", () => {
  const bad = () => {
    throw new RangeError("too far");
  };
  test("toThrow by class, text, pattern, value", () => {
    expect(bad).toThrow();
    expect(bad).toThrow(RangeError);
    expect(bad).toThrow("far");
    expect(bad).toThrow(/^too/);
    expect(bad).toThrow(new RangeError("too far"));
    expect(() => {}).not.toThrow();
    fails(() => expect(bad).toThrow(TypeError), "to throw an instance of TypeError");
  });
  test("promises", async () => {
    await expect(Promise.resolve(1)).resolves.toBe(1);
    await expect(Promise.reject(new Error("no"))).rejects.toThrow("no");
    await expect(async () => bad()).rejects.toThrow(RangeError);
    await expect(expect(Promise.reject(1)).resolves.toBe(1)).rejects.toThrow("it was rejected with 1");
    await expect(expect(Promise.resolve(1)).rejects.toBe(1)).rejects.toThrow("it resolved to 1");
  });
});

describe("asymmetric matchers", () => {
  test("stand anywhere in a value", () => {
    expect({ id: 7, name: "Ada", at: new Date(), tags: ["a", "b"], pi: 3.14159 }).toEqual({
      id: expect.any(Number), name: expect.stringMatching(/^A/), at: expect.any(Date),
      tags: expect.arrayContaining(["b"]), pi: expect.closeTo(3.14, 2),
    });
    expect({ a: { b: 1, c: 2 } }).toEqual({ a: expect.objectContaining({ b: 1 }) });
    expect(["x"]).toEqual([expect.anything()]);
    expect([null]).not.toEqual([expect.anything()]);
    expect("abc").toEqual(expect.stringContaining("b"));
  });
  test("have a negation", () => {
    expect({ a: "x" }).toEqual({ a: expect.not.stringContaining("y") });
    expect([1]).toEqual(expect.not.arrayContaining([2]));
  });
  test("are named in a failure", () => {
    fails(() => expect({ a: 1 }).toEqual({ a: expect.any(String) }), "{ a: Any { expected: [Function: String] } }");
  });
});

describe("extensions", () => {
  expect.extend({
    toBeEven(received) {
      return { pass: received % 2 === 0, message: () => `${received} is ${this.isNot ? "" : "not "}even` };
    },
    async toBeSoon(received) {
      return { pass: (await received) === "soon", message: () => "late" };
    },
  });
  test("are matchers, and asymmetric ones", () => {
    expect(2).toBeEven();
    expect(1).not.toBeEven();
    expect({ n: 4 }).toEqual({ n: expect.toBeEven() });
    fails(() => expect(1).toBeEven(), "1 is not even");
    fails(() => expect(2).not.toBeEven(), "2 is even");
  });
  test("may be async", async () => {
    await expect(Promise.resolve("soon")).toBeSoon();
    await expect(expect(Promise.resolve("no")).toBeSoon()).rejects.toThrow("late");
  });
});

describe("counting", () => {
  test("assertions", () => {
    expect.assertions(2);
    expect(1).toBe(1);
    expect(2).toBe(2);
  });
  test.fails("fewer than announced", () => {
    expect.assertions(2);
    expect(1).toBe(1);
  });
  test.fails("none although some were announced", () => {
    expect.hasAssertions();
  });
  test.fails("a soft one goes on and fails in the end", () => {
    expect.soft(1).toBe(2);
    expect(1).toBe(1);
  });
  test("expect of the context belongs to the test", ({ expect: own, task }) => {
    own.assertions(1);
    own(task.name).toBe("expect of the context belongs to the test");
  });
  test("poll waits until it holds", async () => {
    let n = 0;
    await expect.poll(() => ++n, { interval: 1 }).toBe(3);
    expect(n).toBe(3);
  });
});

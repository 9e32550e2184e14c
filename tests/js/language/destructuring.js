describe("destructuring", () => {
  test("arrays by position, with holes and rest", () => {
    const [a, , b, ...rest] = [1, 2, 3, 4, 5];
    expect([a, b, rest]).toEqual([1, 3, [4, 5]]);
  });

  test("objects by key, with new names and rest", () => {
    const { a, b: { c: deep }, ...rest } = { a: 1, b: { c: 2 }, d: 3, e: 4 };
    expect([a, deep, rest]).toEqual([1, 2, { d: 3, e: 4 }]);
  });

  test("defaults apply to undefined alone and run only then", () => {
    let ran = 0;
    const { a = ++ran, b = ++ran, c = ++ran } = { a: null, b: 0 };
    expect([a, b, c, ran]).toEqual([null, 0, 1, 1]);
  });

  test("keys may be computed", () => {
    const key = "dynamic";
    const { [key]: value, ["x" + 1]: x1 = "none" } = { dynamic: "found" };
    expect([value, x1]).toEqual(["found", "none"]);
  });

  test("assignment patterns write to any target", () => {
    const target = { list: [] };
    let a, b;
    [target.x, target.list[0], a = 9] = [1, 2];
    ({ y: target["y"], b } = { y: 3, b: 4 });
    expect([target, a, b]).toEqual([{ x: 1, list: [2], y: 3 }, 9, 4]);
    expect(([a, b] = [b, a])).toEqual([4, 9]);
    expect([a, b]).toEqual([4, 9]);
  });

  test("parameters may be patterns", () => {
    const area = ({ width = 1, height = width } = {}) => width * height;
    expect([area(), area({ width: 3 }), area({ width: 2, height: 5 })]).toEqual([1, 9, 10]);
  });

  test("null and undefined have no properties", () => {
    expect(() => {
      const { x } = null;
    }).toThrow(TypeError);
    expect(() => {
      const [] = undefined;
    }).toThrow(TypeError);
    expect(() => {
      const {} = undefined;
    }).toThrow(TypeError);
  });

  test("an iterator that is not exhausted is closed", () => {
    let closed = 0;
    const source = {
      [Symbol.iterator]: () => ({
        next: () => ({ value: 1, done: false }),
        return: () => (closed++, {}),
      }),
    };
    const [a, b] = source;
    expect([a, b, closed]).toEqual([1, 1, 1]);
  });

  test("in loops and catch clauses", () => {
    const seen = [];
    for (const [key, { v }] of new Map([["a", { v: 1 }], ["b", { v: 2 }]])) seen.push(key + v);
    try {
      throw { code: 404, text: "not found" };
    } catch ({ code, text }) {
      seen.push(code, text);
    }
    expect(seen).toEqual(["a1", "b2", 404, "not found"]);
  });

  test("anonymous functions get the name of their target", () => {
    const { f = () => {} } = {};
    const [g = class {}] = [];
    expect([f.name, g.name]).toEqual(["f", "g"]);
  });
});

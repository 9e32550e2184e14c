describe("symbols", () => {
  test("are unique, registered ones are shared", () => {
    expect(Symbol("a")).not.toBe(Symbol("a"));
    expect(Symbol.for("a")).toBe(Symbol.for("a"));
    expect([Symbol("d").description, Symbol().description, Symbol.keyFor(Symbol.for("k"))]).toEqual(["d", undefined, "k"]);
  });

  test("as keys are found neither by names nor by JSON", () => {
    const key = Symbol("key");
    const object = { [key]: 1, plain: 2 };
    expect([object[key], Object.keys(object), JSON.stringify(object)]).toEqual([1, ["plain"], '{"plain":2}']);
    expect(Object.getOwnPropertySymbols(object)).toEqual([key]);
  });

  test("are not converted silently", () => {
    expect(() => Symbol() + "").toThrow(TypeError);
    expect(() => +Symbol()).toThrow(TypeError);
    expect(String(Symbol("s"))).toBe("Symbol(s)");
    expect(() => new Symbol()).toThrow(TypeError);
  });

  test("well-known ones hook into the language", () => {
    const list = { length: 1, 0: "x", [Symbol.isConcatSpreadable]: true };
    expect([1].concat(list)).toEqual([1, "x"]);
    expect(String({ [Symbol.toStringTag]: "Custom" })).toBe("[object Custom]");
    const matcher = { [Symbol.match]: (text) => `matched ${text}` };
    expect("abc".match(matcher)).toBe("matched abc");
  });
});

test("symbols are unique, registered ones are shared", () => {
  expect(Symbol("a") === Symbol("a")).toBe(false);
  expect(Symbol.for("a") === Symbol.for("a")).toBe(true);
  expect(Symbol.keyFor(Symbol.for("a"))).toBe("a");
  expect(Symbol.keyFor(Symbol.iterator)).toBe(undefined);
  expect(() => Symbol.keyFor("a")).toThrow(TypeError);
});

test("description and text", () => {
  expect(Symbol().description).toBe(undefined);
  expect(Symbol("").description).toBe("");
  expect(Symbol("x").toString()).toBe("Symbol(x)");
  expect(String(Symbol.iterator)).toBe("Symbol(Symbol.iterator)");
});

test("a symbol converts to nothing by itself", () => {
  expect(() => new Symbol()).toThrow(TypeError);
  expect(() => Symbol() + "").toThrow(TypeError);
  expect(() => +Symbol()).toThrow(TypeError);
  expect(Object(Symbol.iterator) == Symbol.iterator).toBe(true);
});

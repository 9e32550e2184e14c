test("joins name and message", () => {
  expect(String(new TypeError("m"))).toBe("TypeError: m");
  expect(String(new TypeError())).toBe("TypeError");
  expect(Error.prototype.toString.call({ name: "", message: "m" })).toBe("m");
  expect(Error.prototype.toString.call({})).toBe("Error");
  expect(() => Error.prototype.toString.call("e")).toThrow(TypeError);
});

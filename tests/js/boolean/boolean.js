test("a Boolean object is always true", () => {
  expect(new Boolean(false) ? 1 : 2).toBe(1);
  expect(new Boolean(false).valueOf()).toBe(false);
  expect(Boolean("")).toBe(false);
  expect(Boolean(0n)).toBe(false);
  expect(() => Boolean.prototype.toString.call("true")).toThrow(TypeError);
  expect(Boolean.prototype.valueOf()).toBe(false);
});

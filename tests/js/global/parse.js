test("parseInt", () => {
  expect(parseInt(" 42px")).toBe(42);
  expect(parseInt("0x1F")).toBe(31);
  expect(parseInt("z", 36)).toBe(35);
  expect(parseInt("12", 1)).toBe(NaN);
  expect(Object.is(parseInt("-0"), -0)).toBe(true);
  expect(parseInt(5, 2)).toBe(NaN);
  expect(parseInt(1e21)).toBe(1);
});

test("parseFloat", () => {
  expect(parseFloat("3.14abc")).toBe(3.14);
  expect(parseFloat(".5.5")).toBe(0.5);
  expect(parseFloat("-Infinityx")).toBe(-Infinity);
  expect(parseFloat("e5")).toBe(NaN);
});

test("eval under another name sees the global scope only", () => {
  const local = 1;
  expect((0, eval)("typeof local")).toBe("undefined");
  expect(eval("local")).toBe(1);
  expect(eval(5)).toBe(5);
  expect(() => eval("(")).toThrow(SyntaxError);
});

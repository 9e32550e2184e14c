test("conversion takes integers only", () => {
  expect(BigInt("0xff")).toBe(255n);
  expect(BigInt(" -12 ")).toBe(-12n);
  expect(BigInt(2 ** 60)).toBe(2n ** 60n);
  expect(() => BigInt(1.5)).toThrow(RangeError);
  expect(() => BigInt("1.5")).toThrow(SyntaxError);
  expect(() => BigInt(undefined)).toThrow(TypeError);
  expect(() => new BigInt(1)).toThrow(TypeError);
});

test("asIntN and asUintN wrap", () => {
  expect(BigInt.asIntN(8, 255n)).toBe(-1n);
  expect(BigInt.asUintN(8, -1n)).toBe(255n);
  expect(BigInt.asIntN(0, 5n)).toBe(0n);
  expect(() => BigInt.asUintN(-1, 1n)).toThrow(RangeError);
  expect(() => BigInt.asUintN(2 ** 53 - 1, -1n)).toThrow(RangeError);
});

test("bits are converted before the BigInt", () => {
  const log = [];
  BigInt.asIntN({ valueOf() { log.push("bits"); return 1; } }, { valueOf() { log.push("int"); return 1n; } });
  expect(log).toEqual(["bits", "int"]);
});

test("text in a radix", () => {
  expect((255n).toString(16)).toBe("ff");
  expect((-255n).toString(2)).toBe("-11111111");
  expect(() => (1n).toString(1)).toThrow(RangeError);
});

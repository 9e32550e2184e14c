describe("equality and comparison", () => {
  test("strict equality compares without conversion", () => {
    expect([1 === 1, "1" === 1, NaN === NaN, 0 === -0, null === undefined]).toEqual([true, false, false, true, false]);
  });

  test("loose equality converts", () => {
    expect(["1" == 1, true == 1, null == undefined, null == 0, "" == 0, [1] == 1, "b" == { toString: () => "b" }]).toEqual([true, true, true, false, true, true, true]);
    expect([1n == 1, "2" == 2n, 1n == 1.5]).toEqual([true, true, false]);
  });

  test("strings compare by code unit, mixed operands as numbers", () => {
    expect(["a" < "b", "B" < "a", "10" < "9", "10" < 9, "a" < 1, null >= 0]).toEqual([true, true, true, false, false, true]);
    expect([1n < 2, 2n > "1", 1n < NaN]).toEqual([true, true, false]);
  });

  test("undefined and NaN are neither less nor greater", () => {
    expect([undefined < 1, undefined >= 1, NaN <= NaN]).toEqual([false, false, false]);
  });

  test("objects are converted by Symbol.toPrimitive, valueOf, toString", () => {
    const hints = [];
    const object = { [Symbol.toPrimitive]: (hint) => (hints.push(hint), 5) };
    expect([object + 1, object * 2, `${object}`, object > 4, object == 5]).toEqual([6, 10, "5", true, true]);
    expect(hints).toEqual(["default", "number", "string", "number", "default"]);
  });

  test("instanceof walks the chain or asks Symbol.hasInstance", () => {
    class Even {
      static [Symbol.hasInstance](n) {
        return n % 2 === 0;
      }
    }
    expect([[] instanceof Array, [] instanceof Object, 2 instanceof Even, 3 instanceof Even]).toEqual([true, true, true, false]);
    expect(() => ({}) instanceof {}).toThrow(TypeError);
  });
});

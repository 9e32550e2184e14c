describe("operators", () => {
  test("precedence and associativity", () => {
    expect(2 + 3 * 4 ** 2 / 8 % 5).toBe(3);
    expect(2 ** 3 ** 2).toBe(512);
    expect((-2) ** 2).toBe(4);
    expect(1 + 2 + "3" + 4 + 5).toBe("3345");
  });

  test("operands are evaluated from left to right", () => {
    const log = [];
    const say = (value) => (log.push(value), value);
    say(1) + say(2) * say(3);
    const object = {};
    (say("o"), object)[say("k")] = say("v");
    expect(log).toEqual([1, 2, 3, "o", "k", "v"]);
  });

  test("logical operators give an operand and skip the rest", () => {
    const never = () => expect.unreachable();
    expect([0 || "b", "a" || never(), 0 && never(), 1 && "b"]).toEqual(["b", "a", 0, "b"]);
    expect([null ?? "d", undefined ?? "d", 0 ?? never(), "" ?? never()]).toEqual(["d", "d", 0, ""]);
  });

  test("logical assignment writes only when it must", () => {
    const object = {
      get truthy() { return 1; },
      set truthy(_) { throw new Error("written"); },
      missing: undefined,
    };
    object.truthy ||= 2;
    object.truthy ??= 2;
    object.missing ??= "set";
    object.missing &&= "changed";
    expect(object.missing).toBe("changed");
  });

  test("++ and -- give old and new values, as numbers", () => {
    let s = "5";
    expect([s++, s, ++s, s--, --s]).toEqual([5, 6, 7, 7, 5]);
    let big = 10n;
    expect([big++, ++big]).toEqual([10n, 12n]);
  });

  test("bits", () => {
    expect([5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 31, -1 >> 1, -1 >>> 28, 1 << 33]).toEqual([1, 7, 6, -6, -2147483648, -1, 15, 2]);
    expect(2 ** 32 | 0).toBe(0);
    expect(4294967295 >> 0).toBe(-1);
  });

  test("remainder keeps the sign of the dividend", () => {
    expect([7 % 3, -7 % 3, 7 % -3, 5.5 % 2]).toEqual([1, -1, 1, 1.5]);
    expect(-4 % 2).toBe(-0);
  });

  test("void, comma and typeof", () => {
    expect([void 1, (1, 2), typeof null, typeof (() => 1), typeof 1n, typeof Symbol()]).toEqual([undefined, 2, "object", "function", "bigint", "symbol"]);
  });

  test("conditional expressions nest to the right", () => {
    const sign = (n) => (n < 0 ? "-" : n > 0 ? "+" : "0");
    expect([-1, 0, 1].map(sign).join("")).toBe("-0+");
  });
});

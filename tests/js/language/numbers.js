describe("numbers", () => {
  test("literals of every form", () => {
    expect([0xff, 0o17, 0b101, 1_000_000, .5, 5., 1e3, 0.1e-2]).toEqual([255, 15, 5, 1000000, 0.5, 5, 1000, 0.001]);
  });

  test("print as the shortest text that reads back", () => {
    expect([0.1 + 0.2, 1e21, 123456789012345680000, 1e-7, -0, 5e-324].map(String)).toEqual(["0.30000000000000004", "1e+21", "123456789012345680000", "1e-7", "0", "5e-324"]);
  });

  test("integers grow into doubles without loss of order", () => {
    let n = 2147483647;
    n++;
    expect(n).toBe(2147483648);
    expect(-2147483648 - 1).toBe(-2147483649);
    expect(65536 * 65536).toBe(4294967296);
    expect(9007199254740992 + 1).toBe(9007199254740992);
  });

  test("negative zero is kept", () => {
    expect([-0, 0 * -1, -0 + -0, Math.round(-0.4)].map((n) => 1 / n)).toEqual([-Infinity, -Infinity, -Infinity, -Infinity]);
    expect(0 + -0).toBe(0);
  });

  test("division", () => {
    expect([1 / 0, -1 / 0, 6 / 3, 7 / 2]).toEqual([Infinity, -Infinity, 2, 3.5]);
    expect(0 / 0).toBeNaN();
  });

  test("strings become numbers", () => {
    expect(["", " 12 ", "0x1F", "1e3", "-Infinity", "0b11"].map(Number)).toEqual([0, 12, 31, 1000, -Infinity, 3]);
    expect(["12px", "1_000", "--1", "1 2"].map(Number)).toEqual([NaN, NaN, NaN, NaN]);
  });

  test("BigInt is exact and does not mix", () => {
    expect(2n ** 100n).toBe(1267650600228229401496703205376n);
    expect([7n / 2n, -7n / 2n, -7n % 3n, -5n >> 1n, 0xffn & 15n]).toEqual([3n, -3n, -1n, -3n, 15n]);
    expect(() => 1n + 1).toThrow(TypeError);
    expect(() => 1n / 0n).toThrow(RangeError);
  });
});

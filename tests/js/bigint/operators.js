const each = (rows) => {
  for (const [name, run, expected] of rows) {
    test(name, () => expect(run()).toEqual(expected));
  }
};
const throws = (rows) => {
  for (const [name, run, type = TypeError] of rows) {
    test(name, () => expect(run).toThrow(type));
  }
};

describe("arithmetic", () => {
  each([
    ["divides towards zero", () => [7n / 2n, -7n / 2n, 7n / -2n], [3n, -3n, -3n]],
    ["keeps the sign of the left side of %", () => [7n % -3n, -7n % 3n], [1n, -1n]],
    ["has one zero", () => Object.is(-0n, 0n), true],
    ["raises", () => [2n ** 100n, (-2n) ** 3n, 0n ** 0n], [1267650600228229401496703205376n, -8n, 1n]],
    ["multiplies beyond one digit", () => (2n ** 64n - 1n) * (2n ** 64n - 1n), 340282366920938463426481119284349108225n],
    ["subtracts into the negative", () => 1n - 2n ** 70n, -1180591620717411303423n],
    ["divides beyond one digit", () => (10n ** 40n) / (10n ** 20n), 100000000000000000000n],
    ["has the remainder of a long division", () => (10n ** 40n + 7n) % (10n ** 20n), 7n],
    ["shifts left and right", () => [1n << 70n, (1n << 70n) >> 69n, 5n << -1n, 5n >> -1n], [1180591620717411303424n, 2n, 2n, 10n]],
    ["shifts negative numbers down", () => [-5n >> 1n, -1n >> 100n], [-3n, -1n]],
    ["has endless bits", () => [-1n & 255n, ~5n, -6n | 3n, -6n ^ 3n], [255n, -6n, -5n, -7n]],
    ["increments", () => { let x = 1n; x++; ++x; return x--; }, 3n],
    ["negates", () => -(5n), -5n],
    ["gives the old value of x++ as a BigInt", () => { let x = 2n ** 64n; return x++; }, 18446744073709551616n],
  ]);
  throws([
    ["refuses a Number beside it", () => 1n + 1],
    ["refuses >>>", () => 1n >>> 0n],
    ["refuses unary plus", () => +1n],
    ["refuses Math", () => Math.abs(1n)],
    ["refuses division by zero", () => 1n / 0n, RangeError],
    ["refuses a remainder of zero", () => 1n % 0n, RangeError],
    ["refuses negative powers", () => 2n ** -1n, RangeError],
    ["refuses powers without bound", () => 2n ** (2n ** 40n), RangeError],
  ]);
});

describe("comparison", () => {
  each([
    ["with Numbers", () => [1n == 1, 1n === 1, 2n > 1, 1n < 1.5, 2n ** 53n == 2 ** 53 + 1], [true, false, true, true, true]],
    ["with NaN and infinities", () => [1n < NaN, 1n > NaN, 1n < Infinity, 1n > -Infinity], [false, false, true, true]],
    ["with text", () => [1n == "1", 1n == "0x1", 1n == "x", 2n > "1", 1n < "x"], [true, true, false, true, false]],
    ["with booleans", () => [1n == true, 0n == false], [true, true]],
    ["with objects", () => 1n == { valueOf: () => 1n }, true],
    ["as keys of a Map", () => new Map([[1n, "x"]]).get(1n), "x"],
    ["in includes", () => [1n].includes(1n), true],
    ["in a sort", () => [3n, 1, 2n].sort((a, b) => (a < b ? -1 : 1)), [1, 2n, 3n]],
    ["as conditions", () => [0n ? 1 : 2, -1n ? 1 : 2, !0n], [2, 1, true]],
  ]);
});

describe("literals and text", () => {
  each([
    ["in all bases", () => [0xffn, 0b11n, 0o17n, 1_000n], [255n, 3n, 15n, 1000n]],
    ["typeof", () => typeof 1n, "bigint"],
    ["added to text", () => 1n + "x", "1x"],
    ["as property keys", () => ({ 1n: "a" })[1], "a"],
    ["as an index", () => ["x", "y"][1n], "y"],
    ["toString of large ones", () => (2n ** 128n).toString(), "340282366920938463463374607431768211456"],
    ["toString in base 36", () => (36n ** 20n).toString(36), "100000000000000000000"],
    ["parses large ones", () => BigInt("340282366920938463463374607431768211456") === 2n ** 128n, true],
    ["Number of it rounds to even", () => Number(2n ** 53n + 1n), 9007199254740992],
    ["Number of it ties away from odd", () => Number(2n ** 53n + 3n), 9007199254740996],
    ["parseInt of it", () => parseInt(12n), 12],
  ]);
  for (const source of ["1.5n", "1e3n", "01n", "1nn", "0xn", "1_n", "08n"]) {
    test(`refuses ${source}`, () => expect(() => Function(source)).toThrow(SyntaxError));
  }
});

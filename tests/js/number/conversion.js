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

describe("Number of text", () => {
  for (const [text, value] of [
    ["", 0], ["  ", 0], ["\n\t12\u00a0", 12], ["12", 12], ["+12", 12], ["-12", -12], ["1e3", 1000], ["1E-2", 0.01],
    [".5", 0.5], ["5.", 5], ["0x1F", 31], ["0b101", 5], ["0o17", 15], ["017", 17], ["Infinity", Infinity],
    ["-Infinity", -Infinity], ["infinity", NaN], ["-0x1", NaN], ["1_000", NaN], ["12px", NaN], ["1 2", NaN], [".", NaN],
    ["e5", NaN], ["0x", NaN], ["1n", NaN], ["9007199254740993", 9007199254740992], ["1e309", Infinity], ["5e-324", 5e-324], ["2e-324", 0],
  ]) {
    test(JSON.stringify(text), () => expect(Number(text)).toBe(value));
  }
});

describe("Number of other values", () => {
  each([
    ["nothing", () => Number(), 0],
    ["undefined", () => Number(undefined), NaN],
    ["null", () => Number(null), 0],
    ["booleans", () => [Number(true), Number(false)], [1, 0]],
    ["BigInts", () => Number(2n ** 64n), 18446744073709552000],
    ["an empty array", () => Number([]), 0],
    ["an array of one", () => Number([7]), 7],
    ["an array of two", () => Number([1, 2]), NaN],
    ["dates", () => Number(new Date(5)), 5],
    ["objects by valueOf first", () => Number({ valueOf: () => 1, toString: () => "2" }), 1],
    ["objects by toString if valueOf gives an object", () => Number({ valueOf: () => ({}), toString: () => "2" }), 2],
    ["objects by Symbol.toPrimitive before all", () => Number({ [Symbol.toPrimitive]: (hint) => (hint === "number" ? 3 : 0), valueOf: () => 1 }), 3],
  ]);
  throws([
    ["refuses symbols", () => Number(Symbol())],
    ["refuses objects that give none", () => Number({ valueOf: () => ({}), toString: () => ({}) })],
    ["refuses a toPrimitive that gives an object", () => Number({ [Symbol.toPrimitive]: () => ({}) })],
    ["unary plus refuses BigInts", () => +1n],
  ]);
});

describe("the text of a number", () => {
  for (const [value, text] of [
    [0, "0"], [-0, "0"], [1e21, "1e+21"], [123456789012345680000, "123456789012345680000"], [1e-7, "1e-7"], [0.000001, "0.000001"],
    [0.1 + 0.2, "0.30000000000000004"], [5e-324, "5e-324"], [1.7976931348623157e308, "1.7976931348623157e+308"], [-1.5, "-1.5"], [100, "100"],
  ]) {
    test(text, () => expect(String(value)).toBe(text));
  }
  each([
    ["in base 2", () => (10).toString(2), "1010"],
    ["in base 16", () => (255).toString(16), "ff"],
    ["in base 36", () => (35).toString(36), "z"],
    ["in base 2 with a fraction", () => (0.5).toString(2), "0.1"],
    ["in base 3 negative", () => (-7).toString(3), "-21"],
    ["of NaN in any base", () => NaN.toString(16), "NaN"],
    ["toFixed rounds the exact value", () => [(1.005).toFixed(2), (1.45).toFixed(1), (2.5).toFixed(0), (-2.5).toFixed(0)], ["1.00", "1.4", "3", "-3"]],
    ["toFixed pads", () => (1).toFixed(3), "1.000"],
    ["toFixed gives up for large numbers", () => (1e21).toFixed(2), "1e+21"],
    ["toFixed of a negative zero", () => [(-0).toFixed(1), (-0.0001).toFixed(1)], ["0.0", "-0.0"]],
    ["toExponential", () => [(123456).toExponential(2), (0).toExponential(1), (0.00015).toExponential()], ["1.23e+5", "0.0e+0", "1.5e-4"]],
    ["toPrecision", () => [(123.456).toPrecision(4), (0.000001).toPrecision(2), (1e21).toPrecision(3), (1234).toPrecision(2)], ["123.5", "0.0000010", "1.00e+21", "1.2e+3"]],
    ["toPrecision of undefined", () => (1.5).toPrecision(undefined), "1.5"],
  ]);
  throws([
    ["toString refuses base 1", () => (1).toString(1), RangeError],
    ["toString refuses base 37", () => (1).toString(37), RangeError],
    ["toFixed refuses 101 digits", () => (1).toFixed(101), RangeError],
    ["toPrecision refuses 0 digits", () => (1).toPrecision(0), RangeError],
    ["toString refuses other receivers", () => Number.prototype.toString.call("1")],
  ]);
});

describe("integers in operators", () => {
  each([
    [">>> 0 wraps", () => [-1 >>> 0, 2 ** 32 >>> 0, 4294967297 >>> 0], [4294967295, 0, 1]],
    ["| 0 wraps", () => [2 ** 31 | 0, -(2 ** 31) - 1 | 0, 1e20 | 0, NaN | 0, Infinity | 0], [-2147483648, 2147483647, 1661992960, 0, 0]],
    ["shifts take five bits", () => [1 << 32, 1 << 31, -1 >> 31, -1 >>> 31], [1, -2147483648, -1, 1]],
    ["% keeps the sign of the left side", () => [5 % -3, -5 % 3, Object.is(-4 % 2, -0)], [2, -2, true]],
    ["% of fractions", () => 5.5 % 2, 1.5],
    ["% of infinities", () => [Infinity % 2, 2 % Infinity, 0 % 0], [NaN, 2, NaN]],
    ["/ of zeros", () => [1 / 0, 1 / -0, 0 / 0], [Infinity, -Infinity, NaN]],
    ["** of corners", () => [NaN ** 0, 1 ** Infinity, (-8) ** (1 / 3), 2 ** -1, 0 ** 0], [1, NaN, NaN, 0.5, 1]],
    ["overflow of int32 goes on as a double", () => [2147483647 + 1, -2147483648 - 1, 65536 * 65536], [2147483648, -2147483649, 4294967296]],
    ["increments past int32", () => { let n = 2147483647; n++; return n; }, 2147483648],
    ["negation of zero", () => Object.is(-(0), -0), true],
    ["multiplication makes a negative zero", () => Object.is(0 * -1, -0), true],
    ["~ of fractions", () => [~1.9, ~~-1.9, ~NaN], [-2, -1, -1]],
  ]);
});

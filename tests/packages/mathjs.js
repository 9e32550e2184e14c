const { create, all } = require("mathjs");
const math = create(all, { randomSeed: "a" });
const p = (s) => {
  try {
    console.log(s, "=", math.format(math.evaluate(s), { precision: 14 }));
  } catch (e) {
    console.log(s, "!", e.message);
  }
};
[
  "1.2 * (2 + 4.5)",
  "12.7 cm to inch",
  "sin(45 deg) ^ 2",
  "9 / 3 + 2i",
  "det([-1, 2; 3, 1])",
  "inv([1,2;3,4])",
  "sqrt(-4)",
  "bignumber(1)/3",
  "fraction(1,3)+fraction(1,6)",
  "eigs([[2,1],[1,2]]).values",
  "f(x)=x^2+1; f(3)",
  "gamma(5.5)",
  "combinations(50,5)",
  "5 kg * 9.81 m/s^2 to N",
  "1..3",
  "[1,2,3] .* 2",
  "mean([1,2,3,4]), std([1,2,3,4])",
  "gcd(84, 36)",
  "unknownfn(2)",
  "lup([[1,2],[3,4]]).L",
  "usolve([[1,2],[0,3]],[1,2])",
  "to(100 degF, degC)",
  "format(pi, 20)",
  "fft([1,2,3,4])",
].forEach(p);
console.log(
  math.simplify("2x + 3x + x^2/x").toString(),
  math.derivative("x^3 * sin(x)", "x").toString(),
  math.parse("a + b * c^2 / (d - 1)").toTex(),
  math.rationalize("1/x + 1/(x+1)").toString(),
);

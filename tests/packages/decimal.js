const Decimal = require("decimal.js");
Decimal.set({ precision: 60 });
console.log(
  Decimal.sqrt(2).toString(),
  Decimal.exp(1).toString(),
  Decimal.acos(-1).toString(),
  new Decimal("0.1").plus("0.2").toString(),
  new Decimal(2).pow("0.5").toFixed(20),
  new Decimal("123456789.987654321").toSD(10).toString(),
  new Decimal(255).toHex(),
  new Decimal("0xff.8").toString(),
  new Decimal("1e500").ln().toString(),
);
let s = new Decimal(0);
for (let i = 1; i < 2000; i++) s = s.plus(new Decimal(1).div(i));
console.log(s.toString());
const B = require("bignumber.js").BigNumber || require("bignumber.js");
let f = new B(1);
for (let i = 1; i <= 300; i++) f = f.times(i);
console.log(f.toFixed());
console.log(
  f.div("1e600").toFormat(5),
  f.modulo(1e9 + 7).toString(),
  new B("1234567.891").toFormat(2),
  new B(0.1).plus(0.2).toString(),
  B.ROUND_UP,
  new B(NaN).isNaN(),
  new B(10).pow(-20).toString(),
  new B("ff", 16).toString(2),
);

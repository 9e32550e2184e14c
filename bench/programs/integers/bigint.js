// BigInt: digits of pi, modular powers, factorials and conversion to text.
"use strict";
const out = typeof print === "function" ? print : console.log;

function pi(count) {
  let q = 1n, r = 0n, t = 1n, k = 1n, digits = "";
  while (digits.length < count) {
    const l = 2n * k + 1n;
    r = (2n * q + r) * l; t *= l; q *= k; k++;
    if (q > r) continue;
    const d = (3n * q + r) / t;
    if (d !== (4n * q + r) / t) continue;
    digits += d;
    r = 10n * (r - d * t); q *= 10n;
  }
  return digits;
}
function power(base, exponent, modulus) {
  let result = 1n;
  for (base %= modulus; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
}
function factorial(n) { let f = 1n; for (let i = 2n; i <= n; i++) f *= i; return f; }
function fibonacci(n) { let a = 0n, b = 1n; for (let i = 0; i < n; i++) [a, b] = [b, a + b]; return a; }
function digest(text) { let h = 0; for (let i = 0; i < text.length; i++) h = (h * 31 + text.charCodeAt(i)) % 1000000007; return h; }
function collatz(limit) {
  let steps = 0;
  for (let i = 1n; i < limit; i++) for (let n = i; n !== 1n; n = n & 1n ? 3n * n + 1n : n >> 1n) steps++;
  return steps;
}

let check = digest(pi(2000));
const m = (1n << 521n) - 1n;
for (let i = 0n; i < 4n; i++) check = (check * 7 + digest(power(0x1234567890abcdefn + i, m - 2n - i, m).toString(16))) % 1000000007;
check = (check * 7 + digest(factorial(1200n).toString())) % 1000000007;
check = (check * 7 + digest(fibonacci(9000).toString(32))) % 1000000007;
for (let i = 0; i < 60; i++) check = (check + Number(BigInt("9".repeat(300 + i)) % 1000003n)) % 1000000007;
check = (check + Number(BigInt.asUintN(40, -factorial(30n))) % 1000003 + collatz(45000n)) % 1000000007;
out("bigint " + check);

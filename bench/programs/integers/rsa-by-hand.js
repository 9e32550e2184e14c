// Big-integer cryptography by hand: modular exponentiation on arrays of 14-bit digits.
"use strict";
const out = typeof print === "function" ? print : console.log;

const BITS = 14, BASE = 1 << BITS, MASK = BASE - 1;

function fromHex(text) {
  const digits = [];
  let value = 0, have = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    value |= parseInt(text[i], 16) << have;
    have += 4;
    if (have >= BITS) { digits.push(value & MASK); value >>= BITS; have -= BITS; }
  }
  digits.push(value);
  return trim(digits);
}
function trim(a) { while (a.length > 1 && a[a.length - 1] === 0) a.pop(); return a; }
function toHex(a) {
  let text = "", value = 0, have = 0;
  for (let i = 0; i < a.length; i++) {
    value |= a[i] << have;
    have += BITS;
    while (have >= 4) { text = (value & 15).toString(16) + text; value >>= 4; have -= 4; }
  }
  return (value.toString(16) + text).replace(/^0+(?=.)/, "");
}
function compare(a, b) {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = a.length - 1; i >= 0; i--) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
}
function multiply(a, b) {
  const result = new Array(a.length + b.length).fill(0);
  for (let i = 0; i < a.length; i++) {
    let carry = 0;
    const digit = a[i];
    for (let j = 0; j < b.length; j++) {
      const t = digit * b[j] + result[i + j] + carry;
      result[i + j] = t & MASK;
      carry = t >> BITS;
    }
    result[i + b.length] = carry;
  }
  return trim(result);
}
// Montgomery form: division by the odd modulus becomes shifts of whole digits.
function inverseDigit(n) { let x = 1; for (let i = 0; i < 5; i++) x = (x * (2 - Math.imul(n, x))) & MASK; return (BASE - x) & MASK; }
function reduce(t, n, prime) {
  const size = n.length, work = t.concat(new Array(Math.max(0, 2 * size + 1 - t.length)).fill(0));
  for (let i = 0; i < size; i++) {
    const m = (work[i] * prime) & MASK;
    let carry = 0;
    for (let j = 0; j < size; j++) {
      const s = m * n[j] + work[i + j] + carry;
      work[i + j] = s & MASK;
      carry = s >> BITS;
    }
    for (let k = i + size; carry !== 0; k++) {
      const s = work[k] + carry;
      work[k] = s & MASK;
      carry = s >> BITS;
    }
  }
  const result = trim(work.slice(size));
  return compare(result, n) >= 0 ? subtract(result, n) : result;
}
function subtract(a, b) {
  const result = a.slice();
  let borrow = 0;
  for (let i = 0; i < a.length; i++) {
    const d = a[i] - (i < b.length ? b[i] : 0) - borrow;
    borrow = d < 0 ? 1 : 0;
    result[i] = d & MASK;
  }
  return trim(result);
}
function double(a, n) {
  const result = [];
  let carry = 0;
  for (let i = 0; i < a.length; i++) { const t = a[i] * 2 + carry; result.push(t & MASK); carry = t >> BITS; }
  if (carry) result.push(carry);
  return compare(result, n) >= 0 ? subtract(result, n) : result;
}
function power(base, exponent, n) {
  const prime = inverseDigit(n[0]);
  let one = [1];
  for (let i = 0; i < n.length * BITS; i++) one = double(one, n);
  let square = base;
  for (let i = 0; i < n.length * BITS; i++) square = double(square, n);
  let result = one;
  for (let i = exponent.length - 1; i >= 0; i--) {
    for (let bit = BITS - 1; bit >= 0; bit--) {
      result = reduce(multiply(result, result), n, prime);
      if ((exponent[i] >> bit) & 1) result = reduce(multiply(result, square), n, prime);
    }
  }
  return reduce(result, n, prime);
}

let hex = "", state = 7;
for (let i = 0; i < 191; i++) { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; hex += (state >>> 28).toString(16); }
const modulus = fromHex("c" + hex.slice(0, 190) + "b"), exponent = fromHex(hex.slice(20, 170));
let message = fromHex(hex.slice(5, 150));
for (let round = 0; round < 1; round++) message = power(message, exponent, modulus);
const text = toHex(message);
let check = 0;
for (let i = 0; i < text.length; i++) check = (check * 31 + text.charCodeAt(i)) % 1000000007;
out("rsa-by-hand " + check + " " + text.slice(0, 12));

// MD5: 32-bit integer mixing over byte strings, and the digest as hexadecimal text.
"use strict";
const out = typeof print === "function" ? print : console.log;

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
// The constants of the algorithm: floor(2^32 * |sin(i + 1)|).
const TABLE = [];
for (let i = 0; i < 64; i++) TABLE.push(Math.floor(4294967296 * Math.abs(Math.sin(i + 1))) | 0);

function words(text) {
  const length = text.length, blocks = ((length + 8) >> 6) + 1, result = new Array(blocks * 16).fill(0);
  for (let i = 0; i < length; i++) result[i >> 2] |= (text.charCodeAt(i) & 255) << ((i & 3) * 8);
  result[length >> 2] |= 0x80 << ((length & 3) * 8);
  result[blocks * 16 - 2] = length * 8;
  return result;
}

function md5(text) {
  const x = words(text);
  let a = 0x67452301, b = 0xefcdab89 | 0, c = 0x98badcfe | 0, d = 0x10325476;
  for (let block = 0; block < x.length; block += 16) {
    const a0 = a, b0 = b, c0 = c, d0 = d;
    for (let i = 0; i < 64; i++) {
      let f, g;
      const round = i >> 4;
      if (round === 0) { f = (b & c) | (~b & d); g = i; }
      else if (round === 1) { f = (d & b) | (~d & c); g = (5 * i + 1) & 15; }
      else if (round === 2) { f = b ^ c ^ d; g = (3 * i + 5) & 15; }
      else { f = c ^ (b | ~d); g = (7 * i) & 15; }
      const sum = (a + f + TABLE[i] + x[block + g]) | 0, s = SHIFTS[(round << 2) | (i & 3)];
      a = d; d = c; c = b;
      b = (b + ((sum << s) | (sum >>> (32 - s)))) | 0;
    }
    a = (a + a0) | 0; b = (b + b0) | 0; c = (c + c0) | 0; d = (d + d0) | 0;
  }
  let hex = "";
  for (const word of [a, b, c, d]) for (let i = 0; i < 4; i++) hex += ((word >>> (i * 8)) & 255).toString(16).padStart(2, "0");
  return hex;
}

if (md5("abc") !== "900150983cd24fb0d6963f7d28e17f72") throw new Error("md5 of abc is wrong");
let text = "a drop of ink";
for (let i = 0; i < 400; i++) text = (md5(text) + text).slice(0, 1500);
let long = "";
for (let i = 0; i < 1200; i++) long += md5(text + i % 7).slice(0, 4);
out("md5 " + md5(long));

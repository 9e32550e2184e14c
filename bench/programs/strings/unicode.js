// Strings beyond Latin-1: code points, iteration, normalisation-free comparison, case, UTF-8 by hand.
"use strict";
const out = typeof print === "function" ? print : console.log;

const SAMPLES = ["gutta cavat lapidem", "καλημέρα κόσμε", "тихая вода", "静かな水滴", "a💧b💦c🌊", "naïve café — “quoted”"];

function encode(text) {
  const bytes = [];
  for (let i = 0; i < text.length; i++) {
    const c = text.codePointAt(i);
    if (c < 0x80) bytes.push(c);
    else if (c < 0x800) bytes.push(0xc0 | (c >> 6), 0x80 | (c & 63));
    else if (c < 0x10000) bytes.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
    else { bytes.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63)); i++; }
  }
  return bytes;
}
function decode(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; ) {
    const b = bytes[i++];
    if (b < 0x80) text += String.fromCharCode(b);
    else if (b < 0xe0) text += String.fromCharCode(((b & 31) << 6) | (bytes[i++] & 63));
    else if (b < 0xf0) text += String.fromCharCode(((b & 15) << 12) | ((bytes[i++] & 63) << 6) | (bytes[i++] & 63));
    else text += String.fromCodePoint(((b & 7) << 18) | ((bytes[i++] & 63) << 12) | ((bytes[i++] & 63) << 6) | (bytes[i++] & 63));
  }
  return text;
}

let check = 0;
for (let round = 0; round < 26000; round++) {
  const text = SAMPLES[round % 6] + " " + SAMPLES[(round * 5 + 1) % 6] + round;
  const bytes = encode(text), back = decode(bytes);
  if (back !== text) throw new Error("the round trip lost something");
  let points = 0;
  for (const ch of back) points += ch.codePointAt(0) & 1023;
  const reversed = [...back].reverse().join("");
  check = (check * 31 + points + bytes.length + reversed.indexOf("💧") + back.toUpperCase().length + (back < reversed ? 1 : 2)) % 1000000007;
}
out("unicode " + check);

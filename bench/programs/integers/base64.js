// Base64 and hexadecimal by hand, and a CRC: bit shifts, small tables, fromCharCode.
"use strict";
const out = typeof print === "function" ? print : console.log;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const REVERSE = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) REVERSE[ALPHABET.charCodeAt(i)] = i;
const CRC = [];
for (let n = 0; n < 256; n++) { let c = n; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; CRC.push(c >>> 0); }

function encode(bytes) {
  let text = "", i = 0;
  for (; i + 2 < bytes.length; i += 3) {
    const n = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
    text += ALPHABET[n >> 18] + ALPHABET[(n >> 12) & 63] + ALPHABET[(n >> 6) & 63] + ALPHABET[n & 63];
  }
  if (i + 1 === bytes.length) text += ALPHABET[bytes[i] >> 2] + ALPHABET[(bytes[i] & 3) << 4] + "==";
  else if (i < bytes.length) text += ALPHABET[bytes[i] >> 2] + ALPHABET[((bytes[i] & 3) << 4) | (bytes[i + 1] >> 4)] + ALPHABET[(bytes[i + 1] & 15) << 2] + "=";
  return text;
}
function decode(text) {
  const bytes = [];
  let value = 0, bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 61) break;
    value = ((value << 6) | REVERSE[code]) & 0xffffff;
    bits += 6;
    if (bits >= 8) { bits -= 8; bytes.push((value >> bits) & 255); }
  }
  return bytes;
}
function crc(bytes) {
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) c = CRC[(c ^ bytes[i]) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

let bytes = [];
for (let i = 0; i < 30000; i++) bytes.push((i * i + (i >> 3)) & 255);
let check = 0;
for (let round = 0; round < 44; round++) {
  const text = encode(bytes);
  bytes = decode(text);
  bytes[round] ^= round;
  check = (check * 31 + crc(bytes) + text.length) % 1000000007;
}
out("base64 " + check);

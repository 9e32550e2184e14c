// Typed arrays: image blur on Uint8ClampedArray, prefix sums on Int32Array, mixing views through one buffer, DataView.
"use strict";
const out = typeof print === "function" ? print : console.log;

const W = 200, H = 150;

function paint(salt) {
  const image = new Uint8ClampedArray(W * H);
  for (let i = 0; i < image.length; i++) image[i] = (i * 7 + (i >> 5) * salt) % 300;
  return image;
}

function blur(source) {
  const target = new Uint8ClampedArray(source.length);
  for (let y = 1; y < H - 1; y++) {
    for (let x = 1; x < W - 1; x++) {
      const at = y * W + x;
      target[at] = (source[at - 1] + source[at + 1] + source[at - W] + source[at + W] + 4 * source[at]) / 8;
    }
  }
  return target;
}

function prefix(image) {
  const sums = new Int32Array(image.length);
  let sum = 0;
  for (let i = 0; i < image.length; i++) { sum += image[i]; sums[i] = sum; }
  return sums;
}

function views(sums) {
  const bytes = new Uint8Array(sums.buffer), words = new Uint16Array(sums.buffer), view = new DataView(sums.buffer);
  let check = 0;
  for (let i = 0; i < bytes.length; i += 4) {
    check = (Math.imul(check, 33) + bytes[i] + words[i >> 1]) | 0;
    if ((i & 60) === 0) check ^= view.getInt32(i, true) + view.getUint16(i, false);
  }
  return check;
}

let check = 0;
for (let round = 1; round <= 24; round++) {
  let image = paint(round);
  for (let pass = 0; pass < 4; pass++) image = blur(image);
  const sums = prefix(image);
  check = (Math.imul(check, 31) + views(sums)) | 0;
  const floats = Float32Array.from(sums.subarray(0, 2000), (n) => n / 3);
  floats.sort();
  check = (check + Math.round(floats[1999] + floats[1000])) | 0;
}
out("typed-arrays " + check);

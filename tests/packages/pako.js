const pako = require("pako");
const src = require("./inputs/lodash.js.txt");
const enc = new Uint8Array(src.length);
for (let i = 0; i < src.length; i++) enc[i] = src.charCodeAt(i) & 255;
for (const level of [1, 6, 9]) {
  const d = pako.deflate(enc, { level });
  let h = 0;
  for (const b of d) h = (h * 31 + b) | 0;
  const back = pako.inflate(d);
  let same = back.length === enc.length && back.every((b, i) => b === enc[i]);
  console.log(level, enc.length, d.length, h, same);
}
const gz = pako.gzip(enc.subarray(0, 5000));
console.log(gz.length, pako.ungzip(gz).length);
try {
  pako.inflate(new Uint8Array([1, 2, 3, 4]));
} catch (e) {
  console.log(String(e));
}

// Destructuring and spread: arrays, objects, defaults, rest, swaps, spread calls and literals.
"use strict";
const out = typeof print === "function" ? print : console.log;

function area({ size: { width = 1, height = 1 } = {}, scale = 1 }) { return width * height * scale; }
function tail([first, second = 7, ...rest]) { return first + second + rest.length; }
function sum(...numbers) { let s = 0; for (const n of numbers) s += n; return s; }
function split({ id, name, ...others }) { return [id, name.length, others]; }

let check = 0;
for (let i = 0; i < 60000; i++) {
  const list = [i, i + 1, i + 2, i + 3];
  let [a, , b, c = 5] = list;
  [a, b] = [b, a];
  const box = { id: i, name: "box", size: { width: i % 10, height: 3 }, scale: 2 };
  const bigger = { ...box, scale: 3, extra: a };
  const [id, length, { size, extra }] = split(bigger);
  const all = [...list, ...[a, b], c];
  check = (check + area(bigger) + area({}) + tail(all) + sum(...all) + Math.max(...list) + id + length + size.width + extra) % 1000000007;
  for (const [key, value] of [["x", a], ["y", b]]) check = (check + key.length * value) % 1000000007;
}
out("destructuring " + check);

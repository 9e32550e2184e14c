// Map and Set: integer, string and object keys, deletion, iteration, set algebra by hand, WeakMap.
"use strict";
const out = typeof print === "function" ? print : console.log;

function integers(n) {
  const map = new Map();
  for (let i = 0; i < n; i++) { const key = (i * 7919) % 10007; map.set(key, (map.get(key) || 0) + i); }
  let sum = 0;
  for (const [key, value] of map) sum = (sum + key * (value % 1000)) % 1000000007;
  return sum + map.size;
}
function strings(n) {
  const map = new Map();
  for (let i = 0; i < n; i++) map.set("key" + (i % 3001), i);
  for (let i = 0; i < n; i += 7) map.delete("key" + (i % 3001));
  let sum = 0;
  map.forEach((value, key) => { sum = (sum + value * key.length) % 1000000007; });
  return sum + map.size;
}
function objects(n) {
  const keys = Array.from({ length: 1000 }, (_, i) => ({ i }));
  const map = new Map(), weak = new WeakMap();
  for (let i = 0; i < n; i++) {
    const key = keys[(i * 31) % 1000];
    map.set(key, (map.get(key) ?? 0) + 1);
    if (i % 3 === 0) weak.set(key, i);
  }
  let sum = 0;
  for (const key of keys) sum += (weak.get(key) ?? 0) + (map.has(key) ? key.i : 0);
  return sum;
}
function sets(n) {
  const a = new Set(), b = new Set();
  for (let i = 0; i < n; i++) { a.add((i * 3) % 4001); b.add((i * 5) % 3001); }
  const both = new Set([...a].filter((x) => b.has(x)));
  for (const x of both) if (x % 2) a.delete(x);
  return a.size * 1000 + b.size + both.size + [...a].slice(0, 50).reduce((s, x) => s + x, 0);
}

let check = 0;
for (let round = 0; round < 4; round++) check = (check * 31 + integers(60000 + round) + strings(30000) + objects(60000) + sets(20000)) % 1000000007;
out("map-set " + check);

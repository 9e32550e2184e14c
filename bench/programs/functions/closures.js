// Closures: counters, composition, currying, memoisation, callbacks that write captured variables.
"use strict";
const out = typeof print === "function" ? print : console.log;

function counter(step) { let n = 0; return { up: () => (n += step), down: () => (n -= step), read: () => n }; }
const compose = (...fs) => (x) => { for (const f of fs) x = f(x); return x; };
const curry = (a) => (b) => (c) => a * b + c;
function memo(f) { const seen = new Map(); return (n) => { if (seen.has(n)) return seen.get(n); const r = f(n); seen.set(n, r); return r; }; }
function each(n, visit) { for (let i = 0; i < n; i++) visit(i); }
const pair = (a, b) => (pick) => pick(a, b);
const church = (n) => (f) => (x) => { for (let i = 0; i < n; i++) x = f(x); return x; };

let check = 0;
for (let round = 0; round < 55; round++) {
  const c = counter(round + 1);
  each(12000, (i) => { if (i % 3) c.up(); else c.down(); });
  const f = compose((x) => x + 1, (x) => x * 3 % 10007, (x) => x ^ round);
  let x = round;
  for (let i = 0; i < 4000; i++) x = f(x);
  let sum = 0;
  for (let i = 0; i < 6000; i++) sum = (sum + curry(i)(round)(3)) % 1000003;
  const slow = memo((n) => { let s = 0; for (let i = 0; i < n; i++) s += i; return s; });
  for (let i = 0; i < 3000; i++) sum = (sum + slow(i % 60)) % 1000003;
  const callbacks = [];
  for (let i = 0; i < 2000; i++) callbacks.push(() => i + sum);
  for (const callback of callbacks) sum = callback() % 1000003;
  const p = pair(x, sum);
  check = (check * 31 + c.read() + p((a) => a) + p((_, b) => b) + church(500)((n) => n + 2)(0)) % 1000000007;
}
out("closures " + check);

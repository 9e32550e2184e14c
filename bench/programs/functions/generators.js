// Generators: pipelines, delegation, early return, iterator protocol by hand, tree walks.
"use strict";
const out = typeof print === "function" ? print : console.log;

function* count(n) { for (let i = 0; i < n; i++) yield i; }
function* map(source, f) { for (const x of source) yield f(x); }
function* filter(source, f) { for (const x of source) if (f(x)) yield x; }
function* take(source, n) { if (n > 0) for (const x of source) { yield x; if (--n === 0) return; } }
function* walk(tree) { if (tree !== null) { yield* walk(tree.left); yield tree.key; yield* walk(tree.right); } }
function* running() { let sum = 0; for (;;) { const x = yield sum; if (x === undefined) return sum; sum += x; } }
function grow(lo, hi) { if (lo > hi) return null; const key = (lo + hi) >> 1; return { key, left: grow(lo, key - 1), right: grow(key + 1, hi) }; }
class Range {
  constructor(lo, hi) { this.lo = lo; this.hi = hi; }
  [Symbol.iterator]() { let at = this.lo; const hi = this.hi; return { next: () => (at < hi ? { value: at++, done: false } : { value: undefined, done: true }) }; }
}

let check = 0;
const tree = grow(1, 511);
for (let round = 0; round < 160; round++) {
  for (const x of take(filter(map(count(100000), (n) => n * 3 + round), (n) => n % 2 === 0), 3000)) check = (check + x) % 1000000007;
  for (const key of walk(tree)) check = (check * 3 + key) % 1000000007;
  const sum = running();
  sum.next();
  for (let i = 1; i < 3000; i++) check = (check + sum.next(i).value) % 1000000007;
  check += sum.next().value;
  for (const x of new Range(round, 4000)) check = (check + x) % 1000000007;
  const [a, b, ...rest] = take(count(1000), 300);
  check = (check + a + b + rest.length) % 1000000007;
}
out("generators " + check);

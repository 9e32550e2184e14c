// Binary trees: many short-lived complete trees beside one long-lived; allocation and collection.
"use strict";
const out = typeof print === "function" ? print : console.log;

function grow(depth) { return depth === 0 ? { left: null, right: null } : { left: grow(depth - 1), right: grow(depth - 1) }; }
function count(tree) { return tree.left === null ? 1 : 1 + count(tree.left) + count(tree.right); }

const depth = 13, long = grow(depth);
let check = 0;
for (let d = 4; d <= depth; d += 3) {
  const rounds = 1 << (depth - d + 5);
  for (let i = 0; i < rounds; i++) check = (check + count(grow(d)) * d) % 1000000007;
}
out("binary-trees " + (check + count(long)));

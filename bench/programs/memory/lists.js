// Linked lists and growing arrays: push, pop, shift, concat and slice under steady garbage.
"use strict";
const out = typeof print === "function" ? print : console.log;

function cons(head, tail) { return { head, tail }; }
function range(n) { let list = null; for (let i = n; i > 0; i--) list = cons(i, list); return list; }
function reverse(list) { let result = null; for (; list !== null; list = list.tail) result = cons(list.head, result); return result; }
function merge(a, b) {
  const top = cons(0, null);
  let end = top;
  while (a !== null && b !== null) {
    if (a.head <= b.head) { end.tail = cons(a.head, null); a = a.tail; } else { end.tail = cons(b.head, null); b = b.tail; }
    end = end.tail;
  }
  end.tail = a === null ? b : a;
  return top.tail;
}

let check = 0;
for (let round = 0; round < 130; round++) {
  let list = merge(range(3000), reverse(reverse(range(2000 + round))));
  for (let n = 0; list !== null; list = list.tail) check = (check + list.head * (++n & 7)) % 1000000007;
  const queue = [];
  for (let i = 0; i < 3000; i++) {
    queue.push([i, round]);
    if (i % 3 === 0) check = (check + queue.shift()[0]) % 1000000007;
  }
  let all = [];
  for (let i = 0; i < 20; i++) all = all.concat(queue.slice(i, i + 40));
  while (all.length > 0) check = (check + all.pop()[0]) % 1000000007;
}
out("lists " + check);

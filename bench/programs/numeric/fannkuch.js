// Fannkuch: pancake flips over all permutations of nine; integer array reads, writes and swaps.
"use strict";
const out = typeof print === "function" ? print : console.log;

function fannkuch(n) {
  const perm = new Array(n), first = [], count = new Array(n);
  for (let i = 0; i < n; i++) first.push(i);
  let most = 0, sum = 0, parity = 0, r = n;
  for (;;) {
    for (; r > 1; r--) count[r - 1] = r;
    for (let i = 0; i < n; i++) perm[i] = first[i];
    let flips = 0;
    for (let top = perm[0]; top !== 0; top = perm[0]) {
      for (let lo = 0, hi = top; lo < hi; lo++, hi--) {
        const t = perm[lo]; perm[lo] = perm[hi]; perm[hi] = t;
      }
      flips++;
    }
    if (flips > most) most = flips;
    sum += parity === 0 ? flips : -flips;
    parity ^= 1;
    for (;;) {
      if (r === n) return sum * 100 + most;
      const head = first[0];
      for (let i = 0; i < r; i++) first[i] = first[i + 1];
      first[r] = head;
      if (--count[r] > 0) break;
      r++;
    }
  }
}

out("fannkuch " + fannkuch(9));

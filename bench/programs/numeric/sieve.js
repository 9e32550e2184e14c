// Sieve of Eratosthenes over a plain array of booleans.
"use strict";
const out = typeof print === "function" ? print : console.log;

function sieve(limit) {
  const composite = [];
  for (let i = 0; i <= limit; i++) composite.push(false);
  let count = 0, last = 0;
  for (let i = 2; i <= limit; i++) {
    if (composite[i]) continue;
    count++;
    last = i;
    for (let j = i * i; j <= limit; j += i) composite[j] = true;
  }
  return count * 7 + last;
}

let check = 0;
for (let round = 0; round < 12; round++) check = (check * 3 + sieve(400000 + round)) % 1000000007;
out("sieve " + check);

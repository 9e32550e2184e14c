// async and await: chains of promises, concurrency by hand, async generators, a rejected branch.
"use strict";
const out = typeof print === "function" ? print : console.log;

const tick = (value) => Promise.resolve(value);
async function add(a, b) { return (await a) + (await b); }
async function fib(n) { return n < 2 ? n : add(fib(n - 1), fib(n - 2)); }
async function* numbers(n) { for (let i = 0; i < n; i++) yield tick(i); }
async function risky(i) { await null; if (i % 5 === 0) throw new Error("five"); return i; }

async function worker(queue, results) {
  while (queue.length > 0) {
    const job = queue.pop();
    results[job % 64] = ((results[job % 64] | 0) + (await tick(job * 2))) | 0;
  }
}

async function main() {
  let check = 0;
  for (let round = 0; round < 20; round++) {
    check = (check * 31 + (await fib(15))) % 1000000007;
    for await (const n of numbers(4000)) check = (check + n) % 1000000007;
    const queue = Array.from({ length: 8000 }, (_, i) => i), results = [];
    await Promise.all(Array.from({ length: 8 }, () => worker(queue, results)));
    check = (check + results.reduce((a, b) => a + b, 0)) % 1000000007;
    for (let i = 0; i < 5000; i++) {
      try { check = (check + (await risky(i))) % 1000000007; } catch (error) { check += error.message.length; }
    }
    const settled = await Promise.allSettled(Array.from({ length: 1000 }, (_, i) => risky(i)));
    check += settled.filter((s) => s.status === "rejected").length;
    let chain = tick(0);
    for (let i = 0; i < 5000; i++) chain = chain.then((x) => x + i);
    check = (check + (await chain)) % 1000000007;
  }
  out("async " + check);
}
main();

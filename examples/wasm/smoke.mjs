// Runs scripts inside of Stilla inside of WebAssembly: node smoke.mjs MODULE.wasm
import assert from "node:assert";
import { readFileSync } from "node:fs";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]));
const { memory, input, run, output } = instance.exports;

function evaluate(source) {
  const bytes = new TextEncoder().encode(source);
  const place = input(bytes.length); // may grow the memory, so that its buffer is another one afterwards
  new Uint8Array(memory.buffer, place, bytes.length).set(bytes);
  const length = run();
  return new TextDecoder().decode(new Uint8Array(memory.buffer, output(), length));
}

assert.equal(evaluate("1 + 1"), "2");
assert.equal(evaluate("double(21)"), "42");
assert.equal(evaluate("[3, 1, 2].sort().map(n => `${n}²`).join()"), "1²,2²,3²");
assert.equal(evaluate("class A { #n = 2n ** 70n; get n() { return this.#n } } new A().n"), String(2n ** 70n));
assert.equal(evaluate("'2024-02-30'.match(/(?<y>\\d+)-(?<m>\\d+)/).groups.m"), "02");
assert.equal(evaluate("function* g() { yield* [1, 2, 3] } [...g()].length"), "3");
assert.equal(evaluate("new Float64Array([1.5, 2.5]).reduce((a, b) => a + b)"), "4");
assert.equal(evaluate("JSON.stringify(Object.fromEntries(new Map([['a', [null, true]]])))"), '{"a":[null,true]}');
assert.equal(evaluate("null.x").slice(0, 17), "error: TypeError:");
assert.equal(evaluate("while (true) {}"), "error: fuel used up");
assert.equal(evaluate("let all = []; while (true) all.push(new Array(1000).fill(1))"), "error: memory limit exceeded");
// Far more garbage than the limit holds: it is collected while the script runs.
assert.equal(evaluate("let n = 0; for (let i = 0; i < 300000; i++) n += { a: [i, i], b: `x${i}` }.a.length; n"), "600000");
assert.equal(evaluate("let text = ''; for (let i = 0; i < 20000; i++) text += i % 10; text.length"), "20000");
console.log("stilla runs in WebAssembly");

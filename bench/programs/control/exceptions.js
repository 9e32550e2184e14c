// Exceptions: throw and catch near and far, finally, rethrow, error subclasses, errors from the engine itself.
"use strict";
const out = typeof print === "function" ? print : console.log;

class Refusal extends Error { constructor(message, code) { super(message); this.name = "Refusal"; this.code = code; } }
function deep(n, code) { if (n === 0) throw new Refusal("refused " + code, code); return deep(n - 1, code) + 1; }
function guarded(n) {
  let trace = 0;
  try { try { if (n % 3 === 0) throw n; trace = 1; } finally { trace += 2; } } catch (value) { trace += value % 7; }
  return trace;
}
function leave(n) { for (let i = 0; ; i++) { try { if (i === n) return i; } finally { if (i === 5) break; } } return -1; }
function engine(n) {
  try {
    switch (n % 4) {
      case 0: return null.x;
      case 1: return undefinedName;
      case 2: return (1)();
      default: return new Array(-1);
    }
  } catch (error) { return error instanceof TypeError ? 1 : error instanceof ReferenceError ? 2 : error instanceof RangeError ? 3 : 4; }
}

let check = 0;
for (let i = 0; i < 260000; i++) {
  check = (check * 3 + guarded(i) + leave(i % 9)) % 1000000007;
  if (i % 3 === 0) check += engine(i / 3);
  if (i % 4 === 0) {
    try { check += deep(i % 20, i); } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      check = (check + error.code + error.message.length) % 1000000007;
    }
  }
}
out("exceptions " + check);

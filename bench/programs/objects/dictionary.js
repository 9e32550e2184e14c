// Objects as dictionaries: computed string keys, delete, in, for-in and Object.keys.
"use strict";
const out = typeof print === "function" ? print : console.log;

let state = 12345;
function random(bound) {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return (state >>> 7) % bound;
}

const words = [];
for (let i = 0; i < 3000; i++) {
  let word = "";
  for (let n = 2 + random(4); n > 0; n--) word += String.fromCharCode(97 + random(26));
  words.push(word);
}

function count(rounds) {
  const seen = {};
  for (let i = 0; i < rounds; i++) {
    const word = words[random(words.length)];
    seen[word] = (seen[word] || 0) + 1;
    if (i % 5 === 0) delete seen[words[random(words.length)]];
  }
  let sum = 0;
  for (const key in seen) sum = (sum * 31 + seen[key] * key.length) % 1000000007;
  return sum + Object.keys(seen).length;
}

function index(rounds) {
  const table = Object.create(null);
  for (let i = 0; i < rounds; i++) {
    const key = "k" + (i % 5000);
    if (key in table) table[key].push(i); else table[key] = [i];
  }
  let sum = 0;
  for (const [key, list] of Object.entries(table)) sum = (sum + list.length * key.length + list[list.length - 1]) % 1000000007;
  return sum;
}

let check = 0;
for (let round = 0; round < 8; round++) check = (check * 17 + count(150000) + index(100000)) % 1000000007;
out("dictionary " + check);

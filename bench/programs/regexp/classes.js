// Regular expressions in the hard corners: sticky tokens, lookbehind, Unicode properties, backtracking repetition.
"use strict";
const out = typeof print === "function" ? print : console.log;

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([\p{L}_][\p{L}\p{N}_]*)|("(?:[^"\\]|\\.)*")|([-+*\/=<>!&|]{1,2})|([(){}\[\];,.]))/uy;
let source = "";
for (let i = 0; i < 700; i++) source += `let größe${i} = (wert_${i} + ${i}.5) * funktion("text \\" ${i}", [${i}, ${i + 1}]); if (a${i} <= b && c != d) { выход(${i}); }\n`;

function tokens(text) {
  let count = 0, sum = 0;
  TOKEN.lastIndex = 0;
  for (let match; (match = TOKEN.exec(text)) !== null; ) {
    count++;
    sum = (sum * 7 + match[0].length + (match[2] ? 3 : match[3] ? 5 : 1)) % 1000003;
  }
  return count + sum;
}

let check = 0;
for (let round = 0; round < 18; round++) {
  check = (check * 31 + tokens(source)) % 1000000007;
  check = (check + source.replace(/(?<=\[)\d+/g, "#").length) % 1000000007;
  check = (check + source.split(/(?<![<>!=])=(?!=)/).length) % 1000000007;
  check = (check + (source.match(/(?:[a-z]+_?)+\d*\s?\(/g) || []).length) % 1000000007;
  check = (check + (source.match(/\p{Script=Cyrillic}+/gu) || []).join("").length) % 1000000007;
  for (let i = 10; i < 17; i++) if (/^(a+)+$/.test("a".repeat(i) + "b")) throw new Error("impossible");
}
out("regexp-classes " + check);

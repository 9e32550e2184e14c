// String building and splitting: concatenation, slice, indexOf, split, join, replace, case, padding.
"use strict";
const out = typeof print === "function" ? print : console.log;

function report(rows) {
  let text = "id;name;amount;note\n";
  for (let i = 0; i < rows; i++) text += i + ";" + "Name" + (i * 7919 % 1000) + ";" + (i % 97) / 4 + ";" + (i % 3 ? "plain" : "a \"quoted\" note") + "\n";
  return text;
}
function hash(text) { let h = 0; for (let i = 0; i < text.length; i++) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0; return h; }
function parse(text) {
  const [head, ...lines] = text.split("\n");
  const names = head.split(";");
  return lines.filter((line) => line.length > 0).map((line) => {
    const cells = line.split(";");
    const row = {};
    for (let i = 0; i < names.length; i++) row[names[i]] = cells[i];
    return row;
  });
}
function words(text) {
  let count = 0, start = 0;
  for (;;) {
    const at = text.indexOf(" ", start);
    if (at < 0) return count + text.substring(start).length;
    count += text.slice(start, at).trim().length;
    start = at + 1;
  }
}
function caesar(text, shift) {
  let result = "";
  for (const ch of text) {
    const code = ch.charCodeAt(0);
    result += code >= 97 && code <= 122 ? String.fromCharCode(97 + ((code - 97 + shift) % 26)) : ch;
  }
  return result;
}

let check = 0;
for (let round = 0; round < 12; round++) {
  const text = report(3000 + round);
  const rows = parse(text);
  const table = rows.map((row) => row.id.padStart(6, "0") + " " + row.name.toUpperCase().padEnd(10, ".") + " " + row.note.replaceAll("\"", "'")).join("\n");
  check = (Math.imul(check, 17) + hash(table) + words(table)) | 0;
  check ^= hash(caesar(text.slice(0, 20000).toLowerCase(), round + 3));
  check ^= table.lastIndexOf("NAME7") + (table.includes("quoted") ? 1 : 0) + table.split(" ").reverse().join("").length;
}
out("build-split " + check);

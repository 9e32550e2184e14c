// Regular expressions: scanning a log with captures, alternation, classes, lookahead and replacement.
"use strict";
const out = typeof print === "function" ? print : console.log;

const lines = [];
let state = 99;
function random(bound) { state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff; return (state >>> 8) % bound; }
const METHODS = ["GET", "POST", "PUT", "DELETE"], PATHS = ["/index.html", "/api/v1/users", "/api/v2/orders/item", "/static/app.min.js", "/a/b/c?q=1&r=two"];
for (let i = 0; i < 2500; i++) {
  lines.push(`10.${random(256)}.${random(256)}.${random(256)} - user${random(50)} [${1 + random(28)}/Nov/2024:${10 + random(10)}:${10 + random(50)}:${10 + random(50)} +0100] "${METHODS[random(4)]} ${PATHS[random(5)]}${random(100)} HTTP/1.1" ${200 + random(4) * 100} ${random(100000)} "Agent/${random(9)}.${random(9)} (x11; linux) mail${i}@example.org"`);
}
const log = lines.join("\n");

const ENTRY = /^(\d+\.\d+\.\d+\.\d+) - (\w+) \[([^\]]+)\] "([A-Z]+) ([^ "]+) HTTP\/1\.[01]" (\d{3}) (\d+)/;
const NAMED = /(?<day>\d{1,2})\/(?<month>[A-Z][a-z]{2})\/(?<year>\d{4})/;
let check = 0;
for (let round = 0; round < 7; round++) {
  for (const line of lines) {
    const match = ENTRY.exec(line);
    if (match === null) throw new Error("no match: " + line);
    check = (check + match[1].length * 3 + match[5].length + Number(match[7]) + Number(match[6])) % 1000000007;
    if (/\b(?:api|static)\/(?!v1)/.test(line)) check++;
    const date = NAMED.exec(line).groups;
    check += Number(date.day) + date.month.length;
  }
  for (const match of log.matchAll(/[\w.]+@[\w.]+\.(?:org|com)/g)) check = (check + match.index + match[0].length) % 1000000007;
  check = (check + log.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)/g, "$4-$3-$2-$1").length) % 1000000007;
  check = (check + log.replace(/user(\d+)/gi, (_, n) => "#" + n * 2).length + log.split(/\s*["\[\]]\s*/).length) % 1000000007;
  check = (check + (log.match(/(?:GET|PUT|DELETE) [^ ]*?(\d)\1/g) || []).length) % 1000000007;
}
out("regexp-scan " + check);

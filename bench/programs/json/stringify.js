// JSON.stringify: nested records, escapes, indentation, toJSON and replacer.
"use strict";
const out = typeof print === "function" ? print : console.log;

class Money { constructor(cents) { this.cents = cents; } toJSON() { return (this.cents / 100).toFixed(2); } }

function record(i) {
  return {
    id: i, name: "customer " + i, active: i % 3 === 0, balance: i * 1.25 - 100, tags: ["a" + (i % 7), "línea\n\"" + i, null],
    address: { street: "Road " + (i % 100), city: i % 2 ? "Basel" : "Chur", zip: 4000 + (i % 600), geo: [47.5 + i / 1000, 7.6 - i / 1000] },
    total: new Money(i * 199), nothing: undefined,
  };
}

const data = [];
for (let i = 0; i < 800; i++) data.push(record(i));
let check = 0;
function take(text) { check = (check * 31 + text.length + text.charCodeAt(text.length >> 1) + text.charCodeAt(text.length >> 2)) % 1000000007; }
for (let round = 0; round < 130; round++) {
  data[round].name += "!";
  take(JSON.stringify(data));
  if (round % 4 === 0) take(JSON.stringify(data, null, 2));
  if (round % 8 === 0) take(JSON.stringify(data, ["id", "address", "city"]));
  if (round % 11 === 0) take(JSON.stringify(data, (key, value) => (key === "tags" ? value.length : value)));
}
out("json-stringify " + check);

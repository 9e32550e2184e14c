// JSON.parse: nested records, numbers, escapes, and a reviver.
"use strict";
const out = typeof print === "function" ? print : console.log;

let text = "[";
for (let i = 0; i < 1200; i++) {
  text += (i ? ",\n" : "") + "{\"id\": " + i + ", \"name\": \"item \\u00e9 " + i + "\", \"price\": " + (i * 37 % 1000) / 8 + ", \"stock\": {\"basel\": " + (i % 40) + ", \"chur\": " + -(i % 9) + "}, \"sizes\": [1, 2.5, 3e2, -0.125], \"text\": \"line\\nline \\\"" + i + "\\\"\", \"on\": " + (i % 2 === 0) + ", \"off\": null}";
}
text += "]";

let check = 0;
for (let round = 0; round < 200; round++) {
  const data = JSON.parse(text);
  for (const item of data) check = (check + item.id * item.stock.basel + item.price * 8 + item.name.length + item.sizes[2] + (item.on ? 1 : 0)) % 1000000007;
  if (round % 10 === 0) {
    const small = JSON.parse(text.slice(0, 30000).replace(/,\n[^\n]*$/, "") + "]", (key, value) => (key === "price" ? value * 2 : value));
    check = (check + small.length + small[3].price) % 1000000007;
  }
}
out("json-parse " + check);

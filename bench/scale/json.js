// JSON of so many bytes, written and read
// sizes: 3125000 12500000 50000000 200000000
const rows = [];
for (let i = 0; i < SIZE / 50; i++) rows.push({ id: i, name: "name " + (i % 1000), on: i % 2 === 0, list: [i] });
const text = JSON.stringify(rows);
rows.length = 0;
out(text.length + JSON.parse(text).length);

// Promises that all wait for one
// sizes: 15625 62500 250000 1000000
let open;
const gate = new Promise((resolve) => (open = resolve));
let sum = 0;
const all = [];
for (let i = 0; i < SIZE; i++) all.push(gate.then((value) => (sum += value)));
Promise.all(all).then((list) => out(sum + list.length));
open(1);

// Many objects alive, and as many garbage again
// sizes: 62500 250000 1000000 4000000
const alive = [];
for (let i = 0; i < SIZE; i++) alive.push({ id: i, next: null });
for (let i = 1; i < SIZE; i++) alive[i - 1].next = alive[i];
let sum = 0;
for (let i = 0; i < SIZE; i++) sum += { id: i, next: alive[i] }.id;
out(sum + alive.length);

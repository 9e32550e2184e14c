// An array that grows by push
// sizes: 100000 400000 1600000 6400000
const list = [];
for (let i = 0; i < SIZE; i++) list.push(i);
out(list.length + list[SIZE >> 1]);

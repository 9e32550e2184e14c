// Sorting numbers with a comparator
// sizes: 20000 80000 320000 1280000
const list = [];
let x = 1;
for (let i = 0; i < SIZE; i++) list.push(x = (x * 16807) % 2147483647);
list.sort((a, b) => a - b);
out(list[0] + list[SIZE - 1]);

// A Map that fills
// sizes: 156250 625000 2500000 10000000
const map = new Map();
for (let i = 0; i < SIZE; i++) map.set(i * 7, i);
let sum = 0;
for (let i = 0; i < SIZE; i += 97) sum += map.get(i * 7);
out(sum + map.size);

// A queue: push at one end, shift at the other
// sizes: 10000 40000 160000 640000
const queue = [];
let sum = 0;
for (let i = 0; i < SIZE; i++) queue.push(i);
for (let i = 0; i < SIZE; i++) { queue.push(i); sum += queue.shift(); }
out(sum + queue.length);

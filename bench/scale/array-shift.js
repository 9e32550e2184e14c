// A queue: push at one end, shift at the other
// sizes: 5000 20000 80000
const queue = [];
let sum = 0;
for (let i = 0; i < SIZE; i++) queue.push(i);
for (let i = 0; i < SIZE; i++) { queue.push(i); sum += queue.shift(); }
out(sum + queue.length);

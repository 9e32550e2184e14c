// Insertion in the middle of an array: it moves half of the elements each time
// sizes: 4000 16000 64000
// power: 2
const list = [];
for (let i = 0; i < SIZE; i++) list.splice(i >> 1, 0, i);
out(list.length + list[0]);

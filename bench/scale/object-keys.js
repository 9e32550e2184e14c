// An object with many keys
// sizes: 15625 62500 250000 1000000
const object = {};
for (let i = 0; i < SIZE; i++) object["key" + i] = i;
let sum = 0;
for (const key in object) sum += object[key];
for (let i = 0; i < SIZE; i += 3) delete object["key" + i];
out(sum + Object.keys(object).length);

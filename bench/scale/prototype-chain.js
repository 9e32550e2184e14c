// A property at the end of a long chain of prototypes
// sizes: 1000 4000 16000 64000
let object = { far: 1 };
for (let i = 0; i < SIZE; i++) object = Object.create(object);
let sum = 0;
for (let i = 0; i < 100; i++) { sum += object.far; if ("near" in object) sum++; }
out(sum);

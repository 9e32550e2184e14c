// Megamorphic access: property reads, writes and calls at sites that see a hundred shapes.
"use strict";
const out = typeof print === "function" ? print : console.log;

function make(kind, n) {
  const object = {};
  for (let i = 0; i < kind % 10; i++) object["a" + i] = i;
  object.value = n;
  for (let i = 0; i < (kind / 10) | 0; i++) object["b" + i] = i;
  object.count = 0;
  object.twice = kind & 1 ? function () { return this.value * 2; } : function () { return this.value + this.value; };
  return object;
}

const objects = [];
for (let i = 0; i < 2000; i++) objects.push(make((i * 37) % 100, i & 255));

function visit(list, salt) {
  let sum = 0;
  for (const object of list) {
    sum += object.twice() + salt;
    object.count = object.count + 1;
    if ("a3" in object) sum += object.a3;
  }
  return sum;
}

let check = 0;
for (let round = 0; round < 1100; round++) check = (check * 5 + visit(objects, round & 15)) % 1000000007;
for (const object of objects) check = (check + object.count) % 1000000007;
out("megamorphic " + check);

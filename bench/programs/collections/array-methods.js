// Array methods with callbacks: map, filter, reduce, find, some, flatMap, forEach, and chains of them.
"use strict";
const out = typeof print === "function" ? print : console.log;

const people = Array.from({ length: 3000 }, (_, i) => ({ id: i, age: (i * 37) % 90, city: "city" + (i % 23), score: ((i * 7919) % 1000) / 10, friends: [i % 7, i % 11] }));

function pipeline(salt) {
  const adults = people.filter((p) => p.age >= 18 && p.id % 5 !== salt % 5);
  const scores = adults.map((p) => p.score + salt);
  const sum = scores.reduce((a, b) => a + b, 0);
  const friends = adults.flatMap((p) => p.friends).filter((f) => f > 3).length;
  const groups = adults.reduce((map, p) => { (map[p.city] ||= []).push(p); return map; }, {});
  let best = 0;
  Object.values(groups).forEach((group) => { best += Math.max(...group.map((p) => p.score)); });
  const found = people.find((p) => p.id === 1500 + salt).age + people.findIndex((p) => p.score > 99);
  const flags = (adults.some((p) => p.age > 88) ? 1 : 0) + (adults.every((p) => p.age >= 18) ? 2 : 0) + (scores.includes(50) ? 4 : 0);
  return Math.round(sum * 10 + best * 10) + friends + found + flags + scores.indexOf(70 + salt);
}

let check = 0;
for (let round = 0; round < 260; round++) check = (check * 31 + pipeline(round)) % 1000000007;
out("array-methods " + check);

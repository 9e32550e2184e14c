// Eight queens by a generator: every solution comes when it is asked for.
function* queens(size, placed = []) {
  const row = placed.length;
  if (row === size) {
    yield placed;
    return;
  }
  for (let column = 0; column < size; column++) {
    const free = placed.every((other, r) => other !== column && Math.abs(other - column) !== row - r);
    if (free) yield* queens(size, [...placed, column]);
  }
}

const [first] = queens(8);
console.log(first.map((column) => ".".repeat(column) + "Q" + ".".repeat(7 - column)).join("\n"));

let count = 0;
for (const _ of queens(8)) count++;
console.log(count, "solutions");

// Many elements are sorted byte by byte, between which limits are looked at; few by comparisons. Both give one order.
const MANY = (1 << 16) + 11;

const kinds = [Int8Array, Uint16Array, Float16Array, Float64Array, BigInt64Array];

test("many elements of each type are in the order of a comparator", () => {
  for (const Kind of kinds) {
    const words = new Int32Array(Math.ceil((MANY * Kind.BYTES_PER_ELEMENT) / 4));
    let state = 1;
    for (let i = 0; i < words.length; i++) words[i] = (state = (state * 48271) % 2147483647) * 3;
    const array = new Kind(words.buffer, 0, MANY).sort();
    let inOrder = true;
    for (let i = 1; i < MANY; i++) {
      const [x, y] = [array[i - 1], array[i]];
      inOrder &&= x < y || Object.is(x, y) || y !== y || (x === y && Object.is(x, -0));
    }
    expect([Kind.name, inOrder]).toEqual([Kind.name, true]);
  }
});

test("nothing is lost or made", () => {
  const array = new Uint8Array(MANY).map((_, i) => i * 7);
  const counts = new Array(256).fill(0);
  array.forEach((x) => counts[x]++);
  array.toSorted().forEach((x) => counts[x]--);
  expect(counts.every((count) => count === 0)).toBe(true);
});

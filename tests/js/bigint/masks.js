// A large BigInt and a small one: logic and shifts look at few words only, which must not show.

const text = (value) => value.toString(2);

test('masks of positive and negative values', () => {
  for (const size of [1n, 62n, 63n, 64n, 65n, 127n, 128n, 129n, 700n]) {
    for (const offset of [-2n, -1n, 0n, 1n, 2n]) {
      for (const mask of [0n, 1n, 0xffn, 2n ** 31n, 2n ** 62n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n + 1n]) {
        const x = 2n ** size + offset;
        const bits = BigInt('0b' + text(x).split('').reverse().map((bit, i) => (bit === '1' && (mask >> BigInt(i)) % 2n === 1n ? '1' : '0')).reverse().join(''));
        expect(x & mask).toBe(bits);
        expect(mask & x).toBe(bits);
        // -x & mask: the complement of x - 1.
        const complement = mask - ((x - 1n) & mask);
        expect(-x & mask).toBe(complement);
        expect(mask & -x).toBe(complement);
      }
    }
  }
});

test('shifts by nothing, by a little, by more than there is', () => {
  const x = 2n ** 200n + 12345n;
  expect(x >> 0n).toBe(x);
  expect(x << 0n).toBe(x);
  expect(x >> 200n).toBe(1n);
  expect(x >> 201n).toBe(0n);
  expect(-x >> 201n).toBe(-1n);
  expect(x >> 2n ** 70n).toBe(0n);
  expect(-x >> 2n ** 70n).toBe(-1n);
  expect(x >> -3n).toBe(x * 8n);
  expect(x << -3n).toBe(x / 8n);
  expect(0n << 2n ** 70n).toBe(0n);
  expect(() => x << 2n ** 70n).toThrow(RangeError);
});

// A BigInt of up to 47 bits stands in the word of its value, a larger one on the heap. Nobody may notice: around the limits
// every operator gives what the same computation gives with operands that are far too large for a word.

const huge = 1n << 200n;
const limits = [0n, 1n << 31n, 1n << 45n, 1n << 46n, 1n << 47n, 1n << 53n, 1n << 62n, 1n << 63n, 1n << 64n, 1n << 92n];
const values = limits.flatMap((limit) => [limit - 1n, limit, limit + 1n]).flatMap((x) => [x, -x]);

/** The pairs for which `run` gives false. */
const wrong = (run) => {
  const found = [];
  for (const x of values) for (const y of values) if (!run(x, y)) found.push(`${x} ${y}`);
  return found;
};

test("sums and differences", () => {
  expect(wrong((x, y) => x + y === x + huge + y - huge)).toEqual([]);
  expect(wrong((x, y) => x - y === x + huge - y - huge)).toEqual([]);
});

test("products, quotients and remainders", () => {
  expect(wrong((x, y) => x * y === (x * huge * y) / huge)).toEqual([]);
  expect(wrong((x, y) => y === 0n || x / y === (x * huge) / (y * huge))).toEqual([]);
  expect(wrong((x, y) => y === 0n || x % y === ((x * huge) % (y * huge)) / huge)).toEqual([]);
  expect(wrong((x, y) => y === 0n || (x / y) * y + (x % y) === x)).toEqual([]);
  expect(() => 1n / 0n).toThrow(RangeError);
  expect(() => 1n % 0n).toThrow(RangeError);
});

test("logic and shifts", () => {
  const above = (1n << 150n) - 1n << 100n;
  const below = (x) => BigInt.asIntN(100, x);
  expect(wrong((x, y) => (x & y) === below((x ^ above) & (y ^ above)))).toEqual([]);
  expect(wrong((x, y) => (x | y) === below((x ^ above) | (y ^ above)))).toEqual([]);
  expect(wrong((x, y) => (x ^ y) === below((x ^ above) ^ y))).toEqual([]);
  for (const x of values) {
    expect(~x).toBe(-x - 1n);
    for (const count of [0n, 1n, 5n, 46n, 47n, 63n, 64n, 200n]) {
      expect(x << count).toBe(x * 2n ** count);
      expect(x >> count).toBe((x - BigInt.asUintN(Number(count), x)) / 2n ** count);
      expect(x >> -count).toBe(x << count);
      expect(x << -count).toBe(x >> count);
    }
  }
});

test("steps", () => {
  for (const x of values) {
    let [up, down, after] = [x, x, x];
    expect(++up).toBe(x + 1n);
    expect(--down).toBe(x - 1n);
    expect(after++).toBe(x);
    expect(after).toBe(x + 1n);
    expect(-(-x)).toBe(x);
  }
});

test("comparisons", () => {
  expect(wrong((x, y) => (x < y) === (x + huge < y + huge) && (x <= y) === (x + huge <= y + huge))).toEqual([]);
  expect(wrong((x, y) => (x > y) === (x + huge > y + huge) && (x >= y) === (x + huge >= y + huge))).toEqual([]);
  expect(wrong((x, y) => (x === y) === (x + huge === y + huge) && (x == y) === (x + huge == y + huge))).toEqual([]);
  expect(wrong((x, y) => Object.is(x, y) === (String(x) === String(y)))).toEqual([]);
  for (const x of values) {
    expect(x == String(x)).toBe(true);
    expect(Boolean(x)).toBe(x !== 0n);
    if (BigInt(Number(x)) === x) expect(x == Number(x)).toBe(true);
    let count = 0;
    for (let i = x; i < x + 3n; i++) count++;
    expect(count).toBe(3);
  }
});

test("conversions", () => {
  for (const x of values) {
    expect(typeof x).toBe("bigint");
    expect(BigInt(String(x))).toBe(x);
    expect(BigInt((x < 0n ? -x : x).toString(16).replace(/^/, "0x"))).toBe(x < 0n ? -x : x);
    expect(Object(x).valueOf()).toBe(x);
    expect(BigInt(Number(x))).toBe(BigInt(Number(String(x))));
    expect(BigInt64Array.of(x)[0]).toBe(BigInt.asIntN(64, x));
    expect(BigUint64Array.of(x)[0]).toBe(BigInt.asUintN(64, x));
  }
});

test("keys of collections", () => {
  const map = new Map(values.map((x) => [x, String(x)]));
  for (const x of values) {
    expect(map.get(x + huge - huge)).toBe(String(x));
    expect(values.includes(x + huge - huge)).toBe(true);
    expect({ [x]: 1 }[String(x)]).toBe(1);
  }
});

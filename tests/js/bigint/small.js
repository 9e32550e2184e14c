// Where values leave the machine word, on both sides.
const MAX = 2n ** 63n - 1n, MIN = -(2n ** 63n);

test("sums and differences across the word's ends", () => {
  expect(MAX + 1n).toBe(9223372036854775808n);
  expect(MIN - 1n).toBe(-9223372036854775809n);
  expect(MAX - -1n).toBe(2n ** 63n);
  expect((MAX + 1n) - 1n).toBe(MAX);
  let i = MAX; i++; expect(i).toBe(2n ** 63n);
  let d = MIN; d--; expect(d).toBe(-(2n ** 63n) - 1n);
});

test("products and quotients across the word's ends", () => {
  expect(MIN * -1n).toBe(2n ** 63n);
  expect(MIN / -1n).toBe(2n ** 63n);
  expect(MIN % -1n).toBe(0n);
  expect(MAX * MAX).toBe(85070591730234615847396907784232501249n);
  expect(-7n / 2n).toBe(-3n);
  expect(-7n % 2n).toBe(-1n);
  expect(7n % -2n).toBe(1n);
});

test("division by zero is a RangeError for small and large", () => {
  for (const x of [0n, 1n, MIN, 2n ** 100n]) {
    expect(() => x / 0n).toThrow(RangeError);
    expect(() => x % 0n).toThrow(RangeError);
  }
});

test("shifts to the right keep the sign, however far", () => {
  expect(-1n >> 1n).toBe(-1n);
  expect(-5n >> 1n).toBe(-3n);
  expect(MIN >> 63n).toBe(-1n);
  expect(MIN >> 64n).toBe(-1n);
  expect(MAX >> 1000n).toBe(0n);
  expect(5n >> -2n).toBe(20n);
});

test("logic on negative words", () => {
  expect(MIN & -1n).toBe(MIN);
  expect(MIN | 1n).toBe(MIN + 1n);
  expect(MIN ^ MAX).toBe(-1n);
  expect(-1n & (2n ** 64n - 1n)).toBe(2n ** 64n - 1n);
});

test("equality does not depend on how a value was made", () => {
  expect(2n ** 64n / 2n ** 64n).toBe(1n);
  expect(new Map([[2n ** 64n - 2n ** 64n, "zero"]]).get(0n)).toBe("zero");
  expect(2n ** 63n - 1n === MAX).toBe(true);
});

test("is from 0 to below 1, and changes", () => {
  const seen = new Set();
  for (let i = 0; i < 100; i++) {
    const number = Math.random();
    expect(number >= 0 && number < 1).toBe(true);
    seen.add(number);
  }
  expect(seen.size > 90).toBe(true);
});

test("keys that double, like the flags of an enum, take room for themselves only", () => {
  const names = {};
  for (let bit = 0; bit < 32; bit++) names[2 ** bit] = "bit" + bit;
  expect(Object.keys(names).length).toBe(32);
  expect(names[2 ** 30]).toBe("bit30");
  expect(names[2 ** 30 - 1]).toBe(undefined);
  expect(Object.keys(names)[31]).toBe("2147483648");
});

test("an array filled with gaps keeps its elements in order", () => {
  const array = [];
  for (let i = 0; i < 300; i++) array[i * 1000] = i;
  expect(array.length).toBe(299001);
  expect(array.filter(() => true).length).toBe(300);
  expect(array.indexOf(299)).toBe(299000);
});

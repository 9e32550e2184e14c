test("makes an object from pairs", () => {
  expect(Object.fromEntries([["a", 1], ["b", 2], ["a", 3]])).toEqual({ a: 3, b: 2 });
  expect(() => Object.fromEntries()).toThrow(TypeError);
});

function closing(item) {
  const state = { closed: 0 };
  state[Symbol.iterator] = () => ({
    next: () => ({ done: false, value: item }),
    return() { state.closed++; return {}; },
  });
  return state;
}

test("closes the iterator of what is no pair", () => {
  const iterable = closing("ab");
  expect(() => Object.fromEntries(iterable)).toThrow(TypeError);
  expect(iterable.closed).toBe(1);
});

test("closes the iterator when a pair throws", () => {
  const iterable = closing({ get 0() { throw new RangeError("key"); } });
  expect(() => Object.fromEntries(iterable)).toThrow(RangeError);
  expect(iterable.closed).toBe(1);
});

test("keeps receiver and first arguments", () => {
  function sum(a, b) { return this.base + a + b; }
  const bound = sum.bind({ base: 10 }, 1);
  expect(bound(2)).toBe(13);
  expect(bound.length).toBe(1);
  expect(bound.name).toBe("bound sum");
  expect("prototype" in bound).toBe(false);
});

test("construction passes the receiver by", () => {
  class Pair { constructor(a, b) { this.list = [a, b]; } }
  const Bound = Pair.bind(null, 1);
  expect(new Bound(2).list).toEqual([1, 2]);
  expect(new Bound(2) instanceof Pair).toBe(true);
  expect(new Bound(2) instanceof Bound).toBe(true);
});

test("length follows what the target says", () => {
  const f = Object.defineProperty(() => {}, "length", { value: Infinity });
  expect(f.bind(null, 1).length).toBe(Infinity);
  expect(Object.defineProperty(() => {}, "length", { value: "3" }).bind().length).toBe(0);
  expect(Object.defineProperty(() => {}, "length", { value: 2.7 }).bind().length).toBe(2);
});

test("only functions can be bound", () => {
  expect(() => Function.prototype.bind.call({})).toThrow(TypeError);
});

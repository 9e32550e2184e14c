function traced(log, length = 10) {
  let i = 0;
  return {
    __proto__: Iterator.prototype,
    next() { log.push("next"); return { value: i++, done: i > length }; },
    return() { log.push("return"); return {}; },
  };
}

test("a callback that throws closes the source", () => {
  const log = [];
  const mapped = traced(log).map(() => { throw new RangeError(); });
  expect(() => mapped.next()).toThrow(RangeError);
  expect(log).toEqual(["next", "return"]);
  expect(mapped.next().done).toBe(true);
  expect(log).toEqual(["next", "return"]);
});

test("a callback that steps its own helper", () => {
  const helper = traced([]).map(() => helper.next());
  expect(() => helper.next()).toThrow(TypeError);
  const returned = traced([]).map(() => returned.return());
  expect(() => returned.next()).toThrow(TypeError);
});

test("return before the first step, between steps and after the end", () => {
  const log = [];
  expect(traced(log).map((x) => x).return().done).toBe(true);
  expect(log).toEqual(["return"]);
  log.length = 0;
  const helper = traced(log).filter(() => true);
  helper.next();
  helper.return();
  helper.return();
  helper.next();
  expect(log).toEqual(["next", "return"]);
});

test("take closes its source when nothing is left to take", () => {
  const log = [];
  expect(traced(log).take(1).toArray()).toEqual([0]);
  expect(log).toEqual(["next", "return"]);
});

test("flatMap closes the inner iterator, then the outer one", () => {
  const log = [];
  const inner = { [Symbol.iterator]() { return this; }, next: () => ({ value: 1, done: false }), return() { log.push("inner"); return {}; } };
  const helper = traced(log).flatMap(() => inner);
  helper.next();
  helper.return();
  expect(log).toEqual(["next", "inner", "return"]);
  expect(() => traced([]).flatMap(() => "text").next()).toThrow(TypeError);
});

test("zip closes the others when one throws or ends", () => {
  const log = [];
  const broken = { __proto__: Iterator.prototype, next() { throw new RangeError(); } };
  expect(() => Iterator.zip([traced(log), broken, traced(log)]).next()).toThrow(RangeError);
  expect(log).toEqual(["next", "return", "return"]);
});

test("a source without an object as result", () => {
  const bad = { __proto__: Iterator.prototype, next: () => 1 };
  expect(() => bad.map((x) => x).next()).toThrow(TypeError);
  expect(() => bad.toArray()).toThrow(TypeError);
});

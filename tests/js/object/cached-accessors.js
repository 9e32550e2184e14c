// One access site meets an accessor again and again while the property changes under it.
const read = (o) => o.x;
const write = (o, v) => { o.x = v; };

function warm(o, times = 5) {
  let last;
  for (let i = 0; i < times; i++) last = read(o);
  return last;
}

test("a getter of a class is called with its receiver", () => {
  class A { constructor(n) { this.n = n; } get x() { return this.n; } }
  expect([1, 2, 3].map((n) => warm(new A(n)))).toEqual([1, 2, 3]);
});

test("a redefined getter is the one that is called", () => {
  class A { get x() { return 1; } }
  const a = new A();
  expect(warm(a)).toBe(1);
  Object.defineProperty(A.prototype, "x", { get() { return 2; }, configurable: true });
  expect(warm(a)).toBe(2);
});

test("a getter that became a value is a value", () => {
  class A { get x() { return 1; } }
  const a = new A();
  warm(a);
  Object.defineProperty(A.prototype, "x", { value: 3 });
  expect(warm(a)).toBe(3);
});

test("an own property hides the getter", () => {
  class A { get x() { return 1; } }
  const a = new A();
  warm(a);
  Object.defineProperty(a, "x", { value: 4 });
  expect(warm(a)).toBe(4);
});

test("a deleted getter is gone", () => {
  const o = { get x() { return 1; } };
  warm(o);
  delete o.x;
  expect(warm(o)).toBe(undefined);
});

test("another prototype, another getter", () => {
  const o = Object.create({ get x() { return 1; } });
  warm(o);
  Object.setPrototypeOf(o, { get x() { return 2; } });
  expect(warm(o)).toBe(2);
});

test("a getter that changes its own object's shape", () => {
  let n = 0;
  class A { get x() { this["p" + n++] = n; return n; } }
  const a = new A();
  for (let i = 1; i <= 5; i++) expect(read(a)).toBe(i);
});

test("a getter may throw inside try", () => {
  class A { get x() { throw new Error("no"); } }
  const a = new A();
  let caught = 0;
  for (let i = 0; i < 5; i++) {
    try { read(a); } catch (e) { caught += e.message === "no" ? 1 : 0; }
  }
  expect(caught).toBe(5);
});

test("a setter's result is thrown away", () => {
  const seen = [];
  class A { set x(v) { seen.push(v); return 99; } }
  const a = new A();
  const results = [];
  for (let i = 0; i < 4; i++) results.push(a.x = i);
  expect(results).toEqual([0, 1, 2, 3]);
  for (let i = 0; i < 4; i++) write(a, i);
  expect(seen).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
});

test("a setter that is missing throws in strict code only", () => {
  "use strict";
  class A { get x() { return 1; } }
  const a = new A();
  for (let i = 0; i < 3; i++) expect(() => { a.x = 1; }).toThrow(TypeError);
});

test("setters and values at one site", () => {
  let set = 0;
  class A { set x(v) { set += v; } }
  const objects = [new A(), { x: 0 }, {}, new A()];
  for (let i = 0; i < 10; i++) for (const o of objects) write(o, 1);
  expect([set, objects[1].x, objects[2].x]).toEqual([20, 1, 1]);
});

test("a getter that calls itself ends in a RangeError", () => {
  class A { get x() { return this.x; } }
  expect(() => read(new A())).toThrow(RangeError);
  class B { set x(v) { this.x = v; } }
  expect(() => write(new B(), 1)).toThrow(RangeError);
});

test("the arguments, registers and this of the reader survive", () => {
  class A { get x() { let a = 1, b = 2, c = 3; return a + b + c; } }
  const a = new A();
  function sum(p, q) { let r = p; r += a.x; r += q; r += a.x + arguments.length; return r; }
  for (let i = 0; i < 4; i++) expect(sum(10, 20)).toBe(44);
});

test("a private field of a prototype is not inherited", () => {
  class A { #p = 1; static read(o) { return o.#p; } static write(o) { o.#p = 2; } static has(o) { return #p in o; } }
  const a = new A();
  for (let i = 0; i < 3; i++) expect(A.read(a)).toBe(1);
  const heir = Object.create(a);
  for (let i = 0; i < 3; i++) {
    expect(() => A.read(heir)).toThrow(TypeError);
    expect(() => A.write(heir)).toThrow(TypeError);
    expect(A.has(heir)).toBe(false);
  }
});

test("native getters and setters in a long loop, and their failures", () => {
  const map = new Map([[1, 2]]);
  const object = {};
  let sum = 0;
  for (let i = 0; i < 100_000; i++) {
    sum += map.size;
    object.__proto__ = i % 2 ? Array.prototype : Object.prototype;
  }
  expect(sum).toBe(100_000);
  expect(Object.getPrototypeOf(object)).toBe(Array.prototype);
  const read = (value) => value.size;
  for (let i = 0; i < 3; i++) expect(read(map)).toBe(1);
  expect(() => read(Object.create(Map.prototype))).toThrow(TypeError);
  expect(read(map)).toBe(1);
});

test("a getter or setter that calls itself without end is a RangeError", () => {
  const object = { get up() { return this.up + 1; }, set down(value) { this.down = value + 1; } };
  for (let i = 0; i < 3; i++) {
    expect(() => object.up).toThrow(RangeError);
    expect(() => { object.down = 0; }).toThrow(RangeError);
  }
});

test("accessors that are exchanged after they were cached", () => {
  const base = { get value() { return "first"; }, set value(to) { this.seen = "first " + to; } };
  const object = Object.create(base);
  const use = () => { object.value = 1; return object.value + ", " + object.seen; };
  for (let i = 0; i < 5; i++) expect(use()).toBe("first, first 1");
  Object.defineProperty(base, "value", { get() { return "second"; }, set(to) { this.seen = "second " + to; } });
  for (let i = 0; i < 5; i++) expect(use()).toBe("second, second 1");
  Object.defineProperty(base, "value", { set: undefined });
  expect(use()).toBe("second, second 1");
  Object.defineProperty(base, "value", { get: Map.prototype.__lookupGetter__("size") });
  expect(use).toThrow(TypeError);
});

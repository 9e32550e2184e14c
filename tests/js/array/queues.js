// Long arrays that are used as queues: which storage holds the elements can't be observed.

const LONG = 2000;

function numbers(count) {
  return Array.from({ length: count }, (_, index) => index);
}

// What shift, unshift, pop and push do, element by element.
class Model {
  constructor(list) {
    this.map = new Map();
    list.forEach((value, index) => this.map.set(index, value));
    this.length = list.length;
  }
  shift() {
    const first = this.map.get(0);
    const moved = new Map();
    for (const [index, value] of this.map) {
      if (index > 0) moved.set(index - 1, value);
    }
    this.map = moved;
    this.length = Math.max(0, this.length - 1);
    return first;
  }
  unshift(...values) {
    const moved = new Map(values.map((value, index) => [index, value]));
    for (const [index, value] of this.map) moved.set(index + values.length, value);
    this.map = moved;
    return (this.length += values.length);
  }
  push(value) {
    this.map.set(this.length, value);
    return ++this.length;
  }
  pop() {
    if (this.length === 0) return undefined;
    const value = this.map.get(--this.length);
    this.map.delete(this.length);
    return value;
  }
  check(list) {
    expect(list.length).toBe(this.length);
    const keys = Object.keys(list).map(Number);
    expect(keys.length).toBe(this.map.size);
    for (const key of keys) {
      if (list[key] !== this.map.get(key) || !this.map.has(key)) {
        throw new Error(`element ${key}: ${list[key]} instead of ${this.map.get(key)}`);
      }
    }
  }
}

test("a queue gives what was put in, in order", () => {
  const queue = numbers(LONG);
  let next = LONG;
  for (let expected = 0; expected < 5 * LONG; expected++) {
    if (queue.shift() !== expected) throw new Error(`shift ${expected}`);
    queue.push(next++);
    if (queue.length !== LONG) throw new Error("length");
  }
  while (queue.length > 0) queue.shift();
  expect(queue.shift()).toBe(undefined);
  expect(queue).toEqual([]);
  queue.push(1);
  expect(queue).toEqual([1]);
});

test("both ends at random are those of a model", () => {
  let seed = 1;
  const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 3; round++) {
    const list = numbers(600);
    if (round === 1) delete list[300];
    if (round === 2) list.length = 700;
    const model = new Model(list);
    for (let step = 0; step < 120; step++) {
      const value = step * 1000;
      switch (random(5)) {
        case 0: expect(list.shift()).toBe(model.shift()); break;
        case 1: expect(list.unshift(value, -value)).toBe(model.unshift(value, -value)); break;
        case 2: expect(list.push(value)).toBe(model.push(value)); break;
        case 3: expect(list.pop()).toBe(model.pop()); break;
        case 4: {
          const index = random(model.length);
          list[index] = value;
          model.map.set(index, value);
        }
      }
      if (step % 40 === 39) model.check(list);
    }
  }
});

test("a queue is an array to everything else", () => {
  const make = () => {
    const list = numbers(LONG);
    list.shift();
    return list;
  };
  const plain = numbers(LONG).slice(1);
  expect(make()).toEqual(plain);
  expect(JSON.stringify(make())).toBe(JSON.stringify(plain));
  expect([...make()]).toEqual(plain);
  expect(make().slice(5, 9)).toEqual([6, 7, 8, 9]);
  expect(make().map((x) => x * 2).at(-1)).toBe((LONG - 1) * 2);
  expect(make().reverse()[0]).toBe(LONG - 1);
  expect(make().sort((a, b) => b - a)[0]).toBe(LONG - 1);
  expect(make().splice(0, 2)).toEqual([1, 2]);
  expect(make().indexOf(7)).toBe(6);
  expect(make().includes(0)).toBe(false);
  expect(make().concat([1]).length).toBe(LONG);
  expect(make().fill(1, 1).slice(0, 3)).toEqual([1, 1, 1]);
  expect(make().copyWithin(0, 3)[0]).toBe(4);
  expect(Math.max(...make())).toBe(LONG - 1);
  expect(Object.keys(make())[LONG - 2]).toBe(String(LONG - 2));
  expect(Reflect.ownKeys(make()).length).toBe(LONG);
  expect(structuredClone(make())).toEqual(plain);
});

test("the length of a queue can be set", () => {
  const list = numbers(LONG);
  list.shift();
  list.length = 3;
  expect(list).toEqual([1, 2, 3]);
  const longer = numbers(LONG);
  longer.shift();
  longer.length = LONG + 100;
  expect(longer.push("end")).toBe(LONG + 101);
  expect(longer.pop()).toBe("end");
  expect(longer.pop()).toBe(undefined);
  expect(longer.length).toBe(LONG + 99);
  expect(longer.shift()).toBe(1);
  longer[LONG + 5000] = 1;
  expect(longer.length).toBe(LONG + 5001);
  expect(longer[0]).toBe(2);
});

test("attributes of a queue's elements hold", () => {
  const list = numbers(LONG);
  list.shift();
  Object.defineProperty(list, 5, { get: () => "got", configurable: true });
  expect(list[5]).toBe("got");
  expect(() => list.shift()).toThrow(TypeError);
  expect(list[4]).toBe("got");
  const fixed = numbers(LONG);
  fixed.shift();
  Object.freeze(fixed);
  expect(() => fixed.shift()).toThrow(TypeError);
  expect(() => fixed.push(1)).toThrow(TypeError);
  expect(() => fixed.unshift(1)).toThrow(TypeError);
  expect(() => fixed.pop()).toThrow(TypeError);
  expect(fixed[0]).toBe(1);
  expect(fixed.length).toBe(LONG - 1);
  const closed = numbers(LONG);
  closed.shift();
  Object.preventExtensions(closed);
  expect(() => closed.push(1)).toThrow(TypeError);
  expect(closed.shift()).toBe(1);
  const constant = numbers(LONG);
  constant.shift();
  Object.defineProperty(constant, "length", { writable: false });
  expect(() => constant.shift()).toThrow(TypeError);
  expect(() => constant.push(1)).toThrow(TypeError);
});

test("holes of a queue show the prototype", () => {
  const list = numbers(LONG);
  list.shift();
  delete list[0];
  Array.prototype[0] = "inherited";
  try {
    expect(list[0]).toBe("inherited");
    expect(list.shift()).toBe("inherited");
    expect(Object.hasOwn(list, 0)).toBe(true);
    expect(list[0]).toBe(2);
  } finally {
    delete Array.prototype[0];
  }
  const setters = numbers(LONG);
  setters.shift();
  const seen = [];
  Object.defineProperty(Array.prototype, LONG - 1, { set(value) { seen.push(value); }, configurable: true });
  try {
    setters.push("pushed");
  } finally {
    delete Array.prototype[LONG - 1];
  }
  expect(seen).toEqual(["pushed"]);
  expect(setters.length).toBe(LONG);
  expect(Object.hasOwn(setters, LONG - 1)).toBe(false);
});

test("a queue survives collections with all that it holds", () => {
  const queue = [];
  for (let index = 0; index < LONG; index++) queue.push({ index });
  for (let index = 0; index < 20 * LONG; index++) {
    const first = queue.shift();
    if (first.index !== index) throw new Error(`element ${first.index} instead of ${index}`);
    queue.push({ index: index + LONG });
  }
  expect(queue.length).toBe(LONG);
});

test("a queue changes while it is walked", () => {
  const list = numbers(LONG);
  list.shift();
  let steps = 0;
  for (const value of list) {
    steps++;
    if (value % 2 === 0) list.shift();
    if (steps > 3 * LONG) break;
  }
  expect(steps).toBe(1000);
  const other = numbers(LONG);
  other.shift();
  const seen = [];
  other.forEach((value) => {
    seen.push(value);
    if (other.length > 1900) other.pop();
  });
  expect(seen.length).toBe(1900);
});

test("an array that is shifted and read in turn stays right", () => {
  const window = numbers(LONG);
  let sum = 0;
  for (let turn = 0; turn < 50; turn++) {
    window.push(window.shift());
    for (let index = 0; index < window.length; index++) sum += window[index];
  }
  expect(sum).toBe((50 * LONG * (LONG - 1)) / 2);
  expect(window[0]).toBe(50);
});

// Some built-ins are called in a shorter way when their receiver and arguments need no conversion. What they give must not
// depend on the way: each is called as a method, which may take it, and by Reflect.apply, which never does.

const numbers = [0, -0, 1, -1, 2, 3.5, -0.5, 0.5, 1.5, 2 ** 31, -(2 ** 31), 2 ** 53, 1e300, NaN, Infinity, -Infinity];
const others = [undefined, null, true, "", "2", "b", [], [1], {}, { valueOf: () => 2 }, 1n, Symbol.iterator];
const positions = [...numbers, ...others];
const texts = ["", "a", "abc", "abcabc", "àé", "日本語", "a💧b", "x".repeat(2000) + "y", "ab".concat("c".repeat(30))];
const needles = ["", "a", "c", "bc", "💧", "y", "\ud83d", 1, null, undefined, /x/, { toString: () => "b" }];

const outcome = (run) => {
  try {
    return { value: run() };
  } catch (error) {
    return { error: `${error.name}: ${error.message}` };
  }
};

/** Calls the method `name` of what `make` makes in both ways: the outcome is the same, and what became of the receiver. */
const compare = (name, make, args) => {
  const parameters = args.map((_, i) => `a${i}`);
  const direct = new Function("receiver", ...parameters, `const got = receiver.${name}(${parameters}); return got;`);
  const [one, other] = [make(), make()];
  const got = outcome(() => direct(one, ...args));
  const wanted = outcome(() => Reflect.apply(other[name], other, args));
  if (got.value === one && wanted.value === other) wanted.value = one;
  expect(got).toEqual(wanted);
  if (one !== other) expect(one).toEqual(other);
};

describe("strings", () => {
  test.each(["charAt", "charCodeAt", "codePointAt"])("%s", (name) => {
    for (const text of texts) for (const position of positions) compare(name, () => text, [position]);
    for (const text of texts) compare(name, () => text, []);
  });
  test.each(["slice", "substring"])("%s", (name) => {
    for (const text of texts) {
      for (const start of positions) {
        compare(name, () => text, [start]);
        for (const end of [0, 1, -1, 5, -0, 2.5, undefined, null, "3"]) compare(name, () => text, [start, end]);
      }
    }
  });
  test.each(["indexOf", "startsWith"])("%s", (name) => {
    for (const text of texts) {
      for (const needle of needles) {
        compare(name, () => text, [needle]);
        for (const start of positions) compare(name, () => text, [needle, start]);
      }
    }
  });
  test("fromCharCode", () => {
    for (const unit of [...positions, 65, 65536 + 65, 0xd83d]) compare("fromCharCode", () => String, [unit]);
    compare("fromCharCode", () => String, [65, 66]);
    compare("fromCharCode", () => String, []);
  });
  test("a receiver that is no string", () => {
    const { charAt, slice, indexOf } = String.prototype;
    const toString = () => "abc";
    const make = () => ({ toString, charAt, slice, indexOf });
    compare("charAt", make, [1]);
    compare("slice", make, [1]);
    compare("indexOf", make, ["c"]);
  });
});

describe("Math", () => {
  test.each(["abs", "atan", "ceil", "cos", "exp", "floor", "log", "round", "sin", "sqrt", "trunc"])("%s", (name) => {
    for (const x of positions) compare(name, () => Math, [x]);
    compare(name, () => Math, []);
  });
  test.each(["atan2", "imul", "max", "min", "pow"])("%s", (name) => {
    for (const x of positions) {
      for (const y of positions) compare(name, () => Math, [x, y]);
      compare(name, () => Math, [x]);
      compare(name, () => Math, [x, 1, 2]);
    }
    compare(name, () => Math, []);
  });
});

describe("arrays", () => {
  const setter = { set(value) { this.caught = value; }, configurable: true };
  const makers = {
    "that is empty": () => [],
    "that is dense": () => [1, 2, 3],
    "with holes": () => [1, , 3, ,],
    "that is a queue": () => {
      const list = Array.from({ length: 1000 }, (_, index) => index);
      list.shift();
      return list;
    },
    "that is frozen": () => Object.freeze([1, 2]),
    "that is sealed": () => Object.seal([1, 2]),
    "with a fixed length": () => Object.defineProperty([1, 2], "length", { writable: false }),
    "of a class": () => new (class extends Array {})(1, 2, 3),
    "that is none": () => ({ length: 2, 0: "a", 1: "b", push: [].push, pop: [].pop, shift: [].shift }),
    "with an element of its prototype": () => Object.setPrototypeOf([1, ,], Object.create(Array.prototype, { 1: { value: "inherited" } })),
    "with a setter of its prototype": () => Object.setPrototypeOf([1], Object.create(Array.prototype, { 1: setter })),
  };
  test.each(Object.keys(makers))("an array %s", (name) => {
    for (const args of [[7], [7, 8], [{}, "x", 1.5, undefined], []]) compare("push", makers[name], args);
    for (const args of [[], [1]]) compare("pop", makers[name], args);
    for (const args of [[], [1]]) compare("shift", makers[name], args);
  });
  test("isArray", () => {
    for (const value of [...positions, new Proxy([], {}), new Proxy({}, {})]) compare("isArray", () => Array, [value]);
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    compare("isArray", () => Array, [proxy]);
    compare("isArray", () => Array, []);
  });
});

describe("collections", () => {
  const keys = [...positions, {}, "other"];
  const makeMap = () => new Map(keys.slice(0, 20).map((key, i) => [key, i]));
  const makeSet = () => new Set(keys.slice(0, 20));
  test("Map", () => {
    for (const key of keys) {
      compare("get", makeMap, [key]);
      compare("has", makeMap, [key]);
      compare("set", makeMap, [key, "new"]);
    }
    for (const name of ["get", "has", "set"]) {
      compare(name, makeMap, []);
      compare(name, () => ({ [name]: Map.prototype[name] }), [1, 2]);
    }
  });
  test("Set", () => {
    for (const key of keys) {
      compare("add", makeSet, [key]);
      compare("has", makeSet, [key]);
    }
    for (const name of ["add", "has"]) {
      compare(name, makeSet, []);
      compare(name, () => ({ [name]: Set.prototype[name] }), [1]);
    }
  });
});

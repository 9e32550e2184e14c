// Iterating over strings: steps without a call must be what calls of `next` are.

test("a changed next of string iterators is called", () => {
  const prototype = Object.getPrototypeOf(""[Symbol.iterator]());
  const { next } = prototype;
  const taken = [];
  prototype.next = function () {
    const result = next.call(this);
    taken.push(result.value);
    return result;
  };
  try {
    expect([..."a💧"]).toEqual(["a", "💧"]);
    for (const ch of "bc") if (ch === "b") break;
    const [first] = "d";
    expect(first).toBe("d");
  } finally {
    prototype.next = next;
  }
  expect(taken).toEqual(["a", "💧", undefined, "b", "d"]);
});

test("an iterator that is stepped by hand goes on where it is", () => {
  const iterator = "a💧bc"[Symbol.iterator]();
  expect(iterator.next()).toEqual({ value: "a", done: false });
  for (const ch of iterator) {
    expect(ch).toBe("💧");
    break;
  }
  expect([...iterator]).toEqual(["b", "c"]);
  expect(iterator.next()).toEqual({ value: undefined, done: true });
  expect([...iterator]).toEqual([]);
});

test("lone halves of pairs are steps of their own", () => {
  expect([..."\ud83d\ud83d\udca7\udca7"]).toEqual(["\ud83d", "💧", "\udca7"]);
  expect(new Set("a💧a").size).toBe(2);
  expect(Array.from("💧b", (ch, index) => ch + index)).toEqual(["💧0", "b1"]);
});

test("a string whose iterator is another", () => {
  const original = String.prototype[Symbol.iterator];
  String.prototype[Symbol.iterator] = function* () { yield this.length; };
  try {
    expect([..."abc"]).toEqual([3]);
  } finally {
    String.prototype[Symbol.iterator] = original;
  }
});

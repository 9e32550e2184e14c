describe("generators", () => {
  test("yield pauses, next resumes with a value", () => {
    function* dialogue() {
      const name = yield "who?";
      const age = yield `hello ${name}`;
      return `${name} is ${age}`;
    }
    const talk = dialogue();
    expect(talk.next("ignored")).toEqual({ value: "who?", done: false });
    expect(talk.next("Ada")).toEqual({ value: "hello Ada", done: false });
    expect(talk.next(36)).toEqual({ value: "Ada is 36", done: true });
    expect(talk.next()).toEqual({ value: undefined, done: true });
  });

  test("an endless one is taken from as needed", () => {
    function* fibonacci() {
      let [a, b] = [0, 1];
      for (;;) {
        yield a;
        [a, b] = [b, a + b];
      }
    }
    const found = [];
    for (const n of fibonacci()) {
      if (n > 50) break;
      found.push(n);
    }
    expect(found).toEqual([0, 1, 1, 2, 3, 5, 8, 13, 21, 34]);
  });

  test("return runs finally blocks", () => {
    const log = [];
    function* g() {
      try {
        yield 1;
      } finally {
        log.push("closed");
      }
    }
    const it = g();
    it.next();
    expect(it.return("early")).toEqual({ value: "early", done: true });
    expect(log).toEqual(["closed"]);
  });

  test("throw raises at the yield, which may catch", () => {
    function* g() {
      for (;;) {
        try {
          yield "waiting";
        } catch (error) {
          yield `caught ${error}`;
        }
      }
    }
    const it = g();
    it.next();
    expect(it.throw("it").value).toBe("caught it");
    expect(it.next().value).toBe("waiting");
  });

  test("a yield in finally can outlive return", () => {
    function* g() {
      try {
        yield 1;
      } finally {
        yield "cleaning";
      }
    }
    const it = g();
    it.next();
    expect(it.return(9)).toEqual({ value: "cleaning", done: false });
    expect(it.next()).toEqual({ value: 9, done: true });
  });

  test("yield* passes everything through and gives the inner result", () => {
    function* inner() {
      const got = yield "a";
      return `inner got ${got}`;
    }
    function* outer() {
      const result = yield* inner();
      yield result;
      yield* [1, 2];
    }
    const it = outer();
    expect([it.next().value, it.next("x").value, ...it]).toEqual(["a", "inner got x", 1, 2]);
  });

  test("a running generator can't be resumed", () => {
    const it = (function* () {
      it.next();
    })();
    expect(() => it.next()).toThrow(TypeError);
  });

  test("as methods, with this and arguments", () => {
    const tree = {
      items: [3, 4],
      *[Symbol.iterator]() {
        yield* this.items;
        yield arguments.length;
      },
    };
    expect([...tree]).toEqual([3, 4, 0]);
  });

  test("recursion walks a tree", () => {
    function* walk(node) {
      if (!node) return;
      yield* walk(node.left);
      yield node.value;
      yield* walk(node.right);
    }
    const leaf = (value) => ({ value });
    const tree = { value: 4, left: { value: 2, left: leaf(1), right: leaf(3) }, right: leaf(5) };
    expect([...walk(tree)]).toEqual([1, 2, 3, 4, 5]);
  });
});

const each = (rows) => {
  for (const [name, run, expected] of rows) {
    test(name, () => expect(run()).toEqual(expected));
  }
};
const caught = (run) => {
  try {
    return ["returned", run()];
  } catch (e) {
    return ["threw", e instanceof Error ? e.constructor.name : e];
  }
};

describe("next", () => {
  each([
    ["starts, goes on and ends", () => {
      const g = (function* () { yield 1; return 2; })();
      return [g.next(), g.next(), g.next()];
    }, [{ value: 1, done: false }, { value: 2, done: true }, { value: undefined, done: true }]],
    ["gives its argument to yield", () => {
      const g = (function* () { const a = yield; const b = yield a; return b; })();
      return [g.next("lost").value, g.next("a").value, g.next("b").value];
    }, [undefined, "a", "b"]],
    ["runs nothing before the first call", () => { let ran = false; (function* () { ran = true; })(); return ran; }, false],
    ["but evaluates parameters at once", () => { let ran = false; (function* (a = (ran = true)) {})(); return ran; }, true],
    ["refuses to enter a running generator", () => caught(() => { const g = (function* () { g.next(); })(); g.next(); }), ["threw", "TypeError"]],
    ["ends a generator that throws", () => {
      const g = (function* () { throw 1; })();
      return [caught(() => g.next()), g.next()];
    }, [["threw", 1], { value: undefined, done: true }]],
    ["leaves suspended loops where they were", () => [...(function* () { for (let i = 0; i < 3; i++) yield i; })()], [0, 1, 2]],
  ]);
});

describe("return", () => {
  each([
    ["before the start runs nothing", () => {
      let ran = false;
      const g = (function* () { try { ran = true; } finally { ran = true; } })();
      return [g.return(1), ran, g.next()];
    }, [{ value: 1, done: true }, false, { value: undefined, done: true }]],
    ["ends at a yield", () => { const g = (function* () { yield 1; yield 2; })(); g.next(); return [g.return(7), g.next()]; }, [{ value: 7, done: true }, { value: undefined, done: true }]],
    ["runs finally", () => { const l = []; const g = (function* () { try { yield; } finally { l.push("f"); } })(); g.next(); g.return(); return l; }, ["f"]],
    ["is kept waiting by a yield in finally", () => {
      const g = (function* () { try { yield 1; } finally { yield 2; } })();
      g.next();
      return [g.return(7), g.next()];
    }, [{ value: 2, done: false }, { value: 7, done: true }]],
    ["is replaced by a return in finally", () => {
      const g = (function* () { try { yield 1; } finally { return 3; } })();
      g.next();
      return g.return(7);
    }, { value: 3, done: true }],
    ["is replaced by a throw in finally", () => {
      const g = (function* () { try { yield 1; } finally { throw "f"; } })();
      g.next();
      return caught(() => g.return(7));
    }, ["threw", "f"]],
    ["runs nested finally blocks inside out", () => {
      const l = [];
      const g = (function* () { try { try { yield; } finally { l.push(1); } } finally { l.push(2); } })();
      g.next(); g.return();
      return l;
    }, [1, 2]],
    ["passes catch by", () => {
      const l = [];
      const g = (function* () { try { yield; } catch { l.push("catch"); } })();
      g.next(); g.return();
      return l;
    }, []],
    ["of a finished generator gives its argument", () => { const g = (function* () {})(); g.next(); return g.return(9); }, { value: 9, done: true }],
    ["can be left by break in finally", () => {
      const g = (function* () { for (;;) { try { yield 1; } finally { break; } } yield 2; })();
      g.next();
      return [g.return(7), g.next()];
    }, [{ value: 2, done: false }, { value: undefined, done: true }]],
  ]);
});

describe("throw", () => {
  each([
    ["before the start ends the generator", () => {
      const g = (function* () { try { yield 1; } catch { yield 2; } })();
      return [caught(() => g.throw("x")), g.next()];
    }, [["threw", "x"], { value: undefined, done: true }]],
    ["arrives at the yield", () => {
      const g = (function* () { try { yield 1; } catch (e) { yield "caught " + e; } })();
      g.next();
      return g.throw("x");
    }, { value: "caught x", done: false }],
    ["that is not caught ends the generator", () => {
      const g = (function* () { yield 1; yield 2; })();
      g.next();
      return [caught(() => g.throw("x")), g.next().done];
    }, [["threw", "x"], true]],
    ["lets the generator go on after catch", () => {
      const g = (function* () { for (;;) { try { yield "again"; } catch {} } })();
      g.next();
      return [g.throw(1).value, g.throw(2).value];
    }, ["again", "again"]],
    ["of a finished generator throws", () => { const g = (function* () {})(); g.next(); return caught(() => g.throw(5)); }, ["threw", 5]],
    ["runs finally on its way", () => {
      const l = [];
      const g = (function* () { try { yield; } finally { l.push("f"); } })();
      g.next();
      return [caught(() => g.throw("x")), l];
    }, [["threw", "x"], ["f"]]],
  ]);
});

describe("yield*", () => {
  const inner = (log) => ({
    [Symbol.iterator]() {
      return {
        next(v) { log.push(["next", v]); return { value: log.length, done: log.length > 2 }; },
        return(v) { log.push(["return", v]); return { value: v, done: true }; },
        throw(v) { log.push(["throw", v]); return { value: v, done: true }; },
      };
    },
  });
  each([
    ["passes values in both directions", () => {
      const log = [];
      const g = (function* () { return yield* inner(log); })();
      return [g.next("a"), g.next("b"), g.next("c"), log];
    }, [{ value: 1, done: false }, { value: 2, done: false }, { value: 3, done: true }, [["next", undefined], ["next", "b"], ["next", "c"]]]],
    ["passes return on", () => {
      const log = [];
      const g = (function* () { yield* inner(log); })();
      g.next();
      return [g.return("r"), log[1]];
    }, [{ value: "r", done: true }, ["return", "r"]]],
    ["goes on with the value of an inner throw that is done", () => {
      const log = [];
      const g = (function* () { return "outer " + (yield* inner(log)); })();
      g.next();
      return g.throw("t");
    }, { value: "outer t", done: true }],
    ["closes an iterator without throw and complains", () => {
      const log = [];
      const g = (function* () { yield* { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return() { log.push("return"); return {}; } }) }; })();
      g.next();
      return [caught(() => g.throw(1)), log];
    }, [["threw", "TypeError"], ["return"]]],
    ["gives the result objects of the inner iterator as they are", () => {
      const result = { value: 1, done: false, extra: true };
      const g = (function* () { yield* { [Symbol.iterator]: () => ({ next: () => result }) }; })();
      return g.next() === result;
    }, true],
    ["does not read value of results that are not done", () => {
      let read = false;
      const g = (function* () { yield* { [Symbol.iterator]: () => ({ next: () => ({ done: false, get value() { read = true; } }) }) }; })();
      g.next();
      return read;
    }, false],
    ["has the returned value of a generator as its own", () => [...(function* () { yield yield* (function* () { yield 1; return 2; })(); })()], [1, 2]],
    ["takes strings and arrays", () => [...(function* () { yield* "ab"; yield* [1]; })()], ["a", "b", 1]],
    ["refuses what can't be iterated", () => caught(() => (function* () { yield* 1; })().next()), ["threw", "TypeError"]],
    ["refuses results that are no objects", () => caught(() => (function* () { yield* { [Symbol.iterator]: () => ({ next: () => 1 }) }; })().next()), ["threw", "TypeError"]],
    ["nests deeply", () => {
      function* count(n) { if (n > 0) { yield n; yield* count(n - 1); } }
      return [...count(4)];
    }, [4, 3, 2, 1]],
  ]);
});

describe("a generator function", () => {
  each([
    ["can't be constructed", () => caught(() => new (function* () {})()), ["threw", "TypeError"]],
    ["gives objects that inherit from its prototype", () => { function* g() {} return g() instanceof g; }, true],
    ["gives objects that inherit from the intrinsic one if its prototype is no object", () => {
      function* g() {}
      const usual = Object.getPrototypeOf(g.prototype);
      g.prototype = null;
      return Object.getPrototypeOf(g()) === usual;
    }, true],
    ["has a prototype without constructor", () => (function* () {}).prototype.hasOwnProperty("constructor"), false],
    ["may be a method", () => [...{ *m() { yield 1; } }.m()], [1]],
    ["may be a class's static method", () => [...class { static *m() { yield 2; } }.m()], [2]],
    ["may be a method with a computed name", () => [...{ *["x" + 1]() { yield 3; } }.x1()], [3]],
    ["keeps this and arguments", () => [...(function* () { yield this.x; yield arguments[0]; }).call({ x: 1 }, 2)], [1, 2]],
    ["is its own iterator", () => { const g = (function* () {})(); return g[Symbol.iterator]() === g; }, true],
    ["has the tag GeneratorFunction", () => Object.prototype.toString.call(function* () {}), "[object GeneratorFunction]"],
    ["has objects with the tag Generator", () => Object.prototype.toString.call((function* () {})()), "[object Generator]"],
    ["may yield in odd places", () => {
      const g = (function* () { return [yield, { a: yield, [yield]: 1 }, `${yield}`]; })();
      g.next(); g.next(1); g.next(2); g.next("k");
      return g.next("t").value;
    }, [1, { a: 2, k: 1 }, "t"]],
    ["keeps temporaries over a yield", () => {
      const g = (function* () { return 1 + (yield) * 2 + Math.max(3, yield, 4); })();
      g.next(); g.next(5);
      return g.next(9).value;
    }, 20],
    ["keeps a caught exception over a yield", () => {
      const g = (function* () { try { throw "e"; } catch (e) { yield 1; yield e; } })();
      g.next();
      return g.next().value;
    }, "e"],
    ["closes an inner for-of when it is closed", () => {
      const l = [];
      const source = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return() { l.push("closed"); return {}; } }) };
      const g = (function* () { for (const x of source) yield x; })();
      g.next(); g.return();
      return l;
    }, ["closed"]],
  ]);
});

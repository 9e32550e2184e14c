const each = (rows) => {
  for (const [name, run, expected] of rows) {
    test(name, () => expect(run()).toEqual(expected));
  }
};
// Notes what is done with an iterator.
const traced = (log, values) => ({
  [Symbol.iterator]() {
    log.push("iterator");
    let at = 0;
    return {
      next() {
        log.push("next");
        return at < values.length ? { value: values[at++], done: false } : { value: undefined, done: true };
      },
      return() {
        log.push("return");
        return {};
      },
    };
  },
});
const log = (run) => {
  const seen = [];
  try {
    run(seen);
  } catch (e) {
    seen.push(e instanceof Error ? e.constructor.name : e);
  }
  return seen;
};

describe("an array pattern", () => {
  each([
    ["asks for as many values as it has places", () => log((l) => { const [a, b] = traced(l, [1, 2, 3]); }), ["iterator", "next", "next", "return"]],
    ["that is empty asks for none and closes", () => log((l) => { const [] = traced(l, [1]); }), ["iterator", "return"]],
    ["skips holes by asking", () => log((l) => { const [, , a] = traced(l, [1, 2, 3, 4]); l.push(a); }), ["iterator", "next", "next", "next", "return", 3]],
    ["does not close an iterator that is done", () => log((l) => { const [a, b] = traced(l, [1]); }), ["iterator", "next", "next"]],
    ["asks a finished iterator no more", () => log((l) => { const [a, b, c] = traced(l, []); }), ["iterator", "next"]],
    ["with a rest takes everything and closes nothing", () => log((l) => { const [a, ...b] = traced(l, [1, 2]); l.push(b.length); }), ["iterator", "next", "next", "next", 1]],
    ["closes when a default throws", () => log((l) => { const [a = (() => { throw "default"; })()] = traced(l, [undefined]); }), ["iterator", "next", "return", "default"]],
    ["closes when a setter throws", () => log((l) => {
      const o = { set x(v) { throw "setter"; } };
      [o.x] = traced(l, [1]);
    }), ["iterator", "next", "return", "setter"]],
    ["evaluates the target before it asks", () => log((l) => {
      const o = () => (l.push("target"), {});
      [o().x] = traced(l, [1]);
    }), ["iterator", "target", "next", "return"]],
    ["evaluates object and key of a target, in this order", () => log((l) => {
      const o = () => (l.push("object"), {});
      const k = () => (l.push("key"), "k");
      [o()[k()]] = traced(l, [1]);
    }), ["iterator", "object", "key", "next", "return"]],
    ["does not close when next throws", () => log((l) => {
      const it = { [Symbol.iterator]: () => ({ next() { l.push("next"); throw "next"; }, return() { l.push("return"); return {}; } }) };
      const [a] = it;
    }), ["next", "next"]],
    ["evaluates defaults in order and only where needed", () => log((l) => {
      const d = (x) => (l.push(x), x);
      const [a = d(1), b = d(2), c = d(3)] = [undefined, 0, undefined];
      l.push(a, b, c);
    }), [1, 3, 1, 0, 3]],
    ["takes null as a value", () => { const [a = 1] = [null]; return a; }, null],
    ["refuses what can't be iterated", () => log(() => { const [a] = {}; }), ["TypeError"]],
    ["refuses null", () => log(() => { const [a] = null; }), ["TypeError"]],
    ["reads strings by code points", () => { const [a, b] = "\u{1F600}x"; return [a.length, b]; }, [2, "x"]],
    ["nests", () => { const [[a, [b]], { c: [d] }] = [[1, [2]], { c: [3] }]; return [a, b, d]; }, [1, 2, 3]],
    ["nests into the rest", () => { const [a, ...[b, c]] = [1, 2, 3]; return [a, b, c]; }, [1, 2, 3]],
    ["rest may be an object pattern", () => { const [...{ length, 0: first }] = [5, 6]; return [length, first]; }, [2, 5]],
    ["swaps", () => { let a = 1, b = 2; [a, b] = [b, a]; return [a, b]; }, [2, 1]],
    ["gives the right side as its value", () => { const source = [1]; let a; return ([a] = source) === source; }, true],
    ["takes generators", () => { const [a, b] = (function* () { yield 1; yield 2; })(); return a + b; }, 3],
    ["runs the finally of a generator that it closes", () => log((l) => {
      const [a] = (function* () { try { yield 1; } finally { l.push("finally"); } })();
    }), ["finally"]],
    ["names anonymous functions in defaults", () => { const [f = () => {}] = []; return f.name; }, "f"],
  ]);
});

describe("an object pattern", () => {
  each([
    ["reads properties in the pattern's order", () => log((l) => {
      const { b, a } = { get a() { l.push("a"); }, get b() { l.push("b"); } };
    }), ["b", "a"]],
    ["evaluates a key, then reads, then the default", () => log((l) => {
      const k = () => (l.push("key"), "x");
      const { [k()]: a = l.push("default") } = { get x() { l.push("get"); } };
    }), ["key", "get", "default"]],
    ["evaluates the target before it reads", () => log((l) => {
      const t = () => (l.push("target"), {});
      ({ x: t().y } = { get x() { l.push("get"); } });
    }), ["target", "get"]],
    ["converts a computed key once", () => log((l) => {
      const { [{ toString() { l.push("toString"); return "x"; } }]: a } = { x: 1 };
      l.push(a);
    }), ["toString", 1]],
    ["refuses undefined even if empty", () => log(() => { const {} = undefined; }), ["TypeError"]],
    ["refuses null even if empty", () => log(() => { const {} = null; }), ["TypeError"]],
    ["takes primitives", () => { const { length } = "abc"; return length; }, 3],
    ["reads inherited properties", () => { const { a } = Object.create({ a: 1 }); return a; }, 1],
    ["rest takes own enumerable properties alone", () => {
      const o = Object.create({ inherited: 1 }, { hidden: { value: 1 }, shown: { value: 2, enumerable: true } });
      const { ...rest } = o;
      return rest;
    }, { shown: 2 }],
    ["rest leaves out what was read", () => { const { a, ["b"]: x, ...rest } = { a: 1, b: 2, c: 3 }; return rest; }, { c: 3 }],
    ["rest leaves out keys that are numbers", () => { const { 0: a, ...rest } = ["x", "y"]; return rest; }, { 1: "y" }],
    ["rest takes symbols", () => { const s = Symbol(); const { ...rest } = { [s]: 1 }; return rest[s]; }, 1],
    ["rest reads getters", () => { const { ...rest } = { get a() { return 7; } }; return Object.getOwnPropertyDescriptor(rest, "a").value; }, 7],
    ["shorthand defaults may use earlier ones", () => { const { a = 1, b = a + 1 } = {}; return [a, b]; }, [1, 2]],
    ["renames", () => { const { a: b } = { a: 1 }; return b; }, 1],
    ["keys may be strings and numbers", () => { const { "a-b": x, 1.5: y } = { "a-b": 1, 1.5: 2 }; return [x, y]; }, [1, 2]],
    ["assigns to members", () => { const o = {}; ({ a: o.x, b: o["y"] } = { a: 1, b: 2 }); return o; }, { x: 1, y: 2 }],
    ["assigns to parenthesised targets", () => { let a; ({ a: (a) } = { a: 1 }); return a; }, 1],
    ["default is not taken for null", () => { const { a = 1 } = { a: null }; return a; }, null],
    ["default is not evaluated needlessly", () => log((l) => { const { a = l.push("no") } = { a: 0 }; }), []],
    ["names anonymous functions and classes", () => { const { f = function () {}, C = class {} } = {}; return [f.name, C.name]; }, ["f", "C"]],
    ["does not name parenthesised commas", () => { const { f = (0, function () {}) } = {}; return f.name; }, ""],
  ]);
});

describe("parameters", () => {
  each([
    ["are patterns", () => (({ a }, [b]) => a + b)({ a: 1 }, [2]), 3],
    ["take defaults for undefined alone", () => [undefined, null, 0].map((x) => ((a = 1) => a)(x)), [1, null, 0]],
    ["are evaluated left to right", () => log((l) => { ((a = l.push("a"), b = l.push("b")) => {})(); }), ["a", "b"]],
    ["have whole patterns as defaults", () => (({ a } = { a: 5 }) => a)(), 5],
    ["have defaults inside and outside", () => (({ a = 1 } = {}) => a)(), 1],
    ["see earlier ones", () => ((a, { b } = { b: a }) => b)(3), 3],
    ["leave length to those before the first default", () => [((a, b) => {}).length, ((a, b = 1, c) => {}).length, ((...a) => {}).length, (({ a }, [b]) => {}).length], [2, 1, 0, 2]],
    ["rest is an array", () => ((...a) => Array.isArray(a) && a)(1, 2), [1, 2]],
    ["rest may be a pattern", () => ((...[a, b]) => a + b)(1, 2), 3],
    ["closures in them see parameters, not the body", () => ((a, f = () => a) => { a = 2; return f(); })(1), 2],
    ["defaults see arguments", () => (function (a, b = arguments.length) { return b; })(1), 1],
    ["defaults see this", () => (function (a = this.x) { return a; }).call({ x: 4 }), 4],
  ]);
});

describe("loops", () => {
  each([
    ["destructure entries", () => { const out = []; for (const [k, v] of Object.entries({ a: 1, b: 2 })) out.push(k + v); return out; }, ["a1", "b2"]],
    ["destructure into existing variables", () => { let a; for ({ a } of [{ a: 1 }, { a: 2 }]); return a; }, 2],
    ["destructure into members", () => { const o = {}; for ([o.x] of [[1], [2]]); return o.x; }, 2],
    ["destructure keys of for-in", () => { const out = []; for (const [first] in { ab: 1, cd: 2 }) out.push(first); return out; }, ["a", "c"]],
    ["with closures keep each turn's values", () => { const fs = []; for (const { x } of [{ x: 1 }, { x: 2 }]) fs.push(() => x); return fs.map((f) => f()); }, [1, 2]],
    ["close the iterator if a pattern throws", () => log((l) => { for (const [a] of traced(l, [null])); }), ["iterator", "next", "return", "TypeError"]],
  ]);
});

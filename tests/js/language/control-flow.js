const each = (rows) => {
  for (const [name, run, expected] of rows) {
    test(name, () => expect(run()).toEqual(expected));
  }
};
const refuses = (rows) => {
  for (const [name, source] of rows) {
    test(name, () => expect(() => Function(source)).toThrow(SyntaxError));
  }
};

describe("labels", () => {
  each([
    ["continue an outer loop", () => { const r = []; a: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue a; r.push([i, j].join("")); } } return r; }, ["00", "10", "20"]],
    ["break an outer loop", () => { let n = 0; a: for (;;) { for (;;) { n++; break a; } } return n; }, 1],
    ["break a block", () => { const r = []; a: { r.push(1); break a; r.push(2); } r.push(3); return r; }, [1, 3]],
    ["break an if", () => { a: if (true) { break a; } return "out"; }, "out"],
    ["continue runs the outer update", () => { const r = []; a: for (let i = 0; i < 2; r.push("u" + i), i++) { for (;;) continue a; } return r; }, ["u0", "u1"]],
    ["may be many for one loop", () => { let n = 0; a: b: for (; n < 3; n++) { if (n === 1) continue a; if (n === 2) break b; } return n; }, 2],
    ["may be used again side by side", () => { a: { break a; } a: { break a; } return 1; }, 1],
    ["are no variables", () => { const a = 1; a: for (;;) { break a; } return a; }, 1],
    ["continue closes inner iterators alone", () => {
      const closed = [];
      const it = (name) => ({ [Symbol.iterator]: () => { let n = 0; return { next: () => ({ value: n, done: n++ > 1 }), return() { closed.push(name); return {}; } }; } });
      a: for (const x of it("outer")) { for (const y of it("inner")) continue a; }
      return closed;
    }, ["inner", "inner"]],
    ["break closes all iterators, the inner first", () => {
      const closed = [];
      const it = (name) => ({ [Symbol.iterator]: () => ({ next: () => ({ value: 0, done: false }), return() { closed.push(name); return {}; } }) });
      a: for (const x of it("outer")) { for (const y of it("inner")) break a; }
      return closed;
    }, ["inner", "outer"]],
    ["continue through a switch", () => { const r = []; for (const x of [1, 2, 3]) { switch (x) { case 2: continue; } r.push(x); } return r; }, [1, 3]],
    ["continue do-while tests", () => { let n = 0; do { n++; if (n < 3) continue; } while (n < 3); return n; }, 3],
  ]);
  refuses([
    ["must exist", "for (;;) { break a; }"],
    ["of blocks can't be continued", "a: { for (;;) { continue a; } }"],
    ["can't be nested in equal ones", "a: { a: ; }"],
    ["don't reach into functions", "a: for (;;) { () => { break a; } }"],
    ["break needs something around", "break;"],
    ["continue needs a loop around", "switch (1) { case 1: continue; }"],
  ]);
});

describe("switch", () => {
  each([
    ["compares strictly", () => { switch ("1") { case 1: return "number"; case "1": return "string"; } }, "string"],
    ["never finds NaN", () => { switch (NaN) { case NaN: return 1; default: return 2; } }, 2],
    ["does not tell zeros apart", () => { switch (-0) { case 0: return "same"; } }, "same"],
    ["falls through", () => { const r = []; switch (1) { case 1: r.push(1); case 2: r.push(2); break; case 3: r.push(3); } return r; }, [1, 2]],
    ["takes default wherever it stands", () => { switch (5) { default: return "d"; case 1: return 1; } }, "d"],
    ["tries cases behind default first", () => { switch (1) { default: return "d"; case 1: return 1; } }, 1],
    ["has one scope", () => { switch (0) { case 0: let x = 1; case 1: return x; } }, 1],
    ["may be empty", () => { let n = 0; switch (n++) {} return n; }, 1],
    ["takes any expression as a case", () => { switch (true) { case 1 > 2: return 1; case 2 > 1: return 2; } }, 2],
    ["hoists functions over its cases", () => { switch (1) { case 0: function f() { return 4; } case 1: return f(); } }, 4],
    ["returns from within loops", () => { for (;;) { switch (1) { case 1: return "x"; } } }, "x"],
    ["is left by break inside a block", () => { switch (1) { case 1: { break; } case 2: return "no"; } return "yes"; }, "yes"],
  ]);
  refuses([
    ["has one default", "switch (0) { default: default: }"],
    ["has no duplicate let", "switch (0) { case 0: let a; case 1: let a; }"],
  ]);
});

describe("try", () => {
  each([
    ["return in finally wins", () => { try { return 1; } finally { return 2; } }, 2],
    ["return in finally swallows exceptions", () => { try { throw 1; } finally { return 2; } }, 2],
    ["break in finally swallows exceptions", () => { for (;;) { try { throw 1; } finally { break; } } return "ok"; }, "ok"],
    ["continue in finally swallows returns", () => { let n = 0; for (; n < 2; n++) { try { return "no"; } finally { continue; } } return n; }, 2],
    ["finally runs behind catch", () => { const r = []; try { throw 1; } catch (e) { r.push("c"); } finally { r.push("f"); } return r; }, ["c", "f"]],
    ["an exception in catch runs finally", () => { const r = []; try { try { throw 1; } catch { throw 2; } finally { r.push("f"); } } catch (e) { r.push(e); } return r; }, ["f", 2]],
    ["an exception in finally replaces another", () => { try { try { throw 1; } finally { throw 2; } } catch (e) { return e; } }, 2],
    ["catch takes patterns", () => { try { throw { a: 1, b: [2] }; } catch ({ a, b: [c] }) { return a + c; } }, 3],
    ["catch needs no parameter", () => { try { throw 1; } catch { return "caught"; } }, "caught"],
    ["catch hides a variable", () => { const e = 1; try { throw 2; } catch (e) {} return e; }, 1],
    ["nested try unwinds inside out", () => { const r = []; try { try { try { throw 0; } finally { r.push(1); } } finally { r.push(2); } } catch { r.push(3); } return r; }, [1, 2, 3]],
    ["finally sees changes of the returned variable but does not change it", () => { const o = { v: 1 }; const f = () => { let x = 1; try { return x; } finally { x = 2; o.v = x; } }; return [f(), o.v]; }, [1, 2]],
    ["finally changes a returned object", () => { const f = () => { const o = { v: 1 }; try { return o; } finally { o.v = 2; } }; return f().v; }, 2],
    ["throws any value", () => { const r = []; for (const v of [null, undefined, 0, "s"]) { try { throw v; } catch (e) { r.push(e); } } return r; }, [null, undefined, 0, "s"]],
    ["catches errors of the engine", () => { try { null.x; } catch (e) { return e.constructor === TypeError; } }, true],
    ["catches running out of stack", () => { const f = () => f() + 1; try { f(); } catch (e) { return e instanceof RangeError; } }, true],
    ["goes on after running out of stack", () => { let n = 0; const f = () => { n++; f(); }; try { f(); } catch {} const first = n; n = 0; try { f(); } catch {} return n > 0 && first > 0; }, true],
  ]);
  refuses([
    ["needs catch or finally", "try {}"],
    ["needs a block", "try x; catch {}"],
    ["can't break a line behind throw", "throw\n1"],
  ]);
});

describe("loops over keys", () => {
  each([
    ["go through integers first, then strings", () => { const r = []; for (const k in { b: 1, 2: 1, a: 1, 1: 1 }) r.push(k); return r; }, ["1", "2", "b", "a"]],
    ["go up the prototypes", () => { const r = []; for (const k in Object.create({ p: 1 }, { o: { value: 1, enumerable: true } })) r.push(k); return r; }, ["o", "p"]],
    ["show a hidden name not even if inherited", () => { const r = []; for (const k in Object.create({ x: 1 }, { x: { value: 1, enumerable: false } })) r.push(k); return r; }, []],
    ["skip symbols", () => { const r = []; for (const k in { [Symbol()]: 1, a: 1 }) r.push(k); return r; }, ["a"]],
    ["skip what is deleted meanwhile", () => { const o = { a: 1, b: 1, c: 1 }; const r = []; for (const k in o) { delete o.b; r.push(k); } return r; }, ["a", "c"]],
    ["need not show what is added", () => { const o = { a: 1 }; let n = 0; for (const k in o) { o["x" + n++] = 1; if (n > 9) break; } return n; }, 1],
    ["pass null and undefined by", () => { let n = 0; for (const k in null) n++; for (const k in undefined) n++; return n; }, 0],
    ["go through strings", () => { const r = []; for (const k in "ab") r.push(k); return r; }, ["0", "1"]],
    ["go through arrays by text", () => { const r = []; for (const k in [5, , 6]) r.push(typeof k + k); return r; }, ["string0", "string2"]],
    ["ask proxies", () => { const r = []; for (const k in new Proxy({}, { ownKeys: () => ["a", "b"], getOwnPropertyDescriptor: (t, k) => ({ value: 1, configurable: true, enumerable: k === "a" }) })) r.push(k); return r; }, ["a"]],
  ]);
});

describe("loops over iterators", () => {
  const closing = (log, values) => ({ [Symbol.iterator]: () => { let at = 0; return { next: () => ({ value: values[at], done: at++ >= values.length }), return() { log.push("closed"); return {}; } }; } });
  each([
    ["close on break", () => { const l = []; for (const x of closing(l, [1, 2])) break; return l; }, ["closed"]],
    ["close on return", () => { const l = []; (() => { for (const x of closing(l, [1, 2])) return; })(); return l; }, ["closed"]],
    ["close on throw", () => { const l = []; try { for (const x of closing(l, [1])) throw 0; } catch {} return l; }, ["closed"]],
    ["don't close at the end", () => { const l = []; for (const x of closing(l, [1])); return l; }, []],
    ["keep the exception of the body over that of return", () => { const it = { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return() { throw "return"; } }) }; try { for (const x of it) throw "body"; } catch (e) { return e; } }, "body"],
    ["throw what return throws on break", () => { const it = { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return() { throw "return"; } }) }; try { for (const x of it) break; } catch (e) { return e; } }, "return"],
    ["refuse a return that gives no object on break", () => { const it = { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return: () => 1 }) }; try { for (const x of it) break; } catch (e) { return e instanceof TypeError; } }, true],
    ["read next once", () => { let reads = 0; const it = { [Symbol.iterator]: () => { let n = 0; return { get next() { reads++; return () => ({ done: n++ > 2 }); } }; } }; for (const x of it); return reads; }, 1],
    ["see what is pushed meanwhile", () => { const a = [1]; let n = 0; for (const x of a) { if (n++ < 3) a.push(x); } return a.length; }, 4],
    ["see what is added to a Set meanwhile", () => { const s = new Set([1]); for (const x of s) if (x < 4) s.add(x + 1); return [...s]; }, [1, 2, 3, 4]],
    ["skip what is deleted from a Map meanwhile", () => { const m = new Map([[1, 1], [2, 2], [3, 3]]); const r = []; for (const [k] of m) { m.delete(2); r.push(k); } return r; }, [1, 3]],
    ["go through code points", () => { const r = []; for (const c of "a\u{1F600}b") r.push(c.length); return r; }, [1, 2, 1]],
    ["may have let as an old name elsewhere", () => { const r = []; for (const of of [1, 2]) r.push(of); return r; }, [1, 2]],
  ]);
  refuses([
    ["refuse async as a bare target", "for (async of []);"],
    ["refuse let as a bare target", "for (let of []);"],
    ["refuse two variables", "for (let a, b of []);"],
    ["refuse a comma expression", "for (x of a, b);"],
  ]);
});

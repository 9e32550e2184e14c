const each = (rows) => {
  for (const [name, run, expected] of rows) {
    test(name, () => expect(run()).toEqual(expected));
  }
};
const throws = (rows) => {
  for (const [name, run, type = TypeError] of rows) {
    test(name, () => expect(run).toThrow(type));
  }
};

describe("Map", () => {
  each([
    ["keeps insertion order", () => [...new Map([["b", 1], ["a", 2]]).keys()], ["b", "a"]],
    ["keeps the place of a key that is set again", () => { const m = new Map([["a", 1], ["b", 2]]); m.set("a", 3); return [...m]; }, [["a", 3], ["b", 2]]],
    ["moves a key that was deleted", () => { const m = new Map([["a", 1], ["b", 2]]); m.delete("a"); m.set("a", 3); return [...m.keys()]; }, ["b", "a"]],
    ["finds NaN", () => new Map([[NaN, 1]]).get(NaN), 1],
    ["does not tell zeros apart", () => new Map([[-0, 1]]).get(0), 1],
    ["makes -0 a +0", () => Object.is([...new Map([[-0, 1]]).keys()][0], 0), true],
    ["tells 1 and '1' apart", () => new Map([[1, "n"], ["1", "s"]]).size, 2],
    ["tells equal objects apart", () => new Map([[{}, 1], [{}, 2]]).size, 2],
    ["finds text made in different ways", () => new Map([["ab", 1]]).get(["a", "b"].join("")), 1],
    ["finds doubles that are integers", () => new Map([[2, "x"]]).get(4 / 2), "x"],
    ["set gives the map", () => { const m = new Map(); return m.set(1, 1) === m; }, true],
    ["delete tells whether there was one", () => { const m = new Map([[1, 1]]); return [m.delete(1), m.delete(1)]; }, [true, false]],
    ["clear empties", () => { const m = new Map([[1, 1]]); m.clear(); return m.size; }, 0],
    ["forEach gives value, key and map", () => { const r = []; const m = new Map([["k", "v"]]); m.forEach((v, k, x) => r.push(v, k, x === m)); return r; }, ["v", "k", true]],
    ["forEach sees what is added", () => { const r = []; const m = new Map([[1, 1]]); m.forEach((v, k) => { r.push(k); if (k < 3) m.set(k + 1, 1); }); return r; }, [1, 2, 3]],
    ["forEach skips what is deleted", () => { const r = []; const m = new Map([[1, 1], [2, 2]]); m.forEach((v, k) => { m.delete(2); r.push(k); }); return r; }, [1]],
    ["an iterator goes on behind clear", () => { const m = new Map([[1, 1]]); const it = m.keys(); it.next(); m.clear(); m.set(2, 2); return it.next().value; }, 2],
    ["an iterator that is done stays so", () => { const m = new Map(); const it = m.keys(); it.next(); m.set(1, 1); return it.next().done; }, true],
    ["takes any iterable of pairs", () => [...new Map((function* () { yield [1, 2]; yield { 0: 3, 1: 4 }; })())], [[1, 2], [3, 4]]],
    ["uses an overridden set", () => { const r = []; class M extends Map { set(k, v) { r.push(k); return super.set(k, v); } } new M([[1, 1], [2, 2]]); return r; }, [1, 2]],
    ["closes the iterable when a pair is none", () => { const r = []; try { new Map((function* () { try { yield 1; } finally { r.push("closed"); } })()); } catch (e) { r.push(e.constructor.name); } return r; }, ["closed", "TypeError"]],
    ["entries and Symbol.iterator are one function", () => Map.prototype.entries === Map.prototype[Symbol.iterator], true],
    ["works with many keys", () => { const m = new Map(); for (let i = 0; i < 5000; i++) m.set("k" + i, i); for (let i = 0; i < 5000; i += 2) m.delete("k" + i); return [m.size, m.get("k4999"), m.has("k4998")]; }, [2500, 4999, false]],
    ["may hold itself", () => { const m = new Map(); m.set(m, m); return m.get(m) === m; }, true],
  ]);
  throws([
    ["needs new", () => Map()],
    ["refuses what can't be iterated", () => new Map(1)],
    ["refuses other receivers", () => Map.prototype.get.call(new Set(), 1)],
    ["has a size of maps alone", () => Map.prototype.size],
  ]);
});

describe("Set", () => {
  each([
    ["drops duplicates", () => [...new Set([1, 2, 1, NaN, NaN, 0, -0])], [1, 2, NaN, 0]],
    ["keeps insertion order", () => { const s = new Set("ba"); s.add("b"); return [...s]; }, ["b", "a"]],
    ["add gives the set", () => { const s = new Set(); return s.add(1) === s; }, true],
    ["keys, values and Symbol.iterator are one function", () => Set.prototype.keys === Set.prototype.values && Set.prototype.keys === Set.prototype[Symbol.iterator], true],
    ["entries are pairs of the same", () => [...new Set([1]).entries()], [[1, 1]]],
    ["splits text into code points", () => new Set("\u{1F600}\u{1F600}a").size, 2],
    ["forEach gives the value twice", () => { const r = []; new Set(["x"]).forEach((a, b) => r.push(a, b)); return r; }, ["x", "x"]],
    ["deletes while it is walked", () => { const s = new Set([1, 2, 3]); const r = []; for (const x of s) { r.push(x); s.delete(x); } return [r, s.size]; }, [[1, 2, 3], 0]],
    ["walks again what is deleted and added", () => { const s = new Set([1, 2]); const r = []; for (const x of s) { r.push(x); if (r.length < 4) { s.delete(x); s.add(x); } } return r; }, [1, 2, 1, 2, 1]],
    ["has a length of 0", () => Set.length, 0],
    ["has a tag", () => Object.prototype.toString.call(new Set()), "[object Set]"],
    ["of nothing is empty", () => [new Set().size, new Set(null).size, new Set(undefined).size], [0, 0, 0]],
  ]);
  throws([
    ["needs new", () => Set()],
    ["refuses other receivers", () => Set.prototype.has.call(new Map(), 1)],
    ["refuses an add that can't be called", () => { class S extends Set {} S.prototype.add = 1; new S([1]); }],
  ]);
});

describe("WeakMap and WeakSet", () => {
  each([
    ["keep values for objects", () => { const k = {}; const m = new WeakMap([[k, 1]]); return [m.get(k), m.has({}), m.delete(k), m.has(k)]; }, [1, false, true, false]],
    ["take symbols that are not registered", () => { const s = Symbol(); return new WeakMap([[s, 1]]).get(s); }, 1],
    ["take well-known symbols", () => new WeakSet([Symbol.iterator]).has(Symbol.iterator), true],
    ["answer for primitives", () => [new WeakMap().get(1), new WeakMap().has(1), new WeakSet().delete(1)], [undefined, false, false]],
    ["can't be walked", () => [typeof new WeakMap().keys, new WeakMap()[Symbol.iterator]], ["undefined", undefined]],
    ["take functions and arrays", () => { const f = () => {}, a = []; const s = new WeakSet([f, a]); return [s.has(f), s.has(a)]; }, [true, true]],
    ["keep a value that holds its key", () => { const k = {}; const m = new WeakMap(); m.set(k, { k }); return m.get(k).k === k; }, true],
  ]);
  throws([
    ["refuse primitives as keys", () => new WeakMap().set(1, 1)],
    ["refuse registered symbols", () => new WeakMap().set(Symbol.for("x"), 1)],
    ["refuse primitives as members", () => new WeakSet().add("x")],
    ["a WeakRef refuses primitives", () => new WeakRef(1)],
  ]);
});

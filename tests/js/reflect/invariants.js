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

describe("a proxy may not lie about", () => {
  const fixed = () => Object.defineProperty({}, "x", { value: 1 });
  const sealed = () => Object.preventExtensions({ x: 1 });
  throws([
    ["the value of a fixed property", () => new Proxy(fixed(), { get: () => 2 }).x],
    ["a property without a getter", () => new Proxy(Object.defineProperty({}, "x", { set() {} }), { get: () => 2 }).x],
    ["writing a fixed property", () => { "use strict"; new Proxy(fixed(), { set: () => true }).x = 2; }],
    ["deleting a fixed property", () => delete new Proxy(fixed(), { deleteProperty: () => true }).x],
    ["the absence of a fixed property", () => "x" in new Proxy(fixed(), { has: () => false })],
    ["the absence of a property of a closed object", () => "x" in new Proxy(sealed(), { has: () => false })],
    ["being extensible", () => Object.isExtensible(new Proxy({}, { isExtensible: () => false }))],
    ["having been closed", () => Object.preventExtensions(new Proxy({}, { preventExtensions: () => true }))],
    ["the prototype of a closed object", () => Object.getPrototypeOf(new Proxy(sealed(), { getPrototypeOf: () => null }))],
    ["having set the prototype of a closed object", () => Object.setPrototypeOf(new Proxy(sealed(), { setPrototypeOf: () => true }), null)],
    ["the keys of a closed object", () => Reflect.ownKeys(new Proxy(sealed(), { ownKeys: () => [] }))],
    ["further keys of a closed object", () => Reflect.ownKeys(new Proxy(sealed(), { ownKeys: () => ["x", "y"] }))],
    ["keys twice", () => Reflect.ownKeys(new Proxy({}, { ownKeys: () => ["a", "a"] }))],
    ["keys that are numbers", () => Reflect.ownKeys(new Proxy({}, { ownKeys: () => [1] }))],
    ["a fixed property that is none", () => Object.getOwnPropertyDescriptor(new Proxy({}, { getOwnPropertyDescriptor: () => ({ value: 1, configurable: false }) }), "x")],
    ["the absence of a described fixed property", () => Object.getOwnPropertyDescriptor(new Proxy(fixed(), { getOwnPropertyDescriptor: () => undefined }), "x")],
    ["having defined a property of a closed object", () => Object.defineProperty(new Proxy(sealed(), { defineProperty: () => true }), "y", { value: 1 })],
    ["having defined a fixed property that is none", () => Object.defineProperty(new Proxy({}, { defineProperty: () => true }), "x", { value: 1, configurable: false })],
    ["what new gives", () => new (new Proxy(class {}, { construct: () => 1 }))()],
  ]);
});

describe("a proxy", () => {
  each([
    ["without traps is its target", () => { const t = { x: 1 }; const p = new Proxy(t, {}); p.y = 2; return [p.x, t.y, Object.keys(p)]; }, [1, 2, ["x", "y"]]],
    ["of an array is one", () => Array.isArray(new Proxy([], {})), true],
    ["of an array keeps length", () => { const p = new Proxy([1], {}); p.push(2); return p.length; }, 2],
    ["of a function is callable", () => new Proxy((a, b) => a + b, {})(1, 2), 3],
    ["of a function has its typeof", () => typeof new Proxy(function () {}, {}), "function"],
    ["of a class is constructed with itself as new.target", () => { let t; class C { constructor() { t = new.target; } } const P = new Proxy(C, {}); new P(); return t === P; }, true],
    ["gives apply its receiver and arguments", () => new Proxy(() => {}, { apply: (t, that, args) => [that, args] }).call("r", 1), ["r", [1]]],
    ["gives get the receiver", () => { const o = Object.create(new Proxy({}, { get: (t, k, r) => r === o })); return o.x; }, true],
    ["gives set the receiver", () => { let seen; const o = Object.create(new Proxy({}, { set(t, k, v, r) { seen = r === o; return true; } })); o.x = 1; return seen; }, true],
    ["answers for the in of with", () => Function("p", "with (p) { return anything; }")(new Proxy({}, { has: (t, k) => k === "anything", get: (t, k) => (k === "anything" ? 5 : undefined) })), 5],
    ["takes missing traps of null", () => new Proxy({ x: 1 }, { get: null }).x, 1],
    ["may be a handler", () => { const l = []; const p = new Proxy({ x: 1 }, new Proxy({}, { get(t, k) { l.push(k); } })); p.x; "x" in p; delete p.x; return l; }, ["get", "has", "deleteProperty"]],
    ["may be a prototype", () => Object.create(new Proxy({}, { get: (t, k) => "trap " + String(k) })).abc, "trap abc"],
    ["is spread through its traps", () => ({ ...new Proxy({ a: 1, b: 2 }, { ownKeys: () => ["b"] }) }), { b: 2 }],
    ["has the tag of its target's kind", () => [{}, [], () => {}].map((t) => Object.prototype.toString.call(new Proxy(t, {}))), ["[object Object]", "[object Array]", "[object Function]"]],
    ["is used by JSON", () => JSON.stringify(new Proxy([1, { a: 2 }], {})), '[1,{"a":2}]'],
  ]);
  throws([
    ["that is revoked refuses", () => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); proxy.x; }],
    ["that is revoked refuses typeof's friends", () => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); Array.isArray(proxy); }],
    ["needs a target", () => new Proxy(1, {})],
    ["needs a handler", () => new Proxy({}, null)],
    ["needs new", () => Proxy({}, {})],
    ["refuses traps that can't be called", () => new Proxy({}, { get: 1 }).x],
    ["of an arrow function can't be constructed", () => new (new Proxy(() => {}, { construct: () => ({}) }))()],
    ["that refuses to set throws in strict code", () => { "use strict"; new Proxy({}, { set: () => false }).x = 1; }],
    ["that refuses to delete throws in strict code", () => { "use strict"; delete new Proxy({}, { deleteProperty: () => false }).x; }],
  ]);
});

describe("Reflect", () => {
  each([
    ["defineProperty tells success", () => [Reflect.defineProperty({}, "x", { value: 1 }), Reflect.defineProperty(Object.freeze({}), "x", { value: 1 })], [true, false]],
    ["deleteProperty tells success", () => [Reflect.deleteProperty({ x: 1 }, "x"), Reflect.deleteProperty(Object.freeze({ x: 1 }), "x")], [true, false]],
    ["set tells success", () => [Reflect.set({}, "x", 1), Reflect.set(Object.freeze({}), "x", 1)], [true, false]],
    ["setPrototypeOf tells success", () => [Reflect.setPrototypeOf({}, null), Reflect.setPrototypeOf(Object.freeze({}), null)], [true, false]],
    ["ownKeys has numbers, strings, symbols", () => Reflect.ownKeys({ b: 1, [Symbol.iterator]: 1, 1: 1, a: 1 }).map(String), ["1", "b", "a", "Symbol(Symbol.iterator)"]],
    ["has sees inherited properties", () => Reflect.has(Object.create({ x: 1 }), "x"), true],
    ["apply calls", () => Reflect.apply(Math.max, null, [1, 3, 2]), 3],
    ["get takes a receiver", () => Reflect.get({ get x() { return this.y; } }, "x", { y: 7 }), 7],
    ["set puts the value on the receiver", () => { const r = {}; Reflect.set({ x: 1 }, "x", 2, r); return r; }, { x: 2 }],
    ["isExtensible and preventExtensions", () => { const o = {}; return [Reflect.isExtensible(o), Reflect.preventExtensions(o), Reflect.isExtensible(o)]; }, [true, true, false]],
  ]);
  throws([
    ["refuses primitives", () => Reflect.ownKeys(1)],
    ["apply refuses what can't be called", () => Reflect.apply(1, null, [])],
    ["apply refuses missing arguments", () => Reflect.apply(() => {}, null)],
    ["construct refuses arrow functions", () => Reflect.construct(() => {}, [])],
  ]);
});

// Values that `console.log` shows; `inspect.txt` holds what it prints for each.
// `node inspect.js > inspect.txt` makes that file again. No value here has a stack.
const noStack = (error) => { error.stack = `${error.name}: ${error.message}`; return error; };
class Foo { constructor() { this.a = 1; this.b = "two"; } get g() { return 1; } static s = 3; #p = 1; }
class Bar extends Foo { c = [1]; }
class Empty {}
class MyArray extends Array {}
class MyMap extends Map {}
class MySet extends Set {}
class MyDate extends Date {}
class MyRegExp extends RegExp {}
class MyPromise extends Promise {}
class MyBytes extends Uint8Array {}
class MyNumber extends Number {}
class DataTagged {}
DataTagged.prototype[Symbol.toStringTag] = "Tag";
function Old() { this.x = 1; }
Old.prototype = { y: 1 };
const range = (n, f = (i) => i) => Array.from({ length: n }, (_, i) => f(i));
const cyclic = { name: "c" };
cyclic.self = cyclic;
const two = { a: {}, b: {} };
two.a.b = two.b;
two.b.a = two.a;
two.a.top = two;
const withAccessors = { get a() { throw 1; }, set b(v) {}, get c() { return 1; }, set c(v) {} };
const sparse = [1, , 3, , , 6];
const hidden = Object.defineProperty({ a: 1 }, "h", { value: 2, enumerable: false });
const array = Object.assign([1, 2, 3], { extra: "x", [Symbol("s")]: 1, "-1": 0 });
const nested = { l1: { l2: { l3: { l4: { l5: 1 } } } } };
const f = function () {};
f.prop = { a: 1 };
const buffer = new Uint8Array([1, 2, 3, 255]).buffer;
const values = [
  undefined, null, true, false, 0, -0, 1, -1.5, NaN, Infinity, -Infinity, 1e21, 1e-7, 123456789.123, 10n, -(2n ** 70n),
  "", "a", "it's", 'say "hi"', `it's "both"`, "it's \"both\" `and` more", "it's \"both\" ${x}", "a\nb\tc\\d\u0001\x7f\x9f", "\ud800", "é日本😀",
  "x".repeat(200), ["x".repeat(200)], ["line one is here\nline two is here\nand the third one is the longest of all the lines\n"],
  Symbol(), Symbol("s"), Symbol.iterator, Symbol.for("a b"), Symbol(""),
  {}, { a: 1 }, { a: 1, b: "s", c: null, d: undefined }, { "a-b": 1, 1: 2, "": 3, $a: 4, _b: 5, é: 6, a1: 7 }, { [Symbol("k")]: 1, [Symbol()]: 2 },
  { __proto__: null }, { __proto__: null, a: 1 }, { ["__proto__"]: 1 }, Object.create({}), Object.create({ a: 1 }), Object.create(Object.create(null)),
  { a: { b: { c: {} } } }, { a: { b: { c: { d: 1 } } } }, nested, [[[[]]]], [[[[1]]]], [[[[[]]]]], { a: [{ b: [{ c: 1 }] }] },
  [], [1], [1, 2, 3], ["a", "b"], [undefined, null], [, ], [, , ], sparse, [1, , ], array, Object.assign([], { x: 1 }), new Array(5), new Array(1e6),
  range(7), range(10), range(26), range(27), range(100), range(101), range(120), range(200, (i) => i * 1000), range(30, String), range(10, (i) => "item " + i),
  range(8, (i) => "a rather long item number " + i), range(20, (i) => ({ i })), range(7, () => []), range(30, (i) => i * 1.5), range(50, (i) => -i), range(12, (i) => i % 3 ? i : "s" + i),
  range(3, (i) => range(3, (j) => i * j)), range(7, (i) => range(7, (j) => i * j)), range(101, (i) => "k" + i), range(10, (i) => BigInt(i) ** 20n), range(27, (i) => i % 2 === 0),
  Object.fromEntries(range(10, (i) => ["key" + i, i])), Object.fromEntries(range(30, (i) => ["key" + i, "value" + i])), Object.fromEntries(range(5, (i) => ["quite a long key " + i, "quite a long value " + i])),
  { a: 1, b: { c: 2, d: { e: 3 } }, f: [1, 2, { g: 4 }] }, { aaaaaaaaaaaaaaaaaaaa: 1, bbbbbbbbbbbbbbbbbbbbbbbb: 2, cccccccccccccccccc: 3, dddddddd: 4 },
  { aaaaaaaaaaaaaaaaaaaa: 1, bbbbbbbbbbbbbbbbbbbbbbbb: 2, cccccccccccccccccc: 3, ddd: 4 }, { a: { x: 1 }, b: { y: { z: 1 } } }, { a: { y: { z: 1 } }, b: { x: 1 } },
  { list: range(20), name: "n" }, { text: "x".repeat(70) }, { text: "x".repeat(90), b: 1 }, [{ a: 1, b: 2 }, { a: 3, b: 4 }],
  cyclic, two, [cyclic], (() => { const a = []; a.push(a); return a; })(), (() => { const m = new Map(); m.set("m", m); return m; })(), (() => { const s = new Set(); s.add(s); return s; })(),
  withAccessors, { get a() { return 1; } }, hidden, Object.defineProperty([1], "1", { get() { return 1; }, enumerable: true }),
  new Foo(), new Bar(), new Empty(), new Old(), new (class {})(), new (class { a = 1; })(), Foo.prototype, Bar.prototype, Object.prototype, Array.prototype, Foo, Bar, Empty, class {}, class extends Foo {}, class extends null {}, class A { static x = 1; },
  new DataTagged(), Object.assign(new DataTagged(), { a: 1 }), { [Symbol.toStringTag]: "Own" }, { [Symbol.toStringTag]: "" },
  () => {}, function () {}, function named() {}, async () => {}, async function af() {}, function* gen() {}, async function* ag() {}, f, Object.assign(() => {}, { a: 1, b: 2 }), { method() {} }, { arrow: () => {} }, { f: function () {} }, Math.max, Object, parseInt, (function () {}).bind(), (function b() {}).bind(null),
  Object.setPrototypeOf(function np() {}, null), Object.setPrototypeOf(() => {}, null),
  new Map(), new Map([[1, 2]]), new Map([["a", { b: 1 }], [{ k: 1 }, "v"]]), new Map(range(10, (i) => [i, i])), new Map([[new Map(), new Set()]]), Object.assign(new Map([[1, 2]]), { x: 1 }), new Map(range(120, (i) => [i, i])),
  new Set(), new Set([1, "a", null]), new Set([[1], { a: 1 }]), new Set(range(30)), new Set(range(101)), new MyMap([[1, 2]]), new MySet([1]), new MyArray(1, 2, 3), new MyArray(),
  new Map([[1, 2]]).keys(), new Map([[1, 2]]).values(), new Map([[1, 2]]).entries(), new Set([1, 2]).values(), new Set([1]).entries(), new Map().keys(), [1][Symbol.iterator](), "a"[Symbol.iterator](), "a".matchAll(/a/g),
  new WeakMap(), new WeakSet(), new Number(3), new Number(-0), new String("abc"), new Boolean(false), Object(Symbol("a")), Object(1n), Object.assign(new String("ab"), { x: 1 }), Object.assign(new Number(1), { x: 1 }), new MyNumber(2), [new String("a"), new Number(1)],
  new Date(0), new Date(NaN), new Date(8.64e15), new Date(-62198755200000), new MyDate(0), Object.assign(new Date(0), { x: 1 }), [new Date(0)], { d: new Date(1e12) },
  /a/, /a\/b/gi, new RegExp("a/b\n"), new RegExp(""), /[/]/dgimsuy, new MyRegExp("x", "g"), Object.assign(/a/, { x: 1 }), { r: /x/ },
  Promise.resolve(1), Promise.resolve({ a: 1 }), new Promise(() => {}), MyPromise.resolve(1), Object.assign(Promise.resolve(), { x: 1 }), (() => { const p = Promise.reject(3); p.catch(() => {}); return p; })(), [Promise.resolve([1])],
  new Uint8Array(), new Uint8Array([1, 2, 3]), new Float64Array([1.5, -0, NaN]), new BigInt64Array([1n, -1n]), new Uint8Array(101), new Int16Array(10), new MyBytes(2), Object.assign(new Uint8Array(1), { x: 1 }), [new Uint8Array(2)], { bytes: new Uint8ClampedArray([300]) }, new Float32Array(30).map((_, i) => i / 3),
  buffer, new ArrayBuffer(0), new ArrayBuffer(60), new SharedArrayBuffer(2), new DataView(buffer, 1, 2), [new ArrayBuffer(1)], { b: { c: { d: new ArrayBuffer(1) } } },
  noStack(new Error("m")), noStack(new TypeError("bad")), noStack(new Error("")), [noStack(new Error("in"))], { e: noStack(new RangeError("r")) }, noStack(Object.assign(new Error("p"), { code: "E", detail: { a: 1 } })), noStack(new Error("c", { cause: "why" })), noStack(new Error("c", { cause: noStack(new Error("inner")) })), noStack(new AggregateError([1, noStack(new Error("one"))], "many")), noStack(new (class MyError extends Error {})("mine")),
  (function () { return arguments; })(1, "a"), (function () { "use strict"; return arguments; })(), (function* () {})(), (async function* () {})(), Math, JSON, Reflect, globalThis.Atomics, new Proxy({ a: 1 }, { get() { throw 1; }, ownKeys() { throw 1; } }), new Proxy([1, 2], {}), new Proxy(function pf() {}, {}), new Proxy(new Proxy({ x: 1 }, {}), {}), (() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })(),
  Object.freeze({ a: 1 }), Object.create(Foo.prototype), Object.create(Array.prototype), Object.setPrototypeOf([1, 2], null), Object.setPrototypeOf(new Map([[1, 2]]), null), Object.create({ constructor: 1 }), { constructor: "x" }, { constructor: { name: "Fake" } }, Object.assign(Object.create({ constructor: Foo }), { z: 1 }),
  { a: 1n, b: Symbol("x"), c: "s", d: null, e: undefined, f: true, g: -0 }, [[1, 2, [3, 4, [5, [6]]]]], { a: [[[[]]]] }, [{}, [], {}], { "key with space": { "another one": ["deep"] } }, ["a\nb"], { "a\nb": 1 }, ["'"], [["x".repeat(40), "y".repeat(40)]], { x: "a".repeat(30), y: "b".repeat(30), z: "c".repeat(10) }, [1.0, 2.5, "3"], ["日本語", "中文", "한국어", "a", "b", "c", "d"],
];
values.forEach((value, number) => {
  console.log(`# ${number}`);
  console.log(value);
});
console.log("%s is %d years and %i months, %f, %j %O %c%%", "Bob", 42.5, 7.9, "1.5", { a: 1 }, { b: { c: {} } }, "css", "rest", 1);
console.log("%s", { a: { b: { c: 1 } } }, "%s", -0, 5n, Symbol("a"), null, undefined);
console.log("%s %s %s %s %s", -0, 5n, Symbol("a"), null, () => 1);
console.log("%d %d %d %i %f", "0x10", 5n, {}, "12.7px", "1.5e3x");
console.log("100%", 1, "%x", "%");
console.group("outer", 1);
console.log("in\nside", { a: "x".repeat(70) });
console.group();
console.info([1]);
console.groupEnd();
console.debug("out");
console.groupEnd();
console.groupEnd();
console.count();
console.count("x");
console.count();
console.countReset();
console.count();
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
console.log();
console.log("a\nb", "c");

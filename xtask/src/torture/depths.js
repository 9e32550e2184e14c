// Depths and sizes, one under each heading. Each may end with a value, an exception or a stop; none may crash, or outlive its time and
// memory. `nest(open, middle, close, n)` is text in text.

//# parser: parentheses
evaluate("(", "1", ")");
//# parser: arrays
evaluate("[", "1", "]");
//# parser: objects
evaluate("({a:", "1", "})");
//# parser: blocks
evaluate("{", "1", "}");
//# parser: functions
evaluate("function f(){", "1", "}");
//# parser: function expressions
evaluate("(function(){", "1", "})");
//# parser: arrows
evaluate("a=>", "1", "");
//# parser: arrows in parameters
evaluate("(a=", "1", ")=>1");
//# parser: async arrows
evaluate("async a=>", "1", "");
//# parser: classes
evaluate("class A{static{", "1", "}}");
//# parser: class heritage
evaluate("(class extends ", "A", "{})");
//# parser: class computed keys
evaluate("(class {[", "1", "](){}})");
//# parser: templates
evaluate("`${", "1", "}`");
//# parser: tagged templates
evaluate("f`${", "1", "}`");
//# parser: unary
evaluate("!", "1", "");
//# parser: minus
evaluate("- ", "1", "");
//# parser: typeof
evaluate("typeof ", "1", "");
//# parser: await
evaluate("async()=>await ", "1", "");
//# parser: new
evaluate("new ", "A", "");
//# parser: power
evaluate("1**", "1", "");
//# parser: sums
evaluate("1+", "1", "");
//# parser: sums from the right
evaluate("(1+", "1", ")");
//# parser: commas
evaluate("1,", "1", "");
//# parser: conditionals
evaluate("1?", "1", ":1");
//# parser: conditionals to the right
evaluate("1?1:", "1", "");
//# parser: assignments
evaluate("a=", "1", "");
//# parser: logical
evaluate("a||(b&&", "1", ")");
//# parser: coalescing
evaluate("a??", "1", "");
//# parser: members
evaluate("", "a", ".b");
//# parser: calls
evaluate("", "a", "()");
//# parser: indices
evaluate("a[", "1", "]");
//# parser: optional chains
evaluate("", "a", "?.b");
//# parser: if
evaluate("if(1)", "1", "");
//# parser: else
evaluate("if(1);else ", "1", "");
//# parser: while
evaluate("while(0)", "1", "");
//# parser: for
evaluate("for(;0;)", "1", "");
//# parser: for-of heads
evaluate("for(x of ", "[]", ")");
//# parser: do
evaluate("do ", "1", ";while(0)");
//# parser: with
evaluate("with(a)", "1", "");
//# parser: labels
evaluate("a:{", "1", "}");
//# parser: many labels
(0, eval)(Array.from({ length: 3000 }, (_, i) => "l" + i + ":").join("") + "1");
//# parser: switch
evaluate("switch(1){case 1:", "1", "}");
//# parser: try
evaluate("try{", "1", "}catch{}");
//# parser: finally
evaluate("try{}finally{", "1", "}");
//# parser: patterns
evaluate("[", "a", "]", "", "=x");
//# parser: object patterns
evaluate("({a:", "a", "})", "", "=x");
//# parser: declared patterns
evaluate("[", "a", "]", "let ", "=x");
//# parser: pattern defaults
evaluate("[a=", "a", "]", "", "=x");
//# parser: parameters
evaluate("[", "a", "]", "(function(", "){})");
//# parser: spread
evaluate("[...", "[]", "]");
//# parser: yield
evaluate("yield ", "1", "", "function*g(){", "}");
//# parser: import calls
evaluate("import(", "''", ")");
//# parser: async arrow heads
evaluate("async(", "a", ")");
//# parser: regexp literals
evaluate("(", "a", ")", "/", "/");
//# parser: comments and hashes
evaluate("/**/", "1", "");
//# parser: numbers
evaluate("1", "1", "");
//# parser: escapes
evaluate("\\u0061", "a", "");
//# compiler: many constants
(0, eval)("[" + Array.from({ length: 2e5 }, (_, i) => i + ".5").join() + "]");
//# compiler: many functions
(0, eval)(Array.from({ length: 5e4 }, (_, i) => "function f" + i + "(){}").join(";"));
//# compiler: many variables
(0, eval)("(function(){" + Array.from({ length: 7e4 }, (_, i) => "var v" + i + "=1").join(";") + "})()");
//# compiler: many captured variables
(0, eval)("(function(){" + Array.from({ length: 7e4 }, (_, i) => "let v" + i + "=1").join(";") + ";return ()=>eval('v1')})()()");
//# compiler: many parameters
Function(...Array.from({ length: 7e4 }, (_, i) => "a" + i), "return a0")(1);
//# compiler: many arguments
(0, eval)("Math.max(" + "1,".repeat(7e4) + "1)");
//# compiler: many cases
(0, eval)("switch(1){" + Array.from({ length: 1e5 }, (_, i) => "case " + (i + 2) + ":").join("") + "}");
//# compiler: many properties
(0, eval)("({" + Array.from({ length: 1e5 }, (_, i) => "p" + i + ":1").join() + "})");
//# compiler: many class elements
(0, eval)("(class{" + Array.from({ length: 5e4 }, (_, i) => "p" + i + "=1;static s" + i + "=2;m" + i + "(){}").join(";") + "})");
//# compiler: many private names
(0, eval)("(class{" + Array.from({ length: 5e4 }, (_, i) => "#p" + i + "=1").join(";") + "})");
//# compiler: a long jump
(0, eval)("for(let i=0;i<1;i++){if(i)continue;" + "x=1;".repeat(3e5).replaceAll("x", "var x") + "}");
//# compiler: many template parts
(0, eval)("`" + "${1}".repeat(1e5) + "`");
//# compiler: many tries
(0, eval)("try{}catch{}".repeat(1e5));
//# regexp: groups
pattern("(", "a", ")");
//# regexp: plain groups
pattern("(?:", "a", ")");
//# regexp: lookaheads
pattern("(?=", "a", ")");
//# regexp: lookbehinds
pattern("(?<=", "a", ")");
//# regexp: alternatives
pattern("a|", "a", "");
//# regexp: repetitions
pattern("(?:", "a", ")*");
//# regexp: counted repetitions
pattern("(?:", "a", "){2}");
//# regexp: large counted repetitions
for (const n of [1e3, 1e6, 2 ** 31, 2 ** 32, 2 ** 53, 1e30]) attempt(() => new RegExp("a{" + n + "}").test("a"));
//# regexp: large counts in counts
attempt(() => new RegExp("((a{1000}){1000}){1000}").test("a".repeat(100)));
attempt(() => new RegExp("(((a{0,100}){0,100}){0,100}){0,100}b").test("a".repeat(1000)));
//# regexp: classes
pattern("[", "a", "]", "v");
//# regexp: modifiers
pattern("(?i:", "a", ")");
//# regexp: named groups
attempt(() => new RegExp(Array.from({ length: 5e4 }, (_, i) => "(?<n" + i + ">a)").join("|")).exec("a"));
//# regexp: empty repetitions
attempt(() => /(?:(?:a?)*)*b/.test("a".repeat(30)));
attempt(() => /(?:a*?)*?b/.test("a".repeat(1e5)));
//# regexp: captures on the stack
attempt(() => /(?:(a)|b)*$/.test("ab".repeat(1e6)));
attempt(() => /^(?:.|\n)*?$/.test("a".repeat(3e6)));
//# regexp: backreferences
attempt(() => /(a*)\1*\1*\1*b/.test("a".repeat(3e3)));
//# json: arrays
attempt(() => JSON.parse(nest("[", "1", "]", 2e6)));
//# json: objects
attempt(() => JSON.parse(nest('{"a":', "1", "}", 1e6)));
//# json: reviver
attempt(() => JSON.parse(nest("[", "1", "]", 2e5), (k, v) => v));
//# json: stringify arrays
attempt(() => JSON.stringify(deep((x) => [x])));
//# json: stringify objects
attempt(() => JSON.stringify(deep((x) => ({ x }))));
//# json: stringify with space
attempt(() => JSON.stringify(deep((x) => [x], 3e4), null, 10));
//# json: toJSON
attempt(() => { let n = 0; const o = { toJSON() { return n++ < 1e6 ? { o } : 1; } }; JSON.stringify(o); });
//# json: proxies
attempt(() => JSON.stringify(deep((x) => new Proxy([x], {}), 1e5)));
//# flat
attempt(() => deep((x) => [x]).flat(Infinity));
//# flat of itself
attempt(() => { const a = []; a.push(a, a); a.flat(Infinity); });
//# flatMap
attempt(() => { const f = (n) => [n].flatMap((x) => f(x + 1)); f(0); });
//# join
attempt(() => deep((x) => [x]).join());
//# toString
attempt(() => String(deep((x) => [x])));
//# toLocaleString
attempt(() => deep((x) => [x]).toLocaleString());
//# toString of itself by hooks
attempt(() => { const o = { toString() { return "" + o; } }; String(o); });
//# toPrimitive of itself
attempt(() => { const o = { [Symbol.toPrimitive]() { return +o; } }; +o; });
//# structured clone
attempt(() => structuredClone(deep((x) => [x])));
attempt(() => structuredClone(deep((x) => new Map([[x, x]]), 1e5)));
attempt(() => structuredClone(deep((cause) => new Error("x", { cause }), 1e4)));
//# proxies in proxies
const p = deep((x) => new Proxy(x, {}), 1e6, {});
for (const f of [() => p.x, () => { p.x = 1; }, () => "x" in p, () => delete p.x, () => Object.keys(p), () => Object.getPrototypeOf(p), () => Object.isExtensible(p),
  () => Array.isArray(p), () => Object.prototype.toString.call(p), () => p instanceof Object, () => Object.freeze(p), () => JSON.stringify(p), () => console.log(p)]) attempt(f);
//# proxies of functions
const p = deep((x) => new Proxy(x, {}), 1e6, function () {});
for (const f of [() => p(), () => new p(), () => p.apply(), () => class extends p {}, () => new (class extends p {})(), () => typeof p, () => Reflect.construct(Array, [], p)]) attempt(f);
//# proxies as handlers
const p = deep((x) => new Proxy({}, x), 1e5, {});
for (const f of [() => p.x, () => { p.x = 1; }, () => Object.keys(p)]) attempt(f);
//# proxies as prototypes
const p = deep((x) => Object.create(new Proxy(x, {})), 1e5, {});
for (const f of [() => p.x, () => { p.x = 1; }, () => "x" in p, () => { for (const k in p); }]) attempt(f);
//# a proxy that is its own prototype
attempt(() => { const o = {}; const p = new Proxy(o, {}); Object.setPrototypeOf(o, p); p.x; });
attempt(() => { const o = {}; const p = new Proxy(o, {}); Object.setPrototypeOf(o, p); "x" in p; });
attempt(() => { const o = {}; const p = new Proxy(o, {}); Object.setPrototypeOf(o, p); p.x = 1; });
attempt(() => { const o = {}; const p = new Proxy(o, {}); Object.setPrototypeOf(o, p); for (const k in p); });
attempt(() => { const o = {}; const p = new Proxy(o, {}); Object.setPrototypeOf(o, p); p instanceof Object; });
//# bound functions
const f = deep((x) => x.bind(null, 1), 1e6, function () {});
for (const g of [() => f(), () => new f(), () => ({}) instanceof f, () => Reflect.construct(Array, [], f), () => console.log(f), () => f.name.length, () => f.toString()]) attempt(g);
//# prototypes
const o = deep((x) => Object.create(x), 2e6, { x: 1 });
for (const f of [() => o.x, () => o.y, () => { o.x = 2; }, () => "y" in o, () => o instanceof Map, () => Object.prototype.isPrototypeOf.call({}, o),
  () => { for (const k in o) break; }, () => console.log(o), () => Object.setPrototypeOf({}, o), () => o.hasOwnProperty("x"), () => `${o}`]) attempt(f);
//# classes that extend classes
const c = deep((x) => class extends x {}, 2e4, class {});
for (const f of [() => new c(), () => new c() instanceof Object, () => c.name]) attempt(f);
//# hasInstance
const f = deep((x) => ({ [Symbol.hasInstance]: (v) => v instanceof x }), 1e5, Object);
attempt(() => ({}) instanceof f);
//# ropes appended
let t = ""; for (let i = 0; i < 3e6; i++) t += "ab";
attempt(() => t.charCodeAt(5)); attempt(() => t === t + ""); attempt(() => ({})[t]);
//# ropes prepended
let t = ""; for (let i = 0; i < 3e6; i++) t = "ab" + t;
attempt(() => t.charCodeAt(5));
//# ropes mixed
let t = ""; for (let i = 0; i < 1e6; i++) t = i & 1 ? "ab\u4e00" + t : t + "abc";
attempt(() => t.indexOf("x"));
//# ropes of ropes
let t = "ab"; attempt(() => { for (let i = 0; i < 60; i++) t = t + t; }); attempt(() => t.length); attempt(() => t[7]);
//# ropes shared
let t = "ab\u4e00"; for (let i = 0; i < 20; i++) t = t + t; const all = Array.from({ length: 1e4 }, () => t + "x"); attempt(() => all.join(""));
//# ropes dropped
for (let n = 0; n < 5; n++) { let t = ""; for (let i = 0; i < 1e6; i++) t += "ab"; }
//# console
for (const make of [(x) => [x], (x) => ({ x }), (x) => new Map([[x, x]]), (x) => new Set([x]), (x) => new Error("a", { cause: x }), (x) => new Proxy({ x }, {}),
  (x) => Object.create(x), (x) => new AggregateError([x]), (x) => [[x], [x]]]) attempt(() => console.log(deep(make, 1e5)));
//# console of itself
attempt(() => { const e = new Error("x"); e.cause = e; e.errors = [e]; console.log(e); console.error({ e }); });
attempt(() => { const o = {}; for (let i = 0; i < 25; i++) o["k" + i] = o; console.log(o, [o, o]); console.table([o, [o]]); console.group(o); console.dir(o); });
attempt(() => { let o = 1; for (let i = 0; i < 40; i++) o = [o, o]; console.log(o); console.log("%o %O %j", o, o, o); });
//# console groups
attempt(() => { for (let i = 0; i < 1e6; i++) console.group(); console.log("x\ny"); });
//# promises
const p = deep((x) => x.then(() => 1), 5e5, Promise.resolve());
//# promises of promises
const p = deep((x) => Promise.resolve({ then(f) { f(x); } }), 2e5, Promise.resolve());
//# promises resolved by promises
const p = deep((x) => new Promise((f) => f(x)), 5e5, Promise.resolve());
//# async functions
const p = deep((x) => (async () => await x)(), 2e5, 1);
//# async functions that call themselves
const f = async (n) => (n ? await f(n - 1) : 0); f(1e6);
//# finally
deep((x) => x.finally(() => {}), 2e5, Promise.reject(1)).catch(() => {});
//# promise combinations
deep((x) => Promise.all([x]), 2e5, 1); deep((x) => Promise.any([x]), 1e5, 1); deep((x) => Promise.race([x]), 1e5, 1);
//# generators
function* g(n) { if (n) yield* g(n - 1); yield 1; } attempt(() => { for (const x of g(1e6)); });
//# generators in chains
attempt(() => deep((x) => (function* () { yield* x; })(), 1e5, [1]).next());
attempt(() => deep((x) => (function* () { yield* x; })(), 1e5, [1]).return(1));
//# iterator helpers
for (const make of [(x) => x.map((y) => y), (x) => x.filter(() => 1), (x) => x.take(5), (x) => x.drop(0), (x) => Iterator.from({ next: () => x.next() }), (x) => Iterator.concat(x), (x) => x.flatMap((y) => [y])])
  { attempt(() => deep(make, 1e5, [1, 2].values()).next()); attempt(() => deep(make, 1e5, [1, 2].values()).return()); }
//# async iterators
(async () => { const g = deep((x) => (async function* () { yield* x; })(), 1e4, [1]); await g.next(); await g.return(); })();
//# getters that get
attempt(() => { const o = { get x() { return o.x; } }; o.x; }); attempt(() => { const o = { set x(v) { o.x = v; } }; o.x = 1; });
//# calls
const f = () => f(); attempt(f); const g = (n) => [1].map(g); attempt(g); const h = () => new h2(); class h2 { x = h(); } attempt(h);
attempt(() => { const f = () => { try { f(); } finally { f(); } }; f(); });
attempt(() => { const f = () => [3, 2, 1].sort(f); f(); }); attempt(() => { const f = () => "a".replace(/a/, f); f(); });
attempt(() => { const f = () => Reflect.apply(f, null, []); f(); }); attempt(() => { const f = () => f.call(); f(); }); attempt(() => { const f = () => eval("f()"); f(); });
attempt(() => { const f = () => (0, eval)("1") + f(); f(); }); attempt(() => { const f = () => new Function("f", "f()")(f); f(); });
attempt(() => { const f = () => JSON.parse("[1]", f); f(); }); attempt(() => { const f = () => structuredClone({ get x() { return f(); } }); f(); });
attempt(() => { const f = () => Array.from([1], f); f(); }); attempt(() => { const f = () => { for (const x of { [Symbol.iterator]: f }); }; f(); });
attempt(() => { const f = () => { class C { static { f(); } } }; f(); }); attempt(() => { const f = () => { with_(f); }; const with_ = Function("f", "with ({ get x() { return f() } }) x"); f(); });
//# dropped lists
for (const make of [(x) => [x], (x) => ({ x }), (x) => () => x, (x) => new Map([[1, x]]), (x) => new WeakMap([[{}, x]]), (x) => new Proxy({}, { x })]) deep(make, 5e5);
//# weak chains
const w = new WeakMap(); let k = {}; const first = k; for (let i = 0; i < 5e5; i++) { const next = {}; w.set(k, next); k = next; } gc(); gc();
//# shapes
for (let n = 0; n < 20; n++) { const o = {}; for (let i = 0; i < 1e5; i++) o["k" + n + "_" + i] = i; }
//# shapes in many branches
const all = []; for (let i = 0; i < 3e5; i++) all.push({ ["k" + i]: 1 });
//# symbols
const all = []; for (let i = 0; i < 3e5; i++) all.push(Symbol("x" + i), Symbol.for("y" + i));
//# realms
const all = []; for (let i = 0; i < 2e4; i++) all.push(new ShadowRealm());
//# lengths of arrays
for (const n of LENGTHS) for (const f of [() => new Array(n), () => { [].length = n; }, () => Array.from({ length: n }), () => Array(n).fill(1), () => Array(n).join("ab"), () => Array(n).concat(Array(n)),
  () => Array(n).keys().next(), () => Array(n).toSorted(), () => Array(n).with(n - 1, 1), () => Array(n).push(1), () => Array(n).unshift(1), () => Array(n).splice(1, 0, 1), () => Array(n).flat(), () => [...Array(n)],
  () => Array(n).lastIndexOf(1), () => Math.max(...Array(n)), () => Math.max.apply(null, Array(n)), () => JSON.stringify(Array(n)), () => structuredClone(Array(n)), () => console.log(Array(n)),
  () => Array(n).toReversed(), () => Array(n).at(-1), () => Array(n).slice(-2), () => Array(n).copyWithin(0, 1), () => Object.keys(Array(n)), () => Array(n).sort(), () => Array(n).reverse()]) attempt(f, 2e4);
//# lengths of array-likes
for (const n of LENGTHS) for (const name of Object.getOwnPropertyNames(Array.prototype)) if (typeof [][name] === "function") attempt(() => [][name].call({ length: n, [n - 1]: 1, 0: 2 }, () => 0, 1), 2e4);
//# lengths of array-likes in functions
for (const n of LENGTHS) for (const f of [() => Math.max.apply(null, { length: n }), () => Reflect.construct(Array, { length: n }), () => new Uint8Array({ length: n }), () => Uint8Array.from({ length: n }),
  () => String.raw({ raw: { length: n } }), () => new Proxy({}, { ownKeys: () => ({ length: n }) }) && Object.keys(new Proxy({}, { ownKeys: () => ({ length: n }) })), () => JSON.stringify({ length: n }),
  () => JSON.stringify(1, { length: n }), () => RegExp.prototype[Symbol.replace].call({ exec: () => ({ length: n, index: n }), flags: "" }, "a", "$99"), () => Intl.getCanonicalLocales({ length: n })]) attempt(f, 2e4);
//# lengths of buffers
for (const n of LENGTHS) for (const f of [() => new ArrayBuffer(n), () => new ArrayBuffer(8, { maxByteLength: n }), () => new SharedArrayBuffer(n), () => new SharedArrayBuffer(8, { maxByteLength: n }), () => new Uint8Array(n),
  () => new Float64Array(n), () => new Float64Array(new ArrayBuffer(16), n), () => new Float64Array(new ArrayBuffer(16), 8, n), () => new DataView(new ArrayBuffer(16), n), () => new DataView(new ArrayBuffer(16), 0, n),
  () => new DataView(new ArrayBuffer(16)).getInt32(n), () => new DataView(new ArrayBuffer(16)).setFloat64(n, 1), () => new ArrayBuffer(16).slice(n), () => new ArrayBuffer(16).transfer(n), () => new ArrayBuffer(16, { maxByteLength: 64 }).resize(n),
  () => new Uint8Array(4).set([1], n), () => new Uint8Array(4).subarray(n), () => new Uint8Array(4).fill(1, n, -n), () => new Uint8Array(4).copyWithin(n, -n, n), () => Atomics.store(new Int32Array(4), n, 1), () => new Uint8Array(4)[n],
  () => { new Uint8Array(4)[n] = 1; }, () => new Uint8Array(4).with(n, 1), () => new Uint8Array(4).at(n)]) attempt(f, 2e4);
//# lengths of texts
for (const n of LENGTHS) for (const f of [() => "ab".repeat(n), () => "a".padEnd(n, "xyz"), () => "a".padStart(n), () => "abc".at(n), () => "abc".slice(n, -n), () => "abc".substring(n), () => "abc".substr(-n, n), () => "abc".indexOf("c", n),
  () => "abc".lastIndexOf("a", n), () => "abc".charCodeAt(n), () => "abc"[n], () => "abc".split("", n), () => "abc".startsWith("a", n), () => { const r = /a/g; r.lastIndex = n; return r.exec("abc"); },
  () => { const r = /a/y; r.lastIndex = n; return "abc".replace(r, "x"); }, () => String.fromCodePoint(n), () => (1.5).toFixed(n), () => (1.5).toString(n), () => (1.5).toPrecision(n), () => "x".localeCompare("y".repeat(n % 1e6))]) attempt(f, 2e4);
//# a text that doubles
attempt(() => { let t = "x"; for (;;) t = t.concat(t); }); attempt(() => { let t = "x"; for (;;) t = `${t}${t}`; }); attempt(() => { let t = "x"; for (;;) t = [t, t].join(t); });
attempt(() => { let t = "x"; for (;;) t = t.replace(/x/g, "$&$&"); }); attempt(() => { let t = "x"; for (;;) t = t.replaceAll("x", t); }); attempt(() => { let t = '"'; for (;;) t = JSON.stringify(t); });
//# sizes of bigints
for (const n of LENGTHS.concat(30, 1000, 2 ** 20, 2 ** 24, 2 ** 29)) for (const f of [() => 1n << BigInt(n), () => -1n << BigInt(n), () => 1n >> -BigInt(n), () => 3n ** BigInt(n), () => BigInt.asUintN(n, -1n), () => BigInt.asIntN(n, 1n << 65n), () => BigInt("9".repeat(n)),
  () => BigInt("0x" + "f".repeat(n)), () => (1n << BigInt(n)).toString().length, () => (1n << BigInt(n)) * (1n << BigInt(n)), () => BigInt(n) ** 40n, () => (1n << BigInt(n)) / 3n]) attempt(f, 3e4);
//# bigints that grow
attempt(() => { let n = 3n; for (;;) n *= n; }); attempt(() => { let n = 3n; for (;;) n = (n << 100000n) + 1n; }); attempt(() => -(2n ** 63n) / -1n); attempt(() => -(2n ** 31n) % -1n);
//# integer edges
attempt(() => (-2147483648 / -1) | 0); attempt(() => -2147483648 % -1); attempt(() => -(-2147483648)); attempt(() => Math.abs(-2147483648)); attempt(() => 2147483647 + 1); attempt(() => -2147483648 * -1); attempt(() => 1 << 31 >>> 31);
//# dates
for (const n of LENGTHS.concat(8.64e15, 1e300, NaN)) for (const f of [() => new Date(n).toString(), () => new Date(n, n), () => Date.UTC(n, n, n), () => new Date(0).setMonth(n), () => new Date(0).setHours(n, n, n, n), () => new Date(n).toLocaleString(),
  () => Temporal.Instant.fromEpochMilliseconds(n), () => Temporal.Duration.from({ hours: n }).total("ns"), () => new Temporal.PlainDate(n, 1, 1), () => Temporal.PlainDate.from("2020-01-01").add({ months: n }), () => Temporal.PlainTime.from("00:00").add({ seconds: n }).toString()]) attempt(f, 3e4);
//# sorts that lie
attempt(() => Array.from({ length: 5e3 }, (_, i) => i).sort(() => Math.random() - 0.5)); attempt(() => Array.from({ length: 5e3 }, (_, i) => i).sort(() => NaN)); attempt(() => Array.from({ length: 5e3 }, (_, i) => i).sort(() => 1));
attempt(() => new Float64Array(5e3).sort(() => 1)); attempt(() => Array.from({ length: 5e3 }, (_, i) => i).toSorted(() => -Infinity));
//# timers and jobs
attempt(() => { for (let i = 0; i < 3e5; i++) queueMicrotask(() => {}); });
//# imports
for (let i = 0; i < 1e4; i++) import("none" + i).catch(() => {});
//# memory by arrays
const all = []; for (;;) all.push(new Array(1000).fill(all.length));
//# memory by one array
const all = []; for (;;) all.push(1.5);
//# memory by texts
const all = []; for (let i = 0;; i++) all.push("text number " + i);
//# memory by long texts
const all = []; for (let i = 0;; i++) all.push(("x".repeat(1e6) + i).slice(1));
//# memory by buffers
const all = []; for (;;) all.push(new ArrayBuffer(1 << 20));
//# memory by small buffers
const all = []; for (;;) all.push(new Uint8Array(8));
//# memory by maps
const all = new Map(); for (let i = 0;; i++) all.set(i, { i });
//# memory by weak maps
const all = [], w = new WeakMap(); for (;;) { const k = {}; all.push(k); w.set(k, {}); }
//# memory by properties
const o = {}; for (let i = 0;; i++) o["key" + i] = i;
//# memory by closures
const all = []; for (let i = 0;; i++) all.push(() => i);
//# memory by code
const all = []; for (let i = 0;; i++) all.push(Function("return [" + i + ", 'text', function () { return 1.5 }]"), all.length && all[all.length - 1]());
//# memory by one long script
(0, eval)("x = [1, 'a', f(b)];".repeat(5e6));
//# memory by regexps
const all = []; for (let i = 0;; i++) { const r = new RegExp("(a|b" + i + ")*[^x-z]+"); r.test("abc"); all.push(r); }
//# memory by promises
const all = []; for (;;) all.push(Promise.resolve().then(() => {}));
//# memory by jobs
const f = () => { Promise.resolve().then(f); Promise.resolve().then(f); }; f();
//# memory by bigints
const all = []; for (let i = 0n;; i++) all.push((1n << 100000n) + i);
//# memory by symbols
const all = []; for (let i = 0;; i++) all.push(Symbol.for("symbol" + i));
//# memory by errors
const all = []; for (;;) all.push(new Error("x"));
//# memory by generators
const all = []; function* g() { yield [1, 2, 3]; } for (;;) { const i = g(); i.next(); all.push(i); }
//# memory by json
const all = []; for (;;) all.push(JSON.parse('{"a":[1,2,{"b":"c"}]}'));
//# memory by temporal
const all = []; for (;;) all.push(Temporal.PlainDate.from("2020-01-01"), Temporal.Now.zonedDateTimeISO("Europe/Berlin"));
//# memory by intl
const all = []; for (;;) all.push(new Intl.NumberFormat("de"), new Intl.DateTimeFormat("ja"), new Intl.Collator("sv"), new Intl.Segmenter("en"));
//# memory by weak references
const all = []; for (;;) { all.push(new WeakRef({})); new FinalizationRegistry(() => {}).register({}, 1); }
//# memory by realms
const all = []; for (;;) all.push($262.createRealm());
//# memory by typed array sorts
const a = new Float64Array(8e6); a.sort(); a.toSorted(); a.sort((x, y) => x - y);
//# memory by array sorts
const a = new Array(6e6).fill(1); a.sort(); a.toSorted(); a.sort((x, y) => x - y);
//# memory by case and form
const t = "\ufdfa\u0390".repeat(5e6); attempt(() => t.normalize("NFKD")); attempt(() => t.toUpperCase()); attempt(() => t.normalize("NFKD").normalize("NFKC"));
//# memory by escapes
const t = "\u4e00".repeat(2e7); attempt(() => escape(t)); attempt(() => encodeURIComponent(t)); attempt(() => JSON.stringify("\ud800".repeat(2e7))); attempt(() => new Uint8Array(5e7).toHex());
//# memory by console
attempt(() => console.log("x".repeat(5e7), ["x".repeat(5e7)])); attempt(() => console.log(new Array(1e6).fill("x".repeat(1000))));
//# memory by texts of evals
const a = []; for (;;) a.push((0, eval)("(function () { /*" + "x".repeat(2e4) + "*/ return " + a.length + " })"));
//# memory by classes of evals
const a = []; for (;;) a.push((0, eval)("(class {" + Array.from({ length: 300 }, (_, i) => "m" + i + "() { return " + i + " }").join(";") + "})"));
//# memory by functions of texts
const a = []; for (;;) a.push(Function("/*" + "x".repeat(2e4) + "*/ return " + a.length));

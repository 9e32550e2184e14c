// Native loops, one under each heading: what stands before `//> run` prepares, what stands behind is one call that works long without
// running any script. It is interrupted, and must notice within 10 ms.

//# array fill
const a = new Array(5e6);
//> run
for (;;) a.fill(1);
//# array indexOf
const a = new Array(4e6).fill(1);
//> run
for (;;) a.indexOf(2);
//# array includes, of texts
const a = new Array(2e6).fill("some text that is long enough"); const b = "some text that is long enougi";
//> run
for (;;) a.includes(b + "");
//# array lastIndexOf
const a = new Array(4e6).fill(1);
//> run
for (;;) a.lastIndexOf(2);
//# array join
const a = new Array(2e6).fill(1.5);
//> run
for (;;) a.join();
//# array join of holes
//> run
new Array(2 ** 32 - 1).join("");
//# array reverse
const a = new Array(4e6).fill(1);
//> run
for (;;) a.reverse();
//# array slice
const a = new Array(4e6).fill(1);
//> run
for (;;) a.slice();
//# array concat
const a = new Array(2e6).fill(1);
//> run
for (;;) a.concat(a);
//# array splice at the front
const a = new Array(3e6).fill(1);
//> run
for (;;) a.splice(0, 1, 1, 2);
//# array shift
const a = new Array(4e6).fill(1); a.x = 1;
//> run
for (;;) { a.unshift(1); a.shift(); }
//# array shift of a dictionary
const a = []; for (let i = 0; i < 2e5; i++) a[i * 3] = i;
//> run
for (;;) a.shift();
//# array copyWithin
const a = new Array(4e6).fill(1);
//> run
for (;;) a.copyWithin(1, 0);
//# array sort of numbers
const a = Array.from({ length: 1e6 }, (_, i) => (i * 7919) % 1000003);
//> run
for (;;) a.slice().sort();
//# array sort of texts
const a = Array.from({ length: 3e5 }, (_, i) => "x".repeat(50) + (i * 7919) % 1000003);
//> run
for (;;) a.slice().sort();
//# array toSorted
const a = Array.from({ length: 1e6 }, (_, i) => (i * 7919) % 1000003);
//> run
for (;;) a.toSorted();
//# array toReversed
const a = new Array(4e6).fill(1);
//> run
for (;;) a.toReversed();
//# array with
const a = new Array(4e6).fill(1);
//> run
for (;;) a.with(0, 1);
//# array flat
const a = new Array(2e6).fill([1]);
//> run
for (;;) a.flat();
//# array from a set
const s = new Set(Array.from({ length: 1e6 }, (_, i) => i));
//> run
for (;;) Array.from(s);
//# spread
const a = new Array(4e6).fill(1);
//> run
for (;;) [...a];
//# spread of text
const t = "ab\ud83d\ude00".repeat(1e6);
//> run
for (;;) [...t];
//# array from array-like
//> run
Array.from({ length: 1e8 });
//# fold over nothing
//> run
[].reduce.call({ length: 2 ** 53 }, () => {});
//# fold from the right over nothing
//> run
[].reduceRight.call({ length: 2 ** 53 }, () => {});
//# forEach over nothing
//> run
[].forEach.call({ length: 2 ** 53 }, () => {});
//# indexOf over nothing
//> run
[].indexOf.call({ length: 2 ** 53 }, 1);
//# lastIndexOf over nothing
//> run
[].lastIndexOf.call({ length: 2 ** 53 }, 1);
//# sort of nothing
//> run
[].sort.call({ length: 2 ** 53 });
//# reverse of nothing
//> run
[].reverse.call({ length: 2 ** 53 });
//# unshift before nothing
//> run
[].unshift.call({ length: 2 ** 53 - 2 }, 1);
//# shift of nothing
//> run
[].shift.call({ length: 2 ** 53 - 2 });
//# splice of nothing
//> run
[].splice.call({ length: 2 ** 53 - 2 }, 0, 0, 1);
//# copyWithin of nothing
//> run
[].copyWithin.call({ length: 2 ** 53 }, 1, 0);
//# fill of everything
//> run
[].fill.call({ set length(x) {}, get length() { return 2 ** 53 } }, 0, 2 ** 52);
//# flat of a proxy
//> run
[].flat.call(new Proxy({ length: 2 ** 53 }, {}));
//# array length made small
//> run
for (;;) { const a = new Array(4e6).fill({}); a.length = 0; }
//# sparse array length made small
const a = []; for (let i = 0; i < 3e5; i++) a[i * 5000] = i;
//> run
for (;;) { a.length = 1e9; a.length = 0; for (let i = 0; i < 3e5; i++) a[i * 5000] = i; }
//# array iteration of array from entries
const a = new Array(1e6).fill([1, 2]);
//> run
for (;;) new Map(a);
//# object from entries
const a = Array.from({ length: 2e5 }, (_, i) => ["k" + i, i]);
//> run
for (;;) Object.fromEntries(a);
//# object keys
const o = {}; for (let i = 0; i < 3e5; i++) o["k" + i] = i;
//> run
for (;;) Object.keys(o);
//# object keys of indices
const o = {}; for (let i = 3e5; i > 0; i--) o[i * 4099] = i;
//> run
for (;;) Object.keys(o);
//# object entries
const o = {}; for (let i = 0; i < 3e5; i++) o["k" + i] = i;
//> run
for (;;) Object.entries(o);
//# object assign
const o = {}; for (let i = 0; i < 3e5; i++) o["k" + i] = i;
//> run
for (;;) Object.assign({}, o);
//# object spread
const o = {}; for (let i = 0; i < 3e5; i++) o["k" + i] = i;
//> run
for (;;) ({ ...o });
//# object freeze
const o = {}; for (let i = 0; i < 3e5; i++) o["k" + i] = i;
//> run
for (;;) Object.freeze({ ...o });
//# object own descriptors
const o = {}; for (let i = 0; i < 2e5; i++) o["k" + i] = i;
//> run
for (;;) Object.getOwnPropertyDescriptors(o);
//# object groupBy
const a = new Array(1e6).fill(1);
//> run
for (;;) Object.groupBy(a, Number);
//# for-in
const o = {}; for (let i = 0; i < 3e5; i++) o["k" + i] = i;
//> run
for (;;) { for (const k in o) break; }
//# for-in of a typed array
const o = new Uint8Array(5e6);
//> run
for (;;) { for (const k in o) break; }
//# keys of a text
const o = new String("x".repeat(5e6));
//> run
for (;;) Object.keys(o);
//# set methods
const a = new Set(Array.from({ length: 1e6 }, (_, i) => i)); const b = new Set(Array.from({ length: 1e6 }, (_, i) => i + 1));
//> run
for (;;) { a.union(b); a.isSubsetOf(a); }
//# set difference
const a = new Set(Array.from({ length: 1e6 }, (_, i) => i)); const b = new Set(a);
//> run
for (;;) a.difference(b);
//# set intersection
const a = new Set(Array.from({ length: 1e6 }, (_, i) => i)); const b = new Set(a);
//> run
for (;;) a.intersection(b);
//# set symmetric difference
const a = new Set(Array.from({ length: 1e6 }, (_, i) => i)); const b = new Set(a);
//> run
for (;;) a.symmetricDifference(b);
//# set disjoint
const a = new Set(Array.from({ length: 1e6 }, (_, i) => i)); const b = new Set(Array.from({ length: 1e6 }, (_, i) => -i - 1));
//> run
for (;;) a.isDisjointFrom(b);
//# set from array
const a = Array.from({ length: 1e6 }, (_, i) => i);
//> run
for (;;) new Set(a);
//# map clear
//> run
for (;;) { const m = new Map(); for (let i = 0; i < 3e5; i++) m.set(i, i); m.clear(); }
//# map growth
const a = Array.from({ length: 4e6 }, (_, i) => i);
//> run
new Set(a); new Set(a); new Set(a); new Set(a);
//# iterator past what was deleted
const m = new Map(); for (let i = 0; i < 1e6; i++) m.set(i, i); const it = m.keys(); for (let i = 0; i < 999999; i++) m.delete(i);
//> run
for (;;) m.keys().next();
//# typed array fill
const a = new Float64Array(1.2e7);
//> run
for (;;) a.fill(1.5);
//# typed array sort
const a = new Float64Array(3e6); for (let i = 0; i < 3e6; i++) a[i] = (i * 7919) % 1000003;
//> run
for (;;) a.slice().sort();
//# typed array sort of bytes
const a = new Uint8Array(6e7);
//> run
for (;;) a.sort();
//# typed array indexOf
const a = new Uint16Array(3e7);
//> run
for (;;) a.indexOf(1);
//# typed array includes
const a = new Float64Array(1e7);
//> run
for (;;) a.includes(1);
//# typed array reverse
const a = new Uint8Array(6e7);
//> run
for (;;) a.reverse();
//# typed array set
const a = new Uint8Array(6e7), b = new Uint8ClampedArray(6e7);
//> run
for (;;) a.set(b);
//# typed array set of other type
const a = new Float64Array(1e7), b = new Uint8Array(1e7);
//> run
for (;;) a.set(b);
//# typed array set of an array
const a = new Float64Array(3e6), b = new Array(3e6).fill(1);
//> run
for (;;) a.set(b);
//# typed array from an array
const b = new Array(3e6).fill(1);
//> run
for (;;) new Float64Array(b);
//# typed array of other type
const b = new Uint8Array(2e7);
//> run
for (;;) new Float32Array(b);
//# typed array slice
const b = new Uint8Array(6e7);
//> run
for (;;) b.slice();
//# typed array copyWithin
const b = new Uint8Array(6e7);
//> run
for (;;) b.copyWithin(1, 0);
//# typed array join
const b = new Uint8Array(2e7);
//> run
for (;;) b.join();
//# typed array toSorted
const b = new BigInt64Array(3e6);
//> run
for (;;) b.toSorted();
//# typed array with
const b = new Uint8Array(6e7);
//> run
for (;;) b.with(0, 1);
//# array buffer made
//> run
for (;;) new ArrayBuffer(2e8);
//# array buffer slice
const b = new ArrayBuffer(1e8);
//> run
for (;;) b.slice();
//# array buffer transfer
//> run
for (let b = new ArrayBuffer(8);;) b = b.transfer(b.byteLength === 8 ? 2e8 : 8);
//# array buffer resize
const b = new ArrayBuffer(0, { maxByteLength: 2e8 });
//> run
for (;;) { b.resize(2e8); b.resize(0); }
//# base64
const b = new Uint8Array(2e7);
//> run
for (;;) b.toBase64();
//# from base64
const t = new Uint8Array(1e7).toBase64();
//> run
for (;;) Uint8Array.fromBase64(t);
//# hex
const b = new Uint8Array(2e7);
//> run
for (;;) b.toHex();
//# from hex
const t = "00".repeat(1e7);
//> run
for (;;) Uint8Array.fromHex(t);
//# text repeat
//> run
for (;;) "abc".repeat(5e7).length;
//# text pad
//> run
for (;;) "abc".padStart(1e8, "xyz").length;
//# text indexOf
const t = "a".repeat(5e7);
//> run
for (;;) t.indexOf("aaaaaaab");
//# text lastIndexOf
const t = "a".repeat(5e7);
//> run
for (;;) t.lastIndexOf("baaaaaaa");
//# text indexOf of a long text
const t = "a".repeat(2e7), n = "a".repeat(5e6) + "b" + "a".repeat(5e6);
//> run
for (;;) t.indexOf(n);
//# text lastIndexOf of a long text
const t = "a".repeat(2e6), n = "a".repeat(5e5) + "b" + "a".repeat(5e5);
//> run
for (;;) t.lastIndexOf(n);
//# wide text indexOf
const t = "\u4e00".repeat(3e7);
//> run
for (;;) t.indexOf("\u4e00\u4e00\u4e01");
//# text split
const t = "a,".repeat(3e6);
//> run
for (;;) t.split(",");
//# text split in characters
const t = "ab".repeat(3e6);
//> run
for (;;) t.split("");
//# text split by nothing found
const t = "a".repeat(5e7);
//> run
for (;;) t.split("aaaaaaab");
//# text replaceAll
const t = "a,".repeat(3e6);
//> run
for (;;) t.replaceAll(",", "$&");
//# text lower case
const t = "ABC".repeat(2e7);
//> run
for (;;) t.toLowerCase();
//# wide text upper case
const t = "\u0430\u00df".repeat(1e7);
//> run
for (;;) t.toUpperCase();
//# text locale upper case
const t = "\u0131i".repeat(5e6);
//> run
for (;;) t.toLocaleUpperCase("tr");
//# text normalize
const t = "e\u0301\u1e9b\u0323".repeat(3e6);
//> run
for (;;) t.normalize("NFKC");
//# normalize of marks only
const t = "\u0323\u0301".repeat(3e6);
//> run
for (;;) t.normalize("NFD");
//# text localeCompare
const t = "e\u0301a".repeat(3e6), u = t + "b", v = t + "c";
//> run
for (;;) u.localeCompare(v);
//# text comparison
const t = "ea".repeat(3e7), u = t + "b", v = t + "c"; u.indexOf("x"); v.indexOf("x");
//> run
for (;;) u < v;
//# text equality
const u = "ea".repeat(3e7) + "b", v = "ea".repeat(3e7) + "c"; u.indexOf("x"); v.indexOf("x");
//> run
for (;;) u === v;
//# text trim
const t = " ".repeat(5e7) + "a";
//> run
for (;;) t.trim();
//# text well-formed
const t = "\ud83d\ude00".repeat(2e7) + "\ud800";
//> run
for (;;) { t.isWellFormed(); t.toWellFormed(); }
//# rope flattened
//> run
for (;;) { let t = "abc\u4e00"; while (t.length < 6e7) t += t; t.charCodeAt(1); }
//# rope of small pieces
//> run
for (;;) { let t = ""; for (let i = 0; i < 1e6; i++) t += "ab"; t.charCodeAt(1); }
//# text as key
const t = "ab".repeat(3e7);
//> run
for (let i = 0;; i++) ({})[t + i];
//# text in a set
const t = "ab".repeat(3e7);
//> run
for (let i = 0;; i++) new Set().add(t + i);
//# text to number
const t = "1".repeat(3e7);
//> run
for (;;) Number(t);
//# text to float
const t = "0." + "1".repeat(3e7);
//> run
for (;;) parseFloat(t);
//# text to int
const t = "1".repeat(3e7);
//> run
for (;;) parseInt(t, 7);
//# text of white space to number
const t = " ".repeat(3e7);
//> run
for (;;) Number(t);
//# escape
const t = "\u4e00".repeat(3e6);
//> run
for (;;) unescape(escape(t));
//# encodeURIComponent
const t = "\u4e00 ".repeat(3e6);
//> run
for (;;) decodeURIComponent(encodeURIComponent(t));
//# raw
const raw = { raw: { length: 2 ** 53 } };
//> run
String.raw(raw);
//# from char codes
const a = new Array(1e5).fill(65);
//> run
for (;;) String.fromCharCode(...a);
//# matchAll
const t = "ab".repeat(1e6);
//> run
for (;;) [...t.matchAll(/b/g)];
//# match all
const t = "ab".repeat(3e6);
//> run
for (;;) t.match(/b/g);
//# regexp that explodes
const t = "a".repeat(40);
//> run
/(a+a+)+b/.test(t);
//# regexp that explodes with backreference
const t = "a".repeat(5000);
//> run
/(a*)*\1b/.test(t);
//# regexp over a long text
const t = "a".repeat(5e7);
//> run
for (;;) /[^a]/.test(t);
//# regexp prefilter
const t = "a".repeat(5e7);
//> run
for (;;) /abcd+/.test(t);
//# regexp wide prefilter
const t = "\u4e00".repeat(3e7);
//> run
for (;;) /\u4e01x+/u.test(t);
//# regexp case-insensitive
const t = "\u212a".repeat(2e7);
//> run
for (;;) /[b-d]+e/iu.test(t);
//# regexp greedy star
const t = "a".repeat(3e7);
//> run
for (;;) /^a*b/.test(t);
//# regexp lookbehind
const t = "a".repeat(1e6);
//> run
/(?<=b.*)c/.test(t + "d");
//# regexp quadratic
const t = "a".repeat(3e5);
//> run
/a*b/.test(t);
//# regexp with huge counts
const r = new RegExp("(?:a{0,1000}){0,1000}b"); const t = "a".repeat(1e6);
//> run
r.test(t);
//# regexp compiled
const t = "(?:" + "a|".repeat(2e6) + "b)";
//> run
for (;;) try { new RegExp(t) } catch {}
//# regexp of classes compiled
const t = "[^\\w\\d]".repeat(3e5);
//> run
for (;;) try { new RegExp(t, "iu") } catch {}
//# regexp of sets compiled
const t = "[[\\p{L}--[a-z]]&&\\p{Lu}]".repeat(3e3);
//> run
for (;;) try { new RegExp(t, "iv") } catch {}
//# regexp replace
const t = "ab".repeat(3e6);
//> run
for (;;) t.replace(/b/g, "$&$&");
//# regexp split
const t = "ab".repeat(2e6);
//> run
for (;;) t.split(/b/);
//# regexp escape
const t = "(".repeat(2e7);
//> run
for (;;) RegExp.escape(t);
//# json of an array
const a = new Array(3e6).fill(1.5);
//> run
for (;;) JSON.stringify(a);
//# json of a text
const t = "\u0001\"x".repeat(1e7);
//> run
for (;;) JSON.stringify(t);
//# json of an object
const o = {}; for (let i = 0; i < 3e5; i++) o["k" + i] = i;
//> run
for (;;) JSON.stringify(o, null, 2);
//# json of holes
//> run
JSON.stringify(new Array(2 ** 32 - 1));
//# json parse
const t = "[" + "1.5,".repeat(3e6) + "1]";
//> run
for (;;) JSON.parse(t);
//# json parse of a text
const t = '"' + "\\u0041b".repeat(5e6) + '"';
//> run
for (;;) JSON.parse(t);
//# json parse of plain text
const t = '"' + "b".repeat(8e7) + '"';
//> run
for (;;) JSON.parse(t);
//# json parse of white space
const t = " ".repeat(8e7) + "1";
//> run
for (;;) JSON.parse(t);
//# json parse of objects
const t = "[" + '{"a":1,"b":[]},'.repeat(5e5) + "1]";
//> run
for (;;) JSON.parse(t);
//# json parse of a long number
const t = "1".repeat(3e7);
//> run
for (;;) JSON.parse(t);
//# json error place
const t = "[" + "1,\n".repeat(2e7) + "x";
//> run
for (;;) try { JSON.parse(t) } catch {}
//# bigint product
const a = (1n << 8000000n) - 1n;
//> run
a * (a - 1n);
//# bigint quotient
const a = (1n << 16000000n) - 1n;
//> run
a / ((1n << 9999999n) - 3n);
//# bigint power
//> run
for (;;) 3n ** 6000000n;
//# bigint to text
const a = (1n << 16000000n) - 1n;
//> run
a.toString();
//# bigint from text
const t = "7".repeat(5e6);
//> run
BigInt(t);
//# bigint sum
const a = (1n << 16000000n) - 1n;
//> run
for (;;) a + a;
//# bigint comparison
const a = (1n << 16000000n) - 1n, b = (1n << 16000000n) - 1n;
//> run
for (;;) a === b;
//# bigint shift
//> run
for (;;) (1n << 16000000n) >> 99999999n;
//# bigint asIntN
const a = -(1n << 16000000n) + 7n;
//> run
for (;;) BigInt.asUintN(15000000, a);
//# number to text
//> run
for (;;) (1.7e308).toString(36);
//# parser of a long script
const t = "x = 1 + f(a, b, [c]);\n".repeat(5e5);
//> run
for (;;) try { (0, eval)("if (0) {" + t + "}") } catch {}
//# parser of a long expression
const t = "1+".repeat(3e6) + "1";
//> run
for (;;) (0, eval)(t);
//# parser of a long text
const t = '"' + "a".repeat(8e7) + '"';
//> run
for (;;) (0, eval)(t);
//# parser of a long comment
const t = "/*" + "a\n".repeat(4e7) + "*/1";
//> run
for (;;) (0, eval)(t);
//# parser of one long function
const t = "function f() {" + "var a = [1, 2, { b: c }];".repeat(4e5) + "}";
//> run
for (;;) (0, eval)(t);
//# compiler of many names
let t = ""; for (let i = 0; i < 2e5; i++) t += "let v" + i + " = " + i + ";";
//> run
for (;;) (0, eval)("{" + t + "}");
//# compiler of a long array
const t = "[" + "1,".repeat(3e6) + "1]";
//> run
for (;;) (0, eval)(t);
//# Function of a long text
const t = "x = 1 + f(a, b, [c]);\n".repeat(3e5);
//> run
for (;;) Function(t);
//# function to text
const f = (0, eval)("(function () {" + "x = 1;".repeat(1e6) + "})");
//> run
for (;;) f.toString();
//# call with many arguments
const a = new Array(2e5).fill(1);
//> run
for (;;) Math.max(...a);
//# apply with an array-like
//> run
for (;;) try { Math.max.apply(null, { length: 2e5 }) } catch {}
//# hypot and sum
const a = new Array(2e6).fill(1.5);
//> run
for (;;) Math.sumPrecise(a);
//# promise all
const a = new Array(3e5).fill(1);
//> run
for (;;) Promise.all(a);
//# prototype chain
let o = null; for (let i = 0; i < 1e6; i++) o = { __proto__: o };
//> run
for (;;) o.missing;
//# prototype chain searched
let o = {}; const p = o; for (let i = 0; i < 1e6; i++) o = { __proto__: o };
//> run
for (;;) p.isPrototypeOf.call({}, o);
//# instanceof along a chain
let o = null; for (let i = 0; i < 1e6; i++) o = { __proto__: o };
//> run
for (;;) o instanceof Map;
//# cycle check of prototypes
let o = null; for (let i = 0; i < 1e6; i++) o = { __proto__: o };
//> run
for (;;) Object.setPrototypeOf({}, o);
//# chain of proxies
let o = {}; for (let i = 0; i < 3e5; i++) o = new Proxy(o, {});
//> run
for (;;) try { o.x } catch {}
//# isArray through proxies
let o = []; for (let i = 0; i < 1e6; i++) o = new Proxy(o, {});
//> run
for (;;) try { Array.isArray(o) } catch {}
//# chain of bound functions
let f = Math.max; for (let i = 0; i < 2e5; i++) f = f.bind(null, 1);
//> run
for (;;) try { f() } catch {}
//# realm of bound functions
let f = class {}; for (let i = 0; i < 1e6; i++) f = f.bind();
//> run
for (;;) try { Reflect.construct(Array, [], f) } catch {}
//# many properties deleted
//> run
for (;;) { const o = {}; for (let i = 0; i < 1e5; i++) o["k" + i] = i; for (let i = 0; i < 1e5; i++) delete o["k" + i]; }
//# weak map of many
const keep = []; const w = new WeakMap();
//> run
for (;;) { const k = {}; keep.push(k); w.set(k, k); if (keep.length > 5e5) keep.length = 0; }
//# collection of a large heap
const keep = []; for (let i = 0; i < 1e6; i++) keep.push({ i });
//> run
for (;;) keep[(Math.random() * 1e6) | 0] = { x: [1] };
//# date parse
const t = "2020-01-01T00:00:00." + "1".repeat(3e7) + "Z";
//> run
for (;;) Date.parse(t);
//# date parse of words
const t = "Jan ".repeat(1e7);
//> run
for (;;) Date.parse(t);
//# temporal parse
const t = "2020-01-01" + "[x=y]".repeat(3e6);
//> run
for (;;) try { Temporal.PlainDate.from(t) } catch {}
//# temporal far away
const a = Temporal.PlainDate.from("-004000-04-20").withCalendar("chinese"), b = Temporal.PlainDate.from("+005000-09-13").withCalendar("chinese");
//> run
for (;;) a.until(b, { largestUnit: "months" });
//# temporal far away in months, hebrew
const a = Temporal.PlainDate.from("-271821-04-20").withCalendar("hebrew"), b = Temporal.PlainDate.from("+275760-09-13").withCalendar("hebrew");
//> run
for (;;) a.until(b, { largestUnit: "months" });
//# temporal transitions
//> run
for (;;) { let z = Temporal.ZonedDateTime.from("-271000-01-01[Europe/London]"); while ((z = z.getTimeZoneTransition("next")) && z.year < 9999); }
//# date round a zone
//> run
for (;;) Temporal.Duration.from({ years: 4e4 }).total({ unit: "nanoseconds", relativeTo: "2020-01-01[Europe/London]" });
//# intl segmenter
const t = "word \u4e00\u4e8c ".repeat(1e6), s = new Intl.Segmenter("en", { granularity: "word" });
//> run
for (;;) s.segment(t).containing(5e6);
//# intl segmenter of one grapheme
const t = "a" + "\u0301".repeat(1e7), s = new Intl.Segmenter("en");
//> run
for (;;) [...s.segment(t)];
//# intl collator
const t = "e\u0301a".repeat(2e6), u = t + "b", v = t + "c", c = new Intl.Collator("de");
//> run
for (;;) c.compare(u, v);
//# intl list
const a = new Array(1e6).fill("abc"), l = new Intl.ListFormat("en");
//> run
for (;;) l.format(a);
//# intl locales
const a = Array.from({ length: 1e5 }, (_, i) => "en-x-a" + i);
//> run
for (;;) Intl.getCanonicalLocales(a);
//# intl long tag
const t = "en-u" + "-abc".repeat(3e6);
//> run
for (;;) try { new Intl.Locale(t) } catch {}
//# intl number of a bigint
const n = 10n ** 1000000n, f = new Intl.NumberFormat("en");
//> run
for (;;) try { f.format(n) } catch {}
//# console of much
const a = new Array(1e6).fill({ a: 1 }), o = {}; for (let i = 0; i < 1e5; i++) o["k" + i] = i;
//> run
for (;;) { console.log(a, o); console.table(new Array(1e4).fill({ a: 1, b: 2 })); }
//# console of a long text
const t = "\u001b\n".repeat(2e7);
//> run
for (;;) console.log([t], t);
//# console format
const t = "%s".repeat(1e7);
//> run
for (;;) console.log(t, 1);
//# structured clone by value
const a = new Array(1e6).fill({ a: 1 });
//> run
for (;;) structuredClone(a);
//# symbol description
const t = "ab".repeat(3e7), s = Symbol(t);
//> run
for (;;) s.toString();
//# error stack
function f(n) { if (n) return f(n - 1); return new Error("x".repeat(1e6)).stack; }
//> run
for (;;) f(5000);
//# arguments of eval
const a = new Array(1e5).fill(1); function f() { return arguments.length }
//> run
for (;;) f(...a);
//# html of text
const t = "\"".repeat(3e7);
//> run
for (;;) t.anchor(t);
//# iterator drop
//> run
[].values.call({ length: 2 ** 53 }).drop(2 ** 52).next();
//# iterator count
//> run
Iterator.prototype.toArray.call([].values.call({ length: 2 ** 53 }));
//# iterator every
//> run
Iterator.prototype.every.call([].values.call({ length: 2 ** 53 }), Object.is.bind(null, undefined));
//# async dispose of many
const s = new DisposableStack(); for (let i = 0; i < 1e6; i++) s.defer(Math.abs);
//> run
s.dispose();

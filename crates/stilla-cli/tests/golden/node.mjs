// What programs ask of Node's modules; `node.txt` holds what Node 20 prints. `node node.mjs > node.txt` makes it again.
import assert from "node:assert";
import { Buffer, constants, isAscii, isUtf8 } from "node:buffer";
import EventEmitter, { once } from "node:events";
import path from "node:path";
import process from "node:process";
import querystring from "node:querystring";
import { setTimeout as wait, setImmediate as next } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import util, { inspect, parseArgs, promisify, types } from "node:util";

const tried = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message.split("\n")[0]);
  }
};

// inspect.custom
class Money {
  constructor(amount) { this.amount = amount; }
  [inspect.custom](depth, options, inspect) { return `Money<${depth} ${options.depth} ${typeof options.stylize} ${inspect([this.amount])}>`; }
}
console.log(new Money(1), [new Money(2)], { a: { b: { c: new Money(3) } } }, Money.prototype);
console.log({ a: { [inspect.custom]: () => ({ other: [1, { deep: { er: {} } }] }) }, b: { [inspect.custom]: () => "two\nlines" }, c: { [inspect.custom]: 5 }, d: { [inspect.custom]() { return this; } } });
console.log(new Map([[new Money(1), new Money(2)]]), new Proxy(new Money(4), {}), util.format("%s|%o|%O", new Money(5), 1, new Money(6)));
tried(() => inspect({ [inspect.custom]() { throw new RangeError("no"); } }));

// Buffer
const bytes = Buffer.from("héllo wörld");
console.log(bytes, [Buffer.from("x")], Buffer.alloc(0), Buffer.alloc(60, 1), Buffer.alloc(51));
console.log(bytes.toString("hex"), bytes.toString("base64"), bytes.toString("latin1", 0, 3), bytes.slice(0, 3).toString(), bytes.subarray(1, 3) instanceof Buffer, bytes.length, bytes.offset >= 0);
console.log(bytes.indexOf("w"), bytes.lastIndexOf("l"), bytes.lastIndexOf("ll"), bytes.includes("ö"), bytes.lastIndexOf(108, 3), bytes.indexOf("zz"));
const numbers = Buffer.alloc(12);
console.log(numbers.writeUIntBE(0x123456789a, 0, 5), numbers.writeIntLE(-5, 5, 3), numbers.writeInt16BE(-2, 8), numbers.writeUInt8(255, 10), numbers);
console.log(numbers.readUIntBE(0, 5).toString(16), numbers.readIntLE(5, 3), numbers.readInt16BE(8), numbers.readUint8(10), numbers.readIntBE(0, 6), numbers.readUIntLE(0, 6));
tried(() => numbers.readUIntBE(10, 6));
tried(() => numbers.readUIntBE(0, 7));
console.log(Buffer.from([1, 2, 3, 4]).swap16(), Buffer.from([1, 2, 3, 4]).swap32(), Buffer.copyBytesFrom(new Uint16Array([1, 2])), Buffer.compare(Buffer.from("a"), Buffer.from("b")));
tried(() => Buffer.from([1, 2, 3]).swap16());
console.log(Buffer.concat([Buffer.from("a"), Buffer.from("bc")]).toString(), Buffer.from("ff0g", "hex"), Buffer.from("aGk", "base64url").toString(), Buffer.byteLength("é"), Buffer.isEncoding("utf-8"), Buffer.isBuffer(bytes), JSON.stringify(Buffer.from("a")));
console.log(isUtf8(Buffer.from("é")), isUtf8(Buffer.from([0xff])), isAscii(Buffer.from("a")), isAscii(Buffer.from("é")), typeof constants.MAX_LENGTH, Buffer.from("abc").equals(Buffer.from("abc")), Buffer.from("a\u0100", "latin1"), Buffer.from("ab", "utf16le"));

// events
const emitter = new EventEmitter();
const log = [];
emitter.on("newListener", (name) => log.push(`+${name}`)).on("removeListener", (name) => log.push(`-${name}`));
const first = (...values) => log.push(values);
emitter.on("a", first);
emitter.once("a", (value) => log.push(["once", value]));
emitter.prependListener("a", function () { log.push(this === emitter); });
console.log(emitter.emit("a", 1, 2), emitter.emit("a", 3), emitter.emit("none"), emitter.listenerCount("a"), emitter.eventNames());
emitter.off("a", first);
console.log(log, emitter.listeners("a").length, emitter.getMaxListeners());
tried(() => emitter.emit("error", new TypeError("bad")));
tried(() => emitter.emit("error", { a: 1 }));
tried(() => emitter.on("a", 5));
setTimeout(() => emitter.emit("later", 1, 2), 1);
console.log(await once(emitter, "later"));
setTimeout(() => emitter.emit("error", new Error("failed")), 1);
console.log(await once(emitter, "later").catch((error) => error.message));
function Old() { EventEmitter.call(this); }
util.inherits(Old, EventEmitter);
console.log(new Old().on("o", () => {}).emit("o"), Old.super_ === EventEmitter);
class Mine extends EventEmitter { x = 1; }
console.log(new Mine().on("e", () => {}).emit("e"), new Mine() instanceof EventEmitter, Object.keys(new Mine()).includes("x"));

// assert
for (const work of [
  () => assert(1), () => assert(0, "zero"), () => assert.ok(""), () => assert.equal(1, "1"), () => assert.equal(1, 2), () => assert.strictEqual(1, 2), () => assert.strictEqual(NaN, NaN),
  () => assert.deepEqual({ a: 1, b: [1] }, { a: "1", b: [1] }), () => assert.deepStrictEqual({ a: 1 }, { a: "1" }), () => assert.deepStrictEqual(new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]])),
  () => assert.deepStrictEqual(new Set([1]), new Set([2])), () => assert.deepStrictEqual([1, , 2], [1, undefined, 2]), () => assert.deepStrictEqual(new Date(1), new Date(1)), () => assert.deepStrictEqual(/a/g, /a/),
  () => assert.notStrictEqual(1, 1), () => assert.notDeepStrictEqual({ a: 1 }, { a: 1 }), () => assert.deepStrictEqual(Object(1), Object(2)), () => assert.deepStrictEqual(new Error("a"), new Error("b")),
  () => assert.deepStrictEqual(new Uint8Array([1]), new Uint8Array([1])), () => assert.deepStrictEqual({ [Symbol.for("s")]: 1 }, {}), () => assert.throws(() => { throw new TypeError("x"); }, TypeError),
  () => assert.throws(() => { throw new TypeError("x"); }, /x/), () => assert.throws(() => { throw new TypeError("x"); }, { name: "TypeError", message: "x" }), () => assert.throws(() => {}), () => assert.throws(() => {}, "hm"),
  () => assert.throws(() => { throw new TypeError("x"); }, RangeError), () => assert.doesNotThrow(() => {}), () => assert.match("abc", /b/), () => assert.match("abc", /z/), () => assert.doesNotMatch("abc", /z/),
  () => assert.fail(), () => assert.fail("own"), () => assert.ifError(null), () => assert.ifError(new RangeError("r")), () => assert.strict.equal(1, "1"), () => assert.strictEqual(1, 2, new RangeError("mine")),
]) tried(work);
console.log(await assert.rejects(Promise.reject(new Error("x")), /x/), await assert.doesNotReject(async () => 1), await assert.rejects(async () => 1).catch((error) => [error.name, error.code]));

// util
console.log(Object.entries(types).filter(([name]) => !/External|Key|Float16/.test(name)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, is]) => [name, [new Map(), new Set(), [], {}, new Date(), /a/, new Proxy({}, {}), async () => {}, function* () {}, (function* () {})(), Promise.resolve(), new Uint8Array(), new DataView(new ArrayBuffer()), new ArrayBuffer(), Object(1), Object("a"), new WeakMap(), new Error(), new Map().keys(), new Float64Array(), 1, null].map((value) => (is(value) ? 1 : 0)).join("")]));
console.log(util.toUSVString("a\ud800"), util.stripVTControlCharacters("\u001b[31mx\u001b[39m"), util.isDeepStrictEqual([1, { a: 2 }], [1, { a: 2 }]), util.isArray([]));
console.log(await promisify((a, done) => done(null, a + 1))(1), await promisify(Object.assign(() => {}, { [promisify.custom]: async () => "custom" }))(), await promisify((done) => done(new Error("e")))().catch((error) => error.message));
util.callbackify(async (a) => a * 2)(4, (error, value) => console.log("callback", error, value));
await next();
await wait(5);
console.log(util.formatWithOptions({ compact: 0 }, "%s %d %i %f %j", "a", 1.5, 1.9, "2.5", { a: 1 }), util.formatWithOptions({ depth: 0 }, { a: { b: 1 } }, 5));
for (const [args, more] of [
  [["-f", "--bar", "b", "--", "x"], {}], [["-fb", "1", "--no"], {}], [["--bar=5", "pos"], {}], [["--bar"], {}], [["--foo=1"], {}], [["-xyz", "--q=1"], { strict: false }], [["--many=1", "--many", "2"], {}], [["a"], { allowPositionals: false }],
]) tried(() => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { foo: { type: "boolean", short: "f" }, bar: { type: "string", short: "b" }, many: { type: "string", multiple: true }, kept: { type: "string", default: "k" } }, ...more });
  return [JSON.stringify(values), positionals];
});

// url, path, querystring, timers
console.log(fileURLToPath("file:///a%20b/c.txt"), pathToFileURL("/a b/#c?.txt").href, path.posix.join("/a", "../b"), path.relative("/a/b", "/a/c/d"), path.parse("/x/y.tar.gz"), path.isAbsolute("a"), path.format({ dir: "/d", base: "b" }), path.normalize("/a//b/../c/"));
tried(() => fileURLToPath("http://a/b"));
console.log({ ...querystring.parse("a=1&b=%20x+y&a=2&c") }, querystring.stringify({ a: [1, 2], b: "x y", c: true, d: null }), querystring.escape("a&b"));
console.log(await wait(1, "value"), await next("immediate"), await wait(1000, 0, { signal: AbortSignal.timeout(5) }).catch((error) => error.name));
tried(() => Buffer === globalThis.Buffer && process === globalThis.process);
process.on("exit", (code) => console.log("exit", code, process.exitCode)).on("beforeExit", () => console.log("before"));
process.exitCode = 4;

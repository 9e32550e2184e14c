// One function of the library against everything a script can do to it while it runs.
//
// `hostile.names()` lists all functions that can be reached; `hostile.attack(name, seed, calls)` calls one of them with receivers and
// arguments whose hooks (conversions, getters, traps, iterators, comparators, species, constructors) do something to the objects of the
// call: shrink, grow, detach, resize, freeze, delete, give another prototype, throw, re-enter, collect, exhaust the stack. What comes
// out is of no interest: only that the engine lives on.
//
// The hooks change the world that this script runs in, so it keeps what it needs, and an exception of its own ends an attack early
// without harm.
(function (global) {
  "use strict";
  const R = Object.assign({ __proto__: null }, Object.getOwnPropertyDescriptors(Reflect));
  for (const key in R) R[key] = R[key].value;
  const O = { freeze: Object.freeze, seal: Object.seal, create: Object.create };
  const Proxy_ = Proxy, Array_ = Array, Symbol_ = Symbol, Uint8Array_ = Uint8Array, ArrayBuffer_ = ArrayBuffer;
  const gc = $262.gc, detach = $262.detachArrayBuffer, realm = $262.createRealm;
  const fromCharCode = String.fromCharCode;
  const SYMBOLS = ["iterator", "asyncIterator", "species", "toPrimitive", "toStringTag", "hasInstance", "unscopables",
    "isConcatSpreadable", "match", "matchAll", "replace", "search", "split", "dispose", "asyncDispose"];
  const WELL_KNOWN = { __proto__: null };
  for (const name of SYMBOLS) if (Symbol[name]) WELL_KNOWN[name] = Symbol[name];

  // --- chance ----------------------------------------------------------------------------------------------------------------
  let state = 1;
  function next() {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  }
  const pick = (n) => next() % n;
  const chance = (percent) => next() % 100 < percent;
  const one = (list) => list[next() % list.length];

  // --- the scene: what hooks may act upon -------------------------------------------------------------------------------------
  let targets = [], budget = 0, depth = 0, again = () => {};
  const target = () => targets[pick(targets.length)];
  const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
  function remember(value) {
    if (isObject(value)) targets[targets.length < 24 ? targets.length : pick(24)] = value;
    return value;
  }

  // --- plain values -----------------------------------------------------------------------------------------------------------
  const NUMBERS = [0, -0, 1, 2, 3, 4, 7, 8, 15, 16, 17, 100, -1, -2, -100, 0.5, NaN, Infinity, -Infinity, 255, 256, 2 ** 31 - 1, 2 ** 31,
    -(2 ** 31), 2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21, 1e300, 5e-324, 8.64e15];
  const TEXTS = ["", "a", "0", "1", "-1", "length", "abc", "a,b", "\ud800", "\u{1F600}x", "constructor", "__proto__", "4294967295", "1e3",
    "2020-01-01", "2020-02-30T25:61", "2020-01-01T00:00:00+01:00[Europe/Paris][u-ca=hebrew]", "PT1H", "P1Y2M3DT4H5M6.789S", "UTC",
    "Europe/Berlin", "+23:59", "en", "de-DE-u-nu-arab", "ar-EG", "th-u-ca-buddhist", "day", "month", "nanosecond", "iso8601", "japanese",
    "hebrew", "chinese", "islamic-civil", "u", "g", "gimsuy", "dgv", "y", "(a|b)*", "(?<n>a)|(?<n>b)", "[a-z]+$", "\\1(a)\\2", "$1$<n>$&$`$'",
    "{\"a\":[1,2,{\"b\":null}]}", "[[[[]]]]", "base64", "QUJD", "00ff", "NFC", "NFKD", "next", "done", "value", "number", "string", "percent",
    "currency", "EUR", "long", "short", "2-digit", "numeric", "reject", "constrain", "earlier", "auto", "trunc", "halfExpand", "word", "sentence",
    "return 1", "throw 1", "yield 1", "(function(){})()", "import('x')", "\0", "%E4%F6", "%", "\u0130\u0131\u00df\ufb01", "x", "index"];
  function plain() {
    switch (pick(12)) {
      case 0: return undefined;
      case 1: return null;
      case 2: return chance(50);
      case 3: case 4: case 5: return one(NUMBERS);
      case 6: return pick(10);
      case 7: return one([0n, 1n, -1n, 2n ** 31n, 2n ** 63n, 2n ** 64n, -(10n ** 40n), 10n ** 50n]);
      case 8: return one([WELL_KNOWN.iterator, WELL_KNOWN.species, WELL_KNOWN.toPrimitive, Symbol_("own"), Symbol_()]);
      case 9: {
        let rope = one(TEXTS);
        for (let i = pick(8); i > 0; i--) rope = chance(50) ? rope + one(TEXTS) : one(TEXTS) + rope;
        return rope;
      }
      default: return one(TEXTS);
    }
  }

  // --- hooks ------------------------------------------------------------------------------------------------------------------
  function grow(object) {
    if (Array.isArray(object)) {
      for (let i = 0, n = 1 << pick(9); i < n; i++) object[object.length] = plain();
    } else {
      for (let i = 0, n = 1 << pick(7); i < n; i++) object["more" + i] = i;
    }
    if (chance(20)) object[one([100, 5000, 2 ** 20, 2 ** 32 - 2, 2 ** 32, -1, "x"])] = 1;
    object.set?.(plain(), plain());
    object.add?.(plain());
  }
  function shrink(object) {
    if (Array.isArray(object)) object.length = chance(60) ? 0 : pick(object.length + 1);
    else if (typeof object.clear === "function") object.clear();
    else for (const key of R.ownKeys(object)) if (chance(60)) R.deleteProperty(object, key);
    object.delete?.(plain());
  }
  function bufferOf(object) {
    return object.buffer ?? object;
  }
  function resize(object) {
    const buffer = bufferOf(object);
    const most = buffer.maxByteLength;
    if (buffer.resize) buffer.resize(one([0, 1, 3, 8, 16, most >> 1, most]));
    else buffer.grow?.(most);
  }
  const garbage = [];
  function collect() {
    gc();
    // What was freed is used again at once, so that whoever still looks there sees something else.
    for (let i = 0; i < 64; i++) garbage[i] = [i, {}, [fromCharCode(65 + (i & 31)) + i], () => i, new Uint8Array_(i)];
  }
  function redefine(object) {
    const keys = R.ownKeys(object);
    const key = chance(50) && keys.length ? keys[pick(keys.length)] : one(["0", "1", "length", "x", "constructor", "next", "then", "exec",
      "lastIndex", WELL_KNOWN.iterator, WELL_KNOWN.species, "prototype", "index", "flags", "name", "message"]);
    const accessor = { configurable: chance(80), enumerable: chance(50) };
    if (chance(60)) { accessor.get = hook(); if (chance(50)) accessor.set = hook(); } else { accessor.value = value(); accessor.writable = chance(50); }
    R.defineProperty(object, key, accessor);
  }
  function changeWorld() {
    const holder = one([Array.prototype, Object.prototype, String.prototype, RegExp.prototype, Map.prototype, Promise.prototype, Promise, Array,
      Iterator.prototype, Function.prototype, R.getPrototypeOf(Int8Array), R.getPrototypeOf(Int8Array).prototype, Number.prototype,
      R.getPrototypeOf([][WELL_KNOWN.iterator]()), Symbol.prototype, Set.prototype, Error.prototype, global]);
    if (chance(30)) R.defineProperty(holder, one(["0", "1", "x", "length", "then", "constructor", "get", "set", "value", "next", "done"]),
      { configurable: true, get: hook(), set: hook() });
    else redefine(holder);
  }
  function exhaust() {
    let levels = 0;
    const down = () => { levels++; down(); levels++; };
    const within = () => { levels++; try { within(); } catch { again(); } };
    chance(50) ? down() : within();
  }
  function advance(object) {
    object.next?.(plain());
    if (chance(30)) object.return?.(plain());
    if (chance(15)) object.throw?.(plain());
    if (typeof object.exec === "function") { object.lastIndex = one(NUMBERS); if (chance(40)) object.compile?.(one(TEXTS), one(["", "g", "u", "y"])); }
    object.dispose?.();
  }
  function act() {
    if (--budget < 0 || depth > 3) return;
    depth++;
    try {
      const object = target();
      switch (pick(18)) {
        case 0: case 1: shrink(object); break;
        case 2: case 3: grow(object); break;
        case 4: chance(60) ? detach(bufferOf(object)) : bufferOf(object).transfer(pick(20)); break;
        case 5: case 6: resize(object); break;
        case 7: one([O.freeze, O.seal, R.preventExtensions])(object); break;
        case 8: R.setPrototypeOf(object, chance(30) ? null : chance(50) ? target() : hostile()); break;
        case 9: R.deleteProperty(object, one(["0", "1", "length", "x", "constructor", WELL_KNOWN.iterator])); break;
        case 10: again(); break;
        case 11: case 12: collect(); break;
        case 13: if (chance(12)) exhaust(); break;
        case 14: redefine(object); break;
        case 15: if (chance(40)) changeWorld(); break;
        case 16: advance(object); break;
        case 17: object[one([0, 1, 2, "x", "length", "lastIndex", "index"])] = value(); break;
      }
    } catch { /* What hooks are refused does not matter. */ } finally { depth--; }
  }
  // What a hook gives back when it is asked for the property or the answer of this name.
  function answer(name) {
    if (chance(6)) throw chance(50) ? new Error("thrown on purpose") : plain();
    if (typeof name === "symbol") {
      if (name === WELL_KNOWN.iterator || name === WELL_KNOWN.asyncIterator) return chance(85) ? () => iterator() : value();
      if (name === WELL_KNOWN.toPrimitive) return chance(70) ? undefined : hook();
      if (name === WELL_KNOWN.isConcatSpreadable) return chance(70);
      if (name === WELL_KNOWN.species) return constructor();
      return chance(50) ? undefined : hook();
    }
    switch (name) {
      case "length": case "size": case "byteLength": case "byteOffset": case "lastIndex": case "index":
        return chance(80) ? pick(12) : one(NUMBERS);
      case "done": return chance(25);
      case "next": case "has": case "keys": case "exec": case "return": case "throw": case "get": case "set": case "add": case "then":
      case "call": case "apply": case "join": case "toJSON": case "valueOf": case "toString": case "adopt": case "resolve": case "reject":
        return chance(75) ? hook() : chance(50) ? undefined : value();
      case "constructor": return constructor();
      case "prototype": return chance(70) ? target() : plain();
      case "flags": return one(["g", "gu", "y", "v", "dgy", ""]);
      case "year": case "month": case "day": case "hour": return chance(80) ? 1 + pick(12) : one(NUMBERS);
      case "timeZone": return one(["UTC", "Europe/Paris", "+01:30"]);
      case "calendar": return one(["iso8601", "gregory", "hebrew", "chinese"]);
      case "locale": case "localeMatcher": return one(["en", "de", "best fit"]);
      case "enumerable": case "configurable": case "writable": return chance(50);
      default: return chance(25) ? value() : plain();
    }
  }
  // A function that acts before it answers; also as a constructor.
  function hook() {
    return function (a, b) {
      if (chance(30)) { remember(a); remember(b); remember(this); }
      act();
      if (chance(10)) return again();
      if (chance(40)) return a;
      return chance(50) ? value() : answer(undefined);
    };
  }
  function constructor() {
    switch (pick(6)) {
      case 0: return undefined;
      case 1: return function () { act(); return target(); };
      case 2: return function (length) { act(); return remember(make(one(CLASSES))); };
      case 3: { const C = class extends Array_ { constructor(...all) { super(...all); act(); remember(this); } }; return C; }
      case 4: return { [WELL_KNOWN.species]: function (n) { act(); return remember(new Uint8Array_(pick(4))); } };
      default: return one([Array_, Uint8Array_, Map, Promise, RegExp, ArrayBuffer_, hostileProxy(function () {})]);
    }
  }
  function iterator() {
    let left = pick(12);
    const self = {
      next(sent) { act(); if (chance(4)) throw sent; return chance(10) ? hostile() : { done: left-- <= 0, value: chance(30) ? [value(), value()] : value() }; },
      return(sent) { act(); return chance(80) ? {} : plain(); },
      [WELL_KNOWN.iterator]() { return self; },
    };
    if (chance(20)) delete self.return;
    return remember(self);
  }
  function conversion() {
    return {
      [chance(50) ? WELL_KNOWN.toPrimitive : "valueOf"]() { act(); return chance(80) ? plain() : hostile(); },
      toString() { act(); return one(TEXTS); },
    };
  }
  // Called with a key of the proxy's target where it matters, so that some lies are not found out.
  const TRAPS = { __proto__: null };
  for (const key in R) if (typeof R[key] === "function") TRAPS[key] = (...all) => {
    act();
    if (chance(7)) return value();
    if (key === "get" && chance(50)) return answer(all[1]);
    return R.apply(R[key], undefined, all);
  };
  function hostileProxy(object) {
    return new Proxy_(object, chance(90) ? TRAPS : { get: (o, key) => { act(); return answer(key); } });
  }
  const ASKED = ["length", "0", "1", "2", "next", "done", "value", "constructor", "then", "size", "has", "keys", "index", "groups", "lastIndex",
    "flags", "raw", "toJSON", "year", "month", "day", "hour", "cause", "name", "message", "enumerable", "configurable", "value", "writable", "get"];
  function getters() {
    const object = chance(80) ? {} : [];
    for (let i = 2 + pick(10); i > 0; i--) {
      const key = chance(70) ? one(ASKED) : WELL_KNOWN[one(SYMBOLS)];
      if (key === undefined) continue;
      R.defineProperty(object, key, { configurable: true, enumerable: true, get() { act(); return answer(key); }, set() { act(); } });
    }
    return object;
  }
  function hostile() {
    switch (pick(8)) {
      case 0: case 1: return remember(getters());
      case 2: return remember(hostileProxy(chance(50) ? target() ?? {} : make(one(CLASSES))));
      case 3: return remember(hostileProxy(chance(50) ? function () {} : {}));
      case 4: return hook();
      case 5: return remember(iterator());
      default: return conversion();
    }
  }
  function value() {
    const n = pick(10);
    if (n < 4) return plain();
    if (n < 7) return hostile();
    return n < 8 ? target() : remember(make(one(CLASSES)));
  }

  // --- receivers --------------------------------------------------------------------------------------------------------------
  const TYPED = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array, BigUint64Array,
    Float16Array, Float32Array, Float64Array];
  function buffer() {
    switch (pick(5)) {
      case 0: return new ArrayBuffer_(64);
      case 1: return new SharedArrayBuffer(64, { maxByteLength: 128 });
      case 2: return new ArrayBuffer_(64).transferToImmutable?.() ?? new ArrayBuffer_(8);
      default: return new ArrayBuffer_(64, { maxByteLength: 256 });
    }
  }
  function array() {
    switch (pick(12)) {
      case 0: return [];
      case 1: return [1, 2, 3];
      case 2: return [1.5, 2.5, , 4.5];
      case 3: return ["b", "a", undefined, {}, [], Symbol_()].slice(0, 5);
      case 4: { const a = []; a[5000] = 1; a[2 ** 32 - 2] = 2; return a; }
      case 5: { const a = new Array_(pick(40)); a.fill(7); return a; }
      case 6: return O.freeze([1, 2, 3]);
      case 7: { const a = [3, 2, 1]; R.defineProperty(a, 1, { get: hook(), set: hook(), configurable: true, enumerable: true }); return a; }
      case 8: return [value(), value(), value()];
      case 9: { const a = [1, 2, 3, 4]; a.constructor = constructor(); return a; }
      case 10: { const a = [5, 4, 3, 2, 1, conversion(), conversion()]; return a; }
      default: { class Sub extends Array_ { static get [WELL_KNOWN.species]() { act(); return constructor(); } } return Sub.from([3, 1, 2]); }
    }
  }
  function* generator() { try { let x = yield 1; act(); yield x; yield* iterator(); } finally { act(); yield 3; } }
  async function* asyncGenerator() { try { await hostile(); yield 1; act(); yield hostile(); } finally { act(); } }
  const instant = () => Temporal.Instant.fromEpochMilliseconds(pick(1e9));
  const zoned = () => instant().toZonedDateTimeISO(one(["UTC", "Europe/Berlin", "America/St_Johns"]));
  const MAKERS = {
    __proto__: null,
    Array: array,
    Int8Array: () => {
      const T = one(TYPED), b = buffer();
      switch (pick(4)) { case 0: return new T(pick(20)); case 1: return new T(b, 0, 2 + pick(3)); case 2: return new T(b, 16); default: return new T(b); }
    },
    Uint8Array: () => chance(50) ? new Uint8Array_(buffer()) : new Uint8Array_([1, 2, 3, 250]),
    ArrayBuffer: buffer,
    SharedArrayBuffer: () => new SharedArrayBuffer(8, { maxByteLength: 64 }),
    DataView: () => chance(50) ? new DataView(buffer()) : new DataView(buffer(), 4, 16),
    Atomics: () => new Int32Array(buffer()),
    Map: () => new Map([[1, 2], ["a", {}], [{}, 3], [NaN, -0]]),
    Set: () => new Set([1, 2, "a", {}, NaN]),
    WeakMap: () => new WeakMap([[{}, 1], [target() ?? {}, 2]]),
    WeakSet: () => new WeakSet([{}]),
    WeakRef: () => new WeakRef({}),
    FinalizationRegistry: () => { const f = new FinalizationRegistry(hook()); f.register({}, 1); return f; },
    RegExp: () => {
      const r = new RegExp(one(["a", "(a|b)*c?", "(?<n>.)(?<m>.)?", "\\b", "", "[^a]+", "(?=a)|b", "x*", "(?:a{0,3}){2,}"]), one(["", "g", "y", "gu", "dg", "v", "gy", "i"]));
      if (chance(30)) r.lastIndex = conversion();
      if (chance(30)) r.exec = chance(50) ? hook() : () => { act(); return getters(); };
      return r;
    },
    String: () => chance(50) ? new String(one(TEXTS)) : one(TEXTS) + one(TEXTS),
    Number: () => new Number(one(NUMBERS)),
    BigInt: () => Object(2n ** 70n),
    Boolean: () => new Boolean(true),
    Symbol: () => Object(Symbol_("boxed")),
    Date: () => new Date(one(NUMBERS)),
    Error: () => { const e = new (one([Error, TypeError, AggregateError]))([1]); if (chance(30)) e.cause = e; return e; },
    Promise: () => chance(50) ? Promise.resolve(value()) : new Promise(hook()),
    Iterator: () => one([iterator, () => [1, 2, 3].values(), generator, () => new Map([[1, 2]]).entries(), () => "a\ud83d\ude00b"[WELL_KNOWN.iterator](),
      () => Iterator.from(iterator()), () => [1, 2, 3, 4].values().map(hook()).filter(hook()), () => Iterator.concat?.([1], generator()),
      () => "aXbX".matchAll(/X/g), () => [1, 2].values().flatMap(() => generator()), () => new Set([1, 2]).values()])(),
    generator: () => chance(70) ? generator() : asyncGenerator(),
    Function: () => one([() => hook(), () => (a, b) => a, () => class { #p = act(); static x = 1; }, () => hook().bind(target(), value()), () => function f(a, b) { return arguments; }, () => one([Array_, Map, Promise])])(),
    DisposableStack: () => { const s = new DisposableStack(); s.defer(hook()); s.adopt({}, hook()); return s; },
    AsyncDisposableStack: () => { const s = new AsyncDisposableStack(); s.defer(hook()); s.adopt({}, hook()); return s; },
    Proxy: () => hostileProxy(make(one(CLASSES))),
    ShadowRealm: () => new ShadowRealm(),
    Object: () => one([() => ({ x: 1, y: 2 }), () => ({ 0: 1, 1: 2, length: 2 }), () => O.create(null), () => (function () { return arguments; })(1, 2, 3),
      () => { const o = {}; for (let i = 0; i < 70; i++) o["p" + i] = i; return o; }, getters, () => ({ __proto__: hostileProxy({}) }), () => realm()])(),
    Temporal: () => one([() => instant(), zoned, () => zoned().toPlainDate(), () => zoned().toPlainTime(), () => zoned().toPlainDateTime(),
      () => zoned().toPlainDate().toPlainYearMonth(), () => zoned().toPlainDate().toPlainMonthDay(), () => Temporal.Duration.from("P1Y2M3DT4H"),
      () => zoned().toPlainDate().withCalendar(one(["hebrew", "japanese", "chinese", "gregory"]))])(),
    Intl: () => one([() => new Intl.Locale("en"), () => new Intl.NumberFormat("de"), () => new Intl.DateTimeFormat("en"), () => new Intl.Collator(),
      () => new Intl.PluralRules("ar"), () => new Intl.ListFormat("en"), () => new Intl.RelativeTimeFormat("en"), () => new Intl.Segmenter("en"),
      () => new Intl.Segmenter("en").segment("a b c"), () => new Intl.DurationFormat("en"), () => new Intl.DisplayNames("en", { type: "region" })])(),
  };
  // Those that any call may be given.
  const CLASSES = ["Array", "Array", "Array", "Int8Array", "Int8Array", "Uint8Array", "ArrayBuffer", "DataView", "Map", "Set", "WeakMap", "RegExp", "String",
    "Number", "Date", "Error", "Promise", "Iterator", "Iterator", "generator", "Function", "Object", "Object", "Object", "Temporal", "Symbol", "BigInt"];
  const make = (name) => (MAKERS[name] ?? MAKERS.Object)();
  function makeTemporal(name) {
    const z = zoned();
    switch (name) {
      case "Instant": return z.toInstant();
      case "ZonedDateTime": return z;
      case "PlainYearMonth": return z.toPlainDate().toPlainYearMonth();
      case "PlainMonthDay": return z.toPlainDate().toPlainMonthDay();
      case "Duration": return Temporal.Duration.from("P1Y2M3DT4H");
      default: return (z["to" + name] ?? z.toPlainDate).call(z);
    }
  }
  function makeIntl(name) {
    if (name === "Locale") return new Intl.Locale(one(["en", "de-u-nu-arab"]));
    if (name === "DisplayNames") return new Intl.DisplayNames("en", { type: "region" });
    return new Intl[name]("en");
  }
  function receiver(steps) {
    // Those that look into their receiver get all kinds; those that want one kind mostly get that.
    const n = GENERIC.includes(steps[1]) ? pick(100) : pick(66);
    if (n < 60) {
      if (steps[1] === "Temporal" && steps[2] !== "Now" && steps.length > 3) return makeTemporal(steps[2]);
      if (steps[1] === "Intl" && steps.length > 3) return makeIntl(steps[2]);
      // What is static wants its own constructor.
      if (steps.length === 3 && n < 45) return resolve(steps.slice(0, 2)) ?? make(steps[1]);
      return make(MAKERS[steps[1]] ? steps[1] : MAKERS[steps[0]] ? steps[0] : one(CLASSES));
    }
    if (n < 75) return hostileProxy(make(MAKERS[steps[1]] ? steps[1] : one(CLASSES)));
    return n < 90 ? hostile() : value();
  }
  const GENERIC = ["Array", "String", "Iterator", "RegExp", "Promise", "Error", "Object", "Reflect", "Function", "Symbol"];
  // Where a callback is wanted.
  const CALLBACKS = { __proto__: null, forEach: 0, map: 0, filter: 0, some: 0, every: 0, find: 0, findIndex: 0, findLast: 0, findLastIndex: 0, reduce: 0,
    reduceRight: 0, sort: 0, toSorted: 0, flatMap: 0, from: 1, fromAsync: 1, replace: 1, replaceAll: 1, then: 0, catch: 0, finally: 0, groupBy: 1,
    getOrInsertComputed: 1, defer: 0, adopt: 1, parse: 1, stringify: 1, Promise: 0, try: 0, queueMicrotask: 0, setTimeout: 0, setImmediate: 0,
    FinalizationRegistry: 0, apply: 0, construct: 0, mapValues: 0, call: 0 };
  const TEMPORAL_BAG = ["years", "months", "weeks", "days", "hours", "minutes", "nanoseconds", "year", "month", "monthCode", "day", "hour", "timeZone", "calendar",
    "offset", "relativeTo", "largestUnit", "smallestUnit", "roundingIncrement", "roundingMode", "overflow", "disambiguation", "fractionalSecondDigits"];
  function temporalBag() {
    const bag = {};
    for (let i = 1 + pick(6); i > 0; i--) {
      const key = one(TEMPORAL_BAG);
      R.defineProperty(bag, key, { enumerable: true, configurable: true, get() {
        act();
        if (key.endsWith("s") || key === "roundingIncrement") return chance(85) ? pick(9) : one(NUMBERS);
        if (key.endsWith("Unit")) return one(["day", "month", "hour", "nanosecond", "years"]);
        if (key === "relativeTo") return chance(50) ? "2020-01-31" : temporalBag();
        if (key === "roundingMode") return one(["trunc", "halfEven", "ceil"]);
        if (key === "overflow") return one(["reject", "constrain"]);
        if (key === "monthCode") return one(["M01", "M05L", "M13"]);
        return answer(key);
      } });
    }
    return remember(bag);
  }
  function argument(steps, at) {
    const n = pick(100);
    if (steps[0] === "form") {
      if (n < 20) return array();
      if (n < 35) return iterator();
    }
    if (steps[1] === "Temporal" && n < 50) return n < 20 ? makeTemporal(one(["Instant", "ZonedDateTime", "PlainDate", "PlainTime", "Duration", "PlainYearMonth"])) : temporalBag();
    if (CALLBACKS[steps[steps.length - 1]] === at && n < 75) return hook();
    if (n < (at === 0 ? 20 : 8)) return hook();
    if (n < 30) return conversion();
    if (n < 55) return hostile();
    if (n < 75) return plain();
    if (n < 85 && MAKERS[steps[1]]) return make(steps[1]);
    return n < 92 ? target() : value();
  }

  // --- syntax, as functions ---------------------------------------------------------------------------------------------------
  const sloppy = (text) => Function("a", "b", "c", text);
  const forms = {
    __proto__: null,
    spread: (a, b) => [...a, ...b],
    callSpread: (a, b, c) => a(...b, ...c),
    newSpread: (a, b) => new a(...b),
    objectSpread: (a, b) => ({ ...a, ...b }),
    rest: (a) => { const { x, length, ...others } = a; return others; },
    arrayPattern: (a, b) => { let [x, , y = b, ...others] = a; [b.x, b[0], ...b.length] = a; return [x, y, others]; },
    objectPattern: (a, b) => { const { [b]: x = b, y: { z } = a } = a; return x; },
    forOf: (a, b) => { let n = 0; for (b.x of a) if (n++ > 20) break; return n; },
    forIn: (a) => { const all = []; for (const key in a) { all[all.length] = key; act(); if (all.length > 200) break; } return all; },
    forInDelete: (a) => { for (const key in a) { R.deleteProperty(a, key); a["new" + key] = 1; if (next() % 50 === 0) break; } },
    template: (a, b) => `${a}-${b}`,
    tagged: (a, b) => a`x${b}y`,
    in: (a, b) => a in b,
    instanceof: (a, b) => a instanceof b,
    add: (a, b) => a + b,
    arithmetic: (a, b) => [a - b, a * b, a / b, a % b],
    power: (a, b) => a ** (typeof b === "bigint" ? b % 100n : b),
    bits: (a, b) => [a & b, a | b, a ^ b, ~a, a >> b, a << (typeof b === "bigint" ? b % 64n : b)],
    compare: (a, b) => [a < b, a <= b, a > b, a >= b, a == b, a === b],
    increment: (a) => { a.x++; --a.length; a[0] += a; return a; },
    assign: (a, b, c) => { a[b] = c; a[b] ??= c; a[b] &&= c; a[b] ||= c; },
    delete: (a, b) => delete a[b],
    get: (a, b) => a[b],
    call: (a, b, c) => a[b](c),
    optional: (a, b) => a?.[b]?.(b)?.x,
    extends: (a, b) => class extends a { [b] = act(); static [b]() {} get x() { return super.x; } },
    extendsNew: (a, b) => new (class extends a { y = act(); constructor() { super(b); super.x = 1; } })(),
    brand: (a, b) => { class C extends function () { return a; } { #x = 1; static has(o) { return #x in o && o.#x; } } new C(); return C.has(b); },
    brandTwice: (a) => { class C extends function () { return a; } { #x = act(); #m() {} static m(o) { return o.#m; } } new C(); new C(); return C.m(a); },
    yieldStar: (a) => { const g = (function* () { yield* a; })(); act(); g.next(); g.next(value()); return g.return(value()); },
    yieldThrow: (a) => { const g = (function* () { yield* a; })(); g.next(); return g.throw(value()); },
    reenter: (a) => { let g; g = (function* () { yield g.next(); yield* a; })(); again(); return g.next(); },
    await: async (a, b) => { await a; act(); return await b; },
    forAwait: async (a) => { let n = 0; for await (const x of a) { act(); if (n++ > 20) break; } },
    asyncYieldStar: (a) => { const g = (async function* () { yield* a; })(); g.next(); g.next(); act(); g.return(value()); return g.throw(value()); },
    using: (a, b) => { using x = a; { using y = b; act(); } },
    awaitUsing: async (a, b) => { await using x = a; using y = b; act(); },
    arguments: sloppy("b = arguments; a = c; arguments[0] = b; arguments.length = c; delete arguments[1]; return [...arguments]"),
    with: sloppy("with (a) { x = b; length; toString(); return typeof y }"),
    eval: sloppy("return eval(typeof b === 'string' ? b : 'a[0] = c, a')"),
    argumentsEval: sloppy("eval('var arguments = b'); return arguments"),
    switch: (a, b) => { switch (a) { case b: act(); case b.x: return 1; default: return 2; } },
    literal: (a, b) => ({ [a]: b, __proto__: a, get [b]() { return super.x; }, async *[a]() {} }),
    decorated: (a, b) => { @a class C { @b m() {} @a accessor x = b; @b static y = 1; } return new C().x; },
    closure: (a) => { let x = a; const f = () => x++; act(); f(); return [f(), x]; },
    throwing: (a) => { try { throw a; } catch ({ message, stack, length }) { return [message, stack]; } finally { act(); } },
    deepGet: (a) => { let o = a; for (let i = 0; i < 8; i++) { o = o.constructor ?? o; o = o.prototype ?? o; } return o; },
    caches: (a, b) => {
      const get = (o) => o.x, put = (o, v) => { o.x = v; }, at = (o, i) => o[i], store = (o, i, v) => { o[i] = v; }, run = (o) => o.f?.(), size = (o) => o.length;
      const usual = () => ({ x: 1, f: hook(), length: 2 });
      for (let i = 0; i < 12; i++) {
        const o = i % 3 === 0 ? a : i % 3 === 1 ? usual() : b;
        try { get(o); put(o, i); if (i % 4 === 0) act(); at(o, i & 3); store(o, i & 3, o); size(o); run(o); at(o, "x"); store(o, "x", 1.5); } catch { act(); }
      }
      return get(a);
    },
    prototypeCaches: (a, b) => {
      const deep = { __proto__: { __proto__: a } };
      const get = (o) => o.x, run = (o) => o.toString, put = (o) => { o.fresh = 1; };
      for (let i = 0; i < 8; i++) { get(deep); run(deep); put({ __proto__: deep }); if (i % 2) { act(); if (i === 5) R.setPrototypeOf(deep, b); } }
      return deep.x;
    },
    constructorCaches: (a) => {
      function C(v) { this.x = v; this.y = a; if (v > 3) act(); this.z = 1; }
      for (let i = 0; i < 8; i++) { new C(i); if (i === 4) C.prototype = a; if (i === 6) R.defineProperty(R.getPrototypeOf(C.prototype) ?? a, "z", { set: hook(), configurable: true }); }
      return R.construct(C, [9], a);
    },
    globalCaches: (a) => {
      const read = Function("return typeof hostileName === 'undefined' ? 0 : hostileName"), write = Function("v", "hostileName = v");
      for (let i = 0; i < 6; i++) { read(); write(a); if (i === 2) R.defineProperty(global, "hostileName", { get: hook(), set: hook(), configurable: true }); if (i === 4) delete global.hostileName; }
    },
    concatenate: (a) => { let text = ""; for (let i = 0; i < 40; i++) { text = i % 3 ? text + i : i + text; if (i === 20) { act(); text += a; } } return text.length + text; },
    inspect: (a, b) => console.log(a, [b], { a }, "%s %o %d", a, b),
    print: (a, b) => { const s = String(a); return s.split(b); },
  };

  // --- the functions there are ------------------------------------------------------------------------------------------------
  const roots = {
    __proto__: null,
    G: () => global,
    form: () => forms,
    generator: () => generator(),
    asyncGenerator: () => asyncGenerator(),
    arrayIterator: () => [][WELL_KNOWN.iterator](),
    mapIterator: () => new Map().entries(),
    setIterator: () => new Set().values(),
    stringIterator: () => ""[WELL_KNOWN.iterator](),
    regExpIterator: () => "".matchAll(/a/g),
    iteratorHelper: () => [].values().map((x) => x),
    wrapped: () => Iterator.from({ next() {} }),
    segments: () => typeof Intl === "object" ? new Intl.Segmenter().segment("a b") : {},
    segmentIterator: () => typeof Intl === "object" ? new Intl.Segmenter().segment("a b")[WELL_KNOWN.iterator]() : {},
    asyncFunction: () => async function () {},
    sloppyArguments: () => sloppy("return arguments")(1, 2),
    promiseParts: () => Promise.withResolvers(),
    proxyParts: () => Proxy_.revocable({}, {}),
    asyncFromSync: () => ({ values: asyncGenerator }),
    compare: () => typeof Intl === "object" ? { compare: new Intl.Collator().compare, format: new Intl.NumberFormat().format, date: new Intl.DateTimeFormat().format } : {},
  };
  const SKIPPED = /^G (\$262|hostile|console [a-z]+ __proto__)/;
  const shown = (key) => {
    if (typeof key === "string") return key;
    for (const name in WELL_KNOWN) if (WELL_KNOWN[name] === key) return "@@" + name;
    return undefined;
  };
  function names() {
    const seen = new Set(), all = [];
    const visit = (object, path) => {
      if (!isObject(object) || seen.has(object) || SKIPPED.test(path)) return;
      seen.add(object);
      if (typeof object === "function") all.push(path);
      for (const key of R.ownKeys(object)) {
        const name = shown(key);
        if (name === undefined || name.includes(" ")) continue;
        const at = R.getOwnPropertyDescriptor(object, key);
        if ("value" in at) visit(at.value, path + " " + name);
        else { visit(at.get, path + " " + name + "|get"); visit(at.set, path + " " + name + "|set"); }
      }
      visit(R.getPrototypeOf(object), path + " |proto");
    };
    for (const root in roots) visit(roots[root](), root);
    return all.join("\n");
  }
  function resolve(steps) {
    let object = roots[steps[0]]();
    for (let i = 1; i < steps.length; i++) {
      const [name, kind] = steps[i].split("|");
      if (kind === "proto") { object = R.getPrototypeOf(object); continue; }
      const key = name.startsWith("@@") ? WELL_KNOWN[name.slice(2)] : name;
      const at = R.getOwnPropertyDescriptor(object, key);
      object = at && (kind ? at[kind] : at.value);
    }
    return object;
  }

  // --- the attack -------------------------------------------------------------------------------------------------------------
  function use(result) {
    remember(result);
    if (!isObject(result)) return;
    switch (pick(6)) {
      case 0: result.next?.(); act(); result.next?.(); break;
      case 1: result.then?.(hook(), hook()); break;
      case 2: for (const key of R.ownKeys(result)) result[key]; break;
      case 3: typeof result === "function" && result(value()); break;
      case 4: JSON.stringify(result); break;
      default: console.log(result);
    }
  }
  function attack(name, seed, calls) {
    state = seed | 0 || 1;
    for (let i = 0; i < 8; i++) next();
    const steps = name.split(" ");
    const callee = resolve(steps);
    if (typeof callee !== "function") return;
    const isForm = steps[0] === "form";
    for (let round = 0; round < calls; round++) {
      targets = [{}];
      budget = 40;
      depth = 0;
      again = () => {};
      try {
        const self = remember(receiver(steps));
        const args = [];
        const count = isForm ? 3 : one([0, 1, 1, 2, 2, 3, 4]);
        for (let i = 0; i < count; i++) args[i] = remember(isForm && chance(40) ? make(one(CLASSES)) : argument(steps, i));
        if (targets.length > 1 && chance(80)) targets[0] = self;
        let left = 3;
        again = () => { if (left-- > 0) return R.apply(callee, chance(70) ? self : target(), args); };
        const constructs = R.getOwnPropertyDescriptor(callee, "prototype") ? 60 : 4;
        if (isForm || !chance(constructs)) use(R.apply(callee, self, args));
        else use(R.construct(callee, args, chance(60) ? callee : chance(50) ? hostileProxy(function () {}) : constructor() ?? Array_));
      } catch { /* Any exception will do. */ }
    }
  }
  global.hostile = { names, attack };
})(globalThis);

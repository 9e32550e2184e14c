//! The templates of programs, a line for each form.
//!
//! `@n @s @b @o @a @f @c @g @x @v` is an expression: number, text, BigInt, object, array, function, class, generator function, anything,
//! condition; `@i @k @q @r` a small number, a name, a key, a pattern. `$n` is a variable of a kind, `#n` a new one, `%0` the first new one of the
//! template. `@S` is a statement, `@T` some, `@B` a block; `@e` the value of an arrow function, `@E` the text of an expression. `«f … »`
//! encloses a function (`g a A`: generator, async, both; `b l c`: block, loop, class). Conditions stand first: `Y:` in a generator,
//! `Q:` in one that is not async, `W:` in async, `L:` in a loop, `J:` below a label, `R:` in a function, `K:` sloppy,
//! `Z:` not portable. `§` is the sign of private names.
//!
//! Uses: nothing.
//! Never: grow.

/// A form of the language with places.
pub type Template = &'static str;

/// What every program begins with: the log, bounds on its own work, one variable of each kind.
pub const PRELUDE: &str = r#"
const out = [];
const show = (() => {
  const { is } = Object, { ownKeys, getOwnPropertyDescriptor } = Reflect, { isArray } = Array, text = JSON.stringify;
  const show = (v, depth) => {
    if (typeof v === "string") return text(v);
    if (typeof v === "symbol" || typeof v === "function") return typeof v;
    if (typeof v === "bigint") return v + "n";
    if (typeof v !== "object" || v === null) return is(v, -0) ? "-0" : "" + v;
    if (depth > 2) return "...";
    if (v instanceof Error) return "" + v.name;
    if (v instanceof Date) return "Date" + v.getTime();
    if (v instanceof RegExp) return v.source + "/" + v.flags + v.lastIndex;
    if (isArray(v)) {
      let all = "[", n = v.length;
      for (let i = 0; i < n && i < 20; i++) all += (i in v ? show(v[i], depth + 1) : "") + ",";
      return all + "]" + n;
    }
    if (ArrayBuffer.isView(v)) return "view" + v.length + "[" + (v.length < 20 ? v : "") + "]";
    if (v instanceof Map) return "Map" + show([...v], depth);
    if (v instanceof Set) return "Set" + show([...v], depth);
    let all = "{";
    for (const key of ownKeys(v).slice(0, 20)) {
      const it = getOwnPropertyDescriptor(v, key);
      if (it) all += (typeof key === "symbol" ? "@" : key) + ":" + ("value" in it ? show(it.value, depth + 1) : "accessor") + ",";
    }
    return all + "}";
  };
  return (v) => { try { return show(v, 0); } catch (e) { return "!" + (e instanceof Error); } };
})();
const log = (...values) => { if (out.length < 300) { let line = ""; for (let i = 0; i < values.length; i++) line += show(values[i]) + " "; out.push(line); } };
let ticks = 0;
const tick = () => { if (++ticks > 800) throw new RangeError("enough"); };
const clip = (s) => (s = String(s).replace(/{\s+.native code.\s+}/, "{}")).length > 200 ? s.slice(0, 60) : s;
const cut = (a) => { if (a.length > 100) a.length = 50; return a; };
const big = (b) => BigInt.asIntN(200, b);
let n0 = 1, s0 = "start", b0 = 7n, o0 = { a: 1, b: "two" }, a0 = [1, 2.5, "three", , null], f0 = (x, y) => (log("f0", x), y), x0;
let c0 = class { constructor(x) { this.a = x; } get b() { return this.a; } }, g0 = function* (x) { yield 1; const y = yield x; log("g0", y); };
"#;

/// What every program ends with.
pub const EPILOGUE: &str = "log(n0, s0, b0, o0, a0, x0);\n";

/// The templates of a kind. Those without places are enough when a program is large.
pub fn of(kind: char) -> &'static [Template] {
    match kind {
        'S' => STATEMENTS,
        'd' => PARTS,
        'n' => NUMBERS,
        's' => TEXTS,
        'b' => BIGINTS,
        'o' => OBJECTS,
        'a' => ARRAYS,
        'f' => FUNCTIONS,
        'c' => CLASSES,
        'g' => GENERATORS,
        'v' => CONDITIONS,
        'i' => SMALL,
        'k' => NAMES,
        'q' => KEYS,
        'r' => PATTERNS,
        'm' => MEMBERS,
        'p' => BINDINGS,
        'h' => HOOKS,
        _ => ANYTHING,
    }
}

const SMALL: &[Template] = &["0", "1", "2", "3", "4", "5", "8", "-1"];

const NAMES: &[Template] = &["a", "b", "c", "length", "constructor", "__proto__", "valueOf", "toString"];

const KEYS: &[Template] = &["a", "b", "c", "length", "0", "1", "4294967295", "constructor", "__proto__", "valueOf", "toString"];

const PATTERNS: &[Template] = &[
    "/a/g", "/(.)(\\d?)/g", "/[a-m]+/y", "/(?<k>t)|r/gi", "/^|$/gm", "/(?:)/gu", "/\\b(?=\\w)/g", "/(a*)*/", "/(?<=t)./s", "/[^]/gv",
];

const NUMBERS: &[Template] = &[
    "@i", "$n", "$n", "0.5", "(-0)", "NaN", "Infinity", "4294967295", "(-2147483648)", "2147483647", "9007199254740991", "1e21",
    "(@n + @n)", "(@n - @n)", "(@n * @n)", "(@n / @n)", "(@n % @n)", "(@n & @n)", "(@n | @n)", "(@n ^ @n)", "(@n << @n)", "(@n >> @n)",
    "(@n >>> @n)", "(- @n)", "(~@n)", "(+@x)", "($n++)", "(--$n)", "($n += @n)", "($n = @n)", "($n ??= @n)", "Math.floor(@n)", "Math.max(@n, @n)",
    "Math.min(...@a)", "Math.imul(@n, @n)", "Math.clz32(@n)", "Math.fround(@n)", "Math.sign(@n)", "Math.round(@n)", "Math.abs(@n)",
    "@s.length", "@a.length", "@s.charCodeAt(@i)", "@s.indexOf(@s)", "@a.indexOf(@x)", "@a.push(@x)", "@a.unshift(@x)", "@a.findIndex(@f)",
    "@a.reduce(@f, @n)", "@s.search(@r)", "parseInt(@s, @i)", "parseFloat(@s)", "Number(@x)", "@f(@n)", "(@v ? @n : @n)", "(@n, @n)",
    "@f.length", "new Int8Array([@n])[0]", "new Uint8ClampedArray([@n])[0]", "new Float32Array([@n])[0]", "((@n) ** @i)", "Date.UTC(@i, @i, @n)",
    "Number(@b)", "(@s.localeCompare(@s, 'en') * 0)", "(isNaN(@n) * 1)",
];

const TEXTS: &[Template] = &[
    "\"\"", "\"a\"", "\"start\"", "$s", "$s", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"12\"", "\"\\u00e9K\"",
    "clip(@s + @s)", "clip(@s + @x)", "clip(`${@x}-${@s}`)", "($s = clip(@s))", "($s += @i)", "String(@x)", "(typeof @x)", "@s.slice(@i, @n)",
    "@s.substring(@n, @i)", "@s.at(@i)", "@s[@i]", "@s.toUpperCase()", "@s.padStart(@i, @s)", "@s.repeat(3).slice(0, 50)", "@s.replace(@r, @f)",
    "clip(@s.replaceAll(\"a\", @s))", "clip(@s.split(@s).join(@s))", "@s.trim()", "clip(@a.join(@s))", "JSON.stringify(@x)", "clip(JSON.stringify(@x, @f, @i))",
    "(@n).toString(2 + (@i & 31))", "(@n).toFixed(@i & 7)", "Object.prototype.toString.call(@x)", "(@s.codePointAt(@i) + \"\")", "String.fromCharCode(@n, @n)",
    "String.raw`a${@s}`", "@s.normalize(\"NFD\")", "@s.concat(@s, @n).slice(-20)", "[...@s].reverse().join(\"\")", "@c.name", "(@s.isWellFormed() + \"\")",
    "$o.b", "encodeURIComponent(@s)", "escape(@s)", "(@o)[\"@q\"]", "new Date(@n).toISOString()", "clip(@s.replace(@r, \"$&$1$<k>\"))",
];

const BIGINTS: &[Template] = &[
    "0n", "1n", "(-1n)", "18446744073709551616n", "$b", "$b", "big(@b + @b)", "big(@b * @b)", "(@b - @b)", "(@b / @b)", "(@b % @b)", "(@b & @b)", "(@b | @b)",
    "(@b ^ @b)", "(~@b)", "(-@b)", "big(@b << BigInt(@i))", "(@b >> BigInt(@i))", "BigInt(@n)", "BigInt.asUintN(@i & 63, @b)", "($b = big(@b))", "($b++)",
    "new BigInt64Array([@b])[0]", "BigInt(@s)",
];

const OBJECTS: &[Template] = &[
    "$o", "$o", "({ __proto__: null })", "new Map()", "new Date(0)", "/x/g",
    "({ @m })", "({ @m, @m, @m })", "({ __proto__: @o, @m })", "new @c(@x)", "({ ...@x, a: @x })", "Object.assign(@o, @o)", "Object.create(@o)", "Object.freeze(@o)", "Object.seal(@o)",
    "Object.setPrototypeOf(@o, @o)", "new Map([[@x, @x], [@x, @x]])", "new Set(@a)", "new Proxy(@o, { @h })", "new Proxy(@o, { @h, @h })",
    "Object.defineProperty(@o, \"@q\", { value: @x, configurable: @v, writable: @v })", "«fObject.defineProperty(@o, \"@q\", { get() { tick(); @T return @x; }, configurable: true })»",
    "Object.defineProperties(@o, { a: { value: @x, enumerable: true } })", "Object.fromEntries(Object.entries(@o))", "(@x ?? @o)", "(@v ? @o : @o)", "JSON.parse(JSON.stringify(@o))",
    "new Error(@s)", "new Uint8Array(@a)", "new Float64Array(@a)", "new Int16Array(new ArrayBuffer(8), @i & 6)", "new Date(@n)", "@r", "new WeakMap([[@o, @x]])", "@g(@x)",
    "Object.getOwnPropertyDescriptor(@o, \"@q\")", "($o = @o)", "Reflect.construct(@c, @a)", "new Boolean(@v)", "Object(@s)", "(@o, @o)", "@a[Symbol.iterator]()",
    "«f(function () { tick(); return arguments; })(@x, ...@a)»", "«f({ async *m(x) { } })»", "Promise.resolve(@x)", "«a(async function () { tick(); @T })()»",
    "Z:new Uint8Array(new ArrayBuffer(@i & 7, { maxByteLength: 16 }))", "Z:Object.groupBy(@a, @f)", "Z:new Set(@a).union(new Set(@a))", "Z:Iterator.from(@a).map(@f).take(3)",
    "Z:new Temporal.PlainDate(2020 + @i, 1, 1)", "Z:new Temporal.Duration(@i, @i)", "Z:new Intl.NumberFormat(\"en\")", "Z:Promise.try(@f, @x)", "Z:new DataView(new ArrayBuffer(8))",
    "Z:new ShadowRealm()", "Z:new DisposableStack()", "Z:new WeakRef(@o)", "Z:new AggregateError(@a)",
];

const ARRAYS: &[Template] = &[
    "$a", "$a", "[]", "[1, 2, 3]", "[3, , 1]", "[\"b\", \"a\"]",
    "[@x]", "[@x, @x]", "[@x, ...@a]", "[...@s]", "[@n, , @n]", "cut(@a.concat(@a, @x))", "cut(@a.map(@f))", "@a.filter(@f)", "@a.slice(@n, @n)", "@a.splice(@i, @i, @x)",
    "@a.reverse()", "@a.fill(@x, @i)", "@a.sort((x, y) => (String(x) < String(y) ? -1 : String(x) > String(y) ? 1 : 0))", "@a.copyWithin(@i, @i, @i)",
    "cut(@a.flat())", "cut(@a.flatMap(@f))", "Array.from(@a, @f)", "Array.from({ length: @i & 7 }, @f)", "Object.keys(@o)", "Object.values(@o)", "Object.entries(@o)",
    "Reflect.ownKeys(@o).map(String)", "cut([...@g(@x)])", "cut([...@o])", "@s.split(@s)", "@s.split(@r, @i)", "(@s.match(@r) ?? [])", "[...@s.matchAll(/[a-z]/g)]", "($a = cut(@a))", "($a.length = @i, $a)",
    "new Array(@i & 15)", "Array.of(@x, @x)", "«fObject.assign([1, 2, 3], { constructor: { [Symbol.species]: function (n) { tick(); @T return @a; } } })»", "[...@a.entries()]", "Array.prototype.map.call(@o, @f)",
    "Array.from(new Uint8Array(@a).map(@f))", "Array.from(new Map(@a.entries()).values())", "Array.from(new Set(@a))", "@a.toSorted()", "(@v ? @a : @a)", "(@f(@a) && @a)",
    "Z:@a.values().filter(@f).toArray()", "Z:cut(@a.values().flatMap((x) => [x, x]).take(9).toArray())", "Z:@a.with(@i, @x)", "Z:@a.toSpliced(@i, @i, @x)", "Z:Iterator.concat(@a, @a).toArray()",
];

const FUNCTIONS: &[Template] = &[
    "$f", "$f", "Object.is",
    "«f((#x, #n) => @e)»", "«f(#x => @e)»", "«f(#a => { tick(); @T return @x; })»", "«f(function (#x, #n) { tick(); @T return @x; })»", "«f(function (#x = @x, #x = @x) { tick(); @T return @x; })»",
    "«f(function ({ a: #x, @p, ...#o }, [#x, ...#a] = @a) { tick(); @T return @x; })»", "«f(function (...#a) { tick(); @T })»", "«f(function () { tick(); log(new.target === undefined); @T return new.target; })»", "@f.bind(@x, @x)", "«f(function #f(#n) { tick(); return %1 > 0 ? %0(%1 - 2) : @x; })»", "new Proxy(@f, { })",
    "«fnew Proxy(function (x) { return x; }, { apply(t, self, args) { tick(); @T return @x; } })»", "«f({ #f(#x) { tick(); @T return super.a ?? %1; } }).%0»",
    "K:«f(function (#x) { tick(); arguments[0] = @x; return %0; })»", "K:«f(function (#x) { tick(); %0 = @x; return arguments[0]; })»", "Function(\"x\", \"return x\")",
];

const CLASSES: &[Template] = &[
    "$c", "$c", "Array", "Map", "Error",
    "«cclass { @d @d }»", "«cclass extends @c { @d @d @d }»", "«cclass #c { @d static b = @e; @d }»",
    "«cclass extends @c { «fconstructor(#x) { tick(); @T super(@x); @T }» @d }»", "«cclass { §p = @e; «fa() { tick(); return this.§p; }» static «fb(x) { return §p in x; }» @d }»",
];

const GENERATORS: &[Template] = &[
    "$g", "$g",
    "«g(function* (#x) { tick(); @T yield @x; @T })»", "«g(function* () { try { tick(); @T yield @x; } finally { @T } })»", "«g(function* () { tick(); yield* @a; @T return @x; })»", "«g(function* () { for (;;) { tick(); yield @x; } })»",
];

const CONDITIONS: &[Template] = &[
    "true", "false", "$n", "$s", "$x",
    "@x", "!@x", "(@n < @n)", "(@n >= @n)", "(@x === @x)", "(@x == @n)", "(@x != @s)", "(@x < @x)", "(@v && @v)", "(@v || @v)", "(@x ?? @v)", "(\"@q\" in @o)", "(@x instanceof @c)", "@r.test(@s)",
    "@a.some(@f)", "@a.every(@f)", "@a.includes(@x)", "delete $o[\"@q\"]", "@s.startsWith(@s)", "Object.is(@x, @x)", "(@b < @n)", "(@b == @n)", "Array.isArray(@x)", "isNaN(@x)", "(typeof @x === \"object\")", "Reflect.set(@o, \"@q\", @x, @o)",
];

const ANYTHING: &[Template] = &[
    "$x", "$n", "$s", "$a", "$o", "null", "undefined", "true", "this",
    "@n", "@n", "@s", "@s", "@b", "@o", "@o", "@a", "@a", "@f", "@c", "@v", "(@o).@k", "(@o)?.@k?.a", "(@a)[@n]", "(@o)[@s]", "@f(@x)", "@f(@x, @x)", "@f?.(...@a)", "new @f(@x)", "@f.call(@x, @x)", "@f.apply(@o, @a)",
    "($o.@k = @x)", "($a[@i] = @x)", "($x = @x)", "($x ??= @x)", "($x ||= @x)", "($x &&= @x)", "($o[@s] = @x)", "($o.@k += @i)", "($o.c++)", "([$n, $s = \"d\", ...$a] = @a)", "({ a: $x, b: $n = @n } = @o)", "(void @x)", "@a.pop()", "@a.shift()", "@a.find(@f)", "@a.at(@n)",
    "@a.reduceRight(@f, @x)", "@g(@x).next(@x)", "@o.@k(@x)", "(0, eval)(@E)", "eval(@E)", "JSON.parse(@s)", "JSON.parse(\"[1,{\\\"a\\\":2}]\", @f)", "Reflect.apply(@f, @x, @a)", "Reflect.get(@o, \"@q\", @x)", "(@v ? @x : @x)", "(@x, @x)", "Symbol.iterator", "Symbol(\"s\")", "@f`a${@x}b${@x}`",
    "new («cclass { «fconstructor() { tick(); log(new.target === undefined); @T }» }»)()", "Y:(yield @x)", "Q:(yield* @a)", "W:(await @x)", "W:(await Promise.all(@a))", "«f((() => { tick(); @T return @x; })())»", "@o.get?.(@x)", "@o.set?.(@x, @x)", "@o.has?.(@x)", "@o.next?.(@x)", "@o.return?.(@x)", "@o.add?.(@x)", "@o.delete?.(@x)", "(@r).exec(@s)?.index",
    "«f({ valueOf() { tick(); @T return @n; } })»", "«f({ toString() { tick(); @T return @s; } })»", "«f({ [Symbol.toPrimitive](hint) { log(hint); tick(); @T return @x; } })»", "«f({ get length() { tick(); @T return @i; }, 0: @x })»",
    "«f({ [Symbol.iterator]() { let i = 0; return { next() { tick(); @T return { done: i++ > 2, value: @x }; }, return() { log(\"return\"); @T return {}; } }; } })»", "«f@a.forEach((#x, #n, #a) => { tick(); @T })»", "«f@o.forEach?.((#x, #x, #o) => { tick(); @T })»",
    "Z:@s.toWellFormed()", "Z:new RegExp(@s, \"v\").source", "Z:@o.with?.({ month: @i + 1 })", "Z:@o.add?.({ days: @n })", "Z:@o.format?.(@x)", "Z:@o.resize?.(@i)", "Z:@o.buffer?.resize(@i)", "Z:@o.buffer?.transfer(@i)", "Z:@o.evaluate?.(@E)", "Z:@o.use?.(@o)", "Z:@o.adopt?.(@x, @f)",
    "Z:@o.getFloat16?.(@i)", "Z:@o.setBigInt64?.(@i, @b)", "Z:Math.sumPrecise(@a)", "Z:Error.isError(@x)", "Z:@o.toLocaleString()", "Z:Atomics.add(@o, @i, @n)", "Z:@o.deref?.()", "Z:RegExp.escape(@s)", "Z:@o.round?.({ smallestUnit: \"day\" })", "Z:@o.until?.(@o)",
];

/// Parts of object literals.
const MEMBERS: &[Template] = &[
    "a: 1", "b: $x", "$x",
    "a: @x", "b: @f", "c: @o", "[\"@q\"]: @x", "[@s]: @x", "[@n]: @x", "...@x", "«fget @k() { tick(); @T return @x; }»", "«fset @k(#x) { tick(); @T }»", "«fa(#x) { tick(); @T return @x; }»", "«g*b(#x) { tick(); @T yield @x; }»", "«aasync c() { tick(); @T return await @x; }»", "«f[Symbol.toPrimitive](#x) { tick(); @T return @x; }»",
    "get [Symbol.toStringTag]() { return \"tag\"; }", "«g*[Symbol.iterator]() { tick(); @T yield @x; }»", "«f[Symbol.hasInstance]() { tick(); @T return @v; }»", "«f[Symbol.dispose]() { log(\"dispose\"); @T }»", "«fthen(#f) { tick(); @T %0(@x); }»", "length: @i", "«fvalueOf() { tick(); @T return @x; }»",
];

/// Parts of classes.
const PARTS: &[Template] = &[
    "a = 1;", "static b = 2;",
    "c = @e;", "static c = @e;", "«fa(#x) { tick(); @T return @x; }»", "static «fb(#x) { tick(); @T return super.b ?? @x; }»", "«fget a() { tick(); @T return @x; }»", "«fset a(#x) { tick(); @T }»", "«f[@s]() { return super.a; }»", "«g*[Symbol.iterator]() { tick(); @T yield @x; }»", "«aasync c() { tick(); @T }»", "static «s{ @T }»", "[@s] = @e;",
];

/// Bindings in an object pattern.
const BINDINGS: &[Template] = &["b: #x", "b: #n = 1", "c: #x = @x", "c: { a: #x } = @o", "c: [#x, #x = @n] = @a", "[@s]: #x"];

/// Traps of proxies.
const HOOKS: &[Template] = &[
    "a: 1",
    "«fget(#o, #k, #x) { tick(); @T return Reflect.get(%0, %1, %2); }»", "«fset(#o, #k, #x, #x) { tick(); @T return Reflect.set(%0, %1, %2); }»", "«fhas(#o, #k) { tick(); @T return Reflect.has(%0, %1); }»", "«fdeleteProperty(#o, #k) { tick(); @T return Reflect.deleteProperty(%0, %1); }»",
    "«fownKeys(#o) { tick(); @T return Reflect.ownKeys(%0); }»", "«fgetOwnPropertyDescriptor(#o, #k) { tick(); @T return Reflect.getOwnPropertyDescriptor(%0, %1); }»", "«fdefineProperty(#o, #k, #o) { tick(); @T return Reflect.defineProperty(%0, %1, %2); }»", "«fgetPrototypeOf(#o) { tick(); @T return @o; }»",
];

const STATEMENTS: &[Template] = &[
    "log($n);", "log($x);", "$n++;", ";",
    "log(@x);", "log(@x, @x);", "log(@n);", "log(@s);", "log(@a);", "log(@o);", "@n;", "(@x);", "$n = @n;", "$s = clip(@s);", "$a = cut(@a);", "$o = @o;", "$f = @f;", "$x = @x;", "$b = big(@b);", "$c = @c;", "$g = @g;", "$o.@k = @x;", "$o[\"@q\"] = @f;", "$a[@i] = @x;", "delete $o.@k;", "$a.length = @i;",
    "let #n = @n;", "let #s = clip(@s);", "const #a = cut(@a);", "let #o = @o;", "const #f = @f;", "let #x = @x;", "var #x = @x;", "var #n = @n;", "const { a: #x, @p } = @o;", "let [#x, #n = @n, ...#a] = @a;", "const #c = @c;", "const #g = @g;", "let #b = big(@b);",
    "if (@v) @B", "if (@v) @B else @B", "@B",
    "«lfor (let #n = 0; %0 < @i; %0++) { tick(); @T }»", "«lfor (let #n = @i, #a = []; %0-- > 0; %1.push(() => %0)) { tick(); @T log(%1.map((f) => f())); }»", "«lfor (const #x of @a) { tick(); @T }»", "«lfor (let #x of @x) { tick(); @T }»", "«lfor (const [#x, #x] of Object.entries(@o)) { tick(); @T }»", "«lfor (const #s in @o) { tick(); @T }»",
    "«lfor (var #x of @g(@x)) { tick(); @T }»", "«lwhile (@v) { tick(); @T if (@v) break; }»", "«ldo { tick(); @T } while (@n < @i);»", "«b#l: «lfor (const #x of @a) { tick(); @T }»»", "«b#l: «lfor (;;) { tick(); @T break; }»»",
    "L:break;", "L:continue;", "J:break $l;", "L:if (@v) break;", "L:if (@v) continue;", "R:return @x;", "R:if (@v) return @x;", "throw @x;", "if (@v) throw @x;",
    "try @B catch (e) { log(\"caught\", e); }", "«btry @B catch (#x) { @T } finally { @T }»", "try @B finally @B", "«btry @B catch ({ name: #x }) @B»", "try { throw @x; } catch @B",
    "switch (@x) { case @x: @T case @n: «b@T» break; default: @B }", "«bswitch (@n & 3) { case 0: let #x = @x; @T case 1: @T break; case 2: @B }»", "«f(function (#x, #n) { tick(); @T return @x; })(@x);»", "function #f(x) { tick(); return x; }", "var #f = «ffunction (#x, #x = @x) { tick(); @T return @x; }»;",
    "class #c extends @c { }", "Object.freeze($o);", "«fObject.defineProperty($a, @i, { get() { tick(); return @x; }, configurable: true })»;", "$f(@x);", "$o.then?.((v) => log(\"then\", v), (e) => log(\"rejected\", e));",
    "«a(async (#x) => { tick(); @T log(await @x); @T })»(@x).catch((e) => log(\"async\", e));", "«A(async function* () { tick(); @T yield @x; @T })().next().then((v) => log(\"next\", v), (e) => log(\"bad\", e));»", "W:await @x;", "Y:yield @x;", "Promise.all([@x, @x]).then((v) => log(\"all\", v), (e) => log(\"none\", e));", "«a(async () => { for await (const #x of @x) { tick(); @T } })().catch((e) => log(e));»",
    "K:with (@o) { $x = typeof a; log(typeof b); }", "K:«bwith (@o) @B»", "eval(@E);", "$x = (0, eval)(@E);", "Array.prototype[3] = @x; log(@a); delete Array.prototype[3];", "«b{ const #f = «f() => { tick(); @T return @x; }»; log(%0(), %0()); }»", "log([@x, @x].map(@f));", "Object.setPrototypeOf($o, @o);", "$a.push(@x, @x);", "$a.splice(@i, @i, @x, @x);", "$a.unshift(@x);", "$a.pop();",
    "Z:«b{ using #o = { [Symbol.dispose]() { log(\"disposed\"); } }; @T }»", "Z:«b{ using #x = @x; @T }»", "Z:@o.resize?.(@i);", "Z:Object.prototype.a = @x; log(@o); delete Object.prototype.a;", "Z:$x = Object.groupBy(@a, @f);", "Z:«lfor (const #x of Iterator.from(@a).map(@f)) { tick(); @T }»", "Z:«lfor (using #o of [{ [Symbol.dispose]() { log(\"d\"); } }]) { @T }»",
];

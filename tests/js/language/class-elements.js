const each = (rows) => {
  for (const [name, run, expected] of rows) {
    test(name, () => expect(run()).toEqual(expected));
  }
};
const refuses = (rows) => {
  for (const [name, source, type = SyntaxError] of rows) {
    test(name, () => expect(() => Function(source)()).toThrow(type));
  }
};
const log = (run) => {
  const seen = [];
  try {
    run(seen);
  } catch (e) {
    seen.push(e instanceof Error ? e.constructor.name : e);
  }
  return seen;
};

describe("the order of a class definition", () => {
  each([
    ["is heritage, then keys, then static fields", () => log((l) => {
      class C extends (l.push("heritage"), Object) {
        static [(l.push("key a"), "a")] = l.push("value a");
        [(l.push("key b"), "b")]() {}
        static { l.push("block"); }
        static [(l.push("key c"), "c")] = l.push("value c");
      }
    }), ["heritage", "key a", "key b", "key c", "value a", "block", "value c"]],
    ["evaluates fields once for each object", () => log((l) => {
      class C { a = l.push("a"); b = l.push("b"); constructor() { l.push("body"); } }
      new C(); new C();
    }), ["a", "b", "body", "a", "b", "body"]],
    ["makes fields of a derived class behind super", () => log((l) => {
      class A { constructor() { l.push("A"); } }
      class B extends A { f = l.push("field"); constructor() { l.push("before"); super(); l.push("after"); } }
      new B();
    }), ["before", "A", "field", "after"]],
    ["makes the base's fields first", () => log((l) => {
      class A { f = l.push("A"); }
      class B extends A { g = l.push("B"); }
      new B();
    }), ["A", "B"]],
    ["evaluates keys of fields once", () => log((l) => {
      class C { [(l.push("key"), "x")] = 1; }
      new C(); new C();
    }), ["key"]],
    ["lets static fields see the class", () => { class C { static a = 1; static b = C.a + 1; } return C.b; }, 2],
    ["lets static blocks see this", () => { class C { static a = 1; static { this.b = this.a + 1; } } return C.b; }, 2],
    ["lets fields see earlier ones", () => { class C { a = 1; b = this.a + 1; } return new C().b; }, 2],
    ["calls methods of the derived class from the base's constructor before its fields", () => {
      class A { constructor() { this.seen = this.f(); } }
      class B extends A { x = 1; f() { return this.x; } }
      return new B().seen;
    }, undefined],
  ]);
});

describe("a field", () => {
  each([
    ["is defined, not assigned", () => log((l) => {
      class A { set x(v) { l.push("setter"); } }
      class B extends A { x = 1; }
      l.push(new B().x);
    }), [1]],
    ["without a value is undefined", () => Object.hasOwn(new (class { x; })(), "x"), true],
    ["is enumerable, writable and configurable", () => Object.getOwnPropertyDescriptor(new (class { x = 1; })(), "x"), { value: 1, writable: true, enumerable: true, configurable: true }],
    ["names functions", () => new (class { f = () => {}; })().f.name, "f"],
    ["names functions of computed keys", () => new (class { ["a" + "b"] = () => {}; })().ab.name, "ab"],
    ["may be called get, set, static or async", () => Object.keys(new (class { get; set; static; async; })()), ["get", "set", "static", "async"]],
    ["sees this of the object", () => { const C = class { self = this; }; const c = new C(); return c.self === c; }, true],
    ["of a class field arrow keeps this", () => { const C = class { f = () => this; }; const c = new C(); return (0, c.f)() === c; }, true],
    ["has undefined as new.target", () => new (class { t = new.target; })().t, undefined],
    ["may use super", () => { class A { m() { return 1; } } class B extends A { x = super.m(); } return new B().x; }, 1],
    ["replaces one of the same name", () => { class C { x = 1; x = 2; } return new C().x; }, 2],
    ["may be named by a number", () => new (class { 1 = "a"; })()[1], "a"],
    ["is separated by semicolons or lines", () => Object.keys(new (class { a = 1; b
      c = 2 })()), ["a", "b", "c"]],
    ["on a frozen object throws", () => log(() => {
      class A { constructor() { return Object.freeze({}); } }
      class B extends A { x = 1; }
      new B();
    }), ["TypeError"]],
  ]);
  refuses([
    ["can't be called constructor", "class C { constructor = 1; }"],
    ["that is static can't be called prototype", "class C { static prototype = 1; }"],
    ["can't use arguments", "class C { x = arguments; }"],
    ["can't call super", "class A {} class B extends A { x = super(); }"],
    ["can't await in its value", "async function f() { class C { x = await 1; } }"],
  ]);
});

describe("private elements", () => {
  each([
    ["are read and written inside", () => { class C { #x = 1; inc() { return ++this.#x; } } return new C().inc(); }, 2],
    ["are no properties", () => { class C { #x = 1; } return [Reflect.ownKeys(new C()), new C()["#x"]]; }, [[], undefined]],
    ["are apart in each class", () => { class A { #x = "a"; get() { return this.#x; } } class B extends A { #x = "b"; own() { return this.#x; } } const b = new B(); return b.get() + b.own(); }, "ab"],
    ["are apart in each evaluation of a class", () => log(() => {
      const make = () => class { #x = 1; static read(o) { return o.#x; } };
      const A = make(), B = make();
      A.read(new B());
    }), ["TypeError"]],
    ["refuse other objects", () => log(() => { class C { #x; static get(o) { return o.#x; } } C.get({}); }), ["TypeError"]],
    ["refuse to be written on other objects", () => log(() => { class C { #x; static set(o) { o.#x = 1; } } C.set({}); }), ["TypeError"]],
    ["can be asked for by in", () => { class C { #x; static has(o) { return #x in o; } } return [C.has(new C()), C.has({})]; }, [true, false]],
    ["refuse in for primitives", () => log(() => { class C { #x; static has(o) { return #x in o; } } C.has(1); }), ["TypeError"]],
    ["may be methods", () => { class C { #m() { return this.x; } x = 3; go() { return this.#m(); } } return new C().go(); }, 3],
    ["that are methods can't be written", () => log(() => { class C { #m() {} go() { this.#m = 1; } } new C().go(); }), ["TypeError"]],
    ["that are methods are one function for all objects", () => { class C { #m() {} static same(a, b) { return a.#m === b.#m; } } return C.same(new C(), new C()); }, true],
    ["may be accessors", () => { class C { #v = 1; get #x() { return this.#v; } set #x(v) { this.#v = v * 2; } go() { this.#x = 5; return this.#x; } } return new C().go(); }, 10],
    ["with a getter alone can't be written", () => log(() => { class C { get #x() { return 1; } go() { this.#x = 2; } } new C().go(); }), ["TypeError"]],
    ["with a setter alone can't be read", () => log(() => { class C { set #x(v) {} go() { return this.#x; } } new C().go(); }), ["TypeError"]],
    ["may be static", () => { class C { static #n = 1; static next() { return C.#n++; } } C.next(); return C.next(); }, 2],
    ["that are static are not on derived classes", () => log(() => { class A { static #x = 1; static get() { return this.#x; } } class B extends A {} B.get(); }), ["TypeError"]],
    ["are seen by inner classes and functions", () => { class C { #x = 1; get() { return (() => this.#x)(); } inner() { const outer = this; return new (class { read() { return outer.#x; } })().read(); } } return new C().inner() + new C().get(); }, 2],
    ["work with optional chains", () => { class C { #x = 1; static get(o) { return o?.#x; } } return [C.get(null), C.get(new C())]; }, [undefined, 1]],
    ["work with compound and logical assignment", () => { class C { #x = 1; go() { this.#x += 4; this.#x ??= 9; this.#x &&= this.#x * 2; return this.#x; } } return new C().go(); }, 10],
    ["may be targets of destructuring", () => { class C { #x; go() { [this.#x] = [8]; return this.#x; } } return new C().go(); }, 8],
    ["can't be put on an object twice", () => log(() => {
      class Base { constructor(o) { return o; } }
      class Stamp extends Base { #x = 1; }
      const o = {};
      new Stamp(o); new Stamp(o);
    }), ["TypeError"]],
    ["can be put on any object by a returning base", () => {
      class Base { constructor(o) { return o; } }
      class Stamp extends Base { #x = 7; static read(o) { return o.#x; } }
      const o = {};
      new Stamp(o);
      return Stamp.read(o);
    }, 7],
    ["are not seen by proxies", () => log(() => { class C { #x = 1; get() { return this.#x; } } new Proxy(new C(), {}).get(); }), ["TypeError"]],
    ["name their functions", () => { class C { #m() {} static name_() { return new C().#m.name; } } return C.name_(); }, "#m"],
    ["are seen by direct eval", () => { class C { #x = 4; go() { return eval("this.#x"); } } return new C().go(); }, 4],
    ["that are methods are there before fields", () => { class C { x = this.#m(); #m() { return 1; } } return new C().x; }, 1],
    ["used before super are not there yet", () => log(() => { class A { constructor() { this.go(); } } class B extends A { #x = 1; go() { return this.#x; } } new B(); }), ["TypeError"]],
  ]);
  refuses([
    ["must be declared", "class C { m() { this.#x; } }"],
    ["must be declared once", "class C { #x; #x; }"],
    ["can't be a field and a method", "class C { #x; #x() {} }"],
    ["can't be a static getter with an instance setter", "class C { static get #x() {} set #x(v) {} }"],
    ["can't be deleted", "class C { #x; m() { delete this.#x; } }"],
    ["can't be called #constructor", "class C { #constructor; }"],
    ["are not seen outside", "class C { #x; } new C().#x;"],
    ["are no keys of objects", "({ #x: 1 });"],
    ["are nothing of super", "class C { #x; m() { super.#x; } }"],
    ["don't stand alone", "class C { #x; m() { #x; } }"],
  ]);
});

describe("accessors", () => {
  each([
    ["of a pair are one property", () => { class C { get x() { return 1; } set x(v) {} } const d = Object.getOwnPropertyDescriptor(C.prototype, "x"); return [typeof d.get, typeof d.set, d.enumerable]; }, ["function", "function", false]],
    ["are named", () => { const d = Object.getOwnPropertyDescriptor(class { static get x() {} static set x(v) {} }, "x"); return [d.get.name, d.set.name]; }, ["get x", "set x"]],
    ["are inherited", () => { class A { get x() { return this.y; } } class B extends A { y = 2; } return new B().x; }, 2],
    ["without a setter throw in class code", () => log(() => { class C { get x() { return 1; } m() { this.x = 2; } } new C().m(); }), ["TypeError"]],
    ["that are overridden by half lose the other half", () => { class A { get x() { return 1; } set x(v) {} } class B extends A { set x(v) {} } return new B().x; }, undefined],
    ["may be computed", () => { const k = "x"; return new (class { get [k]() { return 3; } })().x; }, 3],
    ["that are static are on the class", () => (class { static get x() { return 4; } }).x, 4],
    ["in objects are enumerable", () => Object.keys({ get a() { return 1; }, set b(v) {} }), ["a", "b"]],
    ["give setters' assignments the assigned value", () => { const o = { set x(v) { return 9; } }; return (o.x = 5); }, 5],
  ]);
});

describe("a class", () => {
  each([
    ["is strict inside", () => { class C { m() { return (function () { return this; })(); } } return new C().m(); }, undefined],
    ["has methods that are no constructors", () => log(() => { class C { m() {} } new (new C().m)(); }), ["TypeError"]],
    ["has methods that are not enumerable", () => Object.keys(class { static m() {} }), []],
    ["must be called by new", () => log(() => { class C {} C(); }), ["TypeError"]],
    ["has a prototype that can't be replaced", () => Object.getOwnPropertyDescriptor(class {}, "prototype").writable, false],
    ["has the name that it is declared with", () => (class Foo {}).name, "Foo"],
    ["takes the name of its variable", () => { const Bar = class {}; return Bar.name; }, "Bar"],
    ["keeps a static name of its own", () => { const Bar = class { static name = "own"; }; return Bar.name; }, "own"],
    ["keeps a static method called name", () => { const Bar = class { static name() {} }; return typeof Bar.name; }, "function"],
    ["sees its inner name though the outer one changes", () => { let C = class D { static get() { return D; } }; const first = C; C = null; return first.get() === first; }, true],
    ["can't change its inner name", () => log(() => { class C { static m() { C = 1; } } C.m(); }), ["TypeError"]],
    ["may change its outer name", () => { class C {} C = 1; return C; }, 1],
    ["extends null without a base prototype", () => { class C extends null {} return Object.getPrototypeOf(C.prototype); }, null],
    ["inherits static members", () => { class A { static m() { return this.n; } } class B extends A { static n = 1; } return B.m(); }, 1],
    ["extends functions", () => { function F() { this.x = 1; } class C extends F {} return new C().x; }, 1],
    ["extends Array with working length", () => { class A extends Array {} const a = new A(); a.push(1, 2); a.length = 1; return [a.length, a instanceof A, Array.isArray(a)]; }, [1, true, true]],
    ["extends Error", () => { class E extends Error { constructor(m) { super(m); this.name = "E"; } } const e = new E("m"); return [String(e), e instanceof Error]; }, ["E: m", true]],
    ["extends Map", () => { class M extends Map { get(k) { return super.get(k) ?? "none"; } } return new M([[1, 2]]).get(3); }, "none"],
    ["extends Promise with species", () => { class P extends Promise {} return P.resolve(1).then(() => {}) instanceof P; }, true],
    ["may have a return value that is an object", () => { class C { constructor() { return { x: 1 }; } } return new C().x; }, 1],
    ["ignores a returned primitive in a base class", () => { class C { constructor() { return 1; } } return new C() instanceof C; }, true],
    ["refuses a returned primitive in a derived class", () => log(() => { class C extends Object { constructor() { super(); return 1; } } new C(); }), ["TypeError"]],
    ["without super in a derived constructor has no this", () => log(() => { class C extends Object { constructor() {} } new C(); }), ["ReferenceError"]],
    ["refuses a second super", () => log(() => { class C extends Object { constructor() { super(); super(); } } new C(); }), ["ReferenceError"]],
    ["may call super in an arrow function", () => { class C extends Object { constructor() { (() => super())(); this.x = 1; } } return new C().x; }, 1],
    ["passes arguments on by default", () => { class A { constructor(...a) { this.a = a; } } class B extends A {} return new B(1, 2).a; }, [1, 2]],
    ["prints its source", () => `${class A { x = 1 }}`, "class A { x = 1 }"],
    ["may have methods called get and set", () => { class C { get() { return 1; } set() { return 2; } static() { return 3; } async() { return 4; } } const c = new C(); return [c.get(), c.set(), c.static(), c.async()]; }, [1, 2, 3, 4]],
    ["may have a computed constructor that is a method", () => { class C { ["constructor"]() { return 1; } } return new C().constructor(); }, 1],
  ]);
  refuses([
    ["has one constructor", "class C { constructor() {} constructor() {} }"],
    ["has no getter for constructor", "class C { get constructor() {} }"],
    ["has no generator for constructor", "class C { *constructor() {} }"],
    ["has no async constructor", "class C { async constructor() {} }"],
    ["can't call super without heritage", "class C { constructor() { super(); } }"],
    ["has no static prototype", "class C { static prototype() {} }"],
    ["can't be called let", "class let {}"],
    ["refuses a heritage that is no constructor", "class C extends 1 {}", TypeError],
    ["refuses an arrow function as heritage", "class C extends (() => {}) {}", TypeError],
    ["refuses a generator as heritage", "class C extends (function* () {}) {}", TypeError],
    ["refuses a heritage whose prototype is a primitive", "function F() {} F.prototype = 1; class C extends F {}", TypeError],
  ]);
});

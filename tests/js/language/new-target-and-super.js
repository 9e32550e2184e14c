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
const refuses = (rows) => {
  for (const [name, source] of rows) {
    test(name, () => expect(() => Function(source)).toThrow(SyntaxError));
  }
};

describe("new.target", () => {
  each([
    ["is the constructor that new was applied to", () => { let t; function F() { t = new.target; } new F(); return t === F; }, true],
    ["is undefined in a call", () => { function F() { return new.target; } return F(); }, undefined],
    ["is the derived class in the base", () => { let t; class A { constructor() { t = new.target; } } class B extends A {} new B(); return t === B; }, true],
    ["is seen by arrow functions", () => { let t; function F() { (() => { t = new.target; })(); } new F(); return t === F; }, true],
    ["is undefined in methods", () => ({ m() { return new.target; } }).m(), undefined],
    ["is undefined in getters", () => ({ get x() { return new.target; } }).x, undefined],
    ["can be chosen by Reflect.construct", () => { function F() { this.t = new.target; } return Reflect.construct(F, [], Array).t === Array; }, true],
    ["chooses the prototype", () => { function F() {} return Reflect.construct(F, [], Array) instanceof Array; }, true],
    ["is the bound target", () => { let t; function F() { t = new.target; } const G = F.bind(); new G(); return t === F; }, true],
    ["makes abstract classes", () => { class A { constructor() { if (new.target === A) throw new TypeError("abstract"); } } class B extends A {} try { new A(); } catch (e) { return [e.message, new B() instanceof A]; } }, ["abstract", true]],
    ["is undefined in static blocks", () => { let t = 1; class C { static { t = new.target; } } return t; }, undefined],
    ["may stand in default parameters", () => { function F(t = new.target) { this.t = t; } return new F().t === F; }, true],
    ["with a prototype that is no object falls back", () => { function F() {} F.prototype = 1; return Object.getPrototypeOf(new F()) === Object.prototype; }, true],
  ]);
  refuses([
    ["can't be assigned", "new.target = 1"],
    ["must be spelt without escapes", "new.t\\u0061rget"],
  ]);
});

describe("super in methods", () => {
  const base = { m() { return "base " + this.n; }, get g() { return "get " + this.n; }, set s(v) { this.set = v; }, n: "base" };
  each([
    ["calls with this", () => ({ __proto__: base, n: 1, m() { return super.m(); } }).m(), "base 1"],
    ["reads getters with this", () => ({ __proto__: base, n: 2, get g() { return super.g; } }).g, "get 2"],
    ["writes setters with this", () => { const o = { __proto__: base, w() { super.s = 3; } }; o.w(); return o.set; }, 3],
    ["writes data on this", () => { const o = { __proto__: base, w() { super.n = 4; } }; o.w(); return [o.n, base.n]; }, [4, "base"]],
    ["reads computed keys", () => ({ __proto__: base, n: 5, m() { return super["m"](); } }).m(), "base 5"],
    ["is about the home, not the receiver", () => { const o = { __proto__: base, m() { return super.m(); } }; return o.m.call({ n: 6, __proto__: null }); }, "base 6"],
    ["stays with the home when borrowed", () => { const o = { __proto__: { x: "home" }, m() { return super.x; } }; const p = { __proto__: { x: "other" }, m: o.m }; return p.m(); }, "home"],
    ["follows a changed prototype", () => { const o = { __proto__: { x: 1 }, m() { return super.x; } }; Object.setPrototypeOf(o, { x: 2 }); return o.m(); }, 2],
    ["works in arrow functions", () => ({ __proto__: base, n: 7, m() { return (() => super.m())(); } }).m(), "base 7"],
    ["works in async arrows' bodies", () => typeof { m() { return async () => super.toString; } }.m(), "function"],
    ["works in static methods", () => { class A { static m() { return "A" + this.n; } } class B extends A { static n = 8; static m() { return super.m(); } } return B.m(); }, "A8"],
    ["works in static blocks and fields", () => { class A { static x = 1; } class B extends A { static y = super.x + 1; static { this.z = super.x + 2; } } return [B.y, B.z]; }, [2, 3]],
    ["works in generators", () => { class A { *m() { yield 1; } } class B extends A { *m() { yield* super.m(); yield 2; } } return [...new B().m()]; }, [1, 2]],
    ["updates", () => { const o = { __proto__: { n: 1 }, m() { super.n++; return this.n; } }; return o.m(); }, 2],
    ["assigns compound and logical", () => { const o = { __proto__: { n: 1 }, m() { super.n += 4; super.q ??= 6; return [this.n, this.q]; } }; return o.m(); }, [5, 6]],
    ["is a target of destructuring", () => { const o = { m() { [super.x] = [9]; return this.x; } }; return o.m(); }, 9],
    ["is spread to", () => { class A { constructor(...a) { this.sum = a.reduce((x, y) => x + y); } } class B extends A { constructor() { super(...[1, 2], 3); } } return new B().sum; }, 6],
    ["gives undefined for what is not there", () => ({ m() { return super.nothing; } }).m(), undefined],
    ["in accessors", () => { class A { get x() { return 1; } } class B extends A { get x() { return super.x + 1; } } return new B().x; }, 2],
    ["in object methods is Object.prototype", () => ({ m() { return super.hasOwnProperty === Object.prototype.hasOwnProperty; } }).m(), true],
    ["through several classes", () => { class A { m() { return ["A"]; } } class B extends A { m() { return [...super.m(), "B"]; } } class C extends B { m() { return [...super.m(), "C"]; } } return new C().m(); }, ["A", "B", "C"]],
    ["calls the class's changed parent", () => { class A { constructor() { this.from = "A"; } } class X { constructor() { this.from = "X"; } } class B extends A {} Object.setPrototypeOf(B, X); return new B().from; }, "X"],
  ]);
  throws([
    ["before super() in a constructor", () => { class B extends Object { constructor() { super.x; } } new B(); }, ReferenceError],
    ["can't be deleted", () => ({ m() { delete super.x; } }).m(), ReferenceError],
    ["of a null prototype", () => ({ __proto__: null, m() { return super.x; } }).m()],
    ["refuses what is no function", () => ({ m() { super.nothing(); } }).m()],
    ["refuses a read-only property", () => { class B { m() { super.x = 1; } } const b = new B(); Object.defineProperty(b, "x", { value: 0 }); b.m(); }],
    ["refuses a parent that is no constructor", () => { class B extends Object {} Object.setPrototypeOf(B, {}); new B(); }],
  ]);
  refuses([
    ["is refused in functions", "function f() { super.x; }"],
    ["is refused in functions inside of methods", "({ m() { function f() { super.x; } } })"],
    ["is refused in properties that are functions", "({ m: function () { super.x; } })"],
    ["calls are refused in methods", "class B extends Object { m() { super(); } }"],
    ["calls are refused in functions", "function f() { super(); }"],
    ["does not stand alone", "({ m() { super; } })"],
    ["can't be called optionally", "class B extends Object { constructor() { super?.(); } }"],
  ]);
});

const each = (rows) => {
  for (const [name, run, expected] of rows) {
    test(name, () => expect(run()).toEqual(expected));
  }
};

describe("a tagged template", () => {
  const same = (strings) => strings;
  each([
    ["gets strings and values", () => ((s, ...v) => [[...s], v])`a${1}b${2}c`, [["a", "b", "c"], [1, 2]]],
    ["gets the same object at the same place", () => { const f = () => same`x`; return f() === f(); }, true],
    ["gets different objects at different places", () => same`x` === same`x`, false],
    ["gets the same object in each turn of a loop", () => { const seen = new Set(); for (let i = 0; i < 3; i++) seen.add(same`a${i}b`); return seen.size; }, 1],
    ["gets one object for each evaluation of eval", () => { const f = () => eval("same`x`"); return f() === f(); }, false],
    ["gets one object in all closures of one place", () => { const make = () => () => same`x`; return make()() === make()(); }, true],
    ["gets a frozen array", () => Object.isFrozen(same`x`) && Array.isArray(same`x`), true],
    ["gets frozen raw strings", () => { const { raw } = same`x`; return Object.isFrozen(raw); }, true],
    ["has raw strings with escapes as written", () => [same`\n\u0041`[0], same`\n\u0041`.raw[0]], ["\nA", "\\n\\u0041"]],
    ["has undefined for escapes that are none", () => [same`\u{`[0], same`\u{`.raw[0]], [undefined, "\\u{"]],
    ["has undefined for legacy octal escapes", () => same`\01`[0], undefined],
    ["reads line ends as LF", () => eval("same`a\r\nb\rc`").raw[0], "a\nb\nc"],
    ["keeps this", () => ({ x: 1, tag() { return this.x; } }).tag`y`, 1],
    ["keeps this of a computed member", () => ({ x: 2, tag() { return this.x; } })["tag"]`y`, 2],
    ["may follow a template", () => { const f = () => (s) => s[0]; return f`a``b`; }, "b"],
    ["may follow new", () => { function C() {} C.tag = (s) => function () { this.x = s[0]; }; return new C.tag`z`().x; }, "z"],
    ["does not show raw", () => Object.keys(same`a`), ["0"]],
    ["String.raw joins", () => String.raw`a\n${1}\t`, "a\\n1\\t"],
  ]);
  test("can't follow an optional chain", () => expect(() => Function("a?.b`c`")).toThrow(SyntaxError));
  test("without a tag refuses bad escapes", () => expect(() => Function("`\\u{`")).toThrow(SyntaxError));
});

describe("a template", () => {
  each([
    ["nests", () => `a${`b${`c`}`}`, "abc"],
    ["converts by toString first", () => `${{ toString: () => "s", valueOf: () => "v" }}`, "s"],
    ["joined by + converts by valueOf first", () => "" + { toString: () => "s", valueOf: () => "v" }, "v"],
    ["may have any expression", () => `${[1, 2].map((x) => { return x * 2; })}`, "2,4"],
    ["keeps lines", () => `a
b`, "a\nb"],
    ["escapes its signs", () => `\`\${}`, "`${}"],
    ["continues over an escaped line end", () => `a\
b`, "ab"],
    ["may hold a lone dollar", () => `$a $$ $`, "$a $$ $"],
  ]);
  test("refuses symbols", () => expect(() => `${Symbol()}`).toThrow(TypeError));
});

describe("an optional chain", () => {
  const o = { a: { b: { c: 1 }, f() { return this === o.a; } }, n: null, z: 0 };
  each([
    ["reads", () => o?.a?.b?.c, 1],
    ["gives undefined for null", () => o.n?.x, undefined],
    ["gives undefined for undefined", () => o.nothing?.x, undefined],
    ["stops as a whole", () => o.nothing?.x.y.z, undefined],
    ["stops before computed keys", () => { let n = 0; o.n?.[n++]; return n; }, 0],
    ["does not stop at other false values", () => o.z?.toFixed(1), "0.0"],
    ["calls with its receiver", () => o.a?.f(), true],
    ["calls an optional method with its receiver", () => o.a.f?.(), true],
    ["calls a parenthesised chain with its receiver", () => (o?.a.f)(), true],
    ["ends at parentheses", () => { try { (o.n?.x).y; } catch (e) { return e instanceof TypeError; } }, true],
    ["deletes", () => { const p = { x: 1 }; return [delete p?.x, "x" in p, delete o.n?.x]; }, [true, false, true]],
    ["works with template keys", () => o?.[`a`]?.b.c, 1],
    ["is not the conditional with a number", () => (true ?.5 : 1), 0.5],
    ["takes a call of what is absent", () => o.absent?.(), undefined],
    ["throws for a call of what is no function", () => { try { o.z?.(); } catch (e) { return e instanceof TypeError; } }, true],
    ["reads document.all-like null alone", () => [null?.x, undefined?.x, ""?.length, NaN?.x], [undefined, undefined, 0, undefined]],
    ["works in super chains", () => { class A { m() { return 1; } } class B extends A { t() { return super.m?.() + (super.none?.() ?? 10); } } return new B().t(); }, 11],
    ["evaluates its base once", () => { let n = 0; const get = () => (n++, { x: 1 }); get()?.x; return n; }, 1],
    ["may be awaited and spread", () => [...(o.n?.list ?? [1])], [1]],
    ["joins with nullish coalescing", () => o.n?.x ?? "default", "default"],
  ]);
  for (const [name, source] of [
    ["can't be assigned", "a?.b = 1"],
    ["can't be incremented", "a?.b++"],
    ["can't be a target of for-of", "for (a?.b of []);"],
    ["can't be a target of destructuring", "[a?.b] = [1]"],
    ["can't follow new", "new a?.b()"],
    ["can't start from super itself", "class C { m() { super?.x; } }"],
    ["can't be an import", "import?.('x')"],
  ]) {
    test(name, () => expect(() => Function(source)).toThrow(SyntaxError));
  }
});

describe("nullish coalescing", () => {
  each([
    ["keeps 0, '' and false", () => [0 ?? 1, "" ?? 1, false ?? 1, NaN ?? 1], [0, "", false, NaN]],
    ["replaces null and undefined", () => [null ?? 1, undefined ?? 1], [1, 1]],
    ["chains", () => null ?? undefined ?? 3 ?? 4, 3],
    ["binds tighter than ?:", () => (null ?? true ? "yes" : "no"), "yes"],
    ["binds looser than |", () => (null ?? 1 | 2), 3],
    ["mixes with parentheses", () => (null ?? (0 || 5)), 5],
  ]);
  for (const source of ["a ?? b || c", "a || b ?? c", "a && b ?? c", "a ?? b && c"]) {
    test(`refuses ${source}`, () => expect(() => Function(source)).toThrow(SyntaxError));
  }
});

describe("logical assignment", () => {
  each([
    ["names functions", () => { let f; f ??= () => {}; return f.name; }, "f"],
    ["gives the old value if it stands", () => { let a = 1; return (a ||= 2); }, 1],
    ["gives the new value if it assigns", () => { let a = 0; return (a ||= 2); }, 2],
    ["works on members once", () => { let n = 0; const p = { x: null }; const get = () => (n++, p); get().x ??= 5; return [n, p.x]; }, [1, 5]],
    ["works on elements", () => { const a = [0, 1]; a[0] ||= 7; a[1] &&= 8; return a; }, [7, 8]],
    ["does not touch what is read-only if it need not", () => { "use strict"; const p = Object.freeze({ x: 1 }); return (p.x ||= 2); }, 1],
    ["throws for what is read-only if it must", () => { "use strict"; const p = Object.freeze({ x: 0 }); try { p.x ||= 2; } catch (e) { return e instanceof TypeError; } }, true],
  ]);
});

describe("ShadowRealm", () => {
  test("gives the value of the last statement if it is primitive", () => {
    const realm = new ShadowRealm();
    expect([realm.evaluate("1 + 1"), realm.evaluate("'te' + 'xt'"), realm.evaluate("null"), realm.evaluate("var x")])
      .toEqual([2, "text", null, undefined]);
  });

  test("lets symbols through as they are", () => {
    expect(new ShadowRealm().evaluate("Symbol.for('shared')")).toBe(Symbol.for("shared"));
    expect(new ShadowRealm().evaluate("Symbol.iterator")).toBe(Symbol.iterator);
  });

  test("keeps its globals between evaluations and apart from ours", () => {
    const realm = new ShadowRealm();
    realm.evaluate("globalThis.counter = 1; var declared = 2;");
    expect(realm.evaluate("counter + declared")).toBe(3);
    expect([typeof counter, typeof declared]).toEqual(["undefined", "undefined"]);
  });

  test("has lexical declarations for one evaluation only", () => {
    const realm = new ShadowRealm();
    realm.evaluate("let lexical = 1; const c = 2; class C {}");
    expect(realm.evaluate("[typeof lexical, typeof c, typeof C].join()")).toBe("undefined,undefined,undefined");
  });

  test("has intrinsics of its own", () => {
    const realm = new ShadowRealm();
    realm.evaluate("Array.prototype.mine = true");
    expect([].mine).toBeUndefined();
    expect(realm.evaluate("[].mine")).toBe(true);
  });

  test("refuses an object as a result", () => {
    expect(() => new ShadowRealm().evaluate("({})")).toThrow(TypeError);
    expect(() => new ShadowRealm().evaluate("globalThis")).toThrow(TypeError);
    expect(() => new ShadowRealm().evaluate("[]")).toThrow(TypeError);
  });

  test("refuses a source that is no string", () => {
    const realm = new ShadowRealm();
    for (const source of [undefined, 1, {}, new String("1")]) {
      expect(() => realm.evaluate(source)).toThrow(TypeError);
    }
  });

  test("reports errors of syntax as ours", () => {
    expect(() => new ShadowRealm().evaluate("...")).toThrow(SyntaxError);
    expect(() => new ShadowRealm().evaluate("super.x")).toThrow(SyntaxError);
    expect(() => new ShadowRealm().evaluate("new.target")).toThrow(SyntaxError);
  });

  test("turns what the code throws into a fresh TypeError", () => {
    const realm = new ShadowRealm();
    for (const code of ["throw 1", "throw new RangeError('inside')", "absent", "null.x"]) {
      let caught;
      try {
        realm.evaluate(code);
      } catch (error) {
        caught = error;
      }
      expect(Object.getPrototypeOf(caught)).toBe(TypeError.prototype);
    }
  });

  test("is made by new alone, and recognised by its methods", () => {
    expect(() => ShadowRealm()).toThrow(TypeError);
    expect(() => ShadowRealm.prototype.evaluate.call({}, "1")).toThrow(TypeError);
    expect(Object.prototype.toString.call(new ShadowRealm())).toBe("[object ShadowRealm]");
  });

  test("nests", () => {
    expect(new ShadowRealm().evaluate("new ShadowRealm().evaluate('6 * 7')")).toBe(42);
  });
});

describe("a function that crosses", () => {
  test("is called with primitives and gives them", () => {
    const add = new ShadowRealm().evaluate("(a, b) => a + b");
    expect(add(1, 2)).toBe(3);
    expect(add("a", "b")).toBe("ab");
  });

  test("is one of our realm", () => {
    const f = new ShadowRealm().evaluate("() => {}");
    expect(f instanceof Function).toBe(true);
    expect(Object.getPrototypeOf(f)).toBe(Function.prototype);
  });

  test("has name and length of its target at that time, and nothing else", () => {
    const realm = new ShadowRealm();
    const f = realm.evaluate("globalThis.f = function named(a, b) {}; f.extra = 1; f");
    expect(Reflect.ownKeys(f)).toEqual(["length", "name"]);
    expect([f.name, f.length]).toEqual(["named", 2]);
    realm.evaluate("Object.defineProperty(f, 'name', { value: 'later' })");
    expect(f.name).toBe("named");
  });

  test("takes lengths that are not whole or not finite", () => {
    const realm = new ShadowRealm();
    const length = (text) => realm.evaluate(`Object.defineProperty(() => {}, "length", { value: ${text} })`).length;
    expect([length("Infinity"), length("-Infinity"), length("-3"), length("2.7"), length("NaN"), length("'5'")])
      .toEqual([Infinity, 0, 0, 2, 0, 0]);
  });

  test("is no constructor", () => {
    const F = new ShadowRealm().evaluate("(function F() {})");
    expect(() => new F()).toThrow(TypeError);
    expect(() => class extends F {}).toThrow(TypeError);
  });

  test("refuses objects as arguments, as this and as a result", () => {
    const realm = new ShadowRealm();
    const identity = realm.evaluate("(x) => x");
    expect(() => identity({})).toThrow(TypeError);
    const receiver = realm.evaluate("(function () { 'use strict'; return typeof this; })");
    expect(() => receiver.call({})).toThrow(TypeError);
    expect(receiver.call(5)).toBe("number");
    expect(() => realm.evaluate("() => ({})")()).toThrow(TypeError);
  });

  test("takes our callbacks, wrapped in its realm", () => {
    const realm = new ShadowRealm();
    const call = realm.evaluate("(f) => f(20) + (f instanceof Function ? 2 : 0)");
    expect(call((x) => x * 2)).toBe(42);
  });

  test("is wrapped anew each time it crosses", () => {
    const realm = new ShadowRealm();
    const get = realm.evaluate("const f = () => {}; () => f");
    expect(get() === get()).toBe(false);
    const identity = realm.evaluate("(x) => x");
    const ours = () => {};
    expect(identity(ours) === ours).toBe(false);
  });

  test("turns exceptions into TypeErrors in both directions", () => {
    const realm = new ShadowRealm();
    const run = realm.evaluate("(f) => { try { f() } catch (e) { return e instanceof TypeError } }");
    expect(run(() => { throw new RangeError("ours") })).toBe(true);
    expect(() => realm.evaluate("() => { throw 'theirs' }")()).toThrow(TypeError);
  });

  test("reports a name or length that can't be read as a TypeError", () => {
    const realm = new ShadowRealm();
    expect(() => realm.evaluate("Object.defineProperty(() => {}, 'name', { get() { throw 1 } })")).toThrow(TypeError);
    expect(() => realm.evaluate("Object.defineProperty(() => {}, 'length', { get() { throw 1 } })")).toThrow(TypeError);
    expect(() => realm.evaluate("const { proxy, revoke } = Proxy.revocable(() => {}, {}); revoke(); proxy")).toThrow(TypeError);
  });

  test("ends an endless exchange with an exception", () => {
    const realm = new ShadowRealm();
    const bounce = realm.evaluate("(f) => f()");
    const ours = () => bounce(ours);
    expect(ours).toThrow(TypeError);
  });

  test("may collect and allocate while its arguments wait", () => {
    const realm = new ShadowRealm();
    const join = realm.evaluate("(...fs) => { let s = ''; for (const f of fs) { s += f('x'.repeat(100)).length; } return s; }");
    expect(join((s) => s + "1", (s) => Array(50).fill(s).join(""), () => "")).toBe("10150000");
  });

  test("outlives the realm object that it came from", () => {
    let f = (() => new ShadowRealm().evaluate("globalThis.n = 0; () => { n += [1, 2, 3].map((x) => x * 2)[2]; return n; }"))();
    for (let i = 0; i < 50; i++) {
      new ShadowRealm();
    }
    expect([f(), f()]).toEqual([6, 12]);
  });
});

describe("ShadowRealm.prototype.importValue", () => {
  test("gives an export of a module that is evaluated in the realm", async () => {
    const realm = new ShadowRealm();
    const value = await realm.importValue("./fixtures/exports.mjs", "answer");
    expect(value).toBe(42);
  });

  test("wraps functions", async () => {
    const realm = new ShadowRealm();
    const next = await realm.importValue("./fixtures/exports.mjs", "next");
    const again = await realm.importValue("./fixtures/exports.mjs", "next");
    expect([next(), again(), next()]).toEqual([1, 2, 3]);
  });

  test("evaluates the module once for each realm", async () => {
    const first = await new ShadowRealm().importValue("./fixtures/exports.mjs", "next");
    const second = await new ShadowRealm().importValue("./fixtures/exports.mjs", "next");
    expect([first(), first(), second()]).toEqual([1, 2, 1]);
  });

  test("rejects with our TypeError for anything that goes wrong", async () => {
    const realm = new ShadowRealm();
    for (const [specifier, name] of [
      ["./fixtures/exports.mjs", "absent"],
      ["./fixtures/exports.mjs", "object"],
      ["./no-such-module.js", "x"],
      ["./fixtures/throws.mjs", "x"],
    ]) {
      const error = await realm.importValue(specifier, name).then(() => null, (error) => error);
      expect(Object.getPrototypeOf(error)).toBe(TypeError.prototype);
    }
  });

  test("throws at once for a name that is no string", () => {
    expect(() => new ShadowRealm().importValue("./fixtures/exports.mjs", 1)).toThrow(TypeError);
  });
});

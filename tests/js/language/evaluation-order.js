const each = (rows) => {
  for (const [name, run, expected] of rows) {
    test(name, () => {
      const seen = [];
      // Notes that it was evaluated, and gives the value.
      const at = (label, value) => (seen.push(label), value);
      try {
        run(at, seen);
      } catch (e) {
        seen.push(e instanceof Error ? e.constructor.name : e);
      }
      expect(seen).toEqual(expected);
    });
  }
};
// An object whose conversion is noted.
const number = (seen, label, value) => ({ valueOf() { seen.push(label); return value; } });

describe("operators", () => {
  each([
    ["evaluate left, then right, then convert left, then right", (at, l) => at("a", number(l, "A", 1)) + at("b", number(l, "B", 2)), ["a", "b", "A", "B"]],
    ["compare in order even for greater", (at, l) => number(l, "A", 1) > number(l, "B", 2), ["A", "B"]],
    ["don't convert the right side if the left one throws", (at, l) => ({ valueOf() { throw "A"; } }) - number(l, "B", 1), ["A"]],
    ["convert both sides of ** from the left", (at, l) => number(l, "A", 1) ** number(l, "B", 2), ["A", "B"]],
    ["keep the value of a variable that the right side changes", (at) => { let x = 1; at(x + (x = 5)); }, [6]],
    ["&& stops at a false side", (at) => at("a", false) && at("b"), ["a"]],
    ["|| stops at a true side", (at) => at("a", 1) || at("b"), ["a"]],
    ["?? stops at what is not nullish", (at) => at("a", 0) ?? at("b"), ["a"]],
    ["?? goes on for null", (at) => at("a", null) ?? at("b"), ["a", "b"]],
    ["?: evaluates one side", (at) => (at("test", 0) ? at("yes") : at("no")), ["test", "no"]],
    ["in evaluates key before object", (at) => at("key", "x") in at("object", {}), ["key", "object"]],
    ["instanceof evaluates value before constructor", (at) => at("value", {}) instanceof at("constructor", Object), ["value", "constructor"]],
    ["the comma evaluates both", (at) => (at("a"), at("b")), ["a", "b"]],
    ["typeof and void evaluate", (at) => (typeof at("a"), void at("b")), ["a", "b"]],
    ["delete evaluates object and key", (at) => delete at("object", {})[at("key", "x")], ["object", "key"]],
  ]);
});

describe("assignment", () => {
  each([
    ["evaluates object, key, value, then converts the key", (at, l) => {
      at("object", {})[at("key", { toString() { l.push("toString"); return "k"; } })] = at("value");
    }, ["object", "key", "value", "toString"]],
    ["evaluates the value before null refuses", (at) => { at("object", null)[at("key", "k")] = at("value"); }, ["object", "key", "value", "TypeError"]],
    ["compound reads before it evaluates the value", (at, l) => {
      const o = { get x() { l.push("get"); return 1; }, set x(v) { l.push("set " + v); } };
      o.x += at("value", 2);
    }, ["get", "value", "set 3"]],
    ["compound converts its key once", (at, l) => {
      const o = { x: 1 };
      o[{ toString() { l.push("toString"); return "x"; } }] += 1;
    }, ["toString"]],
    ["compound keeps the old value", (at) => { let x = 1; x += (x = 10, 2); at(x); }, [3]],
    ["||= does not evaluate needlessly", (at) => { let x = 1; x ||= at("value"); }, []],
    ["&&= does not evaluate needlessly", (at) => { let x = 0; x &&= at("value"); }, []],
    ["??= does not evaluate needlessly", (at) => { let x = 0; x ??= at("value"); }, []],
    ["??= does not set needlessly", (at, l) => { const o = { get x() { return 1; }, set x(v) { l.push("set"); } }; o.x ??= 2; }, []],
    ["||= sets when it evaluates", (at, l) => { const o = { get x() { return 0; }, set x(v) { l.push("set " + v); } }; o.x ||= at("value", 2); }, ["value", "set 2"]],
    ["chains from the right", (at, l) => { const a = { set x(v) { l.push("a"); } }, b = { set x(v) { l.push("b"); } }; a.x = b.x = 1; }, ["b", "a"]],
    ["increment reads, converts and writes", (at, l) => { const o = { get x() { l.push("get"); return number(l, "convert", 1); }, set x(v) { l.push("set " + v); } }; o.x++; }, ["get", "convert", "set 2"]],
    ["postfix gives the converted old value", (at) => { let x = "5"; at(x++); at(x); }, [5, 6]],
  ]);
});

describe("calls", () => {
  each([
    ["evaluate the function, then arguments, then call", (at, l) => at("f", (...a) => l.push("call"))(at(1), at(2)), ["f", 1, 2, "call"]],
    ["evaluate arguments before they refuse", (at) => at("f", undefined)(at("argument")), ["f", "argument", "TypeError"]],
    ["read a method before the arguments", (at, l) => ({ get m() { l.push("get"); return () => l.push("call"); } }).m(at("argument")), ["get", "argument", "call"]],
    ["keep the method that the arguments replace", (at) => { const o = { m() { at("old"); } }; o.m(o.m = () => at("new")); }, ["old"]],
    ["spread in place", (at, l) => {
      const it = (name) => ({ *[Symbol.iterator]() { l.push(name); yield name; } });
      ((...a) => l.push(a.join()))(at(1), ...it("x"), at(2), ...it("y"));
    }, [1, "x", 2, "y", ",x,,y"]],
    ["of new evaluate arguments before they refuse", (at) => new (at("f", 1))(at("argument")), ["f", "argument", "TypeError"]],
    ["of super evaluate the arguments first", (at) => { class A { constructor() { at("A"); } } class B extends A { constructor() { super(at("argument")); } } new B(); }, ["argument", "A"]],
    ["as templates evaluate the tag first", (at, l) => at("tag", () => l.push("call"))`${at(1)}${at(2)}`, ["tag", 1, 2, "call"]],
    ["of optional members skip the arguments", (at) => at("o", null)?.m(at("argument")), ["o"]],
    ["of optional functions skip the arguments", (at) => ({}).m?.(at("argument")), []],
    ["of a longer optional chain skip everything", (at) => null?.a[at("key")].b(at("argument")), []],
  ]);
});

describe("literals", () => {
  each([
    ["of arrays are evaluated in order", (at) => [at(1), , at(2), ...[at(3)], at(4)], [1, 2, 3, 4]],
    ["of objects evaluate key, then value", (at) => ({ [at("k1")]: at("v1"), a: at("v2"), [at("k3")]: at("v3") }), ["k1", "v1", "v2", "k3", "v3"]],
    ["of objects convert a key before its value", (at, l) => ({ [{ toString() { l.push("toString"); return "k"; } }]: at("value") }), ["toString", "value"]],
    ["of objects spread in place", (at, l) => ({ a: at(1), ...{ get x() { l.push("x"); return 1; } }, b: at(2) }), [1, "x", 2]],
    ["of templates convert each value at once", (at, l) => `${{ toString() { l.push("A"); return ""; } }}${at("b")}`, ["A", "b"]],
  ]);
});

describe("statements", () => {
  each([
    ["for evaluates test, body, update", (at) => { for (let i = at("init", 0); at("test", i < 2); at("update", i++)) at("body"); }, ["init", "test", "body", "update", "test", "body", "update", "test"]],
    ["for-in evaluates its object once", (at) => { for (const k in at("object", { a: 1, b: 2 })) at(k); }, ["object", "a", "b"]],
    ["for-of evaluates its target in each turn", (at) => { const o = {}; for (at("target", o).x of [1, 2]) at(o.x); }, ["target", 1, "target", 2]],
    ["switch compares cases until one fits", (at) => { switch (2) { case at(1, 1): case at(2, 2): at("hit"); case at(3, 3): at("through"); } }, [1, 2, "hit", "through"]],
    ["switch reaches a default in the middle last", (at) => { switch (9) { case at(1, 1): default: at("default"); case at(2, 2): at("through"); } }, [1, 2, "default", "through"]],
    ["do evaluates its body first", (at) => { do at("body"); while (at("test", false)); }, ["body", "test"]],
    ["return evaluates before finally", (at) => { (() => { try { return at("value"); } finally { at("finally"); } })(); }, ["value", "finally"]],
    ["return keeps its value over finally", (at) => { at((() => { let x = 1; try { return x; } finally { x = 2; } })()); }, [1]],
    ["throw evaluates before finally", (at) => { try { throw at("thrown"); } finally { at("finally"); } }, ["thrown", "finally", undefined]],
    ["continue runs finally", (at) => { for (let i = 0; i < 2; i++) { try { continue; } finally { at(i); } } }, [0, 1]],
    ["break out of two loops runs both finally blocks", (at) => { a: for (;;) { try { for (;;) { try { break a; } finally { at(1); } } } finally { at(2); } } }, [1, 2]],
    ["var with several declarators goes from left to right", (at) => { var a = at(1), b = at(2); }, [1, 2]],
    ["with evaluates its object once", (at) => { Function("at", "with (at('object', { x: 1 })) { x; x; }")(at); }, ["object"]],
  ]);
});

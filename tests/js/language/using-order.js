const each = (rows) => {
  for (const [name, run, expected] of rows) {
    test(name, async () => {
      const seen = [];
      const resource = (label) => ({ label, [Symbol.dispose]() { seen.push("-" + label); } });
      const slow = (label) => ({ label, async [Symbol.asyncDispose]() { await null; seen.push("-" + label); } });
      try {
        await run(seen, resource, slow);
      } catch (e) {
        seen.push(e instanceof SuppressedError ? `suppressed ${e.error} over ${e.suppressed}` : e instanceof Error ? e.constructor.name : e);
      }
      expect(seen).toEqual(expected);
    });
  }
};

describe("using", () => {
  each([
    ["disposes at the end of the block", (l, r) => { { using a = r("a"); l.push("body"); } l.push("behind"); }, ["body", "-a", "behind"]],
    ["disposes in reverse", (l, r) => { using a = r("a"), b = r("b"); using c = r("c"); }, ["-c", "-b", "-a"]],
    ["disposes on return, behind its value", (l, r) => { (() => { using a = r("a"); return l.push("value"); })(); }, ["value", "-a"]],
    ["disposes on throw", (l, r) => { using a = r("a"); throw "x"; }, ["-a", "x"]],
    ["disposes on break", (l, r) => { for (;;) { using a = r("a"); break; } }, ["-a"]],
    ["disposes in each turn", (l, r) => { for (const x of [1, 2]) { using a = r(x); l.push(x); } }, [1, "-1", 2, "-2"]],
    ["disposes in each turn of a for-of head", (l, r) => { for (using a of [r("a"), r("b")]) l.push(a.label); }, ["a", "-a", "b", "-b"]],
    ["disposes once at the end of for", (l, r) => { for (using a = r("a"), n = null; l.length < 2;) l.push("turn"); }, ["turn", "turn", "-a"]],
    ["takes null and undefined", (l) => { using a = null; using b = undefined; l.push("fine"); }, ["fine"]],
    ["refuses what has no dispose", () => { using a = {}; }, ["TypeError"]],
    ["refuses primitives", () => { using a = 1; }, ["TypeError"]],
    ["disposes earlier ones if a later one is refused", (l, r) => { using a = r("a"); using b = {}; }, ["-a", "TypeError"]],
    ["reads dispose at the declaration", (l) => { const o = { [Symbol.dispose]() { l.push("old"); } }; using a = o; o[Symbol.dispose] = () => l.push("new"); }, ["old"]],
    ["suppresses the body's exception", () => { using a = { [Symbol.dispose]() { throw "dispose"; } }; throw "body"; }, ["suppressed dispose over body"]],
    ["suppresses in a chain", () => {
      const bad = (x) => ({ [Symbol.dispose]() { throw x; } });
      try { (() => { using a = bad(1), b = bad(2); })(); } catch (e) { throw `${e.error} ${e.suppressed}`; }
    }, ["1 2"]],
    ["can't be assigned", (l, r) => { using a = r("a"); a = 1; }, ["-a", "TypeError"]],
    ["is in its dead zone before", (l, r) => { a; using a = r("a"); }, ["ReferenceError"]],
    ["disposes when a generator is closed", (l, r) => { const g = (function* () { using a = r("a"); yield 1; })(); g.next(); g.return(); }, ["-a"]],
    ["is a name elsewhere", (l) => { const using = 1; l.push(using); }, [1]],
    ["disposes before finally", (l, r) => { try { using a = r("a"); } finally { l.push("finally"); } }, ["-a", "finally"]],
    ["disposes in static blocks", (l, r) => { class C { static { using a = r("a"); l.push("block"); } } }, ["block", "-a"]],
  ]);
});

describe("await using", () => {
  each([
    ["waits at the end of the block", async (l, r, s) => { { await using a = s("a"); l.push("body"); } l.push("behind"); }, ["body", "-a", "behind"]],
    ["takes Symbol.dispose if there is no other", async (l, r) => { await using a = r("a"); }, ["-a"]],
    ["prefers Symbol.asyncDispose", async (l) => { await using a = { [Symbol.dispose]() { l.push("sync"); }, async [Symbol.asyncDispose]() { l.push("async"); } }; }, ["async"]],
    ["mixes with using in reverse order", async (l, r, s) => { using a = r("a"); await using b = s("b"); using c = r("c"); }, ["-c", "-b", "-a"]],
    ["takes null", async (l) => { await using a = null; l.push("fine"); }, ["fine"]],
    ["waits even for null", async (l) => { Promise.resolve().then(() => l.push("job")); { await using a = null; } l.push("behind"); }, ["job", "behind"]],
    ["throws for a rejected dispose", async () => { await using a = { async [Symbol.asyncDispose]() { throw "late"; } }; }, ["late"]],
    ["suppresses", async () => { await using a = { async [Symbol.asyncDispose]() { throw "late"; } }; throw "body"; }, ["suppressed late over body"]],
    ["works in for await", async (l, r, s) => { for await (await using a of [s("a"), s("b")]) l.push(a.label); }, ["a", "-a", "b", "-b"]],
  ]);
});

describe("using is refused", () => {
  for (const [name, source] of [
    ["without a value", "{ using a; }"],
    ["with a pattern", "{ using {} = null; }"],
    ["in for-in", "for (using a in {});"],
    ["directly in a clause of switch", "switch (1) { case 1: using a = null; }"],
    ["directly in a case of if", "if (1) using a = null;"],
    ["await using outside of async functions", "function f() { await using a = null; }"],
  ]) {
    test(name, () => expect(() => Function(source)).toThrow(SyntaxError));
  }
});

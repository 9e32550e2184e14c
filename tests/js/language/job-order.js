// What runs when: every row lists what is noted, jobs included.
const each = (rows) => {
  for (const [name, run, expected] of rows) {
    test(name, async () => {
      const seen = [];
      const note = (label) => void seen.push(label);
      await run(note, seen);
      for (let i = 0; i < 20; i++) await null;
      expect(seen).toEqual(expected);
    });
  }
};
const count = (note, label, turns) => {
  let promise = Promise.resolve();
  for (let i = 1; i <= turns; i++) promise = promise.then(() => note(label + i));
};

describe("async functions", () => {
  each([
    ["run to the first await at once", (n) => { (async () => { n("inside"); await null; n("later"); })(); n("outside"); }, ["inside", "outside", "later"]],
    ["wait one turn for a value", (n) => { (async () => { await 1; n("async"); })(); count(n, "t", 2); }, ["async", "t1", "t2"]],
    ["wait one turn for a promise", (n) => { (async () => { await Promise.resolve(); n("async"); })(); count(n, "t", 2); }, ["async", "t1", "t2"]],
    ["wait three turns for a thenable", (n) => { (async () => { await { then(f) { n("then"); f(); } }; n("async"); })(); count(n, "t", 3); }, ["then", "t1", "async", "t2", "t3"]],
    ["settle one turn after returning a value", (n) => { (async () => 1)().then(() => n("settled")); count(n, "t", 2); }, ["settled", "t1", "t2"]],
    ["settle three turns after returning a promise", (n) => { (async () => Promise.resolve())().then(() => n("settled")); count(n, "t", 4); }, ["t1", "t2", "settled", "t3", "t4"]],
    ["settle sooner with return await", (n) => { (async () => { return await Promise.resolve(); })().then(() => n("settled")); count(n, "t", 4); }, ["t1", "settled", "t2", "t3", "t4"]],
    ["reject for what they throw before await", async (n) => { const p = (async () => { throw "x"; })(); n("called"); await p.catch((e) => n(e)); }, ["called", "x"]],
    ["reject for defaults that throw", async (n) => { const p = (async (a = (() => { throw "default"; })()) => {})(); n("called"); await p.catch(n); }, ["called", "default"]],
    ["catch rejections", async (n) => { try { await Promise.reject("r"); } catch (e) { n(e); } finally { n("finally"); } }, ["r", "finally"]],
    ["wait in finally before they return", async (n) => { const f = async () => { try { return "value"; } finally { await null; n("finally"); } }; n(await f()); }, ["finally", "value"]],
    ["evaluate operands before and after an await", async (n) => { let x = 1; const p = (async () => x + await 10)(); x = 5; n(await p); }, [11]],
    ["keep receivers over an await", async (n) => { const o = { x: 1, f(v) { return this.x + v; } }; n(await o.f(await 2)); }, [3]],
    ["await in order in loops", async (n) => { for (const x of [3, 1, 2]) n(await x); }, [3, 1, 2]],
    ["run side by side", (n) => { const f = async (name) => { for (let i = 0; i < 2; i++) { await null; n(name + i); } }; f("a"); f("b"); }, ["a0", "b0", "a1", "b1"]],
    ["see this and arguments behind an await", async (n) => { n(await (async function () { await null; return this.x + arguments[0]; }).call({ x: 1 }, 2)); }, [3]],
  ]);
});

describe("promises", () => {
  each([
    ["run executors at once", (n) => { new Promise(() => n("executor")); n("behind"); }, ["executor", "behind"]],
    ["run reactions behind the code", (n) => { Promise.resolve().then(() => n("reaction")); n("code"); }, ["code", "reaction"]],
    ["run reactions in the order of registration", (n) => { const p = Promise.resolve(); p.then(() => n(1)); p.then(() => n(2)); }, [1, 2]],
    ["interleave chains", (n) => { count(n, "a", 2); count(n, "b", 2); }, ["a1", "b1", "a2", "b2"]],
    ["take two more turns for a returned promise", (n) => { Promise.resolve().then(() => Promise.resolve()).then(() => n("inner")); count(n, "t", 4); }, ["t1", "t2", "t3", "inner", "t4"]],
    ["pass values through missing handlers", async (n) => { n(await Promise.resolve(1).then(null, null).then(undefined)); }, [1]],
    ["pass reasons through missing handlers", async (n) => { await Promise.reject(2).then(() => n("no")).catch(n); }, [2]],
    ["take the first of resolve and reject", async (n) => { n(await new Promise((f, r) => { f(1); r(2); f(3); })); }, [1]],
    ["ignore what the executor throws after resolve", async (n) => { n(await new Promise((f) => { f(1); throw 2; })); }, [1]],
    ["finally passes the value by", async (n) => { n(await Promise.resolve(1).finally(() => 2)); }, [1]],
    ["finally waits for what it returns", async (n) => { await Promise.resolve().finally(() => Promise.resolve().then(() => n("inner"))); n("outer"); }, ["inner", "outer"]],
    ["finally replaces by what it throws", async (n) => { await Promise.resolve(1).finally(() => { throw 2; }).catch(n); }, [2]],
    ["all keeps the order of its input", async (n, l) => { l.push(...await Promise.all([new Promise((f) => Promise.resolve().then(() => f(1))), 2])); }, [1, 2]],
    ["all of nothing is an empty list", async (n, l) => { n((await Promise.all([])).length); }, [0]],
    ["race takes the first that settles", async (n) => { n(await Promise.race([new Promise(() => {}), Promise.resolve(2), 1])); }, [2]],
    ["any takes the first that fulfills", async (n) => { n(await Promise.any([Promise.reject(1), Promise.resolve(2)])); }, [2]],
    ["any collects reasons", async (n, l) => { try { await Promise.any([Promise.reject(1), Promise.reject(2)]); } catch (e) { l.push(e.constructor.name, ...e.errors); } }, ["AggregateError", 1, 2]],
    ["allSettled tells how each went", async (n, l) => { l.push(...(await Promise.allSettled([1, Promise.reject(2)])).map((r) => r.status + (r.value ?? r.reason))); }, ["fulfilled1", "rejected2"]],
    ["withResolvers hands the functions out", async (n) => { const { promise, resolve } = Promise.withResolvers?.() ?? (() => { let resolve; const promise = new Promise((f) => (resolve = f)); return { promise, resolve }; })(); resolve(4); n(await promise); }, [4]],
    ["resolve gives a promise of the same constructor back", (n) => { const p = Promise.resolve(); n(Promise.resolve(p) === p); }, [true]],
    ["refuse to wait for themselves", async (n) => { let f; const p = new Promise((g) => (f = g)); f(p); await p.catch((e) => n(e.constructor.name)); }, ["TypeError"]],
    ["read then once", async (n, l) => { let reads = 0; await { get then() { reads++; return (f) => f(); } }; n(reads); }, [1]],
    ["reject if reading then throws", async (n) => { await Promise.resolve({ get then() { throw "then"; } }).catch(n); }, ["then"]],
  ]);
});

describe("async generators", () => {
  each([
    ["queue requests", async (n) => { const g = (async function* () { yield 1; yield 2; })(); const all = [g.next(), g.next(), g.next()]; for (const p of all) { const { value, done } = await p; n(`${value} ${done}`); } }, ["1 false", "2 false", "undefined true"]],
    ["await what they yield", async (n) => { for await (const x of (async function* () { yield Promise.resolve(1); })()) n(x); }, [1]],
    ["await what they return", async (n) => { n((await (async function* () { return Promise.resolve(2); })().next()).value); }, [2]],
    ["throw a yielded rejection at the yield", async (n) => { const g = (async function* () { try { yield Promise.reject("r"); } catch (e) { n("caught " + e); } })(); await g.next(); }, ["caught r"]],
    ["return at a yield runs finally", async (n) => { const g = (async function* () { try { yield 1; } finally { n("finally"); } })(); await g.next(); n((await g.return(5)).value); }, ["finally", 5]],
    ["return before the start awaits its argument", async (n) => { n((await (async function* () {})().return(Promise.resolve(3))).value); }, [3]],
    ["throw at a yield", async (n) => { const g = (async function* () { try { yield 1; } catch (e) { yield "caught " + e; } })(); await g.next(); n((await g.throw("t")).value); }, ["caught t"]],
    ["delegate to async iterators", async (n) => { const g = (async function* () { yield* (async function* () { yield 1; yield 2; })(); })(); for await (const x of g) n(x); }, [1, 2]],
    ["delegate to sync iterators", async (n) => { for await (const x of (async function* () { yield* [Promise.resolve(1), 2]; })()) n(x); }, [1, 2]],
    ["have a result of delegation", async (n) => { const g = (async function* () { n(await (yield* (async function* () { return "r"; })())); })(); await g.next(); }, ["r"]],
    ["are closed by break in for await", async (n) => { const g = (async function* () { try { yield 1; } finally { n("closed"); } })(); for await (const x of g) break; n("behind"); }, ["closed", "behind"]],
  ]);
});

describe("for await", () => {
  each([
    ["takes promises out of an array", async (n) => { for await (const x of [Promise.resolve(1), 2]) n(x); }, [1, 2]],
    ["throws for a rejected element", async (n) => { try { for await (const x of [Promise.reject("r")]); } catch (e) { n(e); } }, ["r"]],
    ["closes a sync iterator whose element rejects", async (n) => {
      const it = { [Symbol.iterator]: () => ({ next: () => ({ value: Promise.reject("r"), done: false }), return() { n("return"); return {}; } }) };
      try { for await (const x of it); } catch (e) { n(e); }
    }, ["return", "r"]],
    ["prefers Symbol.asyncIterator", async (n) => {
      const it = { [Symbol.iterator]() { throw "sync"; }, async *[Symbol.asyncIterator]() { yield "async"; } };
      for await (const x of it) n(x);
    }, ["async"]],
    ["awaits return on break", async (n) => {
      const it = { [Symbol.asyncIterator]: () => ({ next: async () => ({ value: 1, done: false }), async return() { await null; n("returned"); return {}; } }) };
      for await (const x of it) break;
      n("behind");
    }, ["returned", "behind"]],
    ["destructures", async (n) => { for await (const { a } of [{ a: 1 }, Promise.resolve({ a: 2 })]) n(a); }, [1, 2]],
    ["keeps a variable for each turn", async (n) => { const fs = []; for await (const x of [1, 2]) fs.push(() => x); fs.forEach((f) => n(f())); }, [1, 2]],
    ["continues labelled outer loops", async (n) => { a: for await (const x of [1, 2]) { for await (const y of [1, 2]) { if (y === 2) continue a; n(x * 10 + y); } } }, [11, 21]],
  ]);
});

// `describe`, `test` and the hooks, and the controller that the host drives.
//
// The run is a generator that yields what it has to wait for, so that tests without promises run without
// any. The host starts it, runs jobs and timers, and tells it when nothing more can happen (`abandon`).
(api, inspect, snapshots, makeVi, makeMocks, makeAssert) => {
  "use strict";
  const { makeExpect, AssertionError, state, newRecord } = api;
  const { setTimeout, clearTimeout } = globalThis;
  const makeSuite = (name, parent, options) => ({
    name, parent, ...options, members: [], beforeAll: [], afterAll: [], beforeEach: [], afterEach: [],
  });
  const root = makeSuite("", undefined, { mode: "run" });
  const declared = { suite: root, hasOnly: false };
  const defaults = { timeout: 5000, hookTimeout: 10000, retry: 0 };
  const isThenable = (value) => value !== null && typeof value === "object" && typeof value.then === "function";
  const fullName = (item) => (item.parent === undefined ? "" : [fullName(item.parent), item.name].filter(Boolean).join(" > "));

  // `(name, run, timeout)`, `(name, options, run)`
  const read = (rest, mode) => {
    const options = { ...rest.find((part) => typeof part === "object" && part !== null) };
    const timeout = rest.find((part) => typeof part === "number");
    if (timeout !== undefined) options.timeout = timeout;
    for (const word of ["skip", "only", "todo", "fails"]) {
      if (options[word] === true) mode = { ...mode, [word]: true };
    }
    return { ...mode, ...options, run: rest.find((part) => typeof part === "function") };
  };
  const modeOf = (options) => (options.skip ? "skip" : options.todo ? "todo" : options.only ? "only" : "run");
  const inherited = (suite, key) => (suite === undefined ? undefined : suite[key] ?? inherited(suite.parent, key));
  const textOf = (name) => String(typeof name === "function" ? name.name : name);

  const addTest = (name, rest, mode) => {
    const options = read(rest, mode);
    const chosen = options.run === undefined && !options.skip ? "todo" : modeOf(options);
    declared.hasOnly ||= chosen === "only";
    declared.suite.members.push({
      ...options, name: textOf(name), parent: declared.suite, mode: chosen,
      timeout: options.timeout ?? inherited(declared.suite, "timeout"), retry: options.retry ?? inherited(declared.suite, "retry"),
      concurrent: !options.sequential && (options.concurrent ?? inherited(declared.suite, "concurrent")),
    });
  };

  const addSuite = (name, rest, mode) => {
    const outer = declared.suite;
    const { run, ...options } = read(rest, mode);
    const suite = makeSuite(textOf(name), outer, { ...options, mode: run === undefined && !options.skip ? "todo" : modeOf(options) });
    declared.hasOnly ||= suite.mode === "only";
    outer.members.push(suite);
    declared.suite = suite;
    try {
      const result = run?.();
      if (isThenable(result)) throw new TypeError(`describe(${inspect(suite.name)}) was given an async function: tests are declared at once`);
    } finally {
      declared.suite = outer;
    }
  };

  // The name of a row of a table: printf directives, then `$key` of a row that is an object.
  const rowName = (template, row, number) => {
    const values = Array.isArray(row) ? [...row] : [row];
    const name = textOf(template).replace(/%[sdifjoOc#$%]/g, (directive) => {
      if (directive === "%%") return "%";
      if (directive === "%#") return String(number);
      if (directive === "%$") return String(number + 1);
      if (values.length === 0) return directive;
      const value = values.shift();
      switch (directive) {
        case "%s": return typeof value === "object" && value !== null ? inspect(value) : String(value);
        case "%d": return String(Number(value));
        case "%i": return String(Math.trunc(value));
        case "%f": return String(Number.parseFloat(value));
        case "%j": return JSON.stringify(value);
        case "%c": return "";
        default: return inspect(value);
      }
    });
    const object = Array.isArray(row) ? row[0] : row;
    if (typeof object !== "object" || object === null) return name;
    return name.replace(/\$([A-Za-z_][\w.]*)/g, (text, path) => {
      const value = path.split(".").reduce((part, key) => part?.[key], object);
      return value === undefined ? text : typeof value === "string" ? value : inspect(value);
    });
  };
  // A table written as a template: the first line names the columns, which `|` separates.
  const rowsOf = (table, cells) => {
    if (!Array.isArray(table) || !Object.hasOwn(table, "raw")) return table;
    const keys = table[0].split("\n").map((line) => line.trim()).find(Boolean).split("|").map((key) => key.trim());
    return Array.from({ length: Math.floor(cells.length / keys.length) }, (_, row) =>
      Object.fromEntries(keys.map((key, column) => [key, cells[row * keys.length + column]])));
  };

  // `test.skip.concurrent.each(…)`: each word gives a function with more words.
  const words = ["skip", "only", "todo", "concurrent", "sequential", "fails", "shuffle"];
  const family = (add, mode = {}) => {
    const define = (name, ...rest) => add(name, rest, mode);
    for (const word of words) {
      Object.defineProperty(define, word, { configurable: true, get: () => family(add, { ...mode, [word]: true }) });
    }
    const rows = (bind) => (table, ...cells) => (name, ...rest) => {
      rowsOf(table, cells).forEach((row, number) => {
        const bound = rest.map((part) => (typeof part === "function" ? bind(part, row) : part));
        add(rowName(name, row, number), bound, mode);
      });
    };
    define.each = rows((run, row) => () => (Array.isArray(row) ? run(...row) : run(row)));
    define.for = rows((run, row) => (context) => run(row, context));
    define.skipIf = (condition) => (condition ? define.skip : define);
    define.runIf = (condition) => (condition ? define : define.skip);
    return define;
  };
  const test = family(addTest);
  const describe = family(addSuite);

  // `test.extend({ fixture: value or async ({ others }, use) => { … await use(value) … } })`
  const extend = (base, fixtures) => (added) => {
    const all = { ...fixtures, ...added };
    const extended = family((name, rest, mode) => addTest(name, rest.map((part) => (typeof part === "function" ? withFixtures(all, part) : part)), mode));
    extended.extend = extend(extended, all);
    return extended;
  };
  const withFixtures = (fixtures, run) => async (context) => {
    const values = { ...context };
    const endings = [];
    for (const name of wanted(run, fixtures)) await provide(name);
    try {
      await run(values);
    } finally {
      for (const end of endings.reverse()) await end();
    }
    async function provide(name) {
      if (Object.hasOwn(values, name)) return;
      const fixture = Array.isArray(fixtures[name]) ? fixtures[name][0] : fixtures[name];
      if (typeof fixture !== "function") {
        values[name] = fixture;
        return;
      }
      for (const other of wanted(fixture, fixtures)) {
        if (other !== name) await provide(other);
      }
      await new Promise((ready, fail) => {
        let release;
        const use = (value) => {
          values[name] = value;
          ready();
          return new Promise((resolve) => {
            release = resolve;
          });
        };
        const done = Promise.resolve(fixture(values, use));
        done.then(ready, fail);
        endings.push(() => (release?.(), done));
      });
    }
  };
  // The fixtures that a function's first parameter names, and those that are marked `auto`.
  const wanted = (run, fixtures) => {
    const pattern = /^(?:async\s*)?(?:function[^(]*)?\(?\s*\{([^}]*)\}/.exec(String(run))?.[1] ?? "";
    const named = pattern.split(",").map((part) => part.split(/[:=]/)[0].trim());
    return Object.keys(fixtures).filter((name) => named.includes(name) || fixtures[name]?.[1]?.auto);
  };
  test.extend = extend(test, {});

  const hook = (kind) => (run, timeout) => {
    declared.suite[kind].push({ run, timeout });
  };

  const hasOnly = (suite) => suite.members.some((member) => member.mode === "only" || (member.members && hasOnly(member)));
  const matches = (item, filter) => (filter instanceof RegExp ? filter.test(fullName(item)) : fullName(item).includes(filter));
  const isSelected = (item, inOnly, filter) => {
    if (item.members) return item.members.some((member) => isSelected(member, inOnly || item.mode === "only", filter));
    if (declared.hasOnly && !inOnly && item.mode !== "only") return false;
    return matches(item, filter);
  };

  const describeError = (error) => {
    const isError = typeof error === "object" && error !== null && "message" in error && "name" in error;
    return {
      headline: isError ? `${error.name}: ${error.message}` : `thrown: ${inspect(error)}`,
      stack: isError ? String(error.stack ?? "") : "",
      expected: error?.comparison?.expected,
      received: error?.comparison?.received,
    };
  };

  // The runs that wait for something, and how to tell them that it will not come.
  const waiting = new Map();
  const controller = {
    // `guards`: timers of its own that only watch over others.
    results: [], done: false, current: undefined, bail: 0, failed: 0, guards: 0, snapshots,
    run(filter, isPattern, bail, timeout, retry, seed) {
      controller.bail = bail;
      Object.assign(defaults, { timeout, hookTimeout: timeout * 2, retry });
      if (seed > 0) shuffle(root, seed);
      const run = runSuite(root, false, isPattern ? new RegExp(filter) : filter);
      start(run).then(() => {
        controller.done = true;
      }, (error) => {
        record({ name: "the run", parent: root }, "fail", [error]);
        controller.done = true;
      });
    },
    // Called when no job and no timer is left: what the running tests wait for will never happen.
    abandon() {
      for (const fail of [...waiting.values()]) fail(new AssertionError("the promise is still pending after all jobs ran"));
    },
  };

  const shuffle = (suite, seed) => {
    let value = seed;
    const random = (limit) => {
      value = (value * 1103515245 + 12345) % 2147483648;
      return value % limit;
    };
    for (let i = suite.members.length - 1; i > 0; i--) {
      const j = random(i + 1);
      [suite.members[i], suite.members[j]] = [suite.members[j], suite.members[i]];
    }
    for (const member of suite.members) if (member.members) shuffle(member, value);
  };

  const record = (item, status, errors = [], duration = 0) => {
    const result = { name: fullName(item), status, duration, failures: errors.map(describeError) };
    controller.results.push(result);
    if (status === "fail") controller.failed++;
    if (status === "fail" && controller.bail > 0 && controller.failed >= controller.bail) controller.stopped = true;
  };

  // Drives a generator to its end; what it yields is waited for. Gives something with `then`.
  const start = (run) => {
    let finish;
    let outcome;
    const settle = (kind, value) => {
      outcome = { kind, value };
      finish?.[kind](value);
    };
    const advance = (method, value) => {
      for (;;) {
        let step;
        try {
          step = run[method](value);
        } catch (error) {
          return settle("fail", error);
        }
        if (step.done) return settle("succeed", step.value);
        if (isThenable(step.value)) {
          let isOpen = true;
          const key = Symbol();
          const go = (method, value) => {
            if (!isOpen) return;
            isOpen = false;
            waiting.delete(key);
            advance(method, value);
          };
          if (!step.value.isGroup) waiting.set(key, (error) => go("throw", error));
          step.value.then((value) => go("next", value), (reason) => go("throw", reason));
          return;
        }
        method = "next";
        value = step.value;
      }
    };
    advance("next");
    return {
      isGroup: true,
      then(succeed, fail) {
        if (outcome !== undefined) ({ succeed, fail })[outcome.kind](outcome.value);
        else finish = { succeed, fail };
      },
    };
  };

  const chain = (suite, kind) => (suite === undefined ? [] : [...chain(suite.parent, kind), ...suite[kind]]);

  // A promise that fails when the time is over; what is no promise is given back as it is.
  const within = (value, timeout, what) => {
    if (!isThenable(value) || !(timeout > 0) || timeout === Infinity) return value;
    const error = new AssertionError(`${what} did not end within ${timeout} ms`);
    return new Promise((resolve, reject) => {
      let isOpen = true;
      controller.guards++;
      const end = (settle) => (result) => {
        if (isOpen) controller.guards--;
        isOpen = false;
        clearTimeout(timer);
        settle(result);
      };
      const timer = setTimeout(() => end(reject)(error), timeout);
      value.then(end(resolve), end(reject));
      // NOTE: a promise that nothing can settle any more is told before its time is over.
      waiting.set(error, (reason) => end(reject)(reason));
    }).finally(() => waiting.delete(error));
  };

  function* attempt(steps, argument) {
    const failures = [];
    const results = [];
    for (const { run, timeout } of steps) {
      try {
        results.push(yield within(run(argument), timeout ?? defaults.hookTimeout, "the hook"));
      } catch (error) {
        failures.push(error);
      }
    }
    return { failures, results };
  }

  class Skipped {
    constructor(note) {
      this.note = note;
    }
  }

  function* runBody(item, context, cleanups) {
    for (const before of chain(item.parent, "beforeEach")) {
      const cleanup = yield within(before.run(context), before.timeout ?? defaults.hookTimeout, "the hook");
      if (typeof cleanup === "function") cleanups.unshift({ run: cleanup });
    }
    yield within(item.run(context), item.timeout ?? defaults.timeout, "the test");
  }

  const checkCount = ({ made, announced }) => {
    if (announced !== undefined && (announced.isExact ? made !== announced.number : made < announced.number)) {
      throw new AssertionError(`expected ${announced.isExact ? "" : "at least "}${announced.number} assertions, but ${made} were made`);
    }
  };

  // Runs a test once. Gives its failures, or what says that it skipped itself.
  function* runOnce(item) {
    const own = newRecord();
    own.name = fullName(item);
    const cleanups = [];
    const finished = [];
    const onFailed = [];
    const context = {
      task: { name: item.name, mode: item.mode, meta: {} },
      expect: makeExpect(own),
      skip(condition = true, note) {
        if (typeof condition === "string" || condition) throw new Skipped(typeof condition === "string" ? condition : note);
      },
      onTestFinished: (run) => finished.push({ run }),
      onTestFailed: (run) => onFailed.push({ run }),
      annotate: async () => {},
    };
    state.current = own;
    running.finished = finished;
    running.failed = onFailed;
    controller.current = own.name;
    const failures = [];
    let skipped;
    try {
      yield* runBody(item, context, cleanups);
      checkCount(own);
    } catch (error) {
      if (error instanceof Skipped) skipped = error;
      else failures.push(error);
    }
    failures.push(...own.soft);
    const after = [...cleanups, ...chain(item.parent, "afterEach").reverse(), ...finished.reverse()];
    failures.push(...(yield* attempt(after, context)).failures);
    if (failures.length > 0) yield* attempt(onFailed, context);
    controller.current = undefined;
    return { failures, skipped };
  }
  const running = { finished: [], failed: [] };

  function* runTest(item) {
    const begin = now();
    let outcome;
    const retry = item.retry ?? defaults.retry;
    for (let round = 0; round < 1 + (item.repeats ?? 0); round++) {
      for (let tries = 0; tries <= retry; tries++) {
        outcome = yield* runOnce(item);
        if (item.fails ? outcome.failures.length > 0 : outcome.failures.length === 0) break;
      }
      if (outcome.failures.length > 0) break;
    }
    const duration = now() - begin;
    if (outcome.skipped) {
      record(item, "skip");
    } else if (item.fails) {
      const error = new AssertionError("the test passes although it is marked as failing");
      record(item, outcome.failures.length > 0 ? "pass" : "fail", outcome.failures.length > 0 ? [] : [error], duration);
    } else {
      record(item, outcome.failures.length > 0 ? "fail" : "pass", outcome.failures, duration);
    }
  }
  const { now } = Date;

  function* runSuite(suite, inOnly, filter) {
    // An `only` inside narrows the choice further.
    const only = (inOnly || suite.mode === "only") && !hasOnly(suite);
    const isUsed = isSelected(suite, inOnly, filter);
    const { failures, results } = yield* attempt(isUsed ? suite.beforeAll : []);
    if (failures.length > 0) record({ name: "beforeAll", parent: suite }, "fail", failures);
    let group = [];
    for (const member of suite.members) {
      if (controller.stopped) break;
      if (!isSelected(member, only, filter)) {
        if (!member.members && matches(member, filter)) record(member, "skip");
        else if (member.members) yield* skipAll(member, "skip", filter);
      } else if (member.mode === "skip" || member.mode === "todo" || failures.length > 0) {
        if (member.members) yield* skipAll(member, member.mode === "todo" ? "todo" : "skip", filter);
        else record(member, member.mode === "todo" ? "todo" : "skip");
      } else if (member.members) {
        yield* runSuite(member, only, filter);
      } else if (member.concurrent) {
        group.push(start(runTest(member)));
        continue;
      } else {
        yield* runTest(member);
      }
      for (const one of group.splice(0)) yield one;
    }
    for (const one of group) yield one;
    const cleanups = results.filter((result) => typeof result === "function").reverse().map((run) => ({ run }));
    const last = yield* attempt(isUsed ? [...suite.afterAll.toReversed(), ...cleanups] : []);
    if (last.failures.length > 0) record({ name: "afterAll", parent: suite }, "fail", last.failures);
  }

  function* skipAll(suite, status, filter) {
    for (const member of suite.members) {
      if (member.members) yield* skipAll(member, status, filter);
      else if (matches(member, filter)) record(member, status);
    }
  }

  const typeChecks = () => new Proxy(() => {}, { get: (_, key) => (key === "then" ? undefined : typeChecks()), apply: () => typeChecks() });
  const globals = {
    test, it: test, describe, suite: describe, expect: api.expect, expectTypeOf: typeChecks, assertType: () => {},
    beforeAll: hook("beforeAll"), afterAll: hook("afterAll"),
    beforeEach: hook("beforeEach"), afterEach: hook("afterEach"),
    onTestFinished: (run) => running.finished.push({ run }),
    onTestFailed: (run) => running.failed.push({ run }),
  };
  for (const name of Object.keys(globals)) {
    Object.defineProperty(globalThis, name, { value: globals[name], writable: true, configurable: true });
  }
  // Made when it is first asked for: most files have no mocks.
  let vi;
  let mocks;
  const getVi = () => {
    if (vi === undefined) {
      vi = makeVi();
      mocks = makeMocks(vi, vi.fn);
      const before = { ...defaults };
      vi.setConfig = ({ testTimeout = defaults.timeout, hookTimeout = defaults.hookTimeout } = {}) => Object.assign(defaults, { timeout: testTimeout, hookTimeout });
      vi.resetConfig = () => Object.assign(defaults, before);
      Object.defineProperty(vi, Symbol.for("stilla:mocks"), { value: mocks.settle });
    }
    return vi;
  };
  controller.beginMocks = (file) => (getVi(), mocks.begin(file));
  let assert;
  const getAssert = () => (assert ??= makeAssert(api.expect, AssertionError));
  // `mock` and `spyOn` are what `vi.fn` and `vi.spyOn` are.
  const getters = { vi: getVi, vitest: getVi, assert: getAssert, mock: () => getVi().fn, spyOn: () => getVi().spyOn };
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(globalThis, name, { configurable: true, get, set: (value) => Object.defineProperty(globalThis, name, { value, writable: true }) });
  }
  controller.removeGlobals = () => {
    for (const name of [...Object.keys(globals), ...Object.keys(getters)]) delete globalThis[name];
  };
  // What `import … from "stilla:test"` (or "vitest") gives.
  Object.defineProperty(globalThis, Symbol.for("stilla:test"), { configurable: true, value: { ...globals, get vi() {
    return getVi();
  }, get assert() {
    return getAssert();
  } } });
  return controller;
};

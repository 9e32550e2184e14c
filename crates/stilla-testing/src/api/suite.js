// `describe`, `test` and the hooks, and the controller that the host drives.
//
// The run is a generator that yields what it has to wait for, so that tests without promises run without
// any. The host starts it, runs jobs and timers, and tells it when nothing more can happen (`abandon`).
(rooms) => {
  "use strict";
  const { api, inspect, snapshots, fixtures, makeVi, addTimers, makeMocks, makeAssert } = rooms;
  const { makeExpect, AssertionError, state, newRecord } = api;
  const { setTimeout, clearTimeout } = globalThis;
  const makeSuite = (name, parent, options) => ({
    name, parent, ...options, members: [], overrides: [],
    beforeAll: [], afterAll: [], beforeEach: [], afterEach: [], aroundAll: [], aroundEach: [],
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

  const hook = (kind) => (run, timeout) => {
    declared.suite[kind].push({ run, timeout });
  };
  const hooks = {};
  for (const kind of ["beforeAll", "afterAll", "beforeEach", "afterEach", "aroundAll", "aroundEach"]) hooks[kind] = hook(kind);

  // `test.extend(…)` gives a `test` whose functions may name the fixtures; so may the hooks around them.
  const addWords = (define, own) => {
    Object.assign(define, hooks, { describe, suite: describe });
    define.extend = (...added) => {
      const all = { ...own, ...fixtures.read(...added) };
      const extended = family((name, rest, mode) => addTest(name, rest, { ...mode, fixtures: all }));
      return addWords(extended, all);
    };
    // In the suite that is being declared, and those within it.
    define.override = (...added) => {
      declared.suite.overrides.push(fixtures.read(...added));
      return define;
    };
    define.scoped = define.override;
    return define;
  };
  const fixturesOf = (item) => {
    if (item.fixtures === undefined) return undefined;
    const all = { ...item.fixtures };
    for (const override of chain(item.parent, "overrides")) {
      for (const [name, { value }] of Object.entries(override)) {
        if (Object.hasOwn(all, name)) all[name] = { ...all[name], value };
      }
    }
    return all;
  };
  const shared = fixtures.makeStore({});
  // Calls a step of a test with what it asks for; a promise only if that has to be made.
  const callStep = (step, test, place = 0, ...before) => {
    const { store, context } = test;
    const names = store === undefined ? [] : fixtures.wanted(test.fixtures, step.run, place);
    if (names.length === 0) return step.run(...before, context);
    return store.provide(names, test.fixtures).then(() => step.run(...before, context));
  };
  addWords(test, {});

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
      controller.seed = seed;
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
  const within = (value, timeout, what, onLate) => {
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
      const timer = setTimeout(() => (onLate?.(), end(reject)(error)), timeout);
      value.then(end(resolve), end(reject));
      // NOTE: a promise that nothing can settle any more is told before its time is over.
      waiting.set(error, (reason) => end(reject)(reason));
    }).finally(() => waiting.delete(error));
  };

  function* attempt(steps, test = { context: {} }) {
    const failures = [];
    const results = [];
    for (const step of steps) {
      try {
        results.push(yield within(callStep(step, test), step.timeout ?? defaults.hookTimeout, "the hook"));
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

  // Runs what stands between hooks that surround it.
  function* around(surrounding, call, inner, what) {
    if (surrounding.length === 0) return yield* inner();
    const [outermost, ...rest] = surrounding;
    let isCalled = false;
    const goOn = () => {
      isCalled = true;
      return new Promise((resolve, reject) => start(around(rest, call, inner, what)).then(resolve, reject));
    };
    yield call(outermost, goOn);
    if (!isCalled) throw new AssertionError(`${what} did not call the function that it was given, so that nothing ran`);
  }

  const checkRecord = ({ made, announced, open }) => {
    const forgotten = open.find(({ isAwaited }) => !isAwaited);
    if (forgotten !== undefined) throw forgotten.error;
    if (announced !== undefined && (announced.isExact ? made !== announced.number : made < announced.number)) {
      throw new AssertionError(`expected ${announced.isExact ? "" : "at least "}${announced.number} assertions, but ${made} were made`);
    }
  };

  const taskOf = (item) => ({
    id: fullName(item), name: item.name, fullName: fullName(item), type: "test", mode: item.mode, meta: { ...inherited(item, "meta") },
    timeout: item.timeout ?? defaults.timeout, retry: item.retry ?? defaults.retry, repeats: item.repeats ?? 0, concurrent: Boolean(item.concurrent),
    fails: Boolean(item.fails), annotations: [], result: { state: "run", errors: [] },
    suite: item.parent.parent === undefined ? undefined : { name: item.parent.name, fullName: fullName(item.parent), type: "suite" },
  });
  // What a test gets: made part by part, when somebody asks.
  const makeContext = (test, item) => {
    const context = {
      skip(condition = true, note) {
        if (typeof condition === "string" || condition) throw new Skipped(typeof condition === "string" ? condition : note);
      },
      onTestFinished: (run) => test.finished.push({ run }),
      onTestFailed: (run) => test.failed.push({ run }),
      async annotate(message, type = "notice") {
        const annotation = { message, type };
        context.task.annotations.push(annotation);
        return annotation;
      },
    };
    const makers = { task: () => taskOf(item), expect: () => makeExpect(test.record), signal: () => (test.abort = new AbortController()).signal };
    for (const [name, make] of Object.entries(makers)) {
      Object.defineProperty(context, name, {
        enumerable: true, configurable: true,
        get() {
          const value = make();
          Object.defineProperty(context, name, { value, writable: true });
          return value;
        },
      });
    }
    return context;
  };

  // The test itself and the hooks at its sides.
  function* runInner(item, test) {
    const cleanups = [];
    const step = (one, timeout, what) => within(callStep(one, test), timeout, what, () => test.abort?.abort(new AssertionError("the time of the test is over")));
    try {
      for (const before of chain(item.parent, "beforeEach")) {
        const cleanup = yield step(before, before.timeout ?? defaults.hookTimeout, "the hook");
        if (typeof cleanup === "function") cleanups.unshift({ run: cleanup });
      }
      yield step(item, item.timeout ?? defaults.timeout, "the test");
      checkRecord(test.record);
    } catch (error) {
      if (error instanceof Skipped) test.skipped = error;
      else test.failures.push(error);
    }
    test.failures.push(...test.record.soft);
    const after = chain(item.parent, "afterEach").reverse();
    for (const steps of [after, cleanups]) test.failures.push(...(yield* attempt(steps, test)).failures);
  }

  // Runs a test once. Gives its failures, or what says that it skipped itself.
  function* runOnce(item) {
    const test = { record: newRecord(), finished: [], failed: [], failures: [], fixtures: fixturesOf(item) };
    test.record.name = fullName(item);
    test.context = makeContext(test, item);
    if (test.fixtures !== undefined) test.store = fixtures.makeStore(test.context, shared);
    beforeTest();
    state.current = test.record;
    running.test = test;
    controller.current = test.record.name;
    const surrounding = chain(item.parent, "aroundEach");
    try {
      yield* around(surrounding, (hook, goOn) => callStep(hook, test, 1, goOn), () => runInner(item, test), "a hook of aroundEach");
    } catch (error) {
      test.failures.push(error);
    }
    const { failures } = test;
    for (const steps of [test.store?.end() ?? [], test.finished.reverse()]) failures.push(...(yield* attempt(steps, test)).failures);
    if (failures.length > 0) {
      test.context.task.result = { state: "fail", errors: failures };
      yield* attempt(test.failed, test);
    }
    controller.current = undefined;
    return test;
  }
  const running = { test: { finished: [], failed: [] } };
  // What `vi.setConfig` wants to be done before each test.
  const beforeTest = () => {
    if (defaults.restoreMocks) vi.restoreAllMocks();
    if (defaults.mockReset) vi.resetAllMocks();
    if (defaults.clearMocks) vi.clearAllMocks();
    if (defaults.unstubGlobals) vi.unstubAllGlobals();
    if (defaults.unstubEnvs) vi.unstubAllEnvs();
  };

  function* runTest(item) {
    const begin = now();
    let outcome;
    const wanted = item.retry ?? defaults.retry;
    const { count: most = 0, delay = 0, condition } = typeof wanted === "object" ? wanted : { count: wanted };
    const isRetried = (error) => (condition instanceof RegExp ? condition.test(error?.message ?? error) : condition?.(error) ?? true);
    for (let round = 0; round < 1 + (item.repeats ?? 0); round++) {
      for (let tries = 0; tries <= most; tries++) {
        if (tries > 0 && delay > 0) yield new Promise((resolve) => setTimeout(resolve, delay));
        outcome = yield* runOnce(item);
        if (item.fails ? outcome.failures.length > 0 : !outcome.failures.some(isRetried)) break;
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
    const isUsed = isSelected(suite, inOnly, filter);
    if (suite.shuffle && !(controller.seed > 0)) shuffle(suite, 1);
    const surrounding = isUsed ? suite.aroundAll : [];
    try {
      yield* around(surrounding, ({ run }, goOn) => run(goOn, suite), () => runHooked(suite, inOnly, filter, isUsed), "a hook of aroundAll");
    } catch (error) {
      record({ name: "aroundAll", parent: suite }, "fail", [error]);
    }
  }

  function* runHooked(suite, inOnly, filter, isUsed) {
    const { failures, results } = yield* attempt(isUsed ? suite.beforeAll : []);
    if (failures.length > 0) record({ name: "beforeAll", parent: suite }, "fail", failures);
    // An `only` inside narrows the choice further.
    const only = (inOnly || suite.mode === "only") && !hasOnly(suite);
    yield* runMembers(suite, only, filter, failures.length > 0);
    const cleanups = results.filter((result) => typeof result === "function").reverse().map((run) => ({ run }));
    const ends = suite.parent === undefined ? shared.end() : [];
    const last = yield* attempt(isUsed ? [...suite.afterAll.toReversed(), ...cleanups, ...ends] : []);
    if (last.failures.length > 0) record({ name: "afterAll", parent: suite }, "fail", last.failures);
  }

  function* runMembers(suite, only, filter, isBroken) {
    let group = [];
    for (const member of suite.members) {
      if (controller.stopped) break;
      if (!isSelected(member, only, filter)) {
        if (!member.members && matches(member, filter)) record(member, "skip");
        else if (member.members) yield* skipAll(member, "skip", filter);
      } else if (member.mode === "skip" || member.mode === "todo" || isBroken) {
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
    ...hooks,
    onTestFinished: (run) => running.test.finished.push({ run }),
    onTestFailed: (run) => running.test.failed.push({ run }),
  };
  for (const name of Object.keys(globals)) {
    Object.defineProperty(globalThis, name, { value: globals[name], writable: true, configurable: true });
  }
  let vi;
  let mocks;
  const getVi = () => {
    if (vi === undefined) {
      vi = makeVi();
      mocks = makeMocks(vi);
      const setTimers = addTimers(vi);
      let before;
      vi.setConfig = ({ testTimeout = defaults.timeout, fakeTimers, ...rest } = {}) => {
        before ??= { ...defaults };
        Object.assign(defaults, rest, { timeout: testTimeout });
        if (fakeTimers !== undefined) setTimers(fakeTimers);
      };
      vi.resetConfig = () => {
        if (before === undefined) return;
        for (const key of Object.keys(defaults)) delete defaults[key];
        Object.assign(defaults, before);
        setTimers(undefined);
      };
      Object.defineProperty(vi, Symbol.for("stilla:mocks"), { value: mocks.settle });
    }
    return vi;
  };
  controller.beginMocks = (file) => (getVi(), mocks.begin(file));
  let assert;
  const getAssert = () => (assert ??= makeAssert(api.expect, AssertionError));
  Object.defineProperty(api.asymmetrics, "assert", { get: getAssert, configurable: true });
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

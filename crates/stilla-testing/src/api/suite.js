// `describe`, `test` and the hooks, and the controller that the host drives.
//
// The run is a generator that yields what it has to wait for, so that tests without promises run without
// any. The host starts it, runs jobs, and tells it when nothing more can happen (`abandon`).
(api, inspect) => {
  "use strict";
  const { expect, AssertionError, count } = api;
  const makeSuite = (name, parent, mode) => ({
    name, parent, mode, members: [], beforeAll: [], afterAll: [], beforeEach: [], afterEach: [],
  });
  const root = makeSuite("", undefined, "run");
  const state = { suite: root, hasOnly: false, finished: [] };
  const isThenable = (value) => value !== null && typeof value === "object" && typeof value.then === "function";
  const fullName = (item) => (item.parent === undefined ? "" : [fullName(item.parent), item.name].filter(Boolean).join(" > "));

  const addTest = (name, options, mode) => {
    const run = options.find((option) => typeof option === "function");
    state.hasOnly ||= mode === "only";
    state.suite.members.push({ name: String(name.name ?? name), parent: state.suite, mode: run === undefined ? "todo" : mode, run });
  };

  const addSuite = (name, options, mode) => {
    const outer = state.suite;
    const suite = makeSuite(String(name.name ?? name), outer, mode);
    state.hasOnly ||= mode === "only";
    outer.members.push(suite);
    state.suite = suite;
    try {
      options.find((option) => typeof option === "function")?.();
    } finally {
      state.suite = outer;
    }
  };

  // The name of a row of a table: printf directives, then `$key` of a row that is an object.
  const rowName = (template, row, number) => {
    const values = Array.isArray(row) ? [...row] : [row];
    const name = template.replace(/%[sdifjo#%]/g, (directive) => {
      if (directive === "%%") return "%";
      if (directive === "%#") return String(number);
      if (values.length === 0) return directive;
      const value = values.shift();
      return directive === "%s" ? String(value) : directive === "%j" ? JSON.stringify(value) : inspect(value);
    });
    if (Array.isArray(row) || typeof row !== "object" || row === null) return name;
    return name.replace(/\$([A-Za-z_][\w.]*)/g, (text, path) => {
      const value = path.split(".").reduce((object, key) => object?.[key], row);
      return value === undefined ? text : typeof value === "string" ? value : inspect(value);
    });
  };

  const variants = (add, mode) => {
    const define = (name, ...options) => add(name, options, mode);
    define.each = (table) => (template, run) => {
      table.forEach((row, number) => {
        const bound = () => (Array.isArray(row) ? run(...row) : run(row));
        add(rowName(template, row, number), [bound], mode);
      });
    };
    return define;
  };
  const family = (add, modes) => {
    const define = variants(add, "run");
    for (const mode of modes) define[mode] = variants(add, mode);
    define.concurrent = define;
    define.sequential = define;
    define.skipIf = (condition) => (condition ? define.skip : define);
    define.runIf = (condition) => (condition ? define : define.skip);
    return define;
  };
  const test = family(addTest, ["skip", "only", "todo", "fails"]);
  const describe = family(addSuite, ["skip", "only", "todo"]);
  const hook = (kind) => (run) => {
    state.suite[kind].push(run);
  };

  const hasOnly = (suite) => suite.members.some((member) => member.mode === "only" || (member.members && hasOnly(member)));
  const isSelected = (item, inOnly, filter) => {
    if (item.members) return item.members.some((member) => isSelected(member, inOnly || item.mode === "only", filter));
    if (state.hasOnly && !inOnly && item.mode !== "only") return false;
    return fullName(item).includes(filter);
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

  const controller = {
    results: [], done: false, current: undefined, bail: false,
    run(filter, bail) {
      controller.bail = bail;
      advance(runSuite(root, false, filter), "next", undefined);
    },
    // Called when no job is left: what the running test waits for will never happen.
    abandon() {
      waiting?.(new AssertionError("the promise is still pending after all jobs ran"));
    },
  };

  const record = (item, status, error) => {
    const result = { name: fullName(item), status };
    if (status === "fail") Object.assign(result, describeError(error));
    controller.results.push(result);
    if (status === "fail" && controller.bail) controller.stopped = true;
  };

  let waiting;
  const advance = (run, method, value) => {
    for (;;) {
      const step = run[method](value);
      if (step.done) {
        controller.done = true;
        return;
      }
      if (isThenable(step.value)) {
        let isOpen = true;
        const settle = (method, value) => {
          if (!isOpen) return;
          isOpen = false;
          waiting = undefined;
          advance(run, method, value);
        };
        waiting = (error) => settle("throw", error);
        step.value.then((value) => settle("next", value), (reason) => settle("throw", reason));
        return;
      }
      method = "next";
      value = step.value;
    }
  };

  const chain = (suite, kind) => (suite === undefined ? [] : [...chain(suite.parent, kind), ...suite[kind]]);

  function* attempt(steps) {
    const failures = [];
    for (const step of steps) {
      try {
        yield step();
      } catch (error) {
        failures.push(error);
      }
    }
    return failures;
  }

  function* runBody(item) {
    for (const before of chain(item.parent, "beforeEach")) yield before();
    yield item.run();
    const { made, announced } = count;
    if (announced !== undefined && (announced.isExact ? made !== announced.number : made < announced.number)) {
      throw new AssertionError(`expected ${announced.isExact ? "" : "at least "}${announced.number} assertions, but ${made} were made`);
    }
  }

  function* runTest(item) {
    Object.assign(count, { made: 0, announced: undefined });
    state.finished = [];
    controller.current = fullName(item);
    const failures = [];
    try {
      yield* runBody(item);
    } catch (error) {
      failures.push(error);
    }
    const after = [...chain(item.parent, "afterEach").reverse(), ...state.finished.reverse()];
    failures.push(...(yield* attempt(after)));
    controller.current = undefined;
    if (item.mode === "fails") {
      const error = new AssertionError("the test passes although it is marked as failing");
      record(item, failures.length > 0 ? "pass" : "fail", error);
    } else if (failures.length > 0) {
      record(item, "fail", failures[0]);
    } else {
      record(item, "pass");
    }
  }

  function* runSuite(suite, inOnly, filter) {
    // An `only` inside narrows the choice further.
    const only = (inOnly || suite.mode === "only") && !hasOnly(suite);
    const failures = yield* attempt(isSelected(suite, inOnly, filter) ? suite.beforeAll : []);
    if (failures.length > 0) record({ name: "beforeAll", parent: suite }, "fail", failures[0]);
    for (const member of suite.members) {
      if (controller.stopped) break;
      if (!isSelected(member, only, filter)) {
        if (!member.members && fullName(member).includes(filter)) record(member, "skip");
        else if (member.members) yield* skipAll(member, "skip", filter);
      } else if (member.mode === "skip" || member.mode === "todo" || failures.length > 0) {
        if (member.members) yield* skipAll(member, member.mode === "todo" ? "todo" : "skip", filter);
        else record(member, member.mode === "todo" ? "todo" : "skip");
      } else if (member.members) {
        yield* runSuite(member, only, filter);
      } else {
        yield* runTest(member);
      }
    }
    const last = yield* attempt(isSelected(suite, inOnly, filter) ? suite.afterAll : []);
    if (last.length > 0) record({ name: "afterAll", parent: suite }, "fail", last[0]);
  }

  function* skipAll(suite, status, filter) {
    for (const member of suite.members) {
      if (member.members) yield* skipAll(member, status, filter);
      else if (fullName(member).includes(filter)) record(member, status);
    }
  }

  const globals = {
    test, it: test, describe, expect,
    beforeAll: hook("beforeAll"), afterAll: hook("afterAll"),
    beforeEach: hook("beforeEach"), afterEach: hook("afterEach"),
    onTestFinished: (run) => {
      state.finished.push(run);
    },
  };
  for (const name of Object.keys(globals)) {
    Object.defineProperty(globalThis, name, { value: globals[name], writable: true, configurable: true });
  }
  return controller;
};

// `suite`, `group` and `bench`, and the controller with which the host measures what they declare.
//
// The host decides how often something runs and holds the clock; here stands only what a benchmark does:
// prepare, run so many times, clean up. Each of the three may wait for promises.
(inspect) => {
  "use strict";
  const groups = [];
  const benchmarks = [];
  const isThenable = (value) => value !== null && typeof value === "object" && typeof value.then === "function";
  const textOf = (name) => String(typeof name === "function" ? name.name : name);
  const { toString } = Object.prototype;
  const isGenerator = (run) => /Generator/.test(toString.call(run));

  const suite = (name, run) => {
    groups.push(textOf(name));
    try {
      const result = run?.();
      if (isThenable(result)) throw new TypeError(`suite(${inspect(name)}) was given an async function: benchmarks are declared at once`);
    } finally {
      groups.pop();
    }
  };

  // `(name, run, options)`, `(name, options, run)`, `(name, { setup, run, teardown })`
  const declare = (mode) => (name, ...rest) => {
    const options = rest.find((part) => typeof part === "object" && part !== null) ?? {};
    const run = rest.find((part) => typeof part === "function") ?? options.run;
    if (typeof run !== "function") throw new TypeError(`bench(${inspect(name)}) needs a function to run, but got ${inspect(rest[0])}`);
    const { setup, teardown, baseline } = options;
    benchmarks.push({ name: textOf(name), group: groups.join(" > "), run, setup, teardown, isBaseline: baseline === true, ...mode });
  };
  const bench = declare({});
  bench.skip = declare({ isSkipped: true });
  bench.todo = (name) => declare({ isSkipped: true })(name, () => {});
  bench.only = declare({ isOnly: true });
  bench.skipIf = (condition) => (condition ? bench.skip : bench);
  bench.runIf = (condition) => (condition ? bench : bench.skip);
  suite.skip = () => {};
  suite.todo = () => {};

  let current;
  const controller = {
    benchmarks, isOver: true, failure: undefined,
    // Each of these ends at once, or sets `isOver` later.
    prepare(index) {
      current = { ...benchmarks[index] };
      return isGenerator(current.run) ? wait(begin()) : wait(current.setup?.(), (state) => {
        current.state = state;
      });
    },
    run(count) {
      const { run, state } = current;
      if (current.isAsync) return wait(runAsync(run, state, count));
      const first = run(state);
      if (isThenable(first)) {
        current.isAsync = true;
        return wait(first.then(() => runAsync(run, state, count - 1)));
      }
      for (let i = 1; i < count; i++) run(state);
    },
    finish() {
      const { generator, teardown, state } = current;
      return wait(generator === undefined ? teardown?.(state) : end(generator));
    },
  };
  const runAsync = async (run, state, count) => {
    for (let i = 0; i < count; i++) await run(state);
  };
  const wait = (value, then = () => {}) => {
    if (!isThenable(value)) return then(value);
    controller.isOver = false;
    controller.failure = undefined;
    value.then((result) => {
      then(result);
      controller.isOver = true;
    }, (reason) => {
      controller.failure = { reason };
      controller.isOver = true;
    });
  };
  // A generator prepares, yields the function to measure, and cleans up.
  const begin = () => {
    current.generator = current.run();
    const take = ({ value, done }) => {
      if (done || typeof value !== "function") throw new TypeError(`bench(${inspect(current.name)}): the generator must yield a function, but it gave ${inspect(value)}`);
      current.run = value;
    };
    const first = current.generator.next();
    return isThenable(first) ? first.then(take) : take(first);
  };
  const end = (generator) => {
    const check = ({ done }) => {
      if (!done) throw new TypeError(`bench(${inspect(current.name)}): the generator must yield once`);
    };
    const last = generator.next();
    return isThenable(last) ? last.then(check) : check(last);
  };
  // Throws what a promise was rejected with.
  controller.check = () => {
    const { failure } = controller;
    controller.failure = undefined;
    if (failure !== undefined) throw failure.reason;
  };

  const globals = { suite, group: suite, describe: suite, bench };
  for (const name of Object.keys(globals)) {
    Object.defineProperty(globalThis, name, { value: globals[name], writable: true, configurable: true });
  }
  controller.removeGlobals = () => {
    for (const name of Object.keys(globals)) delete globalThis[name];
  };
  Object.defineProperty(globalThis, Symbol.for("stilla:bench"), { value: globals, configurable: true });
  return controller;
};

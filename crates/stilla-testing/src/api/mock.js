// `vi`: mock functions, spies, fake timers.
(equal, inspect) => {
  "use strict";
  const all = new Set();
  let order = 0;

  const fresh = () => ({ calls: [], results: [], settledResults: [], instances: [], contexts: [], invocationCallOrder: [] });
  const fn = (original) => {
    const inner = { implementation: original, once: [], state: fresh(), name: "vi.fn()" };
    const mock = function (...args) {
      const { state } = inner;
      state.calls.push(args);
      state.contexts.push(this);
      state.instances.push(this);
      state.invocationCallOrder.push(++order);
      const result = { type: "incomplete", value: undefined };
      state.results.push(result);
      const settled = { type: "incomplete", value: undefined };
      state.settledResults.push(settled);
      const run = inner.once.length > 0 ? inner.once.shift() : inner.implementation;
      try {
        const value = run === undefined ? undefined : new.target ? Reflect.construct(run, args, isConstructor(run) ? new.target : Object) : run.apply(this, args);
        Object.assign(result, { type: "return", value });
        if (value !== null && typeof value === "object" && typeof value.then === "function") {
          value.then((value) => Object.assign(settled, { type: "fulfilled", value }), (value) => Object.assign(settled, { type: "rejected", value }));
        } else {
          Object.assign(settled, { type: "fulfilled", value });
        }
        if (new.target && value !== undefined) state.instances[state.instances.length - 1] = value;
        return value;
      } catch (error) {
        Object.assign(result, { type: "throw", value: error });
        Object.assign(settled, { type: "rejected", value: error });
        throw error;
      }
    };
    const define = (name, value) => Object.defineProperty(mock, name, { value, writable: true, configurable: true });
    const chain = (name, change) => define(name, (...args) => {
      change(...args);
      return mock;
    });
    Object.defineProperty(mock, "mock", {
      configurable: true,
      get: () => Object.defineProperty(inner.state, "lastCall", { get: () => inner.state.calls.at(-1), configurable: true, enumerable: true }),
    });
    if (original !== undefined) Object.defineProperty(mock, "length", { value: original.length, configurable: true });
    chain("mockImplementation", (run) => {
      inner.implementation = run;
    });
    chain("mockImplementationOnce", (run) => inner.once.push(run));
    chain("mockReturnValue", (value) => {
      inner.implementation = () => value;
    });
    chain("mockReturnValueOnce", (value) => inner.once.push(() => value));
    chain("mockReturnThis", () => {
      inner.implementation = function () {
        return this;
      };
    });
    chain("mockResolvedValue", (value) => {
      inner.implementation = async () => value;
    });
    chain("mockResolvedValueOnce", (value) => inner.once.push(async () => value));
    chain("mockRejectedValue", (reason) => {
      inner.implementation = async () => {
        throw reason;
      };
    });
    chain("mockRejectedValueOnce", (reason) => inner.once.push(async () => {
      throw reason;
    }));
    chain("mockThrow", (error) => {
      inner.implementation = () => {
        throw error;
      };
    });
    chain("mockName", (name) => {
      inner.name = name;
    });
    chain("mockClear", () => {
      inner.state = fresh();
    });
    chain("mockReset", () => {
      inner.state = fresh();
      inner.once = [];
      inner.implementation = original;
    });
    chain("mockRestore", () => {
      mock.mockReset();
      inner.restore?.();
    });
    define("getMockName", () => inner.name);
    define("getMockImplementation", () => inner.once[0] ?? inner.implementation);
    define("withImplementation", (run, body) => {
      const before = inner.implementation;
      inner.implementation = run;
      const back = () => {
        inner.implementation = before;
        return mock;
      };
      const result = body();
      return result !== null && typeof result === "object" && typeof result.then === "function" ? result.then(back) : back();
    });
    if (Symbol.dispose) define(Symbol.dispose, () => mock.mockRestore());
    all.add(mock);
    inner.mock = mock;
    inners.set(mock, inner);
    return mock;
  };
  const inners = new WeakMap();
  const isConstructor = (value) => typeof value === "function" && value.prototype !== undefined;

  const spyOn = (object, key, access) => {
    let holder = object;
    while (holder !== null && !Object.hasOwn(holder, key)) holder = Object.getPrototypeOf(holder);
    if (holder === null) throw new TypeError(`${inspect(key)} is no property that can be spied on`);
    const before = Object.getOwnPropertyDescriptor(holder, key);
    const isOwn = holder === object;
    const part = access ?? "value";
    const original = part === "value" && before.get ? before.get.call(object) : before[part];
    if (typeof original !== "function") throw new TypeError(`${inspect(key)} is no function: ${inspect(original)}`);
    if (inners.has(original)) return original;
    const mock = fn(original);
    const inner = inners.get(mock);
    inner.name = String(key);
    const after = access === undefined
      ? { value: mock, writable: true, configurable: true, enumerable: before.enumerable }
      : { ...before, [access]: mock, configurable: true };
    Object.defineProperty(object, key, after);
    inner.restore = () => {
      if (isOwn) Object.defineProperty(object, key, before);
      else delete object[key];
    };
    return mock;
  };

  // Fake timers: a clock that only the test moves.
  const real = { Date: globalThis.Date };
  const names = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate", "clearImmediate"];
  for (const name of names) real[name] = globalThis[name];
  const clock = { isFake: false, now: 0, timers: [], lastId: 0, mocked: undefined };
  const add = (run, delay, every, args) => {
    const id = ++clock.lastId;
    clock.timers.push({ id, run, at: clock.now + Math.max(0, Number(delay) || 0), every, args });
    return id;
  };
  const clear = (id) => {
    clock.timers = clock.timers.filter((timer) => timer.id !== id);
  };
  const fakes = {
    setTimeout: (run, delay, ...args) => add(run, delay, undefined, args),
    setInterval: (run, delay, ...args) => add(run, delay, Math.max(1, Number(delay) || 0), args),
    setImmediate: (run, ...args) => add(run, 0, undefined, args),
    clearTimeout: clear, clearInterval: clear, clearImmediate: clear,
  };
  class FakeDate extends real.Date {
    constructor(...args) {
      if (args.length === 0) super(clock.now);
      else super(...args);
    }
    static now() {
      return clock.now;
    }
  }
  Object.defineProperty(FakeDate, "name", { value: "Date" });
  const next = (limit = Infinity) => clock.timers.filter((timer) => timer.at <= limit).sort((a, b) => a.at - b.at || a.id - b.id)[0];
  const fire = (timer) => {
    clock.now = Math.max(clock.now, timer.at);
    if (timer.every === undefined) clear(timer.id);
    else timer.at = clock.now + timer.every;
    timer.run(...timer.args);
  };
  const MOST = 10_000;
  const guard = (count) => {
    if (count > MOST) throw new Error(`more than ${MOST} timers ran: is there one that sets itself again?`);
  };
  const advance = (ms) => {
    const end = clock.now + ms;
    for (let timer; (timer = next(end)) !== undefined;) fire(timer);
    clock.now = end;
  };
  // Jobs between two timers: promises that the first one settled have their say.
  const jobs = async () => {
    for (let i = 0; i < 10; i++) await undefined;
  };
  const advanceAsync = async (ms) => {
    const end = clock.now + ms;
    await jobs();
    for (let timer; (timer = next(end)) !== undefined;) {
      fire(timer);
      await jobs();
    }
    clock.now = end;
  };
  const needFake = () => {
    if (!clock.isFake) throw new Error("the timers are not fake: call vi.useFakeTimers() first");
  };

  const stubs = new Map();
  const environment = new Map();
  const vi = {
    fn, spyOn,
    isMockFunction: (value) => typeof value === "function" && inners.has(value),
    mocked: (value) => value,
    hoisted: (make) => make(),
    clearAllMocks: () => (all.forEach((mock) => mock.mockClear()), vi),
    resetAllMocks: () => (all.forEach((mock) => mock.mockReset()), vi),
    restoreAllMocks: () => (all.forEach((mock) => inners.get(mock).restore && mock.mockRestore()), vi),
    stubGlobal(name, value) {
      if (!stubs.has(name)) stubs.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
      Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: true });
      return vi;
    },
    unstubAllGlobals() {
      for (const [name, before] of stubs) {
        if (before === undefined) delete globalThis[name];
        else Object.defineProperty(globalThis, name, before);
      }
      stubs.clear();
      return vi;
    },
    stubEnv(name, value) {
      const { env } = globalThis.process ?? {};
      if (env === undefined) throw new TypeError("vi.stubEnv changes process.env, which is there with --with=process");
      if (!environment.has(name)) environment.set(name, Object.getOwnPropertyDescriptor(env, name));
      if (value === undefined) delete env[name];
      else env[name] = `${value}`;
      return vi;
    },
    unstubAllEnvs() {
      for (const [name, before] of environment) {
        if (before === undefined) delete globalThis.process.env[name];
        else Object.defineProperty(globalThis.process.env, name, before);
      }
      environment.clear();
      return vi;
    },
    useFakeTimers(options = {}) {
      if (!clock.isFake) {
        clock.isFake = true;
        clock.now = Number(options.now ?? clock.mocked ?? real.Date.now());
        const chosen = options.toFake;
        for (const name of names) {
          if (chosen === undefined || chosen.includes(name)) globalThis[name] = fakes[name];
        }
        if (chosen === undefined || chosen.includes("Date")) globalThis.Date = FakeDate;
      }
      return vi;
    },
    useRealTimers() {
      clock.isFake = false;
      clock.mocked = undefined;
      clock.timers = [];
      for (const name of names) globalThis[name] = real[name];
      globalThis.Date = real.Date;
      return vi;
    },
    isFakeTimers: () => clock.isFake,
    setSystemTime(time) {
      const value = new real.Date(time).getTime();
      clock.mocked = value;
      for (const timer of clock.timers) timer.at += value - clock.now;
      clock.now = value;
      globalThis.Date = FakeDate;
      return vi;
    },
    getMockedSystemTime: () => (globalThis.Date === FakeDate ? new real.Date(clock.now) : null),
    getRealSystemTime: () => real.Date.now(),
    getTimerCount: () => (needFake(), clock.timers.length),
    clearAllTimers: () => ((clock.timers = []), vi),
    advanceTimersByTime: (ms) => (needFake(), advance(ms), vi),
    advanceTimersByTimeAsync: async (ms) => (needFake(), await advanceAsync(ms), vi),
    advanceTimersToNextTimer() {
      needFake();
      const timer = next();
      if (timer !== undefined) fire(timer);
      return vi;
    },
    async advanceTimersToNextTimerAsync() {
      vi.advanceTimersToNextTimer();
      await jobs();
      return vi;
    },
    runAllTimers() {
      needFake();
      for (let count = 0, timer; (timer = next()) !== undefined; guard(++count)) fire(timer);
      return vi;
    },
    async runAllTimersAsync() {
      needFake();
      await jobs();
      for (let count = 0, timer; (timer = next()) !== undefined; guard(++count)) {
        fire(timer);
        await jobs();
      }
      return vi;
    },
    runOnlyPendingTimers() {
      needFake();
      for (const timer of [...clock.timers].sort((a, b) => a.at - b.at || a.id - b.id)) fire(timer);
      return vi;
    },
    async runOnlyPendingTimersAsync() {
      vi.runOnlyPendingTimers();
      await jobs();
      return vi;
    },
    runAllTicks: () => vi,
    async waitFor(probe, options = {}) {
      const { timeout = 1000, interval = 50 } = typeof options === "number" ? { timeout: options } : options;
      const end = real.Date.now() + timeout;
      for (;;) {
        try {
          return await probe();
        } catch (error) {
          if (real.Date.now() >= end) throw error;
        }
        if (clock.isFake) await advanceAsync(interval);
        await new Promise((resolve) => real.setTimeout.call(undefined, resolve, clock.isFake ? 1 : interval));
      }
    },
    waitUntil: (probe, options) => vi.waitFor(async () => {
      const value = await probe();
      if (!value) throw new Error("the condition was not met in time");
      return value;
    }, options),
  };
  return vi;
};

// Fake timers: a clock that only the test moves. What is here becomes part of `vi`.
(vi) => {
  "use strict";
  const { performance, process } = globalThis;
  const FRAME = 16;
  const MOST = 10_000;
  const optional = ["nextTick", "queueMicrotask"];
  const clock = { isFake: false, now: 0, begin: 0, timers: [], ticks: [], lastId: 0, limit: MOST, mode: "manual", restore: [] };

  const add = (run, delay, every, args, kind = "timer") => {
    if (typeof run !== "function") throw new TypeError("a timer needs a function to call");
    const id = ++clock.lastId;
    clock.timers.push({ id, run, at: clock.now + Math.max(0, Number(delay) || 0), every, args, kind });
    tick();
    return id;
  };
  const clear = (id) => {
    clock.timers = clock.timers.filter((timer) => timer.id !== id);
  };
  const untilFrame = () => FRAME - ((clock.now - clock.begin) % FRAME);
  const sinceBegin = () => clock.now - clock.begin;
  const fakes = {
    setTimeout: (run, delay, ...args) => add(run, delay, undefined, args),
    setInterval: (run, delay, ...args) => add(run, delay, Math.max(1, Number(delay) || 0), args),
    setImmediate: (run, ...args) => add(run, 0, undefined, args),
    clearTimeout: clear, clearInterval: clear, clearImmediate: clear,
    requestAnimationFrame: (run) => add(() => run(sinceBegin()), untilFrame(), undefined, [], "frame"),
    requestIdleCallback: (run) => add(() => run({ didTimeout: false, timeRemaining: () => 0 }), 0, undefined, []),
    cancelAnimationFrame: clear, cancelIdleCallback: clear,
    queueMicrotask: (run) => void clock.ticks.push({ run, args: [] }),
  };
  const real = { Date: globalThis.Date };
  for (const name of Object.keys(fakes)) real[name] = globalThis[name];
  // With `new` or without, as the real one.
  function FakeDate(...args) {
    if (new.target === undefined) return new real.Date(clock.now).toString();
    return Reflect.construct(real.Date, args.length === 0 ? [clock.now] : args, new.target === FakeDate ? real.Date : new.target);
  }
  Object.defineProperties(FakeDate, { ...Object.getOwnPropertyDescriptors(real.Date), now: { value: () => clock.now, writable: true, configurable: true } });

  const next = (limit = Infinity) => clock.timers.filter((timer) => timer.at <= limit).sort((a, b) => a.at - b.at || a.id - b.id)[0];
  const runTicks = () => {
    for (let count = 0; clock.ticks.length > 0; guard(++count)) {
      const { run, args } = clock.ticks.shift();
      run(...args);
    }
  };
  const fire = (timer) => {
    runTicks();
    clock.now = Math.max(clock.now, timer.at);
    if (timer.every === undefined) clear(timer.id);
    else timer.at = clock.now + timer.every;
    timer.run(...timer.args);
    runTicks();
  };
  const guard = (count) => {
    if (count > clock.limit) throw new Error(`more than ${clock.limit} timers ran: is there one that sets itself again?`);
  };
  const advance = (ms) => {
    const end = clock.now + ms;
    runTicks();
    for (let timer; (timer = next(end)) !== undefined;) fire(timer);
    clock.now = end;
  };
  // Jobs between two timers: promises that the first one settled have their say.
  const jobs = async () => {
    for (let i = 0; i < 10; i++) await undefined;
  };
  const amongJobs = async (run) => {
    await jobs();
    run();
    await jobs();
    return vi;
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

  // The modes in which the clock moves by itself, on real timers.
  const tick = () => {
    if (clock.mode !== "nextTimerAsync" || clock.ticking !== undefined) return;
    clock.ticking = real.setTimeout.call(undefined, () => {
      clock.ticking = undefined;
      const timer = next();
      if (timer !== undefined) fire(timer);
      if (clock.timers.length > 0) tick();
    }, 0);
  };
  const setMode = (mode, interval = 20) => {
    if (!["manual", "nextTimerAsync", "interval"].includes(mode)) throw new TypeError(`the clock has no mode ${JSON.stringify(mode)}: there are manual, nextTimerAsync and interval`);
    real.clearInterval.call(undefined, clock.moving);
    clock.mode = mode;
    if (mode === "interval") clock.moving = real.setInterval.call(undefined, () => advance(interval), interval);
    if (clock.timers.length > 0) tick();
  };

  const put = (object, name, value) => {
    const before = Object.getOwnPropertyDescriptor(object, name);
    Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: before?.enumerable ?? true });
    clock.restore.push(() => (before === undefined ? delete object[name] : Object.defineProperty(object, name, before)));
  };
  // What there is without being asked for; frames and idle times are for those who name them.
  const chosen = ({ toFake, toNotFake }) => {
    if (toFake !== undefined && toNotFake !== undefined) throw new TypeError("vi.useFakeTimers: toFake and toNotFake can not stand together");
    const usual = [...Object.keys(fakes).filter((name) => real[name] !== undefined && !optional.includes(name)), "Date", "performance"];
    return toFake ?? usual.filter((name) => !toNotFake?.includes(name));
  };
  const fake = (name) => {
    if (name === "Date") put(globalThis, name, FakeDate);
    else if (name === "performance") performance && put(performance, "now", sinceBegin);
    else if (name === "nextTick") process && put(process, name, (run, ...args) => void clock.ticks.push({ run, args }));
    else if (Object.hasOwn(fakes, name)) put(globalThis, name, fakes[name]);
    else throw new TypeError(`vi.useFakeTimers: there is nothing to fake that is called ${JSON.stringify(name)}`);
  };
  // Waits between two tries, while the fake clock moves; says whether there is time for another.
  const pauses = (options) => {
    const { timeout = 1000, interval = 50 } = typeof options === "number" ? { timeout: options } : options;
    const end = real.Date.now() + timeout;
    return async () => {
      if (real.Date.now() >= end) return false;
      if (clock.isFake) await advanceAsync(interval);
      await new Promise((resolve) => real.setTimeout.call(undefined, resolve, clock.isFake ? 1 : interval));
      return true;
    };
  };
  const timeOf = (time) => new real.Date(time).getTime();

  Object.assign(vi, {
    useFakeTimers(options = {}) {
      if (clock.isFake) return vi;
      const settings = { ...clock.settings, ...options };
      const now = settings.now === undefined ? clock.mocked ?? real.Date.now() : timeOf(settings.now);
      vi.useRealTimers();
      Object.assign(clock, { isFake: true, now, begin: now, limit: settings.loopLimit ?? MOST });
      for (const name of chosen(settings)) fake(name);
      if (settings.shouldAdvanceTime) setMode("interval", settings.advanceTimeDelta);
      return vi;
    },
    useRealTimers() {
      setMode("manual");
      Object.assign(clock, { isFake: false, mocked: undefined, timers: [], ticks: [] });
      for (const restore of clock.restore.splice(0).reverse()) restore();
      return vi;
    },
    isFakeTimers: () => clock.isFake,
    setTimerTickMode(mode, interval) {
      needFake();
      setMode(mode, interval);
      return vi;
    },
    setSystemTime(time) {
      const value = timeOf(time);
      clock.mocked = value;
      for (const timer of clock.timers) timer.at += value - clock.now;
      clock.begin += value - clock.now;
      clock.now = value;
      if (globalThis.Date !== FakeDate) put(globalThis, "Date", FakeDate);
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
    advanceTimersToNextTimerAsync: () => amongJobs(() => vi.advanceTimersToNextTimer()),
    advanceTimersToNextFrame: () => (needFake(), advance(untilFrame()), vi),
    runAllTimers() {
      needFake();
      runTicks();
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
    // Up to the time of the last one that is set now.
    runOnlyPendingTimers() {
      needFake();
      advance(Math.max(clock.now, ...clock.timers.map(({ at }) => at)) - clock.now);
      return vi;
    },
    runOnlyPendingTimersAsync: () => amongJobs(() => vi.runOnlyPendingTimers()),
    runAllTicks: () => (needFake(), runTicks(), vi),
    async waitFor(probe, options = {}) {
      for (const pause = pauses(options); ;) {
        try {
          return await probe();
        } catch (error) {
          if (!(await pause())) throw error;
        }
      }
    },
    // Unlike `waitFor`, an exception of the function ends it at once.
    async waitUntil(probe, options = {}) {
      for (const pause = pauses(options); ;) {
        const value = await probe();
        if (value) return value;
        if (!(await pause())) throw new Error("the condition was not met in time");
      }
    },
  });
  return (settings) => {
    clock.settings = settings;
  };
};

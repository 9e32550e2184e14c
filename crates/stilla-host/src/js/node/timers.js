// stilla:timers and stilla:timers/promises: Node's timers.
() => {
  "use strict";
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = globalThis;
  const after = (set, clear) => (...args) => new Promise((resolve, reject) => {
    const { signal } = args.at(-1) ?? {};
    signal?.throwIfAborted();
    const value = args.at(-2);
    const end = (settle, result) => {
      signal?.removeEventListener("abort", aborted);
      settle(result);
    };
    const aborted = () => {
      clear(id);
      const error = Object.assign(new Error("The operation was aborted", { cause: signal.reason }), { code: "ABORT_ERR" });
      end(reject, Object.defineProperty(error, "name", { value: "AbortError", configurable: true, writable: true }));
    };
    const id = set(() => end(resolve, value), args[0]);
    signal?.addEventListener("abort", aborted);
  });
  const wait = after(setTimeout, clearTimeout);
  const next = after((run) => setImmediate(run), clearImmediate);
  const promises = {
    setTimeout: (delay, value, options = {}) => wait(delay, value, options),
    setImmediate: (value, options = {}) => next(value, options),
    async *setInterval(delay, value, options = {}) {
      for (;;) yield await wait(delay, value, options);
    },
    scheduler: { wait: (delay, options = {}) => wait(delay, undefined, options), yield: () => next(undefined, {}) },
  };
  const timers = { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate, promises };
  return { ...timers, default: timers };
}

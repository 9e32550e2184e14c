// `vi`: mock functions, spies, globals that others take the place of.
(equal, inspect) => {
  "use strict";
  const isThenable = (value) => value !== null && typeof value === "object" && typeof value.then === "function";
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
        if (isThenable(value)) {
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
    chain("mockThrowOnce", (error) => inner.once.push(() => {
      throw error;
    }));
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
      return isThenable(result) ? result.then(back) : back();
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
    // An assertion that fails inside of a helper is shown where the helper was called.
    defineHelper(helper) {
      return function (...args) {
        const place = new Error("");
        const move = (error) => {
          if (error instanceof Error) Object.defineProperty(error, "stack", { value: place.stack, writable: true, configurable: true });
          throw error;
        };
        try {
          const result = helper.apply(this, args);
          return isThenable(result) ? result.then(undefined, move) : result;
        } catch (error) {
          move(error);
        }
      };
    },
  };
  return vi;
};

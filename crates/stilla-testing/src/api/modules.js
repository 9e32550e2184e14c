// `vi.mock` and its relatives: modules that others take the place of.
//
// A file's own calls of `vi.mock` and `vi.hoisted` at its top run before its imports: the host runs them as a program
// of their own first, so that a mock stands in the module map when the imports are linked. When the file itself runs,
// they give what they gave before.
(host, inspect, vi, fn) => {
  "use strict";
  const mocks = new Map();
  const actual = new Map();
  const hoisted = [];
  const pending = [];
  let isHoisting = false;
  let next = 0;
  const isThenable = (value) => value !== null && typeof value === "object" && typeof value.then === "function";

  // The identity of a module; a specifier that names none is its own.
  let file = "";
  const find = (specifier) => {
    if (typeof specifier !== "string") throw new TypeError(`the name of a module must be a string, not ${inspect(specifier)}`);
    return host.resolve(specifier, file) ?? specifier;
  };
  const load = (identity) => import(identity);
  // The module itself, whatever stands in its place.
  const loadActual = (identity) => {
    if (!actual.has(identity)) {
      const mock = mocks.get(identity);
      if (mock === undefined) return load(identity);
      host.forget(identity);
      actual.set(identity, load(identity));
      host.replace(identity, mock.exports);
    }
    return actual.get(identity);
  };

  const isClass = (value) => typeof value === "function" && value.prototype !== undefined && Reflect.ownKeys(value.prototype).length > 1;
  // What takes the place of a value: functions that do nothing (or what they did, if they are only watched).
  const automock = (value, isSpy, seen = new Map()) => {
    if (value === null || (typeof value !== "object" && typeof value !== "function")) return value;
    if (seen.has(value)) return seen.get(value);
    if (Array.isArray(value)) return isSpy ? value : [];
    let mock;
    if (typeof value === "function") {
      mock = isSpy || isClass(value) ? fn(value) : fn();
      mock.mockName(value.name);
      seen.set(value, mock);
      if (isClass(value)) {
        mock.prototype = value.prototype;
        if (!isSpy) mockMethods(value.prototype, seen);
      }
    } else {
      const prototype = Object.getPrototypeOf(value);
      if (prototype !== Object.prototype && prototype !== null && value[Symbol.toStringTag] !== "Module") {
        mock = Object.create(prototype);
      } else {
        mock = {};
      }
      seen.set(value, mock);
    }
    for (const key of Reflect.ownKeys(value)) {
      if (typeof value === "function" && ["length", "name", "prototype", "arguments", "caller"].includes(key)) continue;
      const property = Object.getOwnPropertyDescriptor(value, key);
      if (property.get) Object.defineProperty(mock, key, property);
      else mock[key] = automock(value[key], isSpy, seen);
    }
    return mock;
  };
  const mockMethods = (prototype, seen) => {
    for (const key of Reflect.ownKeys(prototype)) {
      const property = Object.getOwnPropertyDescriptor(prototype, key);
      if (key === "constructor" || typeof property.value !== "function") continue;
      const mock = fn();
      seen.set(property.value, mock);
      Object.defineProperty(prototype, key, { ...property, value: mock });
    }
  };
  // The file in the folder `__mocks__` beside a module.
  const manual = (identity) => {
    const cut = identity.lastIndexOf("/");
    return host.resolve(`${identity.slice(0, cut)}/__mocks__/${identity.slice(cut + 1)}`, identity);
  };

  const install = (identity, exports) => {
    if (exports === null || typeof exports !== "object") {
      throw new TypeError(`vi.mock: the function must give an object with the exports of the module, but it gave ${inspect(exports)}`);
    }
    mocks.set(identity, { exports });
    host.replace(identity, exports);
  };
  const exportsOf = async (identity, make) => {
    const original = () => loadActual(identity);
    if (typeof make === "function") return make(original);
    const own = make?.spy ? undefined : manual(identity);
    return own === undefined ? automock(await original(), make?.spy === true) : { ...(await load(own)) };
  };
  // At once, if the function gives no promise.
  const mock = (specifier, make) => {
    const identity = find(specifier);
    if (typeof make === "function") {
      const exports = make(() => loadActual(identity));
      if (!isThenable(exports)) return install(identity, exports);
      return pending.push(exports.then((exports) => install(identity, exports))), undefined;
    }
    pending.push(exportsOf(identity, make).then((exports) => install(identity, exports)));
  };
  const unmock = (specifier) => {
    const identity = find(specifier);
    mocks.delete(identity);
    actual.delete(identity);
    host.forget(identity);
  };
  const settle = async () => {
    while (pending.length > 0) await pending.shift();
  };

  Object.assign(vi, {
    mock(specifier, make) {
      if (!isHoisting && isThenable(specifier)) return;
      if (isHoisting || !mocks.has(find(specifier))) mock(specifier, make);
    },
    doMock: mock,
    unmock(specifier) {
      if (isHoisting || mocks.has(find(specifier))) unmock(specifier);
    },
    doUnmock: unmock,
    hoisted(make) {
      if (isHoisting) {
        const value = make();
        hoisted.push({ text: String(make), value });
        return value;
      }
      const before = hoisted[next];
      if (before?.text !== String(make)) return make();
      next++;
      return before.value;
    },
    importActual: (specifier) => loadActual(find(specifier)),
    async importMock(specifier) {
      const identity = find(specifier);
      await settle();
      return mocks.has(identity) ? load(identity) : automock(await loadActual(identity), false);
    },
    mockObject: (value, options) => automock(value, options?.spy === true),
    resetModules() {
      host.reset();
      actual.clear();
      for (const [identity, { exports }] of mocks) host.replace(identity, exports);
      return vi;
    },
    async dynamicImportSettled() {
      await settle();
    },
  });
  // For the host: what runs from `begin` to the end of `settle` stands before the imports.
  return {
    begin(name) {
      file = name;
      isHoisting = true;
    },
    async settle() {
      await settle();
      isHoisting = false;
    },
  };
};

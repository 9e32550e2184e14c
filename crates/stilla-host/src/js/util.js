// stilla:util: Node's util, as far as programs use it.
(native) => {
  "use strict";
  const inspect = (value, options) => native.inspect(value, options ?? {});
  inspect.custom = Symbol.for("nodejs.util.inspect.custom");
  const format = (...values) => native.format(...values);
  const promisify = (work) => {
    if (typeof work !== "function") throw new TypeError("promisify expected a function");
    return function (...args) {
      return new Promise((resolve, reject) => {
        work.call(this, ...args, (error, value) => (error ? reject(error) : resolve(value)));
      });
    };
  };
  const callbackify = (work) => function (...args) {
    const callback = args.pop();
    work.apply(this, args).then((value) => callback(null, value), (error) => callback(error));
  };
  const inherits = (type, parent) => {
    Object.defineProperty(type, "super_", { value: parent, writable: true, configurable: true });
    Object.setPrototypeOf(type.prototype, parent.prototype);
  };
  const deprecate = (work) => work;
  const isEqual = (a, b, seen) => {
    if (Object.is(a, b)) return true;
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) || Array.isArray(a) !== Array.isArray(b)) return false;
    if (seen.some(([x, y]) => x === a && y === b)) return true;
    seen = [...seen, [a, b]];
    if (a instanceof Date) return a.getTime() === b.getTime();
    if (a instanceof RegExp) return String(a) === String(b);
    if (a instanceof Map) {
      return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isEqual(value, b.get(key), seen));
    }
    if (a instanceof Set) {
      return a.size === b.size && [...a].every((item) => b.has(item) || [...b].some((other) => isEqual(item, other, seen)));
    }
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length
      && keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key], seen));
  };
  const isDeepStrictEqual = (a, b) => isEqual(a, b, []);
  const stripVTControlCharacters = (text) => `${text}`.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "");
  const util = { inspect, format, promisify, callbackify, inherits, deprecate, isDeepStrictEqual, stripVTControlCharacters };
  return { ...util, default: util };
}

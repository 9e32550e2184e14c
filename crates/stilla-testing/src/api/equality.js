// Deep equality: `(a, b, isStrict) => boolean`, in the manner of Vitest's toEqual and toStrictEqual.
// The two differ in undefined properties, holes and prototypes, which only the strict one sees; Chai's (`"keys"`) sees
// all of these but prototypes.
() => {
  "use strict";
  const tagOf = (value) => Object.prototype.toString.call(value);
  const isObject = (value) => typeof value === "object" && value !== null;
  const isAsymmetric = (value) => isObject(value) && typeof value.asymmetricMatch === "function";

  const keysOf = (object, isStrict) => {
    const keys = Reflect.ownKeys(object).filter((key) => Object.prototype.propertyIsEnumerable.call(object, key));
    return isStrict ? keys : keys.filter((key) => object[key] !== undefined);
  };

  const sameProperties = (a, b, isStrict, open) => {
    const keys = keysOf(a, isStrict);
    return keys.length === keysOf(b, isStrict).length
      && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key], isStrict, open));
  };

  // Each entry of `a` has a partner of its own in `b`, whatever their order.
  const sameEntries = (a, b, isStrict, open) => {
    const rest = [...b];
    return a.size === b.size && [...a].every((entry) => {
      const place = rest.findIndex((other) => equal(entry, other, isStrict, open));
      if (place >= 0) rest.splice(place, 1);
      return place >= 0;
    });
  };

  const sameBytes = (a, b) => {
    if (a.byteLength !== b.byteLength) return false;
    const [left, right] = [new Uint8Array(a), new Uint8Array(b)];
    return left.every((byte, i) => byte === right[i]);
  };

  const sameContent = (a, b, isStrict, open) => {
    switch (tagOf(a)) {
      case "[object Number]":
      case "[object String]":
      case "[object Boolean]":
      case "[object Symbol]":
      case "[object BigInt]":
        return Object.is(a.valueOf(), b.valueOf()) && sameProperties(a, b, isStrict, open);
      case "[object Date]":
        return Object.is(a.getTime(), b.getTime());
      case "[object RegExp]":
        return a.source === b.source && a.flags === b.flags;
      case "[object Error]":
        return a.name === b.name && a.message === b.message
          && equal(a.cause, b.cause, isStrict, open) && sameProperties(a, b, isStrict, open);
      case "[object Map]":
      case "[object Set]":
        return sameEntries(a, b, isStrict, open);
      case "[object ArrayBuffer]":
      case "[object SharedArrayBuffer]":
        return sameBytes(a, b);
      case "[object Promise]":
      case "[object WeakMap]":
      case "[object WeakSet]":
      case "[object WeakRef]":
        return false;
      case "[object Array]":
        if (a.length !== b.length) return false;
        if (isStrict) return sameProperties(a, b, isStrict, open);
        for (let i = 0; i < a.length; i++) {
          if (!equal(a[i], b[i], isStrict, open)) return false;
        }
        return sameProperties(a, b, isStrict, open);
      default:
        if (ArrayBuffer.isView(a) && "length" in a) {
          return a.length === b.length && a.every((element, i) => Object.is(element, b[i]));
        }
        return sameProperties(a, b, isStrict, open);
    }
  };

  const equal = (a, b, isStrict, open) => {
    if (isAsymmetric(b)) return b.asymmetricMatch(a);
    if (isAsymmetric(a)) return a.asymmetricMatch(b);
    if (Object.is(a, b)) return true;
    for (const tester of testers) {
      const result = tester.call({ equals: (x, y) => equal(x, y, isStrict, []) }, a, b, testers);
      if (result !== undefined) return result;
    }
    if (!isObject(a) || !isObject(b) || tagOf(a) !== tagOf(b)) return false;
    if (isStrict === true && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
    // Objects that are being compared further out are equal unless something else tells them apart.
    for (const [left, right] of open) {
      if (left === a || right === b) return left === a && right === b;
    }
    open.push([a, b]);
    const result = sameContent(a, b, isStrict, open);
    open.pop();
    return result;
  };

  const testers = [];
  return Object.assign((a, b, isStrict = false) => equal(a, b, isStrict, []), { testers });
};

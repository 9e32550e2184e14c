// structuredClone.
(native) => {
  "use strict";
  const { DOMException } = native.piece("events");
  const ERRORS = new Set(["Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"]);
  const refuse = (value) => {
    const kind = native.kind(value);
    const shown = kind === "symbol" ? String(value) : kind === "Function" ? `function ${value.name || "(anonymous)"}` : `#<${kind}>`;
    return new DOMException(`${shown} could not be cloned`, "DataCloneError");
  };
  const valueOf = {
    BooleanObject: (value) => Object(Boolean.prototype.valueOf.call(value)),
    NumberObject: (value) => Object(Number.prototype.valueOf.call(value)),
    StringObject: (value) => Object(String.prototype.valueOf.call(value)),
    BigIntObject: (value) => Object(BigInt.prototype.valueOf.call(value)),
    Date: (value) => new Date(Date.prototype.getTime.call(value)),
  };

  const clone = (root, moved, places) => {
    const known = new Map(moved);
    const open = [];
    const make = (value) => {
      if (value === null || typeof value !== "object" && typeof value !== "function") {
        if (typeof value === "symbol") throw refuse(value);
        return value;
      }
      if (known.has(value)) return known.get(value);
      const copy = shell(value, make, places);
      known.set(value, copy);
      open.push([value, copy]);
      return copy;
    };
    const result = make(root);
    // What is inside is copied in turns, so that depth costs no stack.
    for (let at = 0; at < open.length; at++) {
      const [value, copy] = open[at];
      fill(value, copy, make);
      open[at] = undefined;
    }
    return result;
  };

  const shell = (value, make, places) => {
    const kind = native.kind(value);
    if (valueOf[kind] !== undefined) return valueOf[kind](value);
    switch (kind) {
      case "Ordinary":
      case "Arguments":
      case "MappedArguments":
        return {};
      case "Array":
        return new Array(value.length);
      case "RegExp":
        return new RegExp(value.source, value.flags);
      case "Map":
        return new Map();
      case "Set":
        return new Set();
      case "Error": {
        const name = `${value.name}`;
        const type = ERRORS.has(name) ? globalThis[name] : Error;
        const copy = Object.create(type.prototype);
        const error = new type();
        Object.setPrototypeOf(error, Object.getPrototypeOf(copy));
        for (const key of ["message", "stack"]) {
          const own = Object.getOwnPropertyDescriptor(value, key);
          const text = own === undefined && key === "stack" ? value.stack : own?.value;
          if (text !== undefined) {
            Object.defineProperty(error, key, { value: `${text}`, writable: true, enumerable: false, configurable: true });
          }
        }
        return error;
      }
      case "ArrayBuffer": {
        if (value.detached) throw refuse(value);
        const options = value.resizable ? { maxByteLength: value.maxByteLength } : undefined;
        const copy = new ArrayBuffer(value.byteLength, options);
        new Uint8Array(copy).set(new Uint8Array(value));
        return copy;
      }
      case "SharedArrayBuffer":
        return value;
      case "TypedArray": {
        const buffer = make(value.buffer);
        const type = globalThis[Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get.call(value)];
        const place = places.get(value) ?? [value.byteOffset, value.length];
        places.set(value, place);
        return new type(buffer, ...place);
      }
      case "DataView": {
        const place = places.get(value) ?? [value.byteOffset, value.byteLength];
        places.set(value, place);
        return new DataView(make(value.buffer), ...place);
      }
      default:
        throw refuse(value);
    }
  };

  const fill = (value, copy, make) => {
    switch (native.kind(value)) {
      case "Map":
        for (const [key, item] of Map.prototype.entries.call(value)) copy.set(make(key), make(item));
        break;
      case "Set":
        for (const item of Set.prototype.values.call(value)) copy.add(make(item));
        break;
      case "Error":
        if (Object.hasOwn(value, "cause")) {
          Object.defineProperty(copy, "cause", { value: make(value.cause), writable: true, enumerable: false, configurable: true });
        }
        break;
      case "Ordinary":
      case "Arguments":
      case "MappedArguments":
      case "Array":
        for (const key of Object.keys(value)) {
          Object.defineProperty(copy, key, { value: make(value[key]), writable: true, enumerable: true, configurable: true });
        }
        break;
    }
  };

  const structuredClone = (value, options = undefined) => {
    const moved = new Map();
    const places = new Map();
    const transfer = [...options?.transfer ?? []];
    for (const buffer of transfer) {
      if (native.kind(buffer) !== "ArrayBuffer" || buffer.detached || moved.has(buffer)) throw refuse(buffer);
      moved.set(buffer, buffer);
    }
    if (transfer.length > 0) {
      // What is moved is detached only when all of the rest could be copied; views know their places only before.
      clone(value, moved, places);
      for (const buffer of transfer) moved.set(buffer, buffer.transfer());
    }
    return clone(value, moved, places);
  };

  return native.counted({ structuredClone });
}

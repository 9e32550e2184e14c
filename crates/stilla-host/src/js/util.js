// stilla:util: Node's util, as far as programs use it.
(native) => {
  "use strict";
  const inspect = (value, options) => native.inspect(value, options ?? {});
  inspect.custom = Symbol.for("nodejs.util.inspect.custom");
  const format = (...values) => native.format(...values);
  inspect.defaultOptions = {};
  const formatWithOptions = (options, ...values) => {
    const [first, ...rest] = values;
    if (typeof first === "string") return format(...values);
    return values.map((value) => (typeof value === "string" ? value : inspect(value, options))).join(" ");
  };
  const custom = Symbol.for("nodejs.util.promisify.custom");
  const promisify = (...args) => {
    native.expects("promisify", 1, args.length);
    const [work] = args;
    if (typeof work !== "function") throw new TypeError("promisify expected a function");
    if (typeof work[custom] === "function") return work[custom];
    const promised = function (...args) {
      return new Promise((resolve, reject) => {
        work.call(this, ...args, (error, value) => (error ? reject(error) : resolve(value)));
      });
    };
    return Object.setPrototypeOf(Object.defineProperty(promised, "name", { value: work.name, configurable: true }), Object.getPrototypeOf(work));
  };
  promisify.custom = custom;
  const callbackify = (work) => function (...args) {
    const callback = args.pop();
    work.apply(this, args).then((value) => callback(null, value), (error) => callback(error ?? Object.assign(new Error("Promise was rejected with a falsy value"), { code: "ERR_FALSY_VALUE_REJECTION", reason: error })));
  };
  const inherits = (type, parent) => {
    Object.defineProperty(type, "super_", { value: parent, writable: true, configurable: true });
    Object.setPrototypeOf(type.prototype, parent.prototype);
  };
  const deprecate = (work, text) => {
    let isTold = false;
    return function (...args) {
      if (!isTold) native.write(true, `DeprecationWarning: ${text}\n`);
      isTold = true;
      return new.target === undefined ? work.apply(this, args) : Reflect.construct(work, args, new.target);
    };
  };
  const debuglog = () => Object.assign(() => {}, { enabled: false });
  const kind = native.kind;
  const is = (...kinds) => (value) => kinds.includes(kind(value));
  const typedName = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
  const boxed = ["NumberObject", "StringObject", "BooleanObject", "BigIntObject", "SymbolObject"];
  const types = {
    isDate: is("Date"), isRegExp: is("RegExp"), isNativeError: is("Error"), isMap: is("Map"), isSet: is("Set"), isWeakMap: is("WeakMap"),
    isWeakSet: is("WeakSet"), isPromise: is("Promise"), isProxy: is("Proxy"), isArrayBuffer: is("ArrayBuffer"),
    isSharedArrayBuffer: is("SharedArrayBuffer"), isAnyArrayBuffer: is("ArrayBuffer", "SharedArrayBuffer"), isDataView: is("DataView"),
    isTypedArray: is("TypedArray"), isArrayBufferView: ArrayBuffer.isView, isArgumentsObject: is("Arguments", "MappedArguments"),
    isGeneratorObject: is("Generator", "AsyncGenerator"), isMapIterator: is("MapIterator"), isSetIterator: is("SetIterator"),
    isModuleNamespaceObject: is("ModuleNamespace"), isNumberObject: is("NumberObject"), isStringObject: is("StringObject"),
    isBooleanObject: is("BooleanObject"), isBigIntObject: is("BigIntObject"), isSymbolObject: is("SymbolObject"), isBoxedPrimitive: is(...boxed),
    isAsyncFunction: (value) => typeof value === "function" && /^async\b/.test(Function.prototype.toString.call(value)),
    isGeneratorFunction: (value) => typeof value === "function" && Object.prototype.toString.call(value).endsWith("GeneratorFunction]"),
    isExternal: () => false, isKeyObject: () => false, isCryptoKey: () => false,
  };
  for (const name of ["Uint8", "Uint8Clamped", "Uint16", "Uint32", "Int8", "Int16", "Int32", "Float16", "Float32", "Float64", "BigInt64", "BigUint64"]) {
    types[`is${name}Array`] = (value) => ArrayBuffer.isView(value) && typedName.call(value) === `${name}Array`;
  }
  const toUSVString = (text) => `${text}`.toWellFormed();
  const codes = {
    reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], inverse: [7, 27], hidden: [8, 28], strikethrough: [9, 29],
    black: [30, 39], red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39], magenta: [35, 39], cyan: [36, 39], white: [37, 39],
    gray: [90, 39], grey: [90, 39], bgRed: [41, 49], bgGreen: [42, 49], bgYellow: [43, 49], bgBlue: [44, 49],
  };
  inspect.colors = codes;
  const styleText = (style, text) => [style].flat().reduceRight((shown, name) => {
    if (codes[name] === undefined) throw new TypeError(`styleText knows no style ${inspect(name)}`);
    return `\u001b[${codes[name][0]}m${shown}\u001b[${codes[name][1]}m`;
  }, `${text}`);
  // The arguments of a program, as options and what is none.
  const parseArgs = ({ args = globalThis.process?.argv.slice(2) ?? [], options = {}, strict = true, allowPositionals = !strict, tokens = false } = {}) => {
    const refuse = (code, text) => Object.assign(new TypeError(text), { code });
    const [values, positionals, list] = [Object.create(null), [], []];
    const set = (name, value) => {
      if (options[name]?.multiple) (values[name] ??= []).push(value);
      else values[name] = value;
    };
    const take = (name, rawName, given, next, index) => {
      const option = options[name];
      if (option === undefined && strict) {
        const hint = allowPositionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${rawName}"` : "";
        throw refuse("ERR_PARSE_ARGS_UNKNOWN_OPTION", `Unknown option '${rawName}'${hint}`);
      }
      const wants = option?.type === "string";
      const fullName = option?.short === undefined ? `--${name}` : `-${option.short}, --${name}`;
      if (wants && given === undefined && (next === undefined || (strict && next.startsWith("-") && next !== "-"))) {
        throw refuse("ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${fullName} <value>' argument missing`);
      }
      if (!wants && option !== undefined && given !== undefined && strict) {
        throw refuse("ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${fullName}' does not take an argument`);
      }
      const value = given ?? (wants ? next : undefined);
      set(name, value ?? true);
      list.push({ kind: "option", name, rawName, index, value, inlineValue: value === undefined ? undefined : given !== undefined });
      return wants && given === undefined;
    };
    for (let at = 0; at < args.length; at++) {
      const arg = args[at];
      if (arg === "--") {
        list.push({ kind: "option-terminator", index: at });
        for (const [more, value] of args.slice(at + 1).entries()) {
          positionals.push(value);
          list.push({ kind: "positional", index: at + 1 + more, value });
        }
        break;
      }
      if (arg.startsWith("--")) {
        const end = arg.indexOf("=", 3);
        const [name, given] = end < 0 ? [arg.slice(2), undefined] : [arg.slice(2, end), arg.slice(end + 1)];
        if (take(name, `--${name}`, given, args[at + 1], at)) at++;
      } else if (arg.length > 1 && arg.startsWith("-")) {
        let skips = false;
        for (let place = 1; place < arg.length && !skips; place++) {
          const short = arg[place];
          const name = Object.keys(options).find((key) => options[key].short === short) ?? short;
          const rest = options[name]?.type === "string" && place + 1 < arg.length ? arg.slice(place + 1) : undefined;
          if (take(name, `-${short}`, rest, args[at + 1], at)) at++;
          skips = options[name]?.type === "string";
        }
      } else {
        positionals.push(arg);
        list.push({ kind: "positional", index: at, value: arg });
      }
    }
    if (!allowPositionals && positionals.length > 0) {
      throw refuse("ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL", `Unexpected argument '${positionals[0]}'. This command does not take positional arguments`);
    }
    for (const [name, option] of Object.entries(options)) {
      if (option.default !== undefined && values[name] === undefined) values[name] = option.default;
    }
    return tokens ? { values, positionals, tokens: list } : { values, positionals };
  };
  const isEqual = (a, b, seen) => {
    if (Object.is(a, b)) return true;
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) || Array.isArray(a) !== Array.isArray(b)) return false;
    if (seen.some(([x, y]) => x === a && y === b)) return true;
    seen = [...seen, [a, b]];
    if (kind(a) !== kind(b)) return false;
    if (boxed.includes(kind(a)) && !Object.is(a.valueOf(), b.valueOf())) return false;
    if (kind(a) === "Error" && (a.name !== b.name || a.message !== b.message)) return false;
    if (ArrayBuffer.isView(a) || kind(a) === "ArrayBuffer") {
      const [left, right] = [a, b].map((bytes) => (ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes)));
      if (left.length !== right.length || left.some((byte, at) => byte !== right[at])) return false;
    }
    if (a instanceof Date) return a.getTime() === b.getTime();
    if (a instanceof RegExp) return String(a) === String(b);
    if (a instanceof Map) {
      return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isEqual(value, b.get(key), seen));
    }
    if (a instanceof Set) {
      return a.size === b.size && [...a].every((item) => b.has(item) || [...b].some((other) => isEqual(item, other, seen)));
    }
    const keysOf = (object) => Reflect.ownKeys(object).filter((key) => Object.prototype.propertyIsEnumerable.call(object, key));
    const keys = keysOf(a);
    return keys.length === keysOf(b).length && (!Array.isArray(a) || a.length === b.length)
      && keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key], seen));
  };
  const isDeepStrictEqual = (a, b) => isEqual(a, b, []);
  const stripVTControlCharacters = (text) => `${text}`.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "");
  const { TextEncoder, TextDecoder } = globalThis;
  const util = {
    ...native.counted({ formatWithOptions, callbackify, inherits, deprecate, stripVTControlCharacters, styleText }),
    inspect, format, promisify, isDeepStrictEqual, types, toUSVString, parseArgs, debuglog, debug: debuglog, isArray: Array.isArray, TextEncoder, TextDecoder,
  };
  return { ...util, default: util };
}

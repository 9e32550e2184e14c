// stilla:assert: Node's assert.
(native) => {
  "use strict";
  const { isDeepStrictEqual } = native.piece("util");
  const show = (value) => native.inspect(value, {});
  class AssertionError extends Error {
    constructor({ message, actual, expected, operator } = {}) {
      super(message ?? `${show(actual)} ${operator} ${show(expected)}`);
      Object.assign(this, { generatedMessage: message === undefined, code: "ERR_ASSERTION", actual, expected, operator });
    }
  }
  Object.defineProperty(AssertionError.prototype, "name", { value: "AssertionError", writable: true, configurable: true });
  const fail = (message, facts) => {
    if (message instanceof Error) throw message;
    throw new AssertionError({ ...facts, message: message ?? facts.message });
  };
  const ok = (value, message) => {
    if (!value) fail(message, { actual: value, expected: true, operator: "==", message: `${show(value)} == true` });
  };
  // What the first line of a failure says.
  const unlike = { notStrictEqual: "Expected \"actual\" to be strictly unequal to:", notDeepStrictEqual: "Expected \"actual\" not to be strictly deep-equal to:" };
  const signs = { strictEqual: "!==", notStrictEqual: "===", deepStrictEqual: "is not", notDeepStrictEqual: "is", deepEqual: "is not like", notDeepEqual: "is like" };
  const tell = (operator, words, actual, expected) => {
    const sign = signs[operator] ?? operator;
    if (unlike[operator] !== undefined) {
      const text = show(expected);
      return typeof expected === "object" ? `${unlike[operator]}\n\n${text}\n` : `${unlike[operator]} ${text}`;
    }
    const line = `${show(actual)} ${sign} ${show(expected)}`;
    return sign === "==" || sign === "!=" ? line : `${words}\n\n${line}\n`;
  };
  const compare = (operator, words, holds) => (actual, expected, message = undefined) => {
    if (!holds(actual, expected)) fail(message, { actual, expected, operator, message: tell(operator, words, actual, expected) });
  };
  const isLooselyEqual = (a, b) => {
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a == b || (Number.isNaN(a) && Number.isNaN(b));
    if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => isLooselyEqual(item, b[at]));
    const [left, right] = [Object.keys(a), Object.keys(b)];
    if (left.length === 0 && right.length === 0) return isDeepStrictEqual(a, b);
    return left.length === right.length && left.every((key) => Object.hasOwn(b, key) && isLooselyEqual(a[key], b[key]));
  };
  const strictEqual = compare("strictEqual", "Expected values to be strictly equal:", Object.is);
  const notStrictEqual = compare("notStrictEqual", "Expected values not to be strictly equal:", (a, b) => !Object.is(a, b));
  const deepStrictEqual = compare("deepStrictEqual", "Expected values to be strictly deep-equal:", isDeepStrictEqual);
  const notDeepStrictEqual = compare("notDeepStrictEqual", "Expected values not to be strictly deep-equal:", (a, b) => !isDeepStrictEqual(a, b));
  const equal = compare("==", "Expected values to be loosely equal:", (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b)));
  const notEqual = compare("!=", "Expected values not to be loosely equal:", (a, b) => a != b);
  const deepEqual = compare("deepEqual", "Expected values to be loosely deep-equal:", isLooselyEqual);
  const notDeepEqual = compare("notDeepEqual", "Expected values not to be loosely deep-equal:", (a, b) => !isLooselyEqual(a, b));
  // Whether an error is as it was expected: of a class, with a message, with properties, or as a function says.
  const checkError = (error, expected, message) => {
    if (expected === undefined) return;
    if (expected instanceof RegExp) return match(String(error), expected, message);
    if (typeof expected === "function") {
      if (expected.prototype !== undefined && error instanceof expected) return;
      if (expected === Error || Error.isPrototypeOf(expected)) {
        fail(message, { actual: error, expected, operator: "throws", message: `The error is expected to be an instance of "${expected.name}". Received "${error?.name}"\n\nError message:\n\n${error?.message}` });
      }
      if (expected.call({}, error) !== true) fail(message, { actual: error, expected, operator: "throws", message: "The validation function is expected to return \"true\"" });
      return;
    }
    for (const key of [...Object.keys(expected), ...(expected instanceof Error ? ["name", "message"] : [])]) {
      const isSame = expected[key] instanceof RegExp && typeof error[key] === "string" ? expected[key].test(error[key]) : isDeepStrictEqual(error[key], expected[key]);
      if (!isSame) fail(message, { actual: error, expected, operator: "throws", message: `Expected the ${key} of the error to be ${show(expected[key])}, but it is ${show(error[key])}` });
    }
  };
  const without = (expected, message) => (typeof expected === "string" ? [undefined, expected] : [expected, message]);
  const throws = (run, ...rest) => {
    const [expected, message] = without(...rest);
    try {
      run();
    } catch (error) {
      return checkError(error, expected, message);
    }
    fail(message && `Missing expected exception: ${message}`, { expected, operator: "throws", message: "Missing expected exception." });
  };
  const doesNotThrow = (run, ...rest) => {
    const [, message] = without(...rest);
    try {
      run();
    } catch (error) {
      fail(undefined, { actual: error, operator: "doesNotThrow", message: `Got unwanted exception${message ? `: ${message}` : "."}\nActual message: "${error?.message}"` });
    }
  };
  const promised = async (work) => (typeof work === "function" ? work() : work);
  const rejects = async (work, ...rest) => {
    const [expected, message] = without(...rest);
    try {
      await promised(work);
    } catch (error) {
      return checkError(error, expected, message);
    }
    fail(message, { expected, operator: "rejects", message: "Missing expected rejection." });
  };
  const doesNotReject = async (work) => {
    try {
      await promised(work);
    } catch (error) {
      fail(undefined, { actual: error, operator: "doesNotReject", message: `Got unwanted rejection.\nActual message: "${error?.message}"` });
    }
  };
  const match = (text, pattern, message = undefined) => {
    if (!pattern.test(text)) fail(message, { actual: text, expected: pattern, operator: "match", message: `The input did not match the regular expression ${pattern}. Input:\n\n${show(text)}\n` });
  };
  const doesNotMatch = (text, pattern, message = undefined) => {
    if (pattern.test(text)) fail(message, { actual: text, expected: pattern, operator: "doesNotMatch", message: `The input was expected to not match the regular expression ${pattern}. Input:\n\n${show(text)}\n` });
  };
  const ifError = (value) => {
    if (value !== null && value !== undefined) fail(undefined, { actual: value, expected: null, operator: "ifError", message: `ifError got unwanted exception: ${value instanceof Error ? value.message : show(value)}` });
  };
  const shared = {
    ok, rejects, doesNotReject, ifError, AssertionError,
    ...native.counted({ throws, doesNotThrow, match, doesNotMatch, strictEqual, notStrictEqual, deepStrictEqual, notDeepStrictEqual }),
    fail: (message = "Failed") => fail(message, { operator: "fail" }),
  };
  const assert = (value, message) => ok(value, message);
  const strict = (value, message) => ok(value, message);
  Object.assign(assert, shared, native.counted({ equal, notEqual, deepEqual, notDeepEqual }), { strict });
  const { strictEqual: equalStrictly, notStrictEqual: differStrictly, deepStrictEqual: alike, notDeepStrictEqual: unalike } = shared;
  Object.assign(strict, shared, { equal: equalStrictly, notEqual: differStrictly, deepEqual: alike, notDeepEqual: unalike, strict });
  return { ...assert, default: assert };
}

// `expect`: matchers, negation, promises, asymmetric matchers.
//
// A matcher is a function of the value received and its arguments; it gives `pass`, a `text` that follows
// "expected … to", and, where a comparison helps, the value `expected`.
(equal, inspect) => {
  "use strict";
  const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
  const nameOf = (constructor) => constructor.name || "an anonymous class";

  class AssertionError extends Error {}
  Object.defineProperty(AssertionError.prototype, "name", { value: "AssertionError", configurable: true, writable: true });

  // How many assertions the running test made, and how many it announced.
  const count = { made: 0, announced: undefined };

  const hasProperty = (object, key) => object !== null && object !== undefined && key in Object(object);
  const find = (object, path) => {
    if (!Array.isArray(path) && hasProperty(object, path)) return { found: true, value: object[path] };
    const keys = Array.isArray(path) ? path : String(path).replaceAll("[", ".").replaceAll("]", "").split(".");
    for (const key of keys) {
      if (!hasProperty(object, key)) return { found: false, value: undefined };
      object = object[key];
    }
    return { found: true, value: object };
  };

  const includesAll = (object, part) => {
    if (!isObject(part) || typeof part.asymmetricMatch === "function") return equal(object, part);
    if (!isObject(object)) return false;
    if (Array.isArray(part)) {
      return Array.isArray(object) && object.length === part.length && part.every((item, i) => includesAll(object[i], item));
    }
    if (Object.getPrototypeOf(part) !== Object.prototype) return equal(object, part);
    return Reflect.ownKeys(part).every((key) => key in object && includesAll(object[key], part[key]));
  };

  const describeThrow = (expected) => {
    if (expected === undefined) return "throw";
    if (typeof expected === "string") return `throw an error whose message includes ${inspect(expected)}`;
    if (expected instanceof RegExp) return `throw an error whose message matches ${expected}`;
    if (typeof expected === "function") return `throw an instance of ${nameOf(expected)}`;
    return `throw ${inspect(expected)}`;
  };

  const isThrown = (thrown, expected) => {
    const message = isObject(thrown) && "message" in thrown ? String(thrown.message) : String(thrown);
    if (expected === undefined) return true;
    if (typeof expected === "string") return message.includes(expected);
    if (expected instanceof RegExp) return expected.test(message);
    if (typeof expected === "function") return thrown instanceof expected;
    if (expected instanceof Error) return message === expected.message;
    return equal(thrown, expected);
  };

  const toThrow = (received, expected) => {
    const text = describeThrow(expected);
    // A rejection was taken from its promise already.
    if (received instanceof Rejection) {
      return { pass: isThrown(received.reason, expected), text, received: received.reason };
    }
    if (typeof received !== "function") {
      return { pass: false, text: `be a function, to ${text}` };
    }
    try {
      received();
    } catch (thrown) {
      return { pass: isThrown(thrown, expected), text, received: thrown };
    }
    return { pass: false, text };
  };

  class Rejection {
    constructor(reason) {
      this.reason = reason;
    }
  }

  const compared = (word, test) => (received, bound) => ({ pass: test(received, bound), text: `be ${word} ${inspect(bound)}` });
  const contains = (received, item, same) => {
    if (typeof received === "string") return received.includes(item);
    for (const member of received) {
      if (same(member, item)) return true;
    }
    return false;
  };

  const matchers = {
    toBe: (received, expected) => ({ pass: Object.is(received, expected), text: `be ${inspect(expected)}`, expected }),
    toEqual: (received, expected) => ({ pass: equal(received, expected), text: `equal ${inspect(expected)}`, expected }),
    toStrictEqual: (received, expected) => ({
      pass: equal(received, expected, true), text: `strictly equal ${inspect(expected)}`, expected,
    }),
    toMatchObject: (received, expected) => ({ pass: includesAll(received, expected), text: `match ${inspect(expected)}`, expected }),
    toBeCloseTo: (received, expected, digits = 2) => ({
      pass: Object.is(received, expected) || Math.abs(received - expected) < 10 ** -digits / 2,
      text: `be within ${10 ** -digits / 2} of ${inspect(expected)}`, expected,
    }),
    toBeUndefined: (received) => ({ pass: received === undefined, text: "be undefined" }),
    toBeDefined: (received) => ({ pass: received !== undefined, text: "be defined" }),
    toBeNull: (received) => ({ pass: received === null, text: "be null" }),
    toBeNullable: (received) => ({ pass: received === null || received === undefined, text: "be null or undefined" }),
    toBeTruthy: (received) => ({ pass: Boolean(received), text: "be truthy" }),
    toBeFalsy: (received) => ({ pass: !received, text: "be falsy" }),
    toBeNaN: (received) => ({ pass: Number.isNaN(received), text: "be NaN" }),
    toBeGreaterThan: compared("greater than", (a, b) => a > b),
    toBeGreaterThanOrEqual: compared("at least", (a, b) => a >= b),
    toBeLessThan: compared("less than", (a, b) => a < b),
    toBeLessThanOrEqual: compared("at most", (a, b) => a <= b),
    toContain: (received, item) => ({ pass: contains(received, item, Object.is), text: `contain ${inspect(item)}` }),
    toContainEqual: (received, item) => ({ pass: contains(received, item, equal), text: `contain an equal of ${inspect(item)}` }),
    toHaveLength: (received, length) => ({
      pass: hasProperty(received, "length") && received.length === length,
      text: `have the length ${length}`, expected: length, received: received?.length,
    }),
    toMatch: (received, pattern) => ({
      pass: typeof received === "string" && (typeof pattern === "string" ? received.includes(pattern) : pattern.test(received)),
      text: `match ${inspect(pattern)}`,
    }),
    toBeInstanceOf: (received, constructor) => ({ pass: received instanceof constructor, text: `be an instance of ${nameOf(constructor)}` }),
    toBeTypeOf: (received, type) => ({ pass: typeof received === type, text: `be of type ${type}`, expected: type, received: typeof received }),
    toBeOneOf: (received, list) => ({ pass: contains(list, received, equal), text: `be one of ${inspect(list)}` }),
    toSatisfy: (received, test) => ({ pass: Boolean(test(received)), text: "satisfy the predicate" }),
    toHaveProperty(received, path, ...values) {
      const { found, value } = find(received, path);
      if (values.length === 0) return { pass: found, text: `have the property ${inspect(path)}` };
      const [expected] = values;
      return { pass: found && equal(value, expected), text: `have the property ${inspect(path)} = ${inspect(expected)}`, expected, received: value };
    },
    toThrow,
    toThrowError: toThrow,
  };

  const check = (name, received, isNegated, args, error) => {
    const result = matchers[name](received, ...args);
    if (Boolean(result.pass) !== isNegated) return;
    const shown = "received" in result ? result.received : received;
    const subject = received instanceof Rejection ? "the promise" : inspect(received);
    const text = "text" in result ? `expected ${subject} ${isNegated ? "not " : ""}to ${result.text}` : String(result.message?.());
    // NOTE: an error made before a promise settled knows the place of the test; one made now would not.
    error ??= new AssertionError(text);
    error.message = text;
    if (!isNegated && "expected" in result) {
      error.comparison = { expected: inspect(result.expected), received: inspect(shown) };
    } else if (!isNegated && "received" in result) {
      error.comparison = { expected: result.text, received: inspect(shown) };
    }
    throw error;
  };

  const settled = async (promise, mode, name, isNegated, args) => {
    const error = new AssertionError("");
    let received;
    if (mode === "resolves") {
      try {
        received = await promise;
      } catch (reason) {
        error.message = `expected the promise to resolve, but it was rejected with ${inspect(reason)}`;
        throw error;
      }
    } else {
      try {
        received = await (typeof promise === "function" ? promise() : promise);
      } catch (reason) {
        const isThrowMatcher = name === "toThrow" || name === "toThrowError";
        check(name, isThrowMatcher ? new Rejection(reason) : reason, isNegated, args, error);
        return;
      }
      error.message = `expected the promise to be rejected, but it resolved to ${inspect(received)}`;
      throw error;
    }
    check(name, received, isNegated, args, error);
  };

  class Assertion {
    #value;
    #mode;
    #isNegated;
    constructor(value, mode, isNegated) {
      this.#value = value;
      this.#mode = mode;
      this.#isNegated = isNegated;
    }
    get not() {
      return new Assertion(this.#value, this.#mode, !this.#isNegated);
    }
    get resolves() {
      return new Assertion(this.#value, "resolves", this.#isNegated);
    }
    get rejects() {
      return new Assertion(this.#value, "rejects", this.#isNegated);
    }
    static run(assertion, name, args) {
      count.made++;
      if (assertion.#mode === "now") return check(name, assertion.#value, assertion.#isNegated, args);
      return settled(assertion.#value, assertion.#mode, name, assertion.#isNegated, args);
    }
  }

  const expect = (value) => new Assertion(value, "now", false);
  expect.extend = (added) => {
    for (const name of Object.keys(added)) {
      matchers[name] = added[name];
      Object.defineProperty(Assertion.prototype, name, {
        configurable: true,
        value(...args) {
          return Assertion.run(this, name, args);
        },
      });
    }
  };
  expect.extend({ ...matchers });

  expect.assertions = (number) => {
    count.announced = { number, isExact: true };
  };
  expect.hasAssertions = () => {
    count.announced = { number: 1, isExact: false };
  };
  expect.fail = (text = "the test failed itself") => {
    throw new AssertionError(text);
  };
  expect.unreachable = (text = "this place must not be reached") => {
    throw new AssertionError(text);
  };

  const asymmetric = (test) => (isNegated) => (...args) => ({
    asymmetricMatch: (value) => Boolean(test(value, ...args)) !== isNegated,
  });
  const isA = (value, type) => {
    const primitives = [[String, "string"], [Number, "number"], [Boolean, "boolean"], [BigInt, "bigint"], [Symbol, "symbol"], [Function, "function"], [Object, "object"]];
    const primitive = primitives.find(([constructor]) => constructor === type);
    return (primitive !== undefined && typeof value === primitive[1]) || value instanceof type;
  };
  const asymmetrics = {
    objectContaining: asymmetric((value, part) => isObject(value) && Reflect.ownKeys(part).every((key) => key in value && equal(value[key], part[key]))),
    arrayContaining: asymmetric((value, items) => Array.isArray(value) && items.every((item) => contains(value, item, equal))),
    stringContaining: asymmetric((value, part) => typeof value === "string" && value.includes(part)),
    stringMatching: asymmetric((value, pattern) => typeof value === "string" && new RegExp(pattern).test(value)),
    closeTo: asymmetric((value, expected, digits) => matchers.toBeCloseTo(value, expected, digits).pass),
  };
  expect.not = {};
  for (const name of Object.keys(asymmetrics)) {
    expect[name] = asymmetrics[name](false);
    expect.not[name] = asymmetrics[name](true);
  }
  expect.any = asymmetric(isA)(false);
  expect.anything = asymmetric((value) => value !== null && value !== undefined)(false);

  return { expect, AssertionError, count };
};

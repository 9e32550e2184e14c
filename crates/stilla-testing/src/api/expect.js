// `expect`: matchers, negation, promises, asymmetric matchers.
//
// A matcher is a function of the value received and its arguments; it gives `pass`, a `text` that follows
// "expected … to", and, where a comparison helps, the value `expected`.
(equal, inspect, render, snapshots, chai) => {
  "use strict";
  const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
  const nameOf = (constructor) => constructor.name || "an anonymous class";

  class AssertionError extends Error {}
  Object.defineProperty(AssertionError.prototype, "name", { value: "AssertionError", configurable: true, writable: true });

  // What the test that runs has asserted: each test has a record of its own.
  const newRecord = () => ({ made: 0, announced: undefined, soft: [], open: [], name: "", snapshots: new Map() });
  const state = { current: newRecord() };

  // Values for a diff: in short form if that fits on a line, otherwise one property on each line.
  const compare = (expected, received) => {
    const short = [inspect(expected), inspect(received)];
    const isShort = short.every((text) => text.length < 70 && !text.includes("\n"));
    const [left, right] = isShort && short[0] !== short[1] ? short : [render(expected), render(received)];
    return { expected: left, received: right };
  };

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

  const mockOf = (received) => {
    if (typeof received !== "function" || received.mock === undefined) {
      throw new TypeError(`${inspect(received)} is not a mock function`);
    }
    return received.mock;
  };
  const times = (number) => (number === 1 ? "once" : `${number} times`);
  const called = (name, choose, text) => (received, ...expected) => {
    const mock = mockOf(received);
    const lists = choose(mock, expected);
    return {
      pass: lists.calls.some((args) => equal(args, lists.expected)),
      subject: name(received), text: `${text} ${inspect(lists.expected)}`,
      expected: lists.expected, received: lists.calls.length === 1 ? lists.calls[0] : lists.calls,
    };
  };
  const mockName = (received) => received.getMockName?.() ?? "the mock";
  const outcome = (kind) => (mock) => (kind === "resolved" ? mock.settledResults.filter(({ type }) => type === "fulfilled") : mock.results.filter(({ type }) => type === "return")).map(({ value }) => value);
  const outcomes = (kind, verb) => {
    const of = outcome(kind);
    const give = (pass, received, text, expected, values) => ({ pass, subject: mockName(received), text, ...(expected === undefined ? {} : { expected: expected[0], received: values.length === 1 ? values[0] : values }) });
    return {
      any: (received) => give(of(mockOf(received)).length > 0, received, `have ${verb}`),
      times: (received, number) => {
        const { length } = of(mockOf(received));
        return { pass: length === number, subject: mockName(received), text: `have ${verb} ${times(number)}`, expected: number, received: length };
      },
      with: (received, value) => {
        const values = of(mockOf(received));
        return give(values.some((one) => equal(one, value)), received, `have ${verb} ${inspect(value)}`, [value], values);
      },
      last: (received, value) => {
        const values = of(mockOf(received)).slice(-1);
        return give(values.length === 1 && equal(values[0], value), received, `have last ${verb} ${inspect(value)}`, [value], values);
      },
      nth: (received, number, value) => {
        const values = of(mockOf(received)).slice(number - 1, number);
        return give(values.length === 1 && equal(values[0], value), received, `have ${verb} ${inspect(value)} at call ${number}`, [value], values);
      },
    };
  };
  const returned = outcomes("returned", "returned");
  const resolved = outcomes("resolved", "resolved");
  const order = (received) => mockOf(received).invocationCallOrder;

  const thrownBy = (received) => {
    if (received instanceof Rejection) return received.reason;
    try {
      received();
    } catch (thrown) {
      return thrown;
    }
    throw new AssertionError("expected the function to throw");
  };
  const messageOf = (thrown) => (isObject(thrown) && "message" in thrown ? `[${thrown.name}: ${thrown.message}]` : inspect(thrown));
  const snapshot = (received, args) => {
    const properties = args.find(isObject);
    const hint = args.find((arg) => typeof arg === "string") ?? "";
    if (properties !== undefined && !includesAll(received, properties)) {
      return { pass: false, text: `match ${inspect(properties)}`, expected: properties };
    }
    const merged = properties === undefined ? received : merge(received, properties);
    return snapshots.check(state.current, hint, merged);
  };
  const merge = (received, properties) => {
    const copy = Array.isArray(received) ? [...received] : { ...received };
    for (const key of Object.keys(properties)) {
      const part = properties[key];
      copy[key] = isObject(part) && typeof part.asymmetricMatch !== "function" ? merge(copy[key], part) : part;
    }
    return copy;
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
    toBeArray: (received) => ({ pass: Array.isArray(received), text: "be an array" }),
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
    toHaveBeenCalled: (received) => ({ pass: mockOf(received).calls.length > 0, subject: mockName(received), text: "have been called" }),
    toHaveBeenCalledTimes: (received, number) => {
      const { length } = mockOf(received).calls;
      return { pass: length === number, subject: mockName(received), text: `have been called ${times(number)}, but it was called ${times(length)}`, expected: number, received: length };
    },
    toHaveBeenCalledOnce: (received) => matchers.toHaveBeenCalledTimes(received, 1),
    toHaveBeenCalledWith: called(mockName, (mock, expected) => ({ calls: mock.calls, expected }), "have been called with"),
    toHaveBeenLastCalledWith: called(mockName, (mock, expected) => ({ calls: mock.calls.slice(-1), expected }), "have been called last with"),
    toHaveBeenNthCalledWith: called(mockName, (mock, [number, ...expected]) => ({ calls: mock.calls.slice(number - 1, number), expected }), "have been called at that time with"),
    toHaveBeenCalledExactlyOnceWith: called(mockName, (mock, expected) => ({ calls: mock.calls.length === 1 ? mock.calls : [], expected }), "have been called exactly once with"),
    toHaveBeenCalledBefore: (received, other) => ({ pass: (order(received)[0] ?? Infinity) < (order(other)[0] ?? -Infinity), subject: mockName(received), text: `have been called before ${mockName(other)}` }),
    toHaveBeenCalledAfter: (received, other) => ({ pass: (order(received)[0] ?? -Infinity) > (order(other)[0] ?? Infinity), subject: mockName(received), text: `have been called after ${mockName(other)}` }),
    toHaveReturned: returned.any,
    toHaveReturnedTimes: returned.times,
    toHaveReturnedWith: returned.with,
    toHaveLastReturnedWith: returned.last,
    toHaveNthReturnedWith: returned.nth,
    toHaveResolved: resolved.any,
    toHaveResolvedTimes: resolved.times,
    toHaveResolvedWith: resolved.with,
    toHaveLastResolvedWith: resolved.last,
    toHaveNthResolvedWith: resolved.nth,
    toMatchSnapshot: (received, ...args) => snapshot(received, args),
    toMatchFileSnapshot: (received, path) => snapshots.checkFile(received, path),
    toMatchInlineSnapshot: (received, ...args) => snapshots.checkInline(received, args.find((arg) => typeof arg === "string")),
    toThrowErrorMatchingSnapshot: (received, ...args) => snapshots.checkText(state.current, args.find((arg) => typeof arg === "string") ?? "", messageOf(thrownBy(received))),
    toThrowErrorMatchingInlineSnapshot: (received, text) => snapshots.checkInlineText(messageOf(thrownBy(received)), text),
  };
  for (const [short, long] of [["toBeCalled", "toHaveBeenCalled"], ["toBeCalledTimes", "toHaveBeenCalledTimes"], ["toBeCalledWith", "toHaveBeenCalledWith"],
    ["lastCalledWith", "toHaveBeenLastCalledWith"], ["nthCalledWith", "toHaveBeenNthCalledWith"], ["toReturn", "toHaveReturned"], ["toReturnTimes", "toHaveReturnedTimes"],
    ["toReturnWith", "toHaveReturnedWith"], ["lastReturnedWith", "toHaveLastReturnedWith"], ["nthReturnedWith", "toHaveNthReturnedWith"]]) {
    matchers[short] = matchers[long];
  }

  // What a custom matcher finds at `this`.
  const utils = {
    stringify: inspect, printExpected: inspect, printReceived: inspect, diff: (a, b) => `expected: ${inspect(a)}\nreceived: ${inspect(b)}`,
    matcherHint: (name, received = "received", expected = "expected", { isNot, promise } = {}) =>
      `expect(${received})${promise ? `.${promise}` : ""}${isNot ? ".not" : ""}.${name}(${expected})`,
    iterableEquality: (a, b) => (isIterable(a) && isIterable(b) && !Array.isArray(a) ? a.constructor === b.constructor && equal([...a], [...b]) : undefined),
    subsetEquality: (a, b) => (isObject(b) ? includesAll(a, b) : undefined),
  };
  const isIterable = (value) => isObject(value) && typeof value[Symbol.iterator] === "function";
  const matcherContext = (isNot, promise, { flags, isSoft, poll, record } = {}) => ({
    isNot, promise, flags, soft: isSoft, poll: poll !== undefined, utils, customTesters: equal.testers, environment: "stilla",
    equals: (a, b, testers, isStrict) => equal(a, b, isStrict),
    get currentTestName() {
      return (record ?? state.current).name;
    },
    get assertionCalls() {
      return (record ?? state.current).made;
    },
  });

  // A long text of a value is told by its beginning: the whole stands in the diff.
  const brief = (text) => {
    if (!text.includes("\n") && text.length < 160) return text;
    const line = text.replace(/\n\s*/g, " ");
    return line.length < 70 ? line : `${line.slice(0, 60)} …`;
  };
  const failed = (name, received, isNegated, result, error, note) => {
    const shown = "received" in result ? result.received : received;
    const subject = result.subject ?? (received instanceof Rejection ? "the promise" : inspect(received));
    let text = "text" in result ? `expected ${brief(subject)} ${isNegated ? "not " : ""}to ${brief(result.text)}` : String(typeof result.message === "function" ? result.message() : result.message ?? name);
    if (note !== undefined) text = `${note}: ${text}`;
    // NOTE: an error made before a promise settled knows the place of the test; one made now would not.
    error ??= new AssertionError(text);
    error.message = text;
    if (result.comparison !== undefined) {
      error.comparison = result.comparison;
    } else if (!isNegated && ("expected" in result || "actual" in result)) {
      error.comparison = compare(result.expected, "actual" in result ? result.actual : shown);
    } else if (!isNegated && "received" in result && "text" in result) {
      error.comparison = { expected: result.text, received: inspect(shown) };
    }
    return error;
  };

  const check = (name, received, options, args, error) => {
    const { isNegated, record, isSoft, note, mode } = options;
    const conclude = (result) => {
      if (Boolean(result.pass) !== isNegated) return result;
      const failure = failed(name, received, isNegated, result, error, note);
      if (!isSoft) throw failure;
      record.soft.push(failure);
    };
    const result = matchers[name].call(matcherContext(isNegated, mode === "now" ? "" : mode, options), received, ...args);
    if (isObject(result) && typeof result.then === "function") return result.then(conclude);
    return conclude(result);
  };

  const settled = async (promise, options, name, args) => {
    const { mode, note } = options;
    const error = new AssertionError("");
    const fail = (text) => {
      error.message = note === undefined ? text : `${note}: ${text}`;
      if (!options.isSoft) throw error;
      options.record.soft.push(error);
    };
    let received;
    if (mode === "resolves") {
      try {
        received = await (typeof promise === "function" ? promise() : promise);
      } catch (reason) {
        return fail(`expected the promise to resolve, but it was rejected with ${inspect(reason)}`);
      }
    } else {
      try {
        received = await (typeof promise === "function" ? promise() : promise);
      } catch (reason) {
        const isThrowMatcher = name.startsWith("toThrow") || name === "Chai's throw";
        await check(name, isThrowMatcher ? new Rejection(reason) : reason, options, args, error);
        return;
      }
      return fail(`expected the promise to be rejected, but it resolved to ${inspect(received)}`);
    }
    await check(name, received, options, args, error);
  };

  const polled = async (probe, options, name, args) => {
    const { interval = 50, timeout = 1000, message } = options.poll;
    const error = new AssertionError("");
    const end = Date.now() + timeout;
    const abort = globalThis.AbortController && new AbortController();
    for (;;) {
      try {
        await check(name, await probe({ signal: abort?.signal }), { ...options, isSoft: false, note: message ?? options.note }, args, error);
        return;
      } catch (failure) {
        if (Date.now() < end) {
          await new Promise((resolve) => realSetTimeout(resolve, interval));
          continue;
        }
        abort?.abort();
        if (!options.isSoft) throw failure;
        options.record.soft.push(failure);
        return;
      }
    }
  };
  const realSetTimeout = globalThis.setTimeout;

  // What an assertion about a promise gives: a test that does not wait for it would pass whatever comes.
  const promised = (promise, record, text) => {
    const entry = { isAwaited: false, error: new AssertionError(`${text} was not awaited`) };
    record.open.push(entry);
    promise.catch(() => {});
    const follow = (name) => (...args) => {
      entry.isAwaited = true;
      return promise[name](...args);
    };
    return { then: follow("then"), catch: follow("catch"), finally: follow("finally"), [Symbol.toStringTag]: "Promise" };
  };

  class Assertion {
    #value;
    #options;
    constructor(value, options) {
      this.#value = value;
      this.#options = options;
    }
    get not() {
      return new Assertion(this.#value, { ...this.#options, isNegated: !this.#options.isNegated });
    }
    get resolves() {
      return new Assertion(this.#value, { ...this.#options, mode: "resolves" });
    }
    get rejects() {
      return new Assertion(this.#value, { ...this.#options, mode: "rejects" });
    }
    static parts(assertion) {
      return { value: assertion.#value, options: assertion.#options };
    }
    static run(assertion, name, args) {
      const options = assertion.#options;
      const { mode, record, poll } = options;
      record.made++;
      if (poll !== undefined) return promised(polled(assertion.#value, options, name, args), record, `expect.poll(…).${name}`);
      if (mode === "now") return check(name, assertion.#value, options, args);
      return promised(settled(assertion.#value, options, name, args), record, `expect(…).${mode}.${name}`);
    }
  }
  // NOTE: names that are not there lead to Chai's words; most files use none.
  let hasWords = false;
  const addWords = () => {
    hasWords = true;
    const make = (value, options) => new Assertion(value, options);
    chai({ equal, inspect, isObject, find, make, matchers, parts: Assertion.parts, run: Assertion.run, prototype: Assertion.prototype });
  };
  Object.setPrototypeOf(Assertion.prototype, new Proxy(Object.prototype, {
    get(target, key, receiver) {
      if (key in target || typeof key === "symbol" || key === "then" || hasWords) return Reflect.get(target, key, receiver);
      addWords();
      return Reflect.get(Assertion.prototype, key, receiver);
    },
  }));
  const define = (added) => {
    for (const name of Object.keys(added)) {
      matchers[name] = added[name];
      Object.defineProperty(Assertion.prototype, name, {
        configurable: true,
        value(...args) {
          const result = Assertion.run(this, name, args);
          return typeof result?.then === "function" ? result : undefined;
        },
      });
    }
  };
  define({ ...matchers });

  // `expect` for a record, or for the record of the test that runs.
  const makeExpect = (own) => {
    const record = () => own ?? state.current;
    const start = (value, note, more) => new Assertion(value, { mode: "now", isNegated: false, isSoft: false, note, record: record(), ...more });
    const expect = (value, note) => start(value, note);
    expect.soft = (value, note) => start(value, note, { isSoft: true });
    expect.poll = (probe, poll = {}) => start(probe, undefined, { poll });
    expect.extend = (added) => {
      define(added);
      for (const name of Object.keys(added)) defineAsymmetric(name, (value, ...args) => added[name].call(matcherContext(false, ""), value, ...args).pass);
    };
    expect.assertions = (number) => {
      record().announced = { number, isExact: true };
    };
    expect.hasAssertions = () => {
      record().announced = { number: 1, isExact: false };
    };
    expect.fail = (text = "the test failed itself") => {
      throw new AssertionError(text);
    };
    expect.unreachable = (text = "this place must not be reached") => {
      throw new AssertionError(text);
    };
    expect.addSnapshotSerializer = (serializer) => snapshots.serializers.unshift(serializer);
    expect.addEqualityTesters = (testers) => equal.testers.push(...testers);
    expect.getState = () => {
      const { made, announced, name, own } = record();
      const isExact = announced?.isExact === true;
      return {
        assertionCalls: made, currentTestName: name, isExpectingAssertions: announced !== undefined && !isExact,
        expectedAssertionsNumber: isExact ? announced.number : null, ...state.shared, ...own,
      };
    };
    // What is set outside of tests is there for all of them.
    expect.setState = (added) => {
      if (record().name === "") state.shared = { ...state.shared, ...added };
      else record().own = { ...record().own, ...added };
    };
    Object.setPrototypeOf(expect, asymmetrics);
    return expect;
  };

  // Values that compare equal to all that they match. Their class is what a failure shows.
  class Asymmetric {
    #test;
    constructor(test, sample) {
      this.#test = test;
      if (sample.length > 0) this.expected = sample.length === 1 ? sample[0] : sample;
    }
    asymmetricMatch(value) {
      return Boolean(this.#test(value));
    }
  }
  const asymmetrics = { not: {} };
  const defineAsymmetric = (name, test) => {
    const title = name[0].toUpperCase() + name.slice(1);
    const make = (isNegated) => {
      const Class = { [title]: class extends Asymmetric {} }[title];
      if (isNegated) Object.defineProperty(Class, "name", { value: `Not${title}` });
      return (...args) => new Class((value) => Boolean(test(value, ...args)) !== isNegated, args);
    };
    asymmetrics[name] = make(false);
    asymmetrics.not[name] = make(true);
  };
  const isA = (value, type) => {
    const primitives = [[String, "string"], [Number, "number"], [Boolean, "boolean"], [BigInt, "bigint"], [Symbol, "symbol"], [Function, "function"], [Object, "object"]];
    const primitive = primitives.find(([constructor]) => constructor === type);
    return (primitive !== undefined && typeof value === primitive[1]) || value instanceof type;
  };
  defineAsymmetric("objectContaining", (value, part) => isObject(value) && Reflect.ownKeys(part).every((key) => key in value && equal(value[key], part[key])));
  defineAsymmetric("arrayContaining", (value, items) => Array.isArray(value) && items.every((item) => contains(value, item, equal)));
  defineAsymmetric("stringContaining", (value, part) => typeof value === "string" && value.includes(part));
  defineAsymmetric("stringMatching", (value, pattern) => typeof value === "string" && new RegExp(pattern).test(value));
  defineAsymmetric("closeTo", (value, expected, digits) => matchers.toBeCloseTo(value, expected, digits).pass);
  defineAsymmetric("any", isA);
  defineAsymmetric("anything", (value) => value !== null && value !== undefined);
  defineAsymmetric("schemaMatching", (value, schema) => {
    const validate = schema?.["~standard"]?.validate;
    if (typeof validate !== "function") throw new TypeError(`expect.schemaMatching expected a schema of the form Standard Schema, but got ${inspect(schema)}`);
    const result = validate(value);
    if (typeof result?.then === "function") throw new TypeError("expect.schemaMatching can not wait for a schema that is asynchronous");
    return !result.issues || result.issues.length === 0;
  });
  defineAsymmetric("toSatisfy", (value, test) => test(value));
  defineAsymmetric("toBeOneOf", (value, list) => contains(list, value, equal));

  return { expect: makeExpect(), asymmetrics, makeExpect, AssertionError, state, newRecord };
};

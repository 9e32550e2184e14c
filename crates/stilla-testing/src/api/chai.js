// Chai's words on `expect`: `expect(list).to.have.lengthOf(3).and.include(1)`.
//
// Read when a test first uses a name that `expect` itself does not have. Flags (`deep`, `own`, …) and a changed subject
// (`property` goes on with the value) stand in the options of the assertion that a word gives.
(host) => {
  "use strict";
  const { equal, inspect, isObject, find, parts, make, run, prototype, matchers } = host;
  const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);
  const same = (deep) => (deep ? (a, b) => equal(a, b, "keys") : (a, b) => a === b || (a !== a && b !== b));
  const hasOwn = (value, key) => value !== null && value !== undefined && Object.hasOwn(Object(value), key);
  const has = (value, key) => value !== null && value !== undefined && key in Object(value);
  const deeply = ({ deep }) => (deep ? "deeply " : "");
  const sizeOf = (value) => value?.size ?? value?.length ?? (isObject(value) ? Object.keys(value).length : undefined);

  const property = ({ deep, nested, own }, value, name, ...expected) => {
    const place = nested ? find(value, name) : { found: own ? hasOwn(value, name) : has(value, name), value: value?.[name] };
    const text = `have the ${own ? "own " : ""}property ${inspect(name)}`;
    if (expected.length === 0) return { pass: place.found, text, next: place.value };
    return { pass: place.found && same(deep)(place.value, expected[0]), text: `${text} = ${inspect(expected[0])}`, expected: expected[0], received: place.value, next: place.value };
  };
  const include = (flags, value, part) => {
    const matches = same(flags.deep);
    const text = `${deeply(flags)}include ${inspect(part)}`;
    if (typeof value === "string") return { pass: value.includes(part), text };
    if (typeof value?.[Symbol.iterator] === "function" && !flags.nested) {
      const list = value instanceof Map ? value.values() : value;
      return { pass: Array.from(list).some((item) => matches(item, part)), text };
    }
    if (!isObject(part)) return { pass: isObject(value) && has(value, part), text };
    return { pass: Object.keys(part).every((key) => property(flags, value, key, part[key]).pass), text };
  };
  const type = (flags, value, name) => {
    const wanted = String(name).toLowerCase();
    const article = /^[aeiou]/.test(wanted) ? "an" : "a";
    return { pass: wanted === (wanted === "function" ? typeof value : tagOf(value).toLowerCase()), text: `be ${article} ${wanted}` };
  };
  const length = (flags, value, number) => ({
    pass: (value?.size ?? value?.length) === number, text: `have the length ${number}`, expected: number, received: value?.size ?? value?.length,
  });
  const keys = ({ deep, any, contains }, value, ...wanted) => {
    const [first] = wanted;
    const list = Array.isArray(first) ? first : isObject(first) && wanted.length === 1 ? Object.keys(first) : wanted;
    const isKeyed = value instanceof Map || value instanceof Set;
    const own = isKeyed ? [...value.keys()] : Reflect.ownKeys(Object(value)).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
    const isThere = (key) => own.some((one) => same(deep)(one, isKeyed || typeof key === "symbol" ? key : String(key)));
    if (any) return { pass: list.some(isThere), text: `have any of the keys ${inspect(list)}` };
    return { pass: list.every(isThere) && (contains || own.length === list.length), text: `${contains ? "contain" : "have"} the keys ${inspect(list)}`, expected: list, received: own };
  };
  const members = ({ deep, ordered, contains }, value, list) => {
    const matches = same(deep);
    const text = `${contains ? "include" : "have"} the members ${inspect(list)}${ordered ? " in this order" : ""}`;
    const fits = contains ? list.length <= value.length : list.length === value.length;
    if (ordered) return { pass: fits && list.every((item, i) => matches(value[i], item)), text, expected: list };
    const rest = [...value];
    const isTaken = (item) => {
      const place = rest.findIndex((one) => matches(one, item));
      if (place >= 0 && !contains) rest.splice(place, 1);
      return place >= 0;
    };
    return { pass: fits && list.every(isTaken), text, expected: list };
  };
  const thrown = (flags, value, ...expected) => {
    const filter = expected.filter((one) => one !== undefined);
    const failures = filter.length === 0 ? [matchers.toThrow(value)] : filter.map((one) => (isError(one) ? identical(value, one) : matchers.toThrow(value, one)));
    return { ...(failures.find(({ pass }) => !pass) ?? failures[0]), next: failures[0].received };
  };
  const isError = (value) => value instanceof Error;
  const identical = (value, error) => {
    const result = matchers.toThrow(value);
    return { ...result, pass: result.pass && result.received === error, text: `throw ${inspect(error)}` };
  };
  const ordered = (word, test) => (flags, value, bound) => {
    const subject = flags.length ? value?.size ?? value?.length : value;
    return { pass: test(subject, bound), text: `${flags.length ? "have a length" : "be"} ${word} ${inspect(bound)}`, expected: bound, received: subject };
  };
  // What a function changes: that which another gives, or a property.
  const changed = (word, test) => (flags, value, subject, key) => {
    const read = () => (key === undefined ? subject() : subject[key]);
    const before = read();
    value();
    const delta = read() - before;
    const what = key === undefined ? "what the function gives" : inspect(key);
    return { pass: test(delta, before, read()), text: `${word} ${what}`, flags: { delta: word === "decrease" ? -delta : delta } };
  };

  const flagWords = ["deep", "nested", "own", "ordered", "itself"];
  const fillers = ["to", "be", "been", "is", "that", "which", "and", "has", "have", "with", "at", "of", "same", "but", "does", "still", "also"];
  // Words that are tests by themselves.
  const properties = {
    ok: ["be truthy", (value) => Boolean(value)], true: ["be true", (value) => value === true], false: ["be false", (value) => value === false],
    null: ["be null", (value) => value === null], undefined: ["be undefined", (value) => value === undefined], NaN: ["be NaN", Number.isNaN],
    exist: ["exist", (value) => value !== null && value !== undefined], empty: ["be empty", (value) => sizeOf(value) === 0],
    arguments: ["be arguments", (value) => tagOf(value) === "Arguments"], finite: ["be a finite number", Number.isFinite],
    extensible: ["be extensible", (value) => isObject(value) && Object.isExtensible(value)], sealed: ["be sealed", (value) => !isObject(value) || Object.isSealed(value)],
    frozen: ["be frozen", (value) => !isObject(value) || Object.isFrozen(value)], callable: ["be callable", (value) => typeof value === "function"],
    iterable: ["be iterable", (value) => typeof value?.[Symbol.iterator] === "function"], numeric: ["be a number or a BigInt", (value) => ["number", "bigint"].includes(typeof value)],
  };
  Object.assign(properties, { Arguments: properties.arguments, exists: properties.exist });
  // Names, how many arguments stand before a text for the failure, the test.
  const methods = [
    ["equal equals eq", 1, (flags, value, other) => ({ pass: flags.deep ? same(true)(value, other) : value === other, text: `${deeply(flags)}equal ${inspect(other)}`, expected: other })],
    ["eql eqls", 1, (flags, value, other) => ({ pass: same(true)(value, other), text: `deeply equal ${inspect(other)}`, expected: other })],
    ["above gt greaterThan", 1, ordered("above", (a, b) => a > b)], ["least gte greaterThanOrEqual", 1, ordered("at least", (a, b) => a >= b)],
    ["below lt lessThan", 1, ordered("below", (a, b) => a < b)], ["most lte lessThanOrEqual", 1, ordered("at most", (a, b) => a <= b)],
    ["within", 2, (flags, value, low, high) => ordered(`between ${inspect(low)} and`, (a) => a >= low && a <= high)(flags, value, high)],
    ["instanceof instanceOf", 1, (flags, value, constructor) => ({ pass: value instanceof constructor, text: `be an instance of ${constructor.name}` })],
    ["property", 2, property], ["ownProperty haveOwnProperty", 2, (flags, ...rest) => property({ ...flags, own: true }, ...rest)],
    ["ownPropertyDescriptor haveOwnPropertyDescriptor", 2, (flags, value, key, ...expected) => {
      const found = Object.getOwnPropertyDescriptor(Object(value), key);
      return { pass: found !== undefined && (expected.length === 0 || equal(found, expected[0])), text: `have a descriptor of ${inspect(key)}`, next: found };
    }],
    ["match matches", 1, (flags, value, pattern) => ({ pass: pattern.test(value), text: `match ${inspect(pattern)}` })],
    ["string", 1, (flags, value, part) => ({ pass: typeof value === "string" && value.includes(part), text: `contain ${inspect(part)}` })],
    ["keys key", Infinity, keys], ["members", 1, members], ["throw throws Throw", 2, thrown],
    ["respondTo respondsTo", 1, ({ itself }, value, name) => ({
      pass: typeof (typeof value === "function" && !itself ? value.prototype?.[name] : value?.[name]) === "function", text: `respond to ${inspect(name)}`,
    })],
    ["satisfy satisfies", 1, (flags, value, test) => ({ pass: Boolean(test(value)), text: "satisfy the predicate" })],
    ["closeTo approximately", 2, (flags, value, other, delta) => ({ pass: Math.abs(value - other) <= delta, text: `be within ${delta} of ${inspect(other)}`, expected: other })],
    ["oneOf", 1, (flags, value, list) => ({
      pass: flags.contains ? list.some((item) => include(flags, value, item).pass) : list.some((item) => same(flags.deep)(value, item)), text: `be one of ${inspect(list)}`,
    })],
    ["change changes", 2, changed("change", (delta, before, after) => before !== after)], ["increase increases", 2, changed("increase", (delta) => delta > 0)],
    ["decrease decreases", 2, changed("decrease", (delta) => delta < 0)],
    ["by", 1, ({ delta }, value, number) => ({ pass: delta === number, text: `change by ${number}`, expected: number, received: delta })],
    ["containSubset", 1, (flags, value, part) => matchers.toMatchObject(value, part)],
  ];
  // Words that are both: `.a("string")` and `.an.instanceof(…)`. The first also gives what follows a flag.
  const chains = [
    ["a an", 1, type, {}], ["include includes contain contains", 1, include, { contains: true }], ["length lengthOf", 1, length, { length: true }],
  ];

  const flagged = (assertion, more) => {
    const { value, options } = parts(assertion);
    return make(value, { ...options, flags: { ...options.flags, ...more } });
  };
  const getter = (name, get) => Object.defineProperty(prototype, name, { configurable: true, get });
  const perform = (assertion, name, count, args) => {
    const given = args.slice(0, count);
    const note = args[count];
    const { value, options } = parts(assertion);
    const started = typeof note === "string" ? make(value, { ...options, note }) : assertion;
    return run(started, name, given);
  };
  // The assertion that the next word of a sentence is about.
  const onward = (assertion, result) => {
    if (typeof result?.then === "function") return result;
    const { value, options } = parts(assertion);
    const next = result !== undefined && "next" in result ? result.next : value;
    return make(next, { ...options, flags: { ...options.flags, ...result?.flags } });
  };
  const register = (name, test) => {
    matchers[`Chai's ${name}`] = function (value, ...args) {
      return test(this.flags ?? {}, value, ...args);
    };
    return `Chai's ${name}`;
  };

  for (const word of fillers) getter(word, function () {
    return this;
  });
  for (const word of flagWords) getter(word, function () {
    return flagged(this, { [word]: true });
  });
  getter("any", function () {
    return flagged(this, { any: true, all: false });
  });
  getter("all", function () {
    return flagged(this, { any: false, all: true });
  });
  for (const [word, [text, test]] of Object.entries(properties)) {
    const name = register(word, (flags, value) => ({ pass: test(value), text }));
    getter(word, function () {
      return onward(this, run(this, name, []));
    });
  }
  for (const [words, count, test] of methods) {
    const name = register(words.split(" ")[0], test);
    for (const word of words.split(" ")) {
      Object.defineProperty(prototype, word, {
        configurable: true,
        value(...args) {
          return onward(this, perform(this, name, count, args));
        },
      });
    }
  }
  for (const [words, count, test, flags] of chains) {
    const name = register(words.split(" ")[0], test);
    for (const word of words.split(" ")) getter(word, function () {
      const assertion = this;
      const call = (...args) => onward(assertion, perform(assertion, name, count, args));
      return new Proxy(call, {
        get(_, key) {
          const rest = flagged(assertion, flags);
          const found = rest[key];
          return typeof found === "function" ? found.bind(rest) : found;
        },
      });
    });
  }
};

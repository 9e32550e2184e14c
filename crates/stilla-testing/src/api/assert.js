// `assert`: the names of Chai's, on the matchers of `expect`. The last argument of each may be a text for the failure.
(expect, AssertionError) => {
  "use strict";
  const assert = (condition, text = "the assertion does not hold") => {
    if (!condition) throw new AssertionError(text);
  };
  // Names, the matcher, how many arguments it takes beside the value.
  const matchers = [
    ["strictEqual", "toBe", 1], ["notStrictEqual", "not toBe", 1], ["deepEqual deepStrictEqual", "toEqual", 1],
    ["notDeepEqual", "not toEqual", 1], ["isOk ok", "toBeTruthy", 0], ["isNotOk notOk", "toBeFalsy", 0],
    ["isNull", "toBeNull", 0], ["isNotNull", "not toBeNull", 0], ["isUndefined", "toBeUndefined", 0], ["isDefined", "toBeDefined", 0],
    ["isNaN", "toBeNaN", 0], ["isNotNaN", "not toBeNaN", 0], ["isAbove", "toBeGreaterThan", 1], ["isAtLeast", "toBeGreaterThanOrEqual", 1],
    ["isBelow", "toBeLessThan", 1], ["isAtMost", "toBeLessThanOrEqual", 1], ["typeOf", "toBeTypeOf", 1], ["notTypeOf", "not toBeTypeOf", 1],
    ["instanceOf", "toBeInstanceOf", 1], ["notInstanceOf", "not toBeInstanceOf", 1], ["include", "toContain", 1],
    ["notInclude", "not toContain", 1], ["deepInclude", "toContainEqual", 1], ["match", "toMatch", 1], ["notMatch", "not toMatch", 1],
    ["property", "toHaveProperty", 1], ["notProperty", "not toHaveProperty", 1], ["propertyVal", "toHaveProperty", 2],
    ["lengthOf", "toHaveLength", 1], ["oneOf", "toBeOneOf", 1], ["doesNotThrow", "not toThrow", 0],
  ];
  for (const [names, way, count] of matchers) {
    const matcher = way.replace("not ", "");
    const check = (value, ...args) => {
      const started = expect(value, args[count]);
      (matcher === way ? started : started.not)[matcher](...args.slice(0, count));
    };
    for (const name of names.split(" ")) assert[name] = check;
  }
  const types = { isFunction: "function", isString: "string", isNumber: "number", isBoolean: "boolean", isBigInt: "bigint", isSymbol: "symbol" };
  for (const [name, type] of Object.entries(types)) assert[name] = (value, text) => expect(value, text).toBeTypeOf(type);
  const constants = { isTrue: true, isFalse: false };
  for (const [name, constant] of Object.entries(constants)) {
    assert[name] = (value, text) => expect(value, text).toBe(constant);
    assert[name.replace("is", "isNot")] = (value, text) => expect(value, text).not.toBe(constant);
  }
  const size = (value) => value.size ?? value.length ?? Object.keys(value).length;
  const isSubset = (some, all, equal) => some.every((item) => all.some((other) => equal(item, other)));
  const isEqual = (a, b) => {
    try {
      expect(a).toEqual(b);
      return true;
    } catch {
      return false;
    }
  };
  const sameMembers = (equal) => (a, b, text) => {
    if (a.length !== b.length || !isSubset(a, b, equal) || !isSubset(b, a, equal)) expect(a, text ?? "the same members in any order").toEqual(b);
  };
  return Object.assign(assert, {
    // NOTE: `equal` compares as `==` does.
    equal: (a, b, text) => (a == b ? undefined : expect(a, text).toBe(b)),
    notEqual: (a, b, text) => (a != b ? undefined : expect(a, text).not.toBe(a)),
    exists: (value, text) => assert(value !== null && value !== undefined, text ?? "the value does not exist"),
    notExists: (value, text) => assert(value === null || value === undefined, text ?? "the value exists"),
    isObject: (value, text) => assert(Object.prototype.toString.call(value) === "[object Object]", text ?? "the value is no object"),
    isArray: (value, text) => assert(Array.isArray(value), text ?? "the value is no array"),
    isEmpty: (value, text) => assert(size(value) === 0, text ?? "the value is not empty"),
    isNotEmpty: (value, text) => assert(size(value) > 0, text ?? "the value is empty"),
    closeTo: (a, b, delta, text) => assert(Math.abs(a - b) <= delta, text ?? `expected ${a} to be within ${delta} of ${b}`),
    approximately: (a, b, delta, text) => assert.closeTo(a, b, delta, text),
    throws: (run, ...expected) => expect(run).toThrow(...expected.slice(0, 1)),
    throw: (run, ...expected) => assert.throws(run, ...expected),
    sameMembers: sameMembers(Object.is),
    sameDeepMembers: sameMembers(isEqual),
    hasAllKeys: (value, keys, text) => assert.sameMembers(Object.keys(value), Array.isArray(keys) ? keys : Object.keys(keys), text),
    fail: (text = "assert.fail()") => assert(false, text),
  });
};

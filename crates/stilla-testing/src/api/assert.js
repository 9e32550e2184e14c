// `assert`: the names of Chai's, said with the words of `expect`. The last argument of each may be a text for the failure.
(expect, AssertionError) => {
  "use strict";
  const assert = (condition, text = "the assertion does not hold") => {
    if (!condition) throw new AssertionError(text);
  };
  // Follows the words of a sentence; gives the last one, to be called.
  const say = (value, note, sentence) => {
    let assertion = expect(value, note);
    const words = sentence.split(" ");
    const last = words.pop();
    for (const word of words) assertion = assertion[word];
    return { assertion, last };
  };
  // A name, what its negation is called, the sentence, how many arguments it takes beside the value.
  const table = [
    ["strictEqual", "notStrictEqual", "toBe", 1], ["deepEqual", "notDeepEqual", "eql", 1], ["deepStrictEqual", "", "eql", 1],
    ["isAbove", "", "above", 1], ["isAtLeast", "", "least", 1], ["isBelow", "", "below", 1], ["isAtMost", "", "most", 1],
    ["isNaN", "isNotNaN", "toBeNaN", 0], ["isNull", "isNotNull", "toBeNull", 0], ["isUndefined", "isDefined", "toBeUndefined", 0],
    ["isOk", "isNotOk", "toBeTruthy", 0], ["ok", "notOk", "toBeTruthy", 0], ["typeOf", "notTypeOf", "a", 1], ["instanceOf", "notInstanceOf", "instanceOf", 1],
    ["include", "notInclude", "include", 1], ["deepInclude", "notDeepInclude", "deep include", 1], ["nestedInclude", "notNestedInclude", "nested include", 1],
    ["deepNestedInclude", "notDeepNestedInclude", "deep nested include", 1], ["ownInclude", "notOwnInclude", "own include", 1],
    ["deepOwnInclude", "notDeepOwnInclude", "deep own include", 1], ["match", "notMatch", "match", 1],
    ["property", "notProperty", "property", 1], ["propertyVal", "notPropertyVal", "property", 2], ["deepPropertyVal", "notDeepPropertyVal", "deep property", 2],
    ["ownProperty", "notOwnProperty", "own property", 1], ["ownPropertyVal", "notOwnPropertyVal", "own property", 2],
    ["deepOwnPropertyVal", "notDeepOwnPropertyVal", "deep own property", 2], ["nestedProperty", "notNestedProperty", "nested property", 1],
    ["nestedPropertyVal", "notNestedPropertyVal", "nested property", 2], ["deepNestedPropertyVal", "notDeepNestedPropertyVal", "deep nested property", 2],
    ["lengthOf", "", "lengthOf", 1], ["hasAnyKeys", "doesNotHaveAnyKeys", "any keys", 1], ["hasAllKeys", "doesNotHaveAllKeys", "all keys", 1],
    ["containsAllKeys", "", "contain all keys", 1], ["hasAnyDeepKeys", "doesNotHaveAnyDeepKeys", "deep any keys", 1],
    ["hasAllDeepKeys", "doesNotHaveAllDeepKeys", "deep all keys", 1], ["containsAllDeepKeys", "", "contain deep all keys", 1],
    ["closeTo", "", "closeTo", 2], ["approximately", "", "closeTo", 2], ["oneOf", "notOneOf", "oneOf", 1],
    ["sameMembers", "notSameMembers", "members", 1], ["sameDeepMembers", "notSameDeepMembers", "deep members", 1],
    ["sameOrderedMembers", "notSameOrderedMembers", "ordered members", 1], ["sameDeepOrderedMembers", "notSameDeepOrderedMembers", "deep ordered members", 1],
    ["includeMembers", "notIncludeMembers", "include members", 1], ["includeDeepMembers", "notIncludeDeepMembers", "include deep members", 1],
    ["includeOrderedMembers", "notIncludeOrderedMembers", "include ordered members", 1],
    ["includeDeepOrderedMembers", "notIncludeDeepOrderedMembers", "include deep ordered members", 1], ["containsSubset", "doesNotContainSubset", "containSubset", 1],
    ["doesNotThrow", "", "not toThrow", 0], ["changes", "doesNotChange", "change", 2], ["increases", "doesNotIncrease", "increase", 2],
    ["decreases", "doesNotDecrease", "decrease", 2],
  ];
  const check = (sentence, count) => (value, ...args) => {
    const { assertion, last } = say(value, args[count], sentence);
    assertion[last](...args.slice(0, count));
  };
  for (const [name, negation, sentence, count] of table) {
    assert[name] = check(sentence, count);
    if (negation !== "") assert[negation] = check(`not ${sentence}`, count);
  }
  const pair = (name, negation, test, text, wrong) => {
    assert[name] = (value, note) => assert(test(value), note ?? text);
    assert[negation] = (value, note) => assert(!test(value), note ?? wrong);
  };
  const isObject = (value) => value !== null && (typeof value === "object" || typeof value === "function");
  const size = (value) => value.size ?? value.length ?? Object.keys(value).length;
  pair("exists", "notExists", (value) => value !== null && value !== undefined, "the value does not exist", "the value exists");
  pair("isObject", "isNotObject", (value) => Object.prototype.toString.call(value) === "[object Object]", "the value is no object", "the value is an object");
  pair("isArray", "isNotArray", Array.isArray, "the value is no array", "the value is an array");
  pair("isEmpty", "isNotEmpty", (value) => size(value) === 0, "the value is not empty", "the value is empty");
  pair("isFinite", "isNotFinite", Number.isFinite, "the value is no finite number", "the value is a finite number");
  pair("isIterable", "isNotIterable", (value) => typeof value?.[Symbol.iterator] === "function", "the value is not iterable", "the value is iterable");
  for (const [name, test] of [["Extensible", (value) => isObject(value) && Object.isExtensible(value)], ["Sealed", (value) => !isObject(value) || Object.isSealed(value)], ["Frozen", (value) => !isObject(value) || Object.isFrozen(value)]]) {
    const word = name.toLowerCase();
    pair(`is${name}`, `isNot${name}`, test, `the value is not ${word}`, `the value is ${word}`);
    assert[word] = assert[`is${name}`];
    assert[`not${name}`] = assert[`isNot${name}`];
  }
  const types = { Function: "function", Callable: "function", String: "string", Number: "number", Boolean: "boolean", BigInt: "bigint", Symbol: "symbol" };
  for (const [name, type] of Object.entries(types)) {
    assert[`is${name}`] = (value, text) => expect(value, text).toBeTypeOf(type);
    assert[`isNot${name}`] = (value, text) => expect(value, text).not.toBeTypeOf(type);
  }
  for (const [name, constant] of [["True", true], ["False", false]]) {
    assert[`is${name}`] = (value, text) => expect(value, text).toBe(constant);
    assert[`isNot${name}`] = (value, text) => expect(value, text).not.toBe(constant);
  }
  // By how much: the number stands after the property, or the function, that is read.
  const delta = (run, subject, key) => {
    const read = () => (key === undefined ? subject() : subject[key]);
    const before = read();
    run();
    return read() - before;
  };
  const by = (isFit, word) => (run, subject, ...rest) => {
    const key = typeof subject === "function" ? undefined : rest.shift();
    const found = delta(run, subject, key);
    assert(isFit(found, rest[0]), rest[1] ?? `expected the function to ${word} ${rest[0]}, but the change was ${found}`);
  };
  Object.assign(assert, {
    changesBy: by((found, number) => found === number, "change it by"), changesButNotBy: by((found, number) => found !== 0 && found !== number, "change it, but not by"),
    increasesBy: by((found, number) => found === number, "increase it by"), increasesButNotBy: by((found, number) => found > 0 && found !== number, "increase it, but not by"),
    decreasesBy: by((found, number) => found === -number, "decrease it by"), decreasesButNotBy: by((found, number) => found < 0 && found !== -number, "decrease it, but not by"),
    doesNotIncreaseBy: by((found, number) => found !== number, "not increase it by"), doesNotDecreaseBy: by((found, number) => found !== -number, "not decrease it by"),
  });
  const operators = {
    "==": (a, b) => a == b, "===": (a, b) => a === b, ">": (a, b) => a > b, ">=": (a, b) => a >= b, "<": (a, b) => a < b, "<=": (a, b) => a <= b,
    "!=": (a, b) => a != b, "!==": (a, b) => a !== b,
  };
  return Object.assign(assert, {
    // NOTE: `equal` compares as `==` does.
    equal: (a, b, text) => (a == b ? undefined : expect(a, text).toBe(b)),
    notEqual: (a, b, text) => (a != b ? undefined : expect(a, text).not.toBe(a)),
    throws: (run, ...expected) => expect(run).throw(...expected),
    throw: (run, ...expected) => expect(run).throw(...expected),
    Throw: (run, ...expected) => expect(run).throw(...expected),
    operator(a, operator, b, text) {
      if (!Object.hasOwn(operators, operator)) throw new TypeError(`assert.operator: there is no operator ${operator}`);
      assert(operators[operator](a, b), text ?? `expected ${String(a)} to be ${operator} ${String(b)}`);
    },
    ifError(value) {
      if (value) throw value instanceof Error ? value : new AssertionError(`the value is no error: ${String(value)}`);
    },
    fail: (...parts) => assert(false, parts.length > 1 ? parts[2] : parts[0] ?? "assert.fail()"),
  });
};

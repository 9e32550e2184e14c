// Fixtures: values that a test or hook asks for by naming them in the pattern of its parameter.
//
// `test.extend({ name: value, other: async ({ name }, use) => { … await use(value) … } })`, or one at a time:
// `test.extend("name", ({ other }, { onCleanup }) => value)`.
() => {
  "use strict";
  // The names in the pattern that is a function's parameter.
  const namesIn = (run, place) => {
    const text = String(run);
    const start = place === 0 ? /^(?:async\b\s*)?(?:function\b\s*\*?\s*)?(?:[\w$]*\s*)?\(?\s*\{/ : /^(?:async\b\s*)?(?:function\b\s*\*?\s*)?(?:[\w$]*\s*)?\(\s*[\w$]+\s*,\s*\{/;
    const begin = start.exec(text);
    if (begin === null) return [];
    // Values that stand in for missing ones may have braces and commas of their own.
    const parts = [""];
    for (let i = begin[0].length, depth = 0; i < text.length && depth >= 0; i++) {
      const letter = text[i];
      if ("{[(".includes(letter)) depth++;
      if ("}])".includes(letter)) depth--;
      if (letter === "," && depth === 0) parts.push("");
      else if (depth >= 0) parts[parts.length - 1] += letter;
    }
    return parts.map((part) => part.split(/[:=]/)[0].trim()).filter(Boolean);
  };

  const optionNames = ["auto", "scope", "injected"];
  const isOptions = (value) => typeof value === "object" && value !== null && Object.keys(value).some((key) => optionNames.includes(key));
  // All forms of `extend` as one: name → { value, options, gives }.
  const read = (added, ...rest) => {
    if (typeof added === "string") return { [added]: { value: rest.at(-1), options: rest.length > 1 ? rest[0] : {}, gives: true } };
    const all = {};
    for (const [name, value] of Object.entries(added)) {
      const isPair = Array.isArray(value) && value.length === 2 && isOptions(value[1]);
      all[name] = { value: isPair ? value[0] : value, options: isPair ? value[1] : {}, gives: false };
    }
    return all;
  };

  // The values of one test, or those that a whole file shares: made when they are first asked for.
  const makeStore = (values, shared) => {
    const made = new Map();
    const endings = [];
    const make = async (name, all) => {
      const { value: fixture, gives } = all[name];
      if (typeof fixture !== "function") return fixture;
      await provide(namesIn(fixture, 0).filter((other) => other !== name && Object.hasOwn(all, other)), all);
      if (gives) return fixture(values, { onCleanup: (run) => endings.push(run) });
      return new Promise((ready, fail) => {
        let release;
        const use = (value) => {
          ready(value);
          return new Promise((resolve) => {
            release = resolve;
          });
        };
        const done = Promise.resolve(fixture(values, use));
        done.then(ready, fail);
        endings.push(() => (release?.(), done));
      });
    };
    const provide = async (names, all) => {
      for (const name of names) {
        const isShared = shared !== undefined && ["file", "worker"].includes(all[name].options.scope);
        if (isShared) await shared.provide([name], all);
        else if (!made.has(name)) made.set(name, make(name, all).then((value) => (values[name] = value)));
        values[name] = isShared ? shared.values[name] : await made.get(name);
      }
    };
    // What is to be ended, the last one first.
    return { values, provide, end: () => endings.splice(0).reverse().map((run) => ({ run })) };
  };

  return {
    makeStore, read,
    // What a step of a test asks for of these fixtures.
    wanted(all, run, place) {
      const named = namesIn(run, place);
      return Object.keys(all).filter((name) => named.includes(name) || all[name].options.auto);
    },
  };
};

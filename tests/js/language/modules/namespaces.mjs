import * as live from "./fixtures/live.mjs";
import named, { value, set, alias, "a name with spaces" as spaced } from "./fixtures/live.mjs";
import * as stars from "./fixtures/stars.mjs";

const each = (rows) => {
  for (const [name, run, expected] of rows) {
    test(name, () => expect(run()).toEqual(expected));
  }
};
const throws = (rows) => {
  for (const [name, run, type = TypeError] of rows) {
    test(name, () => expect(run).toThrow(type));
  }
};

describe("a live binding", () => {
  each([
    ["follows its module", () => { set(2); const seen = [value, alias, live.value]; set(1); return seen; }, [2, 2, 2]],
    ["under a name with spaces", () => [spaced, live["a name with spaces"]], [0, 0]],
    ["of the default function", () => [named.name, live.default === named], ["named", true]],
  ]);
  throws([
    ["can't be assigned", () => { value = 3; }],
    ["can't be incremented", () => { value++; }],
    ["of a namespace can't be assigned", () => { live.value = 3; }],
    ["of a namespace can't be deleted", () => delete live.value],
    ["a namespace binding can't be assigned", () => { live = 1; }],
  ]);
});

describe("a namespace object", () => {
  each([
    ["has its exports in the order of their names", () => Reflect.ownKeys(live).slice(0, -1), ["a name with spaces", "alias", "default", "hoisted", "set", "value"]],
    ["has a tag", () => [Object.prototype.toString.call(live), Reflect.ownKeys(live).at(-1) === Symbol.toStringTag], ["[object Module]", true]],
    ["has no prototype", () => Object.getPrototypeOf(live), null],
    ["is not extensible", () => Object.isExtensible(live), false],
    ["has writable, enumerable properties that are not configurable", () => Object.getOwnPropertyDescriptor(live, "hoisted"), { value: "set", writable: true, enumerable: true, configurable: false }],
    ["keeps its prototype", () => [Reflect.setPrototypeOf(live, null), Reflect.setPrototypeOf(live, {})], [true, false]],
    ["deletes what is not there", () => [Reflect.deleteProperty(live, "nothing"), Reflect.deleteProperty(live, "value")], [true, false]],
    ["takes definitions that change nothing", () => [Reflect.defineProperty(live, "hoisted", { value: "set" }), Reflect.defineProperty(live, "hoisted", { value: 1 })], [true, false]],
    ["has what export * brings", () => [stars.onlyA, stars.onlyB], [1, 2]],
    ["lacks what two export * bring", () => "both" in stars, false],
    ["lacks the default of export *", () => "default" in stars, false],
    ["has what is chosen by name", () => stars.chosen, "b"],
    ["holds another namespace", () => stars.inner.both, "b"],
  ]);
  throws([
    ["can't be frozen", () => Object.freeze(live)],
    ["can't get a property", () => { live.other = 1; }],
  ]);
  test("is the same for each import", async () => {
    expect((await import("./fixtures/live.mjs")) === live).toBe(true);
  });
});

describe("a module", () => {
  each([
    ["has undefined as this", () => { return this; }, undefined],
    ["is strict", () => (function () { return this; })(), undefined],
    ["keeps its variables to itself", () => "each" in globalThis, false],
    ["has import.meta of its own", () => [typeof import.meta, Object.getPrototypeOf(import.meta), import.meta === import.meta], ["object", null, true]],
  ]);
  test("may await at its top level", async () => {
    expect((await import("./fixtures/waiting.mjs")) !== undefined).toBe(true);
  });
  test("that can't be found rejects", async () => {
    const error = await import("./fixtures/no-such-module.mjs").then(() => null, (e) => e);
    expect(error instanceof Error).toBe(true);
  });
  test("converts the specifier of import()", async () => {
    const specifier = { toString: () => "./fixtures/live.mjs" };
    expect((await import(specifier)).hoisted).toBe("set");
  });
  test("rejects if the specifier can't be converted", async () => {
    const error = await import({ toString() { throw "specifier"; } }).then(() => null, (e) => e);
    expect(error).toBe("specifier");
  });
});

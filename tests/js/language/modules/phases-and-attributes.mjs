import defer * as deferred from "./fixtures/deferred.mjs";
import text from "./fixtures/plain.txt" with { type: "text" };
import bytes from "./fixtures/plain.txt" with { type: "bytes" };
import data from "./fixtures/data.json" with { type: "json" };

test("a deferred module runs when its namespace is first used", () => {
  expect(globalThis.deferredRuns).toBe(undefined);
  expect(deferred[Symbol.toStringTag]).toBe("Deferred Module");
  expect(globalThis.deferredRuns).toBe(undefined);
  expect(deferred.value).toBe(42);
  expect(deferred.value).toBe(42);
  expect(globalThis.deferredRuns).toBe(1);
});

test("import.defer() gives the same namespace", async () => {
  expect((await import.defer("./fixtures/deferred.mjs")) === deferred).toBe(true);
});

test("text is a string", () => {
  expect(text).toBe("some text");
});

test("bytes are a Uint8Array of an immutable buffer", () => {
  expect(bytes instanceof Uint8Array).toBe(true);
  expect(String.fromCharCode(...bytes)).toBe("some text");
  expect(bytes.buffer.immutable).toBe(true);
  expect(() => { bytes[0] = 1; }).toThrow(TypeError);
});

test("JSON is parsed once", async () => {
  const again = await import("./fixtures/data.json", { with: { type: "json" } });
  expect(again.default === data).toBe(true);
});

test("an unknown attribute is refused", async () => {
  const error = await import("./fixtures/data.json", { with: { kind: "json" } }).then(() => null, (e) => e);
  expect(error instanceof TypeError).toBe(true);
});

test("an unknown type is refused", async () => {
  const error = await import("./fixtures/data.json", { with: { type: "unheard of" } }).then(() => null, (e) => e);
  expect(error instanceof TypeError).toBe(true);
});

test("attributes that are no strings are refused", async () => {
  const error = await import("./fixtures/data.json", { with: { type: 1 } }).then(() => null, (e) => e);
  expect(error instanceof TypeError).toBe(true);
});

test("the source of a module without one is refused", async () => {
  const error = await import.source("./fixtures/live.mjs").then(() => null, (e) => e);
  expect(error instanceof SyntaxError).toBe(true);
});

test("a base without properties is refused before the key is converted", () => {
  const key = { toString() { throw new RangeError("the key was converted"); } };
  const nothing = null;
  expect(() => { nothing[key] += 1; }).toThrow(TypeError);
  expect(() => { nothing[key]++; }).toThrow(TypeError);
  expect(() => { nothing[key] ??= 1; }).toThrow(TypeError);
});

test("an index in quotes is an index", () => {
  const holder = { inner: { 2: "two", get 0b11() { return "three"; } } };
  expect(holder.inner["2"]).toBe("two");
  expect([holder.inner["3"], holder.inner["4"]]).toEqual(["three", undefined]);
});

test("rest of a string has its characters", () => {
  const { ...rest } = "ab";
  expect([rest["0"], rest["1"]]).toEqual(["a", "b"]);
});

test("a call as target throws before the value is evaluated", () => {
  const run = new Function("log", "function f() { log.push('f'); } function g() { log.push('g'); } f() = g();");
  const log = [];
  expect(() => run(log)).toThrow(ReferenceError);
  expect(log).toEqual(["f"]);
});

test("a strict assignment to a global that its value creates is refused", () => {
  "use strict";
  expect(() => { madeByTheValue = (globalThis.madeByTheValue = 5); }).toThrow(ReferenceError);
  delete globalThis.madeByTheValue;
});

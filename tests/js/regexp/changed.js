// A regular expression that somebody has changed takes the long way.
test("an own exec is called", () => {
  const pattern = /a/g;
  let calls = 0;
  pattern.exec = function (string) { calls++; return RegExp.prototype.exec.call(this, string); };
  expect("aba".replace(pattern, "x")).toBe("xbx");
  expect(calls).toBe(3);
});

test("an own flags is asked", () => {
  const pattern = /a/;
  Object.defineProperty(pattern, "flags", { value: "g" });
  expect(pattern.flags).toBe("g");
  pattern.exec = () => null;
  expect("a".match(pattern)).toBe(null);
});

test("exec of the prototype replaced, and put back", () => {
  const original = RegExp.prototype.exec;
  RegExp.prototype.exec = function () { return null; };
  const replaced = "aa".replace(/a/g, "b");
  RegExp.prototype.exec = original;
  expect(replaced).toBe("aa");
  expect("aa".replace(/a/g, "b")).toBe("bb");
});

test("a getter of the prototype replaced, and put back", () => {
  const original = Object.getOwnPropertyDescriptor(RegExp.prototype, "flags");
  Object.defineProperty(RegExp.prototype, "flags", { get: () => "", configurable: true });
  const replaced = "aa".replace(/a/g, "b");
  Object.defineProperty(RegExp.prototype, "flags", original);
  expect(replaced).toBe("ba");
  expect("aa".replace(/a/g, "b")).toBe("bb");
});

test("a subclass makes the splitter", () => {
  let made = 0;
  class Counting extends RegExp { constructor(...all) { super(...all); made++; } }
  const pattern = new Counting("b");
  made = 0;
  expect("abc".split(pattern)).toEqual(["a", "c"]);
  expect(made).toBe(1);
});

test("a result of exec may be anything", () => {
  const pattern = { flags: "", exec: () => ({ index: 1, length: 2, 0: "bc", 1: "X", groups: { n: "N" } }) };
  expect(RegExp.prototype[Symbol.replace].call(pattern, "abcd", "[$&$1$<n>]")).toBe("a[bcXN]d");
  pattern.exec = () => 1;
  expect(() => RegExp.prototype.test.call(pattern, "")).toThrow(TypeError);
});

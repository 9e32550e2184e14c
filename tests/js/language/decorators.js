test("decorators are evaluated in source order and called from the inside out", () => {
  const log = [];
  const note = (name) => (log.push("evaluate " + name), () => { log.push("call " + name); });
  const key = (name) => (log.push("key " + name), name);
  @note("class")
  class Example {
    @note("a") @note("b") [key("method")]() {}
    @note("c") static [key("fixed")]() {}
    @note("d") [key("field")] = 1;
    @note("e") static [key("fixedField")] = 1;
  }
  expect(log).toEqual([
    "evaluate class",
    "evaluate a", "evaluate b", "key method", "evaluate c", "key fixed",
    "evaluate d", "key field", "evaluate e", "key fixedField",
    "call c", "call b", "call a", "call e", "call d", "call class",
  ]);
});

test("a method, getter or setter may be replaced", () => {
  const twice = (value, { kind }) => function (...args) {
    return kind === "setter" ? value.call(this, args[0] * 2) : value.apply(this, args) * 2;
  };
  class Example {
    #stored = 1;
    @twice method(x) { return x; }
    @twice get value() { return this.#stored; }
    @twice set value(x) { this.#stored = x; }
    @twice #hidden() { return 5; }
    reveal() { return this.#hidden(); }
    @twice static fixed() { return 3; }
  }
  const example = new Example();
  expect([example.method(4), example.value, example.reveal(), Example.fixed()]).toEqual([8, 2, 10, 6]);
  example.value = 3;
  expect(example.value).toBe(12);
  expect(Object.keys(Example.prototype)).toEqual([]);
});

test("the initialisers of a field's decorators change its value, the outermost first", () => {
  const add = (n) => () => function (value) { return [...value, n]; };
  class Example {
    @add(1) @add(2) list = [0];
    @add(3) static fixed = [];
    @(() => (value) => value === undefined) empty;
  }
  expect(new Example().list).toEqual([0, 1, 2]);
  expect(Example.fixed).toEqual([3]);
  expect(new Example().empty).toBe(true);
});

test("an accessor's decorator gets and gives functions", () => {
  const log = [];
  const logged = ({ get, set }, { kind, name }) => ({
    get() { log.push("get " + name); return get.call(this); },
    set(value) { log.push("set " + name); set.call(this, value); },
    init(value) { log.push(kind); return value + 1; },
  });
  class Example { @logged accessor x = 1; @logged static accessor y = 5; }
  const example = new Example();
  expect(example.x).toBe(2);
  example.x = 7;
  expect([example.x, Example.y]).toEqual([7, 6]);
  expect(log).toEqual(["accessor", "accessor", "get x", "set x", "get x", "get y"]);
});

test("a class may be replaced before its static elements are there", () => {
  const replacement = function () {};
  let inside;
  @(() => replacement)
  class Example {
    static self = Example;
    static { inside = this; }
  }
  expect(Example).toBe(replacement);
  expect(inside).toBe(replacement);
  expect(replacement.self).toBe(replacement);
});

test("the context names what is decorated and gives access to it", () => {
  const contexts = [];
  const collect = (_, context) => { contexts.push(context); };
  @collect
  class Example {
    @collect method() {}
    @collect static #hidden = 3;
    @collect accessor [Symbol.iterator] = 1;
    @collect 12 = "twelve";
    static check(context) { return context.access.get(this); }
  }
  const [method, accessor, hidden, field, whole] = contexts;
  expect([method.kind, method.name, method.static, method.private]).toEqual(["method", "method", false, false]);
  expect([hidden.kind, hidden.name, hidden.static, hidden.private]).toEqual(["field", "#hidden", true, true]);
  expect([accessor.kind, accessor.name]).toEqual(["accessor", Symbol.iterator]);
  expect([field.name, whole.kind, whole.name, "access" in whole]).toEqual(["12", "class", "Example", false]);
  expect(hidden.access.get(Example)).toBe(3);
  hidden.access.set(Example, 4);
  expect([Example.check(hidden), hidden.access.has(Example), hidden.access.has({})]).toEqual([4, true, false]);
  const example = new Example();
  field.access.set(example, "changed");
  expect(example[12]).toBe("changed");
  expect([method.access.has(example), "set" in method.access]).toEqual([true, false]);
});

test("what addInitializer was given runs when the element is there", () => {
  const log = [];
  const later = (_, { name, addInitializer }) => {
    addInitializer(function () { log.push(name, typeof this); });
  };
  @later
  class Example {
    @later bound() {}
    @later static fixed() {}
    @later a = log.push("a is set");
    static s = log.push("static field");
    constructor() { log.push("constructor"); }
  }
  expect(log).toEqual(["fixed", "function", "static field", "Example", "function"]);
  log.length = 0;
  new Example();
  expect(log).toEqual(["bound", "object", "a is set", "a", "object", "constructor"]);
});

test("addInitializer is for decorators that run", () => {
  let add;
  class Example { @((_, context) => { add = context.addInitializer; }) method() {} }
  expect(() => add(() => {})).toThrow(TypeError);
  expect(() => { @((_, context) => context.addInitializer(1)) class Bad {} }).toThrow(TypeError);
});

test("metadata is shared by a class and inherited", () => {
  const mark = (_, { name, metadata }) => { metadata[name] = true; };
  class Base { @mark a; @mark b() {} }
  class Derived extends Base { @mark c; }
  expect(Object.keys(Base[Symbol.metadata])).toEqual(["a", "b"].sort().reverse());
  expect(Object.keys(Derived[Symbol.metadata])).toEqual(["c"]);
  expect(Derived[Symbol.metadata].a).toBe(true);
  expect(Object.getPrototypeOf(Base[Symbol.metadata])).toBe(null);
});

test("a decorator found in an object is called on it", () => {
  const tools = { prefix: ">", mark(value) { const { prefix } = this; return () => prefix; } };
  class Example { @tools.mark a() {} @(tools.mark) b() {} }
  expect([new Example().a(), new Example().b()]).toEqual([">", ">"]);
});

test("what is no function is refused", () => {
  const one = () => 1;
  expect(() => { class A { @one method() {} } }).toThrow(TypeError);
  expect(() => { class A { @one field; } }).toThrow(TypeError);
  expect(() => { class A { @one accessor field; } }).toThrow(TypeError);
  expect(() => { @one class A {} }).toThrow(TypeError);
  expect(() => { class A { @undefined method() {} } }).toThrow(TypeError);
});

test("a replaced method keeps its super, a foreign function its own", () => {
  class Base { greet() { return "base"; } }
  const wrap = (value) => function () { return "wrapped " + value.call(this); };
  class Child extends Base {
    @wrap greet() { return super.greet(); }
    @(() => Math.max) largest() {}
  }
  expect([new Child().greet(), new Child().largest(1, 2)]).toEqual(["wrapped base", 2]);
});

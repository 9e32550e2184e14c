// What the engine does without a general lookup must not show: instanceof, apply, arguments, arrow functions.

describe('instanceof', () => {
  test('a @@hasInstance of its own counts, also when it comes later', () => {
    function Ordinary() {}
    const made = new Ordinary();
    const is = () => made instanceof Ordinary;
    for (let i = 0; i < 100; i++) expect(is()).toBe(true);
    Object.defineProperty(Ordinary, Symbol.hasInstance, { value: () => false });
    expect(is()).toBe(false);
  });

  test('an inherited @@hasInstance counts', () => {
    class Base { static [Symbol.hasInstance](value) { return value === 1; } }
    class Derived extends Base {}
    for (let i = 0; i < 100; i++) {
      expect(1 instanceof Derived).toBe(true);
      expect(new Derived() instanceof Derived).toBe(false);
    }
  });

  test('a new `prototype` counts, and one that is no object throws', () => {
    function F() {}
    const old = new F();
    const is = (value) => value instanceof F;
    for (let i = 0; i < 100; i++) expect(is(old)).toBe(true);
    F.prototype = {};
    expect(is(old)).toBe(false);
    F.prototype = 1;
    expect(() => is(old)).toThrow(TypeError);
    expect(is(1)).toBe(false);
  });

  test('prototypes may be proxies with traps', () => {
    function F() {}
    let trapped = 0;
    const proxy = new Proxy({}, { getPrototypeOf() { trapped++; return F.prototype; } });
    expect(Object.create(proxy) instanceof F).toBe(true);
    expect(trapped).toBe(1);
  });
});

describe('apply', () => {
  const list = (...args) => args;

  test('arguments objects whose length or elements changed', () => {
    function shorter() { arguments.length = 1; return list.apply(null, arguments); }
    function longer() { arguments.length = 3; return list.apply(null, arguments); }
    function without() { delete arguments[0]; return list.apply(null, arguments); }
    function getter() { Object.defineProperty(arguments, 0, { get: () => 'got' }); return list.apply(null, arguments); }
    function odd() { arguments.length = { valueOf: () => 1 }; return list.apply(null, arguments); }
    for (let i = 0; i < 100; i++) {
      expect(shorter(1, 2)).toEqual([1]);
      expect(longer(1, 2)).toEqual([1, 2, undefined]);
      expect(without(1, 2)).toEqual([undefined, 2]);
      expect(getter(1, 2)).toEqual(['got', 2]);
      expect(odd(1, 2)).toEqual([1]);
    }
  });

  test('holes of arrays are looked up', () => {
    const inherited = Object.setPrototypeOf([, 2], { 0: 'inherited', __proto__: Array.prototype });
    expect(list.apply(null, inherited)).toEqual(['inherited', 2]);
    expect(list.apply(null, [, 1])).toEqual([undefined, 1]);
    expect(Reflect.apply(list, null, new Array(20).fill(7)).length).toBe(20);
  });
});

describe('arguments', () => {
  const sloppy = (text) => new Function(text);

  test('without parameters it is no mapped object, and looks the same', () => {
    const made = sloppy('return arguments')(1, 2);
    expect(Object.prototype.toString.call(made)).toBe('[object Arguments]');
    expect(Reflect.ownKeys(made)).toEqual(['0', '1', 'length', 'callee', Symbol.iterator]);
    expect([...made]).toEqual([1, 2]);
    expect(typeof made.callee).toBe('function');
    expect(Object.getOwnPropertyDescriptor(made, 'length')).toEqual({ value: 2, writable: true, enumerable: false, configurable: true });
  });

  test('a strict one throws for callee', () => {
    const made = (function () { 'use strict'; return arguments; })(1);
    expect(() => made.callee).toThrow(TypeError);
    const { get, set, configurable } = Object.getOwnPropertyDescriptor(made, 'callee');
    expect([get === set, configurable]).toEqual([true, false]);
  });

  test('mapped parameters follow it and it them', () => {
    const follow = new Function('a', 'b', 'arguments[0] = 5; b = 6; return [a, arguments[1], arguments.length]');
    expect(follow(1, 2)).toEqual([5, 6, 2]);
    expect(follow(1)).toEqual([5, undefined, 1]);
  });
});

describe('arrow functions', () => {
  test('read the surroundings however deep the use', () => {
    function outer() {
      return [() => this, () => () => this, () => new.target, () => eval('this'), () => arguments[0]];
    }
    const receiver = {};
    const [plain, nested, target, evaluated, first] = outer.call(receiver, 'argument');
    for (let i = 0; i < 100; i++) {
      expect(plain.call(1)).toBe(receiver);
      expect(nested.call(1).call(2)).toBe(receiver);
      expect(target()).toBe(undefined);
      expect(evaluated.call(3)).toBe(receiver);
      expect(first('other')).toBe('argument');
    }
  });

  test('super and default parameters', () => {
    class Base { name() { return 'base ' + this.id; } }
    class Derived extends Base {
      id = 7;
      name() { return ((f = () => super.name()) => f())(); }
    }
    for (let i = 0; i < 100; i++) expect(new Derived().name()).toBe('base 7');
  });
});

describe('results of array methods', () => {
  test('holes stay holes, and long sparse arrays are possible', () => {
    const mapped = [1, , 3, ,].map((x) => x * 2);
    expect([mapped.length, 1 in mapped, 3 in mapped, mapped[2]]).toEqual([4, false, false, 6]);
    const sparse = new Array(2 ** 20);
    sparse[2 ** 19] = 1;
    expect(sparse.map((x) => x + 1)[2 ** 19]).toBe(2);
    expect(sparse.filter(() => true)).toEqual([1]);
    expect([[1], 2, [[3]]].flat()).toEqual([1, 2, [3]]);
  });

  test('more results than there was room for', () => {
    const many = Array.from({ length: 1000 }, (_, i) => i).flatMap((x) => [x, x, x]);
    expect([many.length, many[2999], many[1500]]).toEqual([3000, 999, 500]);
  });
});

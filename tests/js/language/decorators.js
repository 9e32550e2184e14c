describe("decorators", () => {
  test("a method can be wrapped", () => {
    const log = [];
    const traced = (method, { kind, name }) => function (...args) {
      log.push(`${kind} ${name}`);
      return method.apply(this, args);
    };
    class A {
      @traced
      add(a, b) {
        return a + b;
      }
    }
    expect([new A().add(1, 2), log]).toEqual([3, ["method add"]]);
  });

  test("a field's first value can be changed", () => {
    const doubled = () => (value) => value * 2;
    class A {
      @doubled x = 21;
    }
    expect(new A().x).toBe(42);
  });

  test("a class can be replaced, initializers run afterwards", () => {
    const log = [];
    const noted = (value, context) => {
      context.addInitializer(() => log.push(context.name));
    };
    @noted
    class A {}
    expect([typeof A, log]).toEqual(["function", ["A"]]);
  });

  test("accessor makes a getter and a setter", () => {
    class A {
      accessor value = 1;
    }
    const a = new A();
    a.value++;
    expect([a.value, Object.keys(a)]).toEqual([2, []]);
  });
});

describe("classes", () => {
  class Point {
    constructor(x, y) {
      this.x = x;
      this.y = y;
    }
    get length() {
      return Math.hypot(this.x, this.y);
    }
    set length(value) {
      const factor = value / this.length;
      this.x *= factor;
      this.y *= factor;
    }
    plus(other) {
      return new this.constructor(this.x + other.x, this.y + other.y);
    }
    static origin() {
      return new this(0, 0);
    }
  }
  class Point3 extends Point {
    constructor(x, y, z = 0) {
      super(x, y);
      this.z = z;
    }
    plus(other) {
      const sum = super.plus(other);
      sum.z = this.z + (other.z ?? 0);
      return sum;
    }
  }

  test("methods, accessors and statics", () => {
    const p = new Point(3, 4);
    expect(p.length).toBe(5);
    p.length = 10;
    expect([p.x, p.y]).toEqual([6, 8]);
    expect(Point.origin()).toEqual(new Point(0, 0));
  });

  test("a subclass inherits both sides", () => {
    const p = Point3.origin();
    expect(p).toBeInstanceOf(Point3);
    expect(p).toBeInstanceOf(Point);
    expect(Object.getPrototypeOf(Point3)).toBe(Point);
    const sum = new Point3(1, 2, 3).plus(new Point3(10, 20, 30));
    expect([sum.x, sum.y, sum.z]).toEqual([11, 22, 33]);
  });

  test("a class can't be called", () => {
    expect(() => Point(1, 2)).toThrow(TypeError);
  });

  test("this can't be used before super", () => {
    class Early extends Point {
      constructor() {
        this.x = 1;
        super();
      }
    }
    class Never extends Point {
      constructor() {}
    }
    class Twice extends Point {
      constructor() {
        super();
        super();
      }
    }
    expect(() => new Early()).toThrow(ReferenceError);
    expect(() => new Never()).toThrow(ReferenceError);
    expect(() => new Twice()).toThrow(ReferenceError);
  });

  test("methods are not enumerable and are no constructors", () => {
    expect(Object.keys(Point.prototype)).toEqual([]);
    expect(() => new Point.prototype.plus()).toThrow(TypeError);
  });

  test("the parent may be any expression, or null", () => {
    const mixin = (Base) => class extends Base {
      hello() {
        return "hello";
      }
    };
    class Greeter extends mixin(Object) {}
    expect(new Greeter().hello()).toBe("hello");
    class Bare extends null {
      static value = 1;
    }
    expect(Object.getPrototypeOf(Bare.prototype)).toBeNull();
    expect(() => class extends 1 {}).toThrow(TypeError);
  });

  test("built-ins can be extended", () => {
    class Stack extends Array {
      peek() {
        return this[this.length - 1];
      }
    }
    const stack = new Stack();
    stack.push(1, 2);
    expect([stack.peek(), stack.length, Array.isArray(stack)]).toEqual([2, 2, true]);
    expect(stack.map((x) => x)).toBeInstanceOf(Stack);
    class Failure extends Error {
      name = "Failure";
    }
    expect(String(new Failure("why"))).toBe("Failure: why");
  });

  test("the name of a class is constant inside of it", () => {
    class Fixed {
      static change() {
        Fixed = 1;
      }
    }
    expect(() => Fixed.change()).toThrow(TypeError);
  });
});

describe("private names", () => {
  class Account {
    #balance = 0;
    static #count = 0;
    constructor(amount) {
      this.#balance = amount;
      Account.#count++;
    }
    get #doubled() {
      return this.#balance * 2;
    }
    set #doubled(value) {
      this.#balance = value / 2;
    }
    #add(amount) {
      return (this.#balance += amount);
    }
    deposit(amount) {
      return this.#add(amount);
    }
    double() {
      this.#doubled = this.#doubled * 2;
      return this.#balance;
    }
    static of(thing) {
      return #balance in thing;
    }
    static read(thing) {
      return thing.#balance;
    }
    static get count() {
      return Account.#count;
    }
    overwrite() {
      this.#add = 1;
    }
  }

  test("fields, methods and accessors", () => {
    const account = new Account(10);
    expect(account.deposit(5)).toBe(15);
    expect(account.double()).toBe(30);
    expect(Account.count).toBeGreaterThan(0);
  });

  test("are not properties", () => {
    expect(Reflect.ownKeys(new Account(1))).toEqual([]);
    expect(new Account(1)["#balance"]).toBeUndefined();
  });

  test("in tells whose they are", () => {
    expect([Account.of(new Account(1)), Account.of({})]).toEqual([true, false]);
    expect(() => Account.of(1)).toThrow(TypeError);
  });

  test("reading from another object throws", () => {
    expect(() => Account.read({})).toThrow(TypeError);
    expect(Account.read(new Account(3))).toBe(3);
  });

  test("a private method can't be assigned", () => {
    expect(() => new Account(1).overwrite()).toThrow(TypeError);
  });

  test("every evaluation of a class has names of its own", () => {
    const make = () => class {
      #x = 1;
      static read(thing) {
        return thing.#x;
      }
    };
    const [A, B] = [make(), make()];
    expect(A.read(new A())).toBe(1);
    expect(() => A.read(new B())).toThrow(TypeError);
  });

  test("optional chaining works with them", () => {
    class Node {
      #next;
      constructor(next) {
        this.#next = next;
      }
      static second(node) {
        return node?.#next?.#next;
      }
    }
    expect(Node.second(undefined)).toBeUndefined();
    expect(Node.second(new Node(new Node("end")))).toBe("end");
  });
});

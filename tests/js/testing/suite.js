// How tests are declared and in which order everything runs.
const log = [];

describe("hooks", () => {
  beforeAll(() => {
    log.push("beforeAll");
    return () => log.push("cleanup of beforeAll");
  });
  beforeEach(() => {
    log.push("beforeEach");
    return () => log.push("cleanup of beforeEach");
  });
  afterEach(() => log.push("afterEach 1"));
  afterEach(() => log.push("afterEach 2"));
  afterAll(() => log.push("afterAll"));
  test("stand around a test", ({ onTestFinished }) => {
    onTestFinished(() => log.push("finished"));
    log.push("test");
  });
  describe("and inside", () => {
    beforeEach(() => log.push("inner"));
    test("those of the outer suite come first", () => log.push("inner test"));
  });
});
test("the order of hooks", () => {
  expect(log).toEqual([
    "beforeAll", "beforeEach", "test", "afterEach 2", "afterEach 1", "cleanup of beforeEach", "finished",
    "beforeEach", "inner", "inner test", "afterEach 2", "afterEach 1", "cleanup of beforeEach", "afterAll", "cleanup of beforeAll",
  ]);
});

describe("tables", () => {
  const names = [];
  test.each([[1, 2, 3], [2, 2, 4]])("%i + %i = %i (%#)", (a, b, sum) => expect(a + b).toBe(sum));
  test.each([{ a: 1, b: { c: "x" } }])("$a and $b.c", ({ a, b }, ...rest) => {
    expect([a, b.c, rest.length]).toEqual([1, "x", 0]);
  });
  test.each`
    a    | b    | sum
    ${1} | ${1} | ${2}
    ${2} | ${3} | ${5}
  `("$a + $b", ({ a, b, sum }) => expect(a + b).toBe(sum));
  test.for([[1, 1]])("for gives the row and the context", ([a, b], { task }) => {
    expect(a).toBe(b);
    expect(task.name).toBe("for gives the row and the context");
  });
  describe.each(["x", "y"])("suite %s", (letter) => {
    test("inside", ({ task }) => names.push(letter + task.name));
  });
  test("each row has a suite", () => expect(names).toEqual(["xinside", "yinside"]));
});

describe("modes", () => {
  let ran = 0;
  test.skip("is not run", () => ran++);
  test("by its options", { skip: true }, () => ran++);
  test.todo("is not written");
  test.skipIf(true)("a condition", () => ran++);
  test.runIf(false)("another", () => ran++);
  describe.skip("a suite", () => {
    test("inside", () => ran++);
  });
  test("may skip itself", ({ skip }) => {
    skip();
    ran++;
  });
  test("none of them ran", () => expect(ran).toBe(0));
  test.fails("must fail", () => {
    throw new Error("yes");
  });
});

describe("repetition", () => {
  let tries = 0;
  test("retry", { retry: 3 }, () => {
    tries++;
    expect(tries).toBe(3);
  });
  let rounds = 0;
  test("repeats", { repeats: 2 }, () => rounds++);
  test("counted", () => expect([tries, rounds]).toEqual([3, 3]));
});

describe("time", () => {
  const order = [];
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  describe.concurrent("concurrent tests", () => {
    test("slow", async () => {
      await sleep(20);
      order.push("slow");
    });
    test("fast", async () => {
      await sleep(1);
      order.push("fast");
    });
  });
  test("run beside each other", () => expect(order).toEqual(["fast", "slow"]));
  test.fails("too long", { timeout: 5 }, () => sleep(200));
  test.fails("never", () => new Promise(() => {}));
});

describe("fixtures", () => {
  const seen = [];
  const extended = test.extend({
    base: 2,
    double: async ({ base }, use) => {
      seen.push("begin");
      await use(base * 2);
      seen.push("end");
    },
  });
  extended("are made for those who name them", ({ double }) => expect(double).toBe(4));
  extended("and for nobody else", ({ base }) => expect(base).toBe(2));
  test("and end with the test", () => expect(seen).toEqual(["begin", "end"]));
});

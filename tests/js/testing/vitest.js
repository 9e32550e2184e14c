// What Vitest's API has beside tables, modes and matchers: state, schemas, fixtures for hooks, hooks that surround.
describe("expect", () => {
  test("tells and takes its state", () => {
    expect.setState({ color: "red" });
    expect.assertions(3);
    expect(1).toBe(1);
    expect(expect.getState()).toMatchObject({ assertionCalls: 1, currentTestName: "expect > tells and takes its state", expectedAssertionsNumber: 3, color: "red" });
    expect(expect.getState().isExpectingAssertions).toBe(false);
  });
  test("a state is of its test", () => expect(expect.getState().color).toBe(undefined));
  test("schemaMatching asks a Standard Schema", () => {
    const positive = { "~standard": { version: 1, vendor: "here", validate: (value) => (value > 0 ? { value } : { issues: [{ message: "not positive" }] }) } };
    expect({ n: 1 }).toEqual({ n: expect.schemaMatching(positive) });
    expect({ n: -1 }).toEqual({ n: expect.not.schemaMatching(positive) });
    expect(() => expect(1).toEqual(expect.schemaMatching({}))).toThrow("expected a schema");
  });
  test("poll tries again, with a text of its own", async () => {
    let n = 0;
    await expect.poll(() => ++n, { interval: 1 }).toBe(3);
    await expect(async () => expect.poll(() => 1, { interval: 1, timeout: 5, message: "never two" }).toBe(2)).rejects.toThrow("never two: expected 1 to be 2");
  });
  test.fails("a promise that is not awaited fails the test", () => {
    expect(Promise.resolve(1)).resolves.toBe(1);
  });
  test("an error is compared by name, message and cause", () => {
    const run = () => {
      throw new Error("a", { cause: 1 });
    };
    expect(run).toThrow(new Error("a", { cause: 1 }));
    expect(run).not.toThrow(new Error("a"));
  });
  test("matchers of one's own have utilities", () => {
    expect.extend({
      toBeHinted(received) {
        return { pass: false, message: () => `${this.utils.matcherHint("toBeHinted")} ${this.soft} ${this.assertionCalls}` };
      },
    });
    expect(() => expect(1).toBeHinted()).toThrow("expect(received).toBeHinted(expected) false 2");
  });
});

describe("fixtures", () => {
  const log = [];
  const extended = test.extend({
    name: "Ada",
    greeting: async ({ name }, use) => {
      log.push("open");
      await use(`hello ${name}`);
      log.push("close");
    },
    watched: [async ({}, use) => {
      log.push("auto");
      await use(1);
    }, { auto: true }],
  }).extend("loud", ({ greeting }, { onCleanup }) => {
    onCleanup(() => log.push("quiet"));
    return greeting.toUpperCase();
  });
  extended.beforeEach(({ greeting }) => log.push(`before ${greeting}`));
  extended.afterEach(({ greeting }) => log.push(`after ${greeting}`));
  extended("hooks may name them", ({ loud, name: renamed = "," }) => {
    expect([loud, renamed]).toEqual(["HELLO ADA", "Ada"]);
    expect(log).toEqual(["open", "auto", "before hello Ada"]);
  });
  extended("they end after the hooks, the last one first", () => expect(log.slice(3, 6)).toEqual(["after hello Ada", "quiet", "close"]));
  describe("override", () => {
    extended.override({ name: "Bob" });
    extended("stands for all of the suite", ({ greeting }) => expect(greeting).toBe("hello Bob"));
  });
  let made = 0;
  const shared = test.extend({ once: [async ({}, use) => use(++made), { scope: "file" }] });
  shared("a file has one", ({ once }) => expect(once).toBe(1));
  shared("for all its tests", ({ once }) => expect(once).toBe(1));
});

describe("hooks that surround", () => {
  const log = [];
  aroundAll(async (run) => {
    log.push("all");
    await run();
    log.push("end of all");
  });
  aroundEach(async (run, { task }) => {
    log.push(`outer of ${task.name}`);
    await run();
    log.push("end of outer");
  });
  aroundEach(async (run) => {
    log.push("inner");
    await run();
    log.push("end of inner");
  });
  beforeEach(() => log.push("before"));
  test("one", () => log.push("test"));
  test("run in the order in which they stand", () => {
    expect(log).toEqual([
      "all", "outer of one", "inner", "before", "test", "end of inner", "end of outer", "outer of run in the order in which they stand", "inner", "before",
    ]);
  });
});
describe("a hook that does not go on", () => {
  aroundEach(() => {});
  test.fails("fails its test", () => {});
});

describe("the context", () => {
  test("knows its test", ({ task }) => {
    expect(task).toMatchObject({ name: "knows its test", fullName: "the context > knows its test", type: "test", suite: { name: "the context" } });
  });
  let aborted;
  test.fails("has a signal for the end of its time", { timeout: 5 }, async ({ signal }) => {
    signal.addEventListener("abort", () => (aborted = true));
    await new Promise((resolve) => setTimeout(resolve, 500));
  });
  test("which was given", () => expect(aborted).toBe(true));
  let errors;
  test.fails("tells why it failed", ({ onTestFailed }) => {
    onTestFailed(({ task }) => (errors = task.result.errors));
    throw new Error("because");
  });
  test("to those who ask", () => expect(errors[0].message).toBe("because"));
  const tries = [];
  test("is tried again on a condition", { retry: { count: 3, delay: 1, condition: /flaky/ } }, () => {
    tries.push(1);
    if (tries.length < 3) throw new Error("flaky");
  });
  test("as often as it takes", () => expect(tries.length).toBe(3));
  const order = [];
  describe.shuffle("shuffled", () => {
    for (let i = 0; i < 20; i++) test(`test ${i}`, () => order.push(i));
  });
  test("each ran once", () => {
    expect(order).not.toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(order).size).toBe(20);
  });
});

describe("vi", () => {
  test("mockThrowOnce", () => {
    const mock = vi.fn(() => 1).mockThrowOnce(new Error("once"));
    expect(mock).toThrow("once");
    expect(mock()).toBe(1);
  });
  test("a helper is not where an assertion fails", () => {
    const helper = vi.defineHelper((value) => expect(value).toBe(1));
    let error;
    try {
      helper(2);
    } catch (thrown) {
      error = thrown;
    }
    expect(error.message).toBe("expected 2 to be 1");
    expect(error.stack).not.toContain(":139:");
  });
  test("setConfig and resetConfig", async () => {
    vi.setConfig({ fakeTimers: { now: 5 } });
    vi.useFakeTimers();
    expect(Date.now()).toBe(5);
    vi.useRealTimers();
    vi.resetConfig();
    vi.useFakeTimers();
    expect(Date.now()).toBeGreaterThan(1e12);
    vi.useRealTimers();
  });
});

describe("the fake clock", () => {
  afterEach(() => vi.useRealTimers());
  test("frames", () => {
    vi.useFakeTimers({ toFake: ["requestAnimationFrame", "cancelAnimationFrame"], now: 0 });
    const seen = [];
    requestAnimationFrame((time) => seen.push(time));
    cancelAnimationFrame(requestAnimationFrame(() => seen.push("no")));
    vi.advanceTimersToNextFrame();
    expect(seen).toEqual([16]);
    vi.useRealTimers();
    expect(typeof requestAnimationFrame).toBe("undefined");
  });
  test("performance goes with it, and what is not wanted stays real", () => {
    vi.useFakeTimers({ toNotFake: ["Date"], now: 0 });
    const before = performance.now();
    vi.advanceTimersByTime(1000);
    expect(performance.now() - before).toBe(1000);
    expect(Date.now()).toBeGreaterThan(1e12);
    expect(() => vi.useRealTimers().useFakeTimers({ toFake: ["Date"], toNotFake: ["Date"] })).toThrow("can not stand together");
  });
  test("Date is called with and without new", () => {
    vi.useFakeTimers({ now: 0 });
    expect(Date()).toBe(new Date(0).toString());
    expect(new Date()).toBeInstanceOf(Date);
    class Mine extends Date {}
    expect(new Mine(7)).toBeInstanceOf(Mine);
    expect([Date.name, Date.length, Date.UTC(1970, 0)]).toEqual(["Date", 7, 0]);
  });
  test("microtasks wait for runAllTicks if that is wanted", () => {
    vi.useFakeTimers({ toFake: ["queueMicrotask"] });
    const seen = [];
    queueMicrotask(() => seen.push(1));
    expect(seen).toEqual([]);
    vi.runAllTicks();
    expect(seen).toEqual([1]);
  });
  test("loopLimit", () => {
    vi.useFakeTimers({ loopLimit: 5 });
    setInterval(() => {}, 1);
    expect(() => vi.runAllTimers()).toThrow("more than 5 timers");
  });
  test("moves by itself if that is wanted", async () => {
    vi.useFakeTimers();
    vi.setTimerTickMode("nextTimerAsync");
    await new Promise((resolve) => setTimeout(resolve, 3_600_000));
    vi.setTimerTickMode("interval", 5);
    await new Promise((resolve) => setTimeout(resolve, 10));
    vi.useRealTimers();
    vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 2 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(() => vi.setTimerTickMode("fast")).toThrow("no mode");
  });
});

// The names in the reference of Vitest's API, without those for browsers and types.
const names = {
  test: "extend override scoped skip skipIf runIf only concurrent sequential todo fails each for describe suite beforeEach afterEach beforeAll afterAll aroundEach aroundAll",
  describe: "skip skipIf runIf only concurrent sequential shuffle todo each for",
  expect: "soft poll assertions hasAssertions unreachable fail assert extend addEqualityTesters addSnapshotSerializer getState setState not anything any closeTo "
    + "arrayContaining objectContaining stringContaining stringMatching schemaMatching",
  matchers: "not resolves rejects toBe toBeCloseTo toBeDefined toBeUndefined toBeTruthy toBeFalsy toBeNull toBeNullable toBeNaN toBeOneOf toBeTypeOf toBeInstanceOf "
    + "toBeGreaterThan toBeGreaterThanOrEqual toBeLessThan toBeLessThanOrEqual toEqual toStrictEqual toContain toContainEqual toHaveLength toHaveProperty toMatch "
    + "toMatchObject toThrow toThrowError toMatchSnapshot toMatchInlineSnapshot toMatchFileSnapshot toThrowErrorMatchingSnapshot toThrowErrorMatchingInlineSnapshot "
    + "toHaveBeenCalled toHaveBeenCalledTimes toHaveBeenCalledWith toHaveBeenCalledBefore toHaveBeenCalledAfter toHaveBeenCalledExactlyOnceWith toHaveBeenCalledOnce "
    + "toHaveBeenLastCalledWith toHaveBeenNthCalledWith toHaveReturned toHaveReturnedTimes toHaveReturnedWith toHaveLastReturnedWith toHaveNthReturnedWith "
    + "toHaveResolved toHaveResolvedTimes toHaveResolvedWith toHaveLastResolvedWith toHaveNthResolvedWith toSatisfy",
  vi: "mock doMock mocked importActual importMock unmock doUnmock resetModules dynamicImportSettled fn mockObject isMockFunction clearAllMocks resetAllMocks "
    + "restoreAllMocks spyOn stubEnv unstubAllEnvs stubGlobal unstubAllGlobals advanceTimersByTime advanceTimersByTimeAsync advanceTimersToNextTimer "
    + "advanceTimersToNextTimerAsync advanceTimersToNextFrame getTimerCount clearAllTimers getMockedSystemTime getRealSystemTime runAllTicks runAllTimers "
    + "runAllTimersAsync runOnlyPendingTimers runOnlyPendingTimersAsync setSystemTime useFakeTimers setTimerTickMode isFakeTimers useRealTimers waitFor waitUntil "
    + "hoisted setConfig resetConfig defineHelper",
  mock: "getMockImplementation getMockName mockClear mockName mockImplementation mockImplementationOnce withImplementation mockRejectedValue mockRejectedValueOnce "
    + "mockReset mockRestore mockResolvedValue mockResolvedValueOnce mockReturnThis mockReturnValue mockReturnValueOnce mockThrow mockThrowOnce mock",
  "a mock's record": "calls lastCall results settledResults invocationCallOrder contexts instances",
  "the context": "task expect skip annotate signal onTestFailed onTestFinished",
};
test("each name of the API is there", (context) => {
  const objects = {
    test, describe, expect, matchers: expect(1), vi, mock: vi.fn(), "a mock's record": vi.fn().mock, "the context": context,
  };
  for (const [what, list] of Object.entries(names)) {
    const missing = list.split(" ").filter((name) => !(name in objects[what]));
    expect(missing, what).toEqual([]);
  }
});

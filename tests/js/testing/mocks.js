// `vi`: mock functions, spies, timers that the test moves.
describe("mock functions", () => {
  test("remember calls and results", () => {
    const mock = vi.fn((a, b) => a + b);
    expect(mock(1, 2)).toBe(3);
    mock(3, 4);
    expect(mock).toHaveBeenCalledTimes(2);
    expect(mock).toHaveBeenCalledWith(1, 2);
    expect(mock).toHaveBeenLastCalledWith(3, expect.any(Number));
    expect(mock).toHaveBeenNthCalledWith(1, 1, 2);
    expect(mock).toHaveReturnedWith(7);
    expect(mock).toHaveNthReturnedWith(1, 3);
    expect(mock.mock.calls).toEqual([[1, 2], [3, 4]]);
    expect(mock.mock.lastCall).toEqual([3, 4]);
    expect(mock.mock.results[1]).toEqual({ type: "return", value: 7 });
    expect(vi.isMockFunction(mock)).toBe(true);
  });
  test("say what was expected of them", () => {
    const mock = vi.fn().mockName("send");
    mock("a");
    expect(() => expect(mock).not.toHaveBeenCalled()).toThrow("expected send not to have been called");
    expect(() => expect(mock).toHaveBeenCalledTimes(2)).toThrow("have been called 2 times, but it was called once");
    expect(() => expect(() => {}).toHaveBeenCalled()).toThrow("is not a mock function");
  });
  test("give what they are told", async () => {
    const mock = vi.fn().mockReturnValue(0).mockReturnValueOnce(1).mockImplementationOnce(() => 2);
    expect([mock(), mock(), mock(), mock()]).toEqual([1, 2, 0, 0]);
    expect(await vi.fn().mockResolvedValue(5)()).toBe(5);
    await expect(vi.fn().mockRejectedValue(new Error("no"))()).rejects.toThrow("no");
    expect(vi.fn().mockReturnThis().call("x")).toBe("x");
  });
  test("are cleared and reset", () => {
    const mock = vi.fn(() => 1).mockReturnValue(2);
    mock();
    mock.mockClear();
    expect(mock).not.toHaveBeenCalled();
    expect(mock()).toBe(2);
    mock.mockReset();
    expect(mock()).toBe(1);
    vi.clearAllMocks();
    expect(mock).not.toHaveBeenCalled();
  });
  test("work as constructors", () => {
    const Mock = vi.fn(function (x) {
      this.x = x;
    });
    const made = new Mock(3);
    expect(made.x).toBe(3);
    expect(made).toBeInstanceOf(Mock);
    expect(Mock.mock.instances[0]).toBe(made);
  });
  test("have an order among each other", () => {
    const [first, second] = [vi.fn(), vi.fn()];
    first();
    second();
    expect(first).toHaveBeenCalledBefore(second);
    expect(second).toHaveBeenCalledAfter(first);
  });
  test("an exception is a result", () => {
    const mock = vi.fn(() => {
      throw new Error("x");
    });
    expect(mock).toThrow("x");
    expect(mock.mock.results[0].type).toBe("throw");
    expect(mock).not.toHaveReturned();
  });
});

describe("spies", () => {
  const object = { n: 1, add(x) { return this.n + x; }, get v() { return "real"; } };
  test("watch a method and can be taken off", () => {
    const spy = vi.spyOn(object, "add");
    expect(object.add(2)).toBe(3);
    expect(spy).toHaveBeenCalledExactlyOnceWith(2);
    spy.mockReturnValue(9);
    expect(object.add(2)).toBe(9);
    spy.mockRestore();
    expect(object.add(2)).toBe(3);
    expect(vi.isMockFunction(object.add)).toBe(false);
  });
  test("getters", () => {
    const spy = vi.spyOn(object, "v", "get").mockReturnValue("fake");
    expect(object.v).toBe("fake");
    spy.mockRestore();
    expect(object.v).toBe("real");
  });
  test("inherited methods", () => {
    const list = [1];
    vi.spyOn(list, "push").mockReturnValue("no");
    expect(list.push(2)).toBe("no");
    vi.restoreAllMocks();
    expect(list.push(2)).toBe(2);
    expect(Object.hasOwn(list, "push")).toBe(false);
  });
  test("globals", () => {
    vi.stubGlobal("answer", 42);
    expect(answer).toBe(42);
    vi.unstubAllGlobals();
    expect(typeof answer).toBe("undefined");
  });
});

describe("fake timers", () => {
  beforeEach(() => vi.useFakeTimers({ now: 1000 }));
  afterEach(() => vi.useRealTimers());
  test("move when they are told", () => {
    const seen = [];
    setTimeout(() => seen.push("b"), 20);
    setTimeout(() => seen.push("a"), 10);
    const id = setInterval(() => seen.push("i"), 15);
    vi.advanceTimersByTime(31);
    expect(seen).toEqual(["a", "i", "b", "i"]);
    clearInterval(id);
    expect(vi.getTimerCount()).toBe(0);
    expect(Date.now()).toBe(1031);
    expect(new Date().getTime()).toBe(1031);
  });
  test("run all, and only those that wait", () => {
    const seen = [];
    setTimeout(() => {
      seen.push(1);
      setTimeout(() => seen.push(2), 5);
    }, 5);
    vi.runOnlyPendingTimers();
    expect(seen).toEqual([1]);
    vi.runAllTimers();
    expect(seen).toEqual([1, 2]);
  });
  test("let promises have their say", async () => {
    const seen = [];
    const work = async () => {
      for (let i = 0; i < 3; i++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        seen.push(i);
      }
    };
    work();
    await vi.advanceTimersByTimeAsync(250);
    expect(seen).toEqual([0, 1]);
    await vi.runAllTimersAsync();
    expect(seen).toEqual([0, 1, 2]);
  });
  test("the time of day", () => {
    vi.setSystemTime(new Date("2020-01-01T00:00:00Z"));
    expect(new Date().toISOString()).toBe("2020-01-01T00:00:00.000Z");
    expect(vi.getMockedSystemTime()).toEqual(new Date());
    expect(new Date(5).getTime()).toBe(5);
  });
  test("a timer that sets itself again is told", () => {
    const again = () => setTimeout(again, 1);
    again();
    expect(() => vi.runAllTimers()).toThrow("sets itself again");
  });
});

test("waitFor tries until it holds", async () => {
  let n = 0;
  expect(await vi.waitFor(() => {
    if (++n < 3) throw new Error("not yet");
    return "done";
  }, { interval: 1 })).toBe("done");
  await expect(vi.waitUntil(() => false, { timeout: 5, interval: 1 })).rejects.toThrow("not met in time");
});

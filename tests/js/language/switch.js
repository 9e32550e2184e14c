describe("switch", () => {
  test("compares strictly and falls through", () => {
    const f = (value) => {
      const log = [];
      switch (value) {
        case 1:
          log.push("one");
        case 2:
          log.push("two");
          break;
        case "2":
          log.push("text");
      }
      return log.join();
    };
    expect([f(1), f(2), f("2"), f(3)]).toEqual(["one,two", "two", "text", ""]);
  });

  test("default may stand anywhere", () => {
    const f = (value) => {
      switch (value) {
        default:
          return "other";
        case 1:
          return "one";
      }
    };
    expect([f(1), f(5)]).toEqual(["one", "other"]);
  });

  test("default in the middle falls into the next case", () => {
    let log = "";
    switch (9) {
      case 1:
        log += "1";
      default:
        log += "d";
      case 2:
        log += "2";
    }
    expect(log).toBe("d2");
  });

  test("cases are evaluated in order until one matches", () => {
    const log = [];
    const say = (value) => (log.push(value), value);
    switch (say(2)) {
      case say(1):
      case say(2):
      case say(3):
    }
    expect(log).toEqual([2, 1, 2]);
  });

  test("all cases share one scope", () => {
    const f = (value) => {
      switch (value) {
        case 0:
          let x = "set";
          return x;
        case 1:
          return x;
      }
    };
    expect(f(0)).toBe("set");
    expect(() => f(1)).toThrow(ReferenceError);
  });

  test("continue inside belongs to the loop", () => {
    const kept = [];
    for (const n of [1, 2, 3]) {
      switch (n) {
        case 2:
          continue;
      }
      kept.push(n);
    }
    expect(kept).toEqual([1, 3]);
  });
});

describe("tail calls in strict code", () => {
  "use strict";
  const DEPTH = 100000;

  test("a call in tail position needs no stack", () => {
    "use strict";
    const count = (n) => (n === 0 ? "done" : count(n - 1));
    expect(count(DEPTH)).toBe("done");
  });

  test("mutual recursion", () => {
    "use strict";
    function isEven(n) {
      return n === 0 || isOdd(n - 1);
    }
    function isOdd(n) {
      return n !== 0 && isEven(n - 1);
    }
    expect(isEven(DEPTH)).toBe(true);
  });

  test("methods, commas and conditionals keep the tail", () => {
    "use strict";
    const machine = {
      run(n, sum) {
        if (n === 0) return sum;
        return 0, n % 2 ? this.run(n - 1, sum + n) : this.run(n - 1, sum);
      },
    };
    expect(machine.run(DEPTH, 0)).toBe((DEPTH / 2) ** 2);
  });

  test("a call in try has work left and is no tail call", () => {
    "use strict";
    const log = [];
    const f = (n) => {
      try {
        if (n > 0) return f(n - 1);
        return "end";
      } finally {
        log.push(n);
      }
    };
    expect([f(2), log]).toEqual(["end", [0, 1, 2]]);
  });
});

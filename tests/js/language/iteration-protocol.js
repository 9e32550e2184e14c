describe("the iteration protocol", () => {
  const counting = (log, limit = 3) => ({
    [Symbol.iterator]() {
      let n = 0;
      return {
        next() {
          log.push("next");
          return n < limit ? { value: n++, done: false } : { value: undefined, done: true };
        },
        return(value) {
          log.push("return");
          return { value };
        },
      };
    },
  });

  test("a loop that ends by itself does not call return", () => {
    const log = [];
    for (const _ of counting(log));
    expect(log).toEqual(["next", "next", "next", "next"]);
  });

  test("break, return, throw and an outer continue close the iterator", () => {
    const log = [];
    for (const _ of counting(log)) break;
    (() => {
      for (const _ of counting(log)) return;
    })();
    try {
      for (const _ of counting(log)) throw 1;
    } catch {}
    outer: for (const _ of [1]) {
      for (const _ of counting(log)) continue outer;
    }
    expect(log.join(" ")).toBe("next return next return next return next return");
  });

  test("an exception of the body wins over one of return", () => {
    const source = {
      [Symbol.iterator]: () => ({
        next: () => ({ done: false }),
        return() {
          throw new Error("from return");
        },
      }),
    };
    expect(() => {
      for (const _ of source) throw new Error("from the body");
    }).toThrow("from the body");
    expect(() => {
      for (const _ of source) break;
    }).toThrow("from return");
  });

  test("an exception of next does not call return", () => {
    const log = [];
    const source = {
      [Symbol.iterator]: () => ({
        next() {
          throw new Error("next");
        },
        return: () => log.push("return"),
      }),
    };
    expect(() => [...source]).toThrow("next");
    expect(log).toEqual([]);
  });

  test("next is read once", () => {
    let reads = 0;
    const source = {
      [Symbol.iterator]: () => ({
        get next() {
          reads++;
          let n = 0;
          return () => ({ value: n, done: n++ > 2 });
        },
      }),
    };
    expect([...source]).toEqual([0, 1, 2]);
    expect(reads).toBe(1);
  });
});

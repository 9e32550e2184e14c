describe("labels", () => {
  test("break leaves the labelled loop", () => {
    const seen = [];
    rows: for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        if (i === 1 && j === 1) break rows;
        seen.push(i * 10 + j);
      }
    }
    expect(seen).toEqual([0, 1, 2, 10]);
  });

  test("continue goes on with the labelled loop", () => {
    const seen = [];
    rows: for (let i = 0; i < 3; i++) {
      for (let j = 0; ; j++) {
        if (j === 1) continue rows;
        seen.push(i);
      }
    }
    expect(seen).toEqual([0, 1, 2]);
  });

  test("break leaves a labelled block", () => {
    let reached = false;
    done: {
      if (true) break done;
      reached = true;
    }
    expect(reached).toBe(false);
  });

  test("leaving runs the finally blocks on the way", () => {
    const log = [];
    outer: for (const i of [1, 2]) {
      try {
        for (const j of [1, 2]) {
          try {
            if (i === 1) continue outer;
            break outer;
          } finally {
            log.push(`inner ${i}`);
          }
        }
      } finally {
        log.push(`outer ${i}`);
      }
    }
    expect(log).toEqual(["inner 1", "outer 1", "inner 2", "outer 2"]);
  });

  test("several labels name one statement", () => {
    let n = 0;
    a: b: for (;;) {
      n++;
      if (n < 3) continue a;
      break b;
    }
    expect(n).toBe(3);
  });
});

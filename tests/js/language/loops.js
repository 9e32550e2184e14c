describe("loops", () => {
  test("do-while runs at least once", () => {
    let n = 0;
    do n++;
    while (false);
    expect(n).toBe(1);
  });

  test("every part of for may be missing", () => {
    let i = 0;
    for (;;) {
      if (++i === 4) break;
    }
    expect(i).toBe(4);
  });

  test("for-in visits own keys, then inherited ones, each once, integers first", () => {
    const base = { z: 1, shared: 1 };
    const object = { __proto__: base, b: 1, 2: 1, a: 1, 1: 1, shared: 2 };
    const keys = [];
    for (const key in object) keys.push(key);
    expect(keys).toEqual(["1", "2", "b", "a", "shared", "z"]);
  });

  test("for-in skips what was deleted before its turn", () => {
    const object = { a: 1, b: 2, c: 3 };
    const keys = [];
    for (const key in object) {
      keys.push(key);
      delete object.b;
    }
    expect(keys).toEqual(["a", "c"]);
  });

  test("for-in of null and undefined does nothing", () => {
    for (const key in null) expect.unreachable();
    for (const key in undefined) expect.unreachable();
  });

  test("for-of sees elements that are added on the way", () => {
    const list = [1];
    const seen = [];
    for (const value of list) {
      seen.push(value);
      if (list.length < 4) list.push(value * 2);
    }
    expect(seen).toEqual([1, 2, 4, 8]);
  });

  test("the target of for-of may be any reference", () => {
    const box = {};
    const seen = [];
    for (box.value of [1, 2]) seen.push(box.value);
    for ([box.a, box.b] of [[3, 4]]) seen.push(box.a, box.b);
    expect(seen).toEqual([1, 2, 3, 4]);
  });
});

describe("memory", () => {
  test("many short-lived objects of all kinds", () => {
    let checksum = 0;
    for (let i = 0; i < 3000; i++) {
      const node = { i, list: [i, i + 1], text: `n${i}`, f: () => i, m: new Map([[i, i]]) };
      checksum += node.list[1] + node.text.length + node.f() + node.m.get(i);
    }
    expect(checksum).toBe(13512390);
  });

  test("what is reachable stays", () => {
    const kept = [];
    for (let i = 0; i < 500; i++) {
      kept.push({ index: i, inner: { text: "t" + i } });
      for (let j = 0; j < 10; j++) new Array(10).fill(j);
    }
    expect(kept.every((item, i) => item.index === i && item.inner.text === "t" + i)).toBe(true);
  });

  test("cycles are no trouble", () => {
    let last;
    for (let i = 0; i < 1000; i++) {
      const a = { i };
      const b = { a };
      a.b = b;
      last = a;
    }
    expect(last.b.a.b.a.i).toBe(999);
  });

  test("weak collections don't keep their keys' values apart", () => {
    const map = new WeakMap();
    const key = {};
    map.set(key, { key });
    expect(map.get(key).key).toBe(key);
    expect(map.has({})).toBe(false);
  });
});

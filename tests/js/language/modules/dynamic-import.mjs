describe("import()", () => {
  test("gives the namespace, the same one each time", async () => {
    const [a, b] = await Promise.all([import("./fixtures/counter.mjs"), import("./fixtures/counter.mjs")]);
    expect(a).toBe(b);
    expect(a.default()).toBe("default");
  });

  test("a missing module rejects and names the specifier", async () => {
    await expect(import("./fixtures/missing.mjs")).rejects.toThrow("./fixtures/missing.mjs");
  });

  test("a module that throws rejects each time with the same reason", async () => {
    const reasons = [];
    for (let i = 0; i < 2; i++) {
      try {
        await import("./fixtures/throwing.mjs");
      } catch (error) {
        reasons.push(error);
      }
    }
    expect(reasons.length).toBe(2);
    expect(reasons[0]).toBe(reasons[1]);
  });

  test("JSON with an attribute", async () => {
    const { default: data } = await import("./fixtures/data.json", { with: { type: "json" } });
    expect(data).toEqual({ list: [1, 2], text: "ü" });
  });
});

// Holes under an array that inherits from a proxy: nothing is known to be absent, so that every index is asked for. The loops over
// holes count as work, or a script without a single call would outlive its limits.
const veiled = (length) => Object.setPrototypeOf(Object.assign([], { length }), new Proxy(Array.prototype, {}));

test("reduce over holes only, with and without an initial value", () => {
  expect(veiled(1000).reduce((a, b) => a + b, "none")).toBe("none");
  expect(() => veiled(1000).reduce((a, b) => a + b)).toThrow(TypeError);
});

test("each callback method visits no hole", () => {
  for (const method of ["forEach", "map", "filter", "some", "every", "reduceRight", "flatMap"]) {
    let calls = 0;
    Array.prototype[method].call(veiled(1000), () => { calls++; }, 0);
    expect(calls).toBe(0);
  }
});

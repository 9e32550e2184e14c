test("wait ends at once where the value differs, or in time", () => {
  const array = new Int32Array(new SharedArrayBuffer(4));
  expect(Atomics.wait(array, 0, 1)).toBe("not-equal");
  expect(Atomics.wait(array, 0, 0, 1)).toBe("timed-out");
  expect(Atomics.notify(array, 0)).toBe(0);
  expect(() => Atomics.wait(new Int32Array(1), 0, 0)).toThrow(TypeError);
  expect(() => Atomics.wait(new Uint8Array(new SharedArrayBuffer(1)), 0, 0)).toThrow(TypeError);
});

test("waitAsync gives a promise", async () => {
  const array = new Int32Array(new SharedArrayBuffer(4));
  expect(Atomics.waitAsync(array, 0, 1)).toEqual({ async: false, value: "not-equal" });
  expect(Atomics.waitAsync(array, 0, 0, 0)).toEqual({ async: false, value: "timed-out" });
  const { async, value } = Atomics.waitAsync(array, 0, 0, 1000);
  expect(async).toBe(true);
  expect(Atomics.notify(array, 0)).toBe(1);
  expect(await value).toBe("ok");
  expect(await Atomics.waitAsync(array, 0, 0, 2).value).toBe("timed-out");
});

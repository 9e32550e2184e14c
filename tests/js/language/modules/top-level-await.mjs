import { value, order } from "./fixtures/waiting.mjs";

const here = await Promise.resolve("here");

describe("top-level await", () => {
  test("a module waits for those it imports", () => {
    expect(value).toBe("after await");
    expect(order).toEqual(["start", "end"]);
  });

  test("and for itself", () => {
    expect(here).toBe("here");
  });
});

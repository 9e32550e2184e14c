import { describe, expect, test } from "vitest";
import { bill, total, UnknownArticle } from "shop";

describe("the shop", () => {
  test.each([
    [[], 0],
    [[{ name: "tea", count: 2 }], 900],
    [[{ name: "tea", count: 1 }, { name: "cup", count: 1 }], 1650],
  ])("%j costs %i", (lines, expected) => {
    expect(total(lines)).toBe(expected);
  });

  test("refuses what it does not sell", () => {
    expect(() => total([{ name: "milk", count: 1 }])).toThrow(UnknownArticle);
  });

  test("writes a bill", () => {
    expect(bill([{ name: "tea", count: 2 }])).toMatchInlineSnapshot(`
      "2 × tea             9.00 EUR
                          9.00 EUR"
    `);
  });
});

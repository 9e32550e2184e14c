describe("completion values", () => {
  test.each([
    ["1; ;", 1], ["2; var x = 3;", 2], ["3; {}", 3], ["4; if (false) 5;", undefined], ["do { 6; break; } while (true)", 6],
    ["7; function f() {}", 7], ["l: { 8; break l; }", 8], ["try { 9 } finally { 10 }", 9], ["switch (1) { case 1: 11 }", 11],
    ["for (var i = 0; i < 3; i++) i", 2], ["12; do { 13; continue; } while (false)", 13], ["try { throw 1 } catch { 14 }", 14],
  ])("%s is %s", (text, value) => {
    expect((0, eval)(text)).toBe(value);
  });
});

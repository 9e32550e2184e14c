describe("regular expression literals", () => {
  test("each evaluation makes a new object", () => {
    const make = () => /a/g;
    expect(make()).not.toBe(make());
  });

  test("groups, named groups and indices", () => {
    const match = /(?<year>\d{4})-(?<month>\d\d)/d.exec("on 2024-05-17");
    expect([match[0], match.index, { ...match.groups }]).toEqual(["2024-05", 3, { year: "2024", month: "05" }]);
    expect(match.indices.groups.month).toEqual([8, 10]);
  });

  test("sticky and global move lastIndex", () => {
    const words = /\w+/g;
    expect([words.exec("ab cd")[0], words.lastIndex, words.exec("ab cd")[0], words.exec("ab cd"), words.lastIndex]).toEqual(["ab", 2, "cd", null, 0]);
    const sticky = /b/y;
    expect(sticky.test("ab")).toBe(false);
    sticky.lastIndex = 1;
    expect(sticky.test("ab")).toBe(true);
  });

  test("lookbehind, backreferences and laziness", () => {
    expect("price: $42".match(/(?<=\$)\d+/)[0]).toBe("42");
    expect(/(['"]).*?\1/.exec(`say "it's" 'so'`)[0]).toBe(`"it's"`);
  });

  test("unicode", () => {
    expect([/^.$/.test("😀"), /^.$/u.test("😀"), /\p{Lu}/u.test("É"), /[\p{L}--[a-z]]/v.test("a")]).toEqual([false, true, true, false]);
  });

  test("a slash in a class does not end the literal", () => {
    expect(/[/]/.test("/")).toBe(true);
  });
});

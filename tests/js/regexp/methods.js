test("match with and without g", () => {
  expect("a1b22".match(/\d+/g)).toEqual(["1", "22"]);
  expect("a1b22".match(/\d+/)[0]).toBe("1");
  expect("ab".match(/\d/g)).toBe(null);
  expect("\u{1F600}x".match(/(?:)/gu).length).toBe(3);
  expect("\u{1F600}x".match(/(?:)/g).length).toBe(4);
});

test("split gives groups too", () => {
  expect("a1b2c".split(/(\d)/)).toEqual(["a", "1", "b", "2", "c"]);
  expect("abc".split(/(?:)/)).toEqual(["a", "b", "c"]);
  expect("A<B>bold</B>".split(/<(\/)?([^<>]+)>/)).toEqual(["A", undefined, "B", "bold", "/", "B", ""]);
  expect("".split(/a?/)).toEqual([]);
  expect("".split(/a/)).toEqual([""]);
  expect("abc".split(/b/, 1)).toEqual(["a"]);
  expect("aXbX".split(/X/y)).toEqual(["a", "b", ""]);
});

test("replace by template and by function", () => {
  expect("2026-11".replace(/(\d+)-(\d+)/, "$2/$1")).toBe("11/2026");
  expect("aaa".replace(/a/g, (match, index) => index)).toBe("012");
  expect("abc".replace(/(?<x>b)/, (...all) => all.at(-1).x.toUpperCase())).toBe("aBc");
  expect("ab".replace(/$/, "!")).toBe("ab!");
});

test("search leaves lastIndex alone", () => {
  const pattern = /b/g;
  pattern.lastIndex = 7;
  expect("abc".search(pattern)).toBe(1);
  expect(pattern.lastIndex).toBe(7);
});

test("matchAll works on a copy", () => {
  const pattern = /./g;
  const found = "ab".matchAll(pattern);
  pattern.lastIndex = 2;
  expect([...found].map((match) => match[0])).toEqual(["a", "b"]);
});

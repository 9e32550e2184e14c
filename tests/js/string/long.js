// Long texts are worked on in pieces of 16,384 units and copied in pieces of 262,144, and nobody may see where these begin.
const PIECE = 2 ** 14;
const COPY = 2 ** 18;

test("a text that was doubled is flattened as it was made", () => {
  let text = "ab\u4e00";
  while (text.length < 3 * COPY) text += text;
  expect(text.indexOf("ba")).toBe(-1);
  expect(text.replaceAll("ab\u4e00", "")).toBe("");
});

test("sides of a rope that are alike only at their beginnings", () => {
  let text = "x".repeat(COPY);
  const longer = text + "y";
  const both = text + longer + longer;
  expect(both.trim().length).toBe(3 * COPY + 2);
  expect(both.lastIndexOf("y")).toBe(3 * COPY + 1);
  expect(both.indexOf("y")).toBe(2 * COPY);
});

test("case, by every way there is", () => {
  for (const [text, upper] of [["ab\xe9", "AB\xc9"], ["a\u0430\xdf", "A\u0410SS"], ["\u{10428}a", "\u{10400}A"]]) {
    const count = Math.ceil((3 * PIECE) / text.length);
    expect(text.repeat(count).toUpperCase() === upper.repeat(count)).toBe(true);
    expect(upper.repeat(count).toLowerCase().length >= count).toBe(true);
  }
  const plain = "abc".repeat(PIECE);
  expect(plain.toLowerCase() === plain).toBe(true);
});

test("case of a language, across pieces", () => {
  const count = 2 * PIECE;
  expect("\u0131i".repeat(count).toLocaleUpperCase("tr") === "I\u0130".repeat(count)).toBe(true);
  const words = "\u039f\u0394\u039f\u03a3 ".repeat(count);
  expect(words.toLocaleLowerCase("el") === "\u03bf\u03b4\u03bf\u03c2 ".repeat(count)).toBe(true);
});

test("forms of Unicode, with marks at the border of pieces", () => {
  const composed = "\u00e9".repeat(3 * PIECE), apart = "e\u0301".repeat(3 * PIECE);
  expect(apart.normalize() === composed).toBe(true);
  expect(composed.normalize("NFD") === apart).toBe(true);
});

test("any number of marks in a row is put in order", () => {
  const above = "\u0301".repeat(PIECE * 12);
  expect(("a" + above + "\u0323").normalize("NFD") === "a\u0323" + above).toBe(true);
});

test("white space at both ends", () => {
  const space = " \t\u3000".repeat(PIECE);
  expect((space + "a b" + space).trim()).toBe("a b");
  expect((space + "a").trimStart()).toBe("a");
  expect(("a" + space).trimEnd()).toBe("a");
  expect(space.trim()).toBe("");
});

test("comparing by a language looks at the first difference", () => {
  const same = "e\u0301a".repeat(100_000);
  expect((same + "b").localeCompare(same + "c")).toBe(-1);
  expect((same + "c").localeCompare(same + "b")).toBe(1);
  expect((same + "\u00e9").localeCompare(same + "e\u0301")).toBe(0);
});

test("segments of a long text", () => {
  const text = "e\u0301\u{1f600}a b. ".repeat(60_000);
  const graphemes = [...new Intl.Segmenter("en").segment(text)];
  expect(graphemes.length).toBe(7 * 60_000);
  expect(graphemes.every(({ segment, index }) => text.startsWith(segment, index))).toBe(true);
  expect(graphemes.at(-1).index).toBe(text.length - 1);
});

test("JSON of a text with many escapes", () => {
  const text = "\"\n\u4e00".repeat(COPY);
  expect(JSON.parse(JSON.stringify(text)) === text).toBe(true);
});

test("code of a long text", () => {
  const text = "\u4e00a".repeat(COPY);
  expect((0, eval)(`/* ${text} */ '${text}'`) === text).toBe(true);
});

test("graphemes of a long text are whole wherever it is looked at in parts", () => {
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  const marked = "e\u0301\u0323", count = 100_000;
  const segments = segmenter.segment(marked.repeat(count));
  expect(segments.containing(2 ** 18)).toMatchObject({ segment: marked, index: 2 ** 18 - (2 ** 18 % 3) });
  const flags = segmenter.segment("x" + "\u{1F1E9}\u{1F1EA}".repeat(count));
  expect(flags.containing(2 ** 18).segment).toBe("\u{1F1E9}\u{1F1EA}");
});

test("a needle of millions of units", () => {
  const beginning = "a".repeat(2 ** 20);
  for (const [one, other] of [["a", "b"], ["\u4e00", "\u4e01"]]) {
    const run = one.repeat(1.2e6), needle = run + other, text = run + run + other + run;
    expect([text.indexOf(needle), text.lastIndexOf(needle)]).toEqual([1.2e6, 1.2e6]);
    expect([text.indexOf(needle + other), text.lastIndexOf(other + needle)]).toEqual([-1, -1]);
    expect([text.includes(run + run), text.indexOf(run, 5), text.lastIndexOf(run)]).toEqual([true, 5, 2.4e6 + 1]);
  }
  expect(("x" + beginning).indexOf(beginning + "y")).toBe(-1);
});

test("numbers of many digits", () => {
  const digits = "1".repeat(70000);
  expect([Number(digits), parseInt(digits, 7), parseFloat("-" + digits), JSON.parse(digits)]).toEqual([Infinity, Infinity, -Infinity, Infinity]);
  for (const [text, number] of [["0." + digits, 1 / 9], [digits + "e-69999", 10 / 9], ["0".repeat(9e4) + "25", 25], ["2." + "0".repeat(9e4) + "1", 2]]) {
    expect([Number(text), parseFloat(text + "x"), Number(text + "x")]).toEqual([number, number, NaN]);
    if (text[1] === "." || text[0] === "1") expect(JSON.parse("[-" + text + "]")[0]).toBe(-number);
    expect(Number(text + "\u4e00")).toBe(NaN);
    expect(parseFloat(text + "\u4e00")).toBe(number);
  }
  expect(() => JSON.parse(digits + "x")).toThrow(SyntaxError);
});

test("a long text is a key, whole or in pieces", () => {
  const text = "ab".repeat(COPY), wide = text + "\u4e00";
  for (const key of [text, wide]) {
    const same = key.slice(0, 9) + key.slice(9);
    expect([new Set([key]).has(same), new Map([[key, 1]]).get(same), { [key]: 2 }[same]]).toEqual([true, 1, 2]);
    const map = new Map();
    map.set(key.slice(1) + "x", 3);
    expect([map.has(same), map.delete(key.slice(1) + "x"), map.size]).toEqual([false, true, 0]);
  }
});

// Long texts are worked on in pieces, between which limits are looked at: no result may show where one ends.
const PIECE = 1 << 14;

// A text in which every place near the end of a piece is taken by another part of `unit`.
const shifted = (unit, shift) => "\u4e00".repeat(shift) + unit.repeat(Math.ceil((2 * PIECE + 10) / unit.length));

test("JSON text of pairs and lone halves", () => {
  for (const unit of ["\ud83d\ude00", "\ud83d", "\ude00\ud83d", "\"\\", "a"]) {
    for (const shift of [0, 1]) {
      const text = shifted(unit, shift);
      const json = JSON.stringify(text);
      expect(JSON.parse(json) === text).toBe(true);
      expect(json.length).toBe(2 + [...text].reduce((sum, c) => sum + JSON.stringify(c).length - 2, 0));
    }
  }
});

test("JSON with long white space, long strings, and an error behind both", () => {
  const space = " \n\t".repeat(PIECE);
  expect(JSON.parse(space + "[" + space + "1" + space + "," + space + '"' + "x".repeat(5 * PIECE) + '"]' + space)[1].length).toBe(5 * PIECE);
  expect(() => JSON.parse(space + "x")).toThrow(`line ${PIECE + 1} column 2`);
  expect(() => JSON.parse('"' + "x".repeat(5 * PIECE))).toThrow(SyntaxError);
});

test("upper and lower case", () => {
  for (const unit of ["\ud801\udc28", "stra\u00dfe \u4e00", "\u0131i", "\ud801"]) {
    for (const shift of [0, 1]) {
      const text = shifted(unit, shift);
      expect(text.toUpperCase() === [...text].map((c) => c.toUpperCase()).join("")).toBe(true);
    }
  }
  const greek = "\u039f\u03a3".repeat(PIECE) + " \u039f\u03a3";
  expect(greek.toLowerCase()).toBe("\u03bf\u03c3".repeat(PIECE - 1) + "\u03bf\u03c2" + " \u03bf\u03c2");
});

test("normalisation where a letter and its marks lie on both sides", () => {
  const marks = "e\u0301\u0323";
  for (const shift of [0, 1, 2]) {
    const text = shifted(marks, shift);
    expect(text.normalize("NFC") === "\u4e00".repeat(shift) + "\u1eb9\u0301".repeat((text.length - shift) / 3)).toBe(true);
    expect(text.normalize("NFC").normalize("NFD") === text.normalize("NFD")).toBe(true);
  }
  const only = "\u0323\u0301".repeat(2 * PIECE);
  expect(only.normalize("NFD") === "\u0323".repeat(2 * PIECE) + "\u0301".repeat(2 * PIECE)).toBe(true);
  expect("\u1100\u1161\u11a8".repeat(PIECE).normalize() === "\uac01".repeat(PIECE)).toBe(true);
});

test("well-formed text, escaped patterns, quoted attributes", () => {
  for (const shift of [0, 1]) {
    const text = shifted("\ud83d\ude00\ud83d", shift);
    expect(text.toWellFormed() === text.replace(/\ud83d(?!\ude00)/g, "\ufffd")).toBe(true);
    const quoted = shifted("\"\ud83d\ude00", shift);
    expect("".anchor(quoted) === `<a name="${quoted.replaceAll('"', "&quot;")}"></a>`).toBe(true);
  }
  expect(RegExp.escape("x" + "-".repeat(2 * PIECE))).toBe("\\x78" + "\\x2d".repeat(2 * PIECE));
});

test("a search finds what lies across the end of a window", () => {
  const window = 1 << 18;
  for (const letter of ["a", "\u4e00"]) {
    const text = letter.repeat(window - 2) + "bcde" + letter.repeat(window) + "bcde";
    expect(text.indexOf("bcde")).toBe(window - 2);
    expect(text.indexOf("bcde", window - 1)).toBe(2 * window + 2);
    expect(text.indexOf("bcdef")).toBe(-1);
    expect(text.includes("e" + letter + letter)).toBe(true);
    expect(text.indexOf("", window)).toBe(window);
    expect(text.lastIndexOf("bcde", 2 * window)).toBe(window - 2);
    expect(text.lastIndexOf("b" + letter)).toBe(-1);
    for (const place of [0, 1, 5, 4 * window]) expect((letter.repeat(place) + "bcd" + letter.repeat(window)).lastIndexOf("bcd")).toBe(place);
  }
});

test("a literal of any length ends where it did", () => {
  for (const n of [0, 63, 64, 65, 1000]) {
    const text = "x".repeat(n);
    expect(eval("'" + text + "'")).toBe(text);
    expect(eval("'" + text + "\\n\"'")).toBe(text + "\n\"");
    expect(() => Function("'" + text + "\r'")).toThrow(SyntaxError);
    expect(() => Function("'" + text + "\n'")).toThrow(SyntaxError);
    expect(() => Function("'" + text)).toThrow(SyntaxError);
    expect(eval("'" + text + "\u2028'")).toBe(text + "\u2028");
  }
});

test("the four forms", () => {
  const text = "\u1E9B\u0323";
  expect(text.normalize("NFC")).toBe("\u1E9B\u0323");
  expect(text.normalize("NFD")).toBe("\u017F\u0323\u0307");
  expect(text.normalize("NFKC")).toBe("\u1E69");
  expect(text.normalize("NFKD")).toBe("s\u0323\u0307");
  expect(() => text.normalize("nfc")).toThrow(RangeError);
});

test("lone surrogates are kept and separate", () => {
  expect("e\uD800\u0301".normalize()).toBe("e\uD800\u0301");
});

test("well-formedness", () => {
  expect("a\uD800".isWellFormed()).toBe(false);
  expect("a\uD800b".toWellFormed()).toBe("a\uFFFDb");
  expect("😀".isWellFormed()).toBe(true);
});

test("canonically equivalent strings compare as equal", () => {
  expect("\u00E9".localeCompare("e\u0301")).toBe(0);
  expect(["b", "a", "á", "B", "A"].sort((x, y) => x.localeCompare(y)).join("")).toBe("aAábB");
});

test("special casing", () => {
  expect("Straße ŉ ﬀ".toUpperCase()).toBe("STRASSE ʼN FF");
  expect("ÿµ".toUpperCase()).toBe("ŸΜ");
  expect("İ".toLowerCase().length).toBe(2);
});

test("a sigma at the end of a word", () => {
  expect("ΟΔΥΣΣΕΥΣ ΣΑΣ".toLowerCase()).toBe("οδυσσευς σας");
});

test("lone surrogates stay as they are", () => {
  expect("\uD800Ā\uDC00".toLowerCase()).toBe("\uD800ā\uDC00");
});

test("a string without such letters is itself", () => {
  expect("déjà vu".toLowerCase()).toBe("déjà vu");
  expect("DÉJÀ VU".toUpperCase()).toBe("DÉJÀ VU");
});

test("encodes as UTF-8", () => {
  expect(encodeURIComponent("ä/☃😀")).toBe("%C3%A4%2F%E2%98%83%F0%9F%98%80");
  expect(encodeURI("http://x/ä?a=b#c")).toBe("http://x/%C3%A4?a=b#c");
  expect(() => encodeURIComponent("\uD800")).toThrow(URIError);
});

test("decodes strictly", () => {
  expect(decodeURIComponent("%E2%98%83%2F")).toBe("☃/");
  expect(decodeURI("%2F%E2%98%83")).toBe("%2F☃");
  for (const bad of ["%", "%E", "%E2%98", "%C0%AF", "%ED%A0%80", "%F8%80%80%80%80", "%zz", "%80"]) {
    expect(() => decodeURIComponent(bad)).toThrow(URIError);
  }
});

test("escape and unescape", () => {
  expect(escape("ä☃ @")).toBe("%E4%u2603%20@");
  expect(unescape("%E4%u2603%20%u12%")).toBe("ä☃ %u12%");
});

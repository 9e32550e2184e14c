test("bytes as base64 and back", () => {
  const bytes = new Uint8Array([251, 255, 0, 1]);
  expect(bytes.toBase64()).toBe("+/8AAQ==");
  expect(bytes.toBase64({ alphabet: "base64url", omitPadding: true })).toBe("-_8AAQ");
  expect([...Uint8Array.fromBase64(" +/8A AQ== ")]).toEqual([251, 255, 0, 1]);
  expect([...Uint8Array.fromBase64("-_8AAQ", { alphabet: "base64url" })]).toEqual([251, 255, 0, 1]);
});

test("the last chunk", () => {
  const decode = (text, lastChunkHandling) => [...Uint8Array.fromBase64(text, { lastChunkHandling })];
  expect(decode("ZXhhZg", "loose")).toEqual([101, 120, 97, 102]);
  expect(() => decode("ZXhhZg", "strict")).toThrow(SyntaxError);
  expect(() => decode("ZXhhZh==", "strict")).toThrow(SyntaxError);
  expect(decode("ZXhhZg", "stop-before-partial")).toEqual([101, 120, 97]);
  expect(() => decode("ZXhhZ", "loose")).toThrow(SyntaxError);
  expect(() => decode("ZX%h", "loose")).toThrow(SyntaxError);
});

test("into an array that exists", () => {
  const array = new Uint8Array(4);
  expect(array.setFromBase64("ZXhhZg==")).toEqual({ read: 8, written: 4 });
  expect(array.subarray(2).setFromBase64("AQIDBA==")).toEqual({ read: 0, written: 0 });
  expect(() => array.setFromBase64("AQID%")).toThrow(SyntaxError);
  expect([...array]).toEqual([1, 2, 3, 102]);
});

test("hexadecimal", () => {
  expect(new Uint8Array([0, 255, 16]).toHex()).toBe("00ff10");
  expect([...Uint8Array.fromHex("00FF10")]).toEqual([0, 255, 16]);
  expect(() => Uint8Array.fromHex("0")).toThrow(SyntaxError);
  expect(() => Uint8Array.fromHex("0g")).toThrow(SyntaxError);
  expect(new Uint8Array(1).setFromHex("aabb")).toEqual({ read: 2, written: 1 });
});

test("options are not converted, and may detach", () => {
  const array = new Uint8Array(2);
  expect(() => array.toBase64({ alphabet: new String("base64") })).toThrow(TypeError);
  expect(() => array.toBase64({ get omitPadding() { array.buffer.transfer(); } })).toThrow(TypeError);
  expect(() => Uint8Array.fromBase64(1)).toThrow(TypeError);
});

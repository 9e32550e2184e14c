describe("strings", () => {
  test("escapes", () => {
    expect("\x41\u0042\u{43}\101\0".length).toBe(5);
    expect("a\
b").toBe("ab");
    expect("\u{1F600}").toBe("\ud83d\ude00");
  });

  test("are sequences of UTF-16 code units", () => {
    const face = "😀";
    expect([face.length, face.charCodeAt(0), face.codePointAt(0)]).toEqual([2, 0xd83d, 0x1f600]);
    expect([...("a" + face)]).toEqual(["a", face]);
    expect(face[0] + face[1]).toBe(face);
  });

  test("lone surrogates survive", () => {
    const lone = "\ud83d";
    expect([lone.length, (lone + "\ude00").codePointAt(0)]).toEqual([1, 0x1f600]);
    expect(lone.isWellFormed()).toBe(false);
  });

  test("can't be changed", () => {
    const text = "abc";
    text[0] = "x";
    text.length = 1;
    expect([text, text[5]]).toEqual(["abc", undefined]);
    expect(() => {
      "use strict";
      text[0] = "x";
    }).toThrow(TypeError);
  });

  test("long ones are built piece by piece", () => {
    let text = "";
    for (let i = 0; i < 10000; i++) text += i % 10;
    expect([text.length, text[9999], text.slice(4998, 5003), text.indexOf("789012")]).toEqual([10000, "9", "89012", 7]);
  });

  test("as keys they are equal by content", () => {
    const key = ["k", "e", "y"].join("");
    expect({ key: 1 }[key]).toBe(1);
    expect(new Map([["key", 2]]).get(key)).toBe(2);
  });
});

describe("template literals", () => {
  test("join strings and values", () => {
    const name = "world";
    expect(`hello ${name}, ${1 + 1} ${`nested ${"deep"}`}`).toBe("hello world, 2 nested deep");
  });

  test("keep line ends as \\n", () => {
    expect(`a
b`).toBe("a\nb");
  });

  test("convert with ToString, so that symbols throw", () => {
    const object = { toString: () => "text", valueOf: () => 1 };
    expect(`${object}`).toBe("text");
    expect("" + object).toBe("1");
    expect(() => `${Symbol("s")}`).toThrow(TypeError);
  });

  test("tags receive strings, raw strings and values", () => {
    const tag = (strings, ...values) => [[...strings], [...strings.raw], values];
    expect(tag`a\n${1}b\t${2}`).toEqual([["a\n", "b\t", ""], ["a\\n", "b\\t", ""], [1, 2]]);
  });

  test("the strings of one place are one frozen object", () => {
    const same = (strings) => strings;
    const f = () => same`x${0}y`;
    expect(f()).toBe(f());
    expect(Object.isFrozen(f()) && Object.isFrozen(f().raw)).toBe(true);
    expect(same`x${0}y`).not.toBe(f());
  });

  test("a bad escape is undefined to a tag", () => {
    const tag = (strings) => [strings[0], strings.raw[0]];
    expect(tag`\unicode`).toEqual([undefined, "\\unicode"]);
    expect(() => eval("`\\unicode`")).toThrow(SyntaxError);
  });

  test("a method as tag has its object as this", () => {
    const object = { prefix: ">", tag(strings) { return this.prefix + strings[0]; } };
    expect(object.tag`text`).toBe(">text");
  });
});

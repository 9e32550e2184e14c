describe("array literals and elements", () => {
  test("holes are absent elements", () => {
    const list = [1, , 3];
    expect([list.length, 1 in list, list[1]]).toEqual([3, false, undefined]);
    expect([, ,].length).toBe(2);
  });

  test("length follows the largest index and cuts", () => {
    const list = [];
    list[5] = "x";
    expect(list.length).toBe(6);
    list.length = 2;
    expect([list.length, 5 in list]).toEqual([2, false]);
    list["3"] = "y";
    list["03"] = "no index";
    expect([list.length, list["03"]]).toEqual([4, "no index"]);
  });

  test("a bad length is a RangeError", () => {
    expect(() => ([].length = -1)).toThrow(RangeError);
    expect(() => new Array(1.5)).toThrow(RangeError);
  });

  test("elements may lie far apart", () => {
    const list = [];
    list[4294967294] = "last";
    list[10] = "ten";
    expect([list.length, Object.keys(list)]).toEqual([4294967295, ["10", "4294967294"]]);
    list[4294967295] = "no element";
    expect(list.length).toBe(4294967295);
  });

  test("elements of a prototype shine through holes", () => {
    const list = [, "own"];
    Object.setPrototypeOf(list, Object.assign(Object.create(Array.prototype), { 0: "inherited" }));
    expect([list[0], Object.hasOwn(list, 0)]).toEqual(["inherited", false]);
  });

  test("elements of all kinds mix", () => {
    const list = [1];
    list.push(1.5);
    list.push("s");
    list.push({});
    list[0] = undefined;
    expect(list.map((value) => typeof value)).toEqual(["undefined", "number", "string", "object"]);
  });

  test("an accessor may be an element", () => {
    const list = [1, 2, 3];
    Object.defineProperty(list, 1, { get: () => "got", configurable: true, enumerable: true });
    expect([...list]).toEqual([1, "got", 3]);
    expect(list.map(String)).toEqual(["1", "got", "3"]);
  });

  test("a frozen array can't grow", () => {
    const list = Object.freeze([1]);
    expect(() => list.push(2)).toThrow(TypeError);
    expect(list).toEqual([1]);
  });
});

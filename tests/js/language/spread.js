describe("spread", () => {
  test("in arrays takes any iterable", () => {
    expect([0, ...[1, 2], ..."ab", ...new Set([3, 3]), 4]).toEqual([0, 1, 2, "a", "b", 3, 4]);
  });

  test("in calls and constructions", () => {
    expect(Math.max(...[1, 5], 3, ...[2])).toBe(5);
    expect(new Date(...[2020, 0, 2]).getDate()).toBe(2);
  });

  test("in objects copies own enumerable properties, later ones win", () => {
    const source = Object.create({ inherited: 1 }, {
      hidden: { value: 2, enumerable: false },
      shown: { value: 3, enumerable: true },
    });
    expect({ shown: 0, ...source, last: 4, ...{ last: 5 } }).toEqual({ shown: 3, last: 5 });
  });

  test("in objects reads getters and ignores null and undefined", () => {
    let reads = 0;
    const copy = { ...{ get x() { return ++reads; } }, ...null, ...undefined, ..."hi" };
    expect(copy).toEqual({ x: 1, 0: "h", 1: "i" });
    expect(Object.getOwnPropertyDescriptor(copy, "x").value).toBe(1);
  });

  test("holes become undefined", () => {
    expect(0 in [...[,]]).toBe(true);
  });

  test("what is not iterable throws", () => {
    expect(() => [...{}]).toThrow(TypeError);
    expect(() => Math.max(...1)).toThrow(TypeError);
  });
});

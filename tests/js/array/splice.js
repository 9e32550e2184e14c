test("splice replaces a part and returns it", () => {
  const list = [0, 1, 2, 3, 4];
  expect(list.splice(1, 2, "a", "b", "c")).toEqual([1, 2]);
  expect(list).toEqual([0, "a", "b", "c", 3, 4]);
  expect(list.splice(-2)).toEqual([3, 4]);
  expect(list.splice(1, 1)).toEqual(["a"]);
  expect(list).toEqual([0, "b", "c"]);
  expect(list.splice()).toEqual([]);
  expect(list.splice(0, undefined)).toEqual([]);
});

test("holes move along", () => {
  const list = [0, , 2, , 4];
  list.splice(0, 1);
  expect(0 in list).toBe(false);
  expect(2 in list).toBe(false);
  expect(list.length).toBe(4);
  list.splice(0, 0, "x", "y");
  expect(2 in list).toBe(false);
  expect(list[3]).toBe(2);
});

test("an argument that shrinks the array while it is converted", () => {
  const list = [0, 1, 2, 3, 4, 5];
  const removed = list.splice(1, { valueOf() { list.length = 2; return 4; } }, "x");
  expect(removed.length).toBe(4);
  expect(removed[0]).toBe(1);
  expect(1 in removed).toBe(false);
  expect(list.length).toBe(3);
  expect(list[1]).toBe("x");
  expect(2 in list).toBe(false);
});

test("a species constructor that changes the array", () => {
  const list = [1, 2, 3, 4];
  list.constructor = {
    [Symbol.species]: function (length) {
      list.length = 1;
      return new Array(length);
    },
  };
  const removed = list.splice(0, 2);
  expect(removed.length).toBe(2);
  expect(removed[0]).toBe(1);
  expect(1 in removed).toBe(false);
  expect(list.length).toBe(2);
});

test("toSpliced copies and leaves its receiver alone", () => {
  const list = [1, , 3];
  expect(list.toSpliced(1, 1, "a", "b")).toEqual([1, "a", "b", 3]);
  expect(list.toSpliced(0, 0).hasOwnProperty(1)).toBe(true);
  expect(1 in list).toBe(false);
});

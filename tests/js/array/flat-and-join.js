test("flat takes a depth", () => {
  expect([1, [2, [3, [4]]]].flat()).toEqual([1, 2, [3, [4]]]);
  expect([1, [2, [3, [4]]]].flat(Infinity)).toEqual([1, 2, 3, 4]);
  expect([1, [2]].flat(0)).toEqual([1, [2]]);
  expect([1, , [2, ,]].flat()).toEqual([1, 2]);
});

test("an array within itself is a RangeError at infinite depth", () => {
  const list = [1];
  list.push(list);
  expect(() => list.flat(Infinity)).toThrow(RangeError);
});

test("flatMap flattens what the callback returns, once", () => {
  expect([1, 2].flatMap((x) => [x, [x]])).toEqual([1, [1], 2, [2]]);
  const list = [1, 2, 3];
  expect(list.flatMap((x) => { list.length = 1; return x; })).toEqual([1]);
});

test("join leaves out undefined and null", () => {
  expect([1, undefined, null, "a", , true].join("-")).toBe("1---a--true");
  expect([].join()).toBe("");
  expect([[1, 2], [3]].toString()).toBe("1,2,3");
});

test("an array within itself is an empty text", () => {
  const list = [1, 2];
  list.push(list);
  expect(list.join()).toBe("1,2,");
  expect(String(list)).toBe("1,2,");
});

test("join goes on after an element that threw", () => {
  const list = [{ toString() { throw new RangeError(); } }];
  expect(() => list.join()).toThrow(RangeError);
  list[0] = 1;
  expect(list.join()).toBe("1");
});

test("an element whose text shrinks the array", () => {
  const list = [{ toString() { list.length = 1; return "a"; } }, "b", "c"];
  expect(list.join()).toBe("a,,");
});

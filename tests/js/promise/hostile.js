test("a thenable that calls both functions, twice", async () => {
  const value = await { then(resolve, reject) { resolve(1); reject(2); resolve(3); throw 4; } };
  expect(value).toBe(1);
});

test("a getter of then that throws rejects", async () => {
  const caught = await Promise.resolve({ get then() { throw "getter"; } }).catch((reason) => reason);
  expect(caught).toBe("getter");
});

test("element functions of all count once", async () => {
  const doubled = { then(resolve) { resolve(1); resolve(2); } };
  class Mine extends Promise {
    static resolve(value) { return value; }
  }
  const never = { then() {} };
  let settled = false;
  Mine.all([doubled, never]).then(() => { settled = true; });
  for (let i = 0; i < 5; i++) await null;
  expect(settled).toBe(false);
});

test("a resolve that throws closes the iterator and rejects", async () => {
  let closed = 0;
  const iterable = { [Symbol.iterator]() { return this; }, next: () => ({ value: 1, done: false }), return() { closed++; return {}; } };
  class Mine extends Promise {}
  Mine.resolve = () => { throw "resolve"; };
  const caught = await Mine.all(iterable).then(undefined, (reason) => reason);
  expect(caught).toBe("resolve");
  expect(closed).toBe(1);
});

test("a constructor that hands over no functions", () => {
  function Empty(executor) { executor(undefined, undefined); }
  expect(() => Promise.resolve.call(Empty, 1)).toThrow(TypeError);
  function Twice(executor) { executor(() => {}, () => {}); executor(() => {}, () => {}); }
  expect(() => Promise.resolve.call(Twice, 1)).toThrow(TypeError);
});

test("then needs a promise, catch and finally do not", () => {
  expect(() => Promise.prototype.then.call({})).toThrow(TypeError);
  expect(Promise.prototype.catch.call({ then: (a, b) => [a, b] }, 1)).toEqual([undefined, 1]);
  expect(() => Promise.prototype.finally.call(1)).toThrow(TypeError);
});

test("the executor is called at once and must be a function", () => {
  let called = false;
  new Promise(() => { called = true; });
  expect(called).toBe(true);
  expect(() => new Promise()).toThrow(TypeError);
  expect(() => Promise(() => {})).toThrow(TypeError);
});

test("cycles", () => {
  const object = { list: [] };
  object.list.push(object);
  expect(() => JSON.stringify(object)).toThrow(TypeError);
  const shared = {};
  expect(JSON.stringify([shared, shared])).toBe("[{},{}]");
});

test("a cycle of ever new objects ends", () => {
  const endless = { toJSON: () => ({ next: endless }) };
  expect(() => JSON.stringify(endless)).toThrow(RangeError);
});

test("a getter that changes the object", () => {
  const object = { a: 1, get b() { delete this.c; this.d = 5; return 2; }, c: 3 };
  expect(JSON.stringify(object)).toBe('{"a":1,"b":2}');
});

test("toJSON of a member that changes the object", () => {
  const object = { a: 1, b: { toJSON() { delete object.c; object.e = 9; object.d = 40; return 2; } }, c: 3, d: 4 };
  expect(JSON.stringify(object)).toBe('{"a":1,"b":2,"d":40}');
});

test("toJSON that appears on a prototype in the middle", () => {
  const plain = { x: 1 };
  const culprit = { toJSON() { Object.prototype.toJSON = () => "!"; return 0; } };
  const text = JSON.stringify([plain, culprit, plain]);
  delete Object.prototype.toJSON;
  expect(text).toBe('[{"x":1},0,"!"]');
});

test("a replacer that shortens the array", () => {
  const list = [1, 2, 3];
  expect(JSON.stringify(list, (key, value) => { if (key === "0") list.length = 1; return value; })).toBe("[1,null,null]");
});

test("a proxy, and one that is revoked", () => {
  expect(JSON.stringify(new Proxy([1, { a: 2 }], {}))).toBe('[1,{"a":2}]');
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(() => JSON.stringify({ proxy })).toThrow(TypeError);
});

test("toJSON that throws", () => {
  expect(() => JSON.stringify({ a: { toJSON() { throw new RangeError("no"); } } })).toThrow(RangeError);
});

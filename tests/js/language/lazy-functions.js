// Functions of long texts are compiled when they are first called.
const padding = "/*" + "x".repeat(10000) + "*/";
const run = (text) => (0, eval)(padding + text);

test("a computed key with await or yield is not evaluated again", async () => {
  const made = run("(async () => ({ [await 'a']() { return 1; }, get [await 'b']() { return 2; } }))()");
  const object = await made;
  expect([object.a(), object.b]).toEqual([1, 2]);
  const methods = run("(function* () { return class { [yield 'k']() { return 3; } }; })()");
  expect(methods.next().value).toBe("k");
  const Class = methods.next("m").value;
  expect(new Class().m()).toBe(3);
});

test("functions named by words of other functions are found again", () => {
  expect(run("(function () { function* yield_() { yield 1; } return [...yield_()]; })()")).toEqual([1]);
  expect(run("function* yield() { return 5; } yield().next().value")).toBe(5);
});

test("keys of every form", () => {
  const object = run("({ async *'a b'() { yield 1; }, get 0x10() { return 16; }, static() { return 's'; }, [class { static x = 1 }.x]() { return 'c'; } })");
  expect([object[16], object.static(), object[1]()]).toEqual([16, "s", "c"]);
});

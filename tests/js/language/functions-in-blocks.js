test("a function called arguments in a block leaves the arguments object alone", () => {
  const run = new Function("...rest", "{ function arguments() {} } return typeof arguments;");
  expect(run()).toBe("object");
});

test("in an arrow function it becomes a variable", () => {
  expect(new Function("return (() => { { function arguments() {} } return typeof arguments; })();")()).toBe("function");
});

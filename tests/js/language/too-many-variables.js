// A scope has room for 65,534 captured variables: more are an error of the code, not of the engine.

test('captured variables up to the most, and beyond', () => {
  const scope = (count) => {
    const names = Array.from({ length: count }, (_, i) => `v${i}`);
    return `let ${names.join(', ')}; v1 = 7; return () => [v1, ${names.at(-1)}, eval('v2')]`;
  };
  expect(new Function(scope(65000))()()).toEqual([7, undefined, undefined]);
  for (const count of [65534, 65535, 65536, 70000]) {
    let result;
    try {
      result = new Function(scope(count))()();
    } catch (error) {
      expect(error instanceof RangeError || error instanceof SyntaxError).toBe(true);
      continue;
    }
    expect(result).toEqual([7, undefined, undefined]);
  }
});

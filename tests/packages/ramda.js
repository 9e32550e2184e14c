const R = require("ramda");
const p = (x) => console.log(R.toString(x));
p(
  R.pipe(
    R.range(1),
    R.filter((x) => x % 2),
    R.map(R.multiply(3)),
    R.sum,
  )(5000),
);
p(R.groupWith((a, b) => a + 1 === b, [0, 1, 2, 5, 6, 9]));
p(R.transduce(R.compose(R.map(R.inc), R.take(3)), R.flip(R.append), [], [1, 2, 3, 4]));
p(R.mergeDeepRight({ a: { b: 1, c: 2 } }, { a: { c: 3 } }));
p(R.over(R.lensPath(["x", 0, "y"]), R.negate, { x: [{ y: 2 }] }));
p(R.curry((a, b, c) => a + b + c)(R.__, 2, R.__)(1)(3));
p(R.xprod([1, 2], ["a", "b"]));
p(R.countBy(Math.floor)([1.0, 1.1, 1.2, 2.0]));
p(R.equals([new Date(3), /a/g, new Map([[1, [2]]])], [new Date(3), /a/g, new Map([[1, [2]]])]));
p(
  R.sortWith([R.ascend(R.prop("a")), R.descend(R.prop("b"))])([
    { a: 1, b: 2 },
    { a: 0, b: 1 },
    { a: 1, b: 3 },
  ]),
);
p(R.converge(R.divide, [R.sum, R.length])([1, 2, 3, 4, 5, 6, 7]));
p(R.toPairs({ a: 1, b: [2, "x\n"] }));
p(R.zipWith(R.concat, ["a"], ["b"]));
p(R.keys(R).length);
p(R.uniqBy(Math.abs, [-1, -5, 2, 10, 1, 2]));
p(R.invoker(1, "join")("-", [1, 2]));
p(R.scan(R.multiply, 1, [1, 2, 3, 4]));
p(R.splitEvery(3, "foobarbaz"));
p(
  R.cond([
    [R.equals(0), R.always("zero")],
    [R.T, (t) => "n" + t],
  ])(4),
);
p(R.toString(new Date(0)));

const I = require("immutable");
let m = I.Map();
for (let i = 0; i < 20000; i++) m = m.set("k" + i, i);
for (let i = 0; i < 10000; i += 3) m = m.delete("k" + i);
console.log(m.size, m.get("k10"), m.get("k9"));
let l = I.List(I.Range(0, 5000));
l = l
  .push(1)
  .unshift(2)
  .filter((x) => x % 7 === 0)
  .map((x) => x * 2);
console.log(l.size, String(l.take(10)));
console.log(String(I.fromJS({ a: [1, { b: new Map([[1, 2]]) }], s: "x" })));
console.log(
  JSON.stringify(
    I.fromJS({ a: { b: { c: 1 } } })
      .setIn(["a", "b", "d"], 5)
      .updateIn(["a", "b", "c"], (x) => x + 1),
  ),
);
console.log(
  I.is(I.Set([1, 2, 3]), I.Set([3, 2, 1])),
  I.Set([1, [2]]).hashCode === undefined,
  I.List([1, 2]).hashCode(),
);
class P extends I.Record({ x: 1, y: 2 }) {
  len() {
    return Math.hypot(this.x, this.y);
  }
}
console.log(String(new P({ x: 3, y: 4 })), new P({ x: 3, y: 4 }).len());
console.log(
  String(
    I.OrderedMap([
      ["z", 1],
      ["a", 2],
    ]).sortBy((v, k) => k),
  ),
  String(
    I.Seq([1, 2, 3, 4, 5, 6])
      .filter((x) => x % 2)
      .map((x) => x * x),
  ),
  String(I.Stack.of(1, 2).push(0)),
  String(I.List([3, 1, 2]).groupBy((x) => x % 2)),
);
console.log(I.List([1, 2, 3]), I.hash("hello"), I.hash(1.5), I.hash(true));

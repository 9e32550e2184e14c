const d3 = require("d3-array");
let r = 1;
const rnd = () => (r = (r * 48271) % 2147483647) / 2147483647;
const a = Array.from({ length: 20000 }, rnd);
console.log(d3.extent(a), d3.mean(a), d3.median(a), d3.deviation(a), d3.quantile(a, 0.9));
console.log(
  d3
    .bin()
    .thresholds(10)(a)
    .map((b) => [b.x0, b.x1, b.length]),
);
console.log(
  d3.ticks(0, 10, 5),
  d3.nice(0.134, 0.97, 10),
  d3.bisectLeft([1, 2, 3], 2),
  d3.cross([1, 2], ["a", "b"]),
  d3.pairs([1, 2, 3]),
);
const show = (m) => JSON.stringify(Array.from(m));
console.log(
  show(
    d3.rollup(
      [
        { k: "a", v: 1 },
        { k: "b", v: 2 },
        { k: "a", v: 3 },
      ],
      (v) => d3.sum(v, (d) => d.v),
      (d) => d.k,
    ),
  ),
);
console.log(
  d3.groups(d3.range(10), (d) => d % 3),
  d3.flatRollup(
    [1, 2, 3],
    (v) => v.length,
    (d) => d % 2,
  ),
  d3.transpose([
    [1, 2],
    [3, 4],
  ]),
  d3.fsum([0.1, 0.2, 0.3]),
  show(d3.group([1, 2], (d) => d)),
);
console.log(
  d3.least(a),
  d3.sort([3, 1, NaN, 2]),
  d3.fcumsum([1, 2]),
  new d3.InternSet([new Date(0), new Date(0)]).size,
);

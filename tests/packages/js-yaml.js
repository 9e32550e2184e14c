const y = require("js-yaml");
const src =
  "a: 1\nb: [x, 'y', \"z\\u00e9\", 1.5e3, 0x1F, ~, true]\nc: &anchor\n  d: |\n    line1\n      line2\n  e: >-\n    folded\n    text\n\n    para\nf: *anchor\ng: {p: 1, q}\nh: 2001-12-14t21:59:43.10-05:00\ni: !!str 12\nj:\n  - - nested\n    - list\n  - {flow: map, 'q k': 2}\nk: <<: *anchor\n".replace(
    "k: <<: *anchor",
    "k:\n  z: 1",
  );
let o;
for (let i = 0; i < 50; i++) o = y.load(src);
console.log(JSON.stringify(o));
console.log(y.dump(o, { sortKeys: true, lineWidth: 40 }));
for (const bad of ["a: b: c", "[1, 2", "\ta: 1", "a: 1\na: 2"])
  try {
    y.load(bad);
  } catch (e) {
    console.log(e.message);
  }
console.log(y.loadAll("---\n1\n---\nb: 2\n").length);

const acorn = require("acorn");
const walk = (n, f) => {
  if (n && typeof n.type === "string") f(n);
  for (const k in n) {
    const v = n[k];
    if (Array.isArray(v)) v.forEach((x) => x && typeof x === "object" && walk(x, f));
    else if (v && typeof v === "object" && !(v instanceof RegExp)) walk(v, f);
  }
};
const src = require("./inputs/lodash.js.txt");
const counts = {};
for (let i = 0; i < 5; i++) {
  const ast = acorn.parse(src, { ecmaVersion: 2022, locations: true, sourceType: "script" });
  walk(ast, (n) => (counts[n.type] = (counts[n.type] || 0) + 1));
}
for (const k of Object.keys(counts).sort()) console.log(k, counts[k]);
for (const bad of ["let let = 1", "a => {} ()", "class { }", "/(/", "'use strict'; with(a){}", "`${"]) {
  try {
    acorn.parse(bad, { ecmaVersion: "latest" });
    console.log("ok");
  } catch (e) {
    console.log(e.name + ": " + e.message);
  }
}

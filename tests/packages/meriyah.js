const { parseScript, parseModule } = require("meriyah");
const src = require("./inputs/lodash.js.txt");
let n = 0;
const visit = (x) => {
  if (!x || typeof x !== "object") return;
  if (Array.isArray(x)) return x.forEach(visit);
  if (x.type) n++;
  for (const k of Object.keys(x)) if (k !== "value") visit(x[k]);
};
visit(parseScript(src, { ranges: true, loc: true, next: true }));
console.log(n);
const m = parseModule(
  "import a, {b as c} from 'x'; export default class A extends a { #p = 1; static { c() } get [b]() { return this.#p ?? 2n ** 3n } }",
  { next: true },
);
console.log(JSON.stringify(m, (k, v) => (typeof v === "bigint" ? v + "n" : v), 1));
try {
  parseScript("let a; let a", { lexical: true });
} catch (e) {
  console.log(e.message);
}

const esprima = require("esprima"),
  escodegen = require("escodegen");
const src = require("./inputs/mustache.js.txt");
const toks = esprima.tokenize(src);
console.log(toks.length);
const ast = esprima.parseScript(src, { range: true, comment: true });
const out = escodegen.generate(ast, { format: { indent: { style: "  " } } });
let h = 0;
for (let i = 0; i < out.length; i++) h = (h * 31 + out.charCodeAt(i)) | 0;
console.log(out.length, h);
console.log(out.slice(0, 2000));
try {
  esprima.parseScript("var 1a = 2");
} catch (e) {
  console.log(String(e), e.lineNumber, e.column);
}

const { marked } = require("marked");
const md = require("./inputs/sample.md.txt");
let out;
for (let i = 0; i < 20; i++) out = marked.parse(md);
console.log(out);

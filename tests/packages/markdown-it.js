const MarkdownIt = require("markdown-it");
const md = require("./inputs/sample.md.txt");
let out;
const m = MarkdownIt({ html: true, linkify: true, typographer: true });
for (let i = 0; i < 20; i++) out = m.render(md);
console.log(out);

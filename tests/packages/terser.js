const { minify_sync } = require("terser");
const r = minify_sync(require("./inputs/mustache.js.txt"), { compress: true, mangle: true });
console.log(r.code);

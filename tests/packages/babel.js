const Babel = require("@babel/standalone");
const r = Babel.transform(require("./inputs/sample.jsx.txt"), {
  presets: [["env", { targets: "ie 11", modules: "commonjs" }], "react"],
});
console.log(r.code);
try {
  Babel.transform("let a = ;", {});
} catch (e) {
  console.log(e.message);
}

const prettier = require("prettier/standalone"),
  babel = require("prettier/plugins/babel"),
  estree = require("prettier/plugins/estree"),
  postcss = require("prettier/plugins/postcss"),
  md = require("prettier/plugins/markdown");
const pl = [babel, estree.default || estree, postcss, md].map((p) => p.default || p);
(async () => {
  console.log(
    await prettier.format(require("./inputs/mustache.js.txt"), {
      parser: "babel",
      plugins: pl,
      semi: false,
      singleQuote: true,
    }),
  );
  console.log(
    await prettier.format("a{color:red;b:c}\n@media (max-width:100px){.x,.y>z{margin:0 auto}}", {
      parser: "css",
      plugins: pl,
    }),
  );
  console.log(
    await prettier.format("# a\n* x\n* y\n\n|a|b|\n|-|-|\n|1|22|\n```js\nlet a   = 1\n```", {
      parser: "markdown",
      plugins: pl,
    }),
  );
})().catch((e) => console.log("ERR", e.message, e.stack));

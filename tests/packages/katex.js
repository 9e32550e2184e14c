const katex = require("katex");
for (const t of [
  "c = \\pm\\sqrt{a^2 + b^2}",
  "\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt\\pi}{2}",
  "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
  "\\sum_{i=1}^n \\overline{x_i} \\xrightarrow{f} \\mathbb{R}",
  "\\frac{1",
])
  console.log(katex.renderToString(t, { throwOnError: false, displayMode: true }));

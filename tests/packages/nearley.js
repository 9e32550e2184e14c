const nearley = require("nearley"),
  moo = require("moo");
const lexer = moo.compile({
  ws: { match: /\s+/, lineBreaks: true },
  num: /[0-9]+/,
  str: /"(?:\\["\\]|[^\n"\\])*"/,
  kw: ["if", "else"],
  id: /[a-z]+/,
  op: /[-+*\/(){}=;]/,
});
lexer.reset('if x = 12 {\n y = "s\\"t"; } else z');
let t;
while ((t = lexer.next())) console.log(t.type, JSON.stringify(t.value), t.line, t.col);
const g = {
  ParserRules: [
    { name: "S", symbols: ["S", { literal: "+" }, "N"], postprocess: (d) => d[0] + d[2] },
    { name: "S", symbols: ["N"], postprocess: (d) => d[0] },
    { name: "N", symbols: ["N", /[0-9]/], postprocess: (d) => d[0] * 10 + +d[1] },
    { name: "N", symbols: [/[0-9]/], postprocess: (d) => +d[0] },
  ],
  ParserStart: "S",
};
const p = new nearley.Parser(nearley.Grammar.fromCompiled(g));
p.feed(Array.from({ length: 300 }, (_, i) => i).join("+"));
console.log(JSON.stringify(p.results));
try {
  p.feed("+x");
} catch (e) {
  console.log(e.message.split("\n").slice(0, 3).join("|"));
}

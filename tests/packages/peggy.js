const peggy = require("peggy");
const g =
  "start = _ e:sum _ { return e; }\nsum = h:prod t:(_ ('+' / '-') _ prod)* { return t.reduce((a, [, o, , b]) => o === '+' ? a + b : a - b, h); }\nprod = h:prim t:(_ ('*' / '/') _ prim)* { return t.reduce((a, [, o, , b]) => o === '*' ? a * b : a / b, h); }\nprim = '(' _ e:sum _ ')' { return e; } / num\nnum 'number' = [0-9]+ ('.' [0-9]+)? { return parseFloat(text()); }\n_ 'space' = [ \\t\\n]*\n";
const p = peggy.generate(g);
console.log(p.parse("1 + 2 * (3 - 4.5) / 2"));
let s = 0;
for (let i = 0; i < 300; i++) s += p.parse(i + "*(2+" + i + ")-" + i);
console.log(s);
try {
  p.parse("1 + * 2");
} catch (e) {
  console.log(e.name, e.message, JSON.stringify(e.location.start));
}
console.log(peggy.generate(g, { output: "source" }).length);
try {
  peggy.generate("a = b");
} catch (e) {
  console.log(e.message);
}

// A script of so many functions, each called once
// sizes: 6250 25000 100000
let source = "let sum = 0;\n";
for (let i = 0; i < SIZE; i += 50) {
  source += "sum += (() => {\n";
  for (let k = i; k < i + 50; k++) source += `function f${k}(a, b) { let c = a + ${k}; return c * b; }\n`;
  source += `return f${i}(1, 2)`;
  for (let k = i + 1; k < i + 50; k++) source += ` + f${k}(1, 2)`;
  source += ";\n})();\n";
}
out(new Function(source + "return sum;")());

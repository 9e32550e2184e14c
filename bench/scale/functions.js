// A script of so many functions, each called once
// sizes: 6250 25000 100000
let source = "let sum = 0;\n";
for (let i = 0; i < SIZE; i++) source += `function f${i}(a, b) { let c = a + ${i}; return c * b; }\nsum += f${i}(1, 2);\n`;
out(new Function(source + "return sum;")());

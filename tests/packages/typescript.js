const ts = require("typescript");
const src = require("./inputs/sample.ts.txt");
const r = ts.transpileModule(src, {
  reportDiagnostics: true,
  compilerOptions: { target: ts.ScriptTarget.ES2017, module: ts.ModuleKind.CommonJS },
});
console.log(r.outputText);
console.log(r.diagnostics.length);
const r5 = ts.transpileModule(src, {
  compilerOptions: { target: ts.ScriptTarget.ES5, module: ts.ModuleKind.CommonJS },
});
console.log(r5.outputText);

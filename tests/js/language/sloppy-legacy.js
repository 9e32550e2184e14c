// Rows are sources: most of this is refused in strict code, which the file may become.
const each = (rows) => {
  for (const [name, source, expected] of rows) {
    test(name, () => expect(Function(source)()).toEqual(expected));
  }
};
const refuses = (rows) => {
  for (const [name, source, type = SyntaxError] of rows) {
    test(name, () => expect(() => Function(source)()).toThrow(type));
  }
};

describe("mapped arguments", () => {
  each([
    ["write through to parameters", "return (function (a) { arguments[0] = 2; return a; })(1)", 2],
    ["see assignments to parameters", "return (function (a) { a = 2; return arguments[0]; })(1)", 2],
    ["don't have absent ones", "return (function (a) { a = 2; return [arguments[0], arguments.length]; })()", [undefined, 0]],
    ["keep their length", "return (function (a) { arguments[1] = 1; return arguments.length; })(1)", 1],
    ["end with delete", "return (function (a) { delete arguments[0]; arguments[0] = 3; return a; })(1)", 1],
    ["survive a definition of the value", "return (function (a) { Object.defineProperty(arguments, 0, { value: 4 }); return a; })(1)", 4],
    ["end when they become read-only", "return (function (a) { Object.defineProperty(arguments, 0, { writable: false }); a = 2; return arguments[0]; })(1)", 1],
    ["keep the value that they have when they become read-only", "return (function (a) { a = 2; Object.defineProperty(arguments, 0, { writable: false }); a = 3; return arguments[0]; })(1)", 2],
    ["end when they become accessors", "return (function (a) { Object.defineProperty(arguments, 0, { get: () => 9 }); a = 2; return arguments[0]; })(1)", 9],
    ["are mapped by name, the last of equal ones", "return (function (a, a) { a = 5; return [arguments[0], arguments[1]]; })(1, 2)", [1, 5]],
    ["are captured by closures", "return (function (a) { const f = () => { a = 7; }; f(); return arguments[0]; })(1)", 7],
    ["are written by an inner eval", "return (function (a) { eval('a = 8'); return arguments[0]; })(1)", 8],
    ["have callee", "return (function f() { return arguments.callee === f; })()", true],
    ["iterate", "return (function () { return [...arguments]; })(1, 2)", [1, 2]],
    ["have a tag", "return (function () { return Object.prototype.toString.call(arguments); })()", "[object Arguments]"],
    ["outlive the call", "const a = (function (x) { return arguments; })(6); a[0]++; return a[0]", 7],
    ["may be replaced", "return (function () { arguments = 1; return arguments; })()", 1],
    ["are hidden by a parameter", "return (function (arguments) { return arguments; })(3)", 3],
    ["are hidden by a function", "return (function () { function arguments() {} return typeof arguments; })()", "function"],
    ["are kept by a var without value", "return (function () { var arguments; return typeof arguments; })()", "object"],
    ["of an arrow function are those around it", "return (function () { return (() => arguments[0])(2); })(1)", 1],
    ["are not mapped with a rest parameter", "return (function (a, ...b) { arguments[0] = 2; return a; })(1)", 1],
    ["are not mapped with a pattern", "return (function (a, {}) { arguments[0] = 2; return a; })(1, {})", 1],
    ["are not mapped in strict functions", "return (function (a) { 'use strict'; a = 2; return arguments[0]; })(1)", 1],
  ]);
  refuses([["refuse callee in strict functions", "(function () { 'use strict'; arguments.callee; })()", TypeError]]);
});

describe("eval", () => {
  each([
    ["adds variables to its function", "eval('var x = 1'); return x", 1],
    ["adds functions to its function", "eval('function f() { return 2; }'); return f()", 2],
    ["keeps let to itself", "eval('let x = 1'); return typeof x", "undefined"],
    ["keeps classes to itself", "eval('class C {}'); return typeof C", "undefined"],
    ["keeps variables to itself in strict code", "'use strict'; eval('var x = 1'); return typeof x", "undefined"],
    ["keeps variables to itself if it is strict", "eval('\"use strict\"; var x = 1'); return typeof x", "undefined"],
    ["adds variables that can be deleted", "eval('var x = 1'); return [delete x, typeof x]", [true, "undefined"]],
    ["can't delete the function's own variables", "var x = 1; return [eval('delete x'), x]", [false, 1]],
    ["writes a variable of the function that is there", "var x = 1; eval('var x = 2'); return x", 2],
    ["writes a parameter", "return (function (a) { eval('var a = 2'); return a; })(1)", 2],
    ["hides a global for the rest of the function", "globalThis.legacyGlobal = 1; try { eval('var legacyGlobal = 2'); return [legacyGlobal, globalThis.legacyGlobal]; } finally { delete globalThis.legacyGlobal; }", [2, 1]],
    ["sees block variables", "{ let x = 3; return eval('x'); }", 3],
    ["adds to the function even from a block", "{ eval('var x = 4'); } return x", 4],
    ["in a loop sees each turn's variable", "const r = []; for (let i = 0; i < 2; i++) r.push(eval('() => i')); return r.map((f) => f())", [0, 1]],
    ["gives the completion value", "return [eval('1; 2'), eval('if (true) 3'), eval('4; var x'), eval(''), eval('{ 5 }'), eval('do { 6; break; } while (0)')]", [2, 3, 4, undefined, 5, 6]],
    ["gives back what is no string", "const o = {}; return eval(o) === o && eval(1)", 1],
    ["called by another name is global", "var x = 1; const e = eval; return e('typeof x')", "undefined"],
    ["called through a comma is global", "let x = 1; return (0, eval)('typeof x')", "undefined"],
    ["called optionally is global", "let x = 1; return eval?.('typeof x')", "undefined"],
    ["sees this", "return (function () { return eval('this.x'); }).call({ x: 5 })", 5],
    ["sees new.target", "return new (function () { this.t = eval('new.target') !== undefined; })().t", true],
    ["sees super", "return ({ __proto__: { m() { return 6; } }, m() { return eval('super.m()'); } }).m()", 6],
    ["sees arguments", "return (function () { return eval('arguments[0]'); })(7)", 7],
    ["in parameters adds to the parameters' own scope", "return (function (a = eval('var x = 1'), b = () => x) { return b(); })()", 1],
    ["nests", "return eval('eval(\"var n = 8\"); n')", 8],
    ["that is replaced by a local is an ordinary call", "return (function (eval) { return eval('1 + 1'); })((s) => s.length)", 5],
  ]);
  refuses([
    ["can't declare var over a let around it", "let x; { eval('var x'); }"],
    ["can't see new.target at the top of a script", "(0, eval)('new.target')"],
    ["refuses return", "eval('return 1')"],
    ["refuses break out of it", "for (;;) { eval('break'); }"],
    ["refuses declarations over parameters in defaults", "(function (a = eval('var a')) {})()"],
    ["throws what its code throws", "eval('throw new RangeError()')", RangeError],
  ]);
});

describe("functions in blocks", () => {
  each([
    ["are seen behind the block", "{ function f() { return 1; } } return f()", 1],
    ["are undefined before the block", "const before = typeof f; { function f() {} } return before", "undefined"],
    ["are there from the start of the block", "{ return f(); function f() { return 2; } }", 2],
    ["reach the function when their line runs", "{ f = 1; function f() {} } return typeof f", "number"],
    ["stay in the block if a let around is in the way", "let f = 1; { function f() {} } return f", 1],
    ["stay in the block if a parameter has the name", "return (function (f) { { function f() {} } return f; })(3)", 3],
    ["stay in the block in strict code", "'use strict'; { function f() {} } return typeof f", "undefined"],
    ["replace earlier ones", "{ function f() { return 1; } } { function f() { return 2; } } return f()", 2],
    ["may be declared twice in one block", "{ function f() { return 1; } function f() { return 2; } return f(); }", 2],
    ["of a branch not taken leave undefined", "if (false) { function f() {} } return f", undefined],
    ["of if need no block", "if (true) function f() { return 1; } return f()", 1],
    ["of a switch are seen behind it", "switch (1) { case 0: function f() { return 3; } } return typeof f", "undefined"],
    ["of a case that runs are seen behind it", "switch (0) { case 0: function f() { return 3; } } return f()", 3],
    ["generators stay in the block", "{ function* g() {} } return typeof g", "undefined"],
    ["async functions stay in the block", "{ async function g() {} } return typeof g", "undefined"],
    ["in eval go to its function", "eval('{ function f() { return 4; } }'); return f()", 4],
    ["in eval pass the objects of with by", "function g() { return 'old'; } const o = { g: 1 }; with (o) { eval('{ function g() { return \"new\"; } }'); } return [o.g, g()]", [1, "new"]],
    ["may be labelled", "l: function f() { return 5; } return f()", 5],
    ["in catch with the parameter's name are seen behind", "try { throw 0; } catch (f) { { function f() { return 6; } } } return typeof f", "function"],
  ]);
  refuses([
    ["of a loop body need a block", "while (false) function f() {}"],
    ["of if can't be generators", "if (true) function* f() {}"],
    ["of if need a block in strict code", "'use strict'; if (true) function f() {}"],
    ["can't be labelled in strict code", "'use strict'; l: function f() {}"],
    ["can't meet a let of their block", "{ let f; function f() {} }"],
  ]);
});

describe("with", () => {
  each([
    ["reads properties first", "const x = 1; with ({ x: 2 }) { return x; }", 2],
    ["falls back to variables", "const y = 1; with ({ x: 2 }) { return y; }", 1],
    ["writes properties that are there", "const o = { x: 1 }; with (o) { x = 2; } return o.x", 2],
    ["writes variables otherwise", "let x = 1; with ({}) { x = 2; } return x", 2],
    ["sees inherited properties", "with (Object.create({ x: 3 })) { return x; }", 3],
    ["gives methods their receiver", "with ({ x: 4, m() { return this.x; } }) { return m(); }", 4],
    ["skips Symbol.unscopables", "const x = 1; with ({ x: 2, [Symbol.unscopables]: { x: true } }) { return x; }", 1],
    ["reads unscopables that are false", "with ({ x: 2, [Symbol.unscopables]: { x: false } }) { return x; }", 2],
    ["hides values of arrays", "const values = 1; with ([]) { return values; }", 1],
    ["declares var in the function with the value on the object", "const o = { v: 1 }; with (o) { var v = 2; } return [o.v, v]", [2, undefined]],
    ["keeps let in its block", "const o = { v: 1 }; with (o) { let v = 2; } return o.v", 1],
    ["deletes properties", "const o = { x: 1 }; with (o) { delete x; } return 'x' in o", false],
    ["is seen by closures", "const o = { x: 1 }; let f; with (o) { f = () => x; } o.x = 5; return f()", 5],
    ["notices properties that come later", "const x = 1, o = {}; with (o) { const before = x; o.x = 2; return [before, x]; }", [1, 2]],
    ["boxes primitives", "with ('abc') { return length; }", 3],
    ["works with typeof", "with ({}) { return typeof nowhereAtAll; }", "undefined"],
    ["nests", "with ({ a: 1, b: 1 }) { with ({ b: 2 }) { return [a, b]; } }", [1, 2]],
    ["updates a property", "const o = { n: 1 }; with (o) { n++; n += 5; } return o.n", 7],
    ["keeps its reference if the property goes away", "const o = { x: 1 }; with (o) { x = (delete o.x, 2); } return o.x", 2],
  ]);
  refuses([
    ["is refused in strict code", "'use strict'; with ({}) {}"],
    ["is refused in classes", "class C { m() { with ({}) {} } }"],
    ["refuses null", "with (null) {}", TypeError],
    ["refuses undefined", "with (undefined) {}", TypeError],
  ]);
});

describe("other old things", () => {
  each([
    ["octal literals", "return [017, 08, 019]", [15, 8, 19]],
    ["octal escapes", "return ['\\101', '\\0', '\\08'.length]", ["A", "\0", 2]],
    ["HTML comments", "let x = 1; <!-- x = 2;\n--> x = 3;\nreturn x", 1],
    ["__proto__ in literals", "return ({ __proto__: { x: 1 } }).x", 1],
    ["a computed __proto__ is a property", "return Object.keys({ ['__proto__']: 1 })", ["__proto__"]],
    ["a shorthand __proto__ is a property", "const __proto__ = 1; return Object.hasOwn({ __proto__ }, '__proto__')", true],
    ["a __proto__ that is a primitive is ignored", "return Object.getPrototypeOf({ __proto__: 1 }) === Object.prototype", true],
    ["an undeclared assignment makes a global", "try { undeclaredHere = 1; return delete globalThis.undeclaredHere; } finally { }", true],
    ["writing a read-only property is ignored", "const o = Object.freeze({ x: 1 }); o.x = 2; return o.x", 1],
    ["delete of a variable is false", "var x; return delete x", false],
    ["names may be let, yield and static", "var let = 1, yield = 2, static = 3; return [let, yield, static]", [1, 2, 3]],
    ["names may be async, of, get and await", "var async = 1, of = 2, get = 3, await = 4; return [async, of, get, await]", [1, 2, 3, 4]],
    ["for-in may have an initialiser", "for (var k = 'start' in {}); return k", "start"],
    ["parameters may have equal names", "return (function (a, a) { return a; })(1, 2)", 2],
  ]);
  refuses([
    ["octal literals are refused in strict code", "'use strict'; 017"],
    ["octal escapes are refused in templates", "`\\01`"],
    ["two __proto__ are refused", "({ __proto__: null, __proto__: null })"],
    ["an undeclared assignment is refused in strict code", "'use strict'; undeclaredHere = 1", ReferenceError],
    ["delete of a name is refused in strict code", "'use strict'; var x; delete x"],
    ["eval can't be assigned in strict code", "'use strict'; eval = 1"],
    ["arguments can't be a name in strict code", "'use strict'; var arguments"],
    ["reserved words of strict code", "'use strict'; var interface"],
    ["for-of can't have an initialiser", "for (var k = 1 of []);"],
    ["for-in with let can't have an initialiser", "for (let k = 1 in {});"],
  ]);
});

const each = (rows) => {
  for (const [name, run, expected] of rows) {
    test(name, () => expect(run()).toEqual(expected));
  }
};
const refuses = (rows) => {
  for (const [name, source, type = SyntaxError] of rows) {
    test(name, () => expect(() => Function(source)()).toThrow(type));
  }
};

describe("a block", () => {
  each([
    ["hides an outer let", () => { let a = 1; { let a = 2; } return a; }, 1],
    ["hides a parameter", () => ((a) => { { let a = 2; } return a; })(1), 1],
    ["sees an outer let until it declares its own", () => { let a = 1; { a = 2; } return a; }, 2],
    ["does not hold var", () => { { var a = 1; } return a; }, 1],
    ["holds const", () => { const a = 1; { const a = 2; } return a; }, 1],
    ["holds classes", () => { class A { static x = 1; } { class A { static x = 2; } } return A.x; }, 1],
    ["of if holds let", () => { let a = 1; if (true) { let a = 2; } return a; }, 1],
    ["of try, catch and finally are three", () => {
      const seen = [];
      let a = 0;
      try { let a = 1; seen.push(a); throw 0; } catch { let a = 2; seen.push(a); } finally { let a = 3; seen.push(a); }
      return [...seen, a];
    }, [1, 2, 3, 0]],
    ["of a loop is new in each turn", () => {
      const fs = [];
      for (let i = 0; i < 3; i++) { let j = i * 10; fs.push(() => j++); }
      fs[0]();
      return fs.map((f) => f());
    }, [1, 10, 20]],
  ]);
});

describe("var", () => {
  each([
    ["is undefined before its line", () => { const seen = typeof a; var a = 1; return seen; }, "undefined"],
    ["is one variable, however often declared", () => { var a = 1; var a; return a; }, 1],
    ["gets a second value where declared again with one", () => { var a = 1; var a = 2; return a; }, 2],
    ["of a loop outlives it", () => { for (var i = 0; i < 3; i++); return i; }, 3],
    ["of for-in outlives it", () => { for (var k in { a: 1, b: 2 }); return k; }, "b"],
    ["of for-of outlives it", () => { for (var v of [1, 2]); return v; }, 2],
    ["in dead code is declared", () => { if (false) { var a; } return typeof a; }, "undefined"],
    ["with the name of a parameter keeps its value", () => ((a) => { var a; return a; })(5), 5],
    ["with the name of a parameter takes a new value", () => ((a) => { var a = 6; return a; })(5), 6],
    ["in the body is apart from one seen by a default", () => ((a, f = () => a) => { var a = 2; return [a, f()]; })(1), [2, 1]],
    ["in the body starts with the parameter's value", () => ((a, f = () => a) => { var a; a = 3; return [a, f()]; })(1), [3, 1]],
    ["with the name of a function keeps the function", () => { function f() {} var f; return typeof f; }, "function"],
    ["with the name of a caught exception writes that one", () => {
      try { throw 1; } catch (e) { var e = 2; }
      return e;
    }, undefined],
  ]);
});

describe("a closure", () => {
  each([
    ["sees later changes", () => { let a = 1; const f = () => a; a = 2; return f(); }, 2],
    ["shares its variables with its siblings", () => {
      const [inc, get] = (() => { let n = 0; return [() => ++n, () => n]; })();
      inc(); inc();
      return get();
    }, 2],
    ["of each turn of for has its own variable", () => {
      const fs = [];
      for (let i = 0; i < 3; i++) fs.push(() => i);
      return fs.map((f) => f());
    }, [0, 1, 2]],
    ["sees changes of the body in its own turn", () => {
      const fs = [];
      for (let i = 0; i < 6; i++) { fs.push(() => i); i++; }
      return fs.map((f) => f());
    }, [1, 3, 5]],
    ["in the head of for sees the first copy", () => {
      let f;
      for (let i = 0, g = () => i; i < 3; i++) f ??= g;
      return f();
    }, 0],
    ["in the test of for sees the turn's copy", () => {
      const fs = [];
      for (let i = 0; fs.push(() => i), i < 2; i++);
      return fs.map((f) => f());
    }, [0, 1, 2]],
    ["in the update of for belongs to the next turn", () => {
      const fs = [];
      for (let i = 0; i < 2; fs.push(() => i), i++);
      return fs.map((f) => f());
    }, [1, 2]],
    ["over a const of for-of", () => {
      const fs = [];
      for (const x of ["a", "b"]) fs.push(() => x);
      return fs.map((f) => f()).join("");
    }, "ab"],
    ["over var sees one variable", () => {
      const fs = [];
      for (var i = 0; i < 3; i++) fs.push(() => i);
      return fs.map((f) => f());
    }, [3, 3, 3]],
    ["keeps a variable of a switch", () => {
      let f;
      switch (0) { case 0: let x; case 1: x = 7; f = () => x; }
      return f();
    }, 7],
    ["sees the name of its function expression", () => (function fact(n) { return n < 2 ? 1 : n * fact(n - 1); })(5), 120],
  ]);
});

describe("the temporal dead zone", () => {
  refuses([
    ["of let", "x; let x;", ReferenceError],
    ["of const", "x; const x = 1;", ReferenceError],
    ["of a class", "C; class C {}", ReferenceError],
    ["covers typeof", "typeof x; let x;", ReferenceError],
    ["covers assignment", "x = 1; let x;", ReferenceError],
    ["covers compound assignment", "x += 1; let x;", ReferenceError],
    ["covers the initialiser itself", "let x = x;", ReferenceError],
    ["covers the initialiser of const", "const x = x + 1;", ReferenceError],
    ["covers a function called too early", "f(); let x = 1; function f() { return x; }", ReferenceError],
    ["covers the heritage of a class", "class C extends C {}", ReferenceError],
    ["covers a computed key of a class", "class C { [C.name]() {} }", ReferenceError],
    ["hides an outer variable from the block's start", "let x = 1; { x; let x = 2; }", ReferenceError],
    ["covers a later parameter", "((a = b, b) => {})()", ReferenceError],
    ["covers the parameter itself", "((a = a) => {})()", ReferenceError],
    ["covers the head of for-of", "for (let x of [x]);", ReferenceError],
    ["covers the head of for-in", "for (let x in { [x]: 1 });", ReferenceError],
    ["covers a destructuring default", "let { a = b, b } = {};", ReferenceError],
    ["covers cases of a switch", "switch (1) { case 0: let x; break; case 1: x; }", ReferenceError],
  ]);
  each([
    ["ends with the declaration", () => { let x; return x; }, undefined],
    ["has ended for an earlier parameter", () => ((a, b = a) => b)(1), 1],
    ["is about time and not place", () => { const f = () => x; let x = 3; return f(); }, 3],
    ["does not hold typeof of what is nowhere", () => typeof nowhereDeclared, "undefined"],
  ]);
});

describe("const", () => {
  refuses([
    ["can't be assigned", "const a = 1; a = 2;", TypeError],
    ["can't be incremented", "const a = 1; a++;", TypeError],
    ["can't be assigned by destructuring", "const a = 1; [a] = [2];", TypeError],
    ["can't be assigned by for-of", "const a = 1; for (a of [2]);", TypeError],
    ["can't be assigned by a logical assignment that assigns", "const a = 0; a ||= 2;", TypeError],
    ["needs a value", "const a;"],
    ["of a for can't be incremented", "for (const i = 0; i < 2; i++);", TypeError],
  ]);
  each([
    ["bears a logical assignment that does not assign", () => { const a = 1; a ||= 2; return a; }, 1],
    ["evaluates the right side before it refuses", () => {
      const seen = [];
      const a = 1;
      try { a = seen.push("right"); } catch { seen.push("refused"); }
      return seen;
    }, ["right", "refused"]],
    ["holds an object that may change", () => { const o = {}; o.x = 1; return o.x; }, 1],
    ["is new in each turn of for-of", () => { let n = 0; for (const x of [1, 2]) n += x; return n; }, 3],
  ]);
});

describe("a redeclaration is refused", () => {
  refuses([
    ["of let by let", "let a; let a;"],
    ["of let by var", "let a; var a;"],
    ["of var by let", "var a; let a;"],
    ["of let by var in a block", "let a; { var a; }"],
    ["of a parameter by let", "return function (a) { let a; };"],
    ["of a caught exception by let", "try {} catch (e) { let e; }"],
    ["of a destructured exception by var", "try {} catch ({ e }) { var e; }"],
    ["of a function in a block by let", "{ function f() {} let f; }"],
    ["of a class by a function", "class C {} function C() {}"],
    ["of a case's let", "switch (0) { case 0: let a; case 1: let a; }"],
    ["of parameters of an arrow function", "(a, a) => {}"],
    ["of parameters in strict code", "'use strict'; function f(a, a) {}"],
    ["of parameters with a default", "function f(a, a = 1) {}"],
    ["let as a name of let", "let let = 1;"],
  ]);
});

describe("this at the top of a function", () => {
  each([
    ["is the receiver", () => ({ f() { return this.x; }, x: 1 }).f(), 1],
    ["is undefined in a strict plain call", () => (function () { "use strict"; return this; })(), undefined],
    ["is the global object in a sloppy plain call", () => (function () { return this === globalThis; })(), true],
    ["is boxed in sloppy functions", () => typeof (function () { return this; }).call(1), "object"],
    ["is not boxed in strict functions", () => typeof (function () { "use strict"; return this; }).call(1), "number"],
    ["of an arrow function is that around it", () => (function () { return (() => this.x)(); }).call({ x: 2 }), 2],
    ["of an arrow function can't be given", () => (function () { return (() => this.x).call({ x: 3 }); }).call({ x: 2 }), 2],
    ["is lost with a detached method", () => { "use strict"; const { f } = { f() { "use strict"; return this; } }; return f(); }, undefined],
    ["is kept by parentheses", () => { const o = { f() { return this === o; } }; return (o.f)(); }, true],
    ["is lost behind a comma", () => { const o = { f() { "use strict"; return this; } }; return (0, o.f)(); }, undefined],
    ["is kept by optional calls", () => { const o = { f() { return this === o; } }; return o.f?.(); }, true],
  ]);
});

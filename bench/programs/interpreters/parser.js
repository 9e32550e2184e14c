// A tokenizer, recursive-descent parser and tree-walking evaluator for a small language.
"use strict";
const out = typeof print === "function" ? print : console.log;

const KEYWORDS = new Set(["let", "while", "if", "else", "fn", "return"]);

class Lexer {
  constructor(text) { this.text = text; this.at = 0; this.kind = ""; this.value = null; this.next(); }
  next() {
    const text = this.text;
    while (this.at < text.length && (text[this.at] === " " || text[this.at] === "\n")) this.at++;
    if (this.at >= text.length) { this.kind = "end"; return; }
    const start = this.at, c = text.charCodeAt(start);
    if (c >= 48 && c <= 57) {
      while (this.at < text.length && text.charCodeAt(this.at) >= 48 && text.charCodeAt(this.at) <= 57) this.at++;
      this.kind = "number"; this.value = Number(text.slice(start, this.at));
    } else if ((c >= 97 && c <= 122) || c === 95) {
      for (;;) { const d = text.charCodeAt(this.at); if (!((d >= 97 && d <= 122) || d === 95 || (d >= 48 && d <= 57))) break; this.at++; }
      this.value = text.slice(start, this.at);
      this.kind = KEYWORDS.has(this.value) ? this.value : "name";
    } else {
      const two = text.substr(start, 2);
      this.kind = two === "<=" || two === "==" || two === "!=" ? two : text[start];
      this.at += this.kind.length;
    }
  }
  eat(kind) { if (this.kind !== kind) return false; this.next(); return true; }
  need(kind) { const value = this.value; if (!this.eat(kind)) throw new SyntaxError(`expected ${kind}, got ${this.kind} at ${this.at}`); return value; }
}

const POWER = { "==": 1, "!=": 1, "<": 2, "<=": 2, "+": 3, "-": 3, "*": 4, "%": 4 };

class Parser {
  constructor(text) { this.lex = new Lexer(text); }
  program() { const body = []; while (this.lex.kind !== "end") body.push(this.statement()); return { type: "block", body }; }
  block() { const body = []; this.lex.need("{"); while (!this.lex.eat("}")) body.push(this.statement()); return { type: "block", body }; }
  statement() {
    const lex = this.lex;
    if (lex.eat("let")) { const name = lex.need("name"); lex.need("="); const value = this.expression(0); lex.need(";"); return { type: "let", name, value }; }
    if (lex.eat("while")) { const test = this.expression(0); return { type: "while", test, body: this.block() }; }
    if (lex.eat("if")) { const test = this.expression(0), yes = this.block(); return { type: "if", test, yes, no: lex.eat("else") ? this.block() : null }; }
    if (lex.eat("return")) { const value = this.expression(0); lex.need(";"); return { type: "return", value }; }
    if (lex.eat("fn")) {
      const name = lex.need("name"), params = [];
      lex.need("(");
      while (!lex.eat(")")) { params.push(lex.need("name")); lex.eat(","); }
      return { type: "fn", name, params, body: this.block() };
    }
    const target = this.expression(0);
    if (lex.eat("=")) { const value = this.expression(0); lex.need(";"); return { type: "set", name: target.name, value }; }
    lex.need(";");
    return target;
  }
  expression(floor) {
    let left = this.primary();
    for (;;) {
      const op = this.lex.kind, power = POWER[op];
      if (power === undefined || power <= floor) return left;
      this.lex.next();
      left = { type: "binary", op, left, right: this.expression(power) };
    }
  }
  primary() {
    const lex = this.lex;
    if (lex.kind === "number") { const value = lex.value; lex.next(); return { type: "number", value }; }
    if (lex.eat("(")) { const inner = this.expression(0); lex.need(")"); return inner; }
    const name = lex.need("name");
    if (!lex.eat("(")) return { type: "name", name };
    const args = [];
    while (!lex.eat(")")) { args.push(this.expression(0)); lex.eat(","); }
    return { type: "call", name, args };
  }
}

function evaluate(node, scope) {
  switch (node.type) {
    case "number": return node.value;
    case "name": return scope.get(node.name);
    case "binary": {
      const a = evaluate(node.left, scope), b = evaluate(node.right, scope);
      switch (node.op) {
        case "+": return a + b; case "-": return a - b; case "*": return (a * b) % 1000003; case "%": return a % b;
        case "<": return a < b ? 1 : 0; case "<=": return a <= b ? 1 : 0; case "==": return a === b ? 1 : 0; default: return a !== b ? 1 : 0;
      }
    }
    case "call": {
      const f = scope.get(node.name), inner = new Map(f.scope);
      node.args.forEach((arg, i) => inner.set(f.params[i], evaluate(arg, scope)));
      const result = evaluate(f.body, inner);
      return result === undefined ? 0 : result.value;
    }
    case "let": case "set": scope.set(node.name, evaluate(node.value, scope)); return undefined;
    case "fn": scope.set(node.name, { params: node.params, body: node.body, scope }); return undefined;
    case "return": return { value: evaluate(node.value, scope) };
    case "if": { const branch = evaluate(node.test, scope) ? node.yes : node.no; return branch === null ? undefined : evaluate(branch, scope); }
    case "while":
      while (evaluate(node.test, scope)) { const result = evaluate(node.body, scope); if (result !== undefined && typeof result === "object") return result; }
      return undefined;
    case "block":
      for (const child of node.body) { const result = evaluate(child, scope); if (result !== undefined && typeof result === "object") return result; }
      return undefined;
  }
}

let source = "";
for (let i = 0; i < 300; i++) source += `fn f${i}(a, b) { let c = a * ${i + 1} + b; if c % 2 == 0 { c = c + ${i}; } else { c = (c - 1) * 3; } while 5000 < c { c = c - 4999; } return c; }\n`;
let body = "let total = 0; let n = 0; while n < 12 { n = n + 1;\n";
for (let i = 0; i < 120; i++) body += `total = (total * 7 + f${i * 2}(total % 100, n)) % 1000003;\n`;
body += "} return total;";

let check = 0;
for (let round = 0; round < 5; round++) {
  for (let again = 0; again < 4; again++) check = (check + new Parser(source).program().body.length) % 1000003;
  const scope = new Map();
  evaluate(new Parser(source.slice(0, source.length)).program(), scope);
  check = (check * 31 + evaluate(new Parser(body).program(), scope).value) % 1000000007;
}
out("parser " + check);

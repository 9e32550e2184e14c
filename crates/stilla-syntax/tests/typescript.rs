//! TypeScript and JSX by example.
//!
//! Uses: stilla-syntax.
//! Never: anything else.

use stilla_syntax::ast::{ExprKind, JsxAttribute, JsxChild, JsxName, StmtKind};
use stilla_syntax::{Interner, ParseOptions, dump, parse};

fn options() -> ParseOptions {
    ParseOptions {
        typescript: true,
        ..ParseOptions::module()
    }
}

fn accept(source: &str, options: &ParseOptions) {
    let arena = bumpalo::Bump::new();
    if let Err(rejected) = parse(source.as_bytes(), &arena, Interner::new(), options) {
        let first = &rejected.diagnostics[0];
        let rest = &source[first.span.start as usize..];
        panic!("{source}\n{} at {rest}", first.message());
    }
}

#[test]
fn annotations() {
    for source in [
        "let a: number = 1, b!: string, c: A.B<C, D<E>>[] = [];",
        "function f<T extends U = V>(a: T, b?: number, ...c: any[]): T | undefined { return a; }",
        "function f(this: Foo, a) {}",
        "const f = <T,>(a: T): T => a;",
        "const f = <T extends object>(a: T) => a;",
        "const f = async <T>(a: T): Promise<T> => a;",
        "const f = (a: number, b?: string, {c, d}: {c: number; d?: string} = {c: 1}): void => {};",
        "const f = async (a: number, ...b: string[]): Promise<void> => {};",
        "@a<number>(1) @b<string> export abstract class X { @c<T>() m() {} } @d() abstract class Y {} export @e abstract class Z {}",
        "export class A {} export namespace A { export const b = 1 } export enum E { X } export enum E { Y = 1 }",
        "export default abstract class Q { abstract m(): void } new Q()",
        "f(async (a: T, { b }: U = {}, c: V['x'] = false, [d]: W = []) => {}); async (a = 1, b: T = 2) => {};",
        "const f = (a?) => 1; const g = (a?: number) => a; const h = (a = 1, b?: X) => a;",
        "let f: (a: number, b?: string) => void; let g: new (...a: any[]) => T; let h: abstract new () => X;",
        "let f: () => () => void, g: (typeof x)[], h: typeof import('x'), i: import('x').Y<Z>;",
        "type A = { a: number; b?(): void, readonly c: string\n [k: string]: any; new (x): Y; (z): W; get q(): number; set q(v) };",
        "type M = { readonly [K in keyof T as `x${K}`]?: T[K] }; type N = { -readonly [K in T]-?: U };",
        "type C = A extends B ? C : D extends infer E extends F ? G : H;",
        "type U = | A | B & C | 'lit' | 1 | -1 | 1n | true | null | undefined | void | never | unique symbol;",
        "type T = [a: number, b?: string, ...c: X[]]; type R = readonly string[]; type E = [];",
        "type F = <T>(a: T) => asserts a is string; type P = (x) => x is Y; type Q = A[B][];",
        "type L = `a${B}c`; type G = Array<Array<number>>; let x: Array<Array<number>>= 1;",
        "interface A<T> extends B, C<T> { a: number; b(): void }",
        "class A<T> extends B<T> implements C, D { private a: number = 1; readonly b?: string; c!: X; static d: Y; declare e: Z; override f() {} }",
        "abstract class A { abstract a: number; abstract b(): void; protected abstract get c(): X; [k: string]: any; constructor(private a: X, public readonly b = 1) {} }",
        "class A { m(): void; m(a?: number): void {} get x(): number { return 1; } set x(v: number) {} async *g<T>(): T {} }",
        "function f(a: number): void; function f(a: string): void; function f(a: any) {}",
        "export function f(a: number): void; export function f(a: any) {}",
        "let a = b as C; let d = e as const; let f = g satisfies H; let i = j!; k!.l; m![0]; n!(); o! = 1; (p as any) = 1; (q as X).y = 1;",
        "let a = <T>b; let c = <const>['x'];",
        "f<T>(x); new A<T>(x); new A<T>; f<T>`x`; const g = f<T>; a < b; a < b > c; if (a < b && c > d) ;",
        "a?.<T>(b); a?.b<T>(c); f<A<B<C>>>(d); f<(a: b) => c>(d);",
        "declare const a: number; declare function b(): void; declare class C { m(): void } declare module 'x' { export function f(): void; } declare global { interface Window {} }",
        "declare namespace A.B { const c: number; function d(): void } namespace T { export type X = 1; }",
        "import type A from 'a'; import type { B } from 'b'; import { type C, D } from 'c'; import type * as E from 'e'; import type from 'f';",
        "export type { A } from 'a'; export type * from 'b'; export type X = 1; export interface Y {} export { type Z } from 'c'; export declare const w: number;",
        "export default interface A {}",
        "export default abstract class A {}",
        "enum A { B, C = 1, 'd' = A.B } const enum E { F } export enum G {} declare enum H { I }",
        "try {} catch (e: unknown) {}",
        "for (const a of b as C[]) {} for (let i: number = 0; i < 1; i++) {}",
        "let type = 1; type = 2; let declare, namespace, module, abstract, as; namespace; abstract\nclass A {}",
        "a ? (b) : c; a ? (b, c) : d; a ? b : (c); a ? (b) => c : d; const x = a ? (y: number) => y : z;",
        "let o = { m<T>(a: T): void {}, async n(): Promise<void> {}, get p(): number { return 1; } };",
        "let x: A extends B ? (c: D) => E : F; let y = a as B | C; let z: unique symbol; var v: asserts;",
        "switch (a) { case (b): c; } let l: { a: 1 }[] = []; label: for (;;) break label;",
        "function isString(a: any): a is string { return true; } function g(): asserts this is X {}",
        "@dec class A { @dec() a: number; @dec m(@inject() a: X) {} }",
    ] {
        accept(source, &options());
    }
}

#[test]
fn types_declare_nothing() {
    let source = "declare const a: number; interface B {} type C = 1; function f(x: C): void; function f(x) { return a; } let d: B;";
    let arena = bumpalo::Bump::new();
    let options = ParseOptions {
        typescript: true,
        ..ParseOptions::script()
    };
    let parsed =
        parse(source.as_bytes(), &arena, Interner::new(), &options).expect("it should parse");
    let scopes = dump::dump_scopes(&parsed.scopes, &parsed.interner);
    assert_eq!(
        scopes.lines().next(),
        Some("Script f:Function d:Let"),
        "{scopes}"
    );
}

#[test]
fn javascript_is_not_typescript() {
    let arena = bumpalo::Bump::new();
    for source in [
        "let a: number;",
        "a as b;",
        "class A { private a; }",
        "a!;",
        "<div/>",
        "enum A {}",
        "type A = 1;",
        "(a?: b) => c",
    ] {
        let parsed = parse(
            source.as_bytes(),
            &arena,
            Interner::new(),
            &ParseOptions::module(),
        );
        assert!(parsed.is_err(), "{source}");
    }
}

#[test]
fn trials_do_not_explode() {
    let infer = format!(
        "type A = T {} extends B ? 1 : 2;",
        "extends infer U ".repeat(200)
    );
    let less = format!("let a = b{};", "<c".repeat(300));
    for source in [infer, less] {
        let arena = bumpalo::Bump::new();
        // Right or wrong: it must come to an end.
        let _ = parse(source.as_bytes(), &arena, Interner::new(), &options());
    }
}

#[test]
fn jsx_forms() {
    let options = ParseOptions {
        jsx: true,
        ..options()
    };
    for source in [
        "let a = <div/>; let b = <></>; let c = <a.b.c d='e' f={g} {...h} i-j=\"k\" l:m />;",
        "let a = <div>text {value} <b>bold</b> {/* nothing */} {...list} it's fine</div>;",
        "let a = <A<T> b={1}>x</A>; let f = <T,>(x: T) => x; let g = <T extends U>(x) => <b>{x}</b>;",
        "function f() { return (\n <ul>\n {items.map(i => <li key={i}>{i}</li>)}\n </ul>\n ); }",
        "let a = b < c; let d = <e>=</e>; let f = <g>{h}>{i}</g>; let j = <this.k/>; let l = <m n=<o/> />;",
        "let a = cond ? <a/> : <b/>; let x = <a b='&amp;\n\"'/>; <a>{`x`}</a>; <a>}</a>;",
    ] {
        accept(source, &options);
    }
}

#[test]
fn jsx_tree() {
    let source = "<my-tag a=\"x&amp;y\" b={1}>\n  one\n  two {three}\n</my-tag>;";
    let arena = bumpalo::Bump::new();
    let options = ParseOptions {
        jsx: true,
        ..ParseOptions::script()
    };
    let parsed =
        parse(source.as_bytes(), &arena, Interner::new(), &options).expect("it should parse");
    let StmtKind::Expr(expr) = parsed.root.body[0].kind else {
        panic!("no expression")
    };
    let ExprKind::Jsx(element) = expr.kind else {
        panic!("no element")
    };
    let Some(JsxName::Intrinsic(name)) = element.name else {
        panic!("no name")
    };
    assert_eq!(parsed.interner.text(name.name), b"my-tag");
    let JsxAttribute::Named(_, Some(value)) = element.attributes[0] else {
        panic!("no attribute")
    };
    let ExprKind::String(text) = value.kind else {
        panic!("no string")
    };
    assert_eq!(parsed.interner.text(text), b"x&y");
    let JsxChild::Text(text, _) = element.children[0] else {
        panic!("no text")
    };
    assert_eq!(parsed.interner.text(text), b"one two ");
    assert_eq!(element.children.len(), 2);
}

/// Forms that only published code showed: see `published.rs`.
#[test]
fn forms_of_published_code() {
    let typescript = options();
    for source in [
        "type E<T, U> = (<V>() => V extends T ? 1 : 2) extends <V>() => V extends U ? 1 : 2 ? true : false;",
        "const f = a ? (b: string): number => 1 : c;",
        "const f = a ? (b): number => 1 : c;",
        "const f = a ? (b) : c;",
        "const f = a ? (b) : c => d;",
        "const f = a ? () : void => {} : () => {};",
        "const f = a ? b.filter((c): c is D => c > 1) : [];",
        "const f = a ? { g: (c): D => c } : `${(c): D => c}`;",
        "const f = a ? async (b): Promise<void> => {} : null;",
        "type A = B<<T>(x: T) => T>; let c: typeof d<<T>() => T>;",
        "const f = <T,>(a: T, b = { c: `${a}` }): T => a;",
        "namespace N { export const a = 1 } namespace N { export const b = a }",
        "import type A = require('a');",
    ] {
        accept(source, &typescript);
    }
    let jsx = ParseOptions {
        jsx: true,
        ..options()
    };
    accept(
        "const f = <const T extends readonly unknown[]>(a: T) => a;",
        &jsx,
    );
    let declarations = ParseOptions {
        declarations: true,
        ..options()
    };
    for source in [
        "export const a: number; export function f(): void; export function f(x): void; export class f {}",
        "export as namespace N; export = N; declare namespace N { export import A = B; }",
        "declare module 'a' { import b = require('b'); export * as c from 'c'; export { d } from 'd'; export = b; }",
        "export default function (a: string): void; export { Nowhere };",
    ] {
        accept(source, &declarations);
    }
}

/// An import that only types use does not exist, as after `tsc`.
#[test]
fn imports_of_types() {
    let requests = |source: &str| {
        let arena = bumpalo::Bump::new();
        let parsed = parse(source.as_bytes(), &arena, Interner::new(), &options());
        let parsed = parsed.expect("the source is well-formed");
        let module = parsed.root.module.expect("this is a module");
        (module.requests.len(), module.imports.len())
    };
    assert_eq!(requests("import { A } from 'a'; let a: A;"), (0, 0));
    assert_eq!(requests("import { A, b } from 'a'; let a: A = b;"), (1, 1));
    assert_eq!(
        requests("import A, * as B from 'a'; let a: A | B.C;"),
        (0, 0)
    );
    assert_eq!(
        requests("import { type A } from 'a'; import 'b'; import {} from 'c';"),
        (2, 0)
    );
    assert_eq!(requests("import { A } from 'a'; export { A };"), (1, 1));
    assert_eq!(
        requests("import { A } from 'a'; () => { function f() { A() } }"),
        (1, 1)
    );
    assert_eq!(requests("import { A } from 'a'; eval('A')"), (1, 1));
}

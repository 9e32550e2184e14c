// Declarations that merge or extend other things, all of them without existence.
declare global { interface Array<T> { lastOne?(): T } var injected: number; namespace NodeJS { interface Process {} } }
declare module "some-module" { interface Options { extra: boolean } export function f(o: Options): void; export = f; }
declare module "*.css" { const classes: { readonly [key: string]: string }; export default classes; }
declare module "plain";
declare namespace Lib.Inner { let x: number; class C { m(): void; static s: string; constructor(x: number); } enum E { A, B = "b" } function over(x: string): void; function over(x: number): void; export import Alias = Lib.Inner.C; export { x as y }; export default interface X {} }
declare function overloaded(a: string): string; declare function overloaded(a: number): number; declare var process_: { env: Record<string, string | undefined> }; declare const enum CE { A = 1 } declare abstract class AC { abstract m(): void; private constructor(); protected get x(): number; [Symbol.iterator](): Iterator<number>; }
declare type T1 = string; declare interface I1 { x: T1 } declare let l: number, m: string; export declare namespace Exp { export type X = number; }

interface Merged { a: number } interface Merged { b: string } class Merged { c = 1; constructor(init: Partial<Merged>) { Object.assign(this, init); } }
const merged = new Merged({ a: 1, b: "b" }); console.log(merged.a, merged.b, merged.c, typeof (globalThis as any).injected, typeof (globalThis as any).Lib);

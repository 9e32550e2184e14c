// Exports of values and types in one module.
export const a: number = 1, b = 2 as number;
export let c: string | undefined;
export function f(x: number): number; export function f(x: any) { return x; }
export async function* g(): AsyncGenerator<number> { yield 1; }
export class K<T> { v?: T; }
export abstract class Abs { abstract x(): void; }
export interface I { x: number } export type T = I | K<string>;
export enum E { A = 1 } export namespace N { export const x = 1; export type Only = number; }
export declare const ghost: number; export declare function phantom(): void; export declare class Spook {}
const local = 5, other = 6; type Hidden = number;
export { local, other as renamed, type Hidden, type I as J }; export type { T as Q };
export default class<T> { x?: T; static made = "default"; }
import * as self from "./exports_forms.ts"; import main, { type T as U, a as aa, renamed } from "./exports_forms.ts";
console.log(Object.keys(self).join(), main.made, aa, renamed, self.f(3), self.E.A, self.N.x, (self as any).ghost);

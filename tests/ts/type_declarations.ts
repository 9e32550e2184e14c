// What has no existence: types, interfaces, declare, imports and exports of types.
type Id = string | number;
type Mapped<T> = { readonly [K in keyof T as `get${Capitalize<string & K>}`]?: () => T[K] };
type Unwrap<T> = T extends Promise<infer U extends string> ? U : T extends (infer V)[] ? V : never;
type Fn = { (x: number): string; new (x: number): Date; method?(): void; get prop(): number; set prop(v: number); [key: string]: any };
interface Shape<T = number> extends Array<T>, Iterable<T> { area(): number; readonly [index: number]: T }
interface Shape { extra: "yes" }
declare const external: number;
declare let other: string, third: boolean;
declare function missing(x: number): string;
declare class Ghost<T> { private x: T; constructor(x: T); static make(): Ghost<any>; }
declare namespace Space { const inner: number; function f(): void; }
declare module "nowhere" { export const x: number; export default x; }
declare global { interface Window { added: boolean } }
declare enum Erased { A = 1 }
abstract class Base { abstract area(): number; abstract name: string; declare tag: string; kind?: string; count!: number; }
class Square extends Base { name = "square"; constructor(private side: number) { super(); } area(): number { return this.side ** 2; } }
export type { Id, Mapped };
export interface Exported { a: Unwrap<Promise<"x">> }
type asserted = (x: unknown) => asserts x is string;
type guard = (this: Date, x: unknown) => x is number;
type tuple = [a: string, b?: number, ...rest: boolean[]];
type ctor = abstract new (...args: any[]) => object;
type lookup = Fn["method"] | typeof Square.prototype.area | keyof typeof globalThis | unique symbol;
var type = 1, declare = 2, namespace = 3, module = 4, abstract = 5, is = 6, readonly = 7, as = 8, satisfies = 9, infer = 10;
type
type;
console.log(type + declare + namespace + module + abstract + is + readonly + as + satisfies + infer, new Square(3).area());
console.log(Object.keys(new Square(2)).join(), typeof external, "tag" in new Square(1), "count" in new Square(1));

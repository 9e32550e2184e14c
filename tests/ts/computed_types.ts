// Big type-level programs that must vanish whole.
type Length<T extends readonly unknown[]> = T["length"];
type Tuple<N extends number, A extends unknown[] = []> = A["length"] extends N ? A : Tuple<N, [...A, unknown]>;
type Add<A extends number, B extends number> = Length<[...Tuple<A>, ...Tuple<B>]>;
type If<C extends boolean, T, F> = C extends true ? T : F;
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Split<S extends string, D extends string> = S extends `${infer H}${D}${infer R}` ? [H, ...Split<R, D>] : [S];
type DeepReadonly<T> = T extends (infer U)[] ? readonly DeepReadonly<U>[] : T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Getters<T> = { [K in keyof T & string as `get${Capitalize<K>}`]-?: () => T[K] } & { -readonly [K in keyof T]+?: T[K] };
type Fns = { a: new () => void; b: abstract new (x: number) => Date; c: (this: Window, ...a: [x: number, y?: string]) => asserts this is Date; d: typeof import("./computed_types.ts"); e: import("./x.ts").Y<number>; f: unique symbol; g: readonly string[][]; h: -1 | 1n | `x${number}`; i: keyof typeof value; j: (typeof value)["k"]; k: infer_; l?(): void; readonly [m: string]: any; get n(): number; set n(v: string | number); <T>(x: T): T; new <T>(x: T): Fns };
type infer_ = [first: 1, second?: 2, ...rest: 3[]]; type cond = string extends infer U extends string ? U : never; type Asserts = (x: unknown) => asserts x;
const value = { k: 1 } as const; let check: Equal<Add<2, 3>, 5> = true; const parts: Split<"a.b", "."> = ["a", "b"];
type Long = | { a: 1 } | { b: 2 } & { c: 3 }; let fn: typeof value.k extends number ? (x: number) => string : never = (x) => String(x);
console.log(value.k, check, parts.join(), fn(4), (0 as any as Long) as unknown as number);

// Function types with properties, call signatures, currying, memoisation.
interface Counter { (step?: number): number; reset(): void; readonly limit: number; [extra: string]: unknown }
function make(limit: number): Counter { let n = 0; const counter = ((step: number = 1) => (n = Math.min(limit, n + step))) as Counter; counter.reset = (): void => { n = 0; }; (counter as { limit: number }).limit = limit; return counter; }
const c = make(5); console.log(c(), c(3), c(10), c.limit); c.reset(); console.log(c());
const memo = <A extends readonly unknown[], R>(f: (...args: A) => R): ((...args: A) => R) => { const known = new Map<string, R>(); return (...args: A): R => { const k = JSON.stringify(args); if (!known.has(k)) known.set(k, f(...args)); return known.get(k)!; }; };
let calls = 0; const slow = memo((a: number, b: number): number => { calls++; return a ** b; }); console.log(slow(2, 8), slow(2, 8), calls);
const pipe = <T,>(...fs: Array<(x: T) => T>) => (x: T): T => fs.reduce<T>((v, f) => f(v), x); console.log(pipe<number>((x) => x + 1, (x) => x * 2)(3), pipe<string>()("same"));
function legacy(this: { v: number }, ...rest: [a?: number, b?: string]): string { return `${this.v}${rest.length}`; } console.log(legacy.call({ v: 1 }, 2, "x"), legacy.bind({ v: 9 })());

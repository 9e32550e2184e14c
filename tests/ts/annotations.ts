// Variables, parameters, results, destructuring.
let count: number = 1;
const text: string | undefined = "a", flag: boolean = true;
var list: readonly number[] = [1, 2, 3], pair: [first: string, second?: number, ...rest: boolean[]] = ["x", 1, true];
const { a, b: { c = 5 } = {} }: { a: number; b?: { c?: number } } = { a: 1 };
const [head, ...tail]: [number, ...number[]] = [1, 2, 3];
function add(this: void, x: number, y?: number, ...more: number[]): number {
  return x + (y ?? 10) + more.length;
}
const arrow = (x: number, { y = 2 }: { y?: number } = {}): number => x * y;
const typed: (x: number) => string = (x) => `${x}`;
console.log(count, text, flag, list.length, pair.join(), a, c, head, tail.join());
console.log(add(1), add(1, 2), add(1, 2, 3, 4), arrow(4), arrow(4, { y: 5 }), typed(7));
for (const x of list as number[]) console.log(x);
for (let i: number = 0; i < 2; i++) console.log(i);
try { throw new Error("e"); } catch (error: unknown) { console.log((error as Error).message); }

// Arrow functions with result types in all places where `:` and `<` mean something else too.
const yes = true;
const f = yes ? (x: number): number => x + 1 : (x: number): number => x - 1;
const g = yes ? (x) : 2;
var x = 7;
const h = (yes ? (x): any => x * 2 : null) as any;
const i = yes ? () : void => { console.log("void"); } : () => {};
const nested = yes ? yes ? (a): a is string => !!a : null : (a: any) => a;
const list = [1, 2, 3].map((n): string => `${n}`).filter((n): n is string => yes ? n > "1" : false);
const object = { run: yes ? async (a: number): Promise<number> => a : undefined, other: (b?: string): string => b ?? "none" };
const generic = <T extends object>(o: T, key: keyof T): T[keyof T] => o[key];
const defaults = ({ a, b = 2 }: { a: number; b?: number } = { a: 1 }, [c]: number[] = [3]): number => a + b + c;
const rest = (...all: number[]): number => all.length;
const asserted = (v: unknown): asserts v is string => { if (typeof v !== "string") throw new TypeError("no"); };
console.log(f(1), g, h(4), list.join(), object.other(), generic({ k: 5 }, "k"), defaults(), rest(1, 2));
i(); console.log(typeof nested);
object.run!(6).then(console.log);
try { (asserted as any)(1); } catch (e: any) { console.log(e.message); }
const curried = (a: number) => (b: number): ((c: number) => number) => (c) => a + b + c;
console.log(curried(1)(2)(3), ((a?: number): number => a ?? 0)());
const withDefaults = async (a: number, b: { c?: number } = {}, [d]: number[] = [7], e: string = "e"): Promise<string> => `${a} ${b.c} ${d} ${e}`;
withDefaults(1).then((text: string) => console.log(text));

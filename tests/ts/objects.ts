// Object literals and patterns with methods, accessors, computed keys and types.
const key = "dyn" as const;
const o = {
  a: 1 as number, "b-c": <string>"x", [key]: 2 satisfies number, [`t${1}` as string]: 3,
  method<T>(this: any, x: T): T { return x; },
  async later(): Promise<void> {},
  *gen(): Generator<number> { yield 1; },
  get v(): number { return 5; }, set v(x: number) { this.a = x; },
  arrow: (x: number): number => x, type: "type", as: "as", async: 1, get: 2, set: 3, static: 4, readonly: 5, declare: 6,
};
o.v = 9;
console.log(o.a, o["b-c"], o.dyn, (o as any).t1, o.method<number>(4), o.v, o.type + o.as, o.async + o.get + o.set + o.static + o.readonly + o.declare);
const { a: renamed = 1 as number, ["dyn"]: dyn, ...others }: any = o;
console.log(renamed, dyn, Object.keys(others).length);
function take({ a, b: [c, d = 2 as number] = [1] }: { a?: number; b?: number[] }, ...[e, f]: [string, number?]): string { return [a, c, d, e, f].join(); }
console.log(take({ a: 1 }, "e"), take({ b: [5, 6] }, "x", 1));
let x: number, y: number;
({ x, y: y } = { x: 1, y: 2 } as { x: number; y: number });
[x as any, y!] = [y, x];
console.log(x, y);

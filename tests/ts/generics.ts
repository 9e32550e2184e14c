// Type parameters and arguments of functions, classes, calls.
function identity<T>(x: T): T { return x; }
const pair = <A, B extends A = A>(a: A, b: B): [A, B] => [a, b];
const constant = <const T extends readonly unknown[]>(list: T): T => list;
class Box<T extends object = {}, in out U = T> {
  constructor(public readonly value: T, private other?: U) {}
  map<R extends object>(f: (value: T) => R): Box<R> { return new Box<R>(f(this.value)); }
  static of<T extends object>(x: T) { return new Box<T>(x); }
}
console.log(identity<string>("a"), pair<number, number>(1, 2).join(), constant([1, "a"]).length);
console.log(JSON.stringify(Box.of<{ a: number }>({ a: 1 }).map<{ b: string }>((v) => ({ b: String(v.a) })).value));
const make = identity<number>;
console.log(make(4), new Map<string, Array<Set<number>>>([["k", [new Set<number>([1])]]]).get("k")![0]!.size);
const tag = <T,>(strings: TemplateStringsArray, ...values: T[]) => strings.raw.join("|") + values.join();
console.log(tag<number>`a${1}b${2}c`, identity<(x: number) => number>((x) => x + 1)(1));
const a = 1, b = 2, c = 3;
console.log(a < b, b > c, (a < b) > (c as any), identity<<T>(x: T) => T>((x) => x)("nested"));
async function later<T>(x: Promise<T>): Promise<Awaited<T>> { return await x; }
later<number>(Promise.resolve(8)).then((x) => console.log(x));
const asynchronous = async <T,>(x: T): Promise<T> => x;
asynchronous<string>("async").then(console.log);

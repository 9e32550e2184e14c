// Lazy sequences with generics and overloads.
class Seq<T> {
  private constructor(private readonly source: () => Iterator<T>) {}
  static of<T>(...items: T[]): Seq<T> { return new Seq<T>(() => items[Symbol.iterator]()); }
  static range(end: number): Seq<number>;
  static range(start: number, end: number, step?: number): Seq<number>;
  static range(a: number, b?: number, step: number = 1): Seq<number> { const [start, end] = b === undefined ? [0, a] : [a, b]; return new Seq(function* (): Generator<number> { for (let i = start; i < end; i += step) yield i; }); }
  *[Symbol.iterator](): Generator<T, void, undefined> { const it = this.source(); for (let r = it.next(); !r.done; r = it.next()) yield r.value as T; }
  map<U>(f: (x: T) => U): Seq<U> { const self = this; return new Seq<U>(function* () { for (const x of self) yield f(x); }); }
  filter<S extends T>(f: (x: T) => x is S): Seq<S>;
  filter(f: (x: T) => unknown): Seq<T>;
  filter(f: (x: T) => unknown): Seq<T> { const self = this; return new Seq<T>(function* () { for (const x of self) if (f(x)) yield x; }); }
  take(n: number): Seq<T> { const self = this; return new Seq<T>(function* () { if (n <= 0) return; let i = 0; for (const x of self) { yield x; if (++i >= n) return; } }); }
  toArray(): T[] { return [...this as Iterable<T>]; }
}
console.log(Seq.range(10).filter((x) => x % 2).map((x) => x * x).take(3).toArray().join(), Seq.of<string | number>("a", 1, "b").filter((x): x is string => typeof x === "string").toArray().join(""), Seq.range(1, 9, 3).toArray().length);

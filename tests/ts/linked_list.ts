// A generic linked list with iterators and a fluent interface.
interface Node<T> { readonly value: T; next: Node<T> | null }
export class List<T> implements Iterable<T> {
  private head: Node<T> | null = null;
  #size = 0;
  static from<U>(items: Iterable<U>): List<U> { const list = new List<U>(); for (const item of items) list.add(item); return list; }
  add(value: T): this {
    const node: Node<T> = { value, next: null };
    if (this.head === null) this.head = node;
    else { let last: Node<T> = this.head; while (last.next !== null) last = last.next!; last.next = node; }
    this.#size++;
    return this;
  }
  *[Symbol.iterator](): IterableIterator<T> { for (let n = this.head; n; n = n.next) yield n.value; }
  map<U>(f: (value: T, index: number) => U): List<U> { let i = 0; return List.from((function* (self: List<T>): Generator<U> { for (const v of self) yield f(v, i++); })(this)); }
  reduce<A>(f: (all: A, value: T) => A, start: A): A { let all = start; for (const v of this) all = f(all, v); return all; }
  get size(): number { return this.#size; }
}
const list = List.from<number>([3, 1, 2]).add(9 as number);
console.log([...list].join(), list.map<string>((v, i) => `${i}:${v}`).reduce<string>((a, v) => a + v + ";", ""), list.size);

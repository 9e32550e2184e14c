// Algorithms: heap, Dijkstra, sorting with typed comparators.
type Compare<T> = (a: T, b: T) => number;
class Heap<T> { private readonly items: T[] = []; constructor(private readonly compare: Compare<T> = (a: any, b: any) => a - b) {}
  push(item: T): void { let i = this.items.push(item) - 1; while (i > 0) { const parent = (i - 1) >> 1; if (this.compare(this.items[i]!, this.items[parent]!) >= 0) break; [this.items[i], this.items[parent]] = [this.items[parent]!, this.items[i]!]; i = parent; } }
  pop(): T | undefined { const top = this.items[0], last = this.items.pop()!; if (this.items.length > 0) { this.items[0] = last; let i = 0; for (;;) { let m = i; for (const c of [2 * i + 1, 2 * i + 2] as const) if (c < this.items.length && this.compare(this.items[c]!, this.items[m]!) < 0) m = c; if (m === i) break; [this.items[i], this.items[m]] = [this.items[m]!, this.items[i]!]; i = m; } } return top; }
  get size(): number { return this.items.length; } }
type Graph<K extends string = string> = Record<K, Partial<Record<K, number>>>;
function shortest<K extends string>(graph: Graph<K>, from: K, to: K): [cost: number, path: K[]] | null { const heap = new Heap<[number, K[]]>(([a], [b]) => a - b); heap.push([0, [from]]); const seen = new Set<K>(); while (heap.size > 0) { const [cost, path] = heap.pop()!; const at = path.at(-1)!; if (at === to) return [cost, path]; if (seen.has(at)) continue; seen.add(at); for (const [next, w] of Object.entries(graph[at]) as [K, number][]) heap.push([cost + w, [...path, next]]); } return null; }
const graph = { a: { b: 7, c: 3 }, b: { d: 2 }, c: { b: 1, d: 8 }, d: {} } satisfies Graph;
console.log(JSON.stringify(shortest(graph as Graph, "a", "d")), shortest(graph as Graph, "d", "a"));

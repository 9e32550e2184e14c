// Async functions, generators, `for await`, with types everywhere.
const sleep = (ms: number): Promise<void> => new Promise<void>((resolve: () => void) => setTimeout(resolve, ms));
async function* numbers(limit: number): AsyncGenerator<number, string, undefined> { for (let i: number = 0; i < limit; i++) { await sleep(0); yield i as number; } return "done"; }
function* pairs<T>(list: Iterable<T>): Generator<[number, T], void, unknown> { let i = 0; for (const x of list) yield [i++, x] as [number, T]; }
class Queue<T> implements AsyncIterable<T> {
  private items: T[] = [];
  push(...items: T[]): this { this.items.push(...items); return this; }
  async *[Symbol.asyncIterator](): AsyncIterator<T> { while (this.items.length > 0) yield this.items.shift()!; }
}
const main = async (): Promise<number> => {
  let total: number = 0;
  for await (const n of numbers(4) as AsyncIterable<number>) total += n;
  for await (const s of new Queue<string>().push("a", "b")) console.log(s!);
  for (const [i, x] of pairs<string>("xy")) console.log(i, x);
  const [first, second] = await Promise.all<any>([Promise.resolve(1), sleep(1)]);
  console.log(first, second);
  try { await (Promise.reject(new Error("r")) as Promise<never>); } catch (e) { console.log((<Error>e).message); }
  return total;
};
main().then((total: number) => console.log(total as number));

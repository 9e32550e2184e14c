// Promise combinators with tuples, thenables, async iteration of rejections.
const wait = <T,>(value: T, turns: number = 1): Promise<T> => turns <= 0 ? Promise.resolve(value) : wait(value, turns - 1).then((v: T): T => v);
async function all(): Promise<[number, string, boolean]> { return await Promise.all([wait(1), wait("a", 2), true] as const) as [number, string, boolean]; }
class Thenable<T> implements PromiseLike<T> { constructor(private readonly v: T) {} then<A = T, B = never>(ok?: ((v: T) => A | PromiseLike<A>) | null, _bad?: ((r: any) => B | PromiseLike<B>) | null): PromiseLike<A | B> { return Promise.resolve(ok!(this.v) as A); } }
(async (): Promise<void> => {
  const [n, s, b]: [number, string, boolean] = await all(); console.log(n, s, b, await new Thenable<string>("then"));
  const settled = await Promise.allSettled<number>([wait(1), Promise.reject(new Error("no"))]);
  console.log(settled.map((r: PromiseSettledResult<number>) => r.status === "fulfilled" ? r.value : (r.reason as Error).message).join());
  const retry = async <T,>(run: (n: number) => Promise<T>, times: number): Promise<T> => { for (let i = 0; ; i++) try { return await run(i); } catch (e) { if (i >= times) throw e as Error; } };
  console.log(await retry<string>(async (n) => { if (n < 2) throw new Error(`try ${n}`); return `done ${n}`; }, 5), await retry(async () => { throw new Error("always"); }, 1).catch((e: Error): string => e.message));
})();

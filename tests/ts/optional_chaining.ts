// Optional chains, nullish operators and non-null assertions together.
type Deep = { a?: { b?: { c?: () => number; list?: number[] } | null }; f?: ((x: number) => number) | undefined };
const full: Deep = { a: { b: { c: () => 3, list: [1, 2] } }, f: (x: number): number => x + 1 }, empty: Deep = {};
for (const d of [full, empty] as Deep[]) console.log(d.a?.b?.c?.() ?? "none", d?.a!?.b?.list?.[1 as number] ?? -1, d.f?.(1)! ?? 0, (d.a?.b as any)?.c?.name, (d.a!)?.b);
let x: number | null | undefined = null; x ??= 5 as number; x! += 1; x &&= x! * 2; x ||= 1; console.log(x);
const del: any = { k: 1, n: { m: 2 } }; delete del!.k; delete (del as any).n?.m; console.log(JSON.stringify(del), void 0 ?? (null as null) ?? "end");
const call = (full as Required<Deep>).f!(1)!, neg = -full.a!.b!.list![0]!, tpl = `${full.a!.b!.list!.length!}`; console.log(call, neg, tpl, typeof full.f!);

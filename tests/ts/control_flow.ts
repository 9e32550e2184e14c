// Types in statements of every kind.
type Item = { id: number; tags?: string[] };
const items: Item[] = [{ id: 1 }, { id: 2, tags: ["a"] }];
outer: for (const { id, tags = [] as string[] } of items as Item[]) {
  switch (id as 1 | 2) {
    case 1 as const: console.log("one"); continue outer;
    default: console.log("other", (tags satisfies string[]).length); break;
  }
}
let i: number = 0;
do { i++; } while ((i as number) < 3);
while (<boolean>(i-- > 1)) console.log(i!);
for (const key in items[1] as Item) console.log(key as string);
for (let a: number = 0, b: string = "x"; a < 1; a++) console.log(a, b);
if ((i as any) === 0) { let inner: string = "zero"; console.log(inner); } else var hoisted: number = 1;
label: { if (i === 0 as number) break label; console.log("never"); }
try { null!.x; } catch { console.log("caught"); } finally { console.log("finally" as string); }
const result = (() => { return <number>5; })();
console.log(result, hoisted!);
throw_: try { throw <Error>new RangeError("r"); } catch ({ message, name }: any) { console.log(name as string, message!); }

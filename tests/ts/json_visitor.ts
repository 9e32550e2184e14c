// Recursive types and a visitor.
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
interface Visitor<R> { nothing(): R; flag(x: boolean): R; number(x: number): R; text(x: string): R; list(x: R[]): R; map(x: Array<[string, R]>): R }
function visit<R>(json: Json, v: Visitor<R>): R {
  if (json === null) return v.nothing();
  switch (typeof json) {
    case "boolean": return v.flag(json as boolean);
    case "number": return v.number(json);
    case "string": return v.text(json);
  }
  if (Array.isArray(json)) return v.list((json as Json[]).map((x) => visit(x, v)));
  return v.map(Object.entries(json as { [key: string]: Json }).map(([k, x]): [string, R] => [k, visit(x, v)]));
}
const depth: Visitor<number> = { nothing: () => 0, flag: () => 0, number: () => 0, text: () => 0, list: (x) => 1 + Math.max(0, ...x), map: (x) => 1 + Math.max(0, ...x.map(([, d]) => d)) };
class Show implements Visitor<string> { nothing() { return "null"; } flag(x: boolean) { return `${x}`; } number(x: number) { return x.toFixed(1); } text(x: string) { return JSON.stringify(x); } list(x: string[]) { return `[${x}]`; } map(x: Array<[string, string]>) { return `{${x.map(([k, v]) => `${k}=${v}`)}}`; } }
const data = { a: [1, [true, null]], b: { c: "x" } } satisfies Json;
console.log(visit<number>(data, depth), visit(data as Json, new Show()));

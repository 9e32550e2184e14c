// Discriminated unions, guards, assertions, exhaustive checks.
type Shape = { kind: "circle"; r: number } | { kind: "square"; side: number } | { kind: "none" };
const never_ = (x: never): never => { throw new Error(`never ${(x as any).kind}`); };
function area(s: Shape): number { switch (s.kind) { case "circle": return s.r; case "square": return s.side ** 2; case "none": return 0; default: return never_(s); } }
function isString(x: unknown): x is string { return typeof x === "string"; }
function assertNumber(x: unknown, message?: string): asserts x is number { if (typeof x !== "number") throw new TypeError(message ?? "not a number"); }
function assertTruthy(x: unknown): asserts x { if (!x) throw new Error("falsy"); }
const shapes = [{ kind: "circle", r: 1 }, { kind: "square", side: 3 }, { kind: "none" }] as const satisfies readonly Shape[];
console.log(shapes.map((s) => area(s as Shape)).join());
console.log([1, "a", 2, "b"].filter(isString).join());
for (const x of [1, "x"]) try { assertNumber(x); console.log(x + 1); } catch (e) { console.log((e as Error).message); }
try { assertTruthy(0); } catch (e) { if (e instanceof Error) console.log(e.message); }
try { area({ kind: "odd" } as any as Shape); } catch (e: any) { console.log(e.message); }

// Object types against blocks, arrow bodies and labels.
const f = (): { a: number } => ({ a: 1 }), g = (): void => { a: 1 }, h = (x: { y: { z: number } }): { y: number } => ({ y: x.y.z });
function k(): { [key: string]: number }[] { return [{ one: 1 }]; }
let v: { (): number; new (): object; readonly [i: number]: string; "quoted": 1; 2: 3; [Symbol.iterator]?(): void } | undefined;
const cond = true ? { a: 1 } : { b: 2 } as { a?: number; b?: number };
class C { m(): { x: number } { return { x: 1 }; } n = (): { x: number } => { return { x: 2 }; }; static p: { x: number } = { x: 3 }; q(): asserts this is C {} r(): this is { z: 1 } { return true; } }
if (f().a) { a: { b: { break a; } } }
switch (h({ y: { z: 4 } }).y as number) { case 4: { console.log("four"); break; } default: }
console.log(f().a, g(), k()[0]!.one, v, cond.a, new C().m().x, new C().n().x, C.p.x, new C().r());
for (const { a, b = 2 } of [{ a: 1 }] as { a: number; b?: number }[]) console.log(a, b);

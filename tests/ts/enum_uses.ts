// Enums as values, types, keys and in loops; reverse lookups; heterogeneous members; `const` objects instead.
enum Mixed { A, B = "b".length, C = B * 2, D = -1, E = ~D, F = 1.5, "G-H" = 7 } enum Tag { X = `x`, Y = "y" } enum Big { A = 0xff, B = 1e3, C = A | B }
type Keys = keyof typeof Mixed; const Level = { Low: 1, High: 2 } as const; type Level = (typeof Level)[keyof typeof Level];
function level(l: Level): string { return Object.entries(Level).find(([, v]) => v === l)![0] as string; }
const byTag: Record<Tag, number> = { [Tag.X]: 1, [Tag.Y]: 2 }; const isMixed = (x: unknown): x is Mixed => typeof x === "number" && x in Mixed;
console.log(JSON.stringify(Mixed), Mixed["G-H"], Mixed[-1], Mixed[7], Big.C, level(2), byTag[Tag.Y], isMixed(0), isMixed(99), Object.values(Tag).join());
for (const key in Mixed) if (isNaN(Number(key))) console.log(key as Keys, Mixed[key as Keys]); let m: Mixed = Mixed.A; m = Mixed.C as Mixed; switch (m) { case Mixed.C: console.log("C"); }
const alias = Mixed, { A: first, D: last } = alias; console.log(first, last, (Mixed as any).toString === Object.prototype.toString, Tag[("X" as keyof typeof Tag)]);

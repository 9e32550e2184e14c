// Flags with const enums, shifts and type arguments that end in `>>`.
const enum Perm { None = 0, R = 1 << 0, W = 1 << 1, X = 1 << 2, RW = R | W, All = ~(~0 << 3) }
const has = (set: Perm, p: Perm): boolean => (set & p) === p;
const names: Map<string, Array<Array<Perm>>> = new Map<string, Array<Array<Perm>>>([["rw", [[Perm.RW]]]]);
const show = (p: Perm): string => (["R", "W", "X"] as const).filter((_, i) => p & (1 << i)).join("") || "-";
let p: Perm = Perm.R; p |= Perm.X; p ^= Perm.R;
console.log(show(p), show(Perm.All), has(Perm.All, Perm.RW), has(p, Perm.W), show(names.get("rw")![0]![0]! as Perm), 8 >> 2, -8 >>> 28, 1 << 3 >> 1);
let shifted: number = 256; shifted >>= 2; shifted >>>= 1; shifted <<= 1; console.log(shifted as number >= 64, shifted);

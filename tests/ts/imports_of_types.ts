// Imports and exports that only name types vanish; the others stay.
import type { Nothing } from "./no-such-file.ts";
import type Default from "./no-such-file.ts";
import type * as Space from "./no-such-file.ts";
import { type Also, type default as D } from "./no-such-file.ts";
import { Unmarked, type Another } from "./no-such-file.ts";
import Whole, * as Everything from "./no-such-file.ts";
export type { Other } from "./no-such-file.ts";
export type * from "./no-such-file.ts";
export type * as Types from "./no-such-file.ts";
type Local = Unmarked | Another | Whole | Everything.Y | Nothing | Default | Space.X | Also | D;
const x: Local = 1 as any;
const type = { from: 2 };
export { type Local, x };
console.log(x, type.from);

// Namespaces: exports, nesting, merging with functions and classes, aliases.
namespace Outer {
  const hidden = 1;
  export const shown = hidden + 1;
  export function twice(x: number) { return x * 2; }
  export class Thing { value = shown; }
  export namespace Inner { export const deep = shown * 10; export interface Only { a: number } }
  export type Alias = number;
}
namespace Outer { export const later = shown + 1; }
namespace A.B.C { export const x = "abc"; }
function merged() { return merged.extra; }
namespace merged { export const extra = "extra"; }
class Host { static base = 1; }
namespace Host { export const more = Host.base + 1; }
namespace Empty { export type T = string; }
import Short = Outer.Inner;
import deep = A.B.C;
console.log(Outer.shown, Outer.twice(4), new Outer.Thing().value, Outer.Inner.deep, Outer.later);
console.log(A.B.C.x, merged(), Host.more, Short.deep, deep.x, Object.keys(Outer).join());

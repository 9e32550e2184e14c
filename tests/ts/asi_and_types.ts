// Lines without semicolons where types stand.
type A = number
type B =
  | string
  | number
interface C
{
  x: A
  y(): B
  z?: C
}
let a: A = 1
let b: B
  = "b"
declare let nowhere: C
abstract class D
{
  abstract x: number
  static s = 1
  readonly y = 2
  declare z: string
  private w = 3
  get v() { return 4 }
  ["c"]: number = 5
  async: boolean = true
  m(): void
  m(x?: number): void { }
}
const e = a as number
;[1, 2].forEach((x) => a += x)
const f = <T>(x: T) => x
let g = (1, 2) satisfies unknown
let type = 1, interface_ = 2
type
++a
console.log(a, b, typeof D, D.s, e, f(1), type, interface_)

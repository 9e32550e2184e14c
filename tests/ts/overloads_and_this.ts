// Overloads of functions, methods and constructors; parameters named `this`.
function parse(x: string): number;
function parse(x: number): string;
function parse(x: any): any { return typeof x === "string" ? Number(x) : String(x); }
export function exported(): void;
export function exported(x?: number): void { console.log("exported", x); }
class Point {
  x: number; y: number;
  constructor(x: number, y: number);
  constructor(text: string);
  constructor(...args: any[]) { [this.x, this.y] = args.length > 1 ? args : args[0].split(",").map(Number); }
  plus(other: Point): Point;
  plus(x: number, y: number): Point;
  plus(a: any, b?: any): Point { return b === undefined ? new Point(this.x + a.x, this.y + a.y) : new Point(this.x + a, this.y + b); }
  static from(x: number): Point;
  static from(x: any) { return new Point(x, x); }
}
function sum(this: Point, factor: number) { return (this.x + this.y) * factor; }
console.log(parse("12") + 1, parse(12) + 1, sum.length, parse.length);
exported(3);
const p = new Point("1,2").plus(new Point(3, 4)).plus(1, 1);
console.log(p.x, p.y, sum.call(p, 2), Point.from(2).x);
export default function named(): string;
export default function named(x?: any) { return "default" + x; }
console.log(named());

// Abstract classes, protected constructors, polymorphic `this`.
abstract class Shape {
  protected constructor(protected readonly name: string) {}
  abstract area(): number;
  abstract get sides(): number;
  protected abstract describe?(): string;
  toString(this: this): string { return `${this.name} ${this.area().toFixed(1)} ${this.sides}`; }
  clone(): this { return Object.create(this) as this; }
}
class Circle extends Shape { constructor(private r: number) { super("circle"); } override area() { return Math.PI * this.r ** 2; } override get sides(): number { return 0; } }
class Rect extends Shape { constructor(readonly w: number, readonly h: number) { super("rect"); } area = (): number => this.w * this.h; get sides() { return 4 as const; } }
const shapes: Shape[] = [new Circle(1), new Rect(2, 3)];
for (const shape of shapes) console.log(String(shape), shape instanceof Shape, shape.clone().toString());
const Mixed = <T extends abstract new (...args: any[]) => Shape>(Base: T) => { abstract class M extends Base { extra: number = 1; } return M; };
class Final extends Mixed(Circle as any) { constructor() { super(2 as any); } area() { return 1; } get sides() { return 9; } }
console.log((new Final() as any).extra, new Final().toString());

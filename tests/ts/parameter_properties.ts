// Parameter properties in all their forms, in the order in which they are set.
const order: string[] = [];
const note = <T>(name: string, value: T): T => { order.push(name); return value; };
class Base { constructor() { order.push("base"); } }
class All extends Base {
  field = note("field", 1);
  constructor(public a: number, private b = note("default", 2), protected readonly c?: string, readonly d: any = {}, plain = 5, public override e: number = plain) {
    super();
    order.push(`body ${this.a} ${this.b} ${this.c} ${this.e}`);
    this.a += plain;
  }
}
const all = new All(1);
console.log(order.join("; "), JSON.stringify(all), All.length);
class Simple { constructor(readonly x: number) {} }
console.log(new Simple(4).x, Object.keys(new Simple(1)).join());
class Destructured { constructor({ y }: { y: number }, public z = y) {} }
console.log(new Destructured({ y: 3 }).z);

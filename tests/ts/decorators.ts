// Decorators as the language has them.
const log: string[] = [];
function logged<This, Args extends any[], R>(target: (this: This, ...args: Args) => R, context: ClassMethodDecoratorContext) {
  log.push(`${context.kind} ${String(context.name)} ${context.static}`);
  return function (this: This, ...args: Args): R { log.push(`call ${String(context.name)}`); return target.call(this, ...args); };
}
function initial(value: number) { return (_: undefined, context: ClassFieldDecoratorContext) => (old: number) => old + value; }
function sealed<T extends new (...args: any[]) => object>(target: T, context: ClassDecoratorContext) { log.push(`class ${context.name}`); }
function bound(_: Function, { name, addInitializer }: ClassMethodDecoratorContext) { addInitializer(function (this: any) { this[name] = this[name].bind(this); }); }
@sealed
class Service {
  @initial(10) count: number = 5;
  @logged greet(who: string): string { return `hello ${who} ${this.count}`; }
  @logged static make() { return new Service(); }
  @bound self() { return this.count; }
  @initial(1) static total = 1;
}
const service = Service.make();
const { self } = service;
console.log(service.greet("you"), self(), Service.total);
console.log(log.join("; "));
const tagged = <T,>(tag: T) => (value: unknown, context: ClassDecoratorContext) => { console.log(tag, context.kind, context.name); };
@tagged<string>("generic") abstract class Tagged { abstract run(): void }
console.log(Tagged.name);

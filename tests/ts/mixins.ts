// Mixins with constructor types.
type Constructor<T = {}> = new (...args: any[]) => T;
function Timestamped<Base extends Constructor>(B: Base) { return class extends B { readonly at: number = 42; stamp(): string { return `@${this.at}`; } }; }
function Tagged<Base extends Constructor<{ stamp(): string }>>(B: Base) { return class Tagged extends B { protected tags = new Set<string>(); tag(...names: string[]): this { names.forEach((n) => this.tags.add(n)); return this; } override stamp(): string { return super.stamp() + [...this.tags].join("+"); } }; }
class User { constructor(public name: string) {} }
const Full = Tagged(Timestamped(User));
const u = new Full("ann").tag("a", "b");
console.log(u.name, u.stamp(), u instanceof User, Full.name, Object.keys(u).join());
interface HasArea { area(): number }
const withArea = <C extends Constructor<{ w: number; h: number }>>(C: C): C & Constructor<HasArea> => class extends C implements HasArea { area(): number { return this.w * this.h; } };
console.log(new (withArea(class { w = 2; h = 3; }))().area());

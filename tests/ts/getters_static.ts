// Static members, accessors with different types, computed and quoted keys in classes.
const key: unique symbol = Symbol("k"); const dynamic = "dyn" as const;
class Config {
  static readonly defaults: Readonly<Record<string, number>> = Object.freeze({ a: 1 });
  static #instance?: Config;
  static get instance(): Config { return (this.#instance ??= new this()); }
  private values = new Map<string, number>(Object.entries(Config.defaults));
  get size(): number { return this.values.size; }
  set size(value: number | string) { console.log("set", Number(value)); }
  [key](x?: number): number | undefined { return x; }
  [dynamic]: string = "dynamic"; "quoted key": number = 1; 42: string = "number";
  static ["computed" + 1](): string { return "static computed"; }
  static async *stream(this: void, n: number): AsyncGenerator<number> { for (let i = 0; i < n; i++) yield i; }
  declare readonly nothing: never; readonly?: boolean; static static?: number = 5; get?: number = 1; set!: number; async?(): void; public?: string;
}
const c = Config.instance; c.size = "7" as any; console.log(c.size, c === Config.instance, c[key](3), c[dynamic], c["quoted key"], c[42], (Config as any).computed1(), Config.static, c.get);
console.log(Object.keys(c).join(), "nothing" in c, "set" in c);
(async () => { const all: number[] = []; for await (const x of Config.stream(3)) all.push(x!); console.log(all.join()); })();

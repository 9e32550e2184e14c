// Modifiers, fields, accessors, implements, overloads, index signatures.
interface Named { name: string }
class Animal implements Named, Iterable<string> {
  static #made = 0;
  static readonly kinds: string[] = [];
  public name: string;
  protected age?: number = 3;
  private readonly secret!: string;
  [key: string]: any;
  declare ghost: number;
  accessor level: number = 1;
  constructor(name: string, public legs = 4, protected readonly wild: boolean = false) {
    this.name = name;
    Animal.#made++;
  }
  speak(): string;
  speak(loud: boolean): string;
  speak(loud?: boolean): string { return loud ? this.name.toUpperCase() : this.name; }
  get size(): number { return this.legs; }
  set size(value: number) { this.legs = value; }
  public static async make(this: typeof Animal, name: string): Promise<Animal> { return new this(name); }
  *[Symbol.iterator](): Generator<string, void, unknown> { yield* this.name; }
  private async *later(): AsyncGenerator<number> { yield 1; }
  optional?(): void;
  static { this.kinds.push("static"); }
  static get made() { return Animal.#made; }
}
class Dog extends Animal {
  override speak(loud = true) { return super.speak(loud) + "!"; }
  constructor(readonly tricks: string[] = []) { super("rex", 4); this.level += 1; }
}
const dog = new Dog(["sit"]);
console.log(dog.speak(), dog.size, [...dog].join("-"), dog.level, Animal.made, Animal.kinds.join());
console.log(JSON.stringify(dog), "ghost" in dog, "secret" in dog);
dog.size = 3;
console.log(dog.legs, Object.getOwnPropertyNames(Animal.prototype).join());
Animal.make("cat").then((cat) => console.log(cat.name, cat.wild));

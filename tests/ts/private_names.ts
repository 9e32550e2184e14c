// Private names with types and modifiers.
class Account {
  #balance: number = 0;
  static #count: number = 0;
  readonly #id!: string;
  #log?: string[];
  constructor(initial: number, id?: string) { this.#balance = initial; if (id) (this as any as { x: 1 }).x = 1; Account.#count += 1; }
  get #doubled(): number { return this.#balance! * 2; }
  #add(amount: number): this { this.#balance += amount; (this.#log ??= []).push(`+${amount}`); return this; }
  deposit(amount: number): this { return this.#add(amount as number); }
  static isAccount(x: unknown): x is Account { return #balance in (x as object); }
  static get count(): number { return Account.#count as number; }
  report(): string { return [this.#balance, this.#doubled, this.#log?.join("") ?? "", typeof this.#id].join(" "); }
}
console.log(new Account(5).deposit(2).deposit(3).report(), Account.isAccount({}), Account.isAccount(new Account(1)), Account.count);

// Classes with private fields, methods, accessors and static state.
"use strict";
const out = typeof print === "function" ? print : console.log;

class Account {
  static #opened = 0;
  static get opened() { return Account.#opened; }
  static isAccount(thing) { return #balance in thing; }
  #balance = 0;
  #history = 0;
  #limit;
  owner;
  constructor(owner, limit) { this.owner = owner; this.#limit = limit; Account.#opened++; }
  get balance() { return this.#balance; }
  set #checked(value) { this.#balance = value > this.#limit ? this.#limit : value; }
  #log(kind, amount) { this.#history = (Math.imul(this.#history, 31) + kind * 1000 + amount) | 0; }
  deposit(amount) { this.#checked = this.#balance + amount; this.#log(1, amount); return this; }
  withdraw(amount) {
    if (amount > this.#balance) { this.#log(3, amount); return false; }
    this.#balance -= amount;
    this.#log(2, amount);
    return true;
  }
  transfer(other, amount) { if (this.withdraw(amount)) other.deposit(amount); return this; }
  get digest() { return this.#history ^ this.#balance; }
}

class Savings extends Account {
  #rate = 3;
  #months = 0;
  constructor(owner) { super(owner, 1000000); }
  accrue() { this.#months++; return this.deposit((this.balance * this.#rate / 1200) | 0); }
}

let check = 0;
for (let round = 0; round < 13; round++) {
  const accounts = [];
  for (let i = 0; i < 400; i++) accounts.push(i & 1 ? new Account("p" + i, 50000 + i) : new Savings("s" + i));
  for (let i = 0; i < 60000; i++) {
    const a = accounts[(i * 7) % 400], b = accounts[(i * 13 + round) % 400];
    a.deposit(i % 101).transfer(b, i % 59);
    if (i % 9 === 0 && b instanceof Savings) b.accrue();
  }
  for (const account of accounts) if (Account.isAccount(account)) check = (check * 33 + account.digest) | 0;
}
out("private-fields " + (check ^ Account.opened));

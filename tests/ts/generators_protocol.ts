// Generators as coroutines with three type arguments; delegation and early return.
function* talk(name: string): Generator<string, number, string | undefined> { let answers: number = 0; let said = yield `hello ${name}`; while (said !== undefined && said !== "bye") { answers++; said = yield `you said ${said as string}`; } return answers; }
function* outer(): Generator<string, void, string> { try { const n: number = yield* talk("you"); yield `answers ${n}`; } finally { console.log("closed"); } }
const it = outer();
console.log(it.next("").value, it.next("a").value, it.next("b").value, it.next("bye").value, it.next("").done);
const early = outer(); early.next(""); console.log(early.return().done);
class Tree<T> { constructor(readonly value: T, readonly left?: Tree<T>, readonly right?: Tree<T>) {} *[Symbol.iterator](this: Tree<T>): Generator<T> { if (this.left) yield* this.left; yield this.value; if (this.right) yield* this.right!; } }
console.log([...new Tree<number>(2, new Tree(1), new Tree(3)) as Iterable<number>].join());

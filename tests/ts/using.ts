// Explicit resource management with types.
class Resource implements Disposable { constructor(private name: string, private log: string[]) { log.push(`open ${name}`); } [Symbol.dispose](): void { this.log.push(`close ${this.name}`); } }
class Later implements AsyncDisposable { constructor(private log: string[]) {} async [Symbol.asyncDispose](): Promise<void> { this.log.push("async close"); } }
function run(log: string[]): number { using a: Resource = new Resource("a", log), b = new Resource("b", log); using none: null = null; log.push("body"); return 5; }
const log: string[] = [];
console.log(run(log), log.join("; "));
(async (): Promise<void> => { const log: string[] = []; { await using x: Later = new Later(log); log.push("inside"); } for (using r of [new Resource("r", log)]) log.push("loop"); console.log(log.join("; ")); })();

// Constructor injection, tokens, symbols as keys, abstract interfaces.
abstract class Logger { abstract log(text: string): void; }
class Memory extends Logger { readonly lines: string[] = []; override log(text: string): void { this.lines.push(text); } }
type Token<T> = abstract new (...args: never[]) => T;
class Container {
  private readonly made = new Map<Token<unknown>, unknown>();
  private readonly makers = new Map<Token<unknown>, (c: Container) => unknown>();
  bind<T>(token: Token<T>, make: (c: Container) => T): this { this.makers.set(token as Token<unknown>, make); return this; }
  get<T>(token: Token<T>): T {
    if (!this.made.has(token)) this.made.set(token, this.makers.get(token)!(this));
    return this.made.get(token)! as T;
  }
}
class Service { constructor(private readonly logger: Logger, public readonly name: string = "service") {} run(times: number): number { for (let i = 0; i < times; i++) this.logger.log(`${this.name} ${i}`); return times; } }
const c = new Container().bind(Logger, () => new Memory()).bind(Service, (c) => new Service(c.get(Logger)));
console.log(c.get(Service).run(2), (c.get(Logger) as Memory).lines.join(), c.get(Service) === c.get(Service));

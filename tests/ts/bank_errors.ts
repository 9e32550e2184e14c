// Error subclasses, `cause`, type narrowing in `catch`.
class AppError<Code extends string = string> extends Error { override readonly name: string = "AppError"; constructor(public readonly code: Code, message?: string, options?: ErrorOptions) { super(message ?? code, options); } }
class Insufficient extends AppError<"INSUFFICIENT"> { constructor(readonly needed: number, readonly available: number) { super("INSUFFICIENT", `needed ${needed}, available ${available}`); } override name = "Insufficient" as const; }
function withdraw(balance: number, amount: number): number | never { if (amount > balance) throw new Insufficient(amount, balance); return balance - amount; }
function attempt<T>(run: () => T): T | undefined { try { return run(); } catch (e: unknown) { if (e instanceof Insufficient) console.log(e.name, e.code, e.needed - e.available, e.message); else if (e instanceof AppError) console.log((e as AppError).code, (e.cause as Error | undefined)?.message); else throw e; return undefined; } finally { console.log("tried"); } }
console.log(attempt(() => withdraw(10, 3)), attempt(() => withdraw(1, 3)));
attempt<never>(() => { try { null!.x; } catch (cause) { throw new AppError("WRAPPED", undefined, { cause: new Error("inner", { cause }) }); } });

// Result and Option types with discriminated unions.
type Ok<T> = { readonly ok: true; readonly value: T };
type Err<E = Error> = { readonly ok: false; readonly error: E };
type Result<T, E = Error> = Ok<T> | Err<E>;
const ok = <T,>(value: T): Ok<T> => ({ ok: true, value }) as const;
const err = <E,>(error: E): Err<E> => ({ ok: false, error } as const);
function parse(text: string): Result<number, string> { const n = +text; return Number.isNaN(n) ? err(`not a number: ${text}`) : ok(n); }
function unwrap<T, E>(r: Result<T, E>): T { if (!r.ok) throw r.error; return r.value; }
const chain = <T, U, E>(r: Result<T, E>, f: (x: T) => Result<U, E>): Result<U, E> => (r.ok ? f(r.value) : r);
console.log(unwrap(parse("12")), JSON.stringify(parse("x")), JSON.stringify(chain(parse("4"), (n) => (n > 3 ? ok(n * 2) : err("small")))));
try { unwrap(parse("q") satisfies Result<number, string>); } catch (e) { console.log("thrown", e as string); }

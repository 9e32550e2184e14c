// `<` as an operator, as type arguments, as an assertion.
const a = 1, b = 2, c = 3, d = 4;
function f(...x: any[]) { return x.join(); }
console.log(f(a < b, c > d), f(a < b, c), f((a<b), c>d));
const g = f<number>, h = f<string>(1), i = f
<string>(2)
console.log(g(5), h, i, a < (b as number), a << b, a <= b);
const list = <number[]>[1, 2], fn = <T>(x: T) => x, lit = <any>"x";
console.log(list.length, fn<number>(1), lit, new Array<number>(3).length, new Set<string>().size);
class X<T> { y?: T; static z<U>(u: U) { return u; } }
console.log(new X<number>() instanceof X, X.z<number>(3), new X<X<X<number>>>().y, typeof X<string>);
const opt: any = { m: <T>(x: T) => x };
console.log(opt?.m<number>(1), opt.m?.<number>(2), opt["m"]<string>("s"), (f<number>)(1));

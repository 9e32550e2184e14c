// Contextual words as names of everything.
const of = 1, from = 2, as = 3, async = 4, get = 5, set = 6, accessor = 7, override = 8, out = 9, keyof = 10, unique = 11, asserts = 12, any = 13, unknown = 14, never = 15, string = 16, number = 17, boolean = 18, symbol = 19, object = 20, bigint = 21, global = 22, require = 23, constructor = 24, implements_ = 25, intrinsic = 26, defer = 27, source = 28, using = 29;
type any_ = any; const o = { of, from, as, async, get, set, accessor, override, out, keyof, unique, asserts, any, type: 1, declare: 2, abstract: 3, namespace: 4, module: 5, enum: 6, interface: 7, public: 8, static: 9, let: 10 };
console.log(Object.keys(o).length, o.type + o.declare + o.abstract + o.namespace + o.module + o.enum + o.interface + o.public + o.static + o.let);
console.log(of + from + as + async + get + set + accessor + override + out + keyof + unique + asserts + any + unknown + never + string + number + boolean + symbol + object + bigint + global + require + constructor + implements_ + intrinsic + defer + source + using);
function type(type: number): number { return type; } function as_(as: any) { return as as any as number; }
console.log(type(1), as_(2), ((async) => async)(3), ((async: number): number => async)(4), (async (async: number) => async)(5) instanceof Promise);
class abstract { abstract = 1; declare = 2; readonly = 3; accessor = 4; override = 5; type() { return this.abstract; } static static() { return "ss"; } get get() { return 1; } set set(set: number) {} async async() {} }
console.log(new abstract().type(), abstract.static(), new abstract().declare, new abstract().get);
label: for (const type of [1]) for (const of of [2]) { console.log(type, of); continue label; }

const _ = require("lodash");
const p = (x) => console.log(JSON.stringify(x));
p(_.chunk([1, 2, 3, 4, 5], 2));
p(_.groupBy(["one", "two", "three"], "length"));
p(_.merge({ a: [{ b: 2 }, { d: 4 }] }, { a: [{ c: 3 }, { e: 5 }] }));
p(
  _.orderBy(
    _.range(30).map((i) => ({ i, m: i % 4, s: "k" + ((i * 7) % 10) })),
    ["m", "s"],
    ["asc", "desc"],
  ),
);
p(_.cloneDeep({ a: new Date(0), b: /x/gi, c: [1, [2]], m: new Map([[1, { a: 1 }]]) }));
console.log(
  _.template("hello <%= user %>! <% _.forEach(l, function(x) { %><%- x %><% }) %>")({ user: "fred", l: ["<a>", "b"] }),
);
p(
  ["camelCase", "kebabCase", "snakeCase", "startCase", "upperFirst", "deburr"].map((k) =>
    _[k]("Foo bár--baz_quxXMLHttp 42déjà"),
  ),
);
p(_.isEqual({ a: [1, { b: NaN }], s: new Set([1]) }, { a: [1, { b: NaN }], s: new Set([1]) }));
p(
  _(_.range(1, 2000))
    .filter((x) => x % 3)
    .map((x) => x * x)
    .reverse()
    .take(5)
    .value(),
);
p(_.get({ a: [{ b: { c: 3 } }] }, "a[0].b.c"));
p(_.set({}, "x[0].y.z", 4));
p(_.words("fred, barney, & pebbles 😀 öl"));
p(_.debounce.length);
p(_.curry((a, b, c) => [a, b, c])(1)(2)(3));
p(_.sortBy(_.shuffle(_.range(100))));
p(_.zipObjectDeep(["a.b[0].c", "a.b[1].d"], [1, 2]));
p(_.truncate("hi-diddly-ho there, neighborino", { length: 24, separator: /,? +/ }));
p(_.difference(_.range(1000), _.range(0, 1000, 3)).length);
p(_.functions(_).length);
p(_.pad("abc", 8, "_-"));
p(_.invertBy({ a: 1, b: 2, c: 1 }));
p(_.flattenDeep([1, [2, [3, [4]], 5]]));
p(_.uniqWith([{ x: 1 }, { x: 2 }, { x: 1 }], _.isEqual));
p(
  _.toPlainObject(
    new (class A {
      constructor() {
        this.b = 2;
      }
    })(),
  ),
);

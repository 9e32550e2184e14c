const H = require("handlebars/dist/cjs/handlebars.js").default || require("handlebars/dist/cjs/handlebars.js");
H.registerHelper("up", (s) => String(s).toUpperCase());
H.registerHelper("wrap", function (o) {
  return "<" + o.fn(this) + ">";
});
H.registerPartial("row", "{{#each this}}{{@index}}:{{@key}}={{this}};{{/each}}");
const t = H.compile(
  "Hello {{up name}}! {{#if items.length}}{{#each items}}{{#unless @first}}, {{/unless}}{{name}} ({{price}}){{/each}}{{else}}none{{/if}} {{#with nested}}{{a}}{{{html}}}{{html}}{{/with}} {{> row obj}} {{#wrap}}{{name}}{{/wrap}} {{lookup arr 1}}\n",
);
for (let i = 0; i < 300; i++) {
  const s = t({
    name: "n" + i,
    items:
      i % 3
        ? [
            { name: "x", price: i },
            { name: "y&", price: 1.5 * i },
          ]
        : [],
    nested: { a: i, html: "<b>'\"</b>" },
    obj: { k: 1, l: 2 },
    arr: [1, 2],
  });
  if (i % 100 < 3) console.log(s);
}
console.log(H.precompile("{{a}} {{#if b}}{{c d=1 e='f'}}{{/if}}"));
try {
  H.compile("{{#if}}{{/each}}")({});
} catch (e) {
  console.log(e.message);
}

const M = require("mustache");
const t =
  "{{title}} spends {{calc}}\n{{#list}}- {{name}}: {{{raw}}}{{raw}}{{#tags}}[{{.}}]{{/tags}}{{^tags}}none{{/tags}}\n{{/list}}{{! c }}{{>p}}{{=<% %>=}}<% title %>\n";
let s;
for (let i = 0; i < 500; i++)
  s = M.render(
    t,
    {
      title: "Joe" + i,
      calc: () => 2 + i,
      list: Array.from({ length: 5 }, (_, j) => ({
        name: "n" + j,
        raw: "<a href='" + j + "'>&\"</a>",
        tags: j % 2 ? [1, "two"] : [],
      })),
    },
    { p: "partial {{title}}\n" },
  );
console.log(s);
console.log(JSON.stringify(M.parse(t)));
try {
  M.render("{{#a}}", {});
} catch (e) {
  console.log(e.message);
}

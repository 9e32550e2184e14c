const ejs = require("./node_modules/ejs/lib/cjs/ejs.js");
const t =
  "<ul><% for (let i = 0; i < users.length; i++) { %>\n  <li class=\"<%= i % 2 ? 'odd' : 'even' %>\"><%= users[i].name %> <%- users[i].html -%>\n</li><% } %></ul>\n<%# comment %><%_ if (users.length > 1) { _%>\nmany\n<%_ } _%>\n";
const f = ejs.compile(t, {});
let s;
for (let i = 0; i < 300; i++)
  s = f({
    users: [
      { name: "A&B", html: "<b>x</b>" },
      { name: "<C>" + i, html: "" },
    ],
  });
console.log(s);
console.log(ejs.render("<%= a %>", { a: "'\"<>&" }));
try {
  ejs.render("line1\n<%= nope.x %>\n", {});
} catch (e) {
  console.log(e.name, e.message);
}

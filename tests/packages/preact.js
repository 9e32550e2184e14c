const { h, Fragment, createContext, Component } = require("preact"),
  { useState, useMemo, useContext } = require("preact/hooks"),
  { render } = require("preact-render-to-string");
const C = createContext("dflt");
const Item = ({ i, children }) => {
  const [s] = useState(i * 2);
  const m = useMemo(() => s + 1, [s]);
  return h(
    "li",
    { class: i % 2 ? "odd" : null, key: i, style: { color: "red", marginTop: i }, onClick() {}, "data-x": '<&"' },
    useContext(C),
    " ",
    m,
    children,
  );
};
class K extends Component {
  constructor() {
    super();
    this.state = { a: 1 };
  }
  render(p, s) {
    return h("p", { dangerouslySetInnerHTML: { __html: "<b>" + p.t + s.a + "</b>" } });
  }
}
let s;
for (let n = 0; n < 100; n++)
  s = render(
    h(
      C.Provider,
      { value: "ctx" },
      h(
        "ul",
        { id: "x", hidden: true },
        Array.from({ length: 20 }, (_, i) => h(Item, { i }, h(Fragment, null, "a", h("br"), [1, null, false, "z"]))),
      ),
      h(K, { t: "T" }),
      h("svg", { viewBox: "0 0 1 1" }, h("path", { strokeWidth: 2 })),
      h("input", { value: "v", checked: true }),
    ),
  );
console.log(s);

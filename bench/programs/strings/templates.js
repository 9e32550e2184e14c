// Template strings: interpolation, nesting and tagged templates that escape their values.
"use strict";
const out = typeof print === "function" ? print : console.log;

function escape(value) {
  const text = String(value);
  return /[&<>]/.test(text) ? text.replace(/[&<>]/g, (c) => (c === "&" ? "&amp;" : c === "<" ? "&lt;" : "&gt;")) : text;
}
function html(strings, ...values) {
  let text = strings[0];
  for (let i = 0; i < values.length; i++) text += (Array.isArray(values[i]) ? values[i].join("") : escape(values[i])) + strings[i + 1];
  return text;
}
const cell = (row, column) => `<td class="c${column}">${row * column}${column % 3 === 0 ? ` (${row}/${column})` : ""}</td>`;
function table(rows, columns, title) {
  const lines = [];
  for (let r = 0; r < rows; r++) {
    const cells = [];
    for (let c = 0; c < columns; c++) cells.push(cell(r, c));
    lines.push(html`<tr id="row-${r}" title="${`a < ${r} & b`}">${cells}</tr>`);
  }
  return html`<h1>${title}</h1>
<table>${lines}</table>
<p>${rows} rows, ${columns} columns, ${rows * columns} cells</p>`;
}

let check = 0;
for (let round = 0; round < 120; round++) {
  const text = table(220, 16, `Table <${round}>`);
  for (let i = 0; i < text.length; i += 5) check = (Math.imul(check, 31) + text.charCodeAt(i)) | 0;
  check ^= text.length;
}
out("templates " + check);

// Snapshots: texts of values, compared with those of an earlier run. The host reads and writes the file.
(inspect, readFile) => {
  "use strict";
  const serializers = [];
  const known = new Map();
  const used = new Set();
  const result = { isChanged: false, written: 0, updated: 0, inline: [], files: [] };
  let mode = "new";

  const isPlainKey = (key) => typeof key === "string";
  const quoteKey = (key) => (isPlainKey(key) ? JSON.stringify(key) : inspect(key));
  const list = (open, close, items, indent) => {
    if (items.length === 0) return open + close;
    const inner = `${indent}  `;
    return `${open}\n${items.map((item) => `${inner}${item(inner)},\n`).join("")}${indent}${close}`;
  };
  const className = (value) => {
    const constructor = Object.getPrototypeOf(value)?.constructor;
    return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "Object";
  };
  const print = (value, indent, open) => {
    for (const serializer of serializers) {
      if (!serializer.test(value)) continue;
      const refer = (inner) => print(inner, indent, open);
      return serializer.serialize ? serializer.serialize(value, {}, indent, 0, open, refer) : serializer.print(value, refer, (text) => text.replace(/^/gm, "  "));
    }
    if (typeof value === "string") return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
    if (typeof value === "function") return `[Function ${value.name || "anonymous"}]`;
    if (typeof value !== "object" || value === null) return inspect(value);
    if (open.includes(value)) return "[Circular]";
    if (typeof value.asymmetricMatch === "function") return /^(Not)?An/.test(className(value)) && value.expected !== undefined ? `Any<${value.expected.name}>` : className(value);
    const within = [...open, value];
    if (value instanceof Error) return `[${value.name}: ${value.message}]`;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Date { NaN }" : value.toISOString();
    if (value instanceof RegExp) return String(value);
    if (value instanceof Map) return `Map ${list("{", "}", [...value].map(([key, item]) => (inner) => `${print(key, inner, within)} => ${print(item, inner, within)}`), indent)}`;
    if (value instanceof Set) return `Set ${list("{", "}", [...value].map((item) => (inner) => print(item, inner, within)), indent)}`;
    if (Array.isArray(value) || ArrayBuffer.isView(value) && "length" in value) {
      const head = className(value) === "Array" ? "" : `${className(value)} `;
      return head + list("[", "]", Array.from(value, (item) => (inner) => print(item, inner, within)), indent);
    }
    if (value instanceof Promise) return "Promise {}";
    const keys = Reflect.ownKeys(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
    const strings = keys.filter(isPlainKey).sort();
    const symbols = keys.filter((key) => !isPlainKey(key));
    const head = className(value) === "Object" ? "" : `${className(value)} `;
    return head + list("{", "}", [...strings, ...symbols].map((key) => (inner) => `${quoteKey(key)}: ${print(value[key], inner, within)}`), indent);
  };
  const serialize = (value) => print(value, "", []);
  const framed = (text) => (text.includes("\n") ? `\n${text}\n` : text);

  const compareTexts = (text, before) => ({
    pass: text === before, text: "match the snapshot", subject: "the value", comparison: { expected: before.replace(/^\n|\n$/g, ""), received: text.replace(/^\n|\n$/g, "") },
  });
  const checkText = (record, hint, plain) => {
    const name = hint === "" ? record.name : `${record.name} > ${hint}`;
    const number = (record.snapshots.get(name) ?? 0) + 1;
    record.snapshots.set(name, number);
    const key = `${name} ${number}`;
    const text = framed(plain);
    used.add(key);
    const before = known.get(key);
    if (before === text) return { pass: true, text: "match the snapshot" };
    if (before === undefined && mode === "none") return { pass: false, subject: "the value", text: `match the snapshot ${inspect(key)}, which is not written: this run writes none` };
    if (before !== undefined && mode !== "all") return compareTexts(text, before);
    known.set(key, text);
    result.isChanged = true;
    if (before === undefined) result.written++;
    else result.updated++;
    return { pass: true, text: "match the snapshot" };
  };
  // A file with nothing but the value, beside the test.
  const checkFile = (value, path) => {
    if (typeof path !== "string") throw new TypeError(`toMatchFileSnapshot expected a path, but got ${inspect(path)}`);
    const text = typeof value === "string" ? value : serialize(value);
    const specifier = path.startsWith("/") || path.startsWith("./") || path.startsWith("../") ? path : `./${path}`;
    const written = result.files.findLast((file) => file.path === specifier);
    const before = written?.text ?? readFile(specifier);
    if (before === text) return { pass: true, text: "match the snapshot" };
    if (before === undefined && mode === "none") return { pass: false, subject: "the value", text: `match the file ${inspect(path)}, which is not written: this run writes none` };
    if (before !== undefined && mode !== "all") return compareTexts(text, before);
    result.files.push({ path: specifier, text });
    if (before === undefined) result.written++;
    else result.updated++;
    return { pass: true, text: "match the snapshot" };
  };
  // An inline snapshot is indented as the code around it.
  const dedent = (text) => {
    const lines = text.split("\n");
    if (lines.length < 3 || lines[0].trim() !== "" || lines.at(-1).trim() !== "") return text;
    const inner = lines.slice(1, -1);
    const indents = inner.filter((line) => line.trim() !== "").map((line) => line.match(/^\s*/)[0].length);
    const least = Math.min(...indents);
    return inner.map((line) => line.slice(least)).join("\n");
  };
  const checkInlineText = (text, before) => {
    if (before !== undefined && dedent(before) === text) return { pass: true, text: "match the snapshot" };
    if (before === undefined ? mode === "none" : mode !== "all") return compareTexts(text, before === undefined ? "" : dedent(before));
    result.inline.push({ stack: new Error("").stack, text });
    if (before === undefined) result.written++;
    else result.updated++;
    return { pass: true, text: "match the snapshot" };
  };

  const escape = (text) => text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
  const unescape = (text) => text.replace(/\\([\s\S])/g, "$1");
  return {
    serializers, result, checkText, checkInlineText, checkFile,
    check: (record, hint, value) => checkText(record, hint, serialize(value)),
    checkInline: (value, before) => checkInlineText(serialize(value), before),
    load(text, how) {
      mode = how;
      for (const [, key, value] of text.matchAll(/^exports\[`((?:\\[\s\S]|[^\\`])*)`\] = `((?:\\[\s\S]|[^\\`])*)`;$/gm)) {
        known.set(unescape(key), unescape(value));
      }
    },
    // The text of the file; those that no test asked for are left out when everything is written anew.
    save(isWhole) {
      const obsolete = [...known.keys()].filter((key) => !used.has(key));
      if (mode === "all" && isWhole && obsolete.length > 0) {
        for (const key of obsolete) known.delete(key);
        result.isChanged = true;
      }
      if (!result.isChanged) return undefined;
      const keys = [...known.keys()].sort();
      return keys.length === 0 ? "" : `// Stilla Snapshot v1\n${keys.map((key) => `\nexports[\`${escape(key)}\`] = \`${escape(known.get(key))}\`;\n`).join("")}`;
    },
  };
};

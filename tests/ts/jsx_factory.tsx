/** @jsx h */
/** @jsxFrag Fragment */
// JSX with a factory of our own, types around it, generics that look like elements.
type Props = { [name: string]: unknown };
type Node_ = string | { tag: string | Function; props: Props | null; children: Node_[] };
const Fragment = (_: Props, ...children: Node_[]): Node_ => ({ tag: "", props: null, children });
function h(tag: string | Function, props: Props | null, ...children: any[]): Node_ { return typeof tag === "function" && tag !== Fragment ? (tag as Function)({ ...props, children }) : { tag: tag as string, props, children: children.flat() }; }
function show(node: Node_): string { if (typeof node !== "object") return String(node); const name = node.tag === Fragment || node.tag === "" ? "" : (node.tag as string); const props = Object.entries(node.props ?? {}).map(([k, v]) => ` ${k}=${JSON.stringify(v)}`).join(""); return `<${name}${props}>${node.children.map(show).join("")}</${name}>`; }
const Item = <T,>({ value, children }: { value: T; children?: Node_[] }): Node_ => <li data-v={value as any}>{children}{String(value)}</li>;
const list = <const T extends readonly unknown[]>(items: T) => <ul class="a" {...{ id: 1 as number }}>{items.map((x) => <Item<unknown> value={x}>*</Item>)}</ul>;
console.log(show(list([1, "b"])), show(<><b>x &amp; y</b>{" "}text
   on lines</>), show(<b c-d="e" g />));

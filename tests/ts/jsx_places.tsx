/** @jsxFactory h */ /** @jsxFragment Fragment */
// JSX in every place of an expression; positions of comments and braces.
const h = (tag: any, props: any, ...children: any[]): string => `${typeof tag === "function" ? tag.name : tag}(${Object.keys(props ?? {}).join()}|${children.join()})`;
const Fragment = "frag"; const ns = { Deep: { Er: function Er() {} } };
const yes: boolean = true, list: number[] = [1, 2];
const a = yes ? <a /> : <b />, b = yes && <c>{/* nothing */}{1 as number}</c>, c = [<d key="k" />, <e {...{ x: 1 }} y="z" />] as string[];
function f(): string { return (<g on={(): void => {}} text='single "q"'>{...list}{list.length > 1 ? <h1>{`t${list[0]!}`}</h1> : null}</g>) }
const arrow = (x: string): string => <ns.Deep.Er x={x!} />; const generic = <T extends string>(x: T): T => x;
console.log(a, b, c.join(";"), f(), arrow("q"), <></>, <><x/>{list as any}</>, generic<string>("s"), (<div>&lt;&#65;&nbsp;</div>).length, 1 < 2, <svg:path xlink:href="#" />);

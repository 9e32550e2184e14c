// Tagged templates, regular expressions, iterators of strings.
const html = (strings: TemplateStringsArray, ...values: readonly unknown[]): string => strings.reduce((out, s, i) => out + s + (i < values.length ? escape_(String(values[i])) : ""), "");
const escape_ = (s: string): string => s.replace(/[&<>]/g, (c: string): string => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" } as Record<string, string>)[c]!);
function dedent<T extends string>(strings: TemplateStringsArray, ...values: T[]): string { return String.raw({ raw: strings }, ...values).replace(/\n\s+/g, "\n").trim(); }
console.log(html`<b>${"<x>"}</b>${1 as number}`, dedent<string>`
    a ${"b"}
      c`);
const words = (text: string): Map<string, number> => [...text.matchAll(/\b(?<word>\w+)\b/g)].reduce((m, { groups }) => m.set(groups!["word"]!, (m.get(groups!.word!) ?? 0) + 1), new Map<string, number>());
console.log([...words("a b a c b a") as Iterable<[string, number]>].sort(([, a], [, b]): number => b - a).map(([w, n]) => `${w}${n}`).join(" "));
const x = 10, y = 2, g = 1; console.log(x / y / g, x /y/ g, (x as number) /y/g, /a/g.test("a") as boolean, [...("héllo" as string)].length);

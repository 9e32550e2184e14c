//! TypeScript's declarations that exist at run time.
//!
//! Uses: the head. Never: std::process.

use super::Folder;

#[track_caller]
fn prints(name: &str, script: &str, out: &str) {
    let folder = Folder::new(name, &[("a.ts", script), ("b.mts", script)]);
    for file in ["a.ts", "b.mts"] {
        let ran = folder.stilla(&["run", file]);
        assert_eq!(
            (ran.code, ran.out.as_str(), ran.err.as_str()),
            (Some(0), out, ""),
            "{file}"
        );
    }
}

#[test]
fn enums() {
    prints(
        "ts-enum",
        "enum E { A, B = 5, C, S = 's', F = B | 8, L = 'abc'.length, 'a-b' = -2, Last }\n\
         enum E { More = E.F + 1 }\n\
         const enum K { X = 1, Y }\n\
         console.log(JSON.stringify(E), E[5], E[-2], K.Y);\n\
         function inner() { enum I { a = 3, b } return I.b }\n\
         console.log(inner());",
        "{\"0\":\"A\",\"3\":\"L\",\"5\":\"B\",\"6\":\"C\",\"13\":\"F\",\"14\":\"More\",\"A\":0,\"B\":5,\"C\":6,\"S\":\"s\",\
         \"F\":13,\"L\":3,\"a-b\":-2,\"-2\":\"a-b\",\"Last\":-1,\"-1\":\"Last\",\"More\":14} B a-b 2\n4\n",
    );
}

#[test]
fn namespaces() {
    prints(
        "ts-namespace",
        "namespace N { const hidden = 1; export const x = hidden + 1; export function f() { return x }\n\
           export namespace M { export class C { m() { return hidden } } } export interface I {} }\n\
         namespace N { export const y = N.x + 1; export namespace M { export const z = 7 } export enum K { a = 4 } }\n\
         namespace A.B.C { export const [p, { q }] = [1, { q: 2 }] }\n\
         namespace OnlyTypes { export type T = 1 }\n\
         class Ext {} namespace Ext { export const v = 5 }\n\
         function Fun() { return 1 } namespace Fun { export const v = 6 }\n\
         import Alias = N.M;\n\
         console.log(N.x, N.f(), new N.M.C().m(), N.y, Alias.z, N.K.a, A.B.C.p, A.B.C.q, Ext.v, Fun() + Fun.v);\n\
         console.log(typeof OnlyTypes, Object.keys(N).join());",
        "2 2 1 3 7 4 1 2 5 7\nundefined x,f,M,y,K\n",
    );
}

#[test]
fn parameter_properties() {
    prints(
        "ts-parameters",
        "class P { seen = 1; constructor(private readonly a: number, public b = 2, c = 3) { this.seen += this.a + this.b } }\n\
         class Q extends P { own = 'own'; constructor(public d: string) { super(1); console.log(this.d, this.own) } }\n\
         console.log(JSON.stringify([new P(1), new Q('q')]));",
        "q own\n[{\"a\":1,\"b\":2,\"seen\":4},{\"a\":1,\"b\":2,\"seen\":4,\"d\":\"q\",\"own\":\"own\"}]\n",
    );
}

#[test]
fn what_has_no_meaning_here_is_refused() {
    let files = [
        (
            "n.ts",
            "namespace X { export let n = 1; export function up() { n++ } }",
        ),
        ("r.ts", "import x = require('fs');"),
    ];
    let folder = Folder::new("ts-refused", &files);
    for (file, message) in [
        (
            "n.ts",
            "a variable that a namespace exports and assigns to is not supported",
        ),
        ("r.ts", "'import … = require(…)' is not supported"),
    ] {
        let ran = folder.stilla(&["run", file]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
        assert!(ran.err.contains(message), "{}", ran.err);
    }
}

/// Issue 5: 50 programs give the same output as after `tsc`'s own stripping: what Node.js printed for them then stands
/// beside them.
#[test]
fn fifty_programs_do_what_they_do_after_tsc() {
    let programs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/ts");
    let folder = Folder::new("ts-programs", &[]);
    let entries = std::fs::read_dir(programs).expect("the folder is part of the project");
    let mut count = 0;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_some_and(|ending| ending == "out") {
            continue;
        }
        let expected = std::fs::read_to_string(path.with_extension("out"));
        let expected = expected.expect("the output stands beside the program");
        let name = path.to_string_lossy();
        let ran = folder.stilla(&["run", &name]);
        assert_eq!(
            (ran.code, ran.out.as_str(), ran.err.as_str()),
            (Some(0), expected.as_str(), ""),
            "{name}"
        );
        count += 1;
    }
    assert_eq!(count, 50);
}

/// TOOLS.md section 2: `--strict-types` checks primitive annotations at run time.
#[test]
fn strict_types() {
    let check = |name: &str, script: &str, expected: &str| {
        let folder = Folder::new(name, &[("a.ts", script)]);
        let ran = folder.stilla(&["run", "--strict-types", "a.ts"]);
        assert_eq!(
            ran.err.lines().next().unwrap_or_default(),
            expected,
            "{script}"
        );
        assert_eq!(folder.stilla(&["run", "a.ts"]).err, "", "{script}");
    };
    let parameter = "function f(a: number, b?: string | null, c = 1, ...d: any[]): void {}\n";
    check(
        "strict-fine",
        &format!(
            "{parameter}f(1); f(1, 's'); f(1, null); f(1, undefined, 2); let x: Date | number = 's' as any;"
        ),
        "",
    );
    check(
        "strict-parameter",
        &format!("{parameter}f('1' as any);"),
        "TypeError: 'a' must be of type number",
    );
    check(
        "strict-optional",
        &format!("{parameter}f(1, 2 as any);"),
        "TypeError: 'b' must be of type string | null",
    );
    check(
        "strict-variable",
        "const [a]: any = ['s']; let n: 1 | 2 = a;",
        "TypeError: 'n' must be of type 1 | 2",
    );
    check(
        "strict-result",
        "const f = (x: any): boolean => x; f(true); f(1);",
        "TypeError: the result must be of type boolean",
    );
}

/// TOOLS.md section 2: `--strict-types` knows where annotated places get other values.
#[test]
fn strict_types_of_assignments_fields_and_coroutines() {
    let fine = "\
        let n: number = 1, later: string | undefined, any: any = 1; n = 2; n += 1; n++; later = 'x'; later = undefined; any = 's';
        function inner(p: number, q?: string) { p = 3; q = undefined; n = p; return () => { n = 4; p++; later = 'y' } }
        inner(1)(); [n, later] = [5, 'z']; ({ n } = { n: 6 }); for (n of [1, 2]); for (later in { a: 1 }); n ||= 7;
        class A { x: number = 1; #y: string = 's'; static z?: boolean = undefined; w!: number; accessor v: bigint = 1n }
        new A();
        const f = async (x: any): Promise<number> => x; f(1); f(Promise.resolve(2)); async function v(): Promise<void> { return }
        function* g(x: any): Generator<number, string> { yield x; return 's' } [...g(1)];
        async function* h(): AsyncGenerator<number, void> { yield 1; yield Promise.resolve(2); yield* g(3) as any }
        (async () => { for await (const _ of h()); await v() })();
        function i(): Iterable<number> { return [1] } function j(): Promise<string[]> { return 1 as any } i(); j();";
    let bad = [
        ("n = 's' as any", "'n' must be of type number"),
        ("n += 's'", "'n' must be of type number"),
        (
            "(() => { n = null as any })()",
            "'n' must be of type number",
        ),
        ("[n] = ['s' as any]", "'n' must be of type number"),
        ("for (n of ['s'] as any);", "'n' must be of type number"),
        (
            "later = 1 as any",
            "'later' must be of type string | undefined",
        ),
        (
            "(function (p: number) { p = 's' as any })(1)",
            "'p' must be of type number",
        ),
        (
            "{ let b: bigint = 1n; const c = () => { b = 1 as any }; c() }",
            "'b' must be of type bigint",
        ),
        (
            "new (class { x: number = 's' as any })",
            "the field must be of type number",
        ),
        (
            "new (class { static #x: string | null = 1 as any })",
            "the field must be of type string | null",
        ),
        (
            "await (async (): Promise<number> => 's' as any)()",
            "the result must be of type number",
        ),
        (
            "[...(function* (): Generator<number, void> { yield 's' as any })()]",
            "what is yielded must be of type number",
        ),
        (
            "[...(function* (): Generator<number, string> { return 1 as any })()]",
            "the result must be of type string",
        ),
        (
            "for await (const x of (async function* (): AsyncGenerator<number> { yield Promise.resolve('s') as any })());",
            "what is yielded must be of type number",
        ),
    ];
    for (ending, strict) in [("ts", "--strict-types"), ("mts", "--strict-types")] {
        let name = format!("a.{ending}");
        let folder = Folder::new("strict-fine-all", &[(&name, fine)]);
        let ran = folder.stilla(&["run", strict, &name]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ending}");
        for (code, expected) in bad {
            if ending == "ts" && code.contains("await") {
                continue;
            }
            folder.write(&name, format!("{fine}\n;{code};").as_bytes());
            let ran = folder.stilla(&["run", strict, &name]);
            let first = ran.err.lines().next().unwrap_or_default();
            assert_eq!(first, format!("TypeError: {expected}"), "{code} in {name}");
        }
    }
}

/// TOOLS.md section 2: JSX pragmas and flags.
#[test]
fn jsx_names() {
    let use_it = "const h = (...x) => 'h ' + x.length, F = 1; console.log(<a b='c'>d</a>, <></>);";
    let comments = [
        "@jsx h */ /** @jsxFrag F",
        "@jsxFactory h\n * @jsxFragment F",
    ];
    for comment in comments {
        let script = format!("/** {comment} */\n{use_it}");
        let folder = Folder::new("jsx-pragmas", &[("a.jsx", &script)]);
        assert_eq!(
            folder.stilla(&["run", "a.jsx"]).out,
            "h 3 h 2\n",
            "{comment}"
        );
    }
    let main = format!("import './b.tsx'; {use_it}");
    let folder = Folder::new("jsx-flags", &[("a.jsx", &main), ("b.tsx", use_it)]);
    let ran = folder.stilla(&["run", "--jsx-factory=h", "--jsx-fragment=F", "a.jsx"]);
    assert_eq!(ran.out, "h 3 h 2\nh 3 h 2\n", "{}", ran.err);
}

/// TOOLS.md section 2: annotations are kept on the tree.
#[test]
fn annotations_in_the_dump() {
    let script = "let x: Map<string, 'a'>; function f<T>(a?: T): T[] { return a as any }";
    let folder = Folder::new("ts-dump", &[("a.ts", script)]);
    let out = folder.stilla(&["run", "--dump=ast", "a.ts"]).out;
    let types = ["Map<string, 'a'>", "<T>", "T", "T[]", "any"];
    for text in types {
        assert!(out.contains(&format!("type {text:?}")), "{text} in {out}");
    }
}

/// Declaration files hold declarations only.
#[test]
fn declaration_files() {
    let text = "export declare const a: number; export function f(x: string): void; export as namespace N;\n\
                declare module 'm' { import { X } from 'x'; export * from 'y'; export default X; }\n";
    let folder = Folder::new(
        "ts-declarations",
        &[("a.d.ts", text), ("b.d.ts", "const x =;")],
    );
    assert_eq!(folder.stilla(&["check", "a.d.ts"]).code, Some(0));
    assert_eq!(folder.stilla(&["check", "b.d.ts"]).code, Some(1));
}

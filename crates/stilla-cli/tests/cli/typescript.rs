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
        "q own\n[{\"seen\":4,\"a\":1,\"b\":2},{\"seen\":4,\"a\":1,\"b\":2,\"own\":\"own\",\"d\":\"q\"}]\n",
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

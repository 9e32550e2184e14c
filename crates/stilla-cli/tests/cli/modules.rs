//! How modules are found, what data files export, and what failures name.
//!
//! Uses: the head. Never: std::process.

use super::Folder;

/// The script prints this and nothing else.
#[track_caller]
fn prints(name: &str, files: &[(&str, &str)], arguments: &[&str], expected: &str) {
    let folder = Folder::new(name, files);
    let ran = folder.stilla(&[&["run"], arguments].concat());
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(0), expected, "")
    );
}

/// Row "JSON (`default`, and each top-level key as a named export), JSON5, JSONL, TOML, YAML, CSV, TSV, text, bytes".
#[test]
fn data_files_are_modules() {
    let script = "
        import json, { a } from './d.json';
        import { b } from './d.json5';
        import lines from './d.jsonl';
        import { t } from './d.toml';
        import yaml from './d.yaml';
        import yml, { deep } from './e.yml';
        import rows from './d.csv';
        import tabs from './d.tsv';
        import text from './d.txt';
        import bytes from './d.txt' with { type: 'bytes' };
        import same from './d.json' with { type: 'json' };
        import odd from './odd' with { type: 'toml' };
        console.log(json, a, b, lines, t.u, yaml, deep, yml.deep === deep, rows, tabs, [text], bytes.length, same.a, odd.x);
        import('./d.toml').then((all) => console.log(Object.keys(all)));";
    let files = [
        ("a.mjs", script),
        ("d.json", "{\"a\": 1}"),
        ("d.json5", "{b: 2,}"),
        ("d.jsonl", "{\"l\":1}\n2\n"),
        ("d.toml", "[t]\nu = 3\n"),
        ("d.yaml", "- x\n- y: z\n"),
        ("e.yml", "deep: {er: 1}\n"),
        ("d.csv", "n,m\n1,2\n"),
        ("d.tsv", "n\tm\n3\t4\n"),
        ("d.txt", "text"),
        ("odd", "x = 9"),
    ];
    let expected = "{ a: 1 } 1 2 [ { l: 1 }, 2 ] 3 [ 'x', { y: 'z' } ] { er: 1 } true [ { n: '1', m: '2' } ] [ { n: '3', m: '4' } ] [ 'text' ] 4 1 9\n[ 'default', 't' ]\n";
    prints("modules-data", &files, &["a.mjs"], expected);
}

/// A data file that is wrong says where.
#[test]
fn data_files_say_where_they_are_wrong() {
    let files = [
        (
            "a.mjs",
            "import('./d.json').catch((error) => console.log(error.name, error.message.replace(/.*\\//, '')))",
        ),
        ("d.json", "{\n  \"a\": ,\n}"),
    ];
    let expected = "SyntaxError d.json:2:8)\n";
    prints("modules-wrong", &files, &["a.mjs"], expected);
}

/// Row "`stilla:json5|jsonl|toml|yaml|csv|tsv|semver` with parse and stringify".
#[test]
fn formats_are_modules_too() {
    let script = "
        import toml from 'stilla:toml';
        import { parse, stringify } from 'stilla:yaml';
        import * as json5 from 'stilla:json5';
        import jsonl from 'stilla:jsonl';
        import csv from 'stilla:csv';
        import tsv from 'stilla:tsv';
        import semver from 'stilla:semver';
        const value = { a: [1, { b: 'two' }], c: new Date(0) };
        for (const format of [toml, { parse, stringify }, json5]) {
            console.log(JSON.stringify(format.parse(format.stringify(value))));
        }
        console.log(jsonl.stringify([1, 'x']), csv.parse('a;b\\n1;2', { separator: ';' }), csv.stringify([{ a: 1, b: 'x,y' }]));
        console.log(tsv.parse('1\\t2', { headers: false }), json5.stringify(Infinity));
        console.log(semver.satisfies('1.2.9', '~1.2.3'), semver.satisfies('2.0.0-beta', '^1.0.0'), semver.inc('1.2.3', 'major'),
            semver.compare('1.0.0-alpha.1', '1.0.0-alpha.beta'), semver.valid('v1.2.3+b'), semver.valid('1.2'), semver.coerce('v3.4').version,
            semver.minSatisfying(['1.0.1', '1.1.0'], '1 - 2'), semver.diff('1.2.3', '2.0.0'), semver.validRange('^0.2.3 || 1.x'));
        const cycle = {}; cycle.self = cycle;
        for (const bad of [() => toml.stringify(cycle), () => toml.stringify({ a: null }), () => parse('a: [1'), () => toml.parse(),
            () => csv.parse('a\\n\"b')]) {
            try { bad() } catch (error) { console.log(`${error.name}: ${error.message}`) }
        }";
    let expected = "\
{\"a\":[1,{\"b\":\"two\"}],\"c\":\"1970-01-01T00:00:00.000Z\"}
{\"a\":[1,{\"b\":\"two\"}],\"c\":\"1970-01-01T00:00:00.000Z\"}
{\"a\":[1,{\"b\":\"two\"}],\"c\":\"1970-01-01T00:00:00.000Z\"}
1
\"x\"
 [ { a: '1', b: '2' } ] a,b
1,\"x,y\"

[ [ '1', '2' ] ] Infinity
true false 2.0.0 -1 1.2.3 null 3.4.0 1.0.1 major >=0.2.3 <0.3.0-0||>=1.0.0 <2.0.0-0
TypeError: the value contains itself or is nested too deep
TypeError: a: TOML has no null
SyntaxError: while parsing a flow sequence, expected ',' or ']' (YAML:1:6)
TypeError: parse expected 1 argument, but got 0
SyntaxError: the quotes do not end (CSV:2:1)
";
    prints(
        "modules-formats",
        &[("a.mjs", script)],
        &["a.mjs"],
        expected,
    );
}

/// Rows "extensions", "index files", "one instance per resolved path".
#[test]
fn endings_are_left_out_and_modules_are_one() {
    let files = [
        (
            "a.mjs",
            "import { n } from './lib'; import { n as m } from './lib/index.ts'; import { x } from './x'; n.k = 1; console.log(m, x)",
        ),
        ("lib/index.ts", "export const n: { k?: number } = {};"),
        ("x.tsx", "export const x: string = 'tsx';"),
    ];
    prints("modules-endings", &files, &["a.mjs"], "{ k: 1 } tsx\n");
}

/// Rows "--import-map", "--alias k=v", "--module name=src", "--global k=json", "--globals file".
#[test]
fn specifiers_and_globals_come_from_flags() {
    let script = "import { one } from 'app/one'; import two from '#two'; import three from 'virtual'; import { four } from 'lib';
        console.log(one, two, three, four, count, names, host)";
    let files = [
        ("a.mjs", script),
        ("src/one.js", "export const one = 1;"),
        ("src/two.js", "export default 2;"),
        (
            "maps/map.json",
            "{ \"imports\": { \"#two\": \"../src/two.js\" }, \"scopes\": {} }",
        ),
        ("four.js", "export const four = 4;"),
        ("globals.yaml", "names: [ada]\n"),
        ("globals.js", "export const host = 'module';"),
        ("stilla.toml", "[alias]\nlib = './four.js'\n"),
    ];
    let arguments = [
        "--alias=app=./src",
        "--alias=lib=./four.js",
        "--import-map=maps/map.json",
        "--module=virtual=export default 3",
        "--global",
        "count={\"a\":[1]}",
        "--globals=globals.yaml",
        "--globals=globals.js",
        "a.mjs",
    ];
    let expected = "1 2 3 4 { a: [ 1 ] } [ 'ada' ] module\n";
    prints("modules-flags", &files, &arguments, expected);
    let folder = Folder::new("modules-flags-in-file", &files);
    let configuration = "import-map = 'maps/map.json'\nglobals = ['globals.yaml', 'globals.js']\n[alias]\nlib = './four.js'\napp = './src'\n[global]\ncount = { a = [1] }\n[module]\nvirtual = 'export default 3'\n";
    folder.write("stilla.toml", configuration.as_bytes());
    assert_eq!(folder.stilla(&["run", "a.mjs"]).out, expected);
}

/// Row "A failed import names the specifier as written, never a host path outside the root".
#[test]
fn failures_name_the_specifier() {
    let files = [
        ("a.mjs", "for (const name of ['./gone.js', 'left-pad', '../../../../nowhere/x.js', 'node:fs', './Lib.js', 'file:///nowhere/y.js', 'stilla:gone'])
            await import(name).catch((error) => console.log(error.message))"),
        ("lib.js", ""),
    ];
    let expected = "\
Cannot find module './gone.js'
Cannot find module 'left-pad'; a file is named with './left-pad'
Cannot find module '../../../../nowhere/x.js'
Cannot find module 'node:fs'; modules of Node are allowed with --with=node
Cannot find module './Lib.js'; there is a 'lib.js'
Cannot find module 'file:///nowhere/y.js'
Cannot find module 'stilla:gone'
";
    prints("modules-missing", &files, &["a.mjs"], expected);
}

/// Row "import cycles with errors".
#[test]
fn cycles_with_errors_are_told_once() {
    let files = [
        (
            "a.mjs",
            "import { b } from './b.mjs'; export const a = 1; console.log(b);",
        ),
        ("b.mjs", "import { a } from './a.mjs'; export const b = a;"),
        ("c.mjs", "import './d.mjs';"),
        ("d.mjs", "import './c.mjs'; import { gone } from './e.mjs';"),
        ("e.mjs", "export let here;"),
        ("f.mjs", "import './g.mjs';"),
        (
            "g.mjs",
            "import './f.mjs'; throw new Error('in the cycle');",
        ),
        ("h.mjs", "import './i.mjs';"),
        ("i.mjs", "import './h.mjs'; let = ;"),
    ];
    let folder = Folder::new("modules-cycles", &files);
    for (name, complaint) in [
        (
            "a.mjs",
            "ReferenceError: Cannot access 'a' before initialization",
        ),
        ("c.mjs", "SyntaxError: "),
        ("f.mjs", "Error: in the cycle"),
        ("h.mjs", "SyntaxError: "),
    ] {
        let ran = folder.stilla(&["run", name]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{name}");
        assert!(ran.err.starts_with(complaint), "{name}: {}", ran.err);
        assert!(ran.err.contains(".mjs"), "{name}: {}", ran.err);
    }
}

/// Row "`import.meta.{url,resolve,main}`".
#[test]
fn modules_know_themselves() {
    let script = "import './b.mjs'; const { url, main, filename, dirname, resolve } = import.meta;
        console.log(main, url.slice(0, 8), url.endsWith(filename), filename === dirname + '/a.mjs', resolve('./b') === url.replace('a.mjs', 'b.mjs'), resolve('stilla:fs'));
        try { resolve('gone') } catch (error) { console.log(error.message) }";
    let files = [
        ("a.mjs", script),
        ("b.mjs", "console.log(import.meta.main)"),
    ];
    let expected = "false\ntrue file:/// true true true stilla:fs\nCannot find module 'gone'; a file is named with './gone'\n";
    prints("modules-meta", &files, &["a.mjs"], expected);
}

/// Row "`import.meta.{url,resolve,main}`": a path names a URL whether a file is there or not.
#[test]
fn the_url_of_a_path_needs_no_file() {
    let folder = Folder::new(
        "modules-resolve",
        &[(
            "a.mjs",
            "const u = (s) => import.meta.resolve(s).replace(new URL('.', import.meta.url).href, '');
             console.log(u('./gone.js'), u('./a/../b c.txt?q'), import.meta.resolve('/x/y.js'));
             try { u('gone') } catch (error) { console.log(error.message) }",
        )],
    );
    let ran = folder.stilla(&["a.mjs"]);
    assert_eq!(
        (ran.out.as_str(), ran.err.as_str()),
        (
            "gone.js b%20c.txt?q file:///x/y.js\nCannot find module 'gone'; a file is named with './gone'\n",
            ""
        )
    );
}

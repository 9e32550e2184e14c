//! The globals of the web, files, and what programs written for Node ask for.
//!
//! Uses: the head. Never: std::process.

use super::{Folder, check};

/// Row "`URL(SearchParams)`".
#[test]
fn addresses_are_parsed_and_changed() {
    check(
        "hosts-url",
        "const url = new URL('../x?q=1#h', 'HTTPS://ada:pw@Exämple.com:443/a/b/c');
        console.log(url.href, url.origin, url.port, url.hash);
        url.searchParams.append('ü', 'a b&c'); url.searchParams.delete('q'); url.pathname = '/ä b'; url.host = 'h:81'; url.protocol = 'http';
        console.log(String(url), JSON.stringify({ url }), URL.canParse('nope'), URL.parse('x:'), [...new URLSearchParams('a=1&b=%F0%9F%98%80+&a=2').entries()]);
        const params = new URLSearchParams({ b: 2, a: 1 }); params.sort(); params.set('b', '~!'); console.log(`${params}`, params.size, params.getAll('a'), params.has('b', '3'));
        try { new URL('//', undefined) } catch (error) { console.log(error.name, error.code) }",
        &[],
        (
            0,
            "\
https://ada:pw@xn--exmple-cua.com/a/x?q=1#h https://xn--exmple-cua.com  #h
http://ada:pw@h:81/%C3%A4%20b?%C3%BC=a+b%26c#h {\"url\":\"http://ada:pw@h:81/%C3%A4%20b?%C3%BC=a+b%26c#h\"} false URL {} [ [ 'a', '1' ], [ 'b', '😀 ' ], [ 'a', '2' ] ]
a=1&b=%7E%21 2 [ '1' ] false
TypeError ERR_INVALID_URL
",
            "",
        ),
    );
}

/// Rows "`TextEncoder/Decoder`", "`atob/btoa`".
#[test]
fn texts_become_bytes_and_back() {
    check(
        "hosts-encoding",
        "const bytes = new TextEncoder().encode('aé😀\\ud800'); console.log(bytes, new TextDecoder().decode(bytes));
        const into = new Uint8Array(4); console.log(new TextEncoder().encodeInto('aé😀', into), into);
        const parts = new TextDecoder('utf-8'); console.log(parts.decode(bytes.subarray(0, 4), { stream: true }) + parts.decode(bytes.subarray(4, 7)));
        console.log(new TextDecoder('shift_jis').decode(new Uint8Array([0x82, 0xa0])), new TextDecoder('utf-16le').decode(new Uint16Array([65, 66])), new TextDecoder('latin1').encoding);
        try { new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255])) } catch (error) { console.log(error.name, error.message) }
        try { new TextDecoder('nope') } catch (error) { console.log(error.name) }
        console.log(btoa('hi\\xff'), atob(' aGk '), [...atob('//8=')].map((c) => c.charCodeAt(0)));
        for (const bad of [() => btoa('€'), () => atob('a')]) try { bad() } catch (error) { console.log(error.name, error.code) }",
        &[],
        (
            0,
            "\
Uint8Array(10) [
   97, 195, 169, 240,
  159, 152, 128, 239,
  191, 189
] aé😀�
{ read: 2, written: 3 } Uint8Array(4) [ 97, 195, 169, 0 ]
aé😀
あ AB windows-1252
TypeError The bytes are not valid utf-8
RangeError
aGn/ hi [ 255, 255 ]
InvalidCharacterError 5
InvalidCharacterError 5
",
            "",
        ),
    );
}

/// Rows "`AbortController`", "`EventTarget`", "A failure inside a `queueMicrotask` callback is reported to the host".
#[test]
fn events_reach_their_listeners() {
    check(
        "hosts-events",
        "const target = new EventTarget(); const seen = [];
        target.addEventListener('x', (event) => seen.push(1, event.type, event.target === target, event.detail), { once: true });
        target.addEventListener('x', { handleEvent(event) { seen.push(2); event.preventDefault(); } });
        console.log(target.dispatchEvent(new CustomEvent('x', { detail: 7, cancelable: true })), target.dispatchEvent(new Event('x')), seen);
        const controller = new AbortController(); const any = AbortSignal.any([controller.signal]);
        any.onabort = (event) => console.log('aborted', event.isTrusted, any.reason.name);
        controller.abort(); controller.abort('again');
        try { controller.signal.throwIfAborted() } catch (error) { console.log(error instanceof DOMException, error instanceof Error, error.code, error.message) }
        AbortSignal.timeout(1).addEventListener('abort', (event) => console.log(event.target.reason.name));
        console.log(AbortSignal.abort(3).reason, Object.prototype.toString.call(target));",
        &[],
        (
            0,
            "\
false true [ 1, 'x', true, 7, 2, 2 ]
aborted true AbortError
true true 20 This operation was aborted
3 [object EventTarget]
TimeoutError
",
            "",
        ),
    );
}

/// Row "Argument errors of host modules read `name expected 2 arguments, but got 1`": globals.
#[test]
fn globals_tell_how_many_arguments_they_expect() {
    check(
        "hosts-count-globals",
        "const params = new URLSearchParams(); const headers = new Headers(); const target = new EventTarget();
        for (const call of [
          () => setTimeout(), () => setInterval(), () => setImmediate(), () => queueMicrotask(), () => structuredClone(),
          () => atob(), () => btoa(), () => new TextEncoder().encodeInto('a'), () => new URL(), () => URL.canParse(), () => URL.parse(),
          () => params.get(), () => params.getAll(), () => params.has(), () => params.delete(), () => params.append('a'),
          () => params.set(), () => params.forEach(), () => new Event(), () => new CustomEvent(), () => target.dispatchEvent(),
          () => target.addEventListener('x'), () => target.removeEventListener('x'), () => AbortSignal.timeout(), () => AbortSignal.any(),
          () => headers.get(), () => headers.set('a'), () => headers.append('a'), () => new Request(), () => Response.json(),
          () => performance.mark(), () => performance.measure(), () => performance.getEntriesByType(),
        ]) try { call(); console.log('nothing', String(call)) } catch (error) { console.log(error.name, error.message) }
        fetch().catch((error) => console.log(error.name, error.message));
        clearTimeout(); new TextDecoder().decode(); new TextEncoder().encode(); AbortSignal.abort(); performance.clearMarks();
        console.log(URL.canParse.name, URL.canParse.length, params.has.length, fetch.length, new URLSearchParams('a=1').get('a'));",
        &[],
        (
            0,
            "\
TypeError setTimeout expected 1 argument, but got 0
TypeError setInterval expected 1 argument, but got 0
TypeError setImmediate expected 1 argument, but got 0
TypeError queueMicrotask expected 1 argument, but got 0
TypeError structuredClone expected 1 argument, but got 0
TypeError atob expected 1 argument, but got 0
TypeError btoa expected 1 argument, but got 0
TypeError encodeInto expected 2 arguments, but got 1
TypeError URL expected 1 argument, but got 0
TypeError canParse expected 1 argument, but got 0
TypeError parse expected 1 argument, but got 0
TypeError get expected 1 argument, but got 0
TypeError getAll expected 1 argument, but got 0
TypeError has expected 1 argument, but got 0
TypeError delete expected 1 argument, but got 0
TypeError append expected 2 arguments, but got 1
TypeError set expected 2 arguments, but got 0
TypeError forEach expected 1 argument, but got 0
TypeError Event expected 1 argument, but got 0
TypeError CustomEvent expected 1 argument, but got 0
TypeError dispatchEvent expected 1 argument, but got 0
TypeError addEventListener expected 2 arguments, but got 1
TypeError removeEventListener expected 2 arguments, but got 1
TypeError timeout expected 1 argument, but got 0
TypeError any expected 1 argument, but got 0
TypeError get expected 1 argument, but got 0
TypeError set expected 2 arguments, but got 1
TypeError append expected 2 arguments, but got 1
TypeError Request expected 1 argument, but got 0
TypeError json expected 1 argument, but got 0
TypeError mark expected 1 argument, but got 0
TypeError measure expected 1 argument, but got 0
TypeError getEntriesByType expected 1 argument, but got 0
canParse 1 1 1 1
TypeError fetch expected 1 argument, but got 0
",
            "",
        ),
    );
}

/// Row "Argument errors of host modules read `name expected 2 arguments, but got 1`": modules.
/// A script can redefine the `length` of a function, but not what it asks for.
#[test]
fn what_a_function_expects_is_no_property() {
    check(
        "hosts-count-fixed",
        "const { canParse } = URL;
        for (const length of [0, 9, 'x']) {
          Object.defineProperty(canParse, 'length', { value: length, configurable: true });
          try { console.log(canParse('a:b'), canParse()) } catch (error) { console.log(error.name) }
        }
        Object.defineProperty(canParse, 'length', { get() { console.log('asked') } });
        console.log(canParse('a:b'));",
        &[],
        (0, "TypeError\nTypeError\nTypeError\ntrue\n", ""),
    );
}

#[test]
fn modules_tell_how_many_arguments_they_expect() {
    let script = "
        import * as fs from 'stilla:fs'; import * as semver from 'stilla:semver'; import * as toml from 'stilla:toml'; import * as csv from 'stilla:csv';
        import * as path from 'node:path'; import * as util from 'node:util'; import * as assert from 'node:assert'; import { EventEmitter } from 'node:events';
        import { fileURLToPath } from 'node:url';
        for (const call of [
          () => fs.readFileSync(), () => fs.writeFileSync('a'), () => fs.renameSync('a'), () => fs.mkdirSync(), () => fs.existsSync(),
          () => fs.readFile('a'), () => fs.promises.rename('a'), () => semver.satisfies('1.0.0'), () => semver.parse(), () => new semver.Range(),
          () => toml.parse(), () => toml.stringify(), () => csv.parse(), () => path.dirname(), () => path.relative('a'), () => util.promisify(),
          () => util.inherits(1), () => assert.strictEqual(1), () => assert.match('a'), () => new EventEmitter().on('x'), () => new EventEmitter().off('x'),
          () => Buffer.from(), () => Buffer.compare(), () => Buffer.alloc(), () => process.nextTick(), () => process.stdout.write(), () => require(),
          () => require.resolve(), () => fileURLToPath(),
        ]) try { await call(); console.log('nothing', String(call)) } catch (error) { console.log(error.message) }
        console.log(semver.satisfies('1.2.3', '^1.0.0'), path.dirname('/a/b'), fs.readFileSync.length, fs.promises.rename.length, util.inspect());
    ";
    let folder = Folder::new("hosts-count-modules", &[("a.mjs", script)]);
    let ran = folder.stilla(&["run", "--with=node", "--allow-fs", "a.mjs"]);
    assert_eq!(
        ran.out,
        "\
readFileSync expected 1 argument, but got 0
writeFileSync expected 2 arguments, but got 1
renameSync expected 2 arguments, but got 1
mkdirSync expected 1 argument, but got 0
existsSync expected 1 argument, but got 0
readFile expected 2 arguments, but got 1
rename expected 2 arguments, but got 1
satisfies expected 2 arguments, but got 1
parse expected 1 argument, but got 0
Range expected 1 argument, but got 0
parse expected 1 argument, but got 0
stringify expected 1 argument, but got 0
parse expected 1 argument, but got 0
dirname expected 1 argument, but got 0
relative expected 2 arguments, but got 1
promisify expected 1 argument, but got 0
inherits expected 2 arguments, but got 1
strictEqual expected 2 arguments, but got 1
match expected 2 arguments, but got 1
on expected 2 arguments, but got 1
off expected 2 arguments, but got 1
from expected 1 argument, but got 0
compare expected 2 arguments, but got 0
alloc expected 1 argument, but got 0
nextTick expected 1 argument, but got 0
write expected 1 argument, but got 0
require expected 1 argument, but got 0
resolve expected 1 argument, but got 0
fileURLToPath expected 1 argument, but got 0
true /a 1 2 undefined
",
        "{}",
        ran.err
    );
}

/// Row "`structuredClone`".
#[test]
fn values_are_cloned() {
    check(
        "hosts-clone",
        "const buffer = new ArrayBuffer(4); const error = new RangeError('r', { cause: { a: 1 } });
        const value = { date: new Date(5), re: /a/gi, map: new Map([[{ k: 1 }, new Set([1n])]]), list: [1, , 3], view: new Uint16Array(buffer, 2, 1), same: buffer, error, box: Object('s'), none: undefined };
        value.me = value; const copy = structuredClone(value);
        console.log(copy.me === copy, copy !== value, copy.view.buffer === copy.same, copy.error instanceof RangeError, copy.error.cause, 1 in copy.list, copy.list.length, copy.date.getTime(), copy.re, copy.map, copy.box, 'none' in copy);
        const moved = structuredClone({ view: new Uint8Array(buffer, 1, 2) }, { transfer: [buffer] }); console.log(moved.view.byteOffset, moved.view.buffer.byteLength, buffer.detached);
        let deep = {}; for (let i = 0; i < 20000; i++) deep = { deep }; console.log(typeof structuredClone(deep));
        for (const bad of [() => 1, Symbol('s'), new WeakMap(), { a: { b() {} } }, Promise.resolve()]) try { structuredClone(bad) } catch (error) { console.log(error.name, error.message) }
        try { structuredClone() } catch (error) { console.log(error.message) }",
        &[],
        (
            0,
            "\
true true true true { a: 1 } false 3 5 /a/gi Map(1) { { k: 1 } => Set(1) { 1n } } [String: 's'] true
1 4 true
object
DataCloneError function (anonymous) could not be cloned
DataCloneError Symbol(s) could not be cloned
DataCloneError #<WeakMap> could not be cloned
DataCloneError function b could not be cloned
DataCloneError #<Promise> could not be cloned
structuredClone expected 1 argument, but got 0
",
            "",
        ),
    );
}

/// Row "Every global can be switched".
#[test]
fn globals_can_be_left_out() {
    let script = "print([typeof console, typeof setTimeout, typeof URL, typeof Intl, typeof Temporal, typeof performance, typeof atob, typeof Event, typeof AbortSignal, typeof structuredClone, typeof process, typeof Buffer].join())";
    let folder = Folder::new("hosts-without", &[("a.js", script)]);
    let all = folder.stilla(&["run", "a.js"]).out;
    assert_eq!(
        all,
        "object,function,function,object,object,object,function,function,function,function,undefined,undefined\n"
    );
    let groups =
        "--without=timers,url,intl,temporal,performance,encoding,events,abort,structured-clone";
    let few = folder.stilla(&["run", groups, "--with=node", "a.js"]).out;
    assert_eq!(
        few,
        "object,undefined,undefined,undefined,undefined,undefined,undefined,undefined,undefined,undefined,object,function\n"
    );
    folder.write("b.js", b"print(typeof Atomics + typeof eval + typeof Map)");
    let named = folder
        .stilla(&["run", "--without=Atomics,eval", "b.js"])
        .out;
    assert_eq!(named, "undefinedundefinedfunction\n");
    let wrong = folder.stilla(&["run", "--without=timer", "a.js"]);
    assert_eq!(wrong.code, Some(2));
    assert!(
        wrong
            .err
            .contains("there is no group 'timer'; did you mean 'timers'?"),
        "{}",
        wrong.err
    );
}

/// Section 6, group `core`: the language without its globals, beside `console` and timers.
#[test]
fn the_globals_of_the_language_can_be_left_out() {
    let script = "setTimeout(() => console.log([1, 'a'], `${{ a: 1 }.a}`, /x/.test('x'), undefined, NaN), 1);
        console.log(typeof Object, typeof Promise, typeof Math, typeof eval, typeof URL, typeof Intl, typeof globalThis, [3, 1].toSorted());";
    let folder = Folder::new("hosts-core", &[("a.js", script), ("a.test.js", "")]);
    let ran = folder.stilla(&["run", "--without=core", "a.js"]);
    let expected = "undefined undefined undefined undefined undefined undefined object [ 1, 3 ]\n\
        [ 1, 'a' ] 1 true undefined NaN\n";
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (Some(0), expected),
        "{}",
        ran.err
    );
    for command in ["test", "bench"] {
        let ran = folder.stilla(&[command, "--without=core"]);
        assert_eq!(ran.code, Some(2));
        assert!(
            ran.err.contains("--without=core: what stilla"),
            "{}",
            ran.err
        );
    }
}

/// What is written in JavaScript is made when it is first read, and then sees the language as it was.
#[test]
fn names_of_the_language_may_be_declared_anew() {
    check(
        "hosts-names",
        "'use strict'; console.log(typeof performance.now()); class Error {} let Object = 1, Symbol; globalThis.Map = globalThis.TypeError = null;
        console.log(new URL('a:b').href, AbortSignal.abort().reason.name, structuredClone([1]).length, Error.name)",
        &[],
        (0, "number\na:b AbortError 1 Error\n", ""),
    );
}

/// Row "`performance`", and time under `--deterministic`.
#[test]
fn time_stands_still_if_it_must() {
    let script = "const a = performance.now(); for (let i = 0; i < 1e5; i++); console.log(performance.now() - a, Date.now(), Math.random(), new Date().getTimezoneOffset(), performance.timeOrigin)";
    let folder = Folder::new("hosts-time", &[("a.js", script)]);
    let first = folder.stilla(&["run", "--deterministic", "a.js"]);
    assert_eq!(
        first.out,
        folder.stilla(&["run", "--deterministic", "a.js"]).out
    );
    assert!(
        first.out.starts_with("0 946684800000 ") && first.out.ends_with(" 0 946684800000\n"),
        "{first:?}"
    );
    check(
        "hosts-performance",
        "performance.mark('a', { startTime: 1 }); performance.mark('b', { startTime: 3 }); console.log(performance.measure('m', 'a', 'b').duration, performance.getEntriesByType('mark').length, performance.now() >= 0)",
        &[],
        (0, "2 2 true\n", ""),
    );
}

/// Row "`stilla:fs`": nothing is allowed unless said; then what is below the path.
#[test]
fn files_are_granted_by_path() {
    let script = "
        import fs, { readFileSync, promises } from 'stilla:fs';
        import { readFile } from 'stilla:fs/promises';
        const tried = async (work) => { try { console.log(await work()) } catch (error) { console.log(error.code, error.message) } };
        await tried(() => readFileSync('data/in.txt', 'utf8'));
        await tried(() => readFile('data/in.txt', { encoding: 'utf8' }));
        await tried(() => fs.writeFileSync('data/out/x.txt', 'x'));
        await tried(() => fs.mkdirSync('data/out/deep/er', { recursive: true }));
        await tried(() => { fs.writeFileSync('data/out/x.txt', 'x'); fs.appendFileSync('data/out/x.txt', new Uint8Array([121])); return fs.readdirSync('data', { recursive: true }) });
        await tried(() => { const s = fs.statSync('data/out/x.txt'); return [s.size, s.isFile(), s.isDirectory(), s.mtime instanceof Date] });
        await tried(() => { fs.renameSync('data/out/x.txt', 'data/y.txt'); fs.copyFileSync('data/y.txt', 'data/z.txt'); fs.rmSync('data/out', { recursive: true }); return fs.readdirSync('data') });
        await tried(() => promises.stat('data/gone', { throwIfNoEntry: false }));
        await tried(() => fs.statSync('data/gone', { throwIfNoEntry: false }));
        await tried(() => readFileSync('secret.txt', 'utf8'));
        await tried(() => readFileSync('data/../secret.txt', 'utf8'));
        await tried(() => readFileSync('data/link', 'utf8'));
        await tried(() => fs.symlinkSync('../secret.txt', 'data/own'));
        await tried(() => fs.writeFileSync('data/dangling', 'x'));
        await tried(() => readFileSync('data/in.txt\\0', 'utf8'));
        await tried(() => fs.existsSync('data/in.txt') && !fs.existsSync('secret.txt'));
        fs.readFile('data/in.txt', 'utf8', (error, text) => console.log('callback', error, text));";
    let folder = Folder::new(
        "hosts-fs",
        &[
            ("a.mjs", script),
            ("data/in.txt", "in"),
            ("secret.txt", "secret"),
        ],
    );
    let link = |target: &str, name: &str| {
        std::os::unix::fs::symlink(target, folder.0.join(name)).expect("the folder is writable");
    };
    link("../secret.txt", "data/link");
    link("../new.txt", "data/dangling");
    let ran = folder.stilla(&["run", "--allow-fs=data", "--audit-log=audit.jsonl", "a.mjs"]);
    let expected = "\
in
in
ENOENT ENOENT: no such file or directory, open 'data/out/x.txt'
data/out
[
  'dangling',
  'in.txt',
  'link',
  'out',
  'out/deep',
  'out/x.txt',
  'out/deep/er'
]
[ 2, true, false, true ]
[ 'dangling', 'in.txt', 'link', 'y.txt', 'z.txt' ]
undefined
undefined
EACCES EACCES: permission denied, open 'secret.txt' (files are allowed with --allow-fs)
EACCES EACCES: permission denied, open 'data/../secret.txt' (files are allowed with --allow-fs)
EACCES EACCES: permission denied, open 'data/link' (files are allowed with --allow-fs)
EACCES EACCES: permission denied, symlink '../secret.txt' -> 'data/own' (files are allowed with --allow-fs)
EACCES EACCES: permission denied, open 'data/dangling' (files are allowed with --allow-fs)
ERR_INVALID_ARG_VALUE The argument 'path' must be a string without null bytes
true
callback null in
";
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(0), expected, "")
    );
    assert!(!folder.0.join("new.txt").exists());
    let audit = std::fs::read_to_string(folder.0.join("audit.jsonl")).expect("it was written");
    assert!(
        audit
            .contains("{\"action\":\"fs.open\",\"subject\":\"secret.txt\",\"outcome\":\"EACCES\"}"),
        "{audit}"
    );
    let ran = folder.stilla(&["run", "a.mjs"]);
    assert!(
        ran.out
            .lines()
            .take(3)
            .all(|line| line.starts_with("EACCES")),
        "{}",
        ran.out
    );
}

/// Rows "CommonJS `require`", "`process.{argv,env,exit}` (allow-listed)", "`Buffer`", "`util.{format,inspect}`".
#[test]
fn programs_for_node_run_if_it_is_said() {
    let script = "
        import util from 'node:util'; import path from 'node:path';
        console.log(process.argv.slice(2), Object.keys(process.env), Buffer.from('hé').toString('hex'), Buffer.concat([Buffer.from('aGk=', 'base64'), Buffer.alloc(1)]).readUInt8(0));
        console.log(util.format('%s %d %j', 'a', 1, { b: 2 }), util.inspect({ a: { b: { c: { d: 1 } } } }, { depth: 0 }), path.join('/a', '../b', 'c.txt'), path.extname('x.tar.gz'));
        console.log(require('./lib.cjs'), require('./lib.cjs') === require('./lib.cjs'), require('./d.json').k, require('util') === require('node:util'));
        try { require('./gone') } catch (error) { console.log(error.code, error.message) }
        process.on('exit', (code) => console.log('bye', code));
        process.stdout.write('no line'); process.exit(3); console.log('never');";
    let files = [
        ("a.mjs", script),
        (
            "lib.cjs",
            "const other = require('./other'); module.exports = { other, name: __filename.split('/').pop(), main: typeof require }; exports.lost = 1;",
        ),
        (
            "other.js",
            "exports.early = 1; exports.back = require('./lib.cjs');",
        ),
        ("d.json", "{\"k\": 5}"),
    ];
    let folder = Folder::new("hosts-node", &files);
    let ran = folder.stilla(&[
        "run",
        "--with=node",
        "--allow-env=STILLA_X",
        "a.mjs",
        "--",
        "one",
        "--two",
    ]);
    let expected = "\
[ 'one', '--two' ] [] 68c3a9 104
a 1 {\"b\":2} { a: [Object] } /b/c.txt .gz
{\n  other: { early: 1, back: { lost: 1 } },\n  name: 'lib.cjs',\n  main: 'function'\n} true 5 true
MODULE_NOT_FOUND Cannot find module './gone'
no linebye 3
";
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(3), expected, "")
    );
    let ran = folder.stilla(&["run", "lib.cjs"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let folder = Folder::new("hosts-env", &[("a.js", "console.log(process.env)")]);
    let mut command = folder.command(&["run", "--with=process", "--allow-env=ONE", "a.js"]);
    let ran = super::ran(
        command
            .env("ONE", "1")
            .env("TWO", "2")
            .output()
            .expect("it starts"),
    );
    assert_eq!(ran.out, "{ ONE: '1' }\n");
}

/// Rows "`require`, `process`, `Buffer`, `util`" and what programs import with them: `golden/node.txt` is what Node 20 prints.
#[test]
fn modules_of_node_do_what_they_do_there() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let expected = std::fs::read_to_string(format!("{golden}/node.txt"));
    let expected = expected.expect("the golden text is there");
    let folder = Folder::new("hosts-node", &[]);
    let ran = folder.stilla(&["run", "--with=node", &format!("{golden}/node.mjs")]);
    let first = ran.out.lines().zip(expected.lines());
    let first = first.enumerate().find(|(_, (ours, theirs))| ours != theirs);
    assert_eq!(first, None);
    assert_eq!(
        (ran.out == expected, ran.err.as_str(), ran.code),
        (true, "", Some(4))
    );
}

/// A hostile object can't make the inspector recurse without end, nor hide a stop.
#[test]
fn what_objects_say_of_themselves_is_bounded() {
    let script = "
        const custom = Symbol.for('nodejs.util.inspect.custom');
        const endless = () => ({ [custom]: endless });
        console.log(String(require('util').inspect(endless())).length < 10000);
        class A { [custom](d, o, inspect) { return inspect(this) } }
        try { require('util').inspect(new A()); console.log('shown') } catch (error) { console.log(error.name) }
        console.log(new Proxy({}, { get() { console.log('trap') } }), { get [custom]() { console.log('getter') } });
        const list = [{ [custom]() { list.length = 0; gc?.(); return 'emptied' } }, {}, {}]; var gc;
        console.log(list);
        console.log({ [custom]() { for (;;); } });";
    let folder = Folder::new("hosts-custom", &[("a.js", script)]);
    let ran = folder.stilla(&["run", "--with=node", "--timeout=3s", "a.js"]);
    assert_eq!(ran.code, Some(124), "{ran:?}");
    let start =
        "true\nRangeError\n{} { [Symbol(nodejs.util.inspect.custom)]: [Getter] }\n[ emptied";
    assert!(ran.out.starts_with(start), "{}", ran.out);
}

/// Row "CommonJS `require`": places are those of the file, whatever stands around it.
#[test]
fn modules_of_commonjs_tell_places_of_their_files() {
    let files = [
        ("a.cjs", "#!/usr/bin/env stilla\nmodule.exports = 1;"),
        ("b.cjs", "const x = null; x.y;"),
        ("c.cjs", "const x = 1;\n x = }"),
        (
            "d.cjs",
            "const used = () => 1; const never = () => 2;\nused();",
        ),
    ];
    let folder = Folder::new("hosts-commonjs", &files);
    assert_eq!(folder.stilla(&["run", "a.cjs"]).code, Some(0));
    let thrown = folder.stilla(&["run", "b.cjs"]).err;
    assert!(thrown.contains("b.cjs:1:19\n"), "{thrown}");
    assert!(
        thrown.contains(" 1 | const x = null; x.y;\n   |                   ^"),
        "{thrown}"
    );
    let refused = folder.stilla(&["run", "c.cjs"]).err;
    assert!(refused.contains("c.cjs:2:6)"), "{refused}");
    let counted = folder.stilla(&["run", "--coverage", "d.cjs"]);
    assert_eq!(counted.code, Some(0));
    let lcov = folder.read("coverage/lcov.info");
    assert!(
        lcov.contains("FN:1,used\nFN:1,never\nFNDA:1,used\nFNDA:0,never\nFNF:2\n"),
        "{lcov}"
    );
    assert!(lcov.contains("LF:2\n"), "{lcov}");
}

//! Generators, async functions, async generators, promises, modules and eval, by example: what a
//! program logs, in order, under a collector that runs at every opportunity as well.
//!
//! Uses: stilla-core. Never: stilla-builtins.
#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

mod small_world;

use small_world::{module_reports, modules, reports, script, stopped_everywhere, unhurried_script};

#[test]
fn a_generator_yields_and_returns() {
    let text = "
        function* g(a) { var b = yield a; log('got ' + b); try { yield b + 1 } finally { log('f') } return 9 }
        var i = g(1);
        show(i.next()); show(i.next(5)); show(i.next()); show(i.next());
        i = g(1); i.next(); i.next(7); show(i.return(3)); show(i.next());
        i = g(1); show(i.return(8));
        i = g(1); i.next();
        try { i.throw('x') } catch (e) { log('caught ' + e) }
        show(i.next());
    ";
    assert_eq!(
        script(text),
        "1 got 5 6 f done:9 done:undefined got 7 f done:3 done:undefined done:8 caught x done:undefined"
    );
}

#[test]
fn a_running_generator_refuses() {
    let text = "
        var i; function* g() { try { i.next() } catch (e) { log(e.name + ': ' + e.message) } yield 1 }
        i = g(); show(i.next()); show(i.next());
    ";
    assert_eq!(
        script(text),
        "TypeError: Generator is already running 1 done:undefined"
    );
}

#[test]
fn yield_star_delegates() {
    let text = "
        function* inner() { try { var x = yield 1; log('x' + x); yield 2 } catch (e) { log('c' + e); yield 3 } finally { log('f') } return 'r' }
        function* outer() { var r = yield* inner(); log(r); yield 4 }
        var i = outer(); show(i.next()); show(i.next('a')); show(i.throw('t')); show(i.next()); show(i.next());
        i = outer(); i.next(); show(i.return('q')); show(i.next());
    ";
    assert_eq!(
        script(text),
        "1 xa 2 ct 3 f r 4 done:undefined f done:q done:undefined"
    );
}

#[test]
fn generators_iterate_and_destructure() {
    let text = "
        function* count(n) { try { for (let i = 0; i < n; i++) yield i } finally { log('end') } }
        for (const x of count(3)) log(x);
        for (const x of count(9)) { if (x == 1) break; log(x) }
        const [a, b] = count(5); log(a + b);
        log([...count(4)].length);
    ";
    assert_eq!(script(text), "0 1 2 end 0 end end 1 end 4");
}

#[test]
fn parameters_of_generators_are_bound_at_the_call() {
    let text = "
        function* g(x = (log('p'), 1)) { log('b'); yield x }
        var i = g(); log('called'); show(i.next());
        function* h(x = (() => { throw 'early' })()) {}
        try { h() } catch (e) { log(e) }
        async function f(x = (() => { throw 'late' })()) {}
        f().then(null, log);
    ";
    assert_eq!(script(text), "p called b 1 early late");
}

#[test]
fn many_values_survive_suspension() {
    let text = "
        function* g(a, b, c) {
            let o = { x: a }, s = 'k' + b;
            for (let i = 0; i < 3; i++) { let f = () => o.x + s + i; collect(); yield f() + c; collect() }
        }
        for (const x of g('a', 'b', 'c')) log(x);
    ";
    assert_eq!(script(text), "akb0c akb1c akb2c");
}

#[test]
fn async_functions_take_turns() {
    let text = "
        async function f(n) { log(n + 'a'); var x = await n; log(x + 'b'); await null; log(x + 'c'); return n }
        f(1).then(log); f(2).then(log); log('s');
        Promise.resolve().then(() => log('p1')).then(() => log('p2')).then(() => log('p3')).then(() => log('p4'));
    ";
    assert_eq!(script(text), "1a 2a s 1b 2b p1 1c 2c p2 1 2 p3 p4");
}

#[test]
fn returning_a_promise_takes_three_turns() {
    let text = "
        (async () => Promise.resolve('r'))().then(log);
        (async () => await Promise.resolve('w'))().then(log);
        Promise.resolve().then(() => log(1)).then(() => log(2)).then(() => log(3)).then(() => log(4));
    ";
    assert_eq!(script(text), "1 w 2 r 3 4");
}

#[test]
fn exceptions_cross_awaits() {
    let text = "
        async function f() { try { await Promise.reject('x') } catch (e) { log('c' + e) } finally { await 1; log('f') } throw 'y' }
        f().then(null, e => log('o' + e));
        (async () => { try { return await f() } catch (e) { return 'got ' + e } })().then(log);
        async function g() { null.x }
        g().then(null, e => log(e.name));
    ";
    assert_eq!(script(text), "cx cx TypeError f f oy got y");
}

#[test]
fn async_arrows_keep_this() {
    let text = "
        var o = { v: 'v', m() { return (async () => { await 0; return this.v + arguments[0] })() } };
        o.m('w').then(log);
    ";
    assert_eq!(script(text), "vw");
}

#[test]
fn thenables_are_called_in_their_own_job() {
    let text = "
        var t = { then(f) { log('then'); f('v') } };
        Promise.resolve(t).then(log);
        (async () => { log(await t) })();
        log('s');
        var p = new Promise(r => r(p2)), p2 = null;
        new Promise((r, j) => { r(1); r(2); j(3) }).then(log);
        new Promise(() => { throw 't' }).then(null, log);
        var self; self = new Promise(r => Promise.resolve().then(() => r(self)));
        self.then(null, e => log(e.name));
    ";
    assert_eq!(script(text), "s then then 1 t v v TypeError");
}

#[test]
fn async_generators_queue_their_requests() {
    let text = "
        async function* g() { log('b'); var x = yield 1; log('x' + x); yield Promise.resolve(2); try { yield 3 } finally { log('f') } }
        var i = g();
        i.next('n').then(show); i.next('m').then(show); i.next().then(show); i.return('r').then(show); i.next().then(show);
        log('s');
    ";
    assert_eq!(script(text), "b s xm 1 2 3 f done:r done:undefined");
}

#[test]
fn async_generators_complete_abruptly() {
    let text = "
        async function* g() { yield 1 }
        var i = g(); i.throw('t').then(null, e => log('t' + e)); i.next().then(show);
        i = g(); i.return(Promise.reject('p')).then(null, e => log('r' + e)); i.next().then(show);
        i = g(); i.return(Promise.resolve('q')).then(show);
        async function* h() { throw 'z' }
        i = h(); i.next().then(null, e => log('h' + e)); i.next().then(show);
        ({ next: i.next }).next().then(null, e => log(e.name));
    ";
    assert_eq!(
        script(text),
        "tt done:undefined hz done:undefined TypeError rp done:undefined done:q"
    );
}

#[test]
fn async_generators_delegate() {
    let text = "
        async function* inner() { try { yield 'a'; yield 'b' } finally { log('f') } return 'r' }
        async function* outer() { log(yield* inner()); yield* ['c', Promise.resolve('d')] }
        (async () => { for await (const x of outer()) log(x) })();
        (async () => { var i = outer(); await i.next(); show(await i.return('q')); show(await i.next()) })();
    ";
    assert_eq!(script(text), "a f b f done:q r done:undefined c d");
}

#[test]
fn for_await_closes_and_unwraps() {
    let text = "
        (async () => {
            for await (const x of [1, Promise.resolve(2), 3]) log(x);
            try { for await (const x of [Promise.reject('e')]) log(x) } catch (e) { log('c' + e) }
            function* s() { try { yield 1; yield 2 } finally { log('closed') } }
            for await (const x of s()) { log(x); break }
            function* r() { try { yield Promise.reject('j') } finally { log('closed too') } }
            try { for await (const x of r()) log(x) } catch (e) { log('c' + e) }
        })();
    ";
    assert_eq!(script(text), "1 2 3 ce 1 closed closed too cj");
}

#[test]
fn unhandled_rejections_are_reported_once() {
    assert_eq!(
        reports("Promise.reject(1); Promise.reject(2).then(null, () => 0)").len(),
        1
    );
    assert!(
        reports("var p = Promise.reject(1); Promise.resolve().then(() => p.then(null, () => 0))")
            .is_empty()
    );
}

#[test]
fn deep_chains_of_generators_end_in_a_range_error() {
    let text = "
        function* g() { yield* g() }
        try { g().next() } catch (e) { log(e.name) }
        async function f() { await f() }
        f().then(null, e => log(e.name));
    ";
    assert_eq!(unhurried_script(text), "RangeError RangeError");
}

#[test]
fn eval_sees_its_scope() {
    let text = "
        function f(a) { let b = 2; eval('a = b + 1; var c = 5'); return a + c }
        log(f(1));
        var e = eval; log(e('1 + 1'));
        log((0, eval)('typeof b'));
        function g() { 'use strict'; eval('var q = 1'); return typeof q }
        log(g());
        log(new Function('a', 'b', 'return a + b')(1, 2));
        try { eval('let let = 1') } catch (e) { log(e.name) }
        var o = { v: 7, m() { return eval('this.v + (() => this.v)()') } }; log(o.m());
        function h() { return eval('new.target') } log(typeof new h());
    ";
    assert_eq!(
        script(text),
        "8 2 undefined undefined 3 SyntaxError 14 function"
    );
}

#[test]
fn modules_share_live_bindings() {
    let log = modules(&[
        (
            "main",
            "import { n, inc } from 'a'; import * as ns from 'a'; import d from 'a'; log(n); inc(); log(n + ns.n); log(d); log(ns.default)",
        ),
        (
            "a",
            "export let n = 1; export function inc() { n++ } export default 'd'",
        ),
    ]);
    assert_eq!(log, "1 4 d d");
}

#[test]
fn cycles_link_and_check() {
    let log = modules(&[
        (
            "main",
            "import { b } from 'b'; export let a = 'a'; export function f() { return 'f' } log(b)",
        ),
        (
            "b",
            "import { a, f } from 'main'; export let b = 'b' + f(); try { a } catch (e) { log(e.name) }",
        ),
    ]);
    assert_eq!(log, "ReferenceError bf");
}

#[test]
fn exports_resolve_through_stars() {
    let log = modules(&[
        (
            "main",
            "import { x, y } from 'all'; import * as ns from 'all'; log(x + y); for (const k in ns) log(k); log(ns.both)",
        ),
        (
            "all",
            "export * from 'a'; export * from 'b'; export * as sub from 'a'; export { x as z } from 'a'",
        ),
        ("a", "export let x = 1, both = 1"),
        ("b", "export let y = 2, both = 2; export default 3"),
    ]);
    assert_eq!(log, "3 sub x y z undefined");
}

#[test]
fn what_cannot_be_linked_is_a_syntax_error() {
    let missing = module_reports(&[("main", "import { x } from 'a'"), ("a", "")]);
    assert!(
        missing[0].contains("SyntaxError") && missing[0].contains("'x'"),
        "{missing:?}"
    );
    let ambiguous = module_reports(&[
        ("main", "import { x } from 'c'"),
        ("c", "export * from 'a'; export * from 'b'"),
        ("a", "export let x = 1"),
        ("b", "export let x = 2"),
    ]);
    assert!(ambiguous[0].contains("conflicting"), "{ambiguous:?}");
    let circular = module_reports(&[
        ("main", "import { x } from 'a'"),
        ("a", "export { x } from 'b'"),
        ("b", "export { x } from 'a'"),
    ]);
    assert!(circular[0].contains("SyntaxError"), "{circular:?}");
    assert!(module_reports(&[("main", "import 'nowhere'")])[0].contains("no module nowhere"));
}

#[test]
fn modules_wait_for_each_other() {
    let log = modules(&[
        ("main", "import 'a'; import 'b'; import 'c'; log('main')"),
        ("a", "log('a1'); await 0; log('a2'); await 0; log('a3')"),
        ("b", "log('b1'); await 0; log('b2')"),
        ("c", "import 'a'; log('c')"),
    ]);
    assert_eq!(log, "a1 b1 a2 b2 a3 c main");
}

#[test]
fn a_rejected_module_rejects_its_importers() {
    let log = modules(&[
        (
            "main",
            "import('p').then(() => log('no'), e => log('got ' + e)); try { await import('q') } catch (e) { log('q ' + e) }",
        ),
        ("p", "import 'r'; log('never')"),
        ("q", "import 'r'"),
        ("r", "await 0; throw 'boom'"),
    ]);
    assert_eq!(log, "got boom q boom");
}

#[test]
fn import_calls_return_namespaces() {
    let log = modules(&[
        (
            "main",
            "import('a').then(ns => log(ns.x)); const ns = await import('a'); log(ns.f()); try { await import('none') } catch (e) { log(e.name) } try { await import('bad') } catch (e) { log(e.name) } log(import.meta.url); try { await import('a', { with: { what: 'x' } }) } catch (e) { log(e.name) } import({ toString() { throw 'ts' } }).then(null, log)",
        ),
        (
            "a",
            "log('once'); export let x = 1; export function f() { return 2 }",
        ),
        ("bad", "let let"),
    ]);
    assert_eq!(log, "once 1 2 TypeError SyntaxError main TypeError ts");
}

#[test]
fn an_import_may_be_tried_again() {
    let log = modules(&[
        (
            "main",
            "for (let i = 0; i < 2; i++) try { await import('a') } catch (e) { log(e.name) }",
        ),
        ("a", "import { x } from 'b'; log('never')"),
        ("b", "export { x } from 'c'"),
        ("c", "export let x; import 'bad'"),
        ("bad", "let let"),
    ]);
    assert_eq!(log, "SyntaxError SyntaxError");
}

#[test]
fn export_names_may_spell_indices() {
    let log = modules(&[
        (
            "main",
            "import * as ns from 'a'; log(ns[1]); log(ns['0']); for (const k in ns) log(k); log(2 in ns); try { ns[0] = 1 } catch (e) { log(e.name) }",
        ),
        (
            "a",
            "const a = 'a', b = 'b'; export { a as '0', b as '1', a as '10' }",
        ),
    ]);
    assert_eq!(log, "b a 0 1 10 false TypeError");
}

#[test]
fn text_modules_and_deferred_modules() {
    let log = modules(&[
        (
            "main",
            "import t from 'text' with { type: 'text' }; log(t); import defer * as d from 'lazy'; log('before'); log(d.x); log(d.x); import.defer('lazy2').then(ns => { log('deferred'); log(ns.y) })",
        ),
        ("text", "some text"),
        ("lazy", "log('evaluated'); export let x = 'x'"),
        ("lazy2", "log('evaluated2'); export let y = 'y'"),
    ]);
    assert_eq!(log, "some text before evaluated x x deferred evaluated2 y");
}

#[test]
fn default_exports_are_named() {
    let log = modules(&[
        (
            "main",
            "import f from 'f'; import c from 'c'; import a from 'a'; log(f.name + c.name + a.name); log(f())",
        ),
        ("f", "export default function () { return 'hoisted' }"),
        ("c", "export default class {}"),
        ("a", "export default () => 1"),
    ]);
    assert_eq!(log, "defaultdefaultdefault hoisted");
}

#[test]
fn a_stop_leaves_coroutines_that_can_be_asked() {
    let text = "
        var i = (function* () { try { tick(); yield 1; tick(); yield* [2, 3]; tick() } finally { tick(); log('f') } })();
        var t = { get then() { tick(); return undefined } };
        var a = (async function* () { tick(); try { yield t; tick(); await t; tick(); yield 2 } finally { tick() } return t })();
        for (var n = 0; n < 5; n++) a.next().then(() => tick(), () => tick());
        a.return(t).then(tick, tick);
        async function f() { tick(); await t; tick(); try { await Promise.reject(tick()) } catch { tick() } return t }
        f().then(tick);
        tick(); for (const x of i) tick();
        tick();
    ";
    let rest = "
        for (const x of i) log(x);
        i.next(); i.return(1); try { i.throw(1) } catch (e) { log('t') }
        a.next(); a.return(); a.throw().then(null, () => log('a')); f().then(() => log('g'));
    ";
    assert_eq!(stopped_everywhere(text, rest), "f t a g");
}

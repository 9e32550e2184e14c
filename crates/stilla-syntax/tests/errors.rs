//! Early errors by example: what is refused, with which code and where, and what is reported together.
//!
//! Uses: stilla-syntax.
//! Never: anything else.

use stilla_syntax::{
    Interner, ParseOptions, PrivateNames, Rejected, Surroundings, parse, parse_dynamic_function,
};

fn reject(source: &str, options: &ParseOptions) -> Rejected {
    let arena = bumpalo::Bump::new();
    match parse(source.as_bytes(), &arena, Interner::new(), options) {
        Ok(_) => panic!("{source} should be refused"),
        Err(rejected) => rejected,
    }
}

fn accept(source: &str, options: &ParseOptions) {
    let arena = bumpalo::Bump::new();
    if let Err(rejected) = parse(source.as_bytes(), &arena, Interner::new(), options) {
        panic!("{source}: {:?}", rejected.diagnostics);
    }
}

/// Each source marks with `«` where its first error is.
fn check(options: &ParseOptions, cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (marked, code) in cases {
        let place = marked.find('«').expect("the source marks its error") as u32;
        let rejected = reject(&marked.replace('«', ""), options);
        let first = &rejected.diagnostics[0];
        if (first.code(), first.span.start) != (*code, place) {
            wrong.push(format!(
                "{marked}: {} at {}, {}",
                first.code(),
                first.span.start,
                first.message()
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn codes_and_places() {
    check(
        &ParseOptions::script(),
        &[
            ("let a; let «a;", "S0040"),
            ("{ var b; let «b; }", "S0040"),
            ("{ { var b; } let «b; }", "S0040"),
            ("function f(a) { let «a; }", "S0040"),
            ("try {} catch ([e]) { var «e; }", "S0040"),
            ("'use strict'; function f(a, «a) {}", "S0041"),
            ("(a, «a) => 1", "S0041"),
            ("function f(a, «a) { 'use strict'; }", "S0041"),
            ("function f(a = 1) { «'use strict'; }", "S0042"),
            ("const «a;", "S0043"),
            ("«1 = 2", "S0060"),
            ("«a?.b = 1", "S0065"),
            ("({a «= 1})", "S0064"),
            ("({__proto__: 1, «__proto__: 2})", "S0072"),
            ("«break;", "S0091"),
            ("x: { «continue x; }", "S0092"),
            ("while (1) { break «y; }", "S0093"),
            ("x: «x: ;", "S0095"),
            ("«return 1", "S0090"),
            ("«new.target", "S0100"),
            ("«super.x", "S0101"),
            ("({ m() { «super(); } })", "S0102"),
            ("class A { constructor() { «super(); } }", "S0102"),
            ("class A { constructor() {} «constructor() {} }", "S0110"),
            ("class A { #a; «#a; }", "S0040"),
            ("class A { m() { this.«#b; } }", "S0115"),
            ("class A { x = «arguments; }", "S0035"),
            ("class A { static { «await; } }", "S0032"),
            ("'use strict'; delete «a;", "S0070"),
            ("'use strict'; «with (a) {}", "S0096"),
            ("'use strict'; «010", "S0021"),
            ("«'\\01'; 'use strict';", "S0018"),
            ("a «?? b || c", "S0068"),
            ("«-1 ** 2", "S0069"),
            ("if (1) «let a;", "S0046"),
            ("if (1) «const a = 1;", "S0046"),
            ("while (1) «function f() {}", "S0047"),
            ("for («let a, b of c) ;", "S0074"),
            ("for («let of a) ;", "S0075"),
            ("for («async of a) ;", "S0076"),
            ("«import a from 'b'", "S0105"),
            ("«import.meta", "S0104"),
            ("«await a", "S0099"),
            ("«v\\u0061r a", "S0023"),
            ("«'abc\n'", "S0011"),
            ("«/a/gg", "S0015"),
            ("«1_", "S0020"),
            ("«3in []", "S0022"),
            ("a «b", "S0001"),
            ("switch (1) { default: «default: }", "S0098"),
        ],
    );
}

#[test]
fn modules() {
    check(
        &ParseOptions::module(),
        &[
            ("export let a; export { «a };", "S0120"),
            ("export { «a };", "S0121"),
            ("import { a } from 'b'; let «a;", "S0040"),
            ("import a from 'b' with { c: 'd', «c: 'e' };", "S0124"),
            ("export { «'a' };", "S0122"),
            ("{ «export let a; }", "S0105"),
            ("let «await;", "S0032"),
        ],
    );
}

#[test]
fn several_errors_are_reported() {
    let source = "let a = ;\nlet b = 1;\nfunction f() { let c = ); let d = 1 }\nlet b;\n";
    let rejected = reject(source, &ParseOptions::script());
    let codes: Vec<_> = rejected
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code())
        .collect();
    assert_eq!(codes, ["S0001", "S0001", "S0040"]);
    assert!(!rejected.incomplete);
}

#[test]
fn input_that_ends_too_early() {
    for source in [
        "function f() {",
        "a = ",
        "(1,",
        "[1",
        "{",
        "`a${b",
        "`a",
        "/* a",
        "if (a)",
        "class A { m() {",
        "try {}",
        "f(",
        "a ? b",
    ] {
        assert!(
            reject(source, &ParseOptions::script()).incomplete,
            "{source}"
        );
    }
    for source in ["a b", ")", "'a", "let a = ;", "const a"] {
        assert!(
            !reject(source, &ParseOptions::script()).incomplete,
            "{source}"
        );
    }
}

#[test]
fn evals_know_their_surroundings() {
    let eval = |surroundings: Surroundings| ParseOptions::eval(false, surroundings);
    reject("new.target", &eval(Surroundings::default()));
    accept(
        "new.target",
        &eval(Surroundings {
            new_target: true,
            ..Surroundings::default()
        }),
    );
    accept(
        "() => super.x",
        &eval(Surroundings {
            super_property: true,
            ..Surroundings::default()
        }),
    );
    reject(
        "function f() { super.x }",
        &eval(Surroundings {
            super_property: true,
            ..Surroundings::default()
        }),
    );
    reject(
        "arguments",
        &eval(Surroundings {
            in_class_field: true,
            ..Surroundings::default()
        }),
    );
    let names = PrivateNames::Known(vec![b"#x".to_vec()]);
    let inside = eval(Surroundings {
        private_names: names,
        ..Surroundings::default()
    });
    accept("a.#x", &inside);
    reject("a.#y", &inside);
}

#[test]
fn dynamic_functions() {
    let function = |params: &str, body: &str| {
        let arena = bumpalo::Bump::new();
        let (params, body) = (params.as_bytes(), body.as_bytes());
        parse_dynamic_function(
            "function",
            params,
            body,
            &arena,
            Interner::new(),
            &ParseOptions::script(),
        )
        .is_ok()
    };
    assert!(function("a, b = 1, ...c", "return a"));
    assert!(function("a //", "return a //"));
    assert!(function("", "-->"));
    assert!(!function("/*", "*/) {"));
    assert!(!function("a) { }, function(b", ""));
    assert!(!function("", "}, function() {"));
    assert!(!function("", "super.x"));
    assert!(!function("-->", ""));
    assert!(!function("a", "let a"));
}

//! Scope analysis by example: a program and the scopes that it has.
//!
//! Uses: stilla-syntax.
//! Never: anything else.

use stilla_syntax::{Interner, ParseOptions, dump, parse};

fn scopes_with(source: &str, options: ParseOptions) -> String {
    let arena = bumpalo::Bump::new();
    match parse(source.as_bytes(), &arena, Interner::new(), &options) {
        Ok(parsed) => dump::dump_scopes(&parsed.scopes, &parsed.interner),
        Err(rejected) => panic!("{source}: {:?}", rejected.diagnostics),
    }
}

fn check(source: &str, expected: &[&str]) {
    let found = scopes_with(source, ParseOptions::script());
    assert_eq!(
        found.lines().collect::<Vec<_>>(),
        expected,
        "{source}\n{found}"
    );
}

#[test]
fn captured_and_assigned() {
    check(
        "function f(a, b) { let c = 1, d; d = 2; return () => a + c; }",
        &[
            "Script f:Function",
            "  Normal/2 a:Param+captured b:Param c:Let+captured d:Let+assigned",
            "    Arrow/0",
        ],
    );
}

#[test]
fn arrow_parameters_own_their_references() {
    check(
        "let x = 1; (a = x, b = () => a, {c} = b) => c;",
        &[
            "Script x:Let+captured",
            "  Arrow/0 complex-params param-expressions a:Param+captured b:Param c:Param",
            "    Arrow/0",
            "    FunctionBody",
        ],
    );
    check(
        "(a, b); (a, b) => a;",
        &["Script", "  Arrow/2 a:Param b:Param"],
    );
    check(
        "async (a, b); async (a, b) => a;",
        &["Script", "  AsyncArrow/2 a:Param b:Param"],
    );
}

#[test]
fn temporal_dead_zones() {
    check("{ let a = 1; a; }", &["Script", "  Block a:Let"]);
    check("{ a; let a = 1; }", &["Script", "  Block a:Let+tdz"]);
    check("{ let a = a; }", &["Script", "  Block a:Let+tdz"]);
    check(
        "{ let a = 1; () => a; }",
        &["Script", "  Block a:Let+captured", "    Arrow/0"],
    );
    check(
        "{ () => a; let a = 1; }",
        &["Script", "  Block a:Let+captured+tdz", "    Arrow/0"],
    );
    check(
        "{ let a = 1; function f() { a } }",
        &[
            "Script f:Var+assigned+hoisted",
            "  Block a:Let+captured+tdz f:Function+hoisted",
            "    Normal/0",
        ],
    );
    check(
        "{ let a = 1; { function f() { a } } }",
        &[
            "Script f:Var+assigned+hoisted",
            "  Block a:Let+captured",
            "    Block f:Function+hoisted",
            "      Normal/0",
        ],
    );
    check(
        "switch (1) { case 1: let a = 1; case 2: a }",
        &["Script", "  Switch a:Let+tdz"],
    );
    check(
        "for (let i = 0; i < 1; i++) ;",
        &["Script", "  For i:Let+assigned"],
    );
    check("for (let i of i) ;", &["Script", "  For i:Let+tdz"]);
    check(
        "(a = b, b) => 1",
        &[
            "Script",
            "  Arrow/0 complex-params param-expressions a:Param b:Param+tdz",
            "    FunctionBody",
        ],
    );
    check(
        "function f(a) { function g() { a } }",
        &[
            "Script f:Function",
            "  Normal/1 a:Param+captured g:Function",
            "    Normal/0",
        ],
    );
}

#[test]
fn classes() {
    check(
        "{ class C extends D { m() { C } static x = C; } C }",
        &[
            "Script",
            "  Block C:Class",
            "    Class strict C:Class+captured",
            "      Method/0 strict",
            "      FieldInitializer/0 strict",
        ],
    );
    check(
        "(class C extends C {})",
        &["Script", "  Class strict C:Class+tdz"],
    );
    check(
        "(class { #x = 1; static #y; get #z() {} set #z(v) {} m() { this.#x } })",
        &[
            "Script",
            "  Class strict #x:PrivateField+captured #y:PrivateField+static #z:PrivateAccessor",
            "    FieldInitializer/0 strict",
            "    FieldInitializer/0 strict",
            "    Getter/0 strict",
            "    Setter/1 strict v:Param",
            "    Method/0 this strict this:This",
        ],
    );
    check(
        "(class extends A { constructor() { super(); () => super.x } })",
        &[
            "Script",
            "  Class strict",
            "    DerivedConstructor/0 this new.target super.x super() strict super():ActiveFunction new.target:NewTarget this:This+captured+assigned super:HomeObject+captured",
            "      Arrow/0 this super.x strict",
        ],
    );
}

#[test]
fn implicit_bindings() {
    check(
        "function f() { () => this; arguments; }",
        &[
            "Script f:Function",
            "  Normal/0 this arguments this:This+captured arguments:Arguments",
            "    Arrow/0 this",
        ],
    );
    check(
        "function f() { var arguments; }",
        &["Script f:Function", "  Normal/0 arguments:Var"],
    );
    check(
        "function f() { var arguments; arguments }",
        &["Script f:Function", "  Normal/0 arguments arguments:Var"],
    );
    check(
        "function f(arguments) { arguments }",
        &["Script f:Function", "  Normal/1 arguments:Param"],
    );
    check(
        "(function f() { f })",
        &["Script", "  Normal/0 f:FunctionName"],
    );
    check("(function f(f) { f })", &["Script", "  Normal/1 f:Param"]);
}

#[test]
fn annex_b_functions() {
    check(
        "{ function f() {} }",
        &[
            "Script f:Var+assigned+hoisted",
            "  Block f:Function+hoisted",
            "    Normal/0",
        ],
    );
    check(
        "let f; { function f() {} }",
        &["Script f:Let", "  Block f:Function", "    Normal/0"],
    );
    check(
        "{ let f; { function f() {} } }",
        &[
            "Script",
            "  Block f:Let",
            "    Block f:Function",
            "      Normal/0",
        ],
    );
    check(
        "'use strict'; { function f() {} }",
        &[
            "Script strict",
            "  Block strict f:Function",
            "    Normal/0 strict",
        ],
    );
    check(
        "function g(f) { { function f() {} } }",
        &[
            "Script g:Function",
            "  Normal/1 f:Param",
            "    Block f:Function",
            "      Normal/0",
        ],
    );
    check(
        "if (1) function f() {}",
        &[
            "Script f:Var+assigned+hoisted",
            "  Block f:Function+hoisted",
            "    Normal/0",
        ],
    );
}

#[test]
fn direct_eval_captures_everything() {
    check(
        "function f(a) { let b; eval(''); }",
        &[
            "Script eval f:Function+captured+assigned",
            "  Normal/1 this arguments new.target eval sloppy-eval a:Param+captured+assigned b:Let+captured+assigned+tdz this:This+captured+assigned arguments:Arguments+captured+assigned new.target:NewTarget+captured+assigned",
        ],
    );
}

#[test]
fn with_is_marked() {
    check(
        "with (a) { let b; }",
        &["Script", "  With", "    Block inside-with b:Let"],
    );
}

#[test]
fn exports_are_captured() {
    let found = scopes_with(
        "export let a; let b; export default 1; import c from 'd'; c",
        ParseOptions::module(),
    );
    assert_eq!(
        found.trim(),
        "Module strict a:Let+captured+tdz b:Let *default*:Const+captured+tdz c:Import"
    );
}

#[test]
fn lazy_functions_leave_the_same_outer_scope() {
    let source = "let a, b; function f(x) { a = 1; { let y; () => x + y } } b";
    let lazy = scopes_with(
        source,
        ParseOptions {
            lazy: true,
            ..ParseOptions::script()
        },
    );
    assert_eq!(
        lazy.lines().collect::<Vec<_>>(),
        [
            "Script a:Let+captured+assigned+tdz b:Let f:Function",
            "  Normal/1"
        ]
    );
}

//! Functions that were dropped can be parsed again.
//!
//! Uses: stilla-syntax.
//! Never: anything else.

use stilla_syntax::ast::{
    ClassElementKind, ExprKind, Function, FunctionBody, ObjectMemberKind, Program, StmtKind,
};
use stilla_syntax::{Interner, ParseOptions, parse, parse_function_at};

fn first_function<'a>(program: &Program<'a>) -> &'a Function<'a> {
    match program.body[0].kind {
        StmtKind::Function(function) => function,
        StmtKind::Expr(expr) => match expr.without_parens().kind {
            ExprKind::Function(function) => function,
            ExprKind::Assign { value, .. } => match value.kind {
                ExprKind::Function(function) => function,
                _ => panic!("no function"),
            },
            ExprKind::Class(class) => match class.elements.first().map(|element| element.kind) {
                Some(
                    ClassElementKind::Method(_, function) | ClassElementKind::Getter(_, function),
                ) => function,
                _ => class.constructor.expect("a constructor"),
            },
            ExprKind::Object(members) => match members[0].kind {
                ObjectMemberKind::Method(_, function) | ObjectMemberKind::Setter(_, function) => {
                    function
                }
                _ => panic!("no method"),
            },
            _ => panic!("no function"),
        },
        _ => panic!("no function"),
    }
}

fn check(source: &str) {
    let arena = bumpalo::Bump::new();
    let options = ParseOptions {
        lazy: true,
        ..ParseOptions::script()
    };
    let parsed = parse(source.as_bytes(), &arena, Interner::new(), &options).expect(source);
    let function = first_function(&parsed.root);
    let FunctionBody::Lazy(lazy) = function.body else {
        panic!("{source}: not lazy")
    };
    let facts = parsed
        .scopes
        .facts(function.scope)
        .expect("a function has facts");
    let options = ParseOptions {
        strict: facts.strict,
        ..options
    };
    let again = parse_function_at(
        source.as_bytes(),
        lazy,
        facts,
        &arena,
        parsed.interner,
        &options,
    )
    .expect(source);
    let FunctionBody::Block(body) = again.root.body else {
        panic!("{source}: no body")
    };
    assert_eq!(again.root.span, function.span, "{source}");
    assert_eq!(again.root.kind, function.kind, "{source}");
    assert_eq!(body.statements.len(), 1, "{source}");
    let found = again
        .scopes
        .facts(again.root.scope)
        .expect("a function has facts");
    assert_eq!(format!("{facts:?}"), format!("{found:?}"), "{source}");
}

#[test]
fn every_kind_of_function() {
    for source in [
        "function f(a, b = 1) { return this; }",
        "async function* f(a) { yield await a; }",
        "x = function g() { return arguments; }",
        "x = (a, {b}) => { return this; }",
        "x = async a => { return await a; }",
        "x = async (a) => { return () => { b } }",
        "(class { m() { return super.x; } })",
        "(class { get [a + b]() { return 1; } })",
        "(class { static async *#m() { yield 1; } })",
        "(class extends A { constructor() { super(); } })",
        "({ async *m() { yield 1; } })",
        "({ set x(v) { this.y = v; } })",
        "({ 'a b'() { return new.target; } })",
        "({ get() { return 1; } })",
        "(class { static [class { static { this.a; } }]() { return 1; } })",
    ] {
        check(source);
    }
}

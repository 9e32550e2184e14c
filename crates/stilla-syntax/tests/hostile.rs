//! Texts that nest without end are parsed or refused, on a 2 MiB stack.
//!
//! Uses: stilla-syntax.
//! Never: anything else.

use stilla_syntax::{DiagnosticKind, Interner, ParseOptions, parse};

const MANY: usize = 1_000_000;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    Fine,
    TooDeep,
    Other,
}

fn verdict(source: String, options: ParseOptions) -> Verdict {
    let thread = std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || {
            let arena = bumpalo::Bump::new();
            match parse(source.as_bytes(), &arena, Interner::new(), &options) {
                Ok(_) => Verdict::Fine,
                Err(rejected)
                    if matches!(rejected.diagnostics[0].kind, DiagnosticKind::TooDeep) =>
                {
                    Verdict::TooDeep
                }
                Err(rejected) => {
                    assert!(!rejected.diagnostics.is_empty());
                    Verdict::Other
                }
            }
        });
    thread
        .expect("a thread should start")
        .join()
        .expect("parsing should not panic")
}

fn both(source: String) -> Verdict {
    let eager = verdict(source.clone(), ParseOptions::script());
    let lazy = verdict(
        source,
        ParseOptions {
            lazy: true,
            ..ParseOptions::script()
        },
    );
    assert_eq!(eager, lazy);
    eager
}

fn nest(open: &str, close: &str, count: usize) -> String {
    format!("{}1{}", open.repeat(count), close.repeat(count))
}

const NESTS: &[(&str, &str)] = &[
    ("(", ")"),
    ("[", "]"),
    ("({a:", "})"),
    ("({a:[", "]})"),
    ("({[", "]:1})"),
    ("`${", "}`"),
    ("f(", ")"),
    ("f`${", "}`"),
    ("a[", "]"),
    ("new (", ")"),
    ("new ", ""),
    ("a=>", ""),
    ("async a=>", ""),
    ("(a=", ")=>1"),
    ("(a)=>(", ")"),
    ("()=>{", "}"),
    ("(()=>{", "})"),
    ("async()=>{", "}"),
    ("async(a=", ")=>1"),
    ("a=", ""),
    ("a**", ""),
    ("!", ""),
    ("- ", ""),
    ("typeof ", ""),
    ("++", ""),
    ("delete ", ""),
    ("a?", ":1"),
    ("a?.[", "]"),
    ("[a=", "]=1"),
    ("[...", "]"),
    ("(class{[", "](){}})"),
    ("(class{a=", "})"),
    ("(class{static{", "}})"),
    ("(class extends ", "{})"),
    ("(class{m(){", "}})"),
    ("(function(){return ", "})"),
    ("(function(a=", "){})"),
    ("function*g(){yield ", "}"),
    ("import(", ")"),
    ("{", "}"),
    ("if(1)", ";"),
    ("if(1){", "}"),
    ("if(1);else{", "}"),
    ("while(1)", ";"),
    ("do ", ";while(1)"),
    ("for(;;)", ";"),
    ("for(let a of ", ");"),
    ("with(1)", ";"),
    ("try{", "}catch{}"),
    ("try{}catch{", "}"),
    ("switch(1){case 1:", "}"),
    ("switch(", "){}"),
    ("function f(){", "}"),
    ("var[", "]=1"),
    ("var{a:", "}=1"),
    ("var{[", "]:a}=1"),
    ("async function f(){await ", "}"),
    ("@(", ") class A {}"),
];

#[test]
fn deep_nesting_is_an_error_and_not_a_crash() {
    for (open, close) in NESTS {
        let much = ["(", "[", "{", "`${", "a=>", "()=>{", "!", "if(1)"].contains(open);
        let count = if much { MANY } else { MANY / 20 };
        let verdict = both(nest(open, close, count));
        assert_ne!(verdict, Verdict::Fine, "{open}");
        let unclosed = both(open.repeat(count));
        assert_ne!(unclosed, Verdict::Fine, "{open} unclosed");
    }
}

#[test]
fn moderate_nesting_is_fine() {
    for (open, close) in NESTS.iter().filter(|(open, _)| {
        ["(", "[", "{", "f(", "({a:", "()=>{", "a=", "!", "if(1)"].contains(open)
    }) {
        let verdict = verdict(nest(open, close, 300), ParseOptions::script());
        assert_eq!(verdict, Verdict::Fine, "{open}");
    }
}

#[test]
fn chains_have_no_limit() {
    let chains = [
        format!("a{}", "+a".repeat(MANY)),
        format!("a{}", "&&a".repeat(MANY)),
        format!("a{}", "??a".repeat(MANY)),
        format!("a{}", ",a".repeat(MANY)),
        format!("a{}", ".a".repeat(MANY)),
        format!("a{}", "?.a".repeat(MANY)),
        format!("a{}", "()".repeat(MANY)),
        format!("a{}", "[0]".repeat(MANY)),
        format!("a{}", "``".repeat(MANY)),
        format!("x{}", "?1:x".repeat(MANY)) + "?1:2",
        format!("if(1);{}", "else if(1);".repeat(MANY)),
        format!("'a'{}", "+'a'".repeat(MANY)),
        format!("[{}]", "a,".repeat(MANY)),
        "a;".repeat(MANY),
        "{}".repeat(MANY),
    ];
    for chain in chains {
        let start = chain[..20].to_owned();
        assert_eq!(both(chain), Verdict::Fine, "{start}");
    }
}

#[test]
fn labels_are_bounded() {
    let labels: String = (0..20_000).map(|i| format!("a{i}:")).collect();
    assert_eq!(both(labels + ";"), Verdict::TooDeep);
}

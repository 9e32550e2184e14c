//! Small listings of what the compiler makes, and the texts that it refuses.
#![allow(clippy::unwrap_used)]

use stilla_bytecode::disassemble::disassemble_one;
use stilla_bytecode::{Code, FunctionKind, verify};
use stilla_compiler::{
    CompileOptions, DynamicKind, compile_eval, compile_function, compile_module, compile_script,
};

fn options() -> CompileOptions {
    CompileOptions {
        lazy_from: usize::MAX,
        ..CompileOptions::default()
    }
}

/// The operations and operands of the first function of a script.
fn first_function(text: &str) -> Vec<String> {
    let code = compile_script("test.js", text.as_bytes(), &options()).unwrap();
    verify(&code).unwrap();
    let inner: &Code = code.functions[0].code(None).unwrap();
    let listing = disassemble_one(inner);
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    listing.lines().skip(1).map(words).collect()
}

#[test]
fn a_conditional_return_is_two_returns() {
    let listing = first_function("function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }");
    let expected = [
        "0 JumpIfNotLtInt r6, 2, L1",
        "1 Return r6",
        "L1 2 GetGlobal r12, \"fib\"#0",
        "3 SubInt r14, r6, 1",
        "4 Call r8, r8, argc=1",
        "5 GetGlobal r13, \"fib\"#1",
        "6 SubInt r15, r6, 2",
        "7 Call r9, r9, argc=1",
        "8 Add r7, r8, r9",
        "9 Return r7",
    ];
    assert_eq!(listing, expected);
}

#[test]
fn a_loop_is_tested_at_the_bottom() {
    let listing = first_function(
        "function f(a) { let s = 0; for (let i = 0; i < a.length; i++) s += a[i]; return s; }",
    );
    let expected = [
        "0 LoadInt r7, 0",
        "1 LoadInt r8, 0",
        "2 Jump L2",
        "L1 3 GetElem r9, r6, r8",
        "4 Add r7, r7, r9",
        "5 Inc r8, r8",
        "L2 6 GetLength r9, r6, \"length\"#0",
        "7 LoopIfLt r8, r9, L1",
        "8 Return r7",
    ];
    assert_eq!(listing, expected);
}

#[test]
fn an_operand_that_is_assigned_later_is_copied() {
    let listing = first_function("function f(x) { return x + (x = 1); }");
    let expected = [
        "0 Move r8, r6",
        "1 LoadInt r6, 1",
        "2 Add r7, r8, r6",
        "3 Return r7",
    ];
    assert_eq!(listing, expected);
}

#[test]
fn what_is_captured_in_a_loop_is_copied_for_each_iteration() {
    let listing = first_function("function f(g) { for (let i = 0; i < 9; i++) g(() => i); }");
    let copies = listing
        .iter()
        .filter(|line| line.contains("CopyEnv"))
        .count();
    assert_eq!(copies, 2, "{listing:#?}");
}

#[test]
fn functions_of_large_texts_are_compiled_later() {
    let lazy = CompileOptions {
        lazy_from: 0,
        ..CompileOptions::default()
    };
    let text = b"function outer(a) { function inner(b) { return a + b; } return inner; }";
    let code = compile_script("test.js", text, &lazy).unwrap();
    assert!(code.functions[0].lazy.is_some());
    let outer = code.functions[0].code(None).unwrap();
    let inner = outer.functions[0].code(None).unwrap();
    let eager = compile_script("test.js", text, &options()).unwrap();
    let same = eager.functions[0].code(None).unwrap().functions[0]
        .code(None)
        .unwrap();
    assert_eq!(disassemble_one(inner), disassemble_one(same));
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    let text = format!("a{}", ".b".repeat(1_000_000));
    let error = compile_script("test.js", text.as_bytes(), &options()).unwrap_err();
    assert!(error.too_deep);
    let text = vec!["a"; 100_000].join(" + ");
    assert!(compile_script("test.js", text.as_bytes(), &options()).is_ok());
}

#[test]
fn a_far_jump_is_compiled_without_short_forms() {
    let text = format!(
        "function f(x, a, b) {{ while (x < 9) {{ {} }} }}",
        "a = b + 1; ".repeat(40_000)
    );
    let code = compile_script("test.js", text.as_bytes(), &options()).unwrap();
    verify(&code).unwrap();
}

#[test]
fn regular_expressions_are_checked_early() {
    let error = compile_script("test.js", b"if (0) /(/;", &options()).unwrap_err();
    assert_eq!(error.diagnostics[0].code, "R0001");
}

#[test]
fn the_name_of_a_function_made_from_strings_is_not_bound() {
    let code = compile_function(
        "test.js",
        DynamicKind::Normal,
        b"a, b",
        b"return anonymous",
        &options(),
    )
    .unwrap();
    assert_eq!(code.facts.kind, FunctionKind::Normal);
    assert!(disassemble_one(&code).contains("GetGlobal"));
}

#[test]
fn a_module_knows_its_entries() {
    let text = b"import {a as b} from 'x'; export let c = b; export default function () {} export * from 'y';";
    let code = compile_module("test.mjs", text, &options()).unwrap();
    let facts = code.module.as_ref().unwrap();
    assert_eq!(facts.requests.len(), 2);
    assert_eq!(facts.imports.len(), 1);
    assert_eq!(facts.local_exports.len(), 2);
    assert_eq!(facts.functions.len(), 1);
    assert_eq!(facts.star_exports, [1]);
}

#[test]
fn a_direct_eval_sees_the_scope_of_its_call() {
    let text = b"function f(p) { let l = 1; return eval('p + l'); }";
    let code = compile_script("test.js", text, &options()).unwrap();
    let inner = code.functions[0].code(None).unwrap();
    let scope = inner.constants.iter().find_map(|constant| match constant {
        stilla_bytecode::Constant::Scope(scope) => Some(scope.clone()),
        _ => None,
    });
    let scope = scope.unwrap();
    let inside = compile_eval("eval", b"p + l", Some(&scope), &options()).unwrap();
    assert!(!disassemble_one(&inside).contains("GetGlobal"));
    let conflict = compile_eval("eval", b"var l", Some(&scope), &options());
    assert!(conflict.is_err());
}

//! Texts on their way to a program: parsed, compiled, verified, written as bytes and loaded.
//!
//! Uses: stilla-syntax, stilla-compiler, stilla-bytecode, stilla, eval.
//! Never: program.

use bumpalo::Bump;
use std::sync::Arc;
use stilla::{Error, Goal, Profile, Program, ProgramOptions};
use stilla_bytecode::Code;
use stilla_compiler::{
    CompileError, CompileOptions, DynamicKind, compile_eval, compile_function, compile_module,
    compile_script,
};
use stilla_syntax::{Interner, ParseOptions, Surroundings};

/// A text and the byte behind it, which chooses.
fn split(input: &[u8]) -> (&[u8], u8) {
    input
        .split_last()
        .map_or((input, 0), |(last, text)| (text, *last))
}

/// Any bytes are parsed or refused; what is refused says why, at a place of the text.
pub fn parse(input: &[u8]) {
    let (text, choice) = split(input);
    let base = match choice & 3 {
        0 | 1 => ParseOptions::script(),
        2 => ParseOptions::module(),
        _ => ParseOptions::eval(choice & 64 != 0, Surroundings::default()),
    };
    let options = ParseOptions {
        typescript: choice & 4 != 0,
        jsx: choice & 8 != 0,
        lazy: choice & 16 != 0,
        declarations: choice & 36 == 36,
        ..base
    };
    let arena = Bump::new();
    if let Err(rejected) = stilla_syntax::parse(text, &arena, Interner::new(), &options) {
        assert!(!rejected.diagnostics.is_empty(), "refused without a reason");
        for diagnostic in &rejected.diagnostics {
            assert!(!diagnostic.message().is_empty());
        }
    }
}

/// What compiles is accepted by the verifier, lazy functions as well, and can be printed.
pub fn compile_verify(input: &[u8]) {
    let (text, choice) = split(input);
    let options = CompileOptions {
        typescript: choice & 8 != 0,
        jsx: choice & 16 != 0,
        coverage: choice & 32 != 0,
        completion: choice & 64 != 0,
        lazy_from: if choice & 128 == 0 { usize::MAX } else { 0 },
        ..CompileOptions::default()
    };
    if let Ok(code) = compile(text, choice, &options) {
        verify_all(&code);
    }
}

fn compile(text: &[u8], choice: u8, options: &CompileOptions) -> Result<Arc<Code>, CompileError> {
    match choice & 7 {
        0..4 => compile_script("fuzz.js", text, options),
        4 => compile_module("fuzz.js", text, options),
        5 => compile_eval("fuzz.js", text, None, options),
        6 => compile_function("fuzz.js", DynamicKind::Normal, b"a, b", text, options),
        _ => compile_function(
            "fuzz.js",
            DynamicKind::AsyncGenerator,
            text,
            b"yield 1",
            options,
        ),
    }
}

fn verify_all(code: &Arc<Code>) {
    let mut pending = vec![code.clone()];
    while let Some(code) = pending.pop() {
        if let Err(error) = stilla_bytecode::verify::verify_one(&code) {
            panic!(
                "not verified: {error}\n{}",
                stilla_bytecode::disassemble(&code)
            );
        }
        assert!(!stilla_bytecode::disassemble(&code).is_empty());
        let inner = code
            .functions
            .iter()
            .filter_map(|inner| inner.code(None).ok());
        pending.extend(inner.cloned());
    }
}

/// Bytes are a program or are refused; what a program is written as is the same program.
pub fn bytecode(input: &[u8]) {
    if let Ok(program) = Program::from_bytes(input) {
        crate::eval::run_program(&program);
    }
    let (text, choice) = split(input);
    let options = ProgramOptions {
        goal: if choice & 1 == 0 {
            Goal::Script
        } else {
            Goal::Module
        },
        typescript: choice & 2 != 0,
        jsx: choice & 4 != 0,
        strict: choice & 8 != 0,
        profile: if choice & 16 == 0 {
            Profile::Standard
        } else {
            Profile::Modern
        },
    };
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let Ok(program) = Program::compile_with("fuzz.js", text, options) else {
        return;
    };
    let mut bytes = program.to_bytes();
    let again = Program::from_bytes(&bytes).expect("what was written can be read");
    assert_eq!(again.to_bytes(), bytes);
    assert_eq!(again.disassemble(), program.disassemble());
    crate::eval::run_program(&again);
    let place = usize::from(choice) * bytes.len() / 256;
    bytes[place] ^= 0x10;
    let damaged = Program::from_bytes(&bytes);
    assert!(
        matches!(damaged, Err(Error::Host(_)) | Err(_)),
        "damage was not seen"
    );
}

//! Prints the bytecode of a file: `dump [--module] FILE`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use stilla_compiler::{CompileOptions, compile_module, compile_script};

fn main() -> std::process::ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let module = arguments.first().is_some_and(|first| first == "--module");
    if module {
        arguments.remove(0);
    }
    let Some(path) = arguments.first() else {
        eprintln!("usage: dump [--module] FILE");
        return std::process::ExitCode::FAILURE;
    };
    let source = match std::fs::read(path) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("{path}: {error}");
            return std::process::ExitCode::FAILURE;
        }
    };
    let options = CompileOptions {
        completion: true,
        lazy_from: if std::env::var_os("LAZY").is_some() {
            0
        } else {
            usize::MAX
        },
        ..CompileOptions::default()
    };
    let result = if module {
        compile_module(path, &source, &options)
    } else {
        compile_script(path, &source, &options)
    };
    match result {
        Ok(code) => {
            print!("{}", stilla_bytecode::disassemble(&code));
            match stilla_bytecode::verify(&code) {
                Ok(()) => std::process::ExitCode::SUCCESS,
                Err(error) => {
                    eprintln!("not valid: {error}");
                    std::process::ExitCode::FAILURE
                }
            }
        }
        Err(error) => {
            for diagnostic in &error.diagnostics {
                eprintln!(
                    "{} {:?} {}",
                    diagnostic.code, diagnostic.span, diagnostic.message
                );
            }
            std::process::ExitCode::FAILURE
        }
    }
}

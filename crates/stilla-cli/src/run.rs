//! `stilla run`: scripts and modules from files or standard input.
//!
//! Uses: shell, failure. Never: the other commands.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use stilla::{Error, Program, Runtime};

use crate::failure::{UNUSABLE, complain, report};
use crate::shell::Limits;

/// What to run and how.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// The files; `-` is standard input.
    pub(crate) files: Vec<PathBuf>,
    /// Treat every file as a module, whatever its name.
    #[arg(long)]
    pub(crate) module: bool,
    /// Print the value of the last statement.
    #[arg(long)]
    pub(crate) print: bool,
    /// Run this script first, in the same realm; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) preload: Vec<PathBuf>,
    /// Further host objects: `test262` adds `$262`.
    #[arg(long, value_parser = ["test262"])]
    pub(crate) host: Option<String>,
    /// Show what the machine sees: `bytecode`.
    #[arg(long, value_parser = ["bytecode"])]
    pub(crate) dump: Option<String>,
    #[command(flatten)]
    pub(crate) limits: Limits,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> ExitCode {
    if options.files.is_empty() {
        complain("stilla run: no file given");
        return ExitCode::from(UNUSABLE);
    }
    let mut runtime = match prepare(options) {
        Ok(runtime) => runtime,
        Err(error) => return ExitCode::from(report(&error, None)),
    };
    let preloads = options.preload.iter().map(|path| (path, false));
    let files = options.files.iter().map(|path| (path, true));
    for (path, is_main) in preloads.chain(files) {
        let code = run_file(&mut runtime, path, options, is_main);
        if code != 0 {
            return ExitCode::from(code);
        }
    }
    ExitCode::SUCCESS
}

fn prepare(options: &Options) -> Result<Runtime, Error> {
    let mut runtime = options.limits.runtime()?;
    if options.host.as_deref() == Some("test262") {
        runtime.enter(|cx| stilla_host::test262::install(cx).map(|_| ()))?;
    }
    Ok(runtime)
}

/// Runs one file and gives the exit code: 0 if all went well.
fn run_file(runtime: &mut Runtime, path: &Path, options: &Options, is_main: bool) -> u8 {
    let (name, source) = match read(path) {
        Ok(read) => read,
        Err(message) => {
            complain(&format!("stilla: {message}"));
            return UNUSABLE;
        }
    };
    let is_module = is_main && (options.module || has_module_extension(path));
    let result = if is_module {
        runtime
            .run_module_source(&module_identity(path, &name), &source)
            .map(|()| None)
    } else {
        run_script(runtime, &name, &source, options, is_main).map(Some)
    };
    match result {
        Ok(Some(value)) if options.print && is_main => {
            let text = runtime.enter(|cx| {
                let value = value.to_core(cx).unwrap_or_default();
                stilla_host::inspect::inspect(cx, value)
            });
            if let Ok(text) = text {
                use std::io::Write;
                let _ = writeln!(std::io::stdout().lock(), "{text}");
            }
            0
        }
        Ok(_) => 0,
        Err(error) => report(&error, Some(source.as_bytes())),
    }
}

fn run_script(
    runtime: &mut Runtime,
    name: &str,
    source: &str,
    options: &Options,
    is_main: bool,
) -> Result<stilla::Value, Error> {
    let program = Program::compile(name, source)?;
    if is_main && options.dump.is_some() {
        use std::io::Write;
        let _ = writeln!(std::io::stdout().lock(), "{}", program.disassemble());
    }
    runtime.run(&program)
}

fn has_module_extension(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "mjs")
}

/// What imports of the module are relative to.
fn module_identity(path: &Path, name: &str) -> String {
    path.canonicalize().map_or_else(
        |_| name.to_owned(),
        |path| path.to_string_lossy().into_owned(),
    )
}

/// The name and text of a file or of standard input.
fn read(path: &Path) -> Result<(String, String), String> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| format!("<stdin>: {error}"))?;
        return utf8("<stdin>", bytes);
    }
    if path.is_dir() {
        return Err(format!("{name}: is a directory"));
    }
    bytes = std::fs::read(path).map_err(|error| format!("{name}: {error}"))?;
    utf8(&name, bytes)
}

fn utf8(name: &str, bytes: Vec<u8>) -> Result<(String, String), String> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok((name.to_owned(), text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Err(format!("{name}: not UTF-8 text (byte {at})"))
        }
    }
}

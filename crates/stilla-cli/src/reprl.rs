//! `stilla reprl`: read, evaluate, print, reset, loop: the protocol by which Fuzzilli drives an engine.
//!
//! The one idea: one process runs one script after the other, each in a runtime of its own. Descriptors 100 and 101 carry commands and
//! states, 102 the scripts, 103 what scripts report with `fuzzilli("FUZZILLI_PRINT", text)`.
//!
//! Uses: failure, stilla, stilla-host. Never: the other commands.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::time::Duration;

use stilla::{Context, Error, Function, Runtime};

use crate::failure;

/// Reports what goes wrong with the protocol itself.
pub(crate) fn run() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            failure::complain(&format!(
                "stilla reprl: {error}; Fuzzilli gives the descriptors 100 to 103"
            ));
            ExitCode::from(failure::UNUSABLE)
        }
    }
}

fn serve() -> io::Result<()> {
    // NOTE: pipes may be opened a second time. The place in the file of reports is the driver's to read, so that one is made
    // standard output instead, which shares it.
    let mut commands = File::open("/dev/fd/100")?;
    let mut states = OpenOptions::new().write(true).open("/dev/fd/101")?;
    nix_by_number::unistd::dup2(103, 1)?;
    states.write_all(b"HELO")?;
    let mut word = [0; 4];
    commands.read_exact(&mut word)?;
    if &word != b"HELO" {
        return Err(io::Error::other("the other side does not greet"));
    }
    loop {
        match commands.read_exact(&mut word) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            done => done?,
        }
        if &word != b"exec" {
            return Err(io::Error::other("an unknown command"));
        }
        let mut length = [0; 8];
        commands.read_exact(&mut length)?;
        let script = script(u64::from_le_bytes(length))?;
        // As if it were what `wait` says of a process: the exit code stands in the second byte.
        let state = u32::from(!evaluate(&script)) << 8;
        states.write_all(&state.to_le_bytes())?;
    }
}

/// So many bytes of what is, to the driver, a file that it has just rewound, or a pipe.
fn script(length: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut part = [0; 1 << 16];
    while (bytes.len() as u64) < length {
        let most = part.len().min((length - bytes.len() as u64) as usize);
        match nix_by_number::unistd::read(102, &mut part[..most])? {
            0 => return Err(io::Error::other("the script ends too soon")),
            count => bytes.extend_from_slice(&part[..count]),
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether the script ended without an exception.
fn evaluate(script: &str) -> bool {
    let mut runtime = Runtime::builder()
        .deterministic()
        .memory_limit(1 << 30)
        .timeout(Duration::from_secs(60))
        .output(|_, text| print(text))
        .build();
    let ended = install(&mut runtime).and_then(|()| runtime.eval(script).map(|_| ()));
    ended.is_ok() && runtime.take_unhandled_rejections().is_empty()
}

fn print(text: &str) {
    let mut out = io::stdout().lock();
    // A driver that does not listen has lost nothing.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// The globals that Fuzzilli expects of every engine.
fn install(runtime: &mut Runtime) -> Result<(), Error> {
    let test262 = runtime.enter(|cx| {
        stilla_host::test262::install(cx)?;
        stilla_host::console::install(cx)
    });
    test262?;
    let report = Function::new(
        runtime,
        "fuzzilli",
        |_: &mut Context<'_>, operation: String, argument: Option<stilla::Coerced<String>>| {
            match (operation.as_str(), argument) {
                ("FUZZILLI_PRINT", Some(stilla::Coerced(text))) => print(&format!("{text}\n")),
                // Fuzzilli asks at its start whether it would see a crash.
                ("FUZZILLI_CRASH", _) => std::process::abort(),
                _ => {}
            }
        },
    )?;
    runtime.set("fuzzilli", report)?;
    runtime.eval("globalThis.gc = $262.gc; globalThis.print ??= console.log;")?;
    Ok(())
}

//! `stilla repl`: reads an input, evaluates, prints.
//!
//! A session survives everything: errors, limits, Ctrl-C while a loop runs. Values are printed as
//! `console.log` prints them; `_` is the last one. Timers go on while a person types.
//!
//! Uses: shell, source, failure, envelope, language, profile, rewrite, repl::*. Never: the other commands.

mod background;
mod complete;
mod editor;
mod paint;
mod terminal;

use std::fmt::Write as _;
use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use clap::Args;
use stilla::core::host::Stream;
use stilla::core::{self, Cx, JsResult, Stop};
use stilla::{Error, JobPolicy, ProgramOptions, Runtime, Value};
use stilla_host::inspect::{self, inspect_with};
use stilla_host::system::Recording;

use crate::envelope::{Account, OutputOptions};
use crate::failure::{FINE, code_of, describe, with_columns};
use crate::language::LanguageOptions;
use crate::profile::ProfileOptions;
use crate::rewrite::{Code, Prepared, prepare};
use crate::shell::{HostOptions, Limits, settled};
use crate::source::{SourceFile, plain};
use background::{Background, Shared};
use editor::{Line, Lines};

/// The commands: name, argument, what it does.
const COMMANDS: &[(&str, &str, &str)] = &[
    (".break", "", "gives up the input that was begun"),
    (".editor", "", "reads lines up to Ctrl-D as one input"),
    (".exit", "", "leaves, as Ctrl-D does"),
    (".help", "", "shows this"),
    (".load", "FILE", "runs the file as one input"),
    (
        ".save",
        "FILE",
        "writes the inputs of this session to the file",
    ),
    (".time", "CODE", "evaluates and tells how long it took"),
    (".type", "CODE", "evaluates and tells the type of the value"),
];

/// How to converse.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) output: OutputOptions,
    #[command(flatten)]
    pub(crate) language: LanguageOptions,
    #[command(flatten)]
    pub(crate) profile: ProfileOptions,
    #[command(flatten)]
    pub(crate) limits: Limits,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> ExitCode {
    let mut account = Account::new(options.output);
    let recording = account.recording().unwrap_or_else(|| {
        let recording = Recording::default();
        recording.pause();
        recording
    });
    let runtime = options.limits.runtime_with(HostOptions {
        recording: Some(recording.clone()),
        jobs: JobPolicy::Manual,
        check: options.profile.own_check(),
        refuses_code_from_strings: options.profile.refused().has(stilla_syntax::Form::Eval),
        ..HostOptions::default()
    });
    let runtime = match runtime {
        Ok(mut runtime) => {
            options.language.start(&mut runtime);
            Shared::new(runtime, recording)
        }
        Err(error) => {
            let code = account.not_started(&error);
            return account.end(code, &[]);
        }
    };
    let is_interactive = std::io::stdin().is_terminal() && account.is_for_people();
    let has_colors = is_interactive
        && std::io::stdout().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let lines = match is_interactive {
        false => Ok(Lines::pipe(account.is_for_people())),
        true => Lines::person(runtime.clone(), has_colors),
    };
    let mut lines = match lines {
        Ok(lines) => lines,
        Err(error) => {
            let code = account.fail(&format!("stilla repl: the terminal can't be used: {error}"));
            return account.end(code, &[]);
        }
    };
    let printer = lines.printer();
    let background = printer.and_then(|printer| Background::start(&runtime, printer).ok());
    let mut session = Session {
        is_running: Arc::default(),
        runtime,
        background,
        inputs: Vec::new(),
        options: inspect::Options {
            colors: has_colors,
            ..inspect::Options::default()
        },
        last: None,
        ended: None,
        account,
        profile: options.profile.clone(),
    };
    if is_interactive {
        session.catch_interrupts();
        session.account.tell(&format!(
            "Stilla {}. Type .help for help.",
            env!("CARGO_PKG_VERSION")
        ));
    }
    session.read(lines);
    let mut account = session.account;
    account.memory(session.runtime.lock().memory_usage());
    account.end(session.ended.unwrap_or(FINE), &[])
}

/// What is done with a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    Value,
    Time,
    Type,
}

struct Session {
    runtime: Shared,
    /// What goes on while a person types.
    background: Option<Background>,
    is_running: Arc<AtomicBool>,
    /// What was evaluated, for `.save`.
    inputs: Vec<String>,
    options: inspect::Options,
    /// The value that `_` was given.
    last: Option<Value>,
    /// The exit code with which the script ended the session.
    ended: Option<u8>,
    account: Account,
    profile: ProfileOptions,
}

impl Session {
    /// Ctrl-C ends what runs, and nothing else.
    fn catch_interrupts(&self) {
        let handle = self.runtime.lock().interrupt_handle();
        let is_running = Arc::clone(&self.is_running);
        // NOTE: without a handler Ctrl-C ends the process, as elsewhere.
        let _ = ctrlc::set_handler(move || {
            if is_running.load(Ordering::SeqCst) {
                handle.interrupt("Ctrl-C");
            }
        });
    }

    fn read(&mut self, mut lines: Lines) {
        let is_person = matches!(lines, Lines::Person(_));
        let mut pending = String::new();
        let mut may_leave = false;
        while self.ended.is_none() {
            let prompt = if pending.is_empty() { "> " } else { "… " };
            let line = match self.line(&mut lines, prompt) {
                Line::Text(line) => line,
                Line::GivenUp if may_leave => break,
                Line::GivenUp => {
                    let was_busy = self.background.as_ref().is_some_and(Background::interrupt);
                    may_leave = pending.is_empty() && !was_busy;
                    pending.clear();
                    if may_leave {
                        self.account.tell("Ctrl-C again or Ctrl-D leaves.");
                    }
                    continue;
                }
                Line::Dropped => {
                    pending.clear();
                    may_leave = false;
                    continue;
                }
                Line::End => break,
                Line::Unreadable => {
                    self.account.complain("stilla: the input is not UTF-8 text");
                    pending.clear();
                    continue;
                }
            };
            may_leave = false;
            let is_fresh = pending.is_empty();
            let command = line.trim();
            match command.split_once(' ').unwrap_or((command, "")) {
                (".exit", "") => break,
                (".break", "") => pending.clear(),
                ("", _) if is_fresh => {}
                (name, rest) if is_fresh && is_command(name) => {
                    self.command(name, rest.trim(), &mut lines);
                }
                _ => {
                    pending.push_str(&line);
                    pending.push('\n');
                    let is_final = is_person && pending.ends_with("\n\n");
                    if self.input(&pending, Show::Value, is_final) {
                        pending.clear();
                    }
                }
            }
        }
        if is_person {
            let _ = self.runtime.lock().flush();
        }
    }

    /// The next line; meanwhile the background goes on.
    fn line(&self, lines: &mut Lines, prompt: &str) -> Line {
        if let Some(background) = &self.background {
            background.begin();
        }
        let line = lines.next(prompt);
        if let Some(background) = &self.background {
            background.end();
        }
        line
    }

    /// That the file of a command can't be read or written.
    fn no_file(&mut self, command: &str, file: &str, error: &std::io::Error) {
        self.account.complain(&match file {
            "" => format!("stilla: {command} needs the name of a file"),
            _ => format!("stilla: {file}: {}", plain(error)),
        });
    }

    fn command(&mut self, name: &str, rest: &str, lines: &mut Lines) {
        match name {
            ".help" => self.account.tell(&help()),
            ".editor" => {
                self.account
                    .tell("// Ctrl-D runs these lines, Ctrl-C gives them up.");
                if let Some(text) = lines.block() {
                    self.input(&text, Show::Value, true);
                }
            }
            ".load" => match std::fs::read_to_string(rest) {
                Ok(text) => {
                    self.input(&text, Show::Value, true);
                }
                Err(error) => self.no_file(name, rest, &error),
            },
            ".save" => match std::fs::write(rest, self.inputs.concat()) {
                Ok(()) => self.account.tell(&format!(
                    "{} inputs were written to {rest}",
                    self.inputs.len()
                )),
                Err(error) => self.no_file(name, rest, &error),
            },
            ".time" => {
                self.input(rest, Show::Time, true);
            }
            ".type" => {
                self.input(rest, Show::Type, true);
            }
            _ => self
                .account
                .complain(&format!("stilla: {name} is no command; .help shows them")),
        }
    }

    /// Evaluates an input. Says whether it was complete.
    fn input(&mut self, text: &str, show: Show, is_final: bool) -> bool {
        let prepared = match prepare(text) {
            Prepared::Incomplete if !is_final => return false,
            Prepared::Incomplete => Prepared::Script(Code::of(text)),
            prepared => prepared,
        };
        self.inputs.push(format!("{}\n", text.trim_end()));
        let (code, awaits) = match prepared {
            Prepared::Awaiting(code) => (code, true),
            Prepared::Script(code) => (code, false),
            Prepared::Incomplete => (Code::of(""), false),
        };
        // Each input has a name of its own, so that a frame shows the line that it is about.
        let name = format!("<repl:{}>", self.inputs.len());
        let mut source = SourceFile::inline(&name, text);
        source.options.typescript = code.typescript;
        if let Err(message) = self.profile.check_input(&mut source, awaits) {
            self.account.refused(&message);
            return true;
        }
        let started = Instant::now();
        self.is_running.store(true, Ordering::SeqCst);
        let shared = self.runtime.clone();
        let runtime = &mut *shared.lock();
        let result = self.evaluate(runtime, &name, &code, awaits, show);
        let took = started.elapsed();
        let result = result.and_then(|()| match self.background {
            // What waits for a time goes on while the person types.
            Some(_) => runtime.enter(Cx::run_jobs),
            None => runtime.run_jobs(),
        });
        self.is_running.store(false, Ordering::SeqCst);
        let column = |line, column| code.column(text, line, column);
        let seen = |error: Error| match error {
            Error::Exception(error) => {
                Error::Exception(Box::new(with_columns(*error, &name, column)))
            }
            other => other,
        };
        if let Err(error) = result {
            if matches!(error, Error::Stopped(Stop::Exit(_))) {
                self.ended = Some(code_of(&error));
            }
            self.account.report(&seen(error), runtime, &name, text);
        }
        for error in runtime.take_unhandled_rejections() {
            let text = describe(&seen(error), runtime, &name, text);
            let _ = runtime.flush();
            self.account
                .complain(&format!("Unhandled rejection: {text}"));
        }
        let _ = runtime.flush();
        if show == Show::Time {
            self.account
                .tell(&format!("{:.3} ms", took.as_secs_f64() * 1e3));
        }
        true
    }

    fn evaluate(
        &mut self,
        runtime: &mut Runtime,
        name: &str,
        code: &Code,
        awaits: bool,
        show: Show,
    ) -> Result<(), Error> {
        let options = ProgramOptions {
            typescript: code.typescript,
            ..ProgramOptions::default()
        };
        let program = runtime.compile(name, &code.text, options)?;
        let value = runtime.run(&program)?;
        let (options, last) = (&self.options, self.last.as_ref());
        self.last = Some(runtime.enter(|cx| {
            let mut value = value.to_core(cx).unwrap_or_default();
            cx.run_jobs()?;
            if awaits {
                value = settled(cx, value)?;
            }
            remember(cx, value, last)?;
            let text = match show {
                Show::Value | Show::Time => inspect_with(cx, value, options)?,
                Show::Type => type_of(cx, value)?,
            };
            cx.print_line(Stream::Output, &text)?;
            Ok(Value::from_core(cx, value))
        })?);
        Ok(())
    }
}

fn is_command(name: &str) -> bool {
    let mut letters = name.strip_prefix('.').unwrap_or_default().chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.all(char::is_alphanumeric)
}

fn help() -> String {
    let mut text = String::new();
    for (name, argument, what) in COMMANDS {
        let head = format!("{name} {argument}");
        let _ = writeln!(text, "{head:<13} {what}");
    }
    text.push_str("\n_ is the last value. Tab completes; the arrows go through the history.");
    text
}

/// Makes the value that of `_`, unless the person uses that name.
fn remember(cx: &mut Cx, value: core::Value, last: Option<&Value>) -> JsResult<()> {
    let global = cx.global_object();
    let key = cx.key("_");
    let current = cx.get_own_property(global, key)?;
    let last = last.and_then(|last| last.to_core(cx));
    let is_ours = match current {
        None => true,
        Some(own) => last.is_some() && own.value == last,
    };
    if is_ours {
        let attributes = core::Attributes::METHOD;
        cx.put_own(global, key, value, attributes);
    }
    Ok(())
}

/// `typeof`, and for objects the class.
fn type_of(cx: &mut Cx, value: core::Value) -> JsResult<String> {
    let type_name = cx.type_of(value);
    if !value.is_object() {
        return Ok(if value.is_nullish() && !value.is_undefined() {
            "null".to_owned()
        } else {
            cx.to_rust_string(type_name)
        });
    }
    let class = inspect::class_of(cx, value).unwrap_or_else(|| "no class".to_owned());
    Ok(format!("{} ({class})", cx.to_rust_string(type_name)))
}

//! `--output`: an account of what a command did, for people as it happens or as one JSON object at the end.
//!
//! The object is the same for all commands: `ok`, what was printed, the first error, times, memory, files.
//!
//! Uses: failure, profile, source, stilla, stilla-host. Never: the commands.

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use serde_json::{Value as Json, json};
use stilla::core::host::Stream;
use stilla::{Error, MemoryUsage, Runtime, Stop};
use stilla_host::system::Recording;

use crate::failure::{self, FINE, Place, complain, tell};
use crate::profile::diagnostics;
use crate::source::SourceFile;

/// The form of the account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Text as it happens: what the script prints on standard output, the rest on standard error.
    #[default]
    Human,
    /// One JSON object at the end.
    Json,
    /// The same on one line.
    CompactJson,
}

/// The flag that says which.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(crate) struct OutputOptions {
    /// The form of the output.
    #[arg(long = "output", value_enum, default_value = "human")]
    pub(crate) form: Form,
}

impl OutputOptions {
    /// What a command line says that can't be used otherwise.
    pub(crate) fn said(argv: &[OsString]) -> OutputOptions {
        let said = argv
            .iter()
            .rev()
            .find_map(|word| word.to_str()?.strip_prefix("--output="));
        let form = said.and_then(|name| Form::from_str(name, true).ok());
        OutputOptions {
            form: form.unwrap_or_default(),
        }
    }
}

/// How long the parts of a run took.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Times {
    pub(crate) parse: Duration,
    pub(crate) compile: Duration,
    pub(crate) exec: Duration,
}

/// What a command did so far.
pub(crate) struct Account {
    form: Form,
    recording: Option<Recording>,
    started: Instant,
    pub(crate) times: Times,
    error: Option<Json>,
    files: Vec<Json>,
    memory: Option<MemoryUsage>,
}

impl Account {
    pub(crate) fn new(options: OutputOptions) -> Account {
        Account {
            form: options.form,
            recording: (options.form != Form::Human).then(Recording::default),
            started: Instant::now(),
            times: Times::default(),
            error: None,
            files: Vec::new(),
            memory: None,
        }
    }

    /// Where the output of scripts goes, if not to the system's streams.
    pub(crate) fn recording(&self) -> Option<Recording> {
        self.recording.clone()
    }

    pub(crate) fn is_for_people(&self) -> bool {
        self.form == Form::Human
    }

    /// Says something on standard error.
    pub(crate) fn complain(&self, text: &str) {
        match &self.recording {
            // NOTE: the account is larger than what it may hold only if the script is at fault.
            Some(recording) => drop(recording.write(Stream::Error, &format!("{text}\n"))),
            None => complain(text),
        }
    }

    /// Says something on standard output.
    pub(crate) fn tell(&self, text: &str) {
        match &self.recording {
            Some(recording) => drop(recording.write(Stream::Output, &format!("{text}\n"))),
            None => tell(text),
        }
    }

    /// Compiles a text and notes how long its parts took.
    pub(crate) fn compile<T>(
        &mut self,
        source: &mut SourceFile,
        compile: impl FnOnce(&mut SourceFile) -> T,
    ) -> T {
        let started = Instant::now();
        if !self.is_for_people() {
            // NOTE: the compiler parses for itself: parsing is measured by doing it once more.
            let _ = diagnostics(source, stilla_syntax::Forms::NONE);
        }
        let parse = started.elapsed();
        let started = Instant::now();
        let compiled = compile(source);
        self.times.parse += parse;
        self.times.compile += started.elapsed().saturating_sub(parse);
        compiled
    }

    /// Notes a file with what belongs to it.
    pub(crate) fn file(&mut self, file: Json) {
        self.files.push(file);
    }

    /// An invocation that can't be used.
    pub(crate) fn unusable(&mut self, message: &str) -> u8 {
        self.complain(&format!("stilla: {message}"));
        self.note(
            "UsageError",
            message.lines().next().unwrap_or_default(),
            None,
        );
        failure::UNUSABLE
    }

    /// A failure that no script is to blame for.
    pub(crate) fn fail(&mut self, message: &str) -> u8 {
        self.complain(message);
        self.note("Error", message, None);
        failure::SCRIPT_FAILED
    }

    /// Notes a failure that was shown.
    pub(crate) fn note_failure(&mut self, class: &str, message: &str) {
        let head = message.lines().next().unwrap_or_default();
        let place = message.lines().find_map(Place::shown);
        self.note(class, head, place);
    }

    /// A runtime that could not be made: a flag names what is not there, or a limit is too small.
    pub(crate) fn not_started(&mut self, error: &Error) -> u8 {
        match error {
            Error::Host(error) => self.unusable(error.message()),
            other => {
                self.complain(&format!("stilla: {other}"));
                self.note_error(other);
                failure::SCRIPT_FAILED
            }
        }
    }

    /// A text that the profile or the parser refuses, as it is shown.
    pub(crate) fn refused(&mut self, shown: &str) -> u8 {
        self.complain(shown);
        let mut lines = shown.lines();
        let head = lines.next().unwrap_or_default();
        let (class, message) = head.split_once(": ").unwrap_or(("SyntaxError", head));
        let place = shown.lines().find_map(Place::shown);
        let hint = shown
            .lines()
            .find_map(|line| line.trim().strip_prefix("Suggestion: "));
        self.note(class, message, place);
        if let Some(Json::Object(error)) = &mut self.error {
            error.insert("suggestion".to_owned(), json!(hint));
        }
        failure::SCRIPT_FAILED
    }

    /// An error of a script: shown, noted, and its exit code.
    pub(crate) fn report(
        &mut self,
        error: &Error,
        runtime: &mut Runtime,
        name: &str,
        text: &str,
    ) -> u8 {
        // What the script printed stands before what became of it.
        let _ = runtime.flush();
        let code = failure::code_of(error);
        if !failure::is_silent(error) {
            self.complain(&failure::describe(error, runtime, name, text));
        }
        match error {
            Error::Stopped(Stop::Exit(_)) => {}
            _ => self.note_error(error),
        }
        code
    }

    /// Notes an error that was shown.
    pub(crate) fn note_error(&mut self, error: &Error) {
        if self.error.is_some() {
            return;
        }
        let mut noted = Vec::new();
        match error {
            Error::Compile(error) => {
                let first = error.diagnostics.first();
                let place = first.map(|first| Place {
                    source: error.source_name.clone(),
                    line: first.line as usize,
                    column: first.column as usize,
                });
                let message = first.map_or("", |first| first.message.as_str());
                self.note(error.class(), message, place);
                let hint = first.and_then(|first| first.hint.clone());
                noted.extend(hint.map(|hint| ("suggestion", hint)));
            }
            Error::Exception(error) => {
                let class = if error.name.is_empty() {
                    "Error"
                } else {
                    &error.name
                };
                let place = error.stack.lines().find_map(Place::parse);
                self.note(class, &error.message, place);
                noted.push(("stack", error.stack.clone()));
                noted.extend(failure::hint(error).map(|hint| ("suggestion", hint)));
            }
            Error::Stopped(stop) => self.note("Stopped", &stop.to_string(), None),
            other => self.note("Error", &other.to_string(), None),
        }
        if let Some(Json::Object(error)) = &mut self.error {
            let noted = noted.into_iter();
            error.extend(noted.map(|(key, value)| (key.to_owned(), json!(value))));
        }
    }

    fn note(&mut self, class: &str, message: &str, place: Option<Place>) {
        let (file, line, column) = match place {
            Some(place) => (Some(place.source), Some(place.line), Some(place.column)),
            None => (None, None, None),
        };
        self.error.get_or_insert(json!({
            "type": class, "message": message, "file": file, "line": line, "column": column,
            "suggestion": null, "stack": null,
        }));
    }

    /// Notes what a runtime used; of several the last, and the highest peak of all.
    pub(crate) fn memory(&mut self, usage: MemoryUsage) {
        let peak = self.memory.map_or(0, |before| before.peak);
        let mut usage = usage;
        usage.peak = usage.peak.max(peak);
        self.memory = Some(usage);
    }

    /// Ends the account; `more` is what only this command has to tell.
    pub(crate) fn end(self, code: u8, more: &[(&str, Json)]) -> ExitCode {
        if self.form != Form::Human {
            let mut account = self.to_json(code);
            if let Json::Object(account) = &mut account {
                account.extend(
                    more.iter()
                        .map(|(key, value)| ((*key).to_owned(), value.clone())),
                );
            }
            tell(&match self.form {
                Form::CompactJson => account.to_string(),
                _ => format!("{account:#}"),
            });
        }
        ExitCode::from(code)
    }

    fn to_json(&self, code: u8) -> Json {
        let printed = self
            .recording
            .as_ref()
            .map(Recording::printed)
            .unwrap_or_default();
        let of = |wanted: Stream| -> String {
            let pieces = printed
                .pieces
                .iter()
                .filter(|(stream, _)| *stream == wanted);
            pieces.map(|(_, text)| text.as_str()).collect()
        };
        let lines = printed.pieces.iter().flat_map(|(stream, text)| {
            let stream = match stream {
                Stream::Output => "stdout",
                Stream::Error => "stderr",
            };
            text.lines()
                .map(move |line| json!({ "stream": stream, "text": line }))
        });
        let nanoseconds = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        json!({
            "ok": code == FINE,
            "exit_code": code,
            "stdout": of(Stream::Output),
            "stderr": of(Stream::Error),
            "output": lines.collect::<Vec<_>>(),
            "error": self.error,
            "timing": {
                "parse_ns": nanoseconds(self.times.parse),
                "compile_ns": nanoseconds(self.times.compile),
                "exec_ns": nanoseconds(self.times.exec),
                "total_ns": nanoseconds(self.started.elapsed()),
            },
            // Where no script ran, none was used.
            "memory": {
                "bytes": self.memory.map_or(0, |usage| usage.bytes),
                "peak": self.memory.map_or(0, |usage| usage.peak),
                "limit": self.memory.and_then(|usage| usage.limit),
            },
            "files": self.files,
        })
    }
}

//! Where lines come from: a person at a terminal, with editing, or a pipe.
//!
//! Uses: complete, paint, rewrite. Never: the evaluation.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{BufRead, Write};
use std::path::PathBuf;

use rustyline::completion::{Completer, FilenameCompleter};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Config, Context, Editor, ExternalPrinter, Helper};

use super::background::Shared;
use super::complete::complete;
use super::paint::paint;
use super::terminal::Quiet;
use crate::rewrite::{Prepared, prepare};

/// Inputs that are remembered.
const MOST_REMEMBERED: usize = 2_000;

/// What a line source gives.
pub(super) enum Line {
    /// A line, or several that belong together.
    Text(String),
    /// Ctrl-C at the prompt, with nothing typed.
    GivenUp,
    /// Ctrl-C on what was typed.
    Dropped,
    /// The end of the input.
    End,
    /// Bytes that are no text.
    Unreadable,
}

/// A source of lines.
pub(super) enum Lines {
    /// The lines of standard input, and whether prompts are shown.
    Pipe(std::io::Lines<std::io::StdinLock<'static>>, bool),
    Person(Box<Person>),
}

/// A person at a terminal.
pub(super) struct Person {
    editor: Editor<Assistant, FileHistory>,
    history: Option<PathBuf>,
    /// Declared last: the terminal is given back after the line editor has done the same.
    _quiet: Quiet,
}

impl Lines {
    pub(super) fn pipe(has_prompts: bool) -> Lines {
        Lines::Pipe(std::io::stdin().lock().lines(), has_prompts)
    }

    /// A line editor with history, completion and colours.
    pub(super) fn person(runtime: Shared, colors: bool) -> Result<Lines, ReadlineError> {
        let config = Config::builder()
            .max_history_size(MOST_REMEMBERED)?
            .completion_type(CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            .build();
        let mut editor = Editor::with_config(config)?;
        editor.set_helper(Some(Assistant {
            runtime,
            files: FilenameCompleter::new(),
            colors,
            is_plain: false,
            is_empty: Cell::new(true),
        }));
        let history = history_file();
        if let Some(path) = &history {
            // NOTE: without a history yet there is nothing to load.
            let _ = editor.load_history(path);
        }
        Ok(Lines::Person(Box::new(Person {
            editor,
            history,
            _quiet: Quiet::new(),
        })))
    }

    /// What shows text above the prompt; none without a person.
    pub(super) fn printer(&mut self) -> Option<Box<dyn ExternalPrinter + Send>> {
        match self {
            Lines::Pipe(..) => None,
            Lines::Person(person) => {
                let printer = person.editor.create_external_printer().ok()?;
                Some(Box::new(printer))
            }
        }
    }

    /// The next line.
    pub(super) fn next(&mut self, prompt: &str) -> Line {
        match self {
            Lines::Pipe(lines, has_prompts) => {
                if *has_prompts {
                    let mut out = std::io::stdout().lock();
                    let _ = write!(out, "{prompt}");
                    let _ = out.flush();
                }
                match lines.next() {
                    None => Line::End,
                    Some(Ok(line)) => Line::Text(line),
                    Some(Err(_)) => Line::Unreadable,
                }
            }
            Lines::Person(person) => person.next(prompt),
        }
    }

    /// Lines up to the end of the input, as they are; `None` if they were given up.
    pub(super) fn block(&mut self) -> Option<String> {
        if let Lines::Person(person) = self
            && let Some(helper) = person.editor.helper_mut()
        {
            helper.is_plain = true;
        }
        let mut text = String::new();
        let result = loop {
            match self.next("") {
                Line::Text(line) => text.extend([line.as_str(), "\n"]),
                Line::End => break Some(text),
                Line::GivenUp | Line::Dropped => break None,
                Line::Unreadable => {}
            }
        };
        if let Lines::Person(person) = self
            && let Some(helper) = person.editor.helper_mut()
        {
            helper.is_plain = false;
        }
        result
    }
}

impl Person {
    fn next(&mut self, prompt: &str) -> Line {
        match self.editor.readline(prompt) {
            Ok(line) => {
                if !line.trim().is_empty() {
                    let _ = self.editor.add_history_entry(line.as_str());
                    self.remember();
                }
                Line::Text(line)
            }
            Err(ReadlineError::Interrupted) => {
                let helper = self.editor.helper();
                match helper.is_some_and(|helper| !helper.is_empty.get()) {
                    true => Line::Dropped,
                    false => Line::GivenUp,
                }
            }
            Err(ReadlineError::Eof) => Line::End,
            Err(_) => Line::End,
        }
    }

    fn remember(&mut self) {
        let Some(path) = &self.history else { return };
        if let Some(folder) = path.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        let _ = self.editor.append_history(path);
    }
}

/// `STILLA_HISTORY`, or a file in the folder for the state of programs.
fn history_file() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("STILLA_HISTORY") {
        return Some(path.into()).filter(|path: &PathBuf| !path.as_os_str().is_empty());
    }
    let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
    let home = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".local/state"));
    Some(state.or_else(home)?.join("stilla/history"))
}

/// What the line editor asks.
struct Assistant {
    runtime: Shared,
    files: FilenameCompleter,
    colors: bool,
    /// Lines are taken as they are.
    is_plain: bool,
    /// Nothing is typed.
    is_empty: Cell<bool>,
}

impl Helper for Assistant {}

impl Hinter for Assistant {
    type Hint = String;

    fn hint(&self, line: &str, _at: usize, _context: &Context<'_>) -> Option<String> {
        // NOTE: this is asked whenever the line has changed, and Ctrl-C does not tell what it gives up.
        self.is_empty.set(line.is_empty());
        None
    }
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = context.input();
        let is_command = text.trim_start().starts_with('.');
        // NOTE: an empty line at the end lets go of what can't be completed.
        let is_over = self.is_plain || is_command || text.ends_with("\n\n");
        Ok(
            match is_over || !matches!(prepare(text), Prepared::Incomplete) {
                true => ValidationResult::Valid(None),
                false => ValidationResult::Incomplete,
            },
        )
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _at: usize) -> Cow<'l, str> {
        match self.colors {
            true => paint(line).into(),
            false => line.into(),
        }
    }

    fn highlight_char(&self, _line: &str, _at: usize, kind: CmdKind) -> bool {
        self.colors && kind != CmdKind::MoveCursor
    }
}

/// The commands whose argument is a file.
const OF_FILES: &[&str] = &[".load ", ".save "];

impl Completer for Assistant {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        at: usize,
        _context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        if OF_FILES.iter().any(|command| line.starts_with(command)) {
            let (start, pairs) = self.files.complete_path(line, at)?;
            let names = pairs.into_iter().map(|pair| pair.replacement);
            return Ok((start, names.collect()));
        }
        match self.runtime.lock_soon() {
            Some(mut runtime) => Ok(complete(&mut runtime, line, at)),
            None => Ok((at, Vec::new())),
        }
    }
}

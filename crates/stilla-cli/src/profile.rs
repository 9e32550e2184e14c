//! Profiles of the language: which forms a program may use.
//!
//! `standard` is all of ECMAScript. `modern` leaves out what generated and untrusted code is better without; each form
//! can be let in by itself.
//!
//! Uses: source, failure, config, stilla-host, stilla-syntax. Never: the commands.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use stilla::Goal;
use stilla_host::system::Check;
use stilla_syntax::ast::Span;
use stilla_syntax::{
    Diagnostic, DiagnosticKind, Form, Forms, Interner, LineIndex, ParseOptions, Rejected,
};

use crate::config::Invocation;
use crate::failure::{Place, complain};
use crate::source::SourceFile;

/// Diagnostics of one file.
const MOST: usize = 1_000;

/// A profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Profile {
    /// All of ECMAScript.
    #[default]
    Standard,
    /// Strict modules without `var`, `function`, `==`, `for(;;)`, `while` and their like.
    Modern,
}

/// Which forms are refused.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct ProfileOptions {
    /// The profile of the language.
    #[arg(long, value_enum, default_value = "standard")]
    pub(crate) profile: Profile,
    /// Forms that are allowed although the profile leaves them out: var, function, equality, arguments,
    /// with, labels, asi, for, for-in, while, eval, numbers.
    #[arg(long, value_name = "FORM", value_delimiter = ',', value_parser = parse_form)]
    allow_form: Vec<Form>,
    /// Tell forms that the profile leaves out, and run the program without the statements that have them.
    #[arg(long)]
    pub(crate) warn_forms: bool,
}

fn parse_form(text: &str) -> Result<Form, String> {
    let found = Form::ALL.iter().find(|form| form.name() == text);
    found.copied().ok_or_else(|| {
        let names: Vec<&str> = Form::ALL.iter().map(|form| form.name()).collect();
        format!("there is no such form: {}", names.join(", "))
    })
}

impl ProfileOptions {
    /// The forms that a program must not use.
    pub(crate) fn refused(&self) -> Forms {
        match self.profile {
            Profile::Standard => Forms::NONE,
            Profile::Modern => self
                .allow_form
                .iter()
                .fold(Forms::ALL, |forms, form| forms.without(*form)),
        }
    }

    /// What programs are compiled as.
    pub(crate) fn goal(&self, goal: Goal) -> Goal {
        match self.profile {
            Profile::Standard => goal,
            Profile::Modern => Goal::Module,
        }
    }
}

impl ProfileOptions {
    /// Refuses a text with forms that the profile leaves out; or warns of them, and takes the statements out that
    /// have them.
    pub(crate) fn check(&self, source: &mut SourceFile) -> Result<(), String> {
        let refused = self.refused();
        if refused.is_empty() {
            return Ok(());
        }
        let Err(rejected) = parse(source, refused) else {
            return Ok(());
        };
        // NOTE: other errors are those of the compiler, which tells them with its own words.
        let found = rejected.diagnostics.into_iter().filter(is_about_form);
        let found: Vec<Diagnostic> = found.collect();
        if found.is_empty() {
            return Ok(());
        }
        let text = shown(source, &found, self.warn_forms);
        if !self.warn_forms {
            return Err(text);
        }
        complain(&text);
        source.text = without(&source.text, &found, &rejected.statements);
        Ok(())
    }

    /// The same of a text that is no file, and whose value counts: strict where a file would be a module.
    pub(crate) fn check_input(&self, source: &mut SourceFile, awaits: bool) -> Result<(), String> {
        if self.goal(Goal::Script) == Goal::Script {
            return Ok(());
        }
        source.options.strict = true;
        source.options.goal = if awaits { Goal::Module } else { Goal::Script };
        let checked = self.check(source);
        source.options.goal = Goal::Script;
        checked
    }

    /// What the host asks about the modules that are imported, if all have this profile.
    pub(crate) fn own_check(&self) -> Option<Check> {
        let options = self.clone();
        (options.profile == Profile::Modern).then(|| {
            Check(Arc::new(move |name: &str, text: &str| {
                options.check_module(name, text)
            }))
        })
    }

    /// Refuses a module for the script that imports it, or gives what is left of it.
    fn check_module(&self, name: &str, text: &str) -> Result<Option<String>, String> {
        let mut source = SourceFile {
            name: name.to_owned(),
            text: text.to_owned(),
            options: crate::source::options_of(Path::new(name), Goal::Module),
        };
        self.check(&mut source).map_err(|message| {
            let line = message.lines().next().unwrap_or_default();
            let line = line.trim_start_matches("SyntaxError: ");
            let place = message.lines().find(|line| line.starts_with("  --> "));
            let place = place.unwrap_or_default().trim_start_matches("  --> ");
            format!("{line} ({place})")
        })?;
        Ok((source.text != text).then_some(source.text))
    }
}

/// The text with white space in the place of the innermost statements around what was found. A missing semicolon
/// needs none: the statement is whole without it.
fn without(text: &str, found: &[Diagnostic], statements: &[Span]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let is_asi = |diagnostic: &&Diagnostic| matches!(diagnostic.kind, DiagnosticKind::FormAsi);
    for diagnostic in found.iter().filter(|diagnostic| !is_asi(diagnostic)) {
        let at = diagnostic.span.start;
        let around = statements
            .iter()
            .filter(|span| (span.start..span.end).contains(&at));
        if let Some(span) = around.min_by_key(|span| span.end - span.start) {
            for byte in &mut bytes[span.start as usize..span.end as usize] {
                if !matches!(byte, b'\n' | b'\r') {
                    *byte = b' ';
                }
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// What the host asks about the modules that are imported: each has the profile of its folder.
pub(crate) fn module_check(invocation: &Arc<Invocation>) -> Option<Check> {
    let invocation = Arc::clone(invocation);
    Some(Check(Arc::new(move |name: &str, text: &str| {
        let profile = invocation.for_file(Some(Path::new(name)))?.profile();
        profile.check_module(name, text)
    })))
}

/// What is to be said about a text: its errors and the refused forms.
pub(crate) fn diagnostics(source: &SourceFile, refused: Forms) -> Vec<Diagnostic> {
    parse(source, refused).map_or_else(|rejected| rejected.diagnostics, |()| Vec::new())
}

fn parse(source: &SourceFile, refused: Forms) -> Result<(), Rejected> {
    let arena = bumpalo::Bump::new();
    let goal = match source.options.goal {
        Goal::Script => ParseOptions::script(),
        Goal::Module => ParseOptions::module(),
    };
    let options = ParseOptions {
        typescript: source.options.typescript,
        jsx: source.options.jsx,
        declarations: stilla_syntax::is_declaration_file(&source.name),
        lazy: true,
        max_diagnostics: MOST,
        refused,
        ..goal
    };
    let parsed = stilla_syntax::parse(source.text.as_bytes(), &arena, Interner::new(), &options);
    parsed.map(|_| ())
}

/// Whether this is about a form of the language, which the standard profile has.
pub(crate) fn is_about_form(diagnostic: &Diagnostic) -> bool {
    diagnostic.code().starts_with("S02")
}

/// Line and column of a diagnostic, both from 1.
pub(crate) fn place(source: &SourceFile, diagnostic: &Diagnostic) -> (usize, usize) {
    let lines = LineIndex::new(source.text.as_bytes());
    let position = lines.position(source.text.as_bytes(), diagnostic.span.start);
    (position.line as usize, position.column as usize)
}

/// The diagnostics as people read them.
pub(crate) fn shown(source: &SourceFile, diagnostics: &[Diagnostic], are_warnings: bool) -> String {
    let name = crate::source::short(&source.name);
    let mut text = String::new();
    for diagnostic in diagnostics {
        if !text.is_empty() {
            text.push('\n');
        }
        let word = if are_warnings && is_about_form(diagnostic) {
            "Warning"
        } else {
            "SyntaxError"
        };
        let _ = write!(text, "{word}: {}", diagnostic.message());
        if let Some(hint) = diagnostic.hint() {
            let _ = write!(text, "\n  Suggestion: {hint}");
        }
        let (line, column) = place(source, diagnostic);
        let place = Place {
            source: name.to_owned(),
            line,
            column,
        };
        text.push_str(&place.frame(
            name,
            &source.text,
            (diagnostic.span.end - diagnostic.span.start) as usize,
        ));
    }
    text
}

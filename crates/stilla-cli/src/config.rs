//! Configuration files: `stilla.toml`, `stilla.json5`, `stilla.json`.
//!
//! Their keys are the names of flags, and the flags themselves are the table of what a key may be: a setting
//! becomes the flag on the command line that would say the same, in front of what the person wrote, and only
//! where the person did not say it. So there is nothing here that knows a flag by name.
//!
//! Uses: config::*, envelope, failure, suggest, the declaration of the arguments. Never: the commands.

mod flags;
mod read;

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches};

use crate::Arguments;
use crate::envelope::{Account, Form, OutputOptions};
use crate::failure::UNUSABLE;
use flags::flags_of;
use read::{Setting, find, load};

/// What the person said, and how configurations change it.
pub(crate) struct Invocation {
    argv: Vec<OsString>,
    /// Where flags of a configuration are put in.
    place: usize,
    /// The name of the command; none stands for `run`.
    name: Option<String>,
    /// The flags that stand on the command line.
    explicit: HashSet<String>,
    first_file: Option<PathBuf>,
    /// What the command line says alone.
    plain: Arguments,
    source: Source,
    /// The arguments in each folder that was asked for.
    known: Mutex<HashMap<PathBuf, Result<Arguments, String>>>,
}

/// Where configurations come from.
enum Source {
    Nearest,
    File(PathBuf),
    Nowhere,
}

impl Invocation {
    /// Reads the command line.
    ///
    /// # Errors
    /// The exit code: help was shown, or a flag is wrong, and all is said.
    pub(crate) fn read(argv: Vec<OsString>) -> Result<Invocation, ExitCode> {
        let output = OutputOptions::said(&argv);
        let told = |error: clap::Error| {
            let code = u8::try_from(error.exit_code()).unwrap_or(UNUSABLE);
            if code == UNUSABLE && output.form != Form::Human {
                let mut account = Account::new(output);
                account.unusable(&plain(&error));
                return account.end(code, &[]);
            }
            let _ = error.print();
            ExitCode::from(code)
        };
        let parsed = Arguments::command().try_get_matches_from(&argv);
        let matches = parsed.map_err(told)?;
        let arguments = Arguments::from_arg_matches(&matches).map_err(told)?;
        let (name, matches) = match matches.subcommand() {
            Some((name, matches)) => (Some(name.to_owned()), matches),
            None => (None, &matches),
        };
        let source = match &arguments.config {
            Some(file) => Source::File(file.clone()),
            None if arguments.no_config => Source::Nowhere,
            None => Source::Nearest,
        };
        Ok(Invocation {
            place: if name.is_some() { 2 } else { 1 },
            explicit: explicit(matches),
            first_file: arguments.first_file(),
            plain: arguments,
            argv,
            name,
            source,
            known: Mutex::default(),
        })
    }

    /// The arguments of the run as a whole: those of the folder of its first file.
    ///
    /// # Errors
    /// What is wrong with a configuration, with its place.
    pub(crate) fn arguments(&self) -> Result<Arguments, String> {
        self.for_file(self.first_file.as_deref())
    }

    /// The arguments for what is in the folder of a file, or in the current one.
    ///
    /// # Errors
    /// What is wrong with a configuration, with its place.
    pub(crate) fn for_file(&self, file: Option<&Path>) -> Result<Arguments, String> {
        let parent = file.and_then(Path::parent).unwrap_or(Path::new(""));
        let folder = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(arguments) = known.get(folder) {
            return arguments.clone();
        }
        let arguments = self.arguments_in(folder);
        known.insert(folder.to_owned(), arguments.clone());
        arguments
    }

    fn arguments_in(&self, folder: &Path) -> Result<Arguments, String> {
        let files = match &self.source {
            Source::Nowhere => Vec::new(),
            Source::File(file) => vec![file.clone()],
            Source::Nearest => {
                let mut files: Vec<PathBuf> = Vec::new();
                for folder in [folder, Path::new(".")] {
                    files.extend(find(folder)?.filter(|file| !files.contains(file)));
                }
                files
            }
        };
        let mut settings: Vec<Setting> = Vec::new();
        for file in &files {
            for setting in load(file)? {
                // What stands in a nearer file wins.
                if !settings.iter().any(|other| other.is_same(&setting)) {
                    settings.push(setting);
                }
            }
        }
        match settings.is_empty() {
            true => Ok(self.plain.clone()),
            false => self.with(&settings),
        }
    }

    fn with(&self, settings: &[Setting]) -> Result<Arguments, String> {
        let mut root = Arguments::command();
        root.build();
        for setting in settings {
            flags::check(&root, setting)?;
        }
        let name = self.name.as_deref();
        let command = name.and_then(|name| root.find_subcommand(name));
        let command = command.unwrap_or(&root);
        let mut said: Vec<(&Setting, Vec<OsString>)> = Vec::new();
        let name = name.unwrap_or("run");
        for setting in settings {
            let is_ours = setting
                .section
                .as_deref()
                .is_none_or(|section| section == name);
            let is_said = said.iter().any(|(other, _)| other.key == setting.key);
            if is_ours && !is_said && !self.explicit.contains(&setting.key) {
                said.push((setting, flags_of(command, setting)?));
            }
        }
        let mut argv = self.argv.clone();
        let flags: Vec<OsString> = said.iter().flat_map(|(_, flags)| flags.clone()).collect();
        argv.splice(self.place..self.place, flags);
        let parsed = Arguments::command()
            .try_get_matches_from(&argv)
            .and_then(|matches| Arguments::from_arg_matches(&matches));
        parsed.map_err(|error| {
            let culprit = said
                .iter()
                .find_map(|(setting, flags)| self.refusal(setting, flags));
            culprit.unwrap_or_else(|| plain(&error))
        })
    }

    /// Why the flags of one setting alone are refused, if they are.
    fn refusal(&self, setting: &Setting, flags: &[OsString]) -> Option<String> {
        let mut argv = self.argv.clone();
        argv.splice(self.place..self.place, flags.iter().cloned());
        let error = Arguments::command().try_get_matches_from(&argv).err()?;
        Some(format!("{}: {}", setting.place, plain(&error)))
    }

    /// The form of the output, for what goes wrong before the arguments are known.
    pub(crate) fn output(&self) -> OutputOptions {
        OutputOptions::said(&self.argv)
    }
}

/// The long names of the flags that stand on the command line.
fn explicit(matches: &ArgMatches) -> HashSet<String> {
    let is_said =
        |id: &&clap::Id| matches.value_source(id.as_str()) == Some(ValueSource::CommandLine);
    // NOTE: the identity of a flag is the name of its field.
    matches
        .ids()
        .filter(is_said)
        .map(|id| id.as_str().replace('_', "-"))
        .collect()
}

/// The first line of an error of the command line, without its mark.
fn plain(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches("error: ").to_owned()
}

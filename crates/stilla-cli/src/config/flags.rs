//! Settings as flags: what a key may be is what the declaration of its flag says.
//!
//! Uses: the declaration of the arguments, suggest. Never: the file system.

use std::ffi::OsString;
use std::path::Path;

use clap::{Arg, ArgAction, Command, CommandFactory, ValueHint};
use stilla_data::{Node, write_json};

use super::read::Setting;
use crate::suggest::nearest;

/// Flags that say which configuration is read can't stand in one.
const NOT_KEYS: &[&str] = &["config", "no-config", "help", "version"];

/// Whether a table with this name holds the settings of one command.
pub(crate) fn is_section(name: &str) -> bool {
    crate::Arguments::command().find_subcommand(name).is_some()
}

fn flag<'c>(command: &'c Command, key: &str) -> Option<&'c Arg> {
    command
        .get_arguments()
        .find(|flag| flag.get_long() == Some(key) && !NOT_KEYS.contains(&key))
}

/// Says that there is no such key.
///
/// # Errors
/// That, and what was meant.
pub(crate) fn check(root: &Command, setting: &Setting) -> Result<(), String> {
    let everywhere = || std::iter::once(root).chain(root.get_subcommands());
    let own: Vec<&Command> = match &setting.section {
        Some(section) => root.find_subcommand(section).into_iter().collect(),
        None => everywhere().collect(),
    };
    if own
        .iter()
        .any(|command| flag(command, &setting.key).is_some())
    {
        return Ok(());
    }
    let known = own
        .iter()
        .flat_map(|command| command.get_arguments())
        .filter_map(Arg::get_long)
        .filter(|name| !NOT_KEYS.contains(name));
    let sections = everywhere().skip(1).map(Command::get_name);
    let known: Vec<&str> = known.chain(sections).chain(["extends"]).collect();
    let hint = nearest(&setting.key, known)
        .map(|meant| format!("; did you mean '{meant}'?"))
        .unwrap_or_default();
    let whose = setting
        .section
        .as_ref()
        .map(|section| format!(" of '{section}'"))
        .unwrap_or_default();
    Err(format!(
        "{}: there is no key '{}'{whose}{hint}",
        setting.place, setting.key
    ))
}

/// The flags that say what a setting says; none if the command has no such flag.
///
/// # Errors
/// The value is of another kind than the flag takes.
pub(crate) fn flags_of(command: &Command, setting: &Setting) -> Result<Vec<OsString>, String> {
    let Some(flag) = flag(command, &setting.key) else {
        return Ok(Vec::new());
    };
    let is_switch = matches!(flag.get_action(), ArgAction::SetTrue);
    let takes_many =
        matches!(flag.get_action(), ArgAction::Append) || flag.get_value_delimiter().is_some();
    let may_be_bare = flag
        .get_num_args()
        .is_some_and(|range| range.min_values() == 0);
    let bare = || OsString::from(format!("--{}", setting.key));
    let wrong = |expected: &str| {
        Err(format!(
            "{}: '{}' expects {expected}, got {}",
            setting.place,
            setting.key,
            setting.value.kind()
        ))
    };
    let one = |value: &Node| -> Option<OsString> {
        let text = match value {
            Node::Text(text) => in_folder(flag, &setting.folder, text),
            Node::Number(_) => write_json(value).into(),
            Node::Bool(_) => write_json(value).into(),
            _ => return None,
        };
        let mut whole = bare();
        whole.push("=");
        whole.push(text);
        Some(whole)
    };
    match &setting.value {
        Node::Bool(true) if is_switch || may_be_bare => Ok(vec![bare()]),
        Node::Bool(false) if is_switch || may_be_bare => Ok(Vec::new()),
        _ if is_switch => wrong("true or false"),
        Node::List(items) if takes_many => {
            let flags: Option<Vec<OsString>> = items.iter().map(|item| one(&item.node)).collect();
            flags.map_or_else(|| wrong("a list of texts"), Ok)
        }
        Node::Map(entries) if takes_many && is_pair(flag) => {
            let pairs = entries.iter().map(|entry| {
                let value = match &entry.value.node {
                    Node::Text(text) if !is_json(flag) => in_folder(flag, &setting.folder, text),
                    node => write_json(node).into(),
                };
                let mut whole = bare();
                whole.push(format!("={}=", entry.key));
                whole.push(value);
                whole
            });
            Ok(pairs.collect())
        }
        value => match one(value) {
            Some(flag) => Ok(vec![flag]),
            None if takes_many && is_pair(flag) => wrong("a table"),
            None if takes_many => wrong("a text or a list of texts"),
            None => wrong("one value"),
        },
    }
}

fn value_name(flag: &Arg) -> &str {
    let names = flag.get_value_names().unwrap_or_default();
    names.first().map_or("", |name| name.as_str())
}

/// Whether the flag takes a name and what belongs to it.
fn is_pair(flag: &Arg) -> bool {
    value_name(flag).contains('=')
}

fn is_json(flag: &Arg) -> bool {
    value_name(flag).ends_with("=JSON")
}

/// Paths in a configuration are relative to its folder.
fn in_folder(flag: &Arg, folder: &Path, text: &str) -> OsString {
    let is_path = match flag.get_value_hint() {
        ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath => {
            !is_pair(flag) || text.starts_with('.')
        }
        _ => false,
    };
    match is_path && !folder.as_os_str().is_empty() {
        true => folder.join(text).into_os_string(),
        false => text.into(),
    }
}

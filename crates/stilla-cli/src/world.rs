//! What a script sees of the world: which files, hosts and variables, which modules, which globals.
//!
//! Nothing is allowed unless a flag says so.
//!
//! Uses: source, stilla, stilla-host, stilla-data. Never: the commands.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use clap::{Args, ValueHint};
use stilla::{Builder, Error, Runtime};
use stilla_data::Format;
use stilla_host::files::{Disk, NoFiles, SharedFiles};
use stilla_host::grants::{Allowed, Audit, Grants, Trust};
use stilla_host::resolve::{Mappings, Resolver};
use stilla_host::{data, node, web};

use crate::source::plain;
use crate::suggest::nearest;

/// Groups of globals that are there unless they are switched off, beside those of `web`.
const OWN_GROUPS: &[&str] = &[
    CORE, "console", "timers", "intl", "temporal", "test", "bench",
];
/// The group of all globals of the language.
const CORE: &str = "core";
/// What there is without it: all else is written in the language.
const WITHOUT_CORE: &[&str] = &["console", "timers"];

/// The world of a script.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct World {
    /// The same results on every run: time stands still at 2000-01-01, UTC, randomness has a fixed seed.
    #[arg(long)]
    pub(crate) deterministic: bool,
    /// Let the script read and write files: all, or what is below PATH; may be given several times.
    #[arg(long, value_name = "PATH", num_args = 0..=1, require_equals = true, default_missing_value = "",
        value_hint = ValueHint::AnyPath)]
    allow_fs: Vec<String>,
    /// Let the script ask the network: all hosts, or HOST; may be given several times.
    #[arg(long, value_name = "HOST", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    allow_net: Vec<String>,
    /// Let the script see the environment: all of it, or the variable NAME; may be given several times.
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    allow_env: Vec<String>,
    /// A file that says what specifiers stand for, with `imports` and `scopes`.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    import_map: Vec<PathBuf>,
    /// Let TARGET stand for the specifier NAME and what is below it; may be given several times.
    #[arg(long, value_name = "NAME=TARGET", value_hint = ValueHint::AnyPath)]
    alias: Vec<String>,
    /// Without a value: treat every file as a module, whatever its name. With one: TEXT is the module NAME, or that
    /// of the file behind an `@`.
    #[arg(long, value_name = "NAME=TEXT", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    module: Vec<String>,
    /// Give the script a global with a value; may be given several times.
    #[arg(long, value_name = "NAME=JSON")]
    global: Vec<String>,
    /// Give the script a global for each name at the top of a data file, or for each export of a module.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    globals: Vec<PathBuf>,
    /// Globals that are not there otherwise: process, buffer, require; node stands for all of them and for `node:`
    /// modules.
    #[arg(long, value_name = "GROUP", value_delimiter = ',', value_parser = opt_in)]
    with: Vec<String>,
    /// Globals to leave out: console, timers, url, encoding, events, abort, structured-clone, performance, fetch,
    /// intl, temporal, test, bench, one of the language by its name (`Atomics`), or core: all of the language, and what is
    /// written in it (there remain console and timers).
    #[arg(long, value_name = "GROUP", value_delimiter = ',', value_parser = opt_out)]
    without: Vec<String>,
    /// Write each request for files, modules and the environment to this file, a line of JSON for each.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    audit_log: Option<PathBuf>,
}

fn group(text: &str, known: &[&str]) -> Result<String, String> {
    if known.contains(&text) {
        return Ok(text.to_owned());
    }
    let hint = nearest(text, known.iter().copied()).map(|near| format!("; did you mean '{near}'?"));
    Err(format!(
        "there is no group '{text}'{}",
        hint.unwrap_or_default()
    ))
}

fn opt_in(text: &str) -> Result<String, String> {
    let known: Vec<&str> = node::NAMES.iter().copied().chain(["node"]).collect();
    group(text, &known)
}

fn opt_out(text: &str) -> Result<String, String> {
    let known: Vec<&str> = OWN_GROUPS.iter().chain(web::NAMES).copied().collect();
    group(text, &known).or_else(|refusal| match is_of_the_language(text) {
        true => Ok(text.to_owned()),
        false => Err(refusal),
    })
}

/// Whether ECMAScript has a global of this name that can be left out.
fn is_of_the_language(name: &str) -> bool {
    of_the_language().iter().any(|known| known == name)
}

/// The globals of ECMAScript that can be left out.
fn of_the_language() -> Vec<String> {
    let names = Runtime::new().enter(|cx| {
        let global = cx.global_object();
        let mut names = Vec::new();
        for key in cx.own_property_keys(global)?.iter() {
            let name = cx.to_property_key(key)?;
            let own = cx.get_own_property(global, name)?;
            if let (Some(text), true) = (
                key.as_string(),
                own.and_then(|own| own.configurable) == Some(true),
            ) {
                names.push(cx.to_rust_string(text));
            }
        }
        Ok(names)
    });
    let mut names = names.unwrap_or_default();
    names.retain(|name| name != "globalThis");
    names
}

/// What a flag grants: nothing if it is not there, everything if it once has no value.
fn allowed(values: &[String]) -> Allowed {
    match values {
        [] => Allowed::Nothing,
        values if values.iter().any(String::is_empty) => Allowed::Everything,
        values => Allowed::Only(values.to_vec()),
    }
}

/// Whose certificates count: `SSL_CERT_FILE` names them, as elsewhere.
fn trust() -> Trust {
    let path = std::env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty());
    path.map_or(Trust::Web, |path| Trust::File(path.into()))
}

/// A name and what belongs to it.
fn pair<'t>(flag: &str, text: &'t str) -> Result<(&'t str, &'t str), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name, value)),
        _ => Err(format!("--{flag}: '{text}' is not of the form NAME=…")),
    }
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {}", path.display(), plain(&error)))
}

impl World {
    /// Whether every file is a module.
    pub(crate) fn treats_as_modules(&self) -> bool {
        self.module.iter().any(String::is_empty)
    }

    pub(crate) fn has(&self, group: &str) -> bool {
        !self.leaves_out(group) && (WITHOUT_CORE.contains(&group) || !self.leaves_out(CORE))
    }

    fn leaves_out(&self, group: &str) -> bool {
        self.without.iter().any(|other| other == group)
    }

    /// That a command can't do without the globals of the language.
    pub(crate) fn require_core(&self, command: &str) -> Result<(), String> {
        match self.leaves_out(CORE) {
            true => Err(format!(
                "--without=core: what stilla {command} gives to programs is written in the language"
            )),
            false => Ok(()),
        }
    }

    fn has_opted_in(&self, group: &str) -> bool {
        self.with
            .iter()
            .any(|other| other == group || other == "node")
    }

    /// The builder with what belongs to it.
    pub(crate) fn build(&self, mut builder: Builder) -> Builder {
        if self.deterministic {
            builder = builder.deterministic();
        }
        let of_core = match self.leaves_out(CORE) {
            true => of_the_language(),
            false => Vec::new(),
        };
        for name in self.without.iter().chain(&of_core) {
            builder = builder.without(match name.as_str() {
                "intl" => "Intl",
                "temporal" => "Temporal",
                other => other,
            });
        }
        builder
    }

    /// What is granted; `files` instead of those of the system, if there are some.
    pub(crate) fn grants(
        &self,
        files: Option<&SharedFiles>,
        arguments: &[String],
    ) -> Result<Arc<Grants>, String> {
        let audit = self.audit_log.as_ref().map(|path| {
            let file = std::fs::OpenOptions::new()
                .create(true)
                .append(true)
                .open(path);
            file.map(Audit::new)
                .map_err(|error| format!("{}: {}", path.display(), plain(&error)))
        });
        let files = match (files, allowed(&self.allow_fs)) {
            (Some(files), _) => Arc::clone(files),
            (None, Allowed::Nothing) => Arc::new(Mutex::new(NoFiles)) as SharedFiles,
            (None, Allowed::Everything) => Arc::new(Mutex::new(Disk::everything())),
            (None, Allowed::Only(paths)) => {
                let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
                Arc::new(Mutex::new(Disk::only(&paths)))
            }
        };
        let variables = allowed(&self.allow_env);
        let environment: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .filter(|(name, _)| variables.has(name))
            .collect();
        Ok(Arc::new(Grants {
            files,
            environment,
            network: allowed(&self.allow_net),
            trust: trust(),
            arguments: arguments.to_vec(),
            audit: audit.transpose()?,
        }))
    }

    /// How modules are found; in `files` instead of on the disk, if there are some.
    pub(crate) fn resolver(
        &self,
        files: Option<&SharedFiles>,
        grants: &Grants,
        modules: Vec<(String, String)>,
    ) -> Result<Resolver, String> {
        let mut resolver = Resolver {
            texts: modules,
            audit: grants.audit.clone(),
            has_node_names: self.has_opted_in("node"),
            ..Resolver::default()
        };
        if let Some(files) = files {
            resolver.files = Arc::clone(files);
            resolver.root = String::new();
        }
        for text in self.module.iter().filter(|text| !text.is_empty()) {
            let (name, text) = pair("module", text)?;
            let text = match text.strip_prefix('@') {
                Some(file) => read(Path::new(file))?,
                None => text.to_owned(),
            };
            resolver.texts.push((name.to_owned(), text));
        }
        resolver.mappings = self.mappings()?;
        Ok(resolver)
    }

    fn mappings(&self) -> Result<Mappings, String> {
        let mut mappings = Mappings::default();
        for path in &self.import_map {
            let text = read(path)?;
            let folder = path.parent().unwrap_or(Path::new(""));
            mappings.import_map(&path.display().to_string(), &text, folder)?;
        }
        for alias in &self.alias {
            let (name, target) = pair("alias", alias)?;
            mappings.alias(name, target);
        }
        Ok(mappings)
    }

    /// Gives a runtime its globals.
    pub(crate) fn install(&self, runtime: &mut Runtime, grants: &Arc<Grants>) -> Result<(), Error> {
        runtime.enter(|cx| {
            stilla_host::modules::install(cx, grants);
            stilla_host::meta::install(cx);
            if self.has("console") {
                stilla_host::console::install(cx)?;
            }
            if self.has("timers") {
                stilla_host::timers::install(cx)?;
            }
            web::install(cx, grants, self.deterministic, |group| self.has(group))?;
            node::install(cx, grants, |group| self.has_opted_in(group))
        })?;
        for path in &self.globals {
            globals_of(runtime, path)?;
        }
        for text in &self.global {
            let (name, value) = pair("global", text).map_err(Error::new)?;
            let tree = Format::Json.read(value);
            let tree =
                tree.map_err(|fault| Error::new(format!("--global {name}: {}", fault.message)))?;
            runtime.enter(|cx| {
                let value = data::value_of(cx, &tree.node)?;
                let global = cx.global_object();
                cx.create_data_property_or_throw(global, name, value)
            })?;
        }
        Ok(())
    }
}

/// Makes globals of a data file, or of the exports of a module.
fn globals_of(runtime: &mut Runtime, path: &Path) -> Result<(), Error> {
    let name = path.display().to_string();
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    let identity = path
        .canonicalize()
        .map_err(|error| Error::new(format!("{name}: {}", plain(&error))))?;
    let exports = match Format::named(ending) {
        Some(format) => {
            let text = read(path).map_err(Error::new)?;
            runtime.enter(|cx| {
                let exports = data::module(cx, &name, format, &text)?;
                Ok(stilla::Value::from_core(cx, exports.into()))
            })?
        }
        None => runtime.import(&identity.to_string_lossy())?.into(),
    };
    runtime.enter(|cx| {
        let exports = exports.to_core(cx).unwrap_or_default();
        let exports = cx.to_object(exports)?;
        let global = cx.global_object();
        let keys = cx.enumerable_own_properties(exports, stilla::core::ops::EntryKind::Keys)?;
        for key in keys.iter() {
            let key = cx.to_property_key(key)?;
            if key != cx.key("default") {
                let value = cx.get(exports, key)?;
                cx.create_data_property_or_throw(global, key, value)?;
            }
        }
        Ok(())
    })
}

//! What a specifier means: modules of the host, import maps, aliases, files with their endings left out.
//!
//! A failed import is told with the specifier as it was written, and never with a path outside of the root.
//!
//! Uses: files, modules, stilla-data. Never: core's agent.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use stilla_data::{Format, Node, position};

use crate::files::{Disk, Files, Kind, Links, SharedFiles};
use crate::grants::Audit;
use crate::modules;

/// The extensions that a specifier may leave out, in the order in which they are tried.
const EXTENSIONS: &[&str] = &["js", "jsx", "ts", "tsx", "mjs", "mts", "json"];

/// A prefix of specifiers and what stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mapping {
    /// What specifiers begin with; one that ends in `/` stands for all below it.
    prefix: String,
    target: String,
}

/// How specifiers are mapped.
#[derive(Clone, Debug, Default)]
pub struct Mappings {
    everywhere: Vec<Mapping>,
    /// Mappings for referrers below a folder.
    scopes: Vec<(String, Vec<Mapping>)>,
}

impl Mappings {
    /// Adds an alias: `from` itself, and everything below it.
    pub fn alias(&mut self, from: &str, to: &str) {
        let below = |text: &str| format!("{}/", text.trim_end_matches('/'));
        self.everywhere.push(Mapping {
            prefix: below(from),
            target: below(to),
        });
        if !from.ends_with('/') {
            self.everywhere.push(Mapping {
                prefix: from.to_owned(),
                target: to.to_owned(),
            });
        }
    }

    /// Adds the import map of a text, whose relative targets are seen from `folder`.
    ///
    /// # Errors
    /// What is wrong with it, with its place.
    pub fn import_map(&mut self, name: &str, text: &str, folder: &Path) -> Result<(), String> {
        let place = |at: usize| {
            let (line, column) = position(text, at);
            format!("{name}:{line}:{column}")
        };
        let format = Path::new(name)
            .extension()
            .and_then(|ending| ending.to_str());
        let format = format.and_then(Format::named).unwrap_or(Format::Json5);
        let tree = format
            .read(text)
            .map_err(|fault| format!("{}: {}", place(fault.at), fault.message))?;
        let Node::Map(entries) = tree.node else {
            return Err(format!("{}: an import map is an object", place(tree.at)));
        };
        for entry in entries {
            let not_map = || format!("{}: '{}' is no object", place(entry.value.at), entry.key);
            let Node::Map(below) = &entry.value.node else {
                return Err(not_map());
            };
            match entry.key.as_str() {
                "imports" => self.everywhere.extend(mappings(below, folder, &place)?),
                "scopes" => {
                    for scope in below {
                        let Node::Map(below) = &scope.value.node else {
                            return Err(not_map());
                        };
                        let mapped = mappings(below, folder, &place)?;
                        self.scopes.push((seen_from(folder, &scope.key), mapped));
                    }
                }
                "integrity" => {}
                other => {
                    return Err(format!(
                        "{}: '{other}' is no part of an import map",
                        place(entry.at)
                    ));
                }
            }
        }
        Ok(())
    }

    /// What stands for a specifier: the longest prefix wins, and a scope over what holds everywhere.
    fn mapped(&self, specifier: &str, referrer: &str) -> Option<String> {
        let mut scopes: Vec<&(String, Vec<Mapping>)> = self
            .scopes
            .iter()
            .filter(|(scope, _)| referrer.starts_with(scope.as_str()))
            .collect();
        scopes.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        scopes
            .iter()
            .map(|(_, mappings)| mappings)
            .chain(std::iter::once(&self.everywhere))
            .find_map(|mappings| longest(mappings, specifier))
    }
}

fn longest(mappings: &[Mapping], specifier: &str) -> Option<String> {
    let fits = |mapping: &&Mapping| match mapping.prefix.ends_with('/') {
        true => specifier.starts_with(&mapping.prefix),
        false => specifier == mapping.prefix,
    };
    let best = mappings
        .iter()
        .filter(fits)
        .max_by_key(|mapping| mapping.prefix.len())?;
    Some(format!(
        "{}{}",
        best.target,
        &specifier[best.prefix.len()..]
    ))
}

fn mappings(
    entries: &[stilla_data::Entry],
    folder: &Path,
    place: &dyn Fn(usize) -> String,
) -> Result<Vec<Mapping>, String> {
    let mappings = entries.iter().map(|entry| match &entry.value.node {
        Node::Text(target) => Ok(Mapping {
            prefix: entry.key.clone(),
            target: seen_from(folder, target),
        }),
        other => Err(format!(
            "{}: expected a specifier, got {}",
            place(entry.value.at),
            other.kind()
        )),
    });
    mappings.collect()
}

/// A relative path seen from a folder; anything else as it is.
fn seen_from(folder: &Path, path: &str) -> String {
    let is_relative = path.starts_with("./") || path.starts_with("../");
    match is_relative && !folder.as_os_str().is_empty() {
        true => folder.join(path).to_string_lossy().into_owned(),
        false => path.to_owned(),
    }
}

/// Finds modules.
///
/// # Examples
/// ```
/// use stilla_host::resolve::Resolver;
///
/// let mut resolver = Resolver { texts: vec![("app:x".to_owned(), "export default 1".to_owned())], ..Resolver::default() };
/// resolver.mappings.alias("x", "app:x");
/// assert_eq!(resolver.resolve("x", "main.js"), Ok("app:x".to_owned()));
/// assert!(resolver.resolve("y", "main.js").is_err());
/// ```
#[derive(Clone)]
pub struct Resolver {
    /// Where files are.
    pub files: SharedFiles,
    /// The folder that messages name paths from, and that mapped paths are relative to.
    pub root: String,
    /// Modules that are no files: what imports call them, and their text.
    pub texts: Vec<(String, String)>,
    /// Import maps and aliases.
    pub mappings: Mappings,
    /// Where loads are recorded.
    pub audit: Option<Audit>,
    /// Whether `node:fs` and its like name modules.
    pub has_node_names: bool,
}

impl Default for Resolver {
    fn default() -> Self {
        let root = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        Resolver {
            files: Arc::new(Mutex::new(Disk::everything())),
            root: root.to_string_lossy().into_owned(),
            texts: Vec::new(),
            mappings: Mappings::default(),
            audit: None,
            has_node_names: false,
        }
    }
}

impl std::fmt::Debug for Resolver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Resolver")
            .field("root", &self.root)
            .finish_non_exhaustive()
    }
}

impl Resolver {
    fn with_files<T>(&self, work: impl FnOnce(&mut dyn Files) -> T) -> T {
        work(&mut *self.files.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The identity of the module that `specifier` names for `referrer`.
    ///
    /// # Errors
    /// Why there is none, for the script.
    pub fn resolve(&self, specifier: &str, referrer: &str) -> Result<String, String> {
        let missing = |why: &str| format!("Cannot find module '{specifier}'{why}");
        if self.texts.iter().any(|(name, _)| name == specifier) {
            return Ok(specifier.to_owned());
        }
        let mapped = self.mappings.mapped(specifier, referrer);
        let meant = mapped.as_deref().unwrap_or(specifier);
        if self.texts.iter().any(|(name, _)| name == meant) {
            return Ok(meant.to_owned());
        }
        if let Some(name) = modules::named(meant) {
            return match meant.starts_with("node:") && !self.has_node_names {
                true => Err(missing("; modules of Node are allowed with --with=node")),
                false => Ok(name.to_owned()),
            };
        }
        let path = match meant.strip_prefix("file://") {
            Some(path) => {
                percent_decoded(path).ok_or_else(|| missing(" (its encoding is wrong)"))?
            }
            None => meant.to_owned(),
        };
        if path.contains('\0') {
            return Err(missing(" (it contains a null character)"));
        }
        // Targets of mappings are seen from the root, specifiers from the module that has them.
        let is_relative = path.starts_with("./") || path.starts_with("../");
        let base = match (
            path.starts_with('/') || Path::new(&path).is_absolute(),
            is_relative,
            mapped.is_some(),
        ) {
            (true, _, _) => path.clone(),
            (false, _, true) => format!("{}/{path}", self.root),
            (false, true, false) => format!("{}/{path}", folder_of(referrer, &self.root)),
            (false, false, false) => {
                let hint = match path.contains(':') {
                    false => format!("; a file is named with './{path}'"),
                    true => String::new(),
                };
                return Err(missing(&hint));
            }
        };
        let found = self.find(&base);
        if let Some(audit) = &self.audit {
            audit.record(
                "import",
                specifier,
                if found.is_some() { "ok" } else { "ENOENT" },
            );
        }
        found.ok_or_else(|| missing(&self.near(&base)))
    }

    fn find(&self, base: &str) -> Option<String> {
        self.with_files(|files| {
            let mut is_file = |path: &str| {
                files
                    .facts(path, Links::Follow)
                    .is_ok_and(|facts| facts.kind == Kind::File)
            };
            let found = candidates(base).into_iter().find(|path| is_file(path))?;
            files.real_path(&found).ok()
        })
    }

    /// What stands in the same folder under a similar name.
    fn near(&self, base: &str) -> String {
        let (folder, name) = base.rsplit_once('/').unwrap_or((".", base));
        let wanted = name.split('.').next().unwrap_or(name);
        let entries = self
            .with_files(|files| files.list(folder))
            .unwrap_or_default();
        let near = entries.iter().map(|(name, _)| name).find(|other| {
            let stem = other.split('.').next().unwrap_or(other);
            *other != name && !wanted.is_empty() && stem.eq_ignore_ascii_case(wanted)
        });
        near.map(|near| format!("; there is a '{near}'"))
            .unwrap_or_default()
    }

    /// The text of a module.
    ///
    /// # Errors
    /// Why it can't be loaded, for the script.
    pub fn load(&self, identity: &str) -> Result<Vec<u8>, String> {
        if let Some((_, text)) = self.texts.iter().find(|(name, _)| name == identity) {
            return Ok(text.clone().into_bytes());
        }
        self.with_files(|files| files.read(identity))
            .map_err(|refusal| {
                format!(
                    "Cannot load module '{}': {}",
                    self.shown(identity),
                    refusal.text
                )
            })
    }

    /// A path as it may be shown: from the root, or its name alone.
    #[must_use]
    pub fn shown<'p>(&self, path: &'p str) -> &'p str {
        match path.strip_prefix(&self.root) {
            Some(below) if !self.root.is_empty() => below.trim_start_matches('/'),
            _ => path.rsplit('/').next().unwrap_or(path),
        }
    }

    /// The `import.meta.url` of a module.
    #[must_use]
    pub fn url(&self, identity: &str) -> String {
        let is_file = identity.starts_with('/') || Path::new(identity).is_absolute();
        match is_file && !self.texts.iter().any(|(name, _)| name == identity) {
            true => format!("file://{}", percent_encoded(identity)),
            false => identity.to_owned(),
        }
    }
}

/// The folder of the module that imports; that of what is no file is the root.
fn folder_of<'r>(referrer: &'r str, root: &'r str) -> &'r str {
    match referrer.rsplit_once('/') {
        Some(("", _)) => "",
        Some((folder, _)) => folder,
        None => match referrer.starts_with('<') || referrer.contains(':') {
            true => root,
            false => ".",
        },
    }
}

/// The files that a path may mean: itself, with an extension, in place of `.js` the source that becomes it, the
/// index of a folder.
fn candidates(path: &str) -> Vec<String> {
    let mut list = vec![path.to_owned()];
    list.extend(
        EXTENSIONS
            .iter()
            .map(|extension| format!("{path}.{extension}")),
    );
    for (compiled, sources) in [
        (".js", ["ts", "tsx"]),
        (".mjs", ["mts", "mts"]),
        (".jsx", ["tsx", "tsx"]),
    ] {
        if let Some(stem) = path.strip_suffix(compiled) {
            list.extend(
                sources
                    .iter()
                    .map(|extension| format!("{stem}.{extension}")),
            );
        }
    }
    let folder = path.trim_end_matches('/');
    list.extend(
        EXTENSIONS
            .iter()
            .map(|extension| format!("{folder}/index.{extension}")),
    );
    list
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
                let decoded = (high * 16 + low) as u8;
                // NOTE: a separator that was encoded is not one of the path.
                if decoded == b'/' || decoded == b'\\' {
                    return None;
                }
                decoded
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn percent_encoded(path: &str) -> String {
    let mut text = String::new();
    for byte in path.bytes() {
        match byte {
            b' '
            | b'"'
            | b'#'
            | b'%'
            | b'<'
            | b'>'
            | b'?'
            | b'`'
            | b'{'
            | b'}'
            | b'\\'
            | 0..=31
            | 127.. => {
                text.push_str(&format!("%{byte:02X}"));
            }
            byte => text.push(char::from(byte)),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Memory, Write};

    fn resolver(files: &[&str]) -> Resolver {
        let mut memory = Memory::new(1 << 20);
        for path in files {
            for (at, _) in path.match_indices('/').skip(1) {
                let _ = memory.make_folder(&path[..at]);
            }
            memory
                .write(path, b"1", Write::Replace)
                .expect("there is room");
        }
        Resolver {
            files: Arc::new(Mutex::new(memory)),
            root: String::new(),
            ..Resolver::default()
        }
    }

    /// Row "extensions `.js .jsx .ts .tsx .mjs .mts .json`; index files".
    #[test]
    fn endings_and_indexes_may_be_left_out() {
        let resolver = resolver(&["/a/m.ts", "/a/d/index.js", "/a/d.json", "/a/x.tsx"]);
        let resolve = |specifier: &str| resolver.resolve(specifier, "/a/main.js");
        assert_eq!(resolve("./m"), Ok("/a/m.ts".into()));
        assert_eq!(resolve("./d"), Ok("/a/d.json".into()));
        assert_eq!(resolve("./d/"), Ok("/a/d/index.js".into()));
        assert_eq!(resolve("./x.js"), Ok("/a/x.tsx".into()));
        assert_eq!(resolve("../../a/./m.ts"), Ok("/a/m.ts".into()));
    }

    /// Row "import maps and aliases (longest prefix)".
    #[test]
    fn the_longest_prefix_wins() {
        let mut resolver = resolver(&["/src/a.js", "/src/deep/a.js", "/other/a.js", "/lib.js"]);
        resolver.mappings.alias("app", "./src");
        resolver.mappings.alias("app/deep", "./src/deep");
        let map = r#"{ "imports": { "lib": "/lib.js", "@/": "./src/" },
            "scopes": { "/other/": { "@/": "/other/" } } }"#;
        resolver
            .mappings
            .import_map("map.json", map, Path::new(""))
            .expect("a map");
        assert_eq!(resolver.resolve("app/a", "/x.js"), Ok("/src/a.js".into()));
        assert_eq!(
            resolver.resolve("app/deep/a.js", "/x.js"),
            Ok("/src/deep/a.js".into())
        );
        assert_eq!(resolver.resolve("lib", "/x.js"), Ok("/lib.js".into()));
        assert_eq!(resolver.resolve("@/a", "/src/x.js"), Ok("/src/a.js".into()));
        assert_eq!(
            resolver.resolve("@/a", "/other/x.js"),
            Ok("/other/a.js".into())
        );
        let fault =
            resolver
                .mappings
                .import_map("map.json", "{\"imports\": {\n\"a\": 1}}", Path::new(""));
        assert_eq!(
            fault,
            Err("map.json:2:6: expected a specifier, got a number".into())
        );
    }

    /// Row "a failed import names the specifier as written".
    #[test]
    fn failures_name_the_specifier() {
        let resolver = resolver(&["/a/Util.js"]);
        let resolve = |specifier: &str| resolver.resolve(specifier, "/a/main.js");
        assert_eq!(
            resolve("./util"),
            Err("Cannot find module './util'; there is a 'Util.js'".into())
        );
        assert_eq!(
            resolve("util"),
            Err("Cannot find module 'util'; a file is named with './util'".into())
        );
        assert_eq!(
            resolve("./x\0"),
            Err("Cannot find module './x\0' (it contains a null character)".into())
        );
        assert!(resolve("file:///a/%2e%2e%2fetc").is_err());
        assert_eq!(resolve("file:///a/Util%2ejs"), Ok("/a/Util.js".into()));
    }
}

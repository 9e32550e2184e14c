//! Import maps: what bare specifiers of modules stand for.
//!
//! Uses: json, error, world's `join`. Never: runtime.

use crate::error::Error;
use crate::json::Json;
use crate::world::join;

/// What specifiers stand for, as in the `importmap` of a page: whole names, or prefixes that end with `/`;
/// for all modules or for those whose identity begins with a scope.
///
/// # Examples
/// ```
/// use stilla::{ImportMap, MapLoader, Runtime};
///
/// let map = ImportMap::new()
///     .map("greet", "lib/greet-2.js")
///     .map("lib/", "vendor/")
///     .map_within("legacy/", "greet", "lib/greet-1.js");
/// let loader = MapLoader::from([
///     ("lib/greet-2.js", "export default 'Hello'"),
///     ("lib/greet-1.js", "export default 'Good day'"),
///     ("legacy/old.js", "export { default } from 'greet'"),
///     ("vendor/a.js", "export default 1"),
/// ]);
/// let mut runtime = Runtime::builder().module_loader(loader).import_map(map).build();
/// runtime.run_module_source("main.js", "
///     import now from 'greet';
///     import then from './legacy/old.js';
///     import one from 'lib/a.js';
///     globalThis.said = [now, then, one].join();
/// ")?;
/// assert_eq!(runtime.get::<String>("said")?.as_deref(), Some("Hello,Good day,1"));
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportMap {
    imports: Vec<Entry>,
    scopes: Vec<(String, Vec<Entry>)>,
}

/// A specifier or prefix, and what it stands for; nothing forbids it.
type Entry = (String, Option<String>);

impl ImportMap {
    /// A map of nothing.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(stilla::ImportMap::new(), stilla::ImportMap::default());
    /// ```
    #[must_use]
    pub fn new() -> ImportMap {
        ImportMap::default()
    }

    /// Lets a specifier stand for the identity of a module, in all modules.
    ///
    /// # Examples
    /// ```
    /// let map = stilla::ImportMap::new().map("lodash", "vendor/lodash.js");
    /// # let _ = map;
    /// ```
    #[must_use]
    pub fn map(mut self, specifier: &str, identity: &str) -> ImportMap {
        self.imports
            .push((specifier.to_owned(), Some(identity.to_owned())));
        self
    }

    /// The same, in those modules alone whose identity is `scope` or, if that ends with `/`, begins with it.
    ///
    /// # Examples
    /// ```
    /// let map = stilla::ImportMap::new().map_within("old/", "lodash", "vendor/lodash-3.js");
    /// # let _ = map;
    /// ```
    #[must_use]
    pub fn map_within(mut self, scope: &str, specifier: &str, identity: &str) -> ImportMap {
        let entry = (specifier.to_owned(), Some(identity.to_owned()));
        match self.scopes.iter_mut().find(|(name, _)| name == scope) {
            Some((_, entries)) => entries.push(entry),
            None => self.scopes.push((scope.to_owned(), vec![entry])),
        }
        self
    }

    /// The map of a text in JSON, with `imports` and `scopes`; a `null` forbids a specifier.
    ///
    /// # Errors
    /// What is no import map.
    ///
    /// # Examples
    /// ```
    /// use stilla::ImportMap;
    ///
    /// let map = ImportMap::from_json(r#"{"imports": {"a": "./lib/a.js"}}"#)?;
    /// assert_eq!(map, ImportMap::new().map("a", "lib/a.js"));
    /// assert!(ImportMap::from_json(r#"{"imports": []}"#).is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<ImportMap, Error> {
        let json = Json::parse(text).map_err(Error::new)?;
        let wrong = || Error::new("the text is no import map");
        let mut map = ImportMap::default();
        for (key, value) in json.entries().ok_or_else(wrong)? {
            match key.as_str() {
                "imports" => map.imports = entries_of(value).ok_or_else(wrong)?,
                "scopes" => {
                    for (scope, value) in value.entries().ok_or_else(wrong)? {
                        let entries = entries_of(value).ok_or_else(wrong)?;
                        map.scopes.push((plain(scope), entries));
                    }
                }
                _ => {}
            }
        }
        Ok(map)
    }

    /// What a specifier stands for in the module `referrer`; `None` if the map does not know it.
    pub(crate) fn resolve(
        &self,
        specifier: &str,
        referrer: &str,
    ) -> Result<Option<String>, String> {
        let specifier = join(specifier, referrer);
        let mut scopes: Vec<&(String, Vec<Entry>)> = self
            .scopes
            .iter()
            .filter(|(scope, _)| is_match(scope, referrer))
            .collect();
        scopes.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        let lists = scopes
            .into_iter()
            .map(|(_, entries)| entries)
            .chain([&self.imports]);
        for entries in lists {
            let best = entries
                .iter()
                .filter(|(key, _)| is_match(key, &specifier))
                .max_by_key(|(key, _)| key.len());
            let Some((key, target)) = best else { continue };
            let Some(target) = target else {
                return Err(format!("The import map forbids '{specifier}'"));
            };
            return Ok(Some(format!("{target}{}", &specifier[key.len()..])));
        }
        Ok(None)
    }
}

/// Whether a key names a text: the whole of it, or a prefix that ends with `/`.
fn is_match(key: &str, text: &str) -> bool {
    key == text || (key.ends_with('/') && text.starts_with(key))
}

/// An identity without the `./` that a page's map needs.
fn plain(identity: &str) -> String {
    identity.strip_prefix("./").unwrap_or(identity).to_owned()
}

fn entries_of(json: &Json) -> Option<Vec<Entry>> {
    let entries = json.entries()?.iter().map(|(key, value)| match value {
        Json::Null => Some((plain(key), None)),
        Json::String(target) => Some((plain(key), Some(plain(target)))),
        _ => None,
    });
    entries.collect()
}

#[cfg(test)]
mod tests {
    use super::ImportMap;

    #[test]
    fn the_longest_match_of_the_nearest_scope_wins() {
        let map = ImportMap::from_json(
            r#"{"imports": {"a/": "x/", "a/b/": "y/", "no": null},
                "scopes": {"s/": {"a/": "s1/"}, "s/t/": {"a/": "t1/"}}}"#,
        )
        .expect("valid");
        let resolve = |specifier, referrer| map.resolve(specifier, referrer);
        assert_eq!(resolve("a/b/c", "m"), Ok(Some("y/c".to_owned())));
        assert_eq!(resolve("a/c", "m"), Ok(Some("x/c".to_owned())));
        assert_eq!(resolve("a/c", "s/m"), Ok(Some("s1/c".to_owned())));
        assert_eq!(resolve("a/c", "s/t/m"), Ok(Some("t1/c".to_owned())));
        assert_eq!(resolve("b", "m"), Ok(None));
        assert!(resolve("no", "m").is_err());
    }
}

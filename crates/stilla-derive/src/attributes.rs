//! The attribute `#[js(…)]` and how names are spelled.
//!
//! Uses: nothing of this crate. Never: class, convert.

use syn::{Attribute, LitStr, Result};

/// What `#[js(…)]` may say; each place uses what has a meaning there.
#[derive(Default)]
pub(crate) struct Js {
    pub(crate) rename: Option<String>,
    pub(crate) rename_all: Option<Case>,
    pub(crate) flags: Vec<String>,
}

impl Js {
    pub(crate) fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|name| name == flag)
    }

    /// Reads the attributes; `flags` are the words that are allowed.
    pub(crate) fn read(attributes: &[Attribute], flags: &[&str]) -> Result<Js> {
        let mut js = Js::default();
        for attribute in attributes.iter().filter(|a| a.path().is_ident("js")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("rename") {
                    js.rename = Some(meta.value()?.parse::<LitStr>()?.value());
                } else if meta.path.is_ident("rename_all") {
                    let text = meta.value()?.parse::<LitStr>()?;
                    let case = Case::named(&text.value());
                    js.rename_all = Some(case.ok_or_else(|| meta.error("no such case"))?);
                } else if let Some(flag) = flags.iter().find(|flag| meta.path.is_ident(flag)) {
                    js.flags.push((*flag).to_owned());
                } else {
                    return Err(meta.error(format!(
                        "expected rename, rename_all or one of: {}",
                        flags.join(", ")
                    )));
                }
                Ok(())
            })?;
        }
        Ok(js)
    }
}

/// A spelling of names.
#[derive(Clone, Copy)]
pub(crate) enum Case {
    Camel,
    Pascal,
    Snake,
    Screaming,
    Kebab,
}

impl Case {
    fn named(name: &str) -> Option<Case> {
        Some(match name {
            "camelCase" => Case::Camel,
            "PascalCase" => Case::Pascal,
            "snake_case" => Case::Snake,
            "SCREAMING_SNAKE_CASE" => Case::Screaming,
            "kebab-case" => Case::Kebab,
            _ => return None,
        })
    }

    /// A Rust name (snake_case or PascalCase) in this spelling.
    pub(crate) fn spell(self, name: &str) -> String {
        let mut words: Vec<String> = Vec::new();
        for part in name.split('_').filter(|part| !part.is_empty()) {
            let mut start_new = true;
            for c in part.chars() {
                if start_new || c.is_uppercase() {
                    words.push(String::new());
                }
                start_new = false;
                let word = words.last_mut().expect("a part begins with a word");
                word.extend(c.to_lowercase());
            }
        }
        let capital = |word: &String| {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |first| {
                first.to_uppercase().chain(chars).collect()
            })
        };
        match self {
            Case::Snake => words.join("_"),
            Case::Kebab => words.join("-"),
            Case::Screaming => words.join("_").to_uppercase(),
            Case::Pascal => words.iter().map(capital).collect(),
            Case::Camel => {
                let rest = words.iter().skip(1).map(capital);
                words.iter().take(1).cloned().chain(rest).collect()
            }
        }
    }
}

/// The name in JavaScript.
pub(crate) fn spelled(js: &Js, name: &str, all: Option<Case>) -> String {
    let name = name.strip_prefix("r#").unwrap_or(name);
    match (&js.rename, all) {
        (Some(rename), _) => rename.clone(),
        (None, Some(case)) => case.spell(name),
        (None, None) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn names_are_spelled() {
        assert_eq!(Case::Camel.spell("read_only_list"), "readOnlyList");
        assert_eq!(Case::Camel.spell("HttpError"), "httpError");
        assert_eq!(Case::Kebab.spell("HttpError"), "http-error");
        assert_eq!(Case::Screaming.spell("max_size"), "MAX_SIZE");
        assert_eq!(Case::Pascal.spell("max_size"), "MaxSize");
    }
}

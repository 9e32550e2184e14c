//! The collations that languages have beside the standard one.
//!
//! Uses: nothing. Never: everything else of the crate.

/// Language and its own collations.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("ar", &["compat"]),
    ("bn", &["trad"]),
    ("de", &["eor", "phonebk"]),
    ("es", &["trad"]),
    ("fi", &["trad"]),
    ("ja", &["unihan"]),
    ("ko", &["unihan"]),
    ("si", &["dict"]),
    ("sv", &["trad"]),
    ("vi", &["trad"]),
    ("yue", &["pinyin", "stroke", "unihan", "zhuyin"]),
    ("zh", &["pinyin", "stroke", "unihan", "zhuyin"]),
];

/// The collations that every language has.
const EVERYWHERE: &[&str] = &["emoji", "eor"];

/// All collations that a script can ask for in a language.
pub fn of_language(language: &str) -> Vec<&'static str> {
    let own = LANGUAGES.iter().find(|(name, _)| *name == language);
    let mut list: Vec<&str> = own.map_or_else(Vec::new, |(_, list)| list.to_vec());
    for name in EVERYWHERE {
        if !list.contains(name) {
            list.push(name);
        }
    }
    list
}

/// All collations of all languages, in order.
pub fn all() -> Vec<&'static str> {
    let mut list: Vec<&str> = LANGUAGES
        .iter()
        .flat_map(|(_, list)| *list)
        .copied()
        .collect();
    list.extend_from_slice(EVERYWHERE);
    list.sort_unstable();
    list.dedup();
    list
}

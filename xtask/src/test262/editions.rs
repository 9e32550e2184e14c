//! Which edition of the language brought what a feature of the suite stands for.
//!
//! The suite's own list (`features.txt`) tells features apart but not when they came. A feature that
//! is on no list here is newer than the newest edition here, or a proposal.
//!
//! Uses: nothing
//! Never: test262::pool

/// Editions of ECMA-262 by the year of their publication, with the features that came with them.
const EDITIONS: &[(u16, &[&str])] = &[
    (
        2015,
        &[
            "ArrayBuffer",
            "Array.prototype.values",
            "arrow-function",
            "class",
            "computed-property-names",
            "const",
            "cross-realm",
            "DataView",
            "DataView.prototype.getFloat32",
            "DataView.prototype.getFloat64",
            "DataView.prototype.getInt16",
            "DataView.prototype.getInt32",
            "DataView.prototype.getInt8",
            "DataView.prototype.getUint16",
            "DataView.prototype.getUint32",
            "DataView.prototype.setUint8",
            "default-parameters",
            "destructuring-assignment",
            "destructuring-binding",
            "for-of",
            "Float32Array",
            "Float64Array",
            "generators",
            "Int8Array",
            "Int16Array",
            "Int32Array",
            "let",
            "Map",
            "new.target",
            "Object.is",
            "Promise",
            "Proxy",
            "proxy-missing-checks",
            "Reflect",
            "Reflect.construct",
            "Reflect.set",
            "Reflect.setPrototypeOf",
            "rest-parameters",
            "Set",
            "String.fromCodePoint",
            "String.prototype.endsWith",
            "String.prototype.includes",
            "super",
            "Symbol",
            "Symbol.hasInstance",
            "Symbol.isConcatSpreadable",
            "Symbol.iterator",
            "Symbol.match",
            "Symbol.replace",
            "Symbol.search",
            "Symbol.species",
            "Symbol.split",
            "Symbol.toPrimitive",
            "Symbol.toStringTag",
            "Symbol.unscopables",
            "tail-call-optimization",
            "template",
            "TypedArray",
            "u180e",
            "Uint8Array",
            "Uint16Array",
            "Uint32Array",
            "Uint8ClampedArray",
            "WeakMap",
            "WeakSet",
            "__proto__",
        ],
    ),
    (2016, &["Array.prototype.includes", "exponentiation"]),
    (
        2017,
        &[
            "async-functions",
            "Atomics",
            "SharedArrayBuffer",
            "__getter__",
            "__setter__",
            "caller",
        ],
    ),
    (
        2018,
        &[
            "async-iteration",
            "IsHTMLDDA",
            "object-rest",
            "object-spread",
            "Promise.prototype.finally",
            "regexp-dotall",
            "regexp-lookbehind",
            "regexp-named-groups",
            "regexp-unicode-property-escapes",
            "Symbol.asyncIterator",
        ],
    ),
    (
        2019,
        &[
            "Array.prototype.flat",
            "Array.prototype.flatMap",
            "json-superset",
            "Object.fromEntries",
            "optional-catch-binding",
            "stable-array-sort",
            "string-trimming",
            "String.prototype.trimEnd",
            "String.prototype.trimStart",
            "Symbol.prototype.description",
            "well-formed-json-stringify",
        ],
    ),
    (
        2020,
        &[
            "BigInt",
            "coalesce-expression",
            "dynamic-import",
            "export-star-as-namespace-from-module",
            "for-in-order",
            "globalThis",
            "import.meta",
            "optional-chaining",
            "Promise.allSettled",
            "String.prototype.matchAll",
            "Symbol.matchAll",
        ],
    ),
    (
        2021,
        &[
            "AggregateError",
            "align-detached-buffer-semantics-with-web-reality",
            "FinalizationRegistry",
            "host-gc-required",
            "logical-assignment-operators",
            "numeric-separator-literal",
            "Promise.any",
            "stable-typedarray-sort",
            "String.prototype.replaceAll",
            "WeakRef",
        ],
    ),
    (
        2022,
        &[
            "arbitrary-module-namespace-names",
            "Array.prototype.at",
            "class-fields-private",
            "class-fields-private-in",
            "class-fields-public",
            "class-methods-private",
            "class-static-block",
            "class-static-fields-private",
            "class-static-fields-public",
            "class-static-methods-private",
            "error-cause",
            "Object.hasOwn",
            "regexp-match-indices",
            "String.prototype.at",
            "top-level-await",
            "TypedArray.prototype.at",
        ],
    ),
    (
        2023,
        &[
            "array-find-from-last",
            "change-array-by-copy",
            "hashbang",
            "symbols-as-weakmap-keys",
        ],
    ),
    (
        2024,
        &[
            "array-grouping",
            "arraybuffer-transfer",
            "Atomics.waitAsync",
            "promise-with-resolvers",
            "regexp-v-flag",
            "resizable-arraybuffer",
            "String.prototype.isWellFormed",
            "String.prototype.toWellFormed",
        ],
    ),
    (
        2025,
        &[
            "Float16Array",
            "import-attributes",
            "iterator-helpers",
            "json-modules",
            "promise-try",
            "regexp-duplicate-named-groups",
            "RegExp.escape",
            "regexp-modifiers",
            "set-methods",
        ],
    ),
    (
        2026,
        &[
            "Array.fromAsync",
            "Error.isError",
            "iterator-sequencing",
            "json-parse-with-source",
            "Math.sumPrecise",
            "uint8array-base64",
            "upsert",
        ],
    ),
];

/// When what a test needs was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edition {
    /// The test names no feature: mostly the fifth edition, and what later ones changed in passing.
    Unnamed,
    /// The edition of this year.
    Year(u16),
    /// A later edition, or none yet.
    Proposal,
    /// ECMA-402.
    Internationalisation,
}

impl Edition {
    /// The edition of a feature.
    pub fn of_feature(feature: &str) -> Self {
        if feature.to_ascii_lowercase().starts_with("intl") {
            return Self::Internationalisation;
        }
        EDITIONS
            .iter()
            .find(|(_, features)| features.contains(&feature))
            .map_or(Self::Proposal, |(year, _)| Self::Year(*year))
    }

    /// The edition that has all of these features.
    pub fn of(features: &[String]) -> Self {
        features
            .iter()
            .map(|feature| Self::of_feature(feature))
            .max()
            .unwrap_or(Self::Unnamed)
    }

    /// How tables call it.
    pub fn name(self) -> String {
        match self {
            Self::Unnamed => "no feature named".to_owned(),
            Self::Year(year) => format!("ES{year}"),
            Self::Proposal => "later, and proposals".to_owned(),
            Self::Internationalisation => "ECMA-402".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EDITIONS, Edition};
    use std::collections::HashSet;

    #[test]
    fn a_test_belongs_to_the_latest_edition_that_it_needs() {
        let features = ["class".to_owned(), "top-level-await".to_owned()];
        assert_eq!(Edition::of(&features), Edition::Year(2022));
        assert_eq!(Edition::of(&[]), Edition::Unnamed);
        let features = ["class".to_owned(), "decorators".to_owned()];
        assert_eq!(Edition::of(&features), Edition::Proposal);
    }

    #[test]
    fn no_feature_came_twice() {
        let mut seen = HashSet::new();
        for (_, features) in EDITIONS {
            for feature in *features {
                assert!(seen.insert(feature), "{feature}");
            }
        }
    }
}

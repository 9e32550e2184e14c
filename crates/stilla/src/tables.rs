//! The tables of built-ins of all features that are on, as one list.
//!
//! Uses: stilla-builtins, the optional crates. Never: runtime.

use stilla_core::builtin::Global;

/// The lists that are joined; an extension must stand behind what it extends.
const LISTS: &[&[&Global]] = &[
    stilla_builtins::ALL,
    #[cfg(feature = "temporal")]
    stilla_temporal::ALL,
];

const COUNT: usize = {
    let mut count = 0;
    let mut list = 0;
    while list < LISTS.len() {
        count += LISTS[list].len();
        list += 1;
    }
    count
};

/// Every built-in.
pub(crate) static ALL: [&Global; COUNT] = {
    let mut all = [stilla_builtins::ALL[0]; COUNT];
    let mut count = 0;
    let mut list = 0;
    while list < LISTS.len() {
        let mut place = 0;
        while place < LISTS[list].len() {
            all[count] = LISTS[list][place];
            count += 1;
            place += 1;
        }
        list += 1;
    }
    all
};

//! The tables of built-ins of all features that are on, as one list.
//!
//! Uses: stilla-builtins, the optional crates. Never: runtime.

use stilla_core::Cx;
use stilla_core::builtin::Global;

/// The lists that are joined; an extension must stand behind what it extends.
const LISTS: &[&[&Global]] = &[
    stilla_builtins::ALL,
    #[cfg(feature = "temporal")]
    stilla_temporal::ALL,
    #[cfg(feature = "intl")]
    stilla_intl::ALL,
];

/// Hands the agent what tables can't: the functions that know locales.
pub(crate) fn prepare(cx: &mut Cx) {
    #[cfg(feature = "intl")]
    cx.set_locale_functions(&stilla_intl::FUNCTIONS);
    #[cfg(feature = "temporal")]
    cx.set_temporal_readers(
        stilla_temporal::value_to_format,
        stilla_temporal::duration_fields,
    );
    let _ = cx;
}

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

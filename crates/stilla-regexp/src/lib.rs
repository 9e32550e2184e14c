//! Regular expressions of ECMAScript: pattern to program to match, under a step budget.
#![forbid(unsafe_code)]
